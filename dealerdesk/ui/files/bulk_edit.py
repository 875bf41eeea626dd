"""Editing many files at once: what is to become of three fields, and what that would change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import Field
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.bulk_edits import BULK_FIELDS, BulkResult, EditPlan, FieldChange, How
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.files.plan_words import plan_sentences
from dealerdesk.ui.formats import label, shown_number
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.controls import ChoiceBox

TITLE = Message("ui.bulk_title", "Edit {number} file", "Edit {number} files")
LEAVE = Message("ui.bulk_leave", "Leave as it is")
SET_TO = Message("ui.bulk_set", "Set to")
EMPTY_IT = Message("ui.bulk_empty", "Empty it")
ADD_LINE = Message("ui.bulk_add", "Add a line")
NEW_VALUE = Message("ui.bulk_new_value", "{field}: new value")
WHAT_TO_DO = Message("ui.bulk_what", "{field}: what to do")
CHANGE = Message("ui.bulk_change", "Change {number} file", "Change {number} files")
CANCEL = Message("ui.bulk_cancel", "Cancel")
CHOOSE_FIRST = Message("ui.bulk_choose", "Choose what is to change.")
NOTHING_CHANGES = Message("ui.bulk_nothing", "Nothing would change: all files are so already.")

PLAN_TOPIC = "files.bulk_plan"
_HOWS = {"": LEAVE, "set": SET_TO, "add": ADD_LINE, "empty": EMPTY_IT}


class BulkEditDialog(QDialog):
    """Shows what would change while one types; the change itself is long work in the window."""

    def __init__(self, workplace: Workplace, file_ids: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workplace = workplace
        self._ids = list(file_ids)
        self._plan: EditPlan | None = None
        self._error: DealerDeskError | None = None
        self._title = _label("section")
        self.hows = {field.code: ChoiceBox() for field in BULK_FIELDS}
        self.texts = {field.code: QLineEdit() for field in BULK_FIELDS}
        self._names = {field.code: _label("second") for field in BULK_FIELDS}
        self._sentences = _label("plain")
        self._sentences.setWordWrap(True)
        self._sentences.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self.change = QPushButton()
        self.change.setProperty("look", "filled")
        self.change.setDefault(True)
        self.cancel = QPushButton()
        self._arrange()
        for code, how in self.hows.items():
            how.activated.connect(partial(self._on_how_chosen, code))
            self.texts[code].textEdited.connect(self._ask_plan)
        self.change.clicked.connect(self._on_agreed)
        self.cancel.clicked.connect(self.reject)
        retell(self, self._tell)
        self._ask_plan()

    @property
    def sentences(self) -> str:
        """What it says would change."""
        return self._sentences.text()

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.GAP_2)
        grid.setVerticalSpacing(m.GAP_2)
        grid.setColumnStretch(2, 1)
        for row, field in enumerate(BULK_FIELDS):
            self._names[field.code].setBuddy(self.hows[field.code])
            grid.addWidget(self._names[field.code], row, 0)
            grid.addWidget(self.hows[field.code], row, 1)
            grid.addWidget(self.texts[field.code], row, 2)
        effect = QFrame()
        effect.setProperty("look", "effect")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroll.setWidget(self._sentences)
        inside = QVBoxLayout(effect)
        inside.setContentsMargins(m.GAP_3, m.GAP_2, m.GAP_3, m.GAP_2)
        inside.addWidget(self._scroll)
        effect.setMinimumHeight(m.BULK_EFFECT)
        buttons = QHBoxLayout()
        buttons.setSpacing(m.GAP_2)
        buttons.addStretch(1)
        buttons.addWidget(self.change)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_5, m.GAP_4, m.GAP_5, m.GAP_4)
        column.setSpacing(m.GAP_4)
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addWidget(effect, 1)
        column.addLayout(buttons)
        self.setMinimumWidth(m.DIALOGUE_WIDTH + 2 * m.GAP_5)

    def _changes(self) -> list[FieldChange]:
        changes = []
        for field in BULK_FIELDS:
            how, text = self.hows[field.code].currentData(), self.texts[field.code].text()
            if how == "empty":
                changes.append(FieldChange(field.code, ""))
            elif how and text.strip():
                changes.append(FieldChange(field.code, text, How.ADD if how == "add" else How.SET))
        return changes

    def _ask_plan(self) -> None:
        self._plan, self._error = None, None
        changes = self._changes()
        if changes:
            work = partial(self._workplace.desk.bulk_edits.plan_edit, self._ids, changes)
            self._workplace.tasks.read(PLAN_TOPIC, work, self._on_planned, self._on_refused)
        else:
            self._workplace.tasks.forget(PLAN_TOPIC)
        self._tell()

    def _on_how_chosen(self, code: str, _index: int = 0) -> None:
        has_text = self.hows[code].currentData() in {"set", "add"}
        self.texts[code].setEnabled(has_text)
        if has_text:
            self.texts[code].setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask_plan()

    def _on_planned(self, plan: EditPlan) -> None:
        self._plan = plan
        self._tell()

    def _on_refused(self, error: Exception) -> None:
        self._error = error_for_people(error)
        self._tell()

    def _on_agreed(self) -> None:
        plan, edits = self._plan, self._workplace.desk.bulk_edits
        if plan is None or not plan.changing:
            return

        def work(progress: Progress) -> BulkResult:
            return edits.apply_edit(plan, progress)

        self._workplace.long_work.run(work, lambda _result: None, self._workplace.fail, in_order=True)
        self.accept()

    def _tell(self) -> None:
        title = TITLE.said(count=len(self._ids), number=shown_number(len(self._ids)))
        self.setWindowTitle(title)
        self._title.setText(title)
        for field in BULK_FIELDS:
            self._tell_field(field)
        self._sentences.setText(self._effect())
        for told in (self._sentences, self._scroll):
            told.setAccessibleName(self._sentences.text())
        changing = self._plan.changing if self._plan else 0
        self.change.setText(CHANGE.said(count=changing, number=shown_number(changing)))
        self.change.setAccessibleName(self.change.text())
        self.change.setEnabled(changing > 0)
        self.change.setToolTip("" if changing else self._effect())
        self.cancel.setText(CANCEL.said())
        self.cancel.setAccessibleName(CANCEL.said())

    def _tell_field(self, field: Field) -> None:
        how, name = self.hows[field.code], label(field.label)
        chosen = how.currentData() or ""
        self._names[field.code].setText(name)
        how.setAccessibleName(WHAT_TO_DO.said(field=name))
        self.texts[field.code].setAccessibleName(NEW_VALUE.said(field=name))
        self.texts[field.code].setEnabled(chosen in {"set", "add"})
        if how.count() == 0 or how.itemText(0) != LEAVE.said():
            how.clear()
            for code, words in _HOWS.items():
                if code != "add" or field.code == "notes":
                    how.addItem(words.said(), code)
            how.setCurrentIndex(how.findData(chosen))

    def _effect(self) -> str:
        if self._error is not None:
            return str(self._error)
        if self._plan is None:
            return CHOOSE_FIRST.said()
        if not self._plan.changing:
            return NOTHING_CHANGES.said()
        return "\n".join(plan_sentences(self._plan))


def _label(kind: str) -> QLabel:
    text = QLabel()
    text.setProperty("text_kind", kind)
    text.setTextFormat(Qt.TextFormat.PlainText)
    return text
