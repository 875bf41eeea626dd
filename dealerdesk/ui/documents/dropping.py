"""A frame that scans can be dropped on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QWidget

from dealerdesk.ui.documents.incoming import holds_scans, incoming_from


class DropFrame(QFrame):
    """Takes files, folders and pictures; `held_over` and `dropped` carry an `Incoming`."""

    dropped = Signal(object)
    held_over = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.over = 0
        """How many things are held over the frame now."""

    def tell_over(self) -> None:
        """Say what would happen, or what the frame says otherwise, by `over`."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  # Qt's name
        """Say what would happen."""
        if not holds_scans(event.mimeData()):
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        incoming = incoming_from(event.mimeData())
        self.over = max(incoming.count, 1)
        self.tell_over()
        self.held_over.emit(incoming)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802  # Qt's name
        """Be as before."""
        super().dragLeaveEvent(event)
        self._end_over()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  # Qt's name
        """Hand on what was dropped."""
        self._end_over()
        incoming = incoming_from(event.mimeData())
        if incoming.count:
            # Copied, whatever the other program suggests: a scan is never taken away from where it lies.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(incoming)

    def _end_over(self) -> None:
        self.over = 0
        self.tell_over()
