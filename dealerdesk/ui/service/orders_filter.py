"""The panel below “+ Filter” of the Service page: conditions that work while they are typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from dealerdesk.domain.fields import ORDER_FIELDS, Field, FieldType
from dealerdesk.domain.filters import Condition, Filter, Operator
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold
from dealerdesk.domain.values import Value, read_value, text_of
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput
from dealerdesk.ui.widgets.popup import Popup

PANEL = Message("ui.orders_filter_panel", "Conditions on repair orders")
CLEAR = Message("ui.orders_filter_clear", "Remove all conditions")
DONE = Message("ui.orders_filter_done", "Done")
_FIELDS = {field.code: field for field in ORDER_FIELDS}

Slot = tuple[str, Operator]


def _slot(code: str, operator: Operator, name: Message, type_: FieldType | None = None) -> tuple[Slot, Field]:
    return (code, operator), Field(code, type_ or _FIELDS[code].type, name)


_SLOTS: dict[Slot, Field] = dict(
    (
        _slot("date_in", Operator.AT_LEAST, Message("ui.orders_from", "Came from"), FieldType.DATE),
        _slot("date_in", Operator.AT_MOST, Message("ui.orders_until", "Came until"), FieldType.DATE),
        _slot("settled_on", Operator.AT_LEAST, Message("ui.orders_settled_from", "Settled from")),
        _slot("settled_on", Operator.AT_MOST, Message("ui.orders_settled_until", "Settled until")),
        _slot("advisor", Operator.CONTAINS, Message("ui.orders_by_advisor", "Advisor")),
        _slot("technician", Operator.CONTAINS, Message("ui.orders_by_technician", "Technician")),
        _slot("reported_fault", Operator.CONTAINS, Message("ui.orders_fault", "Reported fault")),
        _slot("total", Operator.AT_LEAST, Message("ui.orders_total_from", "Total at least")),
        _slot("total", Operator.AT_MOST, Message("ui.orders_total_until", "Total at most")),
    )
)


class OrdersFilterPanel(Popup):
    """Inputs for conditions; others that the filter has stay in it. `changed` carries the new `Filter`."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted = Filter(())
        self.inputs = {slot: FieldInput(field) for slot, field in _SLOTS.items()}
        self._labels = {slot: QLabel() for slot in _SLOTS}
        self.clear = QPushButton()
        self.clear.setProperty("look", "flat")
        self.done = QPushButton()
        grid = QGridLayout(self)
        grid.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_3)
        grid.setHorizontalSpacing(m.GAP_3)
        grid.setVerticalSpacing(m.GAP_2)
        for row, (slot, each) in enumerate(self.inputs.items()):
            name = self._labels[slot]
            name.setProperty("text_kind", "second")
            name.setBuddy(each.editor)
            each.setMinimumWidth(m.FILTER_INPUT)
            each.edited.connect(self._on_edited)
            grid.addWidget(name, row, 0)
            grid.addWidget(each, row, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.clear)
        buttons.addStretch(1)
        buttons.addWidget(self.done)
        grid.addLayout(buttons, len(_SLOTS), 0, 1, 2)
        self.first = next(iter(self.inputs.values()))
        self.clear.clicked.connect(self._on_cleared)
        self.done.clicked.connect(self.close)
        retell(self, self._tell)

    def show_filter(self, wanted: Filter) -> None:
        """Show the conditions of `wanted`."""
        self._wanted = wanted
        for slot, each in self.inputs.items():
            if not each.editor.hasFocus():
                each.show_text(_text(each.field, _asked(wanted.conditions, slot)))
                each.show_problem()

    def _on_edited(self) -> None:
        kept = [each for each in self._wanted.conditions if _slot_of(each) not in self.inputs]
        own = []
        for (code, operator), each in self.inputs.items():
            value = self._read(each, operator)
            if value is not None:
                own.append(Condition(_FIELDS[code], operator, (value,)))
        self._wanted = Filter((*kept, *own))
        self.changed.emit(self._wanted)

    def _read(self, each: FieldInput, operator: Operator) -> Value:
        """What an input asks for; what cannot be read asks for nothing, and says so."""
        if operator is Operator.CONTAINS:
            return fold(each.text) or None
        reading = read_value(each.field, each.text)
        each.show_problem(reading.error.said() if reading.error else "")
        return reading.value

    def _on_cleared(self) -> None:
        for each in self.inputs.values():
            each.show_text("")
            each.show_problem()
        self._wanted = Filter(())
        self.changed.emit(self._wanted)

    def _tell(self) -> None:
        self.setAccessibleName(PANEL.said())
        for slot, name in self._labels.items():
            name.setText(label(_SLOTS[slot].label))
        for button, words in ((self.clear, CLEAR), (self.done, DONE)):
            button.setText(words.said())
            button.setAccessibleName(words.said())


def _slot_of(condition: Condition) -> Slot | None:
    return (condition.field.code, condition.operator) if len(condition.values) == 1 else None


def _asked(conditions: Sequence[Condition], slot: Slot) -> Value:
    return next((each.values[0] for each in conditions if _slot_of(each) == slot), None)


def _text(field: Field, value: Value) -> str:
    return value if isinstance(value, str) else text_of(field, value)
