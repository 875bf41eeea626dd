"""What is worth a correction though nothing is amiss: marks by which the record could be made better."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.audits import Mark
from dealerdesk.domain.documents import TYPE_LABELS
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Contradiction, Corrected, Correction
from dealerdesk.ui.findings.about import NOTE, OPEN_FILE, SEEN_BY
from dealerdesk.ui.findings.columns import BELONGS
from dealerdesk.ui.findings.correction_buttons import CorrectionButtons
from dealerdesk.ui.findings.explaining import TAKE_BACK
from dealerdesk.ui.findings.looks import NO_PLACE
from dealerdesk.ui.findings.plain_list import PlainList
from dealerdesk.ui.findings.views import View
from dealerdesk.ui.formats import label
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar
from dealerdesk.ui.widgets.plate import PlateSign
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

THERE = Message("ui.findings_worth_there", "{document}: the paper is in the folder, and the record has none.")
NEEDLESS = Message(
    "ui.findings_worth_needless",
    "{document}: the counter found it not applicable, and the record still asks for it.",
)
CORRECTED = Message("ui.findings_worth_corrected", "File {file_no}: {correction}.")
_TOPIC = "findings.worth_corrections"


class WorthPane(QFrame):
    """Tells of one mark; `corrections` offers what may be changed, `open_asked` carries a file's id."""

    open_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "preview")
        self.setMinimumWidth(m.PREVIEW_WIDTH)
        self.setMaximumWidth(m.PREVIEW_WIDEST)
        self.found: Contradiction | None = None
        self.open_button = QPushButton()
        self.open_button.setProperty("look", "link")
        self.corrections = CorrectionButtons()
        self._plate, self._number = PlateSign(), ElidingLabel(kind="strong")
        self._whose = ElidingLabel(kind="second")
        self._what = words_of("strong", wraps=True)
        self._sentence = words_of("plain", wraps=True)
        self._facts = {
            title: (words_of("caption"), words_of("plain", wraps=True)) for title in (BELONGS, SEEN_BY, NOTE)
        }
        self._arrange()
        self.open_button.clicked.connect(self._on_open_clicked)
        retell(self, self._tell)

    @property
    def said(self) -> str:
        """All that is told in words."""
        facts = (words.text() for _, words in self._facts.values())
        return "\n".join(filter(None, (self._number.text, self._sentence.text(), *facts)))

    def show_found(self, found: Contradiction | None) -> None:
        """Tell of a mark; corrections of another one are taken away."""
        if found is None or self.found is None or found.key != self.found.key:
            self.corrections.show_corrections(())
        self.found = found
        self._tell()

    def _on_open_clicked(self) -> None:
        if self.found is not None:
            self.open_asked.emit(self.found.file_id)

    def _arrange(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(m.GAP_2)
        title.addWidget(self._what, 1)
        title.addWidget(self.open_button)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._number)
        names.addWidget(self._whose)
        head = QHBoxLayout()
        head.setSpacing(m.GAP_3)
        head.addWidget(self._plate)
        head.addLayout(names, 1)
        facts = QFormLayout()
        facts.setHorizontalSpacing(m.GAP_3)
        facts.setVerticalSpacing(m.GAP_1)
        for name, words in self._facts.values():
            facts.addRow(name, words)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_4)
        inside.setSpacing(m.GAP_3)
        inside.addLayout(title)
        inside.addLayout(head)
        inside.addWidget(self._sentence)
        inside.addLayout(facts)
        inside.addWidget(self.corrections)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(UprightScroll(inner))

    def _tell(self) -> None:
        self.open_button.setText(OPEN_FILE.said())
        self.open_button.setAccessibleName(OPEN_FILE.said())
        found = self.found
        if found is None:
            return
        self._plate.setVisible(bool(found.plate))
        self._plate.show_plate(found.plate)
        self._number.show_text(found.file_no)
        self._whose.show_text(" · ".join(filter(None, (found.owner, found.vehicle))))
        sentence = THERE if found.mark is Mark.PRESENT else NEEDLESS
        document = label(TYPE_LABELS[found.type])
        self._what.setText(document)
        self._sentence.setText(sentence.said(document=document))
        facts = {BELONGS: found.location or NO_PLACE.said(), SEEN_BY: found.by, NOTE: found.note or ""}
        for title, (name, words) in self._facts.items():
            name.setText(title.said())
            words.setText(facts[title])
            for each in (name, words):
                each.setVisible(bool(facts[title]))


class WorthView(QWidget):
    """The list of such marks with the chosen one beside it; `bar` says what was corrected."""

    def __init__(self, workplace: Workplace, bar: OutcomeBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._bar = bar
        self._audit = 0
        self.list, self.pane = PlainList(View.WORTH, workplace), WorthPane()
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.list, 1)
        both.addWidget(self.pane)
        self.setFocusProxy(self.list)
        self.pane.hide()
        self.list.table.looked_at.connect(self._on_looked_at)
        self.list.counted.connect(lambda count: self.pane.setVisible(bool(count)))
        self.pane.open_asked.connect(lambda file_id: workplace.go(Place(PageName.FILE, file_id=file_id)))
        self.pane.corrections.picked.connect(self.correct)

    def look(self, audit_id: int) -> None:
        """Read anew what is worth a correction."""
        self._audit = audit_id
        self.list.look(audit_id)

    def correct(self, correction: Correction) -> None:
        """Change the record as the mark suggests."""
        found = self.pane.found
        if found is not None:
            work = partial(self._workplace.desk.findings.correct, self._audit, found.key, correction)
            self._workplace.tasks.write(work, partial(self._on_corrected, correction))

    def _on_looked_at(self) -> None:
        found = self.list.table.row
        self.pane.show_found(found)
        if isinstance(found, Contradiction):
            read = partial(self._workplace.desk.findings.corrections, self._audit, found.key)
            self._workplace.tasks.read(_TOPIC, read, self.pane.corrections.show_corrections)

    def _on_corrected(self, correction: Correction, corrected: Corrected) -> None:
        def say() -> str:
            return CORRECTED.said(file_no=corrected.file_no, correction=correction.said())

        self._bar.show_outcome(say, TAKE_BACK, self._workplace.undoing.undo)
