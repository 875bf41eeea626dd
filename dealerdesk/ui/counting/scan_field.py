"""The field for scans and typed numbers; a list that is pasted or dropped into it is told as a whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
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

NAME = Message("ui.counting_field", "Scan, or type a number")
PROMPT = Message("ui.counting_prompt", "Scan a folder label, or type plate or file no.")
CLOSED_PROMPT = Message(
    "ui.counting_prompt_closed", "This audit is closed, and nothing of it is counted any more."
)
READY = Message("ui.counting_ready", "Scanner ready")
AT_WORK = Message("ui.counting_at_work", "{count} being counted", "{count} being counted")
SOUND_ON = Message("ui.counting_sound_on", "Sounds are on")
SOUND_OFF = Message("ui.counting_sound_off", "Sounds are off")
_PASTE = "edit-paste"


class ScanField(QFrame):
    """`typed` carries what Enter ended, `list_given` a text of several lines."""

    typed = Signal(str)
    list_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "scan")
        self.setFixedHeight(m.SLOT)
        self.line = _Line()
        self.sound = QToolButton()
        self.sound.setCheckable(True)
        self._waiting = 0
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
        row.addWidget(self.sound)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.returnPressed.connect(self._on_entered)
        self.line.list_given.connect(self.list_given)
        self.sound.toggled.connect(lambda _on: self._tell())
        retell(self, self._tell)

    @property
    def said(self) -> str:
        """What is said beside the field."""
        return self._state.text()

    def show_waiting(self, count: int) -> None:
        """Show how many scans are on their way."""
        self._waiting = count
        self._tell()

    def close_field(self, *, closed: bool) -> None:
        """Take nothing more, or take scans."""
        self.line.setEnabled(not closed)
        self.setEnabled(not closed)
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """The frame shows the focus of its line."""
        if watched is self.line and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.setProperty("focused", event.type() is QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        return False

    def _on_entered(self) -> None:
        text = self.line.text().strip()
        self.line.clear()
        if text:
            self.typed.emit(text)

    def _tell(self) -> None:
        is_open = self.isEnabled()
        self.line.setPlaceholderText((PROMPT if is_open else CLOSED_PROMPT).said())
        self.line.setAccessibleName(NAME.said())
        self.line.setAccessibleDescription(self.line.placeholderText())
        said = AT_WORK.said(count=self._waiting) if self._waiting > 1 else READY.said()
        self._state.setText(said if is_open else "")
        self._sign.setVisible(is_open)
        is_on = self.sound.isChecked()
        self.sound.setIcon(icon("speaker-high" if is_on else "speaker-slash"))
        words = (SOUND_ON if is_on else SOUND_OFF).said()
        self.sound.setAccessibleName(words)
        self.sound.setToolTip(words)


class _Line(QLineEdit):
    """A line that tells lists apart from what belongs into one line."""

    list_given = Signal(str)

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
