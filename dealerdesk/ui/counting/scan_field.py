"""The field for scans and typed numbers; a list that is pasted or dropped into it is told as a whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.restyling import restyle

NAME = Message("ui.counting_field", "Scan, or type a number")
PROMPT = Message("ui.counting_prompt", "Scan a folder label, or type plate or file no.")
CLOSED_PROMPT = Message(
    "ui.counting_prompt_closed", "This audit is closed, and nothing of it is counted any more."
)
READY = Message("ui.counting_ready", "Scanner ready")
AT_WORK = Message("ui.counting_at_work", "{count} being counted", "{count} being counted")
ASK_PLACE = Message("ui.counting_ask_place", "Choose where you stand")
COMPOSE = Message("ui.counting_compose", "Type with the input method")
COMPOSE_TIP = Message(
    "ui.counting_compose_tip",
    "Type the next number with the input method, such as the first character of a plate  {keys}",
)
COMPOSE_KEYS = "F9"
SOUND_ON = Message("ui.counting_sound_on", "Sounds are on")
SOUND_OFF = Message("ui.counting_sound_off", "Sounds are off")
_PASTE = "edit-paste"


class ScanField(QFrame):
    """`typed` carries what Enter ended, `list_given` a text of several lines.

    Scanners type through input methods, which make other signs of their keys: the field uses none, but for
    the one number for which somebody asked for it.
    """

    typed = Signal(str)
    list_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "scan")
        self.setFixedHeight(m.SLOT)
        self.line = _Line()
        self.compose, self.sound = QToolButton(), QToolButton()
        self.compose.setIcon(icon("translate", on="accent"))
        for button in (self.compose, self.sound):
            button.setCheckable(True)
        self._waiting, self._asks_for_place = 0, False
        self._unended = ""
        self._sign, self._state = IconSign("check-circle", "ok"), QLabel()
        self._state.setProperty("text_kind", "strong_ok")
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_3, 0)
        row.setSpacing(m.GAP_2)
        row.addWidget(IconSign("qr-code", "accent", m.NAVIGATION_ICON))
        row.addSpacing(m.GAP_2)
        row.addWidget(self.line, 1)
        row.addWidget(self._sign)
        row.addWidget(self._state)
        row.addSpacing(m.GAP_2)
        row.addWidget(self.compose)
        row.addWidget(self.sound)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.returnPressed.connect(self._on_entered)
        self.line.list_given.connect(self.list_given)
        self.sound.toggled.connect(lambda _on: self._tell())
        self.compose.toggled.connect(self._on_compose)
        retell(self, self._tell)

    @property
    def said(self) -> str:
        """What is said beside the field."""
        return self._state.text()

    def take_unended(self, code: str) -> None:
        """Let a scan without an end stand in the line until Enter, or the next one, ends it."""
        if self.isEnabled():
            if self._unended and self.line.text() == self._unended:
                self._on_entered()
            self._unended = code
            self.line.setText(code)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_waiting(self, count: int) -> None:
        """Show how many scans are on their way."""
        self._waiting = count
        self._tell()

    def ask_for_place(self, *, asked: bool) -> None:
        """Remind the counter that nobody said at which cabinet the scans are made, or do not."""
        self._asks_for_place = asked
        self._tell()

    def show_low(self, *, low: bool) -> None:
        """Take less height where there is little."""
        self.setFixedHeight(m.SEARCH_BOX + m.GAP_2 if low else m.SLOT)

    def close_field(self, *, closed: bool) -> None:
        """Take nothing more, or take scans."""
        self.line.setEnabled(not closed)
        self.setEnabled(not closed)
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """The frame shows the focus of its line."""
        if watched is self.line and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            restyle(self, "focused", event.type() is QEvent.Type.FocusIn)
        return False

    def _on_entered(self) -> None:
        text = self.line.text().strip()
        self.line.clear()
        self.compose.setChecked(False)
        if text:
            self.typed.emit(text)

    def _on_compose(self, on: bool) -> None:
        self.line.compose(allowed=on)
        if on:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        is_open = self.isEnabled()
        self.line.setPlaceholderText((PROMPT if is_open else CLOSED_PROMPT).said())
        self.line.setAccessibleName(NAME.said())
        self.line.setAccessibleDescription(self.line.placeholderText())
        asks = self._asks_for_place and self._waiting <= 1
        said = (
            AT_WORK.said(count=self._waiting) if self._waiting > 1 else (ASK_PLACE if asks else READY).said()
        )
        role, sign = ("warn", "map-pin") if asks else ("ok", "check-circle")
        self._state.setText(said if is_open else "")
        restyle(self._state, "text_kind", f"strong_{role}")
        self._sign.show_icon(sign, role)
        self._sign.setVisible(is_open)
        self.compose.setAccessibleName(COMPOSE.said())
        self.compose.setToolTip(COMPOSE_TIP.said(keys=COMPOSE_KEYS))
        is_on = self.sound.isChecked()
        self.sound.setIcon(icon("speaker-high" if is_on else "speaker-slash"))
        words = (SOUND_ON if is_on else SOUND_OFF).said()
        self.sound.setAccessibleName(words)
        self.sound.setToolTip(words)


class _Line(QLineEdit):
    """A line that tells lists apart from what belongs into one line."""

    list_given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.compose(allowed=False)

    def compose(self, *, allowed: bool) -> None:
        """Let the system's input method have the keys, or not."""
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, allowed)
        if self.hasFocus():
            QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Take a list that is pasted by keys as one."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  # Qt's name
        """The usual menu, in which pasting takes lists, too."""
        menu = self.createStandardContextMenu()
        menu.aboutToHide.connect(menu.deleteLater)
        for action in menu.actions():
            if action.objectName() == _PASTE:
                action.triggered.disconnect()
                action.triggered.connect(lambda _checked=False: self._paste())
        menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  # Qt's name
        """Take text."""
        if event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  # Qt's name
        """Take a list that is dropped as one."""
        if self._is_list(event.mimeData()):
            event.acceptProposedAction()
            self.list_given.emit(event.mimeData().text())
        else:
            super().dropEvent(event)

    def _paste(self) -> None:
        held = QGuiApplication.clipboard().mimeData()
        if held is not None and self._is_list(held):
            self.list_given.emit(held.text())
        else:
            self.paste()

    @staticmethod
    def _is_list(held: QMimeData) -> bool:
        return held.hasText() and len(held.text().split("\n", 2)) > 1 and bool(held.text().strip())
