"""Saved exports: choosing one, saving what is chosen now, and deleting one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.saved_exports import ExportChoice
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.widgets.naming import NamingWords
from dealerdesk.ui.widgets.saved_menu import SavedMenu, SavedWords

WORDS = SavedWords(
    save_as=Message("ui.export_save_as", "Save this export …"),
    delete=Message("ui.export_delete", "Delete a saved export"),
    none_yet=Message("ui.export_none_saved", "No export was saved yet"),
    naming=NamingWords(
        name=Message("ui.export_name_of_saved", "Name of the export"),
        save=Message("ui.export_save", "Save"),
        remark=Message("ui.export_everybody", "Everybody in the dealership can choose it."),
        replaces=Message("ui.export_replaces", "There is an export of this name; it will be replaced."),
    ),
)


class SavedExportsMenu(SavedMenu[ExportChoice]):
    """The menu of saved exports; `use` is told which one somebody chose."""

    topic = "exports.saved"

    def __init__(self, workplace: Workplace, anchor: QWidget, use: Callable[[ExportChoice], None]) -> None:
        super().__init__(workplace, anchor, WORDS, use)

    def read(self) -> Sequence[tuple[str, ExportChoice]]:
        """The saved ones, by name."""
        return [(each.name, each.choice) for each in self.workplace.desk.saved_exports.all()]

    def keep(self, name: str, thing: ExportChoice) -> None:
        """Save `thing` under `name`."""
        self.workplace.desk.saved_exports.save(name, thing)

    def forget(self, name: str) -> None:
        """Delete the one called `name`."""
        self.workplace.desk.saved_exports.delete(name)

    def open(self, choice: ExportChoice | None, why_not: str) -> None:
        """Open the menu below its button; `choice` can be saved, or `why_not` says why nothing can."""
        self.show_now(choice)
        self.fill(why_not)
        self.open_below(at_right=True)
