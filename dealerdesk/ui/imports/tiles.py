"""How much of a spreadsheet comes to what, one tile a verdict; tiles filter the lines."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import Check, Verdict
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.imports.words import LOOKS
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.controls import paint_tick_box
from dealerdesk.ui.widgets.icon_sign import IconSign

TILE_TOLD = Message("ui.import_tile", "{verdict}: {number}, {meaning}")
SHOW_LINES = Message("ui.import_show_lines", "Show or hide these lines")
WAIT_FOR_YOU = Message("ui.import_tile_conflicts", "{count} waits for you", "{count} wait for you")
ALL_DECIDED = Message("ui.import_tile_decided", "none waits for you")
STAY_OUT = Message("ui.import_tile_refused", "stay out, reason given")
CELLS_OUT = Message("ui.import_tile_left_out", "{count} cell left out", "{count} cells left out")
NONE_OUT = Message("ui.import_tile_warning", "imported all the same")
GET_VALUES = Message("ui.import_tile_changed", "get new values")
CREATED = Message("ui.import_tile_new", "will be created")
NOTHING_TO_WRITE = Message("ui.import_tile_unchanged", "nothing to write")


@dataclass(frozen=True, slots=True)
class TileKind:
    """Which verdicts a tile counts, whose look it has, and whether its lines are listed at first."""

    verdicts: tuple[Verdict, ...]
    is_on: bool = True

    @property
    def verdict(self) -> Verdict:
        """The one that it is named for."""
        return self.verdicts[0]


TILES = (
    TileKind((Verdict.CONFLICT,)),
    TileKind((Verdict.REFUSED,)),
    TileKind((Verdict.WARNING, Verdict.LEFT_OUT)),
    TileKind((Verdict.CHANGED,)),
    TileKind((Verdict.NEW,)),
    TileKind((Verdict.UNCHANGED,), is_on=False),
)


class Tiles(QWidget):
    """`chosen` tells that other verdicts are to be listed; narrow, the tiles stand in two lines."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = {kind.verdict: _Tile(kind) for kind in TILES}
        self._in_line = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(m.GAP_2)
        for tile in self._tiles.values():
            tile.clicked.connect(self.chosen)
        self._place(len(TILES))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """What is to be listed."""
        return frozenset(
            verdict for kind in TILES if self._tiles[kind.verdict].isChecked() for verdict in kind.verdicts
        )

    def tile(self, verdict: Verdict) -> QPushButton:
        """The tile of a verdict."""
        return self._tiles[verdict]

    def begin(self) -> None:
        """List what is listed at first."""
        for kind in TILES:
            self._tiles[kind.verdict].setChecked(kind.is_on)

    def show_all(self) -> None:
        """List everything there is."""
        for tile in self._tiles.values():
            tile.setChecked(True)
        self.chosen.emit()

    def show_check(self, check: Check) -> None:
        """Show the counts of `check`."""
        result, lines = check.result, check.lines
        out = lines.get(Verdict.LEFT_OUT, 0)
        left_out = CELLS_OUT if out else NONE_OUT
        waits = WAIT_FOR_YOU if check.undecided else ALL_DECIDED
        numbers = {
            Verdict.CONFLICT: (lines.get(Verdict.CONFLICT, 0), waits, check.undecided),
            Verdict.REFUSED: (lines.get(Verdict.REFUSED, 0), STAY_OUT, 0),
            Verdict.WARNING: (lines.get(Verdict.WARNING, 0) + out, left_out, out),
            Verdict.CHANGED: (result.changed, GET_VALUES, 0),
            Verdict.NEW: (result.new, CREATED, 0),
            Verdict.UNCHANGED: (result.unchanged, NOTHING_TO_WRITE, 0),
        }
        for verdict, (number, meaning, count) in numbers.items():
            self._tiles[verdict].show_number(number, meaning, count)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """One line of tiles where all have room for their words."""
        super().resizeEvent(event)
        self._place(len(TILES) if self.width() >= m.TWO_COLUMNS_FROM else len(TILES) // 2)

    def _place(self, in_line: int) -> None:
        if in_line == self._in_line:
            return
        self._in_line = in_line
        for place, tile in enumerate(self._tiles.values()):
            self._grid.addWidget(tile, place // in_line, place % in_line)
            tile.show_narrow(narrow=in_line < len(TILES))
        for column in range(len(TILES)):
            self._grid.setColumnStretch(column, 1 if column < in_line else 0)


class _Tile(QPushButton):
    """One count with its verdict and a tick."""

    def __init__(self, kind: TileKind) -> None:
        super().__init__()
        self._look = LOOKS[kind.verdict]
        self.setProperty("look", "count")
        self.setCheckable(True)
        self.setChecked(kind.is_on)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        self._number, self._said, self._count = 0, NOTHING_TO_WRITE, 0
        self._figure = QLabel()
        self._figure.setProperty("text_kind", "figure")
        self._name = QLabel()
        self._name.setProperty("text_kind", f"strong_{self._look.role}")
        self._meaning = QLabel()
        self._meaning.setProperty("text_kind", "caption")
        upper = QHBoxLayout()
        upper.setSpacing(m.GAP_2)
        upper.addWidget(self._figure)
        upper.addWidget(IconSign(self._look.icon, self._look.role))
        upper.addWidget(self._name, 1)
        upper.addSpacing(m.ICON + m.GAP_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_3, m.GAP_1 + 2, m.GAP_3, m.GAP_1 + 2)
        column.setSpacing(2)
        column.addLayout(upper)
        column.addWidget(self._meaning)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        retell(self, self._tell)

    def show_number(self, number: int, meaning: Message, count: int) -> None:
        """Show how many there are, and the `meaning` with its own count; of none there is none to show."""
        self._number, self._said, self._count = number, meaning, count
        self.setEnabled(number > 0)
        self._tell()

    def show_narrow(self, *, narrow: bool) -> None:
        """Leave out what the count means, where there is little room."""
        self._meaning.setVisible(not narrow)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As large as the layout inside asks for."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Never so small that a word is cut."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the tick into the corner."""
        super().paintEvent(event)
        place = QRectF(self.width() - m.GAP_3 - m.ICON, 0, m.ICON, m.ICON)
        place.moveTop(round(self._figure.geometry().center().y() - m.ICON / 2))
        state = Qt.CheckState.Checked if self.isChecked() else Qt.CheckState.Unchecked
        paint_tick_box(self, place, state)

    def _tell(self) -> None:
        number = shown_number(self._number)
        name = self._look.name
        meaning = self._said.said(count=self._count)
        self._figure.setText(number)
        self._name.setText(name.said())
        self._meaning.setText(meaning)
        self.setAccessibleName(TILE_TOLD.said(verdict=name, number=number, meaning=meaning))
        self.setToolTip(SHOW_LINES.said())
