"""Which tick a key means, on any keyboard: the key counts, and not the sign that it writes.

Shift makes ``!`` of the 1 on one keyboard and ``+`` on another; on French ones the digits are the shifted
signs. So the key's place is asked first, then what it writes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_SHIFTED = {
    sign.value: digit
    for digit, sign in enumerate(
        (
            Qt.Key.Key_ParenRight,
            Qt.Key.Key_Exclam,
            Qt.Key.Key_At,
            Qt.Key.Key_NumberSign,
            Qt.Key.Key_Dollar,
            Qt.Key.Key_Percent,
            Qt.Key.Key_AsciiCircum,
            Qt.Key.Key_Ampersand,
            Qt.Key.Key_Asterisk,
            Qt.Key.Key_ParenLeft,
        )
    )
}
"""The signs above the digits of an American keyboard, where nothing better is known."""
_KEYPAD = {
    Qt.Key.Key_Insert.value: 0,
    Qt.Key.Key_End.value: 1,
    Qt.Key.Key_Down.value: 2,
    Qt.Key.Key_PageDown.value: 3,
    Qt.Key.Key_Left.value: 4,
    Qt.Key.Key_Clear.value: 5,
    Qt.Key.Key_Right.value: 6,
    Qt.Key.Key_Home.value: 7,
    Qt.Key.Key_Up.value: 8,
    Qt.Key.Key_PageUp.value: 9,
}
"""What the keypad's digits become while Shift is held."""
_MAC_DIGITS = (0x1D, 0x12, 0x13, 0x14, 0x15, 0x17, 0x16, 0x1A, 0x1C, 0x19)
_WINDOWS_NUM_LOCK = 0x200
"""In the modifiers of a Windows event, as Qt notes them."""
_KEPT_FREE = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_LETTERS = range(Qt.Key.Key_A.value, Qt.Key.Key_Z.value + 1)
_FIRST_NAMED_KEY = Qt.Key.Key_Escape.value


@dataclass(frozen=True, slots=True)
class DigitKey:
    """A digit from 0 to 9, and whether Shift was held."""

    digit: int
    shifted: bool


def digit_key(event: QKeyEvent, platform: str = sys.platform) -> DigitKey | None:
    """The digit whose key was pressed, by itself or with Shift; None for any other key."""
    modifiers = event.modifiers()
    if modifiers & _KEPT_FREE:
        return None
    shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    if modifiers & Qt.KeyboardModifier.KeypadModifier:
        return _on_keypad(event, shifted=shifted, platform=platform)
    digit = _by_place(event, platform)
    if digit is None:
        digit = _by_sign(event.key(), shifted=shifted)
    return None if digit is None else DigitKey(digit, shifted)


def _on_keypad(event: QKeyEvent, *, shifted: bool, platform: str) -> DigitKey | None:
    digit = _plain_digit(event.key())
    if digit is not None:
        return DigitKey(digit, shifted)
    # Without its lock the keypad walks. With it, X11 leaves Shift in the event, and Windows takes it out; a
    # Mac's arrow keys say that they were on the keypad.
    if platform == "darwin":
        return None
    locked = platform == "win32" and bool(event.nativeModifiers() & _WINDOWS_NUM_LOCK)
    digit = _KEYPAD.get(event.key()) if shifted or locked else None
    return None if digit is None else DigitKey(digit, shifted=True)


def _by_place(event: QKeyEvent, platform: str) -> int | None:
    if event.key() in _LETTERS or event.key() >= _FIRST_NAMED_KEY:
        return None
    if platform == "win32":
        code = event.nativeVirtualKey() - ord("0")
        return code if 0 <= code <= 9 else None
    if platform == "darwin":
        code = event.nativeVirtualKey()
        return _MAC_DIGITS.index(code) if code in _MAC_DIGITS else None
    place = event.nativeScanCode() - 9  # X11 and Wayland count evdev's codes from 8
    return place % 10 if 1 <= place <= 10 else None  # 1 to 9, then 0


def _by_sign(key: int, *, shifted: bool) -> int | None:
    digit = _plain_digit(key)
    return _SHIFTED.get(key) if digit is None and shifted else digit


def _plain_digit(key: int) -> int | None:
    digit = key - Qt.Key.Key_0.value
    return digit if 0 <= digit <= 9 else None
