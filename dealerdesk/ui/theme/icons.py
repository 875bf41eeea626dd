"""Icons: small Phosphor drawings, painted in a role's colour of the theme that is on."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dealerdesk.paths import resource
from dealerdesk.ui.theme.look import colours


def icon(name: str, role: str = "text_2", *, on: str = "") -> QIcon:
    """The icon `name` in the colour of `role`, or of `on` while checked; it follows the theme by itself."""
    return QIcon(_ThemedIcon(name, role, on or role))


def paint_icon(painter: QPainter, place: QRectF, name: str, colour: str) -> None:
    """Draw the icon `name` into the square `place`, in a colour such as ``#125D8F``."""
    _drawing(name, colour).render(painter, place)


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    svg = resource(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(svg.encode()))


class _ThemedIcon(QIconEngine):
    """Paints anew each time, so that no picture of an earlier theme is kept."""

    def __init__(self, name: str, role: str, on: str) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._on = on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = self._on if state is QIcon.State.On else self._role
        if mode is QIcon.Mode.Disabled:
            role = "disabled"
        side = min(rect.width(), rect.height())
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(rect).center())
        # Qt sets words right beside an icon; where it is given more width than height, the rest is a gap.
        place.moveLeft(rect.left())
        paint_icon(painter, place, self._name, getattr(colours(), role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        return picture

    def clone(self) -> QIconEngine:
        return _ThemedIcon(self._name, self._role, self._on)
