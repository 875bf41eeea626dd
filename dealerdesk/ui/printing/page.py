"""The print page: labels, cover sheets and the cabinet's index as they will be, then PDF or printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import WITH_KEYS, Command
from dealerdesk.ui.dialogs import FilePattern, save_file
from dealerdesk.ui.documents.printing import ask_for_printer
from dealerdesk.ui.exporting import open_file, open_folder
from dealerdesk.ui.listed import ShownList
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.printing.form import KINDS, PrintForm
from dealerdesk.ui.printing.head import TITLE, PrintHead
from dealerdesk.ui.printing.job import Content, PaperKind, PrintJob, read_content
from dealerdesk.ui.printing.sheet_picture import SheetPicture
from dealerdesk.ui.printing.sheet_view import SheetView
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from dealerdesk.domain.progress import Progress
    from dealerdesk.services.labels import LabelResult

ALL_FILES = Message("ui.print_all_files", "All active files")
TEST_PAGE = Message("ui.print_test_page", "Test page …")
TEST_PAGE_IS = Message(
    "ui.print_test_page_is", "Frames and rulers where labels will be, to see where the printer puts them"
)
TEST_PAGE_PRINTED = Message(
    "ui.print_test_page_printed",
    "The test page went to the printer. Hold it and a sheet of labels against the light, and type how many "
    "millimetres the frames are off.",
)
ONLY_LABELS = Message("ui.print_only_labels", "A test page is for labels. Choose them first.")
SAVE = Message("ui.print_save", "Save as PDF …")
PRINT = Message("ui.print_run", "Print …")
PAGES = Message("ui.print_pages", "{count} page", "{count} pages")
READING = Message("ui.print_reading", "Reading the files …")
NOTHING = Message("ui.print_nothing", "There is no file to print anything of.")
MEND_OFFSET = Message("ui.print_mend_offset", "Correct the offset first.")
BUSY = Message("ui.print_busy", "Wait until this is printed, or stop it.")
WRITTEN = Message(
    "ui.print_written",
    "{count} page written to {name} in {folder}",
    "{count} pages written to {name} in {folder}",
)
HANDED_OVER = Message(
    "ui.print_handed_over", "{count} page went to the printer", "{count} pages went to the printer"
)
OPEN_PDF = Message("ui.print_open_pdf", "Open the PDF")
OPEN_FOLDER = Message("ui.print_open_folder", "Show the folder")
PDF = FilePattern(Message("ui.pattern_pdf", "PDF document"), ("*.pdf",))
PRINT_KEYS, SAVE_KEYS, KEPT = "Ctrl+P", "Ctrl+E", "print.labels"
_CONTENT_TOPIC, _PICTURE_TOPIC, _LABEL_TOPIC = "print.content", "print.picture", "print.label"


class PrintPage(Page):
    """What is in sight is what will be printed."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._listed: ShownList | None = None
        self._content: Content | None = None
        self._page = 0
        self._is_busy = False
        self.form = PrintForm()
        self.form.use_kept(workplace.preferences.kept(KEPT))
        self.picture = SheetPicture()
        self.view = SheetView(self.picture)
        self.bar = OutcomeBar()
        self.head = PrintHead()
        self.save_button, self.print_button, self.test_button = QPushButton(), QPushButton(), QPushButton()
        self._foot_words = ElidingLabel()
        self._arrange()
        self._connect()
        retell(self, self._tell)

    # --- what the window asks -------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the papers of the list that the person comes with, else of all files."""
        if place.listed is not None or self._content is None:
            self._listed = place.listed
            self.form.start = 1
            self.bar.hide()
        self._read()
        self._tell()
        self.counted.emit("", "")

    def here(self, _place: Place) -> Place:
        """The page; it keeps the list itself."""
        return Place(PageName.PRINT)

    def take_focus(self) -> None:
        """Put the keyboard on the sheet."""
        self.picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """How it is printed, how it will look, and the buttons."""
        return (self.form, self.picture, self.print_button)

    def go_back(self) -> bool:
        """Put the message away."""
        if self.bar.isVisible():
            self.bar.hide()
            return True
        return False

    def commands(self) -> Sequence[Command]:
        """Print it, save it, and turn pages over."""
        return (
            Command(PRINT, self.print_pages, PRINT_KEYS, "printer", self._why_not),
            Command(SAVE, self.save_pdf, SAVE_KEYS, "export", self._why_not),
            Command(TEST_PAGE, self.print_test_page, "", "printer", self._why_no_test_page),
            *self.head.commands(),
        )

    # --- what a person does ---------------------------------------------------------------------------

    def save_pdf(self) -> None:
        """Ask for a place and write a PDF there."""
        job = self._job()
        if job is None or self._why_not() is not None:
            return
        path = save_file(self, TITLE, Path(f"{KINDS[job.kind].said()}.pdf"), (PDF,))
        if path is None:
            return
        self._begin()
        write = partial(job.write, self.workplace.desk, path)
        self.workplace.long_work.run(
            write, partial(self._on_written, job), self._on_failed, cancelled=self._on_ended
        )

    def print_pages(self) -> None:
        """Ask for a printer and print."""
        job = self._job()
        if job is not None and self._why_not() is None:
            self._print(
                job, partial(job.print_on, self.workplace.desk), partial(HANDED_OVER.said, count=job.pages)
            )

    def print_test_page(self) -> None:
        """Ask for a printer and print where the labels would be."""
        job = self._job()
        if job is not None and self._why_no_test_page() is None:
            self._print(job, job.print_test_page, TEST_PAGE_PRINTED.said)

    def _print(
        self, job: PrintJob, work: Callable[[QPrinter, Progress], None], said: Callable[[], str]
    ) -> None:
        # One page: which of them are printed is decided here, and not in the printer's dialog.
        printer = ask_for_printer(self, 1)
        if printer is None:
            return
        printer.setDocName(KINDS[job.kind].said())
        self._begin()
        self.workplace.long_work.run(
            partial(work, printer),
            lambda _none: self._on_printed(said),
            self._on_failed,
            cancelled=self._on_ended,
        )

    def turn(self, pages: int) -> None:
        """Show a page further on, or back."""
        job = self._job()
        if job is not None and 0 <= self._page + pages < job.pages:
            self._page += pages
            self._show()

    # --- what is shown --------------------------------------------------------------------------------

    def _job(self) -> PrintJob | None:
        sheet = self.form.sheet
        return PrintJob(self.form.kind, self._content, sheet) if self._content and sheet else None

    def _why_not(self) -> Message | None:
        if self._is_busy:
            return BUSY
        if self._content is None:
            return READING
        if not self._content:
            return NOTHING
        return None if self.form.sheet else MEND_OFFSET

    def _why_no_test_page(self) -> Message | None:
        if self._is_busy:
            return BUSY
        if self.form.kind is not PaperKind.LABELS:
            return ONLY_LABELS
        return None if self._job() else self._why_not()

    def _read(self) -> None:
        """Read what the papers say."""
        ids = self._listed.ids if self._listed is not None else None
        read = partial(read_content, self.workplace.desk, self.form.kind, ids)
        self.workplace.tasks.read(_CONTENT_TOPIC, read, self._on_content, self.workplace.fail)

    def _on_content(self, content: Content) -> None:
        self._content = content
        self._show()

    def _show(self) -> None:
        """Show the page as it will be."""
        job = self._job()
        self._page = min(self._page, max(job.pages - 1, 0)) if job else 0
        self.picture.show_job(job, self._page)
        if job is None:
            self.workplace.tasks.forget(_PICTURE_TOPIC)
        else:
            paint = partial(job.picture, self._page, self.picture.dots_per_mm)
            self.workplace.tasks.read(_PICTURE_TOPIC, paint, self._on_picture, self.workplace.fail)
        self._show_label(job)
        self._tell_state()

    def _show_label(self, job: PrintJob | None) -> None:
        """Show one label as large as it will be."""
        if job is None or job.kind is not PaperKind.LABELS:
            self.workplace.tasks.forget(_LABEL_TOPIC)
            return
        paint = partial(job.picture_of_first, self._page, self.form.actual_size.dots_per_mm)
        shown = self.form.actual_size.show_picture
        self.workplace.tasks.read(_LABEL_TOPIC, paint, shown, self.workplace.fail)

    def _on_picture(self, picture: QImage) -> None:
        self.picture.show_picture(picture)

    def _on_form_changed(self) -> None:
        self.workplace.preferences.keep(KEPT, self.form.kept())
        self._show()

    def _on_kind_changed(self) -> None:
        self._content, self._page = None, 0
        self._show()
        self._read()

    def _on_start_chosen(self, number: int) -> None:
        self.form.start = number
        self._show()
        self.view.show_label(number)

    def _on_committed(self, _change: object) -> None:
        if self.isVisible():
            self._read()

    def _begin(self) -> None:
        self._is_busy = True
        self.bar.hide()
        self._tell_state()

    def _on_written(self, job: PrintJob, result: LabelResult) -> None:
        path = result.path
        say = partial(WRITTEN.said, count=job.pages, name=path.name, folder=path.parent)
        self._on_ended()
        self.bar.show_outcome(
            say, OPEN_FOLDER, partial(open_folder, path.parent), also=(OPEN_PDF, partial(open_file, path))
        )

    def _on_printed(self, said: Callable[[], str]) -> None:
        self._on_ended()
        self.bar.show_outcome(said)

    def _on_failed(self, error: Exception) -> None:
        self._on_ended()
        self.workplace.fail(error)

    def _on_ended(self) -> None:
        self._is_busy = False
        self._tell_state()

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, m.GAP_3, m.GAP_3)
        column.addWidget(self.form)
        column.addStretch(1)
        scroll = UprightScroll(left)
        scroll.setFixedWidth(m.PREVIEW_WIDTH)
        body = QHBoxLayout()
        body.setContentsMargins(m.GAP_4, 0, 0, 0)
        body.setSpacing(m.GAP_4)
        body.addWidget(scroll)
        body.addWidget(self.view, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addLayout(body, 1)
        whole.addWidget(self.bar)
        whole.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("look", "foot")
        foot.setFixedHeight(m.FOOT)
        self.print_button.setProperty("look", "filled")
        self.print_button.setAutoDefault(True)
        row = QHBoxLayout(foot)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_3)
        row.addWidget(self._foot_words, 1)
        row.addWidget(self.test_button)
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        return foot

    def _connect(self) -> None:
        self.form.changed.connect(self._on_form_changed)
        self.form.kind_changed.connect(self._on_kind_changed)
        self.picture.start_chosen.connect(self._on_start_chosen)
        self.view.zoomed.connect(self._show)
        self.test_button.clicked.connect(self.print_test_page)
        self.head.turned.connect(self.turn)
        self.head.zoomed.connect(self.view.zoom_by)
        self.head.fitted.connect(partial(self.view.set_zoom, 1.0))
        self.save_button.clicked.connect(self.save_pdf)
        self.print_button.clicked.connect(self.print_pages)
        self.workplace.feed.committed.connect(self._on_committed)

    def _tell_state(self) -> None:
        """Say what would be printed, or why nothing can be."""
        job, reason = self._job(), self._why_not()
        pages = job.pages if job else 0
        self.head.show_page(self._page, pages)
        self.test_button.setVisible(self.form.kind is PaperKind.LABELS)
        self.test_button.setEnabled(self._why_no_test_page() is None)
        said = PAGES.said(count=pages) if pages else ""
        self._foot_words.show_text(said if reason is None else reason.said())
        for button, name, keys in (
            (self.save_button, SAVE, SAVE_KEYS),
            (self.print_button, PRINT, PRINT_KEYS),
        ):
            button.setEnabled(reason is None)
            button.setToolTip(reason.said() if reason else WITH_KEYS.said(name=name, keys=keys))

    def _tell(self) -> None:
        self.head.whose.show_text(self._listed.say() if self._listed is not None else ALL_FILES.said())
        for button, words in ((self.save_button, SAVE), (self.print_button, PRINT)):
            button.setText(words.said())
            button.setAccessibleName(words.said())
        self.test_button.setText(TEST_PAGE.said())
        self.test_button.setToolTip(TEST_PAGE_IS.said())
        if self._content is not None:
            self._show()
        self._tell_state()
