"""One line of text that is cut with an ellipsis where it has no room, and told in full as a tooltip."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import paint_text


class TextLine(QWidget):
    """Shows a line in the type `kind` and the colour of `role`."""

    def __init__(self, kind: Text, role: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._role = role
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The whole line."""
        return self._text

    def show_text(self, text: str, role: str = "", kind: Text | None = None) -> None:
        """Show another line, in another colour and another type where they are given."""
        self._role = role or self._role
        self._kind = kind or self._kind
        self._text = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As wide as the whole line."""
        metrics = text_metrics(self._kind)
        return QSize(metrics.horizontalAdvance(self._text) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """It may be cut."""
        return QSize(0, text_metrics(self._kind).height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Say in the tooltip what is cut now."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Write the line."""
        with QPainter(self) as painter:
            colour = getattr(colours(), self._role)
            paint_text(painter, QRectF(self.rect()), self._text, self._kind, colour)

    def _fit(self) -> None:
        is_cut = text_metrics(self._kind).horizontalAdvance(self._text) > self.width()
        self.setToolTip(self._text if is_cut else "")
