"""A scroll area that shows all of its contents where there is room, and grows with them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QFrame, QWidget

from dealerdesk.ui.widgets.upright_scroll import UprightScroll


class WholeScroll(UprightScroll):
    """As high as `contents`; only a window that is too low makes it scroll."""

    def __init__(self, contents: QWidget, parent: QWidget | None = None) -> None:
        self._contents = contents
        super().__init__(contents, parent)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """The room of the contents at this width."""
        usual = self._contents.sizeHint()
        wraps = self._contents.hasHeightForWidth()
        return QSize(usual.width(), self._contents.heightForWidth(self.width()) if wraps else usual.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Other contents take other room."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
