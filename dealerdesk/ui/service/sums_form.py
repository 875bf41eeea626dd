"""The sums of a repair order while it is typed: those of the lines, unless others are written over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from dealerdesk.domain.amounts import format_money
from dealerdesk.domain.messages import Message
from dealerdesk.domain.order_reading import COSTS, ORDER_TYPED, SUMS, OrderReading
from dealerdesk.domain.values import Value, text_of
from dealerdesk.domain.workshop import Doubt, Sums
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.order_inputs import OrderInputs
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput

FROM_LINES = Message("ui.sums_from_lines", "Left blank, a sum is that of the lines.")
_ZERO = Decimal(0)


class SumsForm(OrderInputs):
    """Inputs for costs and total; a blank one shows in grey what the lines add up to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__({code: FieldInput(ORDER_TYPED[code]) for code in SUMS}, parent)
        self._names = {code: QLabel() for code in SUMS}
        self._hint = QLabel()
        self._hint.setProperty("text_kind", "caption")
        self._hint.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.GAP_2)
        grid.setVerticalSpacing(m.GAP_1)
        grid.setColumnStretch(1, 1)
        for row, code in enumerate(SUMS):
            name, each = self._names[code], self.inputs[code]
            name.setProperty("text_kind", "strong" if code == "total" else "second")
            name.setBuddy(each.editor)
            name.setMinimumHeight(m.CONTROL)
            if isinstance(each.editor, QLineEdit):
                each.editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(each, row, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._hint, len(SUMS), 0, 1, 2)
        grid.setRowStretch(len(SUMS) + 1, 1)
        retell(self, self._tell)

    def show_reading(self, reading: OrderReading, doubts: Sequence[Doubt]) -> None:
        """Show what the lines add up to, and what is wrong or doubtful about what was typed."""
        problems = {doubt.field: doubt for doubt in (*doubts, *reading.doubts, *reading.errors)}
        wrong = {error.field for error in reading.errors}
        blank = {code: not each.text.strip() for code, each in self.inputs.items()}
        for code, each in self.inputs.items():
            value = reading.values.get(code) if blank[code] else None
            if isinstance(each.editor, QLineEdit):
                each.editor.setPlaceholderText(text_of(ORDER_TYPED[code], value) or format_money(_ZERO))
            problem = problems.get(code)
            each.show_problem(problem.finding.said() if problem else "", warning=code not in wrong)

    def _tell(self) -> None:
        for code, name in self._names.items():
            name.setText(label(ORDER_TYPED[code].label))
        self._hint.setText(FROM_LINES.said())


def sums_as_typed(values: Mapping[str, Value], sums: Sums, *, has_lines: bool) -> dict[str, str]:
    """The sums of an order that somebody wrote over those of its lines; blank where they agree."""
    of_lines = dict(zip(COSTS, (sums.labour, sums.parts, sums.other), strict=True))
    typed = {}
    for code in COSTS:
        agrees = has_lines and values.get(code) in {of_lines[code], None}
        typed[code] = "" if agrees else text_of(ORDER_TYPED[code], values.get(code))
    costs = [cost for cost in (values.get(code) for code in COSTS) if isinstance(cost, Decimal)]
    agrees = bool(costs) and values.get("total") in {sum(costs, _ZERO), None}
    return typed | {"total": "" if agrees else text_of(ORDER_TYPED["total"], values.get("total"))}
