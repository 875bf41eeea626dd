"""Repair orders as table models: those of one vehicle; those of all, as ids with a window of rows."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dealerdesk.domain.messages import Message
from dealerdesk.services.orders import (
    OrderEntry,
    OrderListing,
    OrderRow,
    Orders,
    OrdersFilter,
    OrderSort,
)
from dealerdesk.ui.service.columns import LOOKS, SEEMS_REPEAT, OrderColumn, spoken
from dealerdesk.ui.tasks import Tasks

Index = QModelIndex | QPersistentModelIndex

ROWS_AHEAD = 60
"""Rows that are fetched beyond those in sight, in both directions."""
ROWS_KEPT = 2000
LIST_TOPIC = "service.list"
ROWS_TOPIC = "service.rows"
OVERVIEW_TOPIC = "service.overview"
LOADING_ROW = Message("ui.loading_order", "loading …")


class OrderRowsModel(QAbstractTableModel):
    """Rows of orders in some columns; `data` never asks the database."""

    ROW_ROLE = Qt.ItemDataRole.UserRole + 1
    """The `OrderRow`, or None while it is on its way."""
    DOUBT_ROLE = Qt.ItemDataRole.UserRole + 2
    """What is doubtful about the cell, in words; empty where nothing is."""

    def __init__(self, columns: Sequence[OrderColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    def row_at(self, row: int) -> OrderRow | None:
        """The order in `row`, None while it is on its way."""
        raise NotImplementedError

    def doubt_at(self, _row: int, _column: OrderColumn) -> str:
        """What is doubtful about a cell."""
        return ""

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """The same columns always."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return LOOKS[self.columns[section]].title.said()
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and says."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        row, column = self.row_at(index.row()), self.columns[index.column()]
        doubt = partial(self.doubt_at, index.row(), column)
        answers: dict[int, Callable[[], Any]] = {
            self.ROW_ROLE: lambda: row,
            self.DOUBT_ROLE: doubt,
            Qt.ItemDataRole.DisplayRole: lambda: LOOKS[column].text(row) if row else "",
            Qt.ItemDataRole.AccessibleTextRole: lambda: " ".join(
                filter(None, (_spoken(column, row), doubt()))
            ),
            Qt.ItemDataRole.ToolTipRole: lambda: doubt() or (spoken(column, row) if row else ""),
        }
        answer = answers.get(role)
        return answer() if answer else None


def _spoken(column: OrderColumn, row: OrderRow | None) -> str:
    return spoken(column, row) if row else LOADING_ROW.said()


class HistoryModel(OrderRowsModel):
    """The orders of one vehicle, newest first."""

    def __init__(self, columns: Sequence[OrderColumn], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._entries: tuple[OrderEntry, ...] = ()

    def show(self, entries: Sequence[OrderEntry]) -> None:
        """List `entries`."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def entry_at(self, row: int) -> OrderEntry | None:
        """The order in `row`, or None beyond the list."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def position_of(self, order_id: int) -> int | None:
        """Where an order is listed, or None."""
        places = (row for row, entry in enumerate(self._entries) if entry.detail.id == order_id)
        return next(places, None)

    def row_at(self, row: int) -> OrderRow | None:
        """The order in `row`."""
        return self._entries[row].row

    def doubt_at(self, row: int, column: OrderColumn) -> str:
        """What is doubtful about the odometer or the dates of a visit, or its failed repair."""
        entry = self._entries[row]
        if column is OrderColumn.ORDER and entry.seems_repeat_of:
            return SEEMS_REPEAT.said(order_no=entry.seems_repeat_of)
        doubts = entry.doubts
        is_odometer = column is OrderColumn.ODOMETER
        if not is_odometer and column is not OrderColumn.DATE:
            return ""
        said = [doubt.finding.said() for doubt in doubts if doubt.field.startswith("odometer") is is_odometer]
        return " ".join(said)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many rows as orders."""
        return 0 if parent.isValid() else len(self._entries)


class OrdersModel(OrderRowsModel):
    """The orders of all vehicles that a filter lets through, by id; rows arrive as they come into sight."""

    answered = Signal(object)
    """Carries the `OrderListing` that is shown now."""
    surveyed = Signal(object)
    """Carries the `OrdersOverview` of now."""
    failed = Signal(object)

    def __init__(
        self, tasks: Tasks, orders: Orders, columns: Sequence[OrderColumn], parent: QObject | None = None
    ) -> None:
        super().__init__(columns, parent)
        self._tasks = tasks
        self._orders = orders
        self._ids: array[int] = array("q")
        self._rows: dict[int, OrderRow] = {}
        self._in_sight = range(0)
        self.wanted = OrdersFilter()
        self._listed_for: OrdersFilter | None = None
        self.sorted_by = OrderSort.DATE_IN
        self.descending = True

    @property
    def ids(self) -> Sequence[int]:
        """What is listed, in order."""
        return self._ids

    def survey(self) -> None:
        """Count all orders anew."""
        self._tasks.read(OVERVIEW_TOPIC, self._orders.overview, self.surveyed.emit, self.failed.emit)

    def ask(self, wanted: OrdersFilter) -> None:
        """List the orders that `wanted` lets through."""
        self.wanted = wanted
        self.refresh()

    def sort_by(self, sort: OrderSort, *, descending: bool) -> None:
        """List in another order."""
        self.sorted_by, self.descending = sort, descending
        self.refresh()

    def refresh(self) -> None:
        """Ask the same question anew."""
        if self._listed_for == self.wanted:
            # The old list stays until the other one is whole: the chosen order may be anywhere in it.
            self._read_whole()
            return
        ask = partial(self._orders.first_page, self.wanted, self.sorted_by, descending=self.descending)
        self._tasks.read(LIST_TOPIC, ask, self._take_page, self.failed.emit)

    def forget_rows(self, file_ids: frozenset[int] | None) -> None:
        """Fetch the rows of these files anew (of all where None), and the list, since they have changed."""
        self._tasks.forget(ROWS_TOPIC)
        if file_ids is None:
            self._rows.clear()
        else:
            kept = self._rows.items()
            self._rows = {order_id: row for order_id, row in kept if row.file_id not in file_ids}
        self.survey()
        self.refresh()

    def see(self, first: int, last: int) -> None:
        """Fetch what is missing of the rows `first` to `last`, which are in sight, and around them."""
        self._in_sight = range(max(0, first - ROWS_AHEAD), min(len(self._ids), last + 1 + ROWS_AHEAD))
        missing = [self._ids[row] for row in self._in_sight if self._ids[row] not in self._rows]
        if missing:
            fetch = partial(self._orders.rows, missing)
            self._tasks.read(ROWS_TOPIC, fetch, self._take_rows, self.failed.emit)

    def id_at(self, row: int) -> int | None:
        """The order in `row`, or None beyond the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def position_of(self, order_id: int) -> int | None:
        """Where an order is listed, or None."""
        try:
            return self._ids.index(order_id)
        except ValueError:
            return None

    def row_at(self, row: int) -> OrderRow | None:
        """The order in `row`, None while it is on its way."""
        return self._rows.get(self._ids[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many rows as orders are listed."""
        return 0 if parent.isValid() else len(self._ids)

    def _read_whole(self) -> None:
        ask = partial(self._orders.listing, self.wanted, self.sorted_by, descending=self.descending)
        self._tasks.read(LIST_TOPIC, ask, self._take_listing, self.failed.emit)

    def _take_page(self, page: OrderListing) -> None:
        self._take_listing(page)
        if not page.is_whole:
            self._read_whole()

    def _take_listing(self, listing: OrderListing) -> None:
        self._listed_for = self.wanted
        known = len(self._ids)
        if known and len(listing.ids) > known and listing.ids[:known] == self._ids:
            self.beginInsertRows(QModelIndex(), known, len(listing.ids) - 1)
            self._ids = listing.ids
            self.endInsertRows()
        elif listing.ids != self._ids:
            self.beginResetModel()
            self._ids = listing.ids
            self.endResetModel()
        self.answered.emit(listing)

    def _take_rows(self, rows: Mapping[int, OrderRow]) -> None:
        self._rows.update(rows)
        if len(self._rows) > ROWS_KEPT:
            near = {self._ids[row] for row in self._in_sight if row < len(self._ids)}
            self._rows = {order_id: row for order_id, row in self._rows.items() if order_id in near}
        last = min(self._in_sight.stop, len(self._ids)) - 1
        if last >= self._in_sight.start:
            ends = self.index(self._in_sight.start, 0), self.index(last, self.columnCount() - 1)
            self.dataChanged.emit(*ends)
