"""Mappings under names: choosing one, saving what is chosen now, deleting one, and writing one as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import NamedMapping
from dealerdesk.services.imports.mappings import LONGEST_MAPPING_NAME
from dealerdesk.ui.dialogs import FilePattern, save_file
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.naming import NamingPopup, NamingWords

SAVED = Message("ui.import_mappings", "Saved mappings")
SAVE_AS = Message("ui.import_mapping_save_as", "Save these choices …")
DELETE = Message("ui.import_mapping_delete", "Delete a saved mapping")
NONE_YET = Message("ui.import_no_mapping", "No mapping was saved yet")
WRITE = Message("ui.import_mapping_file", "Save as a file for the command line …")
WRITE_TITLE = Message("ui.import_mapping_file_title", "Save the mapping as a file")
WRITTEN = Message("ui.import_mapping_written", "The mapping is in {path}. Use it with --mapping.")
MAPPING_FILE = FilePattern(Message("ui.import_mapping_pattern", "Mapping"), ("*.json",))
WORDS = NamingWords(
    name=Message("ui.import_mapping_name", "Name of the mapping"),
    save=Message("ui.import_mapping_save", "Save"),
    remark=Message("ui.import_mapping_everybody", "Everybody in the dealership can choose it."),
    replaces=Message("ui.import_mapping_replaces", "There is a mapping of this name; it will be replaced."),
)
TOPIC = "imports.mappings"


class SavedMappingsMenu:
    """The menu of saved mappings; `use` is told which one somebody chose."""

    def __init__(self, workplace: Workplace, anchor: QWidget, use: Callable[[ImportMapping], None]) -> None:
        self._workplace = workplace
        self._anchor = anchor
        self._use = use
        self._kind: RecordKind | None = None
        self._saved: Sequence[NamedMapping] = ()
        self._mapping: ImportMapping | None = None
        self.menu = QMenu(anchor)
        self.naming = NamingPopup(WORDS, LONGEST_MAPPING_NAME, anchor)
        self.naming.named.connect(self._on_named)

    def show_mapping(self, mapping: ImportMapping) -> None:
        """`mapping` is what can be saved; those of its kind are offered."""
        self._mapping = mapping
        if mapping.kind != self._kind:
            self._kind, self._saved = mapping.kind, ()
            self.reload()

    def reload(self) -> None:
        """Read the saved mappings anew."""
        if self._kind is not None:
            mappings = self._workplace.desk.imports.mappings
            read = partial(mappings.all, self._kind)
            self._workplace.tasks.read(TOPIC, read, self._on_read, self._workplace.fail)

    def open(self, name_of_file: str) -> None:
        """Open the menu at its button; a mapping's file would be called `name_of_file`."""
        self.menu.clear()
        for named in self._saved:
            self.menu.addAction(_as_menu_text(named.name)).triggered.connect(
                partial(self._on_chosen, named.mapping)
            )
        if not self._saved:
            self.menu.addAction(NONE_YET.said()).setEnabled(False)
        self.menu.addSeparator()
        self.menu.addAction(icon("bookmark-simple"), SAVE_AS.said()).triggered.connect(self.ask_name)
        write = self.menu.addAction(icon("file-arrow-down"), WRITE.said())
        write.triggered.connect(partial(self._on_write, name_of_file))
        if self._saved:
            delete = self.menu.addMenu(icon("trash"), DELETE.said())
            for named in self._saved:
                delete.addAction(_as_menu_text(named.name)).triggered.connect(
                    partial(self._on_deleted, named.name)
                )
        above = self._anchor.mapToGlobal(self._anchor.rect().topLeft())
        above.setY(above.y() - self.menu.sizeHint().height())
        self.menu.popup(above)

    def ask_name(self) -> None:
        """Ask for the name to save under."""
        self.naming.show_known({named.name for named in self._saved})
        self.naming.open_below(self._anchor)

    def _on_read(self, saved: Sequence[NamedMapping]) -> None:
        self._saved = saved

    def _on_chosen(self, mapping: ImportMapping, _checked: bool = False) -> None:
        self._use(mapping)

    def _on_named(self, name: str) -> None:
        mapping, mappings = self._mapping, self._workplace.desk.imports.mappings
        if mapping is not None:
            self._workplace.tasks.write(
                partial(mappings.save, name, mapping), lambda _named: self.reload(), self._workplace.fail
            )

    def _on_deleted(self, name: str, _checked: bool = False) -> None:
        kind, mappings = self._kind, self._workplace.desk.imports.mappings
        if kind is not None:
            self._workplace.tasks.write(
                partial(mappings.delete, kind, name), lambda _none: self.reload(), self._workplace.fail
            )

    def _on_write(self, name: str, _checked: bool = False) -> None:
        mapping = self._mapping
        path = save_file(self._anchor, WRITE_TITLE, Path(f"{name}.json"), (MAPPING_FILE,))
        if path is None or mapping is None:
            return
        mappings = self._workplace.desk.imports.mappings
        self._workplace.tasks.write(
            partial(mappings.write_file, mapping, path),
            lambda _none: self._workplace.say(WRITTEN.said(path=path)),
            self._workplace.fail,
        )


def _as_menu_text(name: str) -> str:
    """A name as a menu shows it: an ampersand marks no key there."""
    return name.replace("&", "&&")
