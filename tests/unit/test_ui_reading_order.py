"""Walking through a window as people read leaves nothing behind."""

from __future__ import annotations

import gc

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dealerdesk.ui.widgets.flow import FlowLayout
from dealerdesk.ui.widgets.reading_order import in_reading_order


def test_the_order_is_that_of_the_layouts_and_of_those_within_them(qtbot: QtBot) -> None:
    window = _window(qtbot)
    named = [widget.objectName() for widget in in_reading_order(window) if widget.objectName()]
    assert named == ["first", "left", "right", "grid", "chip", "last", "outside"]


def test_no_item_of_a_layout_is_held_on_to(qtbot: QtBot) -> None:
    """Such an item's place is given to other objects once its widget is gone, and their end crashed."""
    window = _window(qtbot)
    before = _items()
    in_reading_order(window)
    assert _items() == before


def _window(qtbot: QtBot) -> QWidget:
    """Widgets made in another order than they stand in."""
    window = QWidget()
    qtbot.addWidget(window)
    last, grid, right, left, first, chip, _outside = (
        _button(name, window) for name in ("last", "grid", "right", "left", "first", "chip", "outside")
    )
    column, row, cells, flow = QVBoxLayout(window), QHBoxLayout(), QGridLayout(), FlowLayout(gap=0)
    column.addWidget(first)
    for inner in (row, cells, flow):
        column.addLayout(inner)
    column.addWidget(last)
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    cells.addWidget(grid, 2, 2)
    flow.addWidget(chip)
    return window


def _button(name: str, window: QWidget) -> QPushButton:
    button = QPushButton(window)
    button.setObjectName(name)
    return button


def _items() -> int:
    """How many items of layouts Python knows, those that a `FlowLayout` keeps among them."""
    gc.collect()
    return sum(isinstance(one, QLayoutItem) and not isinstance(one, QLayout) for one in gc.get_objects())
