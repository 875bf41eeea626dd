"""Scanners that type like a keyboard, told apart from people by their pace, wherever the keyboard is.

What may be the beginning of a scan is held back for the time that a scanner takes for one more key: then it
either turns out to be one and nobody else ever sees it, or it goes on to where it was typed, in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit
from shiboken6 import isValid

from dealerdesk.domain.text import fold_line

GAP_MS = 35
"""Keys that follow each other faster than this come from a scanner (design.md, Audit)."""
PATIENCE_MS = GAP_MS + 5
"""How long a key is held back; longer than the gap, as timers are not exact."""
SHORTEST_CODE = 4
"""Fewer keys than these, and Enter, may come as fast from a hand that rolls over the keyboard."""
SURE_CODE = 6
"""As many keys as these at that pace are no hand's, whether Enter follows or not."""

_KEY = Qt.Key
_TEXT_FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
_ENDS = frozenset({_KEY.Key_Return, _KEY.Key_Enter, _KEY.Key_Tab})
_SHIFTS = frozenset(
    {_KEY.Key_Shift, _KEY.Key_Control, _KEY.Key_Alt, _KEY.Key_AltGr, _KEY.Key_Meta}
    | {_KEY.Key_CapsLock, _KEY.Key_NumLock, _KEY.Key_ScrollLock}
)
_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_HEARD = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
    }
)
_CHINESE_POINTS = str.maketrans({"。": ".", "、": "/"})
"""What input methods make of signs that codes hold, where folding does not bring them back."""
# A keyboard's main block by the scan codes of set 1, as it stands on an American keyboard, which scanners
# take themselves for; X11 adds eight to them.
_ROWS = {0x02: "1234567890-=", 0x10: "qwertyuiop[]", 0x1E: "asdfghjkl;'", 0x2B: "\\zxcvbnm,./", 0x39: " "}
_BY_SCAN_CODE = {first + at: sign for first, row in _ROWS.items() for at, sign in enumerate(row)}
_SHIFTED = str.maketrans("1234567890-=[];'\\,./", '!@#$%^&*()_+{}:"|<>?')
_X11_PLATFORMS = ("xcb", "wayland")
_X11_OFFSET = 8


@dataclass(frozen=True, slots=True)
class _Moment:
    """When a key was pressed, in milliseconds: by the system's stamp, 0 for none, and by its arrival."""

    stamp: int
    arrival: float

    def gap_to(self, later: _Moment) -> float:
        """The time until `later`; stamps tell it also where the window was busy in between."""
        if self.stamp and later.stamp:
            return later.stamp - self.stamp
        return later.arrival - self.arrival


@dataclass(frozen=True, slots=True)
class _Held:
    receiver: QObject
    event: QEvent


class Scanner(QObject):
    """Listens to the whole program between `listen` and `stop`; `scanned` carries each code, folded.

    `unended` carries what came at a scanner's pace without an end, where its keys would do something else
    than write: a scanner that sends no Enter, or one that was interrupted.
    """

    scanned = Signal(str)
    unended = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._listens = False
        self._held: list[_Held] = []
        self._letters = ""
        self._last: _Moment | None = None
        self._ended: _Moment | None = None
        self._swallowed: set[int] = set()
        self._replayed: list[QEvent] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._on_patience_over)
        self._is_last_call = False

    def listen(self) -> None:
        """Begin to hear scans, in whichever part of the program the keyboard is."""
        application = QCoreApplication.instance()
        if not self._listens and application is not None:
            self._listens = True
            application.installEventFilter(self)

    def stop(self) -> None:
        """Hear no scans any more; what was held back goes on to where it was typed."""
        application = QCoreApplication.instance()
        if self._listens and application is not None:
            self._listens = False
            application.removeEventFilter(self)
            self._let_go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Hold back what may belong to a scan."""
        kind = event.type()
        if kind not in _HEARD or any(event is each for each in self._replayed):
            return False
        if isinstance(event, QInputMethodEvent):
            return self._on_composed(watched, event)
        if not isinstance(event, QKeyEvent):
            return False
        if kind is QEvent.Type.KeyPress:
            return self._on_pressed(watched, event)
        if kind is QEvent.Type.KeyRelease:
            return self._on_released(watched, event)
        return self._on_shortcut(event)

    def _on_pressed(self, receiver: QObject, event: QKeyEvent) -> bool:
        if event.key() in _SHIFTS:
            return False
        now = _moment_of(event)
        if _is_end(event):
            return self._on_end(event, now)
        sign = sign_of(event)
        if not sign:
            self._let_go()
            return False
        self._hold(receiver, event, sign, now)
        return True

    def _on_end(self, event: QKeyEvent, now: _Moment) -> bool:
        """Enter or Tab: the end of a scan, a second end after one, or the person's own."""
        if self._is_scan(now):
            self._swallowed.add(event.key())
            self._ended = now
            self.scanned.emit(self._swallow())
            return True
        if self._ended is not None and not self._held and 0 <= self._ended.gap_to(now) < GAP_MS:
            # Some scanners send both Enter and a line feed, or Enter and Tab.
            self._swallowed.add(event.key())
            return True
        self._let_go()
        return False

    def _on_released(self, receiver: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if any(isinstance(each.event, QKeyEvent) and each.event.key() == key for each in self._held):
            self._held.append(_Held(receiver, event.clone()))
            return True
        if key in self._swallowed:
            self._swallowed.discard(key)
            return True
        return False

    def _on_shortcut(self, event: QKeyEvent) -> bool:
        """No key of a scan is a shortcut; what was typed before one comes before it."""
        if event.key() in _SHIFTS:
            return False
        ends = _is_end(event) and self._is_scan(_moment_of(event))
        if ends or (not _is_end(event) and sign_of(event)):
            event.accept()
            return True
        if not _is_end(event):
            self._let_go()
        return False

    def _on_composed(self, receiver: QObject, event: QInputMethodEvent) -> bool:
        """What an input method made of keys: a scan that came through it is made of its commits."""
        now = _Moment(0, _now_ms())
        if not event.commitString():
            if not self._held:
                return False
            self._hold(receiver, event, "", now)
            return True
        self._hold(receiver, event, event.commitString(), now)
        return True

    def _hold(self, receiver: QObject, event: QEvent, signs: str, now: _Moment) -> None:
        if self._held and not self._is_close(now):
            self._let_go()
        self._held.append(_Held(receiver, event.clone()))
        self._letters += signs
        self._last = now
        self._is_last_call = False
        self._patience.start(PATIENCE_MS)

    def _is_close(self, now: _Moment) -> bool:
        return self._last is not None and self._last.gap_to(now) < GAP_MS

    def _is_scan(self, now: _Moment) -> bool:
        return len(self._letters) >= SHORTEST_CODE and self._is_close(now)

    def _on_patience_over(self) -> None:
        """No key came for long: let go, unless keys wait behind a window that was busy."""
        if self._is_last_call:
            self._let_go()
        else:
            self._is_last_call = True
            self._patience.start(0)

    def _swallow(self) -> str:
        """Take what is held back for a code, of which nobody else sees a key."""
        code, self._letters = fold_line(self._letters.translate(_CHINESE_POINTS)), ""
        composes = any(isinstance(each.event, QInputMethodEvent) for each in self._held)
        self._swallowed |= {each.event.key() for each in self._held if isinstance(each.event, QKeyEvent)}
        self._held.clear()
        self._patience.stop()
        if composes:
            QGuiApplication.inputMethod().reset()
        return code

    def _let_go(self) -> None:
        """Hand on what was held back, as if it had been typed now; a whole scan ticks and presses nothing."""
        if len(self._letters) >= SURE_CODE and not isinstance(QApplication.focusWidget(), _TEXT_FIELDS):
            self.unended.emit(self._swallow())
            return
        self._patience.stop()
        held, self._held, self._letters = self._held, [], ""
        for each in held:
            if not isValid(each.receiver):
                continue
            self._replayed.append(each.event)
            try:
                QCoreApplication.sendEvent(each.receiver, each.event)
            finally:
                self._replayed.remove(each.event)


def sign_of(event: QKeyEvent) -> str:
    """The sign that a key types by itself, also where an input method keeps its text; empty for none."""
    if event.modifiers() & _MODIFIERS or event.isAutoRepeat():
        return ""
    text = event.text()
    if text:
        return text if text.isprintable() else ""
    is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if _KEY.Key_Space.value <= event.key() <= _KEY.Key_AsciiTilde.value:
        sign = chr(event.key())
        return sign if is_shifted else sign.lower()
    if event.key() not in {0, _KEY.Key_unknown}:
        return ""
    offset = _X11_OFFSET if QGuiApplication.platformName().startswith(_X11_PLATFORMS) else 0
    sign = _BY_SCAN_CODE.get(event.nativeScanCode() - offset, "")
    return sign.upper().translate(_SHIFTED) if is_shifted else sign


def _is_end(event: QKeyEvent) -> bool:
    shifted = event.modifiers() & (_MODIFIERS | Qt.KeyboardModifier.ShiftModifier)
    return event.key() in _ENDS and not shifted and not event.isAutoRepeat()


def _moment_of(event: QKeyEvent) -> _Moment:
    return _Moment(event.timestamp(), _now_ms())


def _now_ms() -> float:
    return monotonic() * 1000
