"""A scanner that types like a keyboard, for tests: its keys go to whatever has the keyboard, at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dealerdesk.ui.session import Session


def scan(session: Session, code: str) -> None:
    """Let a scanner type `code` and Enter into the window."""
    QTest.keyClicks(_at_the_keyboard(session), code)
    QTest.keyClick(_at_the_keyboard(session), Qt.Key.Key_Return)


def _at_the_keyboard(session: Session) -> QWidget:
    return QApplication.focusWidget() or session.window
