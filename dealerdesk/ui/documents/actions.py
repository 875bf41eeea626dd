"""What is done to the documents of the file that is shown: each one service call off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from dealerdesk.domain.documents import TYPE_LABELS, DocumentType, Paper
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.details import FileDetail, ScanDetail
from dealerdesk.services.documents import ANYWHERE, Attached, RefusedScan, Target, Written, file_name
from dealerdesk.ui.dialogs import save_file
from dealerdesk.ui.documents.incoming import Incoming
from dealerdesk.ui.documents.pictures import PageRef
from dealerdesk.ui.documents.printing import Printing
from dealerdesk.ui.documents.slots import Slot
from dealerdesk.ui.page import Workplace

SAID_ATTACHED = Message(
    "ui.doc_said_attached",
    "{count} scan attached as {document}. Ctrl+Z takes it back.",
    "{count} scans attached as {document}. Ctrl+Z takes it back.",
)
SAID_THERE = Message("ui.doc_said_there", "{document} has this scan already.")
SAID_ELSEWHERE = Message(
    "ui.doc_said_elsewhere", "Attached as {document}. File {file_no} has the same scan, too."
)
SAID_PAPER = Message("ui.doc_said_paper", "{document}: paper noted.")
SAID_SAVED = Message("ui.doc_said_saved", "{document} saved.")
SAID_WAIVED = Message("ui.doc_said_waived", "{document} waived. Ctrl+Z takes it back.")
SAID_WANTED = Message("ui.doc_said_wanted", "{document} is required again.")
SAID_SCAN_REMOVED = Message("ui.doc_said_scan_removed", "Scan {name} removed. Ctrl+Z brings it back.")
SAID_REMOVED = Message("ui.doc_said_removed", "{document} removed. Ctrl+Z brings it back.")
SAID_MOVED = Message("ui.doc_said_moved", "Moved to {document}. Ctrl+Z takes it back.")
SAID_COPIED = Message("ui.doc_said_copied", "Copy saved: {path}")
SAID_PRINTED = Message("ui.doc_said_printed", "{document} sent to the printer.")
NOT_ATTACHED_THERE = Message(
    "ui.doc_not_attached_there",
    "{count} scan was not attached to file {file_no}. Open its documents to see why.",
    "{count} scans were not attached to file {file_no}. Open its documents to see why.",
)
SAVE_COPY_TITLE = Message("ui.doc_save_copy_title", "Save a copy of the scan")
CANNOT_OPEN = Message(
    "ui.doc_cannot_open", "No program on this computer opens {name}. Save a copy of it instead."
)


class DocumentActions(QObject):
    """Acts on the file given by `show_file`; what comes of it is said in the status bar.

    `refused` carries a file's id and scans that could not be attached to it, `saved` the file's id, a slot's
    key and the texts that stand there now, `not_saved` a refusal of texts.
    """

    refused = Signal(int, object)
    saved = Signal(int, object, object)
    not_saved = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._window = parent
        self._detail: FileDetail | None = None
        self._lent: QTemporaryDir | None = None

    def show_file(self, detail: FileDetail) -> None:
        """Act on `detail` from now on."""
        self._detail = detail

    # --- scans into the file --------------------------------------------------------------------------

    def attach(
        self,
        type_: DocumentType,
        incoming: Incoming,
        target: Target = ANYWHERE,
        then: Callable[[Attached], None] | None = None,
    ) -> None:
        """Attach what came in; `then` hears what became of it."""
        if self._detail is None or not incoming.count:
            return
        file_id, ref = self._detail.id, str(self._detail.values["file_no"])
        documents = self._workplace.desk.documents

        def on_done(attached: Attached) -> None:
            self._say_attached(type_, ref, attached)
            if attached.refused:
                self._say_refused(file_id, ref, attached.refused)
            if then is not None:
                then(attached)

        self._workplace.long_work.run(
            lambda progress: documents.attach(
                ref, type_, incoming.sources(), target=target, progress=progress
            ),
            on_done,
            self._workplace.fail,
            in_order=True,
        )

    def _say_refused(self, file_id: int, ref: str, refused: Sequence[RefusedScan]) -> None:
        if self._detail is None or self._detail.id != file_id:
            self._workplace.fail(DealerDeskError(NOT_ATTACHED_THERE, count=len(refused), file_no=ref))
        self.refused.emit(file_id, refused)

    def _say_attached(self, type_: DocumentType, ref: str, attached: Attached) -> None:
        if not attached.attached:
            return
        document = TYPE_LABELS[type_]
        other = next((scan.already_in for scan in attached.attached if scan.already_in), None)
        if attached.change is None:
            self._workplace.say(_sentence(SAID_THERE, document=document))
        elif other and other != ref:
            self._workplace.say(_sentence(SAID_ELSEWHERE, document=document, file_no=other))
        else:
            self._workplace.say(_sentence(SAID_ATTACHED, count=len(attached.attached), document=document))

    # --- papers, fields, waivers ----------------------------------------------------------------------

    def toggle_paper(self, slot: Slot) -> None:
        """Note that the paper is there, or that it is not; a slot without a document gets one."""
        papers = self._workplace.desk.papers
        if slot.document is None:
            file_id, type_, order = self._file_id, slot.type, slot.order
            self._write(
                lambda: papers.create(file_id, type_, {}, order=order, was_empty=True), SAID_PAPER, slot
            )
            return
        self.note_paper(slot, Paper.MISSING if slot.paper is Paper.PRESENT else Paper.PRESENT)

    def note_paper(self, slot: Slot, paper: Paper) -> None:
        """Note where the paper of the slot's document is."""
        papers, document = self._workplace.desk.papers, slot.document
        if document is not None and slot.paper is not paper:
            document_id = document.id
            self._write(lambda: papers.note_paper(document_id, paper), SAID_PAPER, slot)

    def save(self, slot: Slot, texts: Mapping[str, str], seen: Mapping[str, str]) -> None:
        """Write what was typed; a slot without a document gets one."""
        papers, document = self._workplace.desk.papers, slot.document
        file_id, key = self._file_id, slot.key

        def work() -> Written:
            if document is None:
                return papers.create(file_id, slot.type, texts, order=slot.order, was_empty=True)
            return papers.edit(document.id, texts, seen)

        def then(_written: Written) -> None:
            self.saved.emit(file_id, key, texts)
            self._workplace.say(_sentence(SAID_SAVED, document=TYPE_LABELS[slot.type]))

        self._workplace.tasks.write(work, then, self.not_saved.emit)

    def waive(self, slot: Slot, reason: str) -> None:
        """Waive the slot's type for this file."""
        papers, file_id = self._workplace.desk.papers, self._file_id
        self._write(lambda: papers.waive(file_id, slot.type, reason), SAID_WAIVED, slot)

    def unwaive(self, slot: Slot) -> None:
        """Take the waiver of the slot's type back."""
        papers, file_id = self._workplace.desk.papers, self._file_id
        self._write(lambda: papers.unwaive(file_id, slot.type), SAID_WANTED, slot)

    # --- moving and removing --------------------------------------------------------------------------

    def remove_scan(self, scan: ScanDetail) -> None:
        """Take a scan off its document."""
        papers = self._workplace.desk.papers
        self._workplace.tasks.write(
            lambda: papers.remove_scan(scan.id),
            lambda _written: self._workplace.say(SAID_SCAN_REMOVED.said(name=scan.name)),
            self._workplace.fail,
        )

    def remove(self, slot: Slot) -> None:
        """Take a document without scans away."""
        papers, document = self._workplace.desk.papers, slot.document
        if document is not None:
            document_id = document.id
            self._write(lambda: papers.remove(document_id), SAID_REMOVED, slot)

    def move(self, slot: Slot, type_: DocumentType, order: int | None) -> None:
        """Make the slot's document one of another type or visit."""
        papers, document = self._workplace.desk.papers, slot.document
        if document is not None:
            document_id = document.id
            self._write(lambda: papers.move(document_id, type_, order), SAID_MOVED, slot, type_)

    def move_scan(self, scan: ScanDetail, target: Slot) -> None:
        """Hang a scan on another document."""
        papers, document = self._workplace.desk.papers, target.document
        if document is not None:
            document_id = document.id
            self._write(lambda: papers.move_scan(scan.id, document_id), SAID_MOVED, target)

    # --- out of the house -----------------------------------------------------------------------------

    def save_copy(self, scan: ScanDetail) -> None:
        """Ask where to, and write a copy."""
        target = save_file(self._window, SAVE_COPY_TITLE, Path(file_name(scan.name)))
        if target is None:
            return
        scans = self._workplace.desk.scans
        # Whoever was asked for the place agreed to write over what lies there.
        self._workplace.long_work.run(
            lambda progress: scans.save_copy(
                scan.sha256, target, name=scan.name, replace=True, progress=progress
            ),
            lambda path: self._workplace.say(SAID_COPIED.said(path=path)),
            self._workplace.fail,
        )

    def open_outside(self, scan: ScanDetail) -> None:
        """Show a copy of the scan in the program that the system has for it."""
        if self._lent is None:
            self._lent = QTemporaryDir()
        folder, scans = Path(self._lent.path()), self._workplace.desk.scans

        def then(path: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self._workplace.fail(DealerDeskError(CANNOT_OPEN, name=scan.name))

        self._workplace.long_work.run(
            lambda _progress: scans.lend(scan.sha256, scan.name, folder), then, self._workplace.fail
        )

    def print_pages(self, slot: Slot, pages: Sequence[PageRef]) -> None:
        """Print a document."""
        printing = Printing(
            self._workplace.long_work, self._workplace.desk.scans.page, self._workplace.fail, self
        )
        name = TYPE_LABELS[slot.type]

        def on_finished(whole: bool) -> None:  # a signal's slot
            if whole:
                self._workplace.say(_sentence(SAID_PRINTED, document=name))

        printing.finished.connect(on_finished)
        if not printing.begin(self._window, list(pages), name.said()):
            printing.deleteLater()

    # --- in common ------------------------------------------------------------------------------------

    @property
    def _file_id(self) -> int:
        assert self._detail is not None
        return self._detail.id

    def _write(
        self, work: Callable[[], object], said: Message, slot: Slot, type_: DocumentType | None = None
    ) -> None:
        name = TYPE_LABELS[type_ or slot.type]
        self._workplace.tasks.write(
            work, lambda _done: self._workplace.say(_sentence(said, document=name)), self._workplace.fail
        )


def _sentence(message: Message, **params: object) -> str:
    """A sentence that may begin with a word of the vocabulary: it begins with a capital."""
    said = message.said(**params)
    return said[:1].upper() + said[1:]


def refusals_in_words(refused: Sequence[RefusedScan]) -> list[str]:
    """Why each of the scans was not attached."""
    return [str(each.error) for each in refused]
