"""Keys: every command of the window and of the page that is shown gets its shortcut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut, QTextDocument, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command


class Keys(QObject):
    """Runs the command that a key stands for now; `refused` says why one cannot be done.

    The page's commands go before the window's. `back_pressed` and `forward_pressed` are the mouse's keys.
    """

    refused = Signal(str)
    back_pressed = Signal()
    forward_pressed = Signal()

    def __init__(self, window: QWidget, commands: Callable[[], Sequence[Command]]) -> None:
        super().__init__(window)
        self._window = window
        self._commands = commands
        self._shortcuts: dict[str, QShortcut] = {}
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def refresh(self) -> None:
        """Give keys to what can be done now, and take away those that stand for nothing."""
        wanted = {command.keys for command in self._commands() if command.keys}
        for keys in self._shortcuts.keys() - wanted:
            gone = self._shortcuts.pop(keys)
            # Until it is deleted it would make a new one for the same keys ambiguous.
            gone.setEnabled(False)
            gone.deleteLater()
        for keys in wanted - self._shortcuts.keys():
            shortcut = QShortcut(QKeySequence(keys), self._window)
            shortcut.activated.connect(partial(self.press, keys))
            self._shortcuts[keys] = shortcut

    def press(self, keys: str) -> None:
        """Run the first command that has `keys`, or say why it cannot be done."""
        command = next((command for command in self._commands() if command.keys == keys), None)
        if command is not None:
            self.run(command)

    def run(self, command: Command) -> None:
        """Run `command`, or say why it cannot be done."""
        reason: Message | None = command.why_not()
        if reason is None:
            command.run()
        else:
            self.refused.emit(reason.said())

    def watch(self, window: QWindow) -> None:
        """Hear the mouse's side keys anywhere in `window`, before the widgets do."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Leave undo and redo to a text field while it has typing for them; hear the mouse's side keys."""
        kind = event.type()
        if kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return _passes_by(watched, event)
        if kind is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            return self._claims_side_key(event)
        return False

    def _claims_side_key(self, event: QMouseEvent) -> bool:
        if event.button() is Qt.MouseButton.BackButton:
            self.back_pressed.emit()
        elif event.button() is Qt.MouseButton.ForwardButton:
            self.forward_pressed.emit()
        else:
            return False
        return True

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        """Listen to the text field that is typed into, and to no other: listeners cost time."""
        if before is not None:
            before.removeEventFilter(self)
        if isinstance(now, QLineEdit | QPlainTextEdit) and now.window() is self._window:
            now.installEventFilter(self)


def _passes_by(field: QObject, event: QKeyEvent) -> bool:
    """Whether undo or redo is not for `field`, which has no typing to take back or to do again."""
    for key, of_line, of_document in _TYPING:
        if event.matches(key):
            if isinstance(field, QLineEdit):
                has_typing = of_line(field)
            elif isinstance(field, QPlainTextEdit):
                has_typing = of_document(field.document())
            else:
                return False
            if not has_typing:
                event.ignore()
            return not has_typing
    return False


_TYPING = (
    (QKeySequence.StandardKey.Undo, QLineEdit.isUndoAvailable, QTextDocument.isUndoAvailable),
    (QKeySequence.StandardKey.Redo, QLineEdit.isRedoAvailable, QTextDocument.isRedoAvailable),
)
