"""The row of chips above the list: what it is narrowed to, and the ways to narrow it further."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.domain.filters import Condition
from dealerdesk.domain.messages import Message
from dealerdesk.domain.settings import INSURANCE_WARNING_DAYS
from dealerdesk.services.file_filters import NO_FILTER, FilesFilter, Quick
from dealerdesk.services.lists import FileCounts
from dealerdesk.ui.files.filter_words import QUICK_WORDS, condition_words
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.chip import Chip, condition_chip, switch_chip
from dealerdesk.ui.widgets.flow import FlowLayout
from dealerdesk.ui.widgets.laying_out import take_out

ALL = Message("ui.chip_all", "All")
FOUND_FOR = Message("ui.found_for", "Found for “{words}”")
FOUND_TIP = Message("ui.found_for_tip", "Show all files again")
ADD = Message("ui.add_filter", "Filter")
ADD_TIP = Message("ui.add_filter_tip", "Narrow the list by further conditions")
SAVED_TIP = Message("ui.saved_filters_tip", "Choose a saved filter, or save this one")
REMOVE = Message("ui.remove_condition", "Remove the condition “{condition}”")
BETWEEN = " · "
SHORTEST = 40
"""Words that were searched for are cut in their chip after so many characters."""


class ChipsRow(QWidget):
    """Shows a filter; `changed` carries the one that somebody clicked together.

    `words_left` asks to leave the search, `adding_asked` and `saved_asked` for what opens below their chips.
    """

    changed = Signal(object)
    words_left = Signal()
    adding_asked = Signal()
    saved_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = NO_FILTER
        self._words = ""
        self._counts: FileCounts | None = None
        self._conditions: list[Chip] = []
        self.found = condition_chip()
        self.everything = switch_chip()
        self.quick = {quick: switch_chip() for quick in Quick}
        self.add = Chip(icon_before="plus", adds=True)
        self.saved = Chip(icon_before="bookmark-simple", icon_after="caret-down", adds=True)
        self._flow = FlowLayout(self, gap=m.GAP_2, line_gap=m.GAP_2)
        for chip in (self.found, self.everything, *self.quick.values(), self.add, self.saved):
            self._flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.everything)
        self.found.clicked.connect(self.words_left)
        self.everything.clicked.connect(self._on_everything)
        for quick, chip in self.quick.items():
            chip.clicked.connect(partial(self._on_quick, quick))
        self.add.clicked.connect(self.adding_asked)
        self.saved.clicked.connect(self.saved_asked)
        retell(self, self._tell)

    def show_filter(self, wanted: FilesFilter, words: str) -> None:
        """Show what the list is narrowed to, and what is searched for."""
        self._wanted, self._words = wanted, words
        self._show_conditions(wanted.where.conditions)
        self._tell()

    def said(self) -> str:
        """What the list is narrowed to, in the language of now."""
        chips = (self.found, *self.quick.values(), *self._conditions)
        return BETWEEN.join(chip.words for chip in chips if chip.isChecked() and not chip.isHidden())

    def show_counts(self, counts: FileCounts) -> None:
        """Show how many files each chip stands for."""
        self._counts = counts
        self._tell()

    def _show_conditions(self, conditions: Sequence[Condition]) -> None:
        while len(self._conditions) > len(conditions):
            take_out(self._conditions.pop(), self._flow)
        while len(self._conditions) < len(conditions):
            chip = condition_chip()
            chip.clicked.connect(partial(self._on_removed, len(self._conditions)))
            self._conditions.append(chip)
            for moved in (chip, self.add, self.saved):
                self._flow.removeWidget(moved)
                self._flow.addWidget(moved)

    def _tell(self) -> None:
        words = self._words if len(self._words) <= SHORTEST else f"{self._words[:SHORTEST]}…"
        self.found.setVisible(bool(self._words))
        self.found.setChecked(True)
        self.found.show_words(FOUND_FOR.said(words=words))
        self.found.setToolTip(FOUND_TIP.said())
        counts = self._counts
        self.everything.show_words(ALL.said(), shown_number(counts.active) if counts else "")
        self.everything.setChecked(self._wanted.is_empty)
        days = counts.insurance_days if counts else INSURANCE_WARNING_DAYS.default
        for quick, chip in self.quick.items():
            number = shown_number(counts.quick[quick]) if counts else ""
            chip.show_words(QUICK_WORDS[quick].said(count=days), number)
            chip.setChecked(quick in self._wanted.quick)
        for chip, condition in zip(self._conditions, self._wanted.where.conditions, strict=True):
            said = condition_words(condition)
            chip.setChecked(True)
            chip.show_words(said)
            chip.setAccessibleName(REMOVE.said(condition=said))
            chip.setToolTip(REMOVE.said(condition=said))
        self.add.show_words(ADD.said())
        self.add.setToolTip(ADD_TIP.said())
        self.saved.show_words("")
        self.saved.setAccessibleName(SAVED_TIP.said())
        self.saved.setToolTip(SAVED_TIP.said())
        self.updateGeometry()

    def _on_everything(self) -> None:
        self.everything.setChecked(self._wanted.is_empty)
        if not self._wanted.is_empty:
            self.changed.emit(NO_FILTER)

    def _on_quick(self, quick: Quick) -> None:
        self.changed.emit(self._wanted.toggled(quick))

    def _on_removed(self, place: int) -> None:
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(self._wanted.without(self._wanted.where.conditions[place]))
