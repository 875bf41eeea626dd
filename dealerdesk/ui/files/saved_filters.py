"""Choosing, saving and deleting filters under names, from the chip at the end of the row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.file_filters import FilesFilter
from dealerdesk.services.saved_filters import LONGEST_FILTER_NAME, NamedFilter
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.naming import NamingPopup, NamingWords

SAVE_AS = Message("ui.save_filter_as", "Save these conditions …")
DELETE = Message("ui.delete_filter", "Delete a saved filter")
NONE_YET = Message("ui.no_saved_filters", "No filter was saved yet")
WORDS = NamingWords(
    name=Message("ui.filter_name", "Name of the filter"),
    save=Message("ui.save_filter", "Save"),
    remark=Message("ui.filter_for_everybody", "Everybody in the dealership can choose it."),
    replaces=Message("ui.filter_replaces", "There is a filter of this name; it will be replaced."),
)

TOPIC = "files.saved_filters"


class SavedFiltersMenu:
    """The menu of saved filters; `use` is told which filter somebody chose."""

    def __init__(self, workplace: Workplace, anchor: QWidget, use: Callable[[FilesFilter], None]) -> None:
        self._workplace = workplace
        self._anchor = anchor
        self._use = use
        self._saved: Sequence[NamedFilter] = ()
        self.menu = QMenu(anchor)
        self.naming = NamingPopup(WORDS, LONGEST_FILTER_NAME, anchor)
        self.naming.named.connect(self._on_named)
        self._wanted: FilesFilter | None = None

    def reload(self) -> None:
        """Read the saved filters anew."""
        saved = self._workplace.desk.saved_filters
        self._workplace.tasks.read(TOPIC, saved.all, self._on_read, self._workplace.fail)

    def open(self, wanted: FilesFilter) -> None:
        """Open the menu below its chip; `wanted` is what can be saved."""
        self._wanted = wanted
        self.menu.clear()
        for named in self._saved:
            action = self.menu.addAction(_as_menu_text(named.name))
            action.setCheckable(True)
            action.setChecked(named.wanted == wanted)
            action.triggered.connect(partial(self._on_chosen, named.wanted))
        if not self._saved:
            self.menu.addAction(NONE_YET.said()).setEnabled(False)
        self.menu.addSeparator()
        save = self.menu.addAction(icon("bookmark-simple"), SAVE_AS.said())
        save.setEnabled(not wanted.is_empty)
        save.triggered.connect(self.ask_name)
        if self._saved:
            delete = self.menu.addMenu(icon("trash"), DELETE.said())
            for named in self._saved:
                delete.addAction(_as_menu_text(named.name)).triggered.connect(
                    partial(self._on_deleted, named.name)
                )
        self.menu.popup(self._anchor.mapToGlobal(self._anchor.rect().bottomLeft()))

    def ask_name(self) -> None:
        """Ask for the name to save under."""
        self.naming.show_known({named.name for named in self._saved})
        self.naming.open_below(self._anchor)

    def _on_read(self, saved: Sequence[NamedFilter]) -> None:
        self._saved = saved

    def _on_chosen(self, wanted: FilesFilter, _checked: bool = False) -> None:
        self._use(wanted)

    def _on_named(self, name: str) -> None:
        wanted, saved = self._wanted, self._workplace.desk.saved_filters
        if wanted is not None:
            self._workplace.tasks.write(
                partial(saved.save, name, wanted), lambda _named: None, self._workplace.fail
            )

    def _on_deleted(self, name: str, _checked: bool = False) -> None:
        saved = self._workplace.desk.saved_filters
        self._workplace.tasks.write(partial(saved.delete, name), lambda _none: None, self._workplace.fail)


def _as_menu_text(name: str) -> str:
    """A name as a menu shows it: an ampersand marks no key there."""
    return name.replace("&", "&&")
