"""What the list is narrowed to: chips, the panel of conditions, saved filters and words, kept in step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from dealerdesk.domain.messages import Message
from dealerdesk.services.file_filters import NO_FILTER, FilesFilter
from dealerdesk.services.lists import Lists
from dealerdesk.ui.commands import Command
from dealerdesk.ui.files.chips import ChipsRow
from dealerdesk.ui.files.columns_popup import ColumnsPopup
from dealerdesk.ui.files.filter_panel import OFFERED_VALUES, FilterPanel
from dealerdesk.ui.files.saved_filters import SavedFiltersMenu
from dealerdesk.ui.files.table import FilesTable
from dealerdesk.ui.page import Workplace

ADD_FILTER = Message("ui.command_add_filter", "Filter the list")
SAVED_FILTERS = Message("ui.command_saved_filters", "Saved filters")
SHOW_ALL = Message("ui.command_all_files", "Show all files, without conditions")
NO_CONDITIONS = Message("ui.no_conditions", "All files are shown already.")

VALUES_TOPIC = "files.values"


class Narrowing(QObject):
    """Holds the filter and the words; `asked` carries both whenever one of them is another one."""

    asked = Signal(str, object)

    def __init__(
        self, workplace: Workplace, chips: ChipsRow, table: FilesTable, columns: QPushButton
    ) -> None:
        super().__init__(chips)
        self._workplace = workplace
        self._chips = chips
        self._table = table
        self._columns_button = columns
        self._words = ""
        self._before_words = NO_FILTER
        self.wanted = NO_FILTER
        self.saved = SavedFiltersMenu(workplace, chips.saved, self.use)
        chips.changed.connect(self.use)
        chips.adding_asked.connect(self.open_panel)
        chips.saved_asked.connect(self.open_saved)
        columns.clicked.connect(self.open_columns)
        self.commands: Sequence[Command] = (
            Command(ADD_FILTER, self.open_panel, "Ctrl+Shift+F", "funnel-simple"),
            Command(SAVED_FILTERS, self.open_saved, "Ctrl+Shift+S", "bookmark-simple"),
            Command(SHOW_ALL, self.clear, "", "x", self._why_not_clear),
        )

    # start-up: nobody opens these before the list is shown

    @cached_property
    def panel(self) -> FilterPanel:
        """The panel of conditions."""
        panel = FilterPanel(self._chips)
        panel.changed.connect(self.use)
        return panel

    @cached_property
    def columns(self) -> ColumnsPopup:
        """The list of columns."""
        columns = ColumnsPopup(self._columns_button)
        columns.changed.connect(self._table.choose_columns)
        return columns

    def use(self, wanted: FilesFilter) -> None:
        """Narrow the list to what fits `wanted`."""
        self.wanted = wanted
        self._ask()

    def clear(self) -> None:
        """Take all conditions away."""
        self.use(NO_FILTER)

    def search(self, words: str) -> None:
        """Look for `words` among all files; without words, what was narrowed to before counts again."""
        if words and not self._words:
            self._before_words, self.wanted = self.wanted, NO_FILTER
        elif self._words and not words:
            self.wanted = self._before_words
        self._words = words
        self._ask()

    def reload_saved(self) -> None:
        """Read the saved filters anew."""
        self.saved.reload()

    def open_panel(self) -> None:
        """Open the panel of conditions below its chip."""
        lists = self._workplace.desk.lists
        self._workplace.tasks.read(
            VALUES_TOPIC, lambda: _values(lists), self.panel.offer, self._workplace.fail
        )
        self.panel.show_filter(self.wanted)
        self.panel.open_below(self._chips.add)

    def open_saved(self) -> None:
        """Open the menu of saved filters."""
        self.saved.open(self.wanted)

    def open_columns(self) -> None:
        """Open the list of columns."""
        self.columns.show_layout(self._table.columns)
        self.columns.open_below(self._columns_button)

    def _ask(self) -> None:
        self._chips.show_filter(self.wanted, self._words)
        self.asked.emit(self._words, self.wanted)

    def _why_not_clear(self) -> Message | None:
        return NO_CONDITIONS if self.wanted.is_empty else None


def _values(lists: Lists) -> Mapping[str, Sequence[str]]:
    return {code: lists.known_values(code) for code in OFFERED_VALUES}
