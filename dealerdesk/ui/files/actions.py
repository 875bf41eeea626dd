"""What can be done with the files that are chosen in the list, as commands with names and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.ui.commands import Command
from dealerdesk.ui.dialogs import confirm
from dealerdesk.ui.files.copying import copy_files
from dealerdesk.ui.files.exporting import files_shown
from dealerdesk.ui.files.table import FilesTable
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.models.files_model import FilesModel
from dealerdesk.ui.models.reading import STILL_READING
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar

if TYPE_CHECKING:  # start-up: what changes files is loaded when the list is shown
    from dealerdesk.services.bulk_edits import BulkResult
    from dealerdesk.services.lists import FileRow

OPEN = Message("ui.command_open_file", "Open the chosen file")
LABELS = Message("ui.command_labels", "Labels of the chosen files …")
COPY = Message("ui.command_copy_files", "Copy as a table")
COPY_VIN = Message("ui.command_copy_vin", "Copy the VIN of the chosen file")
EDIT = Message("ui.command_edit_files", "Edit the chosen files …")
ARCHIVE = Message("ui.command_archive_files", "Archive the chosen files")
UNARCHIVE = Message("ui.command_unarchive_files", "Take the chosen files back from the archive")
NOTHING_CHOSEN = Message("ui.nothing_chosen", "Choose a file in the list first.")
ARCHIVED_ALREADY = Message("ui.archived_already", "The chosen file is archived already.")
NOT_ARCHIVED = Message("ui.not_archived", "The chosen file is not archived.")
NO_VIN = Message("ui.no_vin", "The VIN of the chosen file is not known yet.")
VIN_COPIED = Message("ui.vin_copied", "VIN copied: {vin}")
ASK_ARCHIVE = Message(
    "ui.ask_archive",
    "Archive {number} file? It leaves all lists, and can be taken back at any time.",
    "Archive {number} files? They leave all lists, and can be taken back at any time.",
)
ASK_UNARCHIVE = Message(
    "ui.ask_unarchive",
    "Take {number} file back from the archive?",
    "Take {number} files back from the archive?",
)
DO_ARCHIVE = Message("ui.do_archive", "Archive")
DO_UNARCHIVE = Message("ui.do_unarchive", "Take back")
KEPT_ARCHIVED = Message(
    "ui.kept_archived",
    "{count} file stays archived, since another active file has its plate by now: {files}",
    "{count} files stay archived, since other active files have their plates by now: {files}",
)
FILES_NAMED = 8


class FileActions:
    """Acts on the selection of a list; `bar` says what a person must know of the outcome."""

    def __init__(
        self, workplace: Workplace, model: FilesModel, table: FilesTable, bar: OutcomeBar, parent: QWidget
    ) -> None:
        self._workplace = workplace
        self._model = model
        self._table = table
        self._bar = bar
        self._parent = parent
        self.commands: Sequence[Command] = (
            Command(OPEN, self.open, "", "folder-open", self._why_nothing),
            Command(EDIT, self.edit, "F2", "pencil-simple", self._why_nothing),
            Command(LABELS, self.print_labels, "Ctrl+L", "printer", self._why_nothing),
            Command(COPY, self.copy, "Ctrl+C", "copy", self._why_nothing),
            Command(COPY_VIN, self.copy_vin, "Ctrl+Shift+C", "copy", self._why_no_vin),
            Command(ARCHIVE, self.archive, "Del", "archive", self._why_not_archive),
            Command(UNARCHIVE, self.unarchive, "", "arrow-counter-clockwise", self._why_not_unarchive),
        )

    def open(self) -> None:
        """Open the file where the keyboard is."""
        file_id = self._model.id_at(self._table.currentIndex().row())
        if file_id is not None:
            self._workplace.go(Place(PageName.FILE, file_id))

    def edit(self) -> None:
        """Edit all that is selected, in a dialog."""
        # start-up: what changes files is loaded when the list is shown
        from dealerdesk.ui.files.bulk_edit import BulkEditDialog  # noqa: PLC0415  # start-up, see above

        BulkEditDialog(self._workplace, list(self._table.selected_ids()), self._parent).open()

    def print_labels(self) -> None:
        """Hand all that is selected to the page that prints labels."""
        listed = files_shown(self._table.selected_ids(), (), str, are_selected=True)
        self._workplace.go(Place(PageName.PRINT, listed=listed))

    def copy(self) -> None:
        """Copy all that is selected as a table."""
        copy_files(self._workplace, self._table.selected_ids(), self._model.spoken_columns)

    def copy_vin(self) -> None:
        """Copy the VIN of the file where the keyboard is."""
        row = self._current_row()
        if row is not None and row.vin:
            QGuiApplication.clipboard().setText(row.vin)
            self._workplace.say(VIN_COPIED.said(vin=row.vin))

    def archive(self) -> None:
        """Put away all that is selected; several only after asking."""
        ids = list(self._table.selected_ids())
        if len(ids) == 1 or self._agrees(ASK_ARCHIVE, len(ids), DO_ARCHIVE):
            archive = self._workplace.desk.bulk_edits.archive
            self._run(lambda progress: archive(ids, "", progress))

    def unarchive(self) -> None:
        """Take back all that is selected; several only after asking."""
        ids = list(self._table.selected_ids())
        if len(ids) == 1 or self._agrees(ASK_UNARCHIVE, len(ids), DO_UNARCHIVE):
            unarchive = self._workplace.desk.bulk_edits.unarchive
            self._run(lambda progress: unarchive(ids, progress))

    def open_menu(self, place: QPoint, *, above: bool = False) -> None:
        """Offer what can be done, at a `place` of the screen, or above it."""
        menu = QMenu(self._parent)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        for command in self.commands:
            action = menu.addAction(icon(command.icon), command.name.said())
            action.triggered.connect(lambda _checked=False, run=command.run: run())
            why_not = command.why_not()
            action.setEnabled(why_not is None)
            action.setToolTip(why_not.said() if why_not else "")
        menu.popup(place - QPoint(0, menu.sizeHint().height() if above else 0))

    def _agrees(self, question: Message, count: int, do_it: Message) -> bool:
        return confirm(self._parent, question.said(count=count, number=shown_number(count)), do_it)

    def _run(self, work: Callable[[Progress], BulkResult]) -> None:
        self._workplace.long_work.run(work, self._on_done, self._workplace.fail, in_order=True)

    def _on_done(self, result: BulkResult) -> None:
        if result.kept:
            files = list(result.kept[:FILES_NAMED])
            files += ["…"] if len(result.kept) > FILES_NAMED else []
            self._bar.show_outcome(partial(KEPT_ARCHIVED.said, count=len(result.kept), files=files))

    def _current_row(self) -> FileRow | None:
        row: FileRow | None = self._table.currentIndex().data(FilesModel.ROW_ROLE)
        return row

    def _why_nothing(self) -> Message | None:
        # Whoever chose all of a list that is being read means more files than are chosen.
        if not self._model.is_whole and self._table.selected_count > 1:
            return STILL_READING
        return None if self._table.selected_count else NOTHING_CHOSEN

    def _why_no_vin(self) -> Message | None:
        row = self._current_row()
        if row is None:
            return NOTHING_CHOSEN
        return None if row.vin else NO_VIN

    def _why_not_archive(self) -> Message | None:
        return self._why_nothing() or self._why_not_single(ARCHIVED_ALREADY, archived=True)

    def _why_not_unarchive(self) -> Message | None:
        return self._why_nothing() or self._why_not_single(NOT_ARCHIVED, archived=False)

    def _why_not_single(self, reason: Message, *, archived: bool) -> Message | None:
        """`reason` where the one chosen file is `archived` or not; among several there may be others."""
        row = self._current_row()
        is_single = self._table.selected_count == 1
        return reason if is_single and row is not None and row.archived is archived else None
