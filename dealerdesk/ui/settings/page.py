"""The settings page: its sections at the left, the one that is chosen beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QStackedWidget, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.storage.unit_of_work import Change
from dealerdesk.ui.commands import Command
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.about import AboutSection
from dealerdesk.ui.settings.dealership import DealershipSection
from dealerdesk.ui.settings.required import RequiredSection
from dealerdesk.ui.settings.safekeeping import SafekeepingSection
from dealerdesk.ui.settings.section import SettingsSection
from dealerdesk.ui.settings.this_pc import ThisPcSection
from dealerdesk.ui.settings.user import UserSection
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.ringed_list import RingedListWidget

SAVE = Message("ui.settings_save", "Save the settings")
LIST = Message("ui.settings_sections", "Sections of the settings")

DATA = "data"
"""The section of data and backups, as the words of a `Place`."""
DATA_PLACE = Place(PageName.SETTINGS, words=DATA)


class SettingsPage(Page):
    """Shows the section a place names in its words: dealership, required, this_pc, data, user, about."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.sections: dict[str, SettingsSection] = {
            "dealership": DealershipSection(workplace),
            "required": RequiredSection(workplace),
            "this_pc": ThisPcSection(workplace),
            DATA: SafekeepingSection(workplace),
            "user": UserSection(workplace),
            "about": AboutSection(workplace),
        }
        self.list = RingedListWidget()
        self.list.setProperty("look", "sections")
        self.list.setIconSize(QSize(m.ICON, m.ICON))
        self.list.setFixedWidth(m.SECTIONS_WIDTH)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        for section in self.sections.values():
            item = QListWidgetItem(icon(section.icon, "text_2", on="accent"), "")
            item.setSizeHint(QSize(0, m.TAB))
            self.list.addItem(item)
            self._stack.addWidget(section)
            section.language_chosen.connect(self.language_chosen)
            section.theme_chosen.connect(self.theme_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        self.list.currentRowChanged.connect(self._on_section_chosen)
        self.list.itemActivated.connect(lambda _item: self.section.setFocus(Qt.FocusReason.TabFocusReason))
        workplace.feed.committed.connect(self._on_committed)
        workplace.feed.changed_elsewhere.connect(self._reload)
        self.list.setCurrentRow(0)
        retell(self, self._tell)

    @property
    def section(self) -> SettingsSection:
        """The section that is shown."""
        section = self._stack.currentWidget()
        assert isinstance(section, SettingsSection)
        return section

    def arrive(self, place: Place) -> None:
        """Show the section that the words of `place` name, else the one that was shown last."""
        if place.words in self.sections:
            self.list.setCurrentRow(list(self.sections).index(place.words))
        self.counted.emit("", "")
        for section in self.sections.values():
            section.reload()

    def leave(self) -> None:
        """Save what was typed into a field that the keyboard is still in."""
        for name in ("dealership", "user"):
            self.sections[name].save()

    def here(self, place: Place) -> Place:
        """`place` with the section that is shown."""
        return replace(place, words=list(self.sections)[self.list.currentRow()])

    def take_focus(self) -> None:
        """Put the keyboard on the list of sections."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """The list, and the section."""
        return (self.list, self.section)

    def go_back(self) -> bool:
        """Leave what the section asks, then the section."""
        if self.section.go_back():
            return True
        focus = self.focusWidget()
        if focus is not None and focus.hasFocus() and self.section.isAncestorOf(focus):
            self.take_focus()
            return True
        return False

    def commands(self) -> Sequence[Command]:
        """Save, what the section can do, and what keeps the data safe."""
        section, safekeeping = self.section, self.sections[DATA]
        others = safekeeping.commands() if section is not safekeeping else ()
        save = Command(SAVE, section.save, "Ctrl+S", "floppy-disk", section.why_not_save)
        return (save, *section.commands(), *others)

    def _on_section_chosen(self, row: int) -> None:
        self._stack.setCurrentIndex(row)
        self.commands_changed.emit()

    def _on_committed(self, change: Change) -> None:
        """Somebody set something, or vehicle files came and went: look anew, if anybody looks."""
        if change.files and self.isVisible():
            self.sections[DATA].reload()
        elif not change.files:
            self._reload()

    def _reload(self) -> None:
        """Read all sections anew; a page that nobody looks at does so on arrival."""
        if self.isVisible():
            for section in self.sections.values():
                section.reload()

    def _tell(self) -> None:
        self.list.setAccessibleName(LIST.said())
        for row, section in enumerate(self.sections.values()):
            self.list.item(row).setText(section.title.said())
