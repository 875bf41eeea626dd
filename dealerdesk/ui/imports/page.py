"""Importing a spreadsheet: chosen, checked, looked at, and only then written (a modest page)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dealerdesk import i18n
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.history import UndoResult
from dealerdesk.services.imports import ImportResult
from dealerdesk.ui.commands import WITH_KEYS, Command
from dealerdesk.ui.dialogs import choose_file
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.imports.choosing import Choosing
from dealerdesk.ui.imports.review import Review
from dealerdesk.ui.imports.steps import Step, Steps
from dealerdesk.ui.imports.unchanged import Mark, mark_of, refuse_changed
from dealerdesk.ui.imports.words import CHOOSE_ANOTHER, CHOOSE_FILE, SPREADSHEETS
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.controls import TickBox
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.message_page import MessagePage

TITLE = Message("ui.import_title", "Import a spreadsheet")
CHOOSE_TITLE = Message("ui.import_choose_title", "Choose a spreadsheet to import")
NOTHING_YET = Message("ui.import_nothing_yet", "Nothing is written yet")
CHECKING = Message("ui.import_checking", "Reading and checking {name}")
IMPORTING = Message("ui.import_importing", "Importing {name}")
WAIT = Message("ui.import_wait", "Nothing is half done: either all of it is imported, or nothing.")
STOP = Message("ui.import_stop", "Stop")
IMPORT = Message("ui.import_rows", "Import {count} row", "Import {count} rows")
IMPORT_NAME = Message("ui.import_now", "Import what was checked")
BACK = Message("ui.import_back", "Back")
BACK_UP_FIRST = Message("ui.import_backup_first", "Make a backup first")
STAYS_OUT = Message("ui.import_stays_out", "Of {rows} rows, {refused} stay out; {conflicts} conflicts.")
NOTHING_TO_DO = Message("ui.import_nothing_to_do", "Nothing would change: everything is here already.")
NONE_FITS = Message(
    "ui.import_none_fits", "No row can be imported. See why in the list, or choose what a row holds above."
)
UNDECIDED = Message("ui.import_undecided", "Nothing would change: where both differ, ours is kept.")
NOTHING_CHECKED = Message("ui.import_nothing_checked", "Choose a file first.")
BUSY = Message("ui.import_busy", "Wait until the file is read, or stop it.")
DONE = Message("ui.import_done", "{count} row is imported", "{count} rows are imported")
DONE_SENTENCE = Message(
    "ui.import_done_sentence",
    "{new} new, {changed} changed, {unchanged} unchanged, {refused} rows refused, {left_out} cells left out.",
)
TAKE_BACK = Message("ui.import_take_back", "Take the import back")
SHOW_FILES = Message("ui.import_show_files", "Show the files")
TAKEN_BACK = Message("ui.import_taken_back", "The import is taken back")
TAKEN_BACK_SENTENCE = Message("ui.import_taken_back_sentence", "Everything is as it was before it.")
KEPT_SENTENCE = Message(
    "ui.import_kept_sentence", "Everything is as it was before it, but for what was changed since: {kept}."
)
REFUSED = Message("ui.import_file_refused", "This file cannot be imported")
TRY_AGAIN = Message("ui.import_try_again", "Try again")
IMPORT_KEYS = "Ctrl+S"


class ImportPage(Page):
    """Nothing is written before the last button."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._path: Path | None = None
        self._checked: ImportResult | None = None
        self._seen: Mark = None
        self._done: ImportResult | None = None
        self._taken_back: UndoResult | None = None
        self._error: Exception | None = None
        self._is_busy = False
        self._stop = workplace.long_work.stop
        self._said_in = i18n.current_language()
        self.steps = Steps()
        self.choosing = Choosing()
        self.review = Review()
        self.waiting = MessagePage("file-xls")
        self.finished = MessagePage("check-circle", "ok")
        self.refused = MessagePage("warning-circle", "bad")
        self.stop_button = self.waiting.add_button()
        self.take_back_button = self.finished.add_button()
        self.another_button = self.finished.add_button()
        self.show_button = self.finished.add_button(filled=True)
        self.again_button = self.refused.add_button()
        self.other_button = self.refused.add_button(filled=True)
        self.back_up_first = TickBox()
        self.back_up_first.setChecked(True)
        self.back_button = QPushButton()
        self.import_button = QPushButton()
        self.import_button.setProperty("look", "filled")
        self._foot = QFrame()
        self._foot.setProperty("look", "foot")
        self._foot_words = _text("second")
        self._foot_words.setWordWrap(True)
        self._title = _text("title")
        self._unwritten = _text("second")
        self._unwritten_sign = IconSign("shield-check", "ok")
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        retell(self, self._tell)
        self._show(self.choosing, Step.CHOOSE)

    # --- what the window asks -------------------------------------------------------------------------

    def arrive(self, _place: Place) -> None:
        """Go on where the person was."""
        self.counted.emit("", "")

    def take_focus(self) -> None:
        """Put the keyboard where the next step is."""
        where: dict[QWidget, QWidget] = {
            self.choosing: self.choosing.button,
            self.waiting: self.stop_button,
            self.review: self.import_button if self.import_button.isEnabled() else self.back_button,
            self.finished: self.show_button,
            self.refused: self.other_button,
        }
        for pane, button in where.items():
            if pane is self._stack.currentWidget():
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """What is shown, and the buttons below."""
        if self._stack.currentWidget() is self.review:
            return (self.review.kinds, self.review.table, self.import_button)
        return (self.choosing.kinds, self.choosing.button)

    def go_back(self) -> bool:
        """Leave what was checked, or what is said."""
        if self._is_busy or self._stack.currentWidget() is self.choosing:
            return False
        self.begin_anew()
        return True

    def commands(self) -> Sequence[Command]:
        """Choose a file, import it, take it back."""
        return (
            Command(CHOOSE_FILE, self.choose, "Ctrl+O", "folder-open", self._why_not_choose),
            Command(IMPORT_NAME, self.import_checked, IMPORT_KEYS, "download-simple", self._why_not_import),
        )

    # --- what a person does ---------------------------------------------------------------------------

    def choose(self) -> None:
        """Let a file be chosen, and check it."""
        path = choose_file(self, CHOOSE_TITLE, (SPREADSHEETS,))
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Check a file that was chosen or dropped; while another one is read, nothing happens."""
        if self._is_busy:
            return
        self._path = path
        self.review.options.begin()
        self._check(self.choosing.kinds.kind)

    def begin_anew(self) -> None:
        """Choose another file."""
        self._checked = self._done = self._taken_back = self._error = None
        self._show(self.choosing, Step.CHOOSE)

    def import_checked(self) -> None:
        """Write what was checked."""
        path, checked, seen = self._path, self._checked, self._seen
        if path is None or checked is None or self._why_not_import() is not None:
            return
        desk, kind = self.workplace.desk, checked.kind
        options = self.review.options.read(dry_run=False)
        with_backup = self.back_up_first.isChecked()

        def work(progress: Progress) -> ImportResult:
            refuse_changed(path, seen)
            if with_backup:
                desk.backups.backup(progress=progress)
            return desk.imports.run(kind, path, options, progress)

        self._wait(Step.IMPORT)
        self._stop = self.workplace.long_work.run(
            work, self._on_imported, self._on_failed, cancelled=self._on_import_stopped, in_order=True
        )

    def take_back(self) -> None:
        """Undo the import that was just done."""
        done = self._done
        if done is None or done.import_id is None:
            return
        history, change = self.workplace.desk.history, done.import_id
        self._wait(Step.IMPORT)
        self._stop = self.workplace.long_work.run(
            lambda progress: history.undo(change, progress),
            self._on_taken_back,
            self._on_take_back_failed,
            cancelled=self._on_take_back_stopped,
            in_order=True,
        )

    # --- work and what becomes of it ------------------------------------------------------------------

    def _check(self, kind: RecordKind) -> None:
        path = self._path
        if path is None or self._is_busy:
            return
        self._said_in = i18n.current_language()
        desk, options = self.workplace.desk, self.review.options.read(dry_run=True)

        def work(progress: Progress) -> tuple[Mark, ImportResult]:
            seen = mark_of(path)
            return seen, desk.imports.run(kind, path, options, progress)

        self._wait(Step.CHECK)
        self._stop = self.workplace.long_work.run(
            work, self._on_checked, self._on_failed, cancelled=self._on_check_stopped
        )

    def _on_checked(self, checked: tuple[Mark, ImportResult]) -> None:
        assert self._path is not None
        self._is_busy = False
        self._seen, result = checked
        self._checked = result
        self.choosing.kinds.choose(result.kind)
        self.review.show_result(self._path, result)
        self._show(self.review, Step.CHECK)
        if self._said_in != i18n.current_language():
            self._check(result.kind)

    def _on_imported(self, result: ImportResult) -> None:
        self._is_busy = False
        self._checked, self._done = None, result
        self._show(self.finished, Step.IMPORT, is_done=True)

    def _on_taken_back(self, result: UndoResult) -> None:
        self._is_busy = False
        self._taken_back = result
        self._show(self.finished, Step.IMPORT, is_done=True)

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        self._error = error_for_people(error)
        self._show(self.refused, Step.CHECK)

    def _on_take_back_failed(self, error: Exception) -> None:
        self._on_take_back_stopped()
        self.workplace.fail(error)

    def _on_check_stopped(self) -> None:
        self._is_busy = False
        self.begin_anew()

    def _on_import_stopped(self) -> None:
        self._is_busy = False
        self._show(self.review, Step.CHECK)

    def _on_take_back_stopped(self) -> None:
        self._is_busy = False
        self._show(self.finished, Step.IMPORT, is_done=True)

    def _on_options_changed(self) -> None:
        self._check(self.review.kinds.kind)

    def _again(self) -> None:
        self._check(self.choosing.kinds.kind)

    # --- what is shown --------------------------------------------------------------------------------

    def _wait(self, step: Step) -> None:
        self._is_busy = True
        self._show(self.waiting, step)

    def _show(self, pane: QWidget, step: Step, *, is_done: bool = False) -> None:
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._stack.setCurrentWidget(pane)
        self._foot.setVisible(pane is self.review)
        self.steps.show_step(step, is_done=is_done)
        for part in (self._unwritten, self._unwritten_sign):
            part.setVisible(not is_done and step is not Step.IMPORT)
        self._tell()
        if had_focus or self.isVisible():
            self.take_focus()

    def _why_not_choose(self) -> Message | None:
        return BUSY if self._is_busy else None

    def _why_not_import(self) -> Message | None:
        if self._is_busy:
            return BUSY
        if self._checked is None:
            return NOTHING_CHECKED
        if self._checked.new + self._checked.changed:
            return None
        if self._checked.conflicts:
            return UNDECIDED
        return NOTHING_TO_DO if self._checked.unchanged else NONE_FITS

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_2)
        head.setSpacing(m.GAP_2)
        head.addWidget(self._title)
        head.addSpacing(m.GAP_4)
        head.addWidget(self.steps)
        head.addStretch(1)
        head.addWidget(self._unwritten_sign)
        head.addWidget(self._unwritten)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        foot.setSpacing(m.GAP_3)
        foot.addWidget(self._foot_words, 1)
        foot.addWidget(self.back_up_first)
        foot.addWidget(self.back_button)
        foot.addWidget(self.import_button)
        for pane in (self.choosing, self.waiting, self.review, self.finished, self.refused):
            self._stack.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        self.choosing.file_asked.connect(self.choose)
        self.choosing.file_dropped.connect(self.open)
        self.review.options_changed.connect(self._on_options_changed)
        self.stop_button.clicked.connect(lambda _checked: self._stop())
        self.back_button.clicked.connect(self.begin_anew)
        self.import_button.clicked.connect(self.import_checked)
        self.take_back_button.clicked.connect(self.take_back)
        self.another_button.clicked.connect(self.begin_anew)
        self.other_button.clicked.connect(self.choose)
        self.again_button.clicked.connect(self._again)
        self.show_button.clicked.connect(lambda: self.workplace.go(Place(PageName.FILES)))
        for button in (self.back_button, self.import_button):
            button.setAutoDefault(True)

    def _tell(self) -> None:
        self._title.setText(TITLE.said())
        self._unwritten.setText(NOTHING_YET.said())
        self._tell_foot()
        for button, name in (
            (self.stop_button, STOP),
            (self.take_back_button, TAKE_BACK),
            (self.another_button, CHOOSE_ANOTHER),
            (self.show_button, SHOW_FILES),
            (self.again_button, TRY_AGAIN),
            (self.other_button, CHOOSE_ANOTHER),
            (self.back_button, BACK),
            (self.back_up_first, BACK_UP_FIRST),
        ):
            button.setText(name.said())
            button.setAccessibleName(name.said())
        file = self._path.name if self._path else ""
        busy = IMPORTING if self.steps.now is Step.IMPORT else CHECKING
        self.waiting.show_text(busy.said(name=file), WAIT.said())
        self._tell_finished()
        if self._error is not None:
            self.refused.show_text(REFUSED.said(), str(self._error))
        if self._checked is not None and self._said_in != i18n.current_language():
            self._check(self._checked.kind)

    def _tell_foot(self) -> None:
        checked, reason = self._checked, self._why_not_import()
        count = checked.new + checked.changed if checked else 0
        keyed = WITH_KEYS.said(name=IMPORT.said(count=count), keys=IMPORT_KEYS)
        self.import_button.setText(keyed)
        self.import_button.setAccessibleName(IMPORT.said(count=count))
        self.import_button.setEnabled(reason is None)
        self.import_button.setToolTip(reason.said() if reason else keyed)
        if checked is not None:
            numbers = {"rows": checked.rows, "refused": checked.refused, "conflicts": checked.conflicts}
            words = STAYS_OUT.said(**{name: shown_number(number) for name, number in numbers.items()})
            self._foot_words.setText(reason.said() if reason else words)

    def _tell_finished(self) -> None:
        done, back = self._done, self._taken_back
        self.take_back_button.setVisible(back is None)
        if back is not None:
            sentence = KEPT_SENTENCE.said(kept=list(back.kept)) if back.kept else TAKEN_BACK_SENTENCE.said()
            self.finished.show_text(TAKEN_BACK.said(), sentence)
        elif done is not None:
            names = ("new", "changed", "unchanged", "refused", "left_out")
            counts = {name: shown_number(getattr(done, name)) for name in names}
            self.finished.show_text(DONE.said(count=done.new + done.changed), DONE_SENTENCE.said(**counts))


def _text(kind: str) -> QLabel:
    text = QLabel()
    text.setProperty("text_kind", kind)
    return text
