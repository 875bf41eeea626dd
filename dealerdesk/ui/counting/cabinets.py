"""The cabinets of an audit as tiles: how far each is counted, by whom, and where the counter stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import CabinetRow
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import paint_text, rounded, text_width

CABINET = Message("ui.counting_cabinet", "Cabinet {cabinet}")
NO_PLACE = Message("ui.counting_no_cabinet", "Without a place")
COUNTED_OF = Message("ui.counting_counted_of", "{counted} of {expected}")
SPOKEN = Message("ui.counting_cabinet_spoken", "{cabinet}, {counted} of {expected} counted, {person}")
SPOKEN_FREE = Message("ui.counting_cabinet_spoken_free", "{cabinet}, {counted} of {expected} counted")
STAND_HERE = Message(
    "ui.counting_stand_here", "Choose it when you stand there: folders of other cabinets are told at once."
)
TILES = Message("ui.counting_tiles", "Where you stand")
_TILE = 128
_LINE = 4


class CabinetTiles(QScrollArea):
    """`picked` carries the cabinet that a person stands at now, "" for none."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setFixedHeight(m.SLOT + m.SCROLL_BAR)
        self._inside = QWidget()
        self._row = QHBoxLayout(self._inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(m.GAP_2)
        self._row.addStretch(1)
        self.setWidget(self._inside)
        self.tiles: dict[str, CabinetTile] = {}
        self.chosen = ""
        retell(self, self._tell)

    @property
    def cabinets(self) -> Sequence[str]:
        """All of them, in order."""
        return tuple(self.tiles)

    def show_cabinets(self, rows: Sequence[CabinetRow]) -> None:
        """Show how far each cabinet is."""
        if tuple(row.cabinet for row in rows) != self.cabinets:
            self._make(rows)
        for row in rows:
            self.tiles[row.cabinet].show_row(row)
        if self.chosen not in self.tiles:
            self.choose("")

    def choose(self, cabinet: str) -> None:
        """Show that the counter stands at `cabinet`; the signal is not sent."""
        self.chosen = cabinet
        for name, tile in self.tiles.items():
            tile.setChecked(bool(name) and name == cabinet)
        if cabinet in self.tiles:
            self.ensureWidgetVisible(self.tiles[cabinet], m.GAP_4, 0)

    def step(self, by: int) -> None:
        """Go to the next cabinet, or the one before."""
        named = [name for name in self.tiles if name]
        if named:
            at = named.index(self.chosen) + by if self.chosen in named else (0 if by > 0 else -1)
            self._pick(named[at % len(named)])

    def _make(self, rows: Sequence[CabinetRow]) -> None:
        for tile in self.tiles.values():
            self._row.removeWidget(tile)
            tile.deleteLater()
        self.tiles = {row.cabinet: CabinetTile() for row in rows}
        for at, (name, tile) in enumerate(self.tiles.items()):
            self._row.insertWidget(at, tile)
            tile.setEnabled(bool(name))
            tile.clicked.connect(partial(self._on_clicked, name))
        self.choose(self.chosen)

    def _on_clicked(self, cabinet: str) -> None:
        self._pick("" if cabinet == self.chosen else cabinet)

    def _pick(self, cabinet: str) -> None:
        self.choose(cabinet)
        self.picked.emit(cabinet)

    def _tell(self) -> None:
        self.setAccessibleName(TILES.said())
        for tile in self.tiles.values():
            tile.tell()


class CabinetTile(QPushButton):
    """One cabinet; checked while the counter stands there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "cabinet")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._cabinet: CabinetRow | None = None

    def show_row(self, row: CabinetRow) -> None:
        """Show how far it is."""
        if row != self._cabinet:
            self._cabinet = row
            self.tell()
            self.updateGeometry()
            self.update()

    def tell(self) -> None:
        """Say it in the language of now."""
        row = self._cabinet
        if row is None:
            return
        told = {"cabinet": self._name(), "counted": shown_number(row.counted)}
        told |= {"expected": shown_number(row.expected), "person": row.person or ""}
        spoken = (SPOKEN if row.person else SPOKEN_FREE).said(**told)
        self.setAccessibleName(spoken)
        self.setToolTip(f"{spoken}. {STAND_HERE.said()}" if row.cabinet else spoken)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Wide enough for its name and its figures."""
        width = text_metrics(Text.STRONG).horizontalAdvance(self._name()) + m.ICON + m.GAP_2
        return QSize(max(_TILE, width + 2 * m.GAP_3), m.SLOT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw name, line and figures."""
        super().paintEvent(event)
        row = self._cabinet
        if row is None:
            return
        now = colours()
        is_done = row.counted >= row.expected
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            place = QRectF(self.rect()).adjusted(m.GAP_3, m.GAP_1, -m.GAP_3, -m.GAP_1)
            name = QRectF(place.left(), place.top(), place.width(), m.LIST_LINE - m.GAP_1)
            kind = Text.STRONG if self.isChecked() else Text.BODY
            room = name.adjusted(0, 0, -(m.ICON + m.GAP_1) if is_done else 0, 0)
            colour = now.accent if self.isChecked() else now.text
            paint_text(painter, room, self._name(), kind, colour)
            if is_done:
                sign = QRectF(name.right() - m.ICON, name.top() + 2, m.ICON, m.ICON)
                paint_icon(painter, sign, "check-circle", now.ok_fill)
            bar = QRectF(place.left(), name.bottom() + m.GAP_1, place.width(), _LINE)
            painter.fillPath(rounded(bar, _LINE / 2), now.of("border"))
            if row.counted and row.expected:
                width = max(bar.width() * row.counted / row.expected, _LINE)
                done = QRectF(bar.left(), bar.top(), width, _LINE)
                painter.fillPath(rounded(done, _LINE / 2), now.of("ok_fill" if is_done else "accent"))
            figures = QRectF(place.left(), bar.bottom(), place.width(), place.bottom() - bar.bottom())
            told = COUNTED_OF.said(counted=shown_number(row.counted), expected=shown_number(row.expected))
            used = paint_text(painter, figures, told, Text.CAPTION, now.text_2)
            person = row.person or ""
            left = figures.adjusted(used + m.GAP_2, 0, 0, 0)
            if person and text_width(person, Text.CAPTION) <= left.width():
                left.setLeft(left.right() - text_width(person, Text.CAPTION) - 1)
                paint_text(painter, left, person, Text.CAPTION, now.text_3)

    def _name(self) -> str:
        row = self._cabinet
        if row is None or not row.cabinet:
            return NO_PLACE.said()
        return CABINET.said(cabinet=row.cabinet)
