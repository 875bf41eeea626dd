"""Choosing, saving and deleting filters under names, from the chip at the end of the row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.file_filters import FilesFilter
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.widgets.naming import NamingWords
from dealerdesk.ui.widgets.saved_menu import SavedMenu, SavedWords

WORDS = SavedWords(
    save_as=Message("ui.save_filter_as", "Save these conditions …"),
    delete=Message("ui.delete_filter", "Delete a saved filter"),
    none_yet=Message("ui.no_saved_filters", "No filter was saved yet"),
    naming=NamingWords(
        name=Message("ui.filter_name", "Name of the filter"),
        save=Message("ui.save_filter", "Save"),
        remark=Message("ui.filter_for_everybody", "Everybody in the dealership can choose it."),
        replaces=Message("ui.filter_replaces", "There is a filter of this name; it will be replaced."),
    ),
)


class SavedFiltersMenu(SavedMenu[FilesFilter]):
    """The menu of saved filters; `use` is told which filter somebody chose."""

    topic = "files.saved_filters"

    def __init__(self, workplace: Workplace, anchor: QWidget, use: Callable[[FilesFilter], None]) -> None:
        super().__init__(workplace, anchor, WORDS, use)

    def read(self) -> Sequence[tuple[str, FilesFilter]]:
        """The saved ones, by name."""
        return [(each.name, each.wanted) for each in self.workplace.desk.saved_filters.all()]

    def keep(self, name: str, thing: FilesFilter) -> None:
        """Save `thing` under `name`."""
        self.workplace.desk.saved_filters.save(name, thing)

    def forget(self, name: str) -> None:
        """Delete the one called `name`."""
        self.workplace.desk.saved_filters.delete(name)

    def open(self, wanted: FilesFilter) -> None:
        """Open the menu below its chip; `wanted` is what can be saved, unless it is empty."""
        self.show_now(None if wanted.is_empty else wanted)
        self.fill()
        self.open_below()
