"""What is done with a whole file: its next state, the archive and back, its numbers on the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.files import FileState
from dealerdesk.domain.messages import Message
from dealerdesk.services.details import FileDetail
from dealerdesk.services.files import Edited
from dealerdesk.ui.commands import Command
from dealerdesk.ui.listed import ShownList
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import PageName, Place

VERIFY = Message("ui.file.verify", "Verify")
MARK_FILED = Message("ui.file.mark_filed", "Mark as filed")
BACK_TO_DRAFT = Message("ui.file.back_to_draft", "Set back to draft")
ARCHIVE = Message("ui.file.archive_file", "Archive …")
UNARCHIVE = Message("ui.file.unarchive_file", "Take back from the archive")
LABEL = Message("ui.file.label_command", "Label and cover sheet …")
THIS_FILE = Message("ui.file.label_of_file", "Vehicle file {file_no}")
COPY_VIN = Message("ui.file.copy_vin_command", "Copy VIN")
COPY_PLATE = Message("ui.file.copy_plate_command", "Copy plate")
COPY_FILE_NO = Message("ui.file.copy_file_no_command", "Copy file number")
MERGE_FILE = Message("ui.file.merge_file", "Merge with another vehicle file …")
MERGE_CUSTOMER = Message("ui.file.merge_customer", "Merge its customer with another one …")
NO_CUSTOMER = Message("ui.file.why_no_customer", "The file has no customer yet.")
COPIED = Message("ui.file.copied", "Copied: {text}")
IS_ARCHIVED = Message(
    "ui.file.why_not_archived", "The file is archived. Take it back from the archive first."
)
NOT_THERE = Message("ui.file.why_not_there", "There is none yet.")


class FileActions(QObject):
    """Commands for the file that is shown; `archive_asked` wants a reason first."""

    archive_asked = Signal()

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._detail: FileDetail | None = None

    def show_file(self, detail: FileDetail | None) -> None:
        """Let the commands mean `detail`."""
        self._detail = detail

    @property
    def state(self) -> FileState | None:
        """The state of the file."""
        return FileState(str(self._detail.values["state"])) if self._detail else None

    def step(self) -> Command | None:
        """The command that takes the file a step further, None when it is filed."""
        if self.state is FileState.DRAFT:
            return Command(
                VERIFY, lambda: self.set_state(FileState.VERIFIED), "", "seal-check", self._if_active
            )
        if self.state is FileState.VERIFIED:
            return Command(
                MARK_FILED, lambda: self.set_state(FileState.FILED), "", "archive", self._if_active
            )
        return None

    def others(self) -> list[Command]:
        """The commands of the menu."""
        commands = [
            Command(LABEL, self.print_label, "Ctrl+L", "printer"),
            Command(COPY_VIN, lambda: self.copy("vin"), "", "copy", lambda: self._if_has("vin")),
            Command(COPY_PLATE, lambda: self.copy("plate"), "", "copy", lambda: self._if_has("plate")),
            Command(COPY_FILE_NO, lambda: self.copy("file_no"), "", "copy"),
        ]
        commands += [
            Command(MERGE_FILE, lambda: self.merge(PairKind.FILES), "", "equals"),
            Command(MERGE_CUSTOMER, lambda: self.merge(PairKind.CUSTOMERS), "", "equals", self._if_owned),
        ]
        if self.state is not FileState.DRAFT:
            back = lambda: self.set_state(FileState.DRAFT)  # noqa: E731  # a name keeps the line readable
            commands.append(Command(BACK_TO_DRAFT, back, "", "arrow-counter-clockwise", self._if_active))
        if self._detail is not None and self._detail.archived:
            commands.append(Command(UNARCHIVE, self.unarchive, "", "arrow-counter-clockwise"))
        else:
            commands.append(Command(ARCHIVE, self.archive_asked.emit, "", "archive"))
        return commands

    def print_label(self) -> None:
        """Go where the file's label is printed."""
        if self._detail is not None:
            say = partial(THIS_FILE.said, file_no=str(self._detail.values["file_no"]))
            listed = ShownList(RecordKind.FILES, [self._detail.id], (), say)
            self._workplace.go(Place(PageName.PRINT, listed=listed))

    def merge(self, kind: PairKind) -> None:
        """Go where the file, or its customer, is merged with another one."""
        if self._detail is not None:
            self._workplace.go(Place(PageName.DUPLICATES, self._detail.id, words=kind.value))

    def set_state(self, state: FileState) -> None:
        """Take the file to `state`."""
        files = self._workplace.desk.files
        self._write(lambda file_no: files.set_state(file_no, state))

    def archive(self, reason: str) -> None:
        """Put the file away for `reason`."""
        files = self._workplace.desk.files
        self._write(lambda file_no: files.archive(file_no, reason))

    def unarchive(self) -> None:
        """Take the file back."""
        files = self._workplace.desk.files
        self._write(files.unarchive)

    def copy(self, code: str) -> None:
        """Put a field of the file on the clipboard."""
        text = str(self._detail.values[code] or "") if self._detail else ""
        if text:
            QGuiApplication.clipboard().setText(text)
            self._workplace.say(COPIED.said(text=text))

    def _write(self, work: Callable[[str], Edited]) -> None:
        if self._detail is not None:
            file_no = str(self._detail.values["file_no"])
            self._workplace.tasks.write(lambda: work(file_no), lambda _edited: None, self._workplace.fail)

    def _if_owned(self) -> Message | None:
        return None if self._detail is not None and self._detail.customer_id is not None else NO_CUSTOMER

    def _if_active(self) -> Message | None:
        return IS_ARCHIVED if self._detail is not None and self._detail.archived else None

    def _if_has(self, code: str) -> Message | None:
        return None if self._detail is not None and self._detail.values[code] else NOT_THERE
