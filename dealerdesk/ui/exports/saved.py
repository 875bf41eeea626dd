"""Saved exports: choosing one, saving what is chosen now, and deleting one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.saved_exports import LONGEST_EXPORT_NAME, ExportChoice, NamedExport
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.naming import NamingPopup, NamingWords

SAVE_AS = Message("ui.export_save_as", "Save this export …")
DELETE = Message("ui.export_delete", "Delete a saved export")
NONE_YET = Message("ui.export_none_saved", "No export was saved yet")
WORDS = NamingWords(
    name=Message("ui.export_name_of_saved", "Name of the export"),
    save=Message("ui.export_save", "Save"),
    remark=Message("ui.export_everybody", "Everybody in the dealership can choose it."),
    replaces=Message("ui.export_replaces", "There is an export of this name; it will be replaced."),
)
TOPIC = "exports.saved"


class SavedExportsMenu:
    """The menu of saved exports; `use` is told which one somebody chose."""

    def __init__(self, workplace: Workplace, anchor: QWidget, use: Callable[[ExportChoice], None]) -> None:
        self._workplace = workplace
        self._anchor = anchor
        self._use = use
        self._saved: Sequence[NamedExport] = ()
        self._choice: ExportChoice | None = None
        self.menu = QMenu(anchor)
        self.menu.setToolTipsVisible(True)
        self.naming = NamingPopup(WORDS, LONGEST_EXPORT_NAME, anchor)
        self.naming.named.connect(self._on_named)

    def reload(self) -> None:
        """Read the saved exports anew."""
        saved = self._workplace.desk.saved_exports
        self._workplace.tasks.read(TOPIC, saved.all, self._on_read, self._workplace.fail)

    def open(self, choice: ExportChoice | None, why_not: str) -> None:
        """Open the menu below its button; `choice` can be saved, or `why_not` says why nothing can."""
        self._choice = choice
        self.menu.clear()
        for named in self._saved:
            action = self.menu.addAction(_as_menu_text(named.name))
            action.setCheckable(True)
            action.setChecked(named.choice == choice)
            action.triggered.connect(partial(self._on_chosen, named.choice))
        if not self._saved:
            self.menu.addAction(NONE_YET.said()).setEnabled(False)
        self.menu.addSeparator()
        save = self.menu.addAction(icon("bookmark-simple"), SAVE_AS.said())
        save.setEnabled(choice is not None)
        save.setToolTip(why_not)
        save.triggered.connect(self.ask_name)
        if self._saved:
            delete = self.menu.addMenu(icon("trash"), DELETE.said())
            for named in self._saved:
                delete.addAction(_as_menu_text(named.name)).triggered.connect(
                    partial(self._on_deleted, named.name)
                )
        below = self._anchor.mapToGlobal(self._anchor.rect().bottomRight())
        below.setX(below.x() - self.menu.sizeHint().width())
        self.menu.popup(below)

    def ask_name(self) -> None:
        """Ask for the name to save under."""
        self.naming.show_known({named.name for named in self._saved})
        self.naming.open_below(self._anchor)

    def _on_read(self, saved: Sequence[NamedExport]) -> None:
        self._saved = saved

    def _on_chosen(self, choice: ExportChoice, _checked: bool = False) -> None:
        self._use(choice)

    def _on_named(self, name: str) -> None:
        choice, saved = self._choice, self._workplace.desk.saved_exports
        if choice is not None:
            self._workplace.tasks.write(
                partial(saved.save, name, choice), lambda _named: self.reload(), self._workplace.fail
            )

    def _on_deleted(self, name: str, _checked: bool = False) -> None:
        saved = self._workplace.desk.saved_exports
        self._workplace.tasks.write(
            partial(saved.delete, name), lambda _none: self.reload(), self._workplace.fail
        )


def _as_menu_text(name: str) -> str:
    """A name as a menu shows it: an ampersand marks no key there."""
    return name.replace("&", "&&")
