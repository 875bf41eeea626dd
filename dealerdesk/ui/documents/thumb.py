"""A small picture of a scan's first page, with its kind below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_font
from dealerdesk.ui.widgets.painting import border_pen, rounded

_KINDS = {"application/pdf": "PDF", "image/jpeg": "JPG", "image/tiff": "TIF"}
_LINES = 4


def kind_word(media_type: str) -> str:
    """What people call a kind of scan, as ``PDF``."""
    return _KINDS.get(media_type, media_type.rpartition("/")[2].upper()[:4])


class Thumb(QWidget):
    """A page, or lines that stand for one; without a scan an icon."""

    def __init__(self, size: QSize | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size or QSize(m.THUMB_WIDTH, m.THUMB_HEIGHT)
        self._picture: QImage | None = None
        self._kind = ""
        self._icon = ("file-dashed", "text_3")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, role: str) -> None:
        """Show an icon, as there is no scan."""
        self._kind, self._picture, self._icon = "", None, (name, role)
        self.update()

    def show_scan(self, kind: str, picture: QImage | None) -> None:
        """Show a scan of this kind, lines until its picture is there."""
        self._kind, self._picture = kind, picture
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Always the same room, so that texts stand below each other."""
        return self._size

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the page and its tag."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            whole = QRectF(self.rect())
            if not self._kind:
                side = m.NAVIGATION_ICON if self.height() >= m.THUMB_HEIGHT else m.ICON
                place = QRectF(0, 0, side, side)
                place.moveCenter(whole.center())
                paint_icon(painter, place, self._icon[0], getattr(colours(), self._icon[1]))
            else:
                self._paint_page(painter, whole)

    def _paint_page(self, painter: QPainter, whole: QRectF) -> None:
        now = colours()
        outline = rounded(whole, m.RADIUS_BADGE)
        painter.setClipPath(outline)
        # Paper is white in every theme.
        painter.fillRect(whole, Qt.GlobalColor.white if self._picture else now.of("surface"))
        if self._picture:
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._picture)
        else:
            for number in range(_LINES):
                top = m.GAP_2 + number * (m.GAP_1 + 2)
                painter.fillRect(QRectF(m.GAP_2, top, whole.width() - 2 * m.GAP_2, 2), now.of("row_line"))
        tag = QRectF(0, whole.bottom() - m.THUMB_TAG, whole.width(), m.THUMB_TAG)
        painter.fillRect(tag, now.of("accent"))
        painter.setFont(text_font(Text.STRONG_CAPTION))
        painter.setPen(QColor(now.on_accent))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, self._kind)
        painter.setClipping(False)
        painter.setPen(border_pen(now.border))
        painter.drawPath(outline)
