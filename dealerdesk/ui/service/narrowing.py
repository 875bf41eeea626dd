"""The row of chips of the Service page: what the list is narrowed to, and the ways to narrow it further."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from dealerdesk.domain.filters import Condition, Filter, Operator
from dealerdesk.domain.messages import Message
from dealerdesk.services.orders import OrdersFilter, OrdersOverview, OrdersQuick
from dealerdesk.ui.files.filter_words import condition_words
from dealerdesk.ui.formats import label, shown_amount, shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.columns import OPEN, SETTLED
from dealerdesk.ui.service.history_list import ALL, REPEATS
from dealerdesk.ui.service.orders_filter import OrdersFilterPanel
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.chip import Chip, condition_chip, switch_chip
from dealerdesk.ui.widgets.flow import FlowLayout
from dealerdesk.ui.widgets.laying_out import take_out

THIS_MONTH = Message("ui.orders_this_month", "This month")
BY_ADVISOR = Message("ui.orders_advisor_menu", "By advisor")
EVERYBODY = Message("ui.orders_everybody", "All advisors")
ADD = Message("ui.orders_add_filter", "Filter")
FOUND_FOR = Message("ui.orders_found_for", "Found for “{words}”")
REMOVE = Message("ui.orders_remove_condition", "Remove the condition “{condition}”")
_QUICK = {
    OrdersQuick.ALL: ALL,
    OrdersQuick.OPEN: OPEN,
    OrdersQuick.SETTLED: SETTLED,
    OrdersQuick.THIS_MONTH: THIS_MONTH,
    OrdersQuick.REPEATS: REPEATS,
}
AT_LEAST = Message("ui.orders_condition_at_least", "{field}: at least {value}")
AT_MOST = Message("ui.orders_condition_at_most", "{field}: at most {value}")
_BOUNDS = {Operator.AT_LEAST: AT_LEAST, Operator.AT_MOST: AT_MOST}
BETWEEN = " · "
_LONGEST = 40
_MENU_NAMES = 30


class Narrowing(QWidget):
    """Shows an `OrdersFilter`; `changed` carries the one that somebody clicked together."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = OrdersFilter()
        self._overview: OrdersOverview | None = None
        self.conditions: list[Chip] = []
        self.found = condition_chip()
        self.quick = {quick: switch_chip() for quick in OrdersQuick}
        self.advisor = Chip(icon_before="user", icon_after="caret-down")
        self.advisor.setCheckable(True)
        self.add = Chip(icon_before="plus", adds=True)
        self.panel = OrdersFilterPanel(self)
        self._flow = FlowLayout(self, gap=m.GAP_2, line_gap=m.GAP_2)
        for chip in (self.found, *self.quick.values(), self.advisor, self.add):
            self._flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.quick[OrdersQuick.ALL])
        for quick, chip in self.quick.items():
            chip.clicked.connect(partial(self._on_quick, quick))
        self.found.clicked.connect(lambda: self.changed.emit(replace(self._wanted, words="")))
        self.advisor.clicked.connect(self._on_advisor)
        self.add.clicked.connect(self.open_panel)
        self.panel.changed.connect(lambda where: self.changed.emit(replace(self._wanted, where=where)))
        retell(self, self._tell)

    def show_filter(self, wanted: OrdersFilter) -> None:
        """Show what the list is narrowed to."""
        self._wanted = wanted
        self.panel.show_filter(wanted.where)
        self._show_conditions(len(wanted.where.conditions))
        self._tell()

    def said(self) -> str:
        """What the list is narrowed to, in the language of now."""
        quick = (chip for which, chip in self.quick.items() if which is not OrdersQuick.ALL)
        chips = (self.found, *quick, self.advisor, *self.conditions)
        return BETWEEN.join(chip.words for chip in chips if chip.isChecked() and not chip.isHidden())

    def show_overview(self, overview: OrdersOverview) -> None:
        """Show how many orders each chip stands for."""
        self._overview = overview
        self._tell()

    def open_panel(self) -> None:
        """Open the panel of conditions."""
        self.panel.show_filter(self._wanted.where)
        self.panel.open_below(self.add)

    def advisors_menu(self) -> QMenu:
        """The menu of advisors, by how many orders they have."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        everybody = menu.addAction(EVERYBODY.said())
        everybody.triggered.connect(partial(self._on_advisor_chosen, None))
        self._tick(everybody, ticked=self._wanted.advisor is None)
        for name, count in (self._overview.advisors if self._overview else ())[:_MENU_NAMES]:
            # A menu sets what stands behind a tab into a column of its own.
            action = menu.addAction(f"{name}\t{shown_number(count)}")
            action.triggered.connect(partial(self._on_advisor_chosen, name))
            self._tick(action, ticked=self._wanted.advisor == name)
        return menu

    @staticmethod
    def _tick(action: QAction, *, ticked: bool) -> None:
        action.setCheckable(True)
        action.setChecked(ticked)

    def _on_quick(self, quick: OrdersQuick) -> None:
        if quick is OrdersQuick.ALL:
            self.changed.emit(OrdersFilter(words=self._wanted.words))
        else:
            again = OrdersQuick.ALL if self._wanted.quick is quick else quick
            self.changed.emit(replace(self._wanted, quick=again))

    def _on_advisor(self) -> None:
        self._tell()
        self.advisors_menu().popup(self.advisor.mapToGlobal(self.advisor.rect().bottomLeft()))

    def _on_advisor_chosen(self, name: str | None, _checked: bool = False) -> None:  # Qt's signal
        self.changed.emit(replace(self._wanted, advisor=name))

    def _on_removed(self, condition: Condition) -> None:
        kept = tuple(each for each in self._wanted.where.conditions if each != condition)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(replace(self._wanted, where=Filter(kept)))

    def _show_conditions(self, count: int) -> None:
        while len(self.conditions) > count:
            take_out(self.conditions.pop(), self._flow)
        while len(self.conditions) < count:
            chip = condition_chip()
            place = len(self.conditions)
            chip.clicked.connect(
                lambda _on, place=place: self._on_removed(self._wanted.where.conditions[place])
            )
            self.conditions.append(chip)
            for moved in (chip, self.add):
                self._flow.removeWidget(moved)
                self._flow.addWidget(moved)

    def _tell(self) -> None:
        wanted, overview = self._wanted, self._overview
        words = wanted.words if len(wanted.words) <= _LONGEST else f"{wanted.words[:_LONGEST]}…"
        self.found.setVisible(bool(words))
        self.found.setChecked(True)
        self.found.show_words(FOUND_FOR.said(words=words))
        is_plain = wanted.advisor is None and not wanted.where.conditions
        for quick, chip in self.quick.items():
            chip.show_words(_QUICK[quick].said(), shown_number(overview.counts[quick]) if overview else "")
            chip.setChecked(wanted.quick is quick and (quick is not OrdersQuick.ALL or is_plain))
        self.advisor.show_words(wanted.advisor or BY_ADVISOR.said())
        self.advisor.setChecked(wanted.advisor is not None)
        for chip, condition in zip(self.conditions, wanted.where.conditions, strict=True):
            said = _words(condition)
            chip.setChecked(True)
            chip.show_words(said)
            chip.setAccessibleName(REMOVE.said(condition=said))
            chip.setToolTip(REMOVE.said(condition=said))
        self.add.show_words(ADD.said())
        self.updateGeometry()


def _words(condition: Condition) -> str:
    """A condition as its chip says it; amounts are not before or after each other as days are."""
    bound, values = _BOUNDS.get(condition.operator), condition.values
    if bound is not None and len(values) == 1 and isinstance(values[0], Decimal):
        return bound.said(field=label(condition.field.label), value=shown_amount(values[0]))
    return condition_words(condition)
