"""A scroll area that shows all of its contents where there is room, and grows with them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class WholeScroll(QScrollArea):
    """As high as `contents`; only a window that is too low makes it scroll."""

    def __init__(self, contents: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(contents)

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
