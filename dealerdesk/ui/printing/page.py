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
    QLabel,
    QPushButton,
    QToolButton,
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
from dealerdesk.ui.printing.job import Content, PrintJob, read_content
from dealerdesk.ui.printing.sheet_picture import SheetPicture
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

if TYPE_CHECKING:
    from dealerdesk.services.labels import LabelResult

TITLE = Message("ui.print_title", "Print labels and cover sheets")
ALL_FILES = Message("ui.print_all_files", "All active files")
PAGE = Message("ui.print_page", "Page {page} of {pages}")
PAGE_BEFORE = Message("ui.print_page_before", "Page before")
NEXT_PAGE = Message("ui.print_next_page", "Next page")
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
_CONTENT_TOPIC, _PICTURE_TOPIC = "print.content", "print.picture"


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
        self.bar = OutcomeBar()
        self.before, self.after = QToolButton(), QToolButton()
        self.save_button, self.print_button = QPushButton(), QPushButton()
        self._title, self._whose, self._at = QLabel(), ElidingLabel(kind="second"), QLabel()
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
            Command(PAGE_BEFORE, partial(self.turn, -1), "PgUp", "caret-left"),
            Command(NEXT_PAGE, partial(self.turn, 1), "PgDown", "caret-right"),
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
        if job is None or self._why_not() is not None:
            return
        # One page: which of them are printed is decided here, and not in the printer's dialog.
        printer = ask_for_printer(self, 1)
        if printer is None:
            return
        printer.setDocName(KINDS[job.kind].said())
        self._begin()
        work = partial(job.print_on, printer)
        self.workplace.long_work.run(
            work, lambda _none: self._on_printed(job), self._on_failed, cancelled=self._on_ended
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
        self._tell_state()

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

    def _on_printed(self, job: PrintJob) -> None:
        self._on_ended()
        self.bar.show_outcome(partial(HANDED_OVER.said, count=job.pages))

    def _on_failed(self, error: Exception) -> None:
        self._on_ended()
        self.workplace.fail(error)

    def _on_ended(self) -> None:
        self._is_busy = False
        self._tell_state()

    def _arrange(self) -> None:
        self._title.setProperty("text_kind", "title")
        head = QWidget()
        head.setFixedHeight(m.PAGE_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_3)
        row.addWidget(self._title)
        row.addWidget(self._whose, 1)
        for part in (self.before, self._at, self.after):
            row.addWidget(part)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, m.GAP_3, m.GAP_3)
        column.addWidget(self.form)
        column.addStretch(1)
        scroll = UprightScroll(left)
        scroll.setFixedWidth(m.PREVIEW_LEAST + m.GAP_3)
        body = QHBoxLayout()
        body.setContentsMargins(m.GAP_4, 0, 0, 0)
        body.setSpacing(m.GAP_4)
        body.addWidget(scroll)
        body.addWidget(self.picture, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
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
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        return foot

    def _connect(self) -> None:
        self.form.changed.connect(self._on_form_changed)
        self.form.kind_changed.connect(self._on_kind_changed)
        self.picture.start_chosen.connect(self._on_start_chosen)
        self.picture.resized.connect(self._show)
        self.save_button.clicked.connect(self.save_pdf)
        self.print_button.clicked.connect(self.print_pages)
        turns = ((self.before, "caret-left", -1), (self.after, "caret-right", 1))
        for button, name, step in turns:
            button.setIcon(icon(name))
            button.clicked.connect(_turning(self.turn, step))
        self.workplace.feed.committed.connect(self._on_committed)

    def _tell_state(self) -> None:
        """Say what would be printed, or why nothing can be."""
        job, reason = self._job(), self._why_not()
        pages = job.pages if job else 0
        self._at.setText(PAGE.said(page=self._page + 1, pages=pages) if pages else "")
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page + 1 < pages)
        said = PAGES.said(count=pages) if pages else ""
        self._foot_words.show_text(said if reason is None else reason.said())
        for button, name, keys in (
            (self.save_button, SAVE, SAVE_KEYS),
            (self.print_button, PRINT, PRINT_KEYS),
        ):
            button.setEnabled(reason is None)
            button.setToolTip(reason.said() if reason else WITH_KEYS.said(name=name, keys=keys))

    def _tell(self) -> None:
        self._title.setText(TITLE.said())
        self._whose.show_text(self._listed.say() if self._listed is not None else ALL_FILES.said())
        for button, words in ((self.save_button, SAVE), (self.print_button, PRINT)):
            button.setText(words.said())
            button.setAccessibleName(words.said())
        for turning, words in ((self.before, PAGE_BEFORE), (self.after, NEXT_PAGE)):
            turning.setAccessibleName(words.said())
            turning.setToolTip(words.said())
        if self._content is not None:
            self._show()
        self._tell_state()


def _turning(turn: Callable[[int], None], step: int) -> Callable[[], None]:
    return lambda: turn(step)
