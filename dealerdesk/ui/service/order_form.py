"""The fields of a repair order as a form: in two or three columns, with what is wrong below each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from dealerdesk.domain.fields import FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.order_reading import ORDER_TYPED
from dealerdesk.domain.values import Value, text_of
from dealerdesk.domain.workshop import Doubt
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.order_inputs import OrderInputs
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput, Form

TAKE_REPEAT = Message("ui.order_take_repeat", "Repeat of {order_no}?")
TAKE_REPEAT_TIP = Message(
    "ui.order_take_repeat_tip", "The same fault or job was there on {date}. Press to note that it failed."
)
_COLUMNS = (
    ("order_no", "date_in", "date_out", "odometer_in", "odometer_out"),
    ("reported_fault", "advisor", "technician", "order_consent"),
    ("repeat_of", "settlement_no", "settled_on"),
)
_FAULT_LINES = 3


class OrderForm(OrderInputs):
    """What is typed of an order but its lines and sums."""

    def __init__(self, parent: QWidget | None = None) -> None:
        inputs = {
            code: FieldInput(ORDER_TYPED[code], lines=_FAULT_LINES if code == "reported_fault" else 1)
            for column in _COLUMNS
            for code in column
        }
        super().__init__(inputs, parent)
        self._suggested = ""
        self._suggestion = QPushButton()
        self._suggestion.setProperty("look", "link")
        self._suggestion.clicked.connect(self._on_suggestion_taken)
        self._below = QWidget()
        self._below.hide()
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._suggestion)
        row.addStretch(1)
        self.inputs["repeat_of"].stand_below(self._below)
        self._names = {code: QStringListModel(self) for code in ("advisor", "technician")}
        self._forms = [Form(None, [self.inputs[code] for code in column]) for column in _COLUMNS]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(m.GAP_5)
        self._grid.setVerticalSpacing(m.GAP_2)
        self._across = 0
        self._put(len(_COLUMNS))
        self._complete()
        retell(self, self._tell)

    def show_names(self, advisors: Sequence[str], technicians: Sequence[str]) -> None:
        """Offer names that orders have had."""
        self._names["advisor"].setStringList(list(advisors))
        self._names["technician"].setStringList(list(technicians))

    def show_problems(
        self, errors: Sequence[Doubt], doubts: Sequence[Doubt], *, but: Collection[FieldInput] = ()
    ) -> None:
        """Say below the inputs what is wrong with them, `but` not where somebody is typing."""
        wrong = {error.field: error for error in errors if error.line is None}
        doubtful = {doubt.field: doubt for doubt in doubts if doubt.line is None}
        for code, each in self.inputs.items():
            problem = wrong.get(code) or doubtful.get(code)
            if each in but and problem is not None:
                continue
            each.show_problem(problem.finding.said() if problem else "", warning=code not in wrong)

    def suggest_repeat(self, order_no: str, said: str) -> None:
        """Offer to note that this order repeats another one; blank offers nothing."""
        self._suggested = order_no
        self._suggestion.setToolTip(said)
        self._below.setVisible(bool(order_no))
        self._tell()

    def _on_suggestion_taken(self) -> None:
        self.inputs["repeat_of"].write(self._suggested)
        self.edited.emit()

    def _complete(self) -> None:
        for code, names in self._names.items():
            editor = self.inputs[code].editor
            if isinstance(editor, QLineEdit):
                completer = QCompleter(names, editor)
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                completer.activated.connect(lambda _text: self.edited.emit())
                editor.setCompleter(completer)

    def _put(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for form in self._forms:
            self._grid.removeWidget(form)
        for place, form in enumerate(self._forms):
            self._grid.addWidget(form, place // across, place % across, Qt.AlignmentFlag.AlignTop)
        for column in range(len(self._forms)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Use fewer columns where there is less room."""
        super().resizeEvent(event)
        width = self.width()
        self._put(3 if width >= m.FORM_THREE else 2 if width >= m.FORM_TWO else 1)

    def _tell(self) -> None:
        self._suggestion.setText(TAKE_REPEAT.said(order_no=self._suggested))
        self._suggestion.setAccessibleName(self._suggestion.text())


def order_texts(values: Mapping[str, Value]) -> dict[str, str]:
    """The texts of an order's values, times as people write them."""
    return {code: _text(code, values.get(code)) for code in ORDER_TYPED}


def _text(code: str, value: Value) -> str:
    text = text_of(ORDER_TYPED[code], value)
    return text.replace("T", " ") if ORDER_TYPED[code].type is FieldType.DATETIME else text


def new_order_texts(number: str, now: datetime) -> dict[str, str]:
    """What a new order begins with."""
    return dict.fromkeys(ORDER_TYPED, "") | {
        "order_no": number,
        "date_in": f"{now:%Y-%m-%d %H:%M}",
    }
