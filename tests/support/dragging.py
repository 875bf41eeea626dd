"""Files dragged over the window, as from the system's file manager."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


def mime_of(paths: Sequence[Path]) -> QMimeData:
    """What a file manager hands over for `paths`."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


class Drag:
    """Something dragged over one widget; `place` is in its middle unless told."""

    def __init__(
        self,
        widget: QWidget,
        mime: QMimeData,
        place: QPoint | None = None,
        action: Qt.DropAction = Qt.DropAction.CopyAction,
    ) -> None:
        self._widget = widget
        self._place = place or widget.rect().center()
        self._how = (action, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)

    def enter(self) -> bool:
        """Come over the widget; whether it would take this."""
        event = QDragEnterEvent(self._place, *self._how)
        QApplication.sendEvent(self._widget, event)
        return event.isAccepted()

    def move(self) -> None:
        """Move over the widget."""
        QApplication.sendEvent(self._widget, QDragMoveEvent(self._place, *self._how))

    def drop(self) -> bool:
        """Let go; whether the widget took it."""
        event = QDropEvent(QPointF(self._place), *self._how)
        QApplication.sendEvent(self._widget, event)
        return event.isAccepted()

    def drop_if_taken(self) -> bool:
        """Come, and let go where the widget would take this; else go on. Whether it took it."""
        if self.enter():
            self.move()
            return self.drop()
        end_drag(self._widget)
        return False


def end_drag(widget: QWidget) -> None:
    """Take away what is held over the window of `widget`, if anything is.

    Qt keeps what is dragged over in mind until then, also beyond its end: the next drag would crash.
    """
    QApplication.sendEvent(widget, QDragLeaveEvent())
