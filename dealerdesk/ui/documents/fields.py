"""The fields of the chosen document, to be read and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.document_fields import DOCUMENT_FIELDS, name_on
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.fields import AMOUNT, DATED, EXPIRY, NOTE, NUMBER, PAPER, Field
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import read_value, text_of
from dealerdesk.services.details import DocumentDetail
from dealerdesk.services.editing import ValueRefusedError
from dealerdesk.ui.documents.slots import Slot, SlotKey, SlotState
from dealerdesk.ui.documents.whole_scroll import WholeScroll
from dealerdesk.ui.documents.words import WITH_KEYS, ending
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.form import FieldInput

SAVE = Message("ui.doc_save", "Save")
SAVE_KEYS = Message("ui.doc_save_keys", "Save  Ctrl+S")
ADD_SCAN = Message("ui.doc_add_scan", "Add scan")
NOT_SAVED = Message("ui.doc_not_saved", "Not saved yet")
NOTHING_TO_SAVE = Message("ui.doc_nothing_to_save", "Nothing was changed in the fields.")
NO_DOCUMENT = Message("ui.doc_no_document", "Nothing is there yet that could be described.")
FIELDS = Message("ui.doc_fields", "Fields of the document")
SHOW_OR_HIDE = Message("ui.doc_fields_show_or_hide", "Show or hide the fields below the page")
SHOW_OR_HIDE_KEY = "F11"
BESIDE_THE_PAGE = Message("ui.doc_fields_beside", "In a narrow window the fields stand beside the page.")
_SHOWN = (NUMBER, DATED, AMOUNT, EXPIRY, NOTE, PAPER)
_COLUMNS = 2


@dataclass(slots=True)
class _Typed:
    """What was typed into a document's fields and is not saved, with what stood there before."""

    texts: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)


class DocumentFields(QFrame):
    """Shows and takes the fields of one document; what was typed for others is kept until it is saved.

    `save_asked` carries the slot, the texts typed by field code, and the texts they replace; `folded` tells
    whether the person wants the fields to make room for the page.
    """

    save_asked = Signal(object, object, object)
    scan_asked = Signal()
    edited = Signal()
    folded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_folded = False
        self._may_fold = True
        self._slot: Slot | None = None
        self._today = date.min
        self._file = 0
        self._typed: dict[tuple[int, SlotKey], _Typed] = {}
        self.inputs = {each.code: FieldInput(each) for each in _SHOWN}
        self._labels = {code: QLabel() for code in self.inputs}
        self._remark = QLabel()
        self._remark.setProperty("text_kind", "caption")
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self.add_scan = QPushButton()
        self.add_scan.setProperty("look", "narrow")
        self.fold_button = QPushButton()
        self.fold_button.setProperty("look", "icon")
        self.fold_button.setIconSize(QSize(m.ICON, m.ICON))
        self.save_button = QPushButton()
        self.save_button.setProperty("look", "filled")
        self._arrange()
        for each in self.inputs.values():
            each.edited.connect(self._on_edited)
        self.fold_button.clicked.connect(self.turn_over)
        self.save_button.clicked.connect(self.save)
        self.add_scan.clicked.connect(self.scan_asked)
        retell(self, self._tell)

    # --- what is shown --------------------------------------------------------------------------------

    @property
    def first(self) -> QWidget:
        """Where typing begins; while the fields are folded, what unfolds them."""
        return self.fold_button if self.is_folded else self.inputs[NUMBER.code].editor

    @property
    def is_folded(self) -> bool:
        """Whether the page has the fields' room."""
        return self._is_folded and self._may_fold

    def fold(self, *, folded: bool) -> None:
        """Leave the fields' room to the page, or show them again."""
        self._is_folded = folded
        self._show_folded()

    def turn_over(self) -> None:
        """Fold or unfold, as the person wants it from now on."""
        self.fold(folded=not self._is_folded)
        self.folded.emit(self._is_folded)

    def allow_folding(self, allowed: bool) -> None:
        """Whether there is a page above that could use the room."""
        self._may_fold = allowed
        self._show_folded()

    def why_not_fold(self) -> Message | None:
        """What stands against folding now."""
        return None if self._may_fold else BESIDE_THE_PAGE

    def _show_folded(self) -> None:
        if self.is_folded and self._scroll.isAncestorOf(QApplication.focusWidget() or self):
            self.fold_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.setVisible(not self.is_folded)
        self._line.setVisible(not self.is_folded)
        self.fold_button.setVisible(self._may_fold)
        self.fold_button.setIcon(icon("caret-up" if self.is_folded else "caret-down"))

    @property
    def document(self) -> DocumentDetail | None:
        """The document whose fields are shown."""
        return self._slot.document if self._slot else None

    def shows(self, slot: Slot | None, file_id: int) -> bool:
        """Whether it is this slot of this file whose fields are shown."""
        return (
            self._slot is not None
            and slot is not None
            and ((self._file, self._slot.key) == (file_id, slot.key))
        )

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return any(each.is_changed for each in self.inputs.values())

    def show_slot(self, slot: Slot | None, file_id: int = 0) -> None:
        """Show the fields of the slot's document; what was typed before and is not saved stays typed."""
        is_same = self.shows(slot, file_id)
        if not is_same:
            self._keep_typed()
        kept = None if slot is None else self._typed.pop((file_id, slot.key), None)
        typed = self._taken() if is_same else kept or _Typed()
        self._slot, self._file = slot, file_id
        for each in _SHOWN:
            each_input = self.inputs[each.code]
            stands = self._standing(each)
            if each.code in typed.texts and typed.texts[each.code] != stands:
                each_input.show_text(typed.seen[each.code])
                each_input.write(typed.texts[each.code])
            else:
                each_input.show_text(stands)
                each_input.show_problem()
            each_input.setEnabled(self._can_be_written)
        self._tell()

    def _standing(self, each: Field) -> str:
        """The field's text in the file; paper that is noted first is there."""
        if self.document is not None:
            return text_of(each, getattr(self.document, each.code))
        return Paper.PRESENT.value if each is PAPER else ""

    @property
    def _can_be_written(self) -> bool:
        return self._slot is not None and self._slot.state is not SlotState.WAIVED

    @property
    def unsaved(self) -> int:
        """For how many documents something was typed that is not saved."""
        return len(self._typed) + self.is_dirty

    def revert(self) -> bool:
        """Take back what was typed; whether there was something."""
        if not self.is_dirty:
            return False
        for each in self.inputs.values():
            each.show_text(each.shown)
            each.show_problem()
        self._tell()
        return True

    def save(self, *, in_passing: bool = False) -> bool:
        """Ask for what was typed to be saved; False where it cannot be read, which is said beside the field.

        `in_passing` leaves the keyboard where it is: the person went on to something else.
        """
        if self._slot is None or not self.is_dirty:
            return True
        typed = self._taken()
        if not self._show_problems(typed.texts, in_passing=in_passing):
            return False
        self.save_asked.emit(self._slot, typed.texts, typed.seen)
        return True

    def show_refusal(self, error: Exception) -> bool:
        """Say a refusal beside the field that it is about; False when it is about none."""
        if not isinstance(error, ValueRefusedError) or error.field.code not in self.inputs:
            return False
        self.fold(folded=False)
        self.inputs[error.field.code].show_problem(error.message.said(**error.params))
        return True

    def saved(self, file_id: int, key: SlotKey, texts: Mapping[str, str]) -> None:
        """What was typed for the slot stands in the file now."""
        if self._slot is None or (self._file, self._slot.key) != (file_id, key):
            self._typed.pop((file_id, key), None)
            return
        for code, text in texts.items():
            if self.inputs[code].text == text:
                self.inputs[code].show_text(text)
        self._tell()

    # --- typing ---------------------------------------------------------------------------------------

    def _taken(self) -> _Typed:
        changed = {code: each for code, each in self.inputs.items() if each.is_changed}
        return _Typed(
            {code: each.text for code, each in changed.items()},
            {code: each.shown for code, each in changed.items()},
        )

    def _keep_typed(self) -> None:
        if self._slot is not None and self.is_dirty:
            self._typed[self._file, self._slot.key] = self._taken()

    def _on_edited(self) -> None:
        self._show_problems(self._taken().texts, only_clear=True)
        self._tell_state()
        self.edited.emit()

    def _show_problems(
        self, texts: Mapping[str, str], *, only_clear: bool = False, in_passing: bool = False
    ) -> bool:
        """Say what cannot be read; while a person types, only take away what is mended."""
        first: FieldInput | None = None
        for each in DOCUMENT_FIELDS:
            shown = self.inputs[each.code]
            reading = read_value(each, texts[each.code]) if each.code in texts else None
            error = reading.error if reading else None
            if error is None:
                warnings = reading.warnings if reading and not only_clear else ()
                shown.show_problem(warnings[0].said() if warnings else "", warning=True)
            elif not only_clear:
                shown.show_problem(error.said())
                first = first or shown
        self._warn()
        if first is not None and not in_passing:
            self.fold(folded=False)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is None

    def _warn(self) -> None:
        """Say that the document ends soon, unless another date is being typed."""
        expiry = self.inputs[EXPIRY.code]
        if self._slot and not expiry.is_changed and (words := ending(self._slot)):
            expiry.show_problem(words, warning=True)

    # --- making it ------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        grid.setHorizontalSpacing(m.GAP_3)
        grid.setVerticalSpacing(m.GAP_2)
        for number, each in enumerate(_SHOWN):
            name = self._labels[each.code]
            name.setProperty("text_kind", "caption")
            name.setBuddy(self.inputs[each.code].editor)
            both = QVBoxLayout()
            both.setSpacing(m.GAP_1)
            both.addWidget(name)
            both.addWidget(self.inputs[each.code], 1)
            grid.addLayout(both, number // _COLUMNS, number % _COLUMNS)
        for each_column in range(_COLUMNS):
            grid.setColumnStretch(each_column, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        foot = QHBoxLayout()
        # The arrow itself begins where the fields begin.
        foot.setContentsMargins(m.GAP_4 - m.GAP_1 - m.FOCUS_RING, m.GAP_2, m.GAP_4, m.GAP_2)
        foot.setSpacing(m.GAP_2)
        foot.addWidget(self.fold_button)
        foot.addWidget(self._remark, 1)
        foot.addWidget(self.add_scan)
        foot.addWidget(self.save_button)
        self._line = QFrame()
        self._line.setProperty("look", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = WholeScroll(inside)
        column.addWidget(self._scroll)
        column.addWidget(self._line)
        column.addLayout(foot)
        self._show_folded()

    def _tell(self) -> None:
        self.setAccessibleName(FIELDS.said())
        type_ = self._slot.type if self._slot else DocumentType.OTHER_SALES
        for each in _SHOWN:
            name = name_on(type_, each)
            self._labels[each.code].setText(label(name))
            self.inputs[each.code].field = replace(each, label=name)
            self.inputs[each.code].editor.setAccessibleName(label(name))
        self.add_scan.setText(ADD_SCAN.said())
        self.add_scan.setAccessibleName(ADD_SCAN.said())
        self.fold_button.setToolTip(WITH_KEYS.said(action=SHOW_OR_HIDE, keys=SHOW_OR_HIDE_KEY))
        self.fold_button.setAccessibleName(SHOW_OR_HIDE.said())
        self.save_button.setText(SAVE_KEYS.said())
        self.save_button.setAccessibleName(SAVE.said())
        self._warn()
        self._tell_state()

    def _tell_state(self) -> None:
        self._remark.setText(NOT_SAVED.said() if self.is_dirty else "")
        self.add_scan.setEnabled(self._slot is not None)
        reason = self.why_not_save()
        self.save_button.setEnabled(reason is None)
        self.save_button.setToolTip(reason.said() if reason else "")
        self.add_scan.setToolTip("" if self._slot else NO_DOCUMENT.said())

    def why_not_save(self) -> Message | None:
        """What stands against saving now."""
        if not self._can_be_written:
            return NO_DOCUMENT
        return None if self.is_dirty else NOTHING_TO_SAVE
