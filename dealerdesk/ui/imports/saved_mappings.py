"""Mappings under names: choosing one, saving what is chosen now, deleting one, and writing one as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.ui.dialogs import FilePattern, save_file
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.naming import NamingWords
from dealerdesk.ui.widgets.saved_menu import SavedMenu, SavedWords

SAVED = Message("ui.import_mappings", "Saved mappings")
WRITE = Message("ui.import_mapping_file", "Save as a file for the command line …")
WRITE_TITLE = Message("ui.import_mapping_file_title", "Save the mapping as a file")
WRITTEN = Message("ui.import_mapping_written", "The mapping is in {path}. Use it with --mapping.")
MAPPING_FILE = FilePattern(Message("ui.import_mapping_pattern", "Mapping"), ("*.json",))
WORDS = SavedWords(
    save_as=Message("ui.import_mapping_save_as", "Save these choices …"),
    delete=Message("ui.import_mapping_delete", "Delete a saved mapping"),
    none_yet=Message("ui.import_no_mapping", "No mapping was saved yet"),
    naming=NamingWords(
        name=Message("ui.import_mapping_name", "Name of the mapping"),
        save=Message("ui.import_mapping_save", "Save"),
        remark=Message("ui.import_mapping_everybody", "Everybody in the dealership can choose it."),
        replaces=Message(
            "ui.import_mapping_replaces", "There is a mapping of this name; it will be replaced."
        ),
    ),
)


class SavedMappingsMenu(SavedMenu[ImportMapping]):
    """The menu of saved mappings; `use` is told which one somebody chose."""

    topic = "imports.mappings"

    def __init__(self, workplace: Workplace, anchor: QWidget, use: Callable[[ImportMapping], None]) -> None:
        super().__init__(workplace, anchor, WORDS, use)
        self._kind = RecordKind.FILES
        self._mapping: ImportMapping | None = None

    def read(self) -> Sequence[tuple[str, ImportMapping]]:
        """The saved ones of the kind, by name."""
        return [(each.name, each.mapping) for each in self.workplace.desk.imports.mappings.all(self._kind)]

    def keep(self, name: str, thing: ImportMapping) -> None:
        """Save `thing` under `name`."""
        self.workplace.desk.imports.mappings.save(name, thing)

    def forget(self, name: str) -> None:
        """Delete the one called `name`."""
        self.workplace.desk.imports.mappings.delete(self._kind, name)

    def show_mapping(self, mapping: ImportMapping) -> None:
        """`mapping` is what can be saved; those of its kind are offered."""
        is_new = self._mapping is None or mapping.kind != self._kind
        self._mapping, self._kind = mapping, mapping.kind
        self.show_now(mapping.without_rows())
        if is_new:
            self.kept = ()
            self.reload()

    def open(self, name_of_file: str) -> None:
        """Open the menu at its button; a mapping's file would be called `name_of_file`."""
        self.fill(more=partial(self._offer_file, name_of_file))
        self.open_above()

    def _offer_file(self, name: str, menu: QMenu) -> None:
        menu.addAction(icon("file-arrow-down"), WRITE.said()).triggered.connect(partial(self._on_write, name))

    def _on_write(self, name: str, _checked: bool = False) -> None:
        mapping = self._mapping
        path = save_file(self.anchor, WRITE_TITLE, Path(f"{name}.json"), (MAPPING_FILE,))
        if path is None or mapping is None:
            return
        self.workplace.tasks.write(
            lambda: self.workplace.desk.imports.mappings.write_file(mapping, path),
            lambda _none: self.workplace.say(WRITTEN.said(path=path)),
            self.workplace.fail,
        )
