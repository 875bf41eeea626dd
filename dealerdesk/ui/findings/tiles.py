"""How many discrepancies there are of each kind, one tile a kind; tiles filter the rows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.audit_findings import Tally
from dealerdesk.domain.audits import Fault
from dealerdesk.domain.messages import Message
from dealerdesk.ui.findings.looks import LOOKS, FaultLook
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

UNEXPLAINED = "unexplained"
"""The key of the tile that counts what nobody explained yet."""
TILE_TOLD = Message("ui.findings_tile", "{name}: {number}, {meaning}")
SHOW_THESE = Message("ui.findings_show_these", "Show these only, or all again")
OPEN_ONES = Message("ui.findings_tile_open", "{count} to explain", "{count} to explain")
ALL_EXPLAINED = Message("ui.findings_tile_explained", "all explained")
NONE = Message("ui.findings_tile_none", "none")
OF_ALL = Message("ui.findings_tile_of", "of {count}", "of {count}")
_OPEN = FaultLook("circle", "warn", Message("ui.findings_unexplained", "To explain"))
_DONE_ICON, _DONE_ROLE = "check-circle", "ok"
_ONE_LINE_FROM = 1080


class Tiles(QWidget):
    """`chosen` tells that other discrepancies are to be listed; narrow, the tiles stand in two lines."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = {fault.value: _Tile(look) for fault, look in LOOKS.items()}
        self.tiles[UNEXPLAINED] = _Tile(_OPEN)
        self._in_line = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(m.GAP_2)
        for tile in self.tiles.values():
            tile.clicked.connect(self.chosen)
        self._place(len(self.tiles))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def faults(self) -> frozenset[Fault]:
        """What is to be listed; nothing means everything."""
        return frozenset(fault for fault in Fault if self.tiles[fault.value].isChecked())

    @property
    def is_unexplained(self) -> bool:
        """Whether only what nobody explained is to be listed."""
        return self.tiles[UNEXPLAINED].isChecked()

    def choose(self, faults: frozenset[Fault], *, unexplained: bool = False) -> None:
        """List these; the signal is not sent."""
        for fault in Fault:
            self.tiles[fault.value].setChecked(fault in faults)
        self.tiles[UNEXPLAINED].setChecked(unexplained)

    def show_tallies(self, tallies: Mapping[Fault, Tally]) -> None:
        """Show how many there are."""
        for fault, tally in tallies.items():
            is_open = tally.unexplained > 0
            meaning = OPEN_ONES if is_open else ALL_EXPLAINED if tally.count else NONE
            self.tiles[fault.value].show_number(tally.count, meaning, tally.unexplained)
        total = sum(tally.count for tally in tallies.values())
        unexplained = sum(tally.unexplained for tally in tallies.values())
        tile = self.tiles[UNEXPLAINED]
        if unexplained:
            tile.show_look(_OPEN.icon, _OPEN.role)
        else:
            tile.show_look(_DONE_ICON, _DONE_ROLE)
        tile.show_number(unexplained, OF_ALL if total else NONE, total)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """One line of tiles where all have room for their words."""
        super().resizeEvent(event)
        count = len(self.tiles)
        self._place(count if self.width() >= _ONE_LINE_FROM else (count + 1) // 2)

    def _place(self, in_line: int) -> None:
        if in_line == self._in_line:
            return
        self._in_line = in_line
        count = len(self.tiles)
        for place, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, place // in_line, place % in_line)
            tile.show_narrow(narrow=in_line < count)
        for column in range(count):
            self._grid.setColumnStretch(column, 1 if column < in_line else 0)


class _Tile(QPushButton):
    """One count with its kind."""

    def __init__(self, look: FaultLook) -> None:
        super().__init__()
        self._look = look
        self.setProperty("look", "choice")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        self._number, self._said, self._count = 0, NONE, 0
        self._figure = QLabel()
        self._figure.setProperty("text_kind", "figure")
        self._sign = IconSign(look.icon, look.role)
        self._name = QLabel()
        self._name.setProperty("text_kind", "strong_caption")
        self._meaning = QLabel()
        self._meaning.setProperty("text_kind", "caption")
        self._upper, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._upper.setSpacing(m.GAP_2)
        self._upper.addWidget(self._figure)
        self._upper.addStretch(1)
        self._upper.addWidget(self._sign)
        self._column.setContentsMargins(m.GAP_3, m.GAP_1 + 2, m.GAP_3, m.GAP_1 + 2)
        self._column.setSpacing(1)
        self._column.addLayout(self._upper)
        self._column.addWidget(self._name)
        self._column.addWidget(self._meaning)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        retell(self, self._tell)

    @property
    def number(self) -> int:
        """How many there are."""
        return self._number

    def show_number(self, number: int, meaning: Message, count: int) -> None:
        """Show how many there are, and the `meaning` with its own count; of none there is none to show."""
        self._number, self._said, self._count = number, meaning, count
        self.setEnabled(number > 0 or self.isChecked())
        self._tell()

    def show_look(self, icon: str, role: str) -> None:
        """Show another icon."""
        self._sign.show_icon(icon, role)

    def show_narrow(self, *, narrow: bool) -> None:
        """Stand in one line, with nothing but count and name, where there is little room."""
        for part in (self._meaning, self._sign):
            part.setVisible(not narrow)
        (self._upper if narrow else self._column).insertWidget(1, self._name)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As large as the layout inside asks for."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Never so small that a word is cut."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def _tell(self) -> None:
        number = shown_number(self._number)
        name = self._look.name
        meaning = self._said.said(count=self._count)
        self._figure.setText(number)
        self._name.setText(name.said())
        self._meaning.setText(meaning)
        self.setAccessibleName(TILE_TOLD.said(name=name, number=number, meaning=meaning))
        self.setToolTip(SHOW_THESE.said())
