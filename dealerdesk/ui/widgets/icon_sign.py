"""An icon that stands by itself and follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours


class IconSign(QWidget):
    """A picture without words; whatever it means is said by a text beside it."""

    def __init__(self, name: str, role: str, side: int = m.ICON, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._role = role
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, role: str) -> None:
        """Show another icon, in the colour of `role`; an empty name shows nothing."""
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """The room that the icon takes."""
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the icon."""
        if not self._name:
            return
        with QPainter(self) as painter:
            place = QRectF(0, 0, self._side, self._side)
            place.moveCenter(QRectF(self.rect()).center())
            paint_icon(painter, place, self._name, getattr(colours(), self._role))
