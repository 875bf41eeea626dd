"""What every page of the window is, and what it works with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealerdesk.ui.change_feed import ChangeFeed
from dealerdesk.ui.commands import Command
from dealerdesk.ui.doors import Desk
from dealerdesk.ui.long_work import LongWork
from dealerdesk.ui.places import Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from dealerdesk.ui.undoing import Undoing


@dataclass(frozen=True, slots=True)
class Workplace:
    """What a page is handed: the open data folder, lanes to work in, and the ways around the window.

    `go` leads to another place; `say` puts a short sentence into the status bar for a while; `fail` shows an
    exception as a notice (a bug is logged and said with its mark).
    """

    desk: Desk
    tasks: Tasks
    long_work: LongWork
    feed: ChangeFeed
    preferences: Preferences
    undoing: Undoing
    go: Callable[[Place], None]
    say: Callable[[str], None]
    fail: Callable[[Exception], None]


class Sheet(QWidget):
    """What a page and a tab on it have in common; `counted` says what is listed and what is chosen."""

    counted = Signal(str, str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.workplace = workplace

    def leave(self) -> None:
        """It is about to go out of sight; what was typed must not be lost."""

    def take_focus(self) -> None:
        """Put the keyboard where a person begins here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """What F6 walks through, in order."""
        return ()

    def go_back(self) -> bool:
        """Leave one thing inside (Esc); False when there is none."""
        return False

    def commands(self) -> Sequence[Command]:
        """What can be done here; the window gives the commands their keys while this is in sight."""
        return ()


class Page(Sheet):
    """A page of the window.

    `language_chosen` and `theme_chosen` ask for another language or theme of the whole window.
    `commands_changed` tells that `commands` has other keys than before, as on another tab.
    """

    commands_changed = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def arrive(self, place: Place) -> None:
        """The page is shown now, to show `place`; also when it was shown already."""

    def here(self, place: Place) -> Place:
        """`place` as it is to be come back to: with the tab, the item, the words that are shown now."""
        return place
