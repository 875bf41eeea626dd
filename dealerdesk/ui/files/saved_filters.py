"""Choosing, saving and deleting filters under names, from the chip at the end of the row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.services.file_filters import FilesFilter
from dealerdesk.services.saved_filters import LONGEST_FILTER_NAME, NamedFilter
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.popup import Popup

SAVE_AS = Message("ui.save_filter_as", "Save these conditions …")
DELETE = Message("ui.delete_filter", "Delete a saved filter")
NONE_YET = Message("ui.no_saved_filters", "No filter was saved yet")
NAME = Message("ui.filter_name", "Name of the filter")
SAVE = Message("ui.save_filter", "Save")
REPLACES = Message("ui.filter_replaces", "There is a filter of this name; it will be replaced.")
EVERYBODY = Message("ui.filter_for_everybody", "Everybody in the dealership can choose it.")

TOPIC = "files.saved_filters"


class SavedFiltersMenu:
    """The menu of saved filters; `use` is told which filter somebody chose."""

    def __init__(self, workplace: Workplace, anchor: QWidget, use: Callable[[FilesFilter], None]) -> None:
        self._workplace = workplace
        self._anchor = anchor
        self._use = use
        self._saved: Sequence[NamedFilter] = ()
        self.menu = QMenu(anchor)
        self.naming = NamingPopup(anchor)
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


class NamingPopup(Popup):
    """Asks for a name; `named` carries it."""

    named = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._known: set[str] = set()
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST_FILTER_NAME)
        self.field.setMinimumWidth(m.FILTER_INPUT)
        self.save = QPushButton()
        self.save.setProperty("look", "filled")
        self._remark = QLabel()
        self._remark.setProperty("text_kind", "caption")
        self._remark.setWordWrap(True)
        self.first = self.field
        row = QHBoxLayout()
        row.setSpacing(m.GAP_2)
        row.addWidget(self.field, 1)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_3)
        column.setSpacing(m.GAP_2)
        column.addLayout(row)
        column.addWidget(self._remark)
        self.field.textChanged.connect(self._tell)
        self.field.returnPressed.connect(self._on_saved)
        self.save.clicked.connect(self._on_saved)
        retell(self, self._tell)

    def show_known(self, names: set[str]) -> None:
        """Begin with an empty name; `names` are taken."""
        self._known = names
        self.field.clear()
        self._tell()

    def _on_saved(self) -> None:
        name = fold_line(self.field.text())
        if name:
            self.close()
            self.named.emit(name)

    def _tell(self) -> None:
        name = fold_line(self.field.text())
        self.setAccessibleName(NAME.said())
        self.field.setAccessibleName(NAME.said())
        self.field.setPlaceholderText(NAME.said())
        self.save.setText(SAVE.said())
        self.save.setAccessibleName(SAVE.said())
        self.save.setEnabled(bool(name))
        self.save.setToolTip("" if name else NAME.said())
        self._remark.setText((REPLACES if name in self._known else EVERYBODY).said())


def _as_menu_text(name: str) -> str:
    """A name as a menu shows it: an ampersand marks no key there."""
    return name.replace("&", "&&")
