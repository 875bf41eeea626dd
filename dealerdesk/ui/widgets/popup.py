"""A small panel that opens below a button, and closes by Esc or a click elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from dealerdesk.ui.widgets.reading_order import step_focus


class Popup(QFrame):
    """Opens below a widget; `first` is what gets the keyboard."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "popup")
        self.first: QWidget = self

    def open_below(self, widget: QWidget) -> None:
        """Show it with its left edge at that of `widget`, as far as the screen and the window leave room."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        window = widget.window()
        room = room.intersected(window.frameGeometry()) if window.width() > self.width() else room
        place = widget.mapToGlobal(QPoint(0, widget.height() + 1))
        left = min(place.x(), room.right() - self.width())
        top = min(place.y(), max(room.bottom() - self.height(), room.top()))
        self.move(max(left, room.left()), top)
        self.show()
        self.first.setFocus(Qt.FocusReason.PopupFocusReason)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802  # Qt's names
        """Tab walks as people read."""
        return step_focus(self, forward=next)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
