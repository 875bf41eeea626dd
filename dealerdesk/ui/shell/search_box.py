"""The search box: asks as one types, but never in the middle of a word that an input method composes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.icon_sign import IconSign

HINT = Message("ui.search_hint", "Plate, VIN tail, name, pinyin, phone")
SEARCH = Message("ui.search", "Search vehicle files")
CLEAR = Message("ui.search_clear", "Clear the search")

PAUSE_MS = 15
"""Long enough to take a scanner's burst as one question, too short to be felt."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}


class SearchBox(QFrame):
    """`asked` carries the words; arrow keys are passed on as `stepped`, Enter as `entered`."""

    asked = Signal(str)
    stepped = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "search")
        self.setFixedHeight(m.SEARCH_BOX)
        self.setMaximumWidth(m.SEARCH_WIDEST)
        self.field = _ComposingField()
        self._asked_last = ""
        self._key = QLabel("Ctrl+K")
        self._key.setProperty("text_kind", "key")
        self._clear = QToolButton()
        self._clear.setIcon(icon("x"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_3, 0, m.GAP_2, 0)
        row.setSpacing(m.GAP_2)
        row.addWidget(IconSign("magnifying-glass", "text_2"))
        row.addWidget(self.field, 1)
        row.addWidget(self._clear)
        row.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self.field)
        self._pause.timeout.connect(self._ask)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.composed.connect(self._on_text_changed)
        self.field.stepped.connect(self.stepped)
        self.field.returnPressed.connect(self._on_return)
        self._clear.clicked.connect(self.clear)
        self.field.installEventFilter(self)
        self._show_buttons()
        retell(self, self._tell)

    @property
    def has_text(self) -> bool:
        """Whether something is written in the box."""
        return bool(self.field.text())

    def clear(self) -> None:
        """Empty the box, and ask for everything."""
        self.field.clear()
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Show the focus at the whole box, not at the field inside."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.setProperty("focused", event.type() is QEvent.Type.FocusIn)
            self.style().polish(self)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Keep the hint's colour that of captions, in every theme."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange} and hasattr(self, "field"):
            palette = QPalette(self.field.palette())
            if palette.color(QPalette.ColorRole.PlaceholderText) != colours().of("text_3"):
                palette.setColor(QPalette.ColorRole.PlaceholderText, colours().of("text_3"))
                self.field.setPalette(palette)

    def _tell(self) -> None:
        self.field.setPlaceholderText(HINT.said())
        self.field.setAccessibleName(SEARCH.said())
        self.field.setToolTip(SEARCH.said())
        self._clear.setAccessibleName(CLEAR.said())
        self._clear.setToolTip(CLEAR.said())

    def _show_buttons(self) -> None:
        self._clear.setVisible(self.has_text)
        self._key.setText("Esc" if self.has_text else "Ctrl+K")

    def _on_text_changed(self) -> None:
        self._show_buttons()
        if not self.field.is_composing:
            self._pause.start()

    def _on_return(self) -> None:
        if not self.field.is_composing:
            self._ask()
            self.entered.emit()

    def _ask(self) -> None:
        self._pause.stop()
        words = self.field.text().strip()
        if words != self._asked_last:
            self._asked_last = words
            self.asked.emit(words)


class _ComposingField(QLineEdit):
    """A line that knows whether an input method is composing in it."""

    composed = Signal()
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.is_composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802  # Qt's name
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self.is_composing:
            self.composed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self.is_composing:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)
