"""The search box: asks as one types, but never in the middle of a word that an input method composes."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.icon_sign import IconSign

HINT = Message("ui.search_hint", "Plate, VIN tail, name, pinyin, phone")
SHORT_HINT = Message("ui.search_hint_short", "Plate, VIN, name, phone")
SEARCH = Message("ui.search", "Search everything")
CLEAR = Message("ui.search_clear", "Clear the search")

PAUSE_MS = 15
"""How long keys are waited for that come as fast as a scanner's: its burst is one question."""
SCANNER_GAP = 0.035
"""Keys that follow each other within so many seconds come from a scanner (design.md, Audit)."""
SCANNER_KEYS = 6
"""Fewer keys than these say nothing about who presses them."""


class SearchBox(QFrame):
    """`asked` carries the words; `pressed` offers every key, and whoever wants it accepts it.

    `entered` says that the person came into the box by a click or a shortcut, `left` that the keyboard is
    elsewhere now.
    """

    asked = Signal(str)
    typed = Signal()
    pressed = Signal(object)
    entered = Signal()
    left = Signal()

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
        self._pause.timeout.connect(self.ask)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.composed.connect(self._on_text_changed)
        self.field.pressed.connect(self.pressed)
        self.field.clicked.connect(self.entered)
        self._clear.clicked.connect(self._on_clear_clicked)
        self.field.installEventFilter(self)
        self._show_buttons()
        retell(self, self._tell)

    @property
    def words(self) -> str:
        """What is written in the box."""
        return self.field.text().strip()

    @property
    def has_text(self) -> bool:
        """Whether something is written in the box."""
        return bool(self.field.text())

    @property
    def was_scanned(self) -> bool:
        """Whether all that is written came just now, and faster than people type."""
        return self.field.is_bursting and self.field.burst >= max(SCANNER_KEYS, len(self.field.text()))

    def clear(self) -> None:
        """Empty the box, and ask for nothing."""
        self.field.clear()
        self.ask()

    def ask(self) -> None:
        """Ask at once for what is written, unless that was the last question."""
        self._pause.stop()
        if self.words != self._asked_last and not self.field.is_composing:
            self._asked_last = self.words
            self.asked.emit(self.words)

    def forget_asked(self) -> None:
        """Should the words of the last question come back, ask again: its answer found others in the box."""
        self._asked_last = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Show the focus at the whole box, not at the field inside, and tell of it."""
        if isinstance(event, QFocusEvent) and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.setProperty("focused", event.gotFocus())
            self.style().polish(self)
            if event.gotFocus() and event.reason() is Qt.FocusReason.ShortcutFocusReason:
                self.entered.emit()
            elif event.lostFocus() and event.reason() is not Qt.FocusReason.PopupFocusReason:
                self.left.emit()
        elif event.type() is QEvent.Type.Resize and watched is self.field:
            self._fit_hint()
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
        self._fit_hint()
        self.field.setAccessibleName(SEARCH.said())
        self.field.setToolTip(SEARCH.said())
        self._clear.setAccessibleName(CLEAR.said())
        self._clear.setToolTip(CLEAR.said())

    def _fit_hint(self) -> None:
        """A hint that is cut helps nobody: narrow boxes have a shorter one."""
        room = self.field.width() - m.GAP_2
        fits = self.field.fontMetrics().horizontalAdvance(HINT.said()) <= room
        self.field.setPlaceholderText((HINT if fits else SHORT_HINT).said())

    def _show_buttons(self) -> None:
        self._clear.setVisible(self.has_text)
        self._key.setText("Esc" if self.has_text else "Ctrl+K")

    def _on_text_changed(self) -> None:
        self._show_buttons()
        self.typed.emit()
        if self.field.is_composing:
            return
        if self.field.burst > 1:
            self._pause.start()
        else:
            self.ask()

    def _on_clear_clicked(self) -> None:
        self.clear()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)


class _ComposingField(QLineEdit):
    """A line that knows whether an input method is composing in it, and how fast its keys come.

    `burst` is how many keys came one right after the other into an empty field, up to now.
    """

    composed = Signal()
    pressed = Signal(object)
    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_composing = False
        self.burst = 0
        self._last_key = 0.0

    @property
    def is_bursting(self) -> bool:
        """Whether a key that comes now would be one more of the burst."""
        return monotonic() - self._last_key < SCANNER_GAP

    def event(self, event: QEvent) -> bool:
        """Offer keys to whoever listens, before Qt makes shortcuts and steps of the focus of them."""
        is_key = event.type() in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
        if is_key and isinstance(event, QKeyEvent) and not self.is_composing:
            event.ignore()
            self.pressed.emit(event)
            if event.isAccepted():
                return True
            # Qt hands keys over as accepted: a Tab that stayed ignored would step once more in the parent.
            event.setAccepted(event.type() is QEvent.Type.KeyPress)
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802  # Qt's name
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self.is_composing:
            self.composed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        if event.text():
            begins = not self.text() or self.hasSelectedText()
            self.burst = self.burst + 1 if self.is_bursting and not begins else 1
            self._last_key = monotonic()
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        super().mousePressEvent(event)
        self.clicked.emit()
