"""What can be done with an audit: counting it, sheets out and in, reports and their check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from dealerdesk.domain.audits import AuditState, Scope
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.audits import SheetRead, Verified
from dealerdesk.ui.audits.model import Listed
from dealerdesk.ui.commands import Command
from dealerdesk.ui.dialogs import FilePattern, choose_file, save_file
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.exporting import OPEN_FOLDER, WORKBOOK, open_file, open_folder
from dealerdesk.ui.listed import ShownList
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.printing.page import PDF
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar

COUNT = Message("ui.audits_count", "Count")
FINDINGS = Message("ui.audits_findings", "Findings")
SHEET = Message("ui.audits_sheet", "Count sheet …")
READ_SHEET = Message("ui.audits_read_sheet", "Read a sheet …")
REPORT = Message("ui.audits_report", "Report …")
LABELS = Message("ui.audits_labels", "Labels …")
FOLDERS_OF = Message("ui.audits_folders_of", "The folders of the audit “{title}”")
CHECK = Message("ui.audits_check", "Check a report …")
NEW = Message("ui.audits_new", "Open an audit …")
SHEET_TO_PRINT = Message("ui.audits_sheet_pdf", "Count sheet to print (PDF) …")
SHEET_TO_FILL = Message("ui.audits_sheet_xlsx", "Count sheet to fill in (Excel) …")
PULL_TO_PRINT = Message("ui.audits_pull_pdf", "Pull list to print (PDF) …")
PULL_TO_FILL = Message("ui.audits_pull_xlsx", "Pull list to fill in (Excel) …")
RECOUNT_TO_PRINT = Message("ui.audits_recount_pdf", "Recount list to print (PDF) …")
RECOUNT_TO_FILL = Message("ui.audits_recount_xlsx", "Recount list to fill in (Excel) …")
REPORT_TO_PRINT = Message("ui.audits_report_pdf", "Report to print (PDF) …")
REPORT_AS_WORKBOOK = Message("ui.audits_report_xlsx", "Report as a workbook (Excel) …")
CHOOSE_AUDIT = Message("ui.audits_choose_one", "Choose an audit in the list first.")
IS_CLOSED = Message("ui.audits_is_closed", "The audit is closed, and nothing of it is counted any more.")
BUSY = Message("ui.audits_busy", "Wait until the other work is done, or stop it.")
SHEET_NAME = Message("ui.audits_sheet_name", "{title} count sheet")
PULL_NAME = Message("ui.audits_pull_name", "{title} pull list")
RECOUNT_NAME = Message("ui.audits_recount_name", "{title} recount list")
REPORT_NAME = Message("ui.audits_report_name", "{title} report")
PROVISIONAL_NAME = Message("ui.audits_provisional_name", "{title} provisional report")
SHEET_WRITTEN = Message(
    "ui.audits_sheet_written",
    "{count} folder written to {name} in {folder}",
    "{count} folders written to {name} in {folder}",
)
REPORT_WRITTEN = Message("ui.audits_report_written", "The report is in {name} in {folder}")
PROVISIONAL_WRITTEN = Message(
    "ui.audits_provisional_written",
    "The provisional report is in {name} in {folder}; the audit is still open",
)
OPEN_WRITTEN = Message("ui.audits_open_written", "Open it")
SHEETS = FilePattern(
    Message("ui.pattern_count_sheets", "Count sheets"), ("*.xlsx", "*.xls", "*.ods", "*.csv")
)
REPORTS = FilePattern(Message("ui.pattern_reports", "Reports"), ("*.pdf", "*.xlsx"))
SHEET_KEYS, READ_KEYS, REPORT_KEYS, LABELS_KEYS = "Ctrl+E", "Ctrl+O", "Ctrl+P", "Ctrl+L"
FINDINGS_KEYS, CHECK_KEYS, NEW_KEYS = "Ctrl+D", "Ctrl+Shift+K", "Ctrl+Shift+N"
LABELS_TOPIC = "audits.labels"
_T = TypeVar("_T")
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))


class AuditActions(QObject):
    """Acts on the audit that `chosen` tells; `bar` says what was written.

    `sheet_read` carries the audit, the file and a `SheetRead`; `checked` a file with a `Verified`, or with
    the error that says why it cannot be checked. `busied` tells that work has begun or ended.
    """

    sheet_read = Signal(object, object, object)
    checked = Signal(object, object)
    busied = Signal()

    def __init__(self, workplace: Workplace, chosen: Callable[[], Listed | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._chosen = chosen
        self._page = parent
        self._is_busy = False
        self.bar = OutcomeBar()
        self.of_audit = (
            Command(COUNT, self.count, "", "clipboard-text", self._why_not_open),
            Command(FINDINGS, self.show_findings, FINDINGS_KEYS, "list-checks", self._why_none),
            Command(SHEET, self.offer_sheets, SHEET_KEYS, "file-xls", self._why_no_writing_open),
            Command(READ_SHEET, self.read_sheet, READ_KEYS, "file-arrow-down", self._why_no_writing_open),
            Command(REPORT, self.offer_reports, REPORT_KEYS, "receipt", self._why_no_writing),
            Command(LABELS, self.print_labels, LABELS_KEYS, "printer"),
        )
        self.of_page = (
            Command(NEW, self.begin_new, NEW_KEYS, "plus"),
            Command(CHECK, self.check_report, CHECK_KEYS, "shield-check", self._why_busy),
        )
        self.anchor: Callable[[Message], QWidget | None] = lambda _name: None

    # --- places -----------------------------------------------------------------------------------------

    def count(self) -> None:
        """Go to the cabinet: begin counting, or go on with it."""
        row = self._chosen()
        if row is not None:
            self._workplace.go(Place(PageName.COUNTING, item=row.audit.id))

    def show_findings(self) -> None:
        """Show what is left, what is not in order, and the way to close it."""
        row = self._chosen()
        if row is not None:
            self._workplace.go(Place(PageName.FINDINGS, item=row.audit.id))

    def open(self) -> None:
        """What Enter does: counting while it is open, its findings afterwards."""
        row = self._chosen()
        if row is not None:
            (self.count if row.audit.state is AuditState.OPEN else self.show_findings)()

    def begin_new(self) -> None:
        """Open another audit."""
        self._workplace.go(Place(PageName.NEW_AUDIT))

    def print_labels(self) -> None:
        """Print labels of the folders that the chosen audit expects, as they stand; of all without one."""
        row = self._chosen()
        if row is None:
            self._workplace.go(Place(PageName.PRINT))
            return
        read = partial(self._workplace.desk.audits.expected_files, row.audit.id)
        self._workplace.tasks.read(LABELS_TOPIC, read, partial(self._on_expected, row.audit.title))

    def _on_expected(self, title: str, ids: Sequence[int]) -> None:
        if self._page.isVisible():
            listed = ShownList(RecordKind.FILES, ids, (), partial(FOLDERS_OF.said, title=title))
            self._workplace.go(Place(PageName.PRINT, listed=listed))

    # --- what is written --------------------------------------------------------------------------------

    def offer_sheets(self) -> None:
        """Offer the sheets that an audit can be counted with."""
        row = self._chosen()
        if row is None:
            return
        is_draw = row.audit.scope is Scope.SAMPLE
        printed, filled = (PULL_TO_PRINT, PULL_TO_FILL) if is_draw else (SHEET_TO_PRINT, SHEET_TO_FILL)
        name = PULL_NAME if is_draw else SHEET_NAME
        self._offer(
            SHEET,
            (printed, "printer", partial(self._write_sheet, row, name, PDF)),
            (filled, "file-xls", partial(self._write_sheet, row, name, WORKBOOK)),
            (RECOUNT_TO_PRINT, "printer", partial(self._write_sheet, row, RECOUNT_NAME, PDF, recount=True)),
            (
                RECOUNT_TO_FILL,
                "file-xls",
                partial(self._write_sheet, row, RECOUNT_NAME, WORKBOOK, recount=True),
            ),
        )

    def offer_reports(self) -> None:
        """Offer the report on paper and as a workbook."""
        row = self._chosen()
        if row is not None:
            self._offer(
                REPORT,
                (REPORT_TO_PRINT, "printer", partial(self._write_report, row, PDF)),
                (REPORT_AS_WORKBOOK, "file-xls", partial(self._write_report, row, WORKBOOK)),
            )

    def _offer(self, at: Message, *entries: tuple[Message, str, Callable[[], None]]) -> None:
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        for name, picture, run in entries:
            menu.addAction(icon(picture), name.said()).triggered.connect(_without_argument(run))
        button = self.anchor(at)
        anchor = self._page if button is None else button
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 1 if button is not None else 0)))
        menu.setActiveAction(menu.actions()[0])

    def _write_sheet(
        self, row: Listed, name: Message, pattern: FilePattern, *, recount: bool = False
    ) -> None:
        path = self._place_for(SHEET, name, row, pattern)
        if path is None:
            return
        write = partial(self._workplace.desk.audits.write_sheet, row.audit.id, path, recount=recount)

        def done(folders: int) -> None:
            self._say_written(path, partial(SHEET_WRITTEN.said, count=folders))

        self._run(lambda progress: write(progress=progress), done)

    def _write_report(self, row: Listed, pattern: FilePattern) -> None:
        is_closed = row.audit.state is AuditState.CLOSED
        path = self._place_for(REPORT, REPORT_NAME if is_closed else PROVISIONAL_NAME, row, pattern)
        if path is None:
            return
        write = partial(self._workplace.desk.audits.report, row.audit.id, path)
        said = REPORT_WRITTEN if is_closed else PROVISIONAL_WRITTEN
        self._run(
            lambda progress: write(progress=progress),
            lambda written: self._say_written(written, said.said),
        )

    def _place_for(self, title: Message, name: Message, row: Listed, pattern: FilePattern) -> Path | None:
        ending = pattern.endings[0].removeprefix("*")
        offered = f"{name.said(title=row.audit.title).translate(_NOT_IN_NAMES)}{ending}"
        return save_file(self._page, title, Path(offered), (pattern,))

    def _say_written(self, path: Path, say: Callable[..., str]) -> None:
        told = partial(say, name=path.name, folder=path.parent)
        also = (OPEN_WRITTEN, partial(open_file, path))
        self.bar.show_outcome(told, OPEN_FOLDER, partial(open_folder, path.parent), also=also)

    # --- what is read -----------------------------------------------------------------------------------

    def read_sheet(self) -> None:
        """Take a filled count sheet in."""
        row = self._chosen()
        path = choose_file(self._page, READ_SHEET, (SHEETS,)) if row is not None else None
        if row is None or path is None:
            return
        take_in = self._workplace.desk.audits.read_sheet

        def read(progress: Progress) -> SheetRead:
            return take_in(row.audit.id, path, progress=progress)

        self._run(read, lambda found: self.sheet_read.emit(row, path, found), in_order=True)

    def check_report(self) -> None:
        """See whether a report fits the database."""
        path = choose_file(self._page, CHECK, (REPORTS,))
        if path is None:
            return

        def check(progress: Progress) -> Verified:
            return self._workplace.desk.audits.verify(path, progress)

        def refused(error: Exception) -> None:
            self.checked.emit(path, error_for_people(error))

        self._run(check, lambda found: self.checked.emit(path, found), refused)

    def _run(
        self,
        work: Callable[[Progress], _T],
        then: Callable[[_T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        in_order: bool = False,
    ) -> None:
        self._is_busy = True
        self.bar.hide()
        self.busied.emit()

        def done(result: _T) -> None:
            self._on_ended()
            then(result)

        def refused(error: Exception) -> None:
            self._on_ended()
            (failed or self._workplace.fail)(error)

        self._workplace.long_work.run(work, done, refused, cancelled=self._on_ended, in_order=in_order)

    def _on_ended(self) -> None:
        self._is_busy = False
        self.busied.emit()

    # --- what stands against it -------------------------------------------------------------------------

    def _why_busy(self) -> Message | None:
        return BUSY if self._is_busy else None

    def _why_none(self) -> Message | None:
        return None if self._chosen() is not None else CHOOSE_AUDIT

    def _why_not_open(self) -> Message | None:
        row = self._chosen()
        if row is None:
            return CHOOSE_AUDIT
        return None if row.audit.state is AuditState.OPEN else IS_CLOSED

    def _why_no_writing(self) -> Message | None:
        return self._why_none() or self._why_busy()

    def _why_no_writing_open(self) -> Message | None:
        return self._why_not_open() or self._why_busy()


def _without_argument(run: Callable[[], None]) -> Callable[..., None]:
    return lambda *_checked: run()
