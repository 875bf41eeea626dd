"""Live change of language: each widget has one method that writes all its texts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


def retell(widget: QWidget, tell: Callable[[], None]) -> None:
    """Call `tell`, which writes the texts of `widget`, now and after every change of language."""
    _Listener(widget, tell)
    tell()


class _Listener(QObject):
    """A child of the widget: Qt hands language changes down to all children."""

    def __init__(self, widget: QWidget, tell: Callable[[], None]) -> None:
        super().__init__(widget)
        self._tell = tell

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LanguageChange:
            self._tell()
        return super().event(event)
