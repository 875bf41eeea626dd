"""The panel below “+ Filter”: conditions on fields, which work while they are chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from dealerdesk.domain.fields import FILE_FIELDS, Field, FieldType
from dealerdesk.domain.files import FileState
from dealerdesk.domain.filters import Condition, Filter, Operator
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold
from dealerdesk.domain.values import Value, read_value, text_of
from dealerdesk.services.file_filters import NO_FILTER, FilesFilter, Quick
from dealerdesk.ui.files.filter_words import ARCHIVED_ONES
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.controls import ChoiceBox, TickBox
from dealerdesk.ui.widgets.form import FieldInput
from dealerdesk.ui.widgets.popup import Popup

PANEL = Message("ui.filter_panel", "Conditions")
ANY = Message("ui.filter_any", "Any")
ONLY_INCOMPLETE = Message("ui.filter_incomplete", "Incomplete files only")
ONLY_ENDING = Message("ui.filter_insurance_ending", "Insurance about to end")
CLEAR = Message("ui.filter_clear", "Remove all conditions")
DONE = Message("ui.filter_done", "Done")
LOCATION_HINT = Message("ui.filter_location_hint", "Any part of it")

_FIELDS = {field.code: field for field in FILE_FIELDS}
_SINCE = Field("last_visit", FieldType.DATE, Message("ui.filter_visited_since", "Last visit since"))
_UNTIL = Field("last_visit", FieldType.DATE, Message("ui.filter_visited_until", "Last visit until"))
_ENDING = Field("insurance_ends", FieldType.DATE, Message("ui.filter_insured_until", "Insurance ends by"))
_CHOSEN = ("state", "kind", "make", "responsible")
OFFERED_VALUES = ("make", "responsible")
"""Fields whose values are offered as they stand in the files."""

Slot = tuple[str, Operator]
_LOCATION: Slot = ("location", Operator.CONTAINS)
_ARCHIVED: Slot = ("archived", Operator.EQUAL)


class FilterPanel(Popup):
    """Inputs for the conditions that people ask most; others that a filter has stay in it.

    `changed` carries the filter after each change.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted = NO_FILTER
        self._offered: Mapping[str, Sequence[str]] = {}
        self.choices = {code: ChoiceBox() for code in _CHOSEN}
        self.location = QLineEdit()
        self.dates: dict[Slot, FieldInput] = {
            ("last_visit", Operator.AT_LEAST): FieldInput(_SINCE),
            ("last_visit", Operator.AT_MOST): FieldInput(_UNTIL),
            ("insurance_ends", Operator.AT_MOST): FieldInput(_ENDING),
        }
        self.incomplete, self.ending, self.archived = TickBox(), TickBox(), TickBox()
        self.clear = QPushButton()
        self.clear.setProperty("look", "flat")
        self.done = QPushButton()
        self._labels = {code: _name() for code in (*_CHOSEN, "location")}
        self._date_labels = {slot: _name() for slot in self.dates}
        self.first = self.choices["state"]
        self._arrange()
        self._connect()
        retell(self, self._tell)

    def show_filter(self, wanted: FilesFilter) -> None:
        """Show the conditions of `wanted`."""
        self._wanted = wanted
        self._tell()

    def offer(self, values: Mapping[str, Sequence[str]]) -> None:
        """Offer these values by field code, besides the ones that are asked for."""
        self._offered = values
        self._tell()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_3)
        grid.setHorizontalSpacing(m.GAP_3)
        grid.setVerticalSpacing(m.GAP_2)
        rows: list[tuple[QLabel, QWidget]] = [(self._labels[code], self.choices[code]) for code in _CHOSEN]
        rows.append((self._labels["location"], self.location))
        rows += [(self._date_labels[slot], each) for slot, each in self.dates.items()]
        for row, (name, each) in enumerate(rows):
            name.setBuddy(each)
            each.setMinimumWidth(m.FILTER_INPUT)
            grid.addWidget(name, row, 0)
            grid.addWidget(each, row, 1)
        row = len(rows)
        for tick in (self.incomplete, self.ending, self.archived):
            grid.addWidget(tick, row, 1)
            row += 1
        buttons = QHBoxLayout()
        buttons.addWidget(self.clear)
        buttons.addStretch(1)
        buttons.addWidget(self.done)
        grid.addLayout(buttons, row, 0, 1, 2)

    def _connect(self) -> None:
        for choice in self.choices.values():
            choice.activated.connect(self._on_edited)
        for tick in (self.incomplete, self.ending, self.archived):
            tick.clicked.connect(self._on_edited)
        for each in self.dates.values():
            each.edited.connect(self._on_edited)
        self.location.textEdited.connect(self._on_edited)
        self.clear.clicked.connect(self._on_cleared)
        self.done.clicked.connect(self.close)

    def _on_edited(self) -> None:
        self._wanted = self._composed()
        self.changed.emit(self._wanted)

    def _on_cleared(self) -> None:
        self.show_filter(NO_FILTER)
        self.changed.emit(NO_FILTER)

    def _composed(self) -> FilesFilter:
        """The filter that the inputs say now; a date that cannot be read asks for nothing, and says so."""
        asked: dict[Slot, Value] = {}
        for code, choice in self.choices.items():
            asked[code, Operator.EQUAL] = choice.currentData() or None
        asked[_LOCATION] = fold(self.location.text()) or None
        for slot, each in self.dates.items():
            reading = read_value(each.field, each.text)
            each.show_problem(reading.error.message.said(**reading.error.params) if reading.error else "")
            asked[slot] = reading.value
        asked[_ARCHIVED] = True if self.archived.isChecked() else None
        quick = self._wanted.quick - {Quick.INCOMPLETE, Quick.INSURANCE_ENDING, Quick.DRAFT}
        quick |= {Quick.INCOMPLETE} if self.incomplete.isChecked() else set()
        quick |= {Quick.INSURANCE_ENDING} if self.ending.isChecked() else set()
        if asked["state", Operator.EQUAL] == FileState.DRAFT:
            asked["state", Operator.EQUAL] = None
            quick |= {Quick.DRAFT}
        kept = [each for each in self._wanted.where.conditions if _slot(each) not in asked]
        own = [
            Condition(_FIELDS[code], operator, (value,))
            for (code, operator), value in asked.items()
            if value is not None
        ]
        return replace(self._wanted, where=Filter((*kept, *own)), quick=quick)

    def _asked(self, slot: Slot) -> Value:
        conditions = self._wanted.where.conditions
        return next((each.values[0] for each in conditions if _slot(each) == slot), None)

    def _tell(self) -> None:
        self.setAccessibleName(PANEL.said())
        for code, name in self._labels.items():
            name.setText(label(_FIELDS[code].label))
        for slot, name in self._date_labels.items():
            name.setText(label(self.dates[slot].field.label))
        for code, choice in self.choices.items():
            choice.setAccessibleName(label(_FIELDS[code].label))
            self._fill(code, choice)
        self.location.setAccessibleName(label(_FIELDS["location"].label))
        self.location.setPlaceholderText(LOCATION_HINT.said())
        if not self.location.hasFocus():
            self.location.setText(str(self._asked(_LOCATION) or ""))
        for slot, each in self.dates.items():
            value = self._asked(slot)
            if not each.editor.hasFocus():
                each.show_text(text_of(each.field, value) if isinstance(value, date) else "")
                each.show_problem()
        for tick, words, is_on in (
            (self.incomplete, ONLY_INCOMPLETE, Quick.INCOMPLETE in self._wanted.quick),
            (self.ending, ONLY_ENDING, Quick.INSURANCE_ENDING in self._wanted.quick),
            (self.archived, ARCHIVED_ONES, self._asked(_ARCHIVED) is True),
        ):
            tick.setText(words.said())
            tick.setAccessibleName(words.said())
            tick.setChecked(is_on)
        for button, words in ((self.clear, CLEAR), (self.done, DONE)):
            button.setText(words.said())
            button.setAccessibleName(words.said())

    def _fill(self, code: str, choice: QComboBox) -> None:
        chosen = self._asked((code, Operator.EQUAL))
        if code == "state" and Quick.DRAFT in self._wanted.quick:
            chosen = FileState.DRAFT.value
        choices = [(value, label(name)) for value, name in _FIELDS[code].choices]
        choices += [(value, value) for value in self._offered.get(code, ())]
        if chosen and chosen not in dict(choices):
            choices.append((str(chosen), str(chosen)))
        choice.clear()
        choice.addItem(ANY.said(), "")
        for value, words in choices:
            choice.addItem(words, value)
        choice.setCurrentIndex(max(choice.findData(chosen or ""), 0))


def _slot(condition: Condition) -> Slot | None:
    """The input that stands for `condition`; None where none does."""
    if len(condition.values) != 1:
        return None
    return condition.field.code, condition.operator


def _name() -> QLabel:
    name = QLabel()
    name.setProperty("text_kind", "second")
    return name
