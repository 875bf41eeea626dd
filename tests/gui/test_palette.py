"""The command palette on its own: finding, refusing, running, and giving the keyboard back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command
from dealerdesk.ui.palette.palette import NOTHING, Palette
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.theme.look import Look
from tests.support.windows import wait_until

OPEN = Message("test.palette_open", "Open the file")
PRINT = Message("test.palette_print", "Print a label")
ARCHIVE = Message("test.palette_archive", "Archive the file")
REASON = Message("test.palette_reason", "No printer is connected.")


class Shop:
    """A window with a button, a palette, and three things to do."""

    def __init__(self, preferences: Preferences | None) -> None:
        self.done: list[str] = []
        self.refusal: Message | None = REASON
        self.window = QMainWindow()
        self.window.resize(900, 600)
        self.button = QPushButton("here")
        self.window.setCentralWidget(self.button)
        self.escapes: list[None] = []
        QShortcut(QKeySequence("Esc"), self.window).activated.connect(partial(self.escapes.append, None))
        self.palette = Palette(self.window, preferences)
        self.window.show()
        self.window.activateWindow()
        wait_until(self.window.isActiveWindow)
        self.button.setFocus()

    def open(self) -> None:
        self.palette.open(
            [
                Command(OPEN, partial(self.done.append, "open"), "Return", "folder-open"),
                Command(PRINT, partial(self.done.append, "print"), "Ctrl+P", "x", lambda: self.refusal),
                Command(ARCHIVE, partial(self.done.append, "archive")),
                Command(ARCHIVE, partial(self.done.append, "again"), "Ctrl+D"),
            ]
        )

    def press(self, key: Qt.Key) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        QApplication.processEvents()

    def names(self) -> list[str]:
        return [row.name for row in self.palette.rows]


@pytest.fixture
def shop(look: Look, preferences: Preferences) -> Iterator[Shop]:
    shop = Shop(preferences)
    shop.open()
    yield shop
    shop.window.close()
    shop.window.deleteLater()
    QApplication.processEvents()


def test_every_command_is_listed_once_and_enter_does_the_chosen_one(shop: Shop) -> None:
    assert shop.names() == [OPEN.text, PRINT.text, ARCHIVE.text]
    QTest.keyClicks(shop.palette.field, "arch")
    assert shop.names() == [ARCHIVE.text]
    shop.press(Qt.Key.Key_Return)
    assert shop.done == ["archive"]
    assert not shop.palette.isVisible()
    assert shop.button.hasFocus()


def test_what_cannot_be_done_is_listed_with_its_reason_and_is_not_done(shop: Shop) -> None:
    QTest.keyClicks(shop.palette.field, "print")
    assert [row.reason for row in shop.palette.rows] == [REASON.text]
    shop.press(Qt.Key.Key_Return)
    assert shop.palette.isVisible()
    assert REASON.text in shop.palette.field.accessibleDescription()
    assert not shop.done
    shop.refusal = None
    shop.press(Qt.Key.Key_Return)
    assert shop.done == ["print"]


def test_arrows_choose_round_and_the_description_follows(shop: Shop) -> None:
    shop.press(Qt.Key.Key_Up)
    assert shop.palette.chosen is not None
    assert shop.palette.chosen.name == ARCHIVE.text
    shop.press(Qt.Key.Key_Down)
    assert shop.palette.field.accessibleDescription().startswith(OPEN.text)
    shop.press(Qt.Key.Key_PageDown)
    assert shop.palette.chosen.name == ARCHIVE.text


def test_escape_closes_the_palette_alone(shop: Shop) -> None:
    shop.press(Qt.Key.Key_Escape)
    assert not shop.palette.isVisible()
    assert shop.button.hasFocus()
    assert not shop.escapes
    shop.press(Qt.Key.Key_Escape)
    assert shop.escapes


def test_what_was_used_lately_stands_first_also_after_a_restart(shop: Shop, preferences: Preferences) -> None:
    QTest.keyClicks(shop.palette.field, "archive")
    shop.press(Qt.Key.Key_Return)
    shop.open()
    assert shop.names()[0] == ARCHIVE.text
    assert [row.ends_recent for row in shop.palette.rows] == [True, False, False]
    other = Shop(preferences)
    other.open()
    assert other.names()[0] == ARCHIVE.text
    other.window.close()
    other.window.deleteLater()


def test_opened_again_it_closes_and_a_click_elsewhere_closes_it_too(shop: Shop) -> None:
    shop.open()
    assert not shop.palette.isVisible()
    shop.open()
    shop.button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not shop.palette.isVisible()
    assert shop.button.hasFocus()


def test_a_click_does_what_is_clicked(shop: Shop) -> None:
    index = shop.palette.list.model().index(2, 0)
    place = shop.palette.list.visualRect(index).center()
    QTest.mouseClick(shop.palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shop.done == ["archive"]


def test_words_that_no_command_has_are_answered_in_a_sentence(shop: Shop, look: Look) -> None:
    QTest.keyClicks(shop.palette.field, "qqqq")
    assert not shop.names()
    assert shop.palette._nothing.text() == NOTHING.said()
    shop.press(Qt.Key.Key_Return)
    assert shop.palette.isVisible()


def test_keys_belong_to_the_input_method_while_it_composes(shop: Shop) -> None:
    QApplication.sendEvent(shop.palette.field, QInputMethodEvent("da", []))
    shop.press(Qt.Key.Key_Return)
    shop.press(Qt.Key.Key_Down)
    assert shop.palette.isVisible()
    assert not shop.done
    assert shop.palette.list.currentIndex().row() == 0


def test_it_fits_into_the_window(shop: Shop) -> None:
    for size in ((880, 500), (1600, 900), (700, 300)):
        shop.window.resize(*size)
        QApplication.processEvents()
        assert shop.window.rect().contains(shop.palette.geometry())
