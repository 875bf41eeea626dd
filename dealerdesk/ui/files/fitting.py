"""How the columns of the list share the room there is: by fonts, by hand, and what gives way first."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from dealerdesk.ui.files.delegates import FIRST_COLUMN, column_width
from dealerdesk.ui.files.header import FilesHeader
from dealerdesk.ui.files.layout import ColumnLayout
from dealerdesk.ui.models.files_columns import Column
from dealerdesk.ui.theme import measures as m

_SHARES = {Column.VEHICLE: 6, Column.CUSTOMER: 5, Column.NOTES: 6}
"""How the flexible columns share what the others leave."""
_GIVEN_UP_FIRST = (Column.RESPONSIBLE, Column.LAST_VISIT, Column.STATE, Column.DOCUMENTS)
"""What goes where room is short, as long as nobody has chosen columns: what was chosen is scrolled to."""
_FIRST_INSET = m.GAP_4 - m.GAP_2
"""The leftmost column keeps so much more distance from the edge."""


class Fitting(QObject):
    """Lays the columns of a table out; `changed` tells that somebody moved or resized one by hand."""

    changed = Signal()

    def __init__(self, table: QTableView, header: FilesHeader) -> None:
        super().__init__(table)
        self._table = table
        self._header = header
        self._is_fitting = False
        self._dragged: dict[Column, int] = {}
        self._was_moved = False
        self.layout = ColumnLayout()
        self.visible: tuple[Column, ...] = self.layout.shown
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_moved)
        header.sectionHandleDoubleClicked.connect(self._on_handle_double_clicked)
        header.let_go.connect(self._on_let_go)

    @property
    def first(self) -> Column:
        """The leftmost column."""
        return self.visible[0]

    def fit(self, room: int, *, searching: bool) -> None:
        """Lay the columns out in `room` pixels; while searching, what was found stands at the end."""
        self._is_fitting = True
        try:
            self.visible = self._chosen(room, searching)
            self._place()
            self._share(room)
        finally:
            self._is_fitting = False

    def _chosen(self, room: int, searching: bool) -> tuple[Column, ...]:
        shown = list(self.layout.shown)
        if searching:
            shown.append(Column.MATCHED)
        if not self.layout.is_usual:
            return tuple(shown)
        if searching:
            shown.remove(Column.RESPONSIBLE)
        for column in _GIVEN_UP_FIRST:
            if sum(map(column_width, shown)) + _FIRST_INSET > room and column in shown:
                shown.remove(column)
        return tuple(shown)

    def _place(self) -> None:
        for place, column in enumerate(self.visible):
            self._header.moveSection(self._header.visualIndex(column), place)
        for column in Column:
            self._table.setColumnHidden(column, column not in self.visible)
        self._table.setProperty(FIRST_COLUMN, int(self.first))
        is_usual = self.layout.is_usual
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if is_usual else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._table.setHorizontalScrollBarPolicy(policy)

    def _share(self, room: int) -> None:
        by_hand = self.layout.widths
        flexible = [column for column in self.visible if column in _SHARES and column not in by_hand]
        widths = {column: by_hand.get(column, column_width(column)) for column in self.visible}
        widths[self.first] += 0 if self.first in by_hand else _FIRST_INSET
        rest = room - sum(width for column, width in widths.items() if column not in flexible)
        shares = sum(_SHARES[column] for column in flexible)
        for column in flexible:
            least = column_width(column) // 2 if self.layout.is_usual else column_width(column)
            widths[column] = max(rest * _SHARES[column] // shares, least)
        last = flexible[-1] if flexible else self.visible[-1]
        widths[last] += max(room - sum(widths.values()), 0)
        for column, width in widths.items():
            self._table.setColumnWidth(column, width)

    def _on_resized(self, column: int, _before: int, width: int) -> None:
        if self._header.is_held and not self._is_fitting and width:
            self._dragged[Column(column)] = width

    def _on_moved(self, _column: int, _before: int, _after: int) -> None:
        if not self._is_fitting:
            self._was_moved = True

    def _on_let_go(self) -> None:
        for column, width in self._dragged.items():
            self.layout = self.layout.with_width(column, width)
        if self._was_moved:
            order = sorted(self.visible, key=self._header.visualIndex)
            gone = [column for column in self.layout.shown if column not in self.visible]
            self.layout = self.layout.showing([c for c in (*order, *gone) if c is not Column.MATCHED])
        if self._dragged or self._was_moved:
            self._dragged, self._was_moved = {}, False
            self.changed.emit()

    def _on_handle_double_clicked(self, column: int) -> None:
        self._dragged.pop(Column(column), None)
        self.layout = self.layout.with_width(Column(column), None)
        self.changed.emit()
