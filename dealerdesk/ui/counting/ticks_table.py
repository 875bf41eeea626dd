"""The table in which the documents of a folder are ticked, by keys and by clicks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QSizePolicy, QWidget

from dealerdesk.domain.audits import MARK_LABELS, Mark
from dealerdesk.domain.documents import TYPE_LABELS
from dealerdesk.domain.messages import Message
from dealerdesk.ui.counting.ticks import RING, Result, Side
from dealerdesk.ui.counting.ticks_cells import TickCells
from dealerdesk.ui.counting.ticks_model import RESULTS, SIDES, TITLES, TickColumn, TicksModel
from dealerdesk.ui.counting.ticks_reason import ReasonPopup
from dealerdesk.ui.counting.ticks_words import NOT_SAID, RECORDED
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.widgets.painting import text_width
from dealerdesk.ui.widgets.rows_table import RowsTable

NAME = Message("ui.ticks_table", "Documents of the folder")
KEYS_SPOKEN = Message(
    "ui.ticks_keys_spoken",
    "1 to 9 tick the paper of a row, with Shift its scan; 0 ticks the current row. Space: all as recorded. "
    "Enter: save and wait for the next folder.",
)
_NOTE_LEAST = 120
_NOTE_WANTED = 200
_DOCUMENT_LEAST = 128
_SPARE_MOST = 64
"""A name stands so far from what is on record at the most."""
_WALKING = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
)


class TicksTable(RowsTable):
    """As high as its rows: what it stands in scrolls."""

    def __init__(self, model: TicksModel, parent: QWidget | None = None) -> None:
        super().__init__(model, m.DENSE_ROW, parent)
        self._ticks = model
        self.reasons = ReasonPopup(self)
        self.menu = QMenu(self)
        self.setItemDelegate(TickCells(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setProperty("look", "topmost")
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFixedHeight(m.DENSE_ROW)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.reasons.given.connect(self._on_reason_given)
        model.modelReset.connect(self._on_reset)
        retell(self, self._tell)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """The room that all rows take."""
        return QSize(m.COLUMN_LEAST, m.DENSE_ROW * (self._ticks.rowCount() + 1))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Its rows are never cut; its columns are."""
        return QSize(0, self.sizeHint().height())

    @property
    def row(self) -> int:
        """The current row; -1 for none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Make `row` the current one, if there is one."""
        if 0 <= row < self._ticks.rowCount():
            self.setCurrentIndex(self._ticks.index(row, TickColumn.KEY))

    def press(self, row: int, side: Side) -> None:
        """What a key says of one half of the document in `row`."""
        if not self._ticks.is_locked and 0 <= row < self._ticks.rowCount():
            self.go_to(row)
            self._ticks.change(row, self._ticks.rows[row].press(side))

    def say(self, row: int, side: Side, mark: Mark | None) -> None:
        """Say `mark` of one half, None for nothing."""
        self._ticks.change(row, self._ticks.rows[row].said(side, mark))

    def ask_reason(self) -> None:
        """Let somebody say why the current document differs."""
        if not self._ticks.is_locked and self.row >= 0:
            cell = self.visualRect(self._ticks.index(self.row, TickColumn.NOTE))
            self.reasons.ask(self.viewport(), cell, self._ticks.rows[self.row].note)

    def place_of(self, row: int) -> QRect:
        """Where a row stands in the table, its header counted."""
        return QRect(0, m.DENSE_ROW * (row + 1), self.width(), m.DENSE_ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Arrows walk; ticks are set by whoever the table stands in, which hears every other key."""
        if event.key() in _WALKING:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Tick the box that was clicked, or open the reasons."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or self._ticks.is_locked or not index.isValid():
            return
        row = self._ticks.rows[index.row()]
        if index.column() in SIDES:
            self._ticks.change(index.row(), row.click(SIDES[TickColumn(index.column())]))
        elif index.column() == TickColumn.NOTE and (row.note or row.result is Result.DIFFERS):
            self.ask_reason()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  # Qt's name
        """Offer all that can be said of a half; the menu's key that of the current paper."""
        index = self.indexAt(event.pos())
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self._ticks.index(self.row, TickColumn.PAPER)
        if not self._ticks.is_locked and index.isValid() and index.column() in SIDES:
            self.offer_marks(index.row(), SIDES[TickColumn(index.column())])

    def offer_marks(self, row: int, side: Side) -> None:
        """Open a menu with all that can be said of one half."""
        self.menu.clear()
        said = self._ticks.rows[row]
        marks: list[Mark | None] = [*RING, *([None] if said.can_unsay(side) else [])]
        for mark in marks:
            action = self.menu.addAction(label(MARK_LABELS[mark] if mark else NOT_SAID))
            action.setCheckable(True)
            action.setChecked(said.mark(side) is mark)
            action.triggered.connect(lambda _on=False, mark=mark: self.say(row, side, mark))
        column = next(column for column, each in SIDES.items() if each is side)
        cell = self.visualRect(self._ticks.index(row, column))
        self.menu.popup(self.viewport().mapToGlobal(cell.bottomLeft() + QPoint(0, 1)))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  # Qt's name
        """Letters belong to whoever the table stands in."""

    def fit_columns(self) -> None:
        """Lay the columns out: names and notes share what the others leave."""
        results = max(text_width(each.said(), Text.STRONG) for each in RESULTS.values())
        recorded = [text_width(each.said(), Text.BODY) for each in RECORDED]
        names = [text_width(label(TYPE_LABELS[row.record.type]), Text.STRONG) for row in self._ticks.rows]
        widths = {
            TickColumn.KEY: m.GAP_4 + max(m.KEY_CAP, _title_width(TickColumn.KEY)) + m.GAP_3,
            TickColumn.RECORD: max(*recorded, _title_width(TickColumn.RECORD)) + m.GAP_5,
            TickColumn.RESULT: m.ICON + m.GAP_1 + results + m.GAP_5,
            **{column: max(_title_width(column), m.ICON) + m.GAP_5 for column in SIDES},
        }
        left = self.viewport().width() - sum(widths.values())
        is_narrow = left < _NOTE_LEAST + _DOCUMENT_LEAST
        self.setColumnHidden(TickColumn.RECORD, is_narrow)
        left += widths.pop(TickColumn.RECORD) if is_narrow else 0
        wanted = max([_title_width(TickColumn.DOCUMENT), *names]) + m.GAP_5
        document = max(min(wanted, left - _NOTE_LEAST), _DOCUMENT_LEAST)
        document += min(max(left - document - _NOTE_WANTED, 0) // 2, _SPARE_MOST)
        widths |= {TickColumn.DOCUMENT: document, TickColumn.NOTE: max(left - document, 0)}
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def _on_reason_given(self, words: str) -> None:
        if self.row >= 0:
            self._ticks.change(self.row, self._ticks.rows[self.row].noted(words))

    def _on_reset(self) -> None:
        self.fit_columns()
        self.updateGeometry()

    def _tell(self) -> None:
        self.setAccessibleName(NAME.said())
        self.setAccessibleDescription(KEYS_SPOKEN.said())


def _title_width(column: TickColumn) -> int:
    return text_width(TITLES[column].said(), Text.STRONG_CAPTION) + 1
