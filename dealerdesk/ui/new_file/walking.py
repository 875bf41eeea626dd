"""Enter goes from field to field, and in the end to the button that creates the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput


class Walking(QObject):
    """Knows the order of the fields, and brings the one that is gone to into sight."""

    def __init__(
        self, order: Callable[[], Sequence[QWidget]], end: QWidget, scroll: QScrollArea, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._order = order
        self._end = end
        self._scroll = scroll
        self._boxes: dict[QObject, FieldInput] = {}

    def serve(self, box: FieldInput) -> None:
        """Let Enter in a box of choices go on, too."""
        self._boxes[box.editor] = box
        box.editor.installEventFilter(self)

    def go_on_from(self, widget: QWidget) -> None:
        """Go to the field after `widget`."""
        order = list(self._order())
        after = order[order.index(widget) + 1 :] if widget in order else []
        self.go_to(next(iter(after), self._end))

    def go_to(self, widget: QWidget) -> None:
        """Put the keyboard into `widget`; what stands there is chosen, to be typed over."""
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.bring_into_sight(widget)
        if isinstance(widget, FieldInput) and isinstance(widget.editor, QLineEdit):
            widget.editor.selectAll()

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll so far that all of `widget` is seen."""
        self._scroll.ensureWidgetVisible(widget, 0, m.GAP_5)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Hear Enter in the boxes of choices."""
        box = self._boxes.get(watched)
        if box is not None and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if is_enter:
                self.go_on_from(box)
            return is_enter
        return super().eventFilter(watched, event)
