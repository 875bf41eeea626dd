"""Beside the counter: the last scans, what is left on this shelf, what is not in order, and signing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.audits import Fault
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Board, DiscrepancyFilter
from dealerdesk.ui.counting.last_scans import LAST_SCANS, LastScans, LastScansModel
from dealerdesk.ui.counting.side_columns import FOUND_COLUMNS, LEFT_COLUMNS
from dealerdesk.ui.counting.sign_off import SignOff
from dealerdesk.ui.findings.window_model import Source, WindowModel
from dealerdesk.ui.findings.window_table import WindowTable
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.counted_tabs import CountedTabs
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.message_page import MessagePage

LEFT_TAB = Message("ui.counting_tab_left", "Left")
FOUND_TAB = Message("ui.counting_tab_found", "Discrepancies")
MISPLACED_TAB = Message("ui.counting_tab_misplaced", "Misplaced")
PARTS = Message("ui.counting_parts", "What is left, and what is not in order")
ON_SHELF = Message("ui.counting_on_shelf", "Shelf {shelf}, next to you")
IN_CABINET = Message("ui.counting_in_cabinet", "Cabinet {cabinet}")
EVERYWHERE = Message("ui.counting_everywhere", "All cabinets")
COUNT_LEFT = Message("ui.counting_count_left", "{count} left", "{count} left")
NONE_LEFT = Message("ui.counting_none_left", "Nothing left here")
NONE_LEFT_HINT = Message("ui.counting_none_left_hint", "Every folder that belongs here was found.")
NONE_FOUND = Message("ui.counting_none_found", "Nothing out of order")
NONE_FOUND_HINT = Message("ui.counting_none_found_hint", "What differs is listed here as soon as it is said.")
NO_SCANS = Message("ui.counting_no_scans", "Nothing scanned yet")
ALL = Message("ui.counting_all", "Last {count}")
FEWER = Message("ui.counting_fewer", "Fewer")
_SHOWN, _SHOWN_LOW = 4, 2
_NEAR_MOST = 500
_MISPLACED = frozenset({Fault.MISPLACED})
_FOUND = frozenset(Fault) - {Fault.MISSING}
_TABS = {"left": LEFT_TAB, "found": FOUND_TAB, "misplaced": MISPLACED_TAB}


class CountingSide(QFrame):
    """`asked` carries the words of the findings to show, `opened` the code of a folder to show here."""

    asked = Signal(str)
    opened = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._audit, self._cabinet, self._near = 0, "", ""
        self._board: Board | None = None
        self._shelf = ""
        self.scans = LastScansModel(self)
        self.scan_list = LastScans(self.scans)
        self.tabs = CountedTabs(_TABS, PARTS)
        self.tables = {
            key: _Table(workplace, key, LEFT_COLUMNS if key == "left" else FOUND_COLUMNS) for key in _TABS
        }
        self._stack = QStackedWidget()
        for key, table in self.tables.items():
            self.tabs.add(key)
            self._stack.addWidget(table)
        self._title, self._no_scans = QLabel(), QLabel()
        self.more = QPushButton()
        self._where, self._count = ElidingLabel(kind="strong_caption"), QLabel()
        self.sign = SignOff()
        self._lower = QWidget()
        self._is_long = False
        self._arrange()
        self._connect()
        retell(self, self._tell)

    @property
    def place(self) -> str:
        """What the list of what is left is about."""
        return self._where.text

    def show_audit(self, audit: int) -> None:
        """Show another audit."""
        self._audit, self._near, self._board = audit, "", None
        for table in self.tables.values():
            table.model.forget()

    def show_board(self, board: Board) -> None:
        """Show how far it is, and read what is in sight anew."""
        self._board = board
        self.sign.show_board(board)
        self.read()

    def stand_at(self, cabinet: str, near: str = "") -> None:
        """Show what is left of `cabinet`, "" for all; next to the place `near` where one is known."""
        self._cabinet, self._near = cabinet, near
        self.read()

    def read(self) -> None:
        """Read the list in sight."""
        if self._audit:
            key = self.tabs.chosen_key
            self.tables[key].model.list_rows(self._source(key))
        self._tell()

    def _source(self, key: str) -> Source:
        findings, audit = self._workplace.desk.findings, self._audit
        if key != "left":
            wanted = DiscrepancyFilter(_MISPLACED if key == "misplaced" else _FOUND)

            def listed(start: int, count: int) -> tuple[int, Sequence[Any]]:
                found = findings.listed(audit, wanted, start, count)
                return found.total, found.rows

            return Source((key, audit), listed, lambda row: row.key)
        cabinet, near = self._cabinet, self._near

        def left(start: int, count: int) -> tuple[int, Sequence[Any]]:
            found = findings.left(audit, cabinet=cabinet, start=start, count=count)
            return found.total, found.rows

        def beside(start: int, count: int) -> tuple[int, Sequence[Any]]:
            found = findings.left_near(audit, near, min(start + count, _NEAR_MOST))
            self._shelf = found.shelf if found.total else ""
            return (min(found.total, _NEAR_MOST), found.rows[start:]) if found.total else left(start, count)

        return Source((key, audit, cabinet, near), beside if near else left, lambda row: row.entry_id)

    def _arrange(self) -> None:
        self.setProperty("look", "preview")
        self._title.setProperty("text_kind", "strong")
        self._no_scans.setProperty("text_kind", "second")
        self._no_scans.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.more.setProperty("look", "link")
        self._count.setProperty("text_kind", "strong_caption")
        upper = QHBoxLayout()
        upper.setContentsMargins(m.GAP_4, m.GAP_1, m.GAP_3, m.GAP_1)
        upper.addWidget(self._title, 1)
        upper.addWidget(self.more)
        self._scan_stack = QStackedWidget()
        self._scan_stack.addWidget(self._no_scans)
        self._scan_stack.addWidget(self.scan_list)
        self._arrange_lists()
        column = QVBoxLayout(self)
        column.setContentsMargins(m.BORDER, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper)
        column.addWidget(self._scan_stack, 1)
        column.addWidget(self._lower, 3)
        column.addWidget(self.sign)
        self._fit_scans()

    def _arrange_lists(self) -> None:
        tabs = QHBoxLayout()
        tabs.setContentsMargins(m.GAP_1, 0, m.GAP_3, 0)
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        where = QFrame()
        where.setProperty("look", "detail")
        line = QHBoxLayout(where)
        line.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        line.addWidget(self._where, 1)
        line.addWidget(self._count)
        where.setFixedHeight(m.LIST_LINE)
        self._where_line = where
        lower = QVBoxLayout(self._lower)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(0)
        lower.addWidget(divider())
        lower.addLayout(tabs)
        lower.addWidget(divider())
        lower.addWidget(where)
        lower.addWidget(self._stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Show fewer scans where it is low."""
        super().resizeEvent(event)
        self._fit_scans()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Leave the keys of ticks to the page: lists would look for rows that begin with them."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            types = bool(event.text()) and event.text().isprintable()
            if types:
                event.ignore()
            return types
        return False

    def _connect(self) -> None:
        for rows in (self.scan_list, *(table.table for table in self.tables.values())):
            rows.installEventFilter(self)
        self.tabs.currentChanged.connect(self._on_tab)
        self.more.clicked.connect(self._on_more)
        self.scan_list.opened.connect(lambda heard: self.opened.emit(heard.file_no or heard.code))
        self.scans.modelReset.connect(self._tell)
        self.scans.rowsInserted.connect(lambda *_which: self._tell())
        self.sign.asked.connect(self.asked)
        for key, table in self.tables.items():
            table.model.renewed.connect(lambda _same, key=key: self._on_renewed(key))
            table.opened.connect(partial(self._on_row_opened, key))

    def _on_tab(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        self.read()

    def _on_more(self) -> None:
        self._is_long = not self._is_long
        self._fit_scans()
        self._tell()

    def _fit_scans(self) -> None:
        self._lower.setVisible(not self._is_long)
        shown = _SHOWN if self.height() > m.MINIMUM_WINDOW[1] else _SHOWN_LOW
        self._scan_stack.setMaximumHeight(2**24 - 1 if self._is_long else shown * m.ROW)
        self._scan_stack.setMinimumHeight(shown * m.ROW)

    def _on_row_opened(self, key: str, row: Any) -> None:
        if key == "left":
            self.opened.emit(row.file_no)
        else:
            self.asked.emit(row.key.fault.value)

    def _on_renewed(self, key: str) -> None:
        self.tables[key].show_rows()
        self._tell()

    def _tell(self) -> None:
        scans, board = self.scans.rowCount(), self._board
        self._title.setText(LAST_SCANS.said())
        self._no_scans.setText(NO_SCANS.said())
        self._scan_stack.setCurrentIndex(1 if scans else 0)
        self.more.setVisible(scans > _SHOWN)
        self.more.setText(FEWER.said() if self._is_long else ALL.said(count=shown_number(scans)))
        self.more.setAccessibleName(self.more.text())
        is_left = self.tabs.chosen_key == "left"
        self._where_line.setVisible(is_left)
        if self._near and self._shelf:
            self._where.show_text(ON_SHELF.said(shelf=self._shelf))
        elif self._cabinet:
            self._where.show_text(IN_CABINET.said(cabinet=self._cabinet))
        else:
            self._where.show_text(EVERYWHERE.said())
        self._count.setText(COUNT_LEFT.said(count=self.tables["left"].model.rowCount()))
        if board is not None:
            figures = board.figures
            of_cabinet = [row for row in board.cabinets if self._cabinet in {"", row.cabinet}]
            left = sum(row.expected - row.counted for row in of_cabinet)
            self.tabs.show_count("left", shown_number(left))
            self.tabs.show_count("found", shown_number(figures.discrepancies - figures.missing))
            self.tabs.show_count("misplaced", shown_number(figures.misplaced))


class _Table(QStackedWidget):
    """Rows by windows, or a sentence that there are none; `opened` carries a row."""

    opened = Signal(object)

    def __init__(self, workplace: Workplace, key: str, columns: Sequence[Any]) -> None:
        super().__init__()
        self._is_left = key == "left"
        self.model = WindowModel(columns, workplace.tasks, f"counting.{key}", workplace.fail, self)
        self.table = WindowTable(self.model, _TABS[key])
        self.table.horizontalHeader().hide()
        self.none = MessagePage("check-circle", "ok")
        self.addWidget(self.table)
        self.addWidget(self.none)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._on_opened)
        retell(self, self._tell)

    def show_rows(self) -> None:
        """Show the rows there are, or that there is none."""
        self.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _on_opened(self, *_where: object) -> None:
        if self.table.row is not None:
            self.opened.emit(self.table.row)

    def _tell(self) -> None:
        title, hint = (NONE_LEFT, NONE_LEFT_HINT) if self._is_left else (NONE_FOUND, NONE_FOUND_HINT)
        self.none.show_text(title.said(), hint.said())


def divider() -> QFrame:
    """A line across."""
    line = QFrame()
    line.setProperty("look", "divider")
    line.setFixedHeight(m.BORDER)
    return line
