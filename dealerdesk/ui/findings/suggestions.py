"""Suggestions below an input: they narrow down as one types, and all of them open with the arrow down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QToolButton

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.form import FieldInput

SUGGESTIONS = Message("ui.suggestions", "Suggestions")
OPEN_SUGGESTIONS = Message("ui.suggestions_open", "Choose a suggestion (↓)")
MOST_SHOWN = 10


class Suggestions(QObject):
    """Offers texts for `field`, which is a line of text; what is chosen counts as typed."""

    def __init__(self, field: FieldInput) -> None:
        super().__init__(field)
        assert isinstance(field.editor, QLineEdit)
        self._editor = field.editor
        self._field = field
        self._texts = QStringListModel(self)
        self._completer = QCompleter(self._texts, self._editor)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(MOST_SHOWN)
        self._popup = QListView()
        self._popup.setProperty("look", "suggestions")
        self._completer.setPopup(self._popup)
        self._popup.installEventFilter(self)
        self._completer.activated.connect(lambda _text: field.edited.emit())
        self._editor.setCompleter(self._completer)
        self._opens = self._editor.addAction(icon("caret-down"), QLineEdit.ActionPosition.TrailingPosition)
        self._opens.triggered.connect(self.open)
        self._editor.installEventFilter(self)
        retell(field, self._tell)

    @property
    def texts(self) -> list[str]:
        """What is offered."""
        return self._texts.stringList()

    def offer(self, texts: Sequence[str]) -> None:
        """Offer `texts`, each once."""
        offered = [text for text in dict.fromkeys(texts) if text]
        if offered != self.texts:
            self._texts.setStringList(offered)
        self._opens.setVisible(bool(offered))

    def open(self) -> None:
        """Show all that is offered."""
        if self.texts:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self._completer.setCompletionPrefix("")
            self._completer.complete()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """The arrow down opens the list; while it is open, no key of the page and no Enter is lost in it."""
        if watched is self._popup:
            return self._takes_from_popup(event) or super().eventFilter(watched, event)
        if event.type() is QEvent.Type.KeyPress and self._opens_by(event):
            self.open()
            return True
        return super().eventFilter(watched, event)

    def _takes_from_popup(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            # The page's shortcuts are looked up next, and none is found while a popup is open.
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._popup.hide()
            return False
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.type() is QEvent.Type.KeyPress and is_enter and not self._popup.currentIndex().isValid():
            self._popup.hide()
            QCoreApplication.sendEvent(self._editor, event)
            return True
        return False

    def _opens_by(self, event: QEvent) -> bool:
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        return is_down and not self._popup.isVisible()

    def _tell(self) -> None:
        self._popup.setAccessibleName(SUGGESTIONS.said())
        self._opens.setText(SUGGESTIONS.said())
        self._opens.setToolTip(OPEN_SUGGESTIONS.said())
        for button in self._editor.findChildren(QToolButton):
            button.setAccessibleName(SUGGESTIONS.said())
