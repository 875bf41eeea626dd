"""A menu of what is kept under names: choosing one, saving what there is now, and deleting one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.named import LONGEST_NAME
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.naming import NamingPopup, NamingWords

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SavedWords:
    """What the menu says, and what the popup that asks for a name says."""

    save_as: Message
    delete: Message
    none_yet: Message
    naming: NamingWords


class SavedMenu(ABC, Generic[T]):
    """The menu at `anchor`; `use` is told what somebody chose.

    `topic` names its reads. `read`, `keep` and `forget` ask the service, and are called off the UI thread.
    """

    topic: str

    def __init__(
        self, workplace: Workplace, anchor: QWidget, words: SavedWords, use: Callable[[T], object]
    ) -> None:
        self.workplace = workplace
        self.anchor = anchor
        self._words = words
        self._use = use
        self._now: T | None = None
        self.kept: Sequence[tuple[str, T]] = ()
        self.menu = QMenu(anchor)
        self.menu.setToolTipsVisible(True)
        self.naming = NamingPopup(words.naming, LONGEST_NAME, anchor)
        self.naming.named.connect(self._on_named)

    @abstractmethod
    def read(self) -> Sequence[tuple[str, T]]:
        """What is kept, by name."""

    @abstractmethod
    def keep(self, name: str, thing: T) -> None:
        """Keep `thing` under `name`."""

    @abstractmethod
    def forget(self, name: str) -> None:
        """Delete what is kept under `name`."""

    def reload(self) -> None:
        """Read anew what is kept."""
        self.workplace.tasks.read(self.topic, self.read, self._on_read, self.workplace.fail)

    def show_now(self, now: T | None) -> None:
        """`now` is what can be saved; None where nothing can."""
        self._now = now

    def fill(self, why_not_save: str = "", more: Callable[[QMenu], object] | None = None) -> None:
        """Make the menu anew, with what `more` adds; where nothing can be saved, `why_not_save` says why."""
        words = self._words
        self.menu.clear()
        for name, thing in self.kept:
            action = self.menu.addAction(_as_menu_text(name))
            action.setCheckable(True)
            action.setChecked(thing == self._now)
            action.triggered.connect(partial(self._on_chosen, thing))
        if not self.kept:
            self.menu.addAction(words.none_yet.said()).setEnabled(False)
        self.menu.addSeparator()
        save = self.menu.addAction(icon("bookmark-simple"), words.save_as.said())
        save.setEnabled(self._now is not None)
        save.setToolTip(why_not_save)
        save.triggered.connect(self.ask_name)
        if more is not None:
            more(self.menu)
        if self.kept:
            delete = self.menu.addMenu(icon("trash"), words.delete.said())
            for name, _thing in self.kept:
                delete.addAction(_as_menu_text(name)).triggered.connect(partial(self._on_deleted, name))

    def open_below(self, *, at_right: bool = False) -> None:
        """Open the menu below its button, flush with its left or its right edge."""
        rect = self.anchor.rect()
        corner = self.anchor.mapToGlobal(rect.bottomRight() if at_right else rect.bottomLeft())
        self.menu.popup(corner - QPoint(self.menu.sizeHint().width() if at_right else 0, 0))

    def open_above(self) -> None:
        """Open the menu above its button."""
        corner = self.anchor.mapToGlobal(self.anchor.rect().topLeft())
        self.menu.popup(corner - QPoint(0, self.menu.sizeHint().height()))

    def ask_name(self) -> None:
        """Ask for the name to save under."""
        self.naming.show_known({name for name, _thing in self.kept})
        self.naming.open_below(self.anchor)

    def _on_read(self, kept: Sequence[tuple[str, T]]) -> None:
        self.kept = kept

    def _on_chosen(self, thing: T, _checked: bool = False) -> None:
        self._use(thing)

    def _on_named(self, name: str) -> None:
        if self._now is not None:
            self._write(partial(self.keep, name, self._now))

    def _on_deleted(self, name: str, _checked: bool = False) -> None:
        self._write(partial(self.forget, name))

    def _write(self, work: Callable[[], object]) -> None:
        self.workplace.tasks.write(work, lambda _done: self.reload(), self.workplace.fail)


def _as_menu_text(name: str) -> str:
    """A name as a menu shows it: an ampersand marks no key there."""
    return name.replace("&", "&&")
