"""A line of text that is cut with an ellipsis where there is no room, and tells the rest as a tooltip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from dealerdesk.ui.widgets.tips import tip_of


class ElidingLabel(QWidget):
    """Shows one line in whatever room it gets, as text of a `kind`; screen readers hear all of it."""

    def __init__(self, parent: QWidget | None = None, *, kind: str = "plain") -> None:
        super().__init__(parent)
        self._text = ""
        self._label = QLabel(self)
        self._label.setProperty("text_kind", kind)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def text(self) -> str:
        """The whole line."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show `text`."""
        self._text = text
        self.setAccessibleName(text)
        self._label.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As wide as the whole line."""
        self._label.ensurePolished()  # its letters are those of the style sheet, also before it is seen
        width = self._label.fontMetrics().horizontalAdvance(self._text) + 1  # metrics round, cutting does not
        margins = self.contentsMargins()
        room = margins.left() + margins.right()
        return QSize(width + room if self._text else 0, self._label.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Cut the line anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Measure anew when the letters have changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_label"):
            self.updateGeometry()
            self._fit()

    def _fit(self) -> None:
        margins = self.contentsMargins()
        place = self.rect().marginsRemoved(margins)
        shown = self._label.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, place.width())
        self._label.setGeometry(place)
        self._label.setText(shown)
        self.setToolTip(tip_of(self._text) if shown != self._text else "")
