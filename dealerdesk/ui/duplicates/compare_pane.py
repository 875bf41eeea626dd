"""The two records that may be one, beside each other, and what becomes of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.messages import Message
from dealerdesk.services.merging import MergePlan
from dealerdesk.services.merging.plans import CHOOSE_FIRST
from dealerdesk.ui.commands import WITH_KEYS
from dealerdesk.ui.duplicates.comparison import Comparison, Side
from dealerdesk.ui.duplicates.fields_table import FieldsModel, FieldsTable
from dealerdesk.ui.duplicates.record_head import RecordHead
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

FIELDS = Message("ui.duplicates_fields", "Fields of both: the left and right arrow choose which value stands")
MERGE = Message("ui.duplicates_merge", "Merge")
APART = Message("ui.duplicates_apart", "Not the same")
CARD_GOES = Message(
    "ui.duplicates_card_goes", "The card {gone} goes; what hangs on it goes to {kept}. It can be undone."
)
FILE_GOES = Message(
    "ui.duplicates_file_goes", "File {gone} goes into the archive; what lies in it goes into {kept}."
)
MERGE_KEYS, APART_KEYS = "Ctrl+Return", "Del"


class ComparePane(QWidget):
    """Shows a `Comparison`; `stay_asked` carries the id of who or what is to stay, `open_asked` a file's."""

    merge_asked = Signal()
    apart_asked = Signal()
    stay_asked = Signal(int)
    open_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = self._is_waiting = False
        self.model = FieldsModel(self)
        self.table = FieldsTable(self.model)
        self.heads = (RecordHead(), RecordHead())
        self._group = QButtonGroup(self)
        self._says = QLabel()
        self._band = QFrame()
        self._band.setProperty("look", "band")
        self._outlook = QLabel()
        self._outlook.setProperty("text_kind", "second")
        for text in (self._says, self._outlook):
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
        self.apart_button = QPushButton()
        self.merge_button = QPushButton()
        self.merge_button.setProperty("look", "filled")
        self._arrange()
        for head, side in zip(self.heads, (Side.LEFT, Side.RIGHT), strict=True):
            self._group.addButton(head.stays)
            head.picked.connect(lambda side=side: self._on_picked(side))
            head.open_asked.connect(lambda side=side: self.open_asked.emit(self._id_at(side)))
        self.merge_button.clicked.connect(self.merge_asked)
        self.apart_button.clicked.connect(self.apart_asked)
        self.model.edited.connect(lambda _comparison: self._tell())
        retell(self, self._tell)

    @property
    def comparison(self) -> Comparison | None:
        """What is shown, with what the person has picked; None while another one is on its way."""
        return None if self._is_waiting else self.model.comparison

    @property
    def said(self) -> str:
        """What is said of the two: why they cannot be merged, or what to mind."""
        return self._says.text() if self._band.isVisibleTo(self) else ""

    def wait(self) -> None:
        """Another one is on its way; what is shown stays in sight until then, and nothing can be done."""
        self._is_waiting = True
        self._tell()

    def show_comparison(self, comparison: Comparison | None, *, busy: bool = False) -> None:
        """Show two records, or none; while `busy`, nothing can be asked for."""
        before, self._busy, self._is_waiting = self.model.comparison, busy, False
        self.model.show_comparison(comparison)
        if comparison is not None and (before is None or before.left_id != comparison.left_id):
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._tell()

    def why_not_merge(self) -> Message | None:
        """What stands against merging now, as far as it is said without names."""
        comparison = self.comparison
        if comparison is None or self._busy:
            return NOTHING_COMPARED
        plan = comparison.plan
        if plan.refusal is not None:
            return CANNOT_BE_MERGED
        return UNDECIDED if plan.undecided(comparison.chosen) else None

    def why_not_apart(self) -> Message | None:
        """What stands against setting the two apart now."""
        return NOTHING_COMPARED if self.comparison is None or self._busy else None

    def _id_at(self, side: Side) -> int:
        assert self.comparison is not None
        return self.comparison.sides[side is Side.RIGHT].id

    def _on_picked(self, side: Side) -> None:
        if self.comparison is not None and self.comparison.kept_side is not side:
            self.stay_asked.emit(self._id_at(side))

    def _arrange(self) -> None:
        heads = QHBoxLayout()
        heads.setSpacing(0)
        self.table.fitted.connect(lambda room: heads.setContentsMargins(0, 0, room, 0))
        heads.addSpacing(m.MERGE_LABEL)
        for head in self.heads:
            heads.addWidget(head, 1)
        band = QHBoxLayout(self._band)
        band.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        band.setSpacing(m.GAP_2)
        band.addWidget(IconSign("warning-circle", "warn"))
        band.addWidget(self._says, 1)
        foot = QFrame()
        foot.setProperty("look", "foot")
        foot.setFixedHeight(m.FOOT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_3)
        row.addWidget(self._outlook, 1)
        row.addWidget(self.apart_button)
        row.addWidget(self.merge_button)
        line = QFrame()
        line.setProperty("look", "divider")
        line.setFixedHeight(m.BORDER)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(heads)
        column.addWidget(line)
        column.addWidget(self._band)
        column.addWidget(self.table, 1)
        column.addWidget(foot)

    def _tell(self) -> None:
        comparison = self.comparison
        self.table.setAccessibleName(FIELDS.said())
        if comparison is not None:
            for head, record in zip(self.heads, comparison.sides, strict=True):
                head.show_side(comparison.plan.kind, record, stays=record.id == comparison.plan.kept.id)
            self._show_sentences(comparison)
            self._outlook.setText(_outlook(comparison.plan))
        for button, name, keys, why in (
            (self.merge_button, MERGE, MERGE_KEYS.replace("Return", "Enter"), self.why_not_merge()),
            (self.apart_button, APART, APART_KEYS, self.why_not_apart()),
        ):
            button.setText(name.said())
            button.setAccessibleName(name.said())
            had_focus = button.hasFocus()
            button.setEnabled(why is None)
            if had_focus and why is not None:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            button.setToolTip(why.said() if why else WITH_KEYS.said(name=name.said(), keys=keys))

    def _show_sentences(self, comparison: Comparison) -> None:
        """Why the two cannot be merged; else what is to be decided, and what to mind."""
        plan = comparison.plan
        sentences = [plan.refusal.said()] if plan.refusal else [each.said() for each in plan.warnings]
        undecided = plan.undecided(comparison.chosen)
        if undecided and plan.refusal is None:
            sentences.insert(0, CHOOSE_FIRST.said(fields=[field.label for field in undecided]))
        self._says.setText(" ".join(sentences))
        self._band.setVisible(bool(sentences))


NOTHING_COMPARED = Message("ui.duplicates_nothing_compared", "Choose a pair first.")
CANNOT_BE_MERGED = Message(
    "ui.duplicates_cannot", "These two cannot be merged. The reason stands above them."
)
UNDECIDED = Message(
    "ui.duplicates_undecided", "Choose first which value is right, where both have their own."
)


def _outlook(plan: MergePlan) -> str:
    message = CARD_GOES if plan.kind is PairKind.CUSTOMERS else FILE_GOES
    return message.said(gone=plan.other.number, kept=plan.kept.number) if plan.refusal is None else ""
