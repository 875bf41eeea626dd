"""Scanners that type like a keyboard: told apart by their pace, whoever has the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QVBoxLayout, QWidget

from dealerdesk.ui.scanner import GAP_MS, SHORTEST_CODE, Scanner, sign_of
from tests.support.windows import wait_until

_KEY = Qt.Key
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """A window with a text field and a box to tick, and a scanner and a hand at its keyboard.

    The system stamps keys with the time at which they were pressed; here that is told, not waited for.
    """

    def __init__(self) -> None:
        self.window = QWidget()
        self.field, self.box = QLineEdit(), QCheckBox("seen")
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.box)
        self.window.show()
        self.window.activateWindow()
        wait_until(self.window.isActiveWindow)
        self.field.setFocus()
        self.codes: list[str] = []
        self.scanner = Scanner(self.window)
        self.scanner.scanned.connect(self.codes.append)
        self.scanner.listen()
        self._clock = 1000

    def press(self, text: str, gap: int, key: int = 0, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Press and let go one key, `gap` milliseconds after the one before."""
        self._clock += gap
        code = key or {"\r": _KEY.Key_Return.value, "\t": _KEY.Key_Tab.value}.get(text) or ord(text.upper())
        target = QApplication.activePopupWidget() or self.window.windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, modifiers, text)
            event.setTimestamp(self._clock)
            QApplication.sendEvent(target, event)

    def type(self, text: str, gap: int) -> None:
        for letter in text:
            self.press(letter, gap)

    def rest(self) -> None:
        """Wait until nothing is held back any more."""
        wait_until(lambda: not self.scanner._held)


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    assert qapp
    made = Desk()
    yield made
    made.scanner.stop()
    made.window.close()
    made.window.deleteLater()


def test_a_burst_is_a_code_and_nobody_else_sees_its_keys(desk: Desk) -> None:
    desk.type("DD:2022-0093\r", GAP_MS - 1)
    desk.rest()
    assert desk.codes == ["DD:2022-0093"]
    assert not desk.field.text()


def test_a_tab_ends_a_burst_and_the_keyboard_stays_where_it_is(desk: Desk) -> None:
    desk.type("2022-0093\t", 5)
    desk.rest()
    assert desk.codes == ["2022-0093"]
    assert desk.field.hasFocus()


def test_slow_typing_is_no_burst_and_arrives_in_order(desk: Desk) -> None:
    pressed = []
    desk.field.returnPressed.connect(lambda: pressed.append(desk.field.text()))
    desk.type("2022-0093\r", GAP_MS + 1)
    desk.rest()
    assert desk.codes == []
    assert pressed == ["2022-0093"]


def test_a_hand_that_rolls_over_the_keyboard_types(desk: Desk) -> None:
    for word in ("abc", "def", "ghi"):
        desk.type(word, 10)
        desk.press(" ", 60)
    desk.rest()
    assert desk.field.text() == "abc def ghi "
    desk.type("ab\r", 10)
    desk.rest()
    assert desk.codes == []
    assert len("ab") < SHORTEST_CODE


def test_a_burst_after_a_typed_beginning_takes_none_of_it(desk: Desk) -> None:
    desk.type("abc", 100)
    desk.press("2", 100)
    desk.type("022-0093\r", 5)
    desk.rest()
    assert desk.codes == ["2022-0093"]
    assert desk.field.text() == "abc"


def test_keys_held_down_are_no_burst(desk: Desk) -> None:
    for _times in range(8):
        event = QKeyEvent(QEvent.Type.KeyPress, _KEY.Key_A, _NONE, "a", autorep=True)
        QApplication.sendEvent(desk.window.windowHandle(), event)
    desk.type("\r", 5)
    desk.rest()
    assert desk.codes == []
    assert desk.field.text() == "a" * 8


def test_a_burst_ticks_no_box_and_presses_nothing(desk: Desk) -> None:
    desk.box.setFocus()
    desk.type("2 22 0093\r", 5)
    desk.rest()
    assert desk.codes == ["2 22 0093"]
    assert not desk.box.isChecked()
    desk.press(" ", 500)
    desk.rest()
    assert desk.box.isChecked()


def test_the_second_end_of_a_scanner_is_its_own_too(desk: Desk) -> None:
    pressed = []
    desk.field.returnPressed.connect(lambda: pressed.append(1))
    desk.type("2022-0093\r\r", 5)
    desk.rest()
    assert (desk.codes, pressed) == (["2022-0093"], [])
    desk.press("\r", 400)
    assert pressed == [1]


def test_a_shortcut_comes_after_what_was_typed_before_it(desk: Desk) -> None:
    desk.press("a", 100)
    desk.press("", 10, _KEY.Key_Backspace.value)
    desk.rest()
    assert not desk.field.text()
    desk.press("b", 100)
    desk.press("", 10, _KEY.Key_A.value, _CONTROL)
    desk.rest()
    assert desk.field.selectedText() == "b"


def test_shift_alone_ends_nothing(desk: Desk) -> None:
    for letter in "DD":
        desk.press("", 2, _KEY.Key_Shift.value)
        desk.press(letter, 2, modifiers=_SHIFT)
    desk.type(":12\r", 2)
    desk.rest()
    assert desk.codes == ["DD:12"]


def test_what_an_input_method_commits_in_a_burst_is_a_code(desk: Desk) -> None:
    for sign in "ＤＤ：２０２２－００９３":
        event = QInputMethodEvent()
        event.setCommitString(sign)
        QApplication.sendEvent(desk.field, event)
    desk.press("\r", 0)
    desk.rest()
    assert desk.codes == ["DD:2022-0093"]
    assert not desk.field.text()


def test_what_an_input_method_composes_for_a_person_is_theirs(desk: Desk) -> None:
    for preedit, commit in (("zhe", ""), ("", "浙")):
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(desk.field, event)
    desk.rest()
    assert desk.field.text() == "浙"
    desk.press("\r", 400)
    assert desk.codes == []


def test_keys_whose_text_an_input_method_keeps_are_read_by_themselves(desk: Desk) -> None:
    clock = count(5000, 5)
    for letter in "DD2022":
        event = QKeyEvent(QEvent.Type.KeyPress, ord(letter), _SHIFT if letter == "D" else _NONE, "")
        event.setTimestamp(next(clock))
        QApplication.sendEvent(desk.window.windowHandle(), event)
    end = QKeyEvent(QEvent.Type.KeyPress, _KEY.Key_Return, _NONE, "\r")
    end.setTimestamp(next(clock))
    QApplication.sendEvent(desk.window.windowHandle(), end)
    assert desk.codes == ["DD2022"]


@pytest.mark.parametrize(
    ("scan_code", "modifiers", "sign"),
    [(0x02, _NONE, "1"), (0x0B, _NONE, "0"), (0x0C, _NONE, "-"), (0x20, _SHIFT, "D"), (0x27, _SHIFT, ":")],
)
def test_keys_without_a_name_are_read_by_their_scan_codes(
    scan_code: int, modifiers: Qt.KeyboardModifier, sign: str
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, _KEY.Key_unknown, modifiers, scan_code, 0, 0, "")
    assert sign_of(event) == sign


def test_a_busy_window_takes_no_typing_for_a_burst(desk: Desk) -> None:
    """Keys that waited arrive at once, but their stamps tell when they were pressed."""
    desk.type("2022-0093\r", GAP_MS * 3)
    desk.rest()
    assert desk.codes == []


def test_nothing_is_heard_any_more_and_nothing_is_kept(desk: Desk) -> None:
    desk.press("a", 100)
    desk.scanner.stop()
    assert desk.field.text() == "a"
    QTest.keyClicks(desk.field, "2022-0093\r")
    assert desk.codes == []
