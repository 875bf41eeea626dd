"""Importing a spreadsheet in four steps: choose it, match its columns, check its rows, import them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.import_mapping import ImportMapping, Side
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.history import UndoResult
from dealerdesk.services.imports import Verdict
from dealerdesk.ui.commands import Command
from dealerdesk.ui.dialogs import choose_file
from dealerdesk.ui.imports.checking import Checking
from dealerdesk.ui.imports.choosing import PASTE, PASTE_KEYS, Choosing
from dealerdesk.ui.imports.column_choices import adopted
from dealerdesk.ui.imports.finished import Finished
from dealerdesk.ui.imports.foot import CHECK, CHECK_KEYS, IMPORT_KEYS, Foot, FootState, stays_out
from dealerdesk.ui.imports.matching import Matching
from dealerdesk.ui.imports.problem_rows import ProblemRows
from dealerdesk.ui.imports.saved_mappings import SavedMappingsMenu
from dealerdesk.ui.imports.stages import Stage
from dealerdesk.ui.imports.steps import Step, Steps
from dealerdesk.ui.imports.waiting import Waiting
from dealerdesk.ui.imports.words import (
    BUSY,
    CHOOSE_ANOTHER,
    CHOOSE_FILE,
    NO_ROWS,
    SPREADSHEETS,
    TITLE,
)
from dealerdesk.ui.imports.work import ImportWork
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.message_page import MessagePage
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar

CHOOSE_TITLE = Message("ui.import_choose_title", "Choose a spreadsheet to import")
NOTHING_YET = Message("ui.import_nothing_yet", "Nothing is written yet")
IMPORT_NAME = Message("ui.import_now", "Import what was checked")
KEEP_OURS_HERE = Message("ui.import_keep_here", "Keep ours on this line of the check")
USE_EXCEL_HERE = Message("ui.import_use_here", "Use Excel on this line of the check")
EDIT_HERE = Message("ui.import_edit_here", "Type the cell of this line anew")
FORGET_HERE = Message("ui.import_forget_here", "Take back what was decided or typed on this line")
NOTHING_TO_DO = Message("ui.import_nothing_to_do", "Nothing would change: everything is here already.")
NONE_FITS = Message(
    "ui.import_none_fits", "No row can be imported. See why in the list, or edit the columns."
)
UNDECIDED = Message("ui.import_undecided", "Nothing would change: where both differ, ours is kept.")
BEING_CHECKED = Message("ui.import_being_checked", "What you decided is being checked.")
REFUSED = Message("ui.import_file_refused", "This file cannot be imported")
TRY_AGAIN = Message("ui.import_try_again", "Try again")
STANDS = Message("ui.import_stands", "Import: step {number} of {count}")
LEFT = Message("ui.import_left", "{count} decision left", "{count} decisions left")
FILE_LEFT = Message("ui.import_file_left", "{file} · {left}")
RECENT_TOPIC = "imports.recent"
CALM_MS = 300
"""What is done sooner than this is not waited for in view."""

_STEPS = {
    Stage.CHOOSE: Step.CHOOSE,
    Stage.READING: Step.MATCH,
    Stage.MATCH: Step.MATCH,
    Stage.REFUSED: Step.CHOOSE,
    Stage.CHECKING: Step.CHECK,
    Stage.CHECK: Step.CHECK,
}


class ImportPage(Page):
    """Arranges the steps; nothing is written before the last button."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.work = ImportWork(workplace, self)
        self.steps = Steps()
        self.choosing = Choosing()
        self.matching = Matching(self.work)
        self.checking = Checking(self.work, workplace)
        self.waiting = Waiting(self.work, workplace.long_work)
        self.finished = Finished(self.work, workplace)
        self.refused = MessagePage("warning-circle", "bad")
        self.again_button = self.refused.add_button()
        self.other_button = self.refused.add_button(filled=True)
        self.foot = Foot()
        self.outcome = OutcomeBar()
        self._problem_rows = ProblemRows(self.work, workplace, self.outcome)
        self.mappings = SavedMappingsMenu(workplace, self.foot.mappings, self._on_mapping_chosen)
        self._title = QLabel()
        self._title.setProperty("text_kind", "title")
        self._unwritten = QLabel()
        self._unwritten.setProperty("text_kind", "second")
        self._unwritten_sign = IconSign("shield-check", "ok")
        self._stack = QStackedWidget()
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._arrange()
        self._connect()
        retell(self, self._tell)
        self._on_changed()

    # --- what the window asks -------------------------------------------------------------------------

    def arrive(self, _place: Place) -> None:
        """Go on where the person was."""
        self._read_recent()
        self._tell_counts()

    def take_focus(self) -> None:
        """Put the keyboard where the next step is."""
        steps = {Stage.MATCH: self.matching.take_focus, Stage.CHECK: self.checking.take_focus}
        if self.work.stage in steps:
            steps[self.work.stage]()
            return
        buttons = {
            Stage.CHOOSE: self.choosing.button,
            Stage.DONE: self.finished.show_files,
            Stage.REFUSED: self.other_button,
        }
        buttons.get(self.work.stage, self.waiting.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """The parts of the step at hand, and the buttons below."""
        if self.work.stage is Stage.CHECK:
            return (self.checking.tiles, self.checking.table, self.foot)
        if self.work.stage is Stage.MATCH:
            return (self.matching.options, self.matching.grid, self.matching.table, self.foot)
        if self.work.stage is Stage.CHOOSE:
            return (self.choosing.kinds, self.choosing.button, self.choosing.recent)
        return (self._stack,)

    def go_back(self) -> bool:
        """One step back; what is being written goes on."""
        stage = self.work.stage
        if stage in {Stage.CHOOSE, Stage.IMPORTING, Stage.TAKING_BACK}:
            return False
        if stage is Stage.CHECK:
            self.work.leave_check()
        elif stage in {Stage.READING, Stage.CHECKING}:
            self.work.stop()
        else:
            self.work.begin_anew()
        return True

    def commands(self) -> Sequence[Command]:
        """What can be done on the step at hand."""
        choose = Command(CHOOSE_FILE, self.choose, "Ctrl+O", "folder-open", self._why_not_choose)
        if self.work.stage is Stage.MATCH:
            check = Command(CHECK, self.work.run_check, CHECK_KEYS, "check", self.matching.why_not)
            return (choose, check)
        if self.work.stage is Stage.CHECK:
            return (choose, *self._commands_of_check())
        paste = Command(PASTE, self.paste, PASTE_KEYS, "clipboard-text", self._why_not_choose)
        return (choose, paste) if self.work.stage is Stage.CHOOSE else (choose,)

    def _commands_of_check(self) -> Sequence[Command]:
        here, keep, use = self.checking, Side.OURS, Side.THEIRS
        decide = here.why_not_decide
        return (
            Command(KEEP_OURS_HERE, partial(here.decide_here, keep), "1", "", decide),
            Command(KEEP_OURS_HERE, partial(here.decide_here, keep), "O", "", decide),
            Command(USE_EXCEL_HERE, partial(here.decide_here, use), "2", "", decide),
            Command(USE_EXCEL_HERE, partial(here.decide_here, use), "E", "", decide),
            Command(EDIT_HERE, here.table.begin_typing, "F2", "pencil-simple", here.why_not_fix),
            Command(FORGET_HERE, here.forget_here, "Del", "arrow-u-up-left", here.why_not_forget),
            Command(IMPORT_NAME, self.import_checked, IMPORT_KEYS, "download-simple", self._why_not_import),
        )

    # --- what a person does ---------------------------------------------------------------------------

    def choose(self) -> None:
        """Let a file be chosen, and look at it."""
        path = choose_file(self, CHOOSE_TITLE, (SPREADSHEETS,))
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Look at a file that was chosen or dropped; while another one is read, nothing happens."""
        self.work.open(path, self.choosing.kinds.kind)

    def paste(self) -> None:
        """Look at the cells that were copied."""
        # PySide hands out none where nothing was ever copied, or its owner is gone.
        mime = QGuiApplication.clipboard().mimeData() or QMimeData()
        self.work.paste(mime.text(), mime.html(), self.choosing.kinds.kind)

    def import_checked(self) -> None:
        """Write what was checked; what is being typed is checked first."""
        self.checking.table.finish_typing()
        if self._why_not_import() is None:
            self.work.apply(with_backup=self.foot.back_up_first.isChecked())

    # --- what becomes of it ---------------------------------------------------------------------------

    def _on_changed(self) -> None:
        self._tell()
        self.commands_changed.emit()
        if self.work.is_busy:
            self._calm.start()
            return
        self._calm.stop()
        panes = {
            Stage.MATCH: self.matching,
            Stage.CHECK: self.checking,
            Stage.DONE: self.finished,
            Stage.REFUSED: self.refused,
        }
        self._show(panes.get(self.work.stage, self.choosing))
        if self.work.stage in {Stage.CHOOSE, Stage.DONE}:
            self._read_recent()

    def _on_mapping_chosen(self, saved: ImportMapping) -> None:
        if self.work.mapping is not None and self.work.preview is not None:
            self.work.look_again(adopted(saved, self.work.mapping, self.work.preview))

    def _on_committed(self) -> None:
        if self.isVisible() and self.work.stage is Stage.CHOOSE:
            self._read_recent()
        self.work.look_whether_undone()

    def _read_recent(self) -> None:
        listed = self.workplace.desk.imports.list
        self.workplace.tasks.read(
            RECENT_TOPIC, listed, self.choosing.recent.show_entries, self.workplace.fail
        )

    def _on_take_back_asked(self, import_id: int) -> None:
        history = self.workplace.desk.history

        def work(progress: Progress) -> UndoResult:
            return history.undo(import_id, progress)

        self.workplace.long_work.run(
            work, lambda _undone: self._read_recent(), self.workplace.fail, in_order=True
        )

    # --- what is shown --------------------------------------------------------------------------------

    def _show(self, pane: QWidget) -> None:
        focus = QApplication.focusWidget()
        types_elsewhere = isinstance(focus, QLineEdit) and not self.isAncestorOf(focus)
        self._stack.setCurrentWidget(pane)
        self.foot.setVisible(pane in {self.matching, self.checking})
        self.outcome.setVisible(self.outcome.isVisible() and pane in {self.checking, self.finished})
        if self.isVisible() and not types_elsewhere:
            self.take_focus()

    def _why_not_choose(self) -> Message | None:
        return BUSY if self.work.is_busy else None

    def _why_not_import(self) -> Message | None:
        check = self.work.check
        if self.work.stage is not Stage.CHECK or check is None:
            return BUSY
        if self.work.is_behind:
            return BEING_CHECKED
        if check.writes:
            return None
        if check.lines.get(Verdict.CONFLICT):
            return UNDECIDED
        if not any(check.lines.values()):
            return NO_ROWS
        return NOTHING_TO_DO if check.result.unchanged else NONE_FITS

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_2)
        head.setSpacing(m.GAP_2)
        head.addWidget(self._title)
        head.addSpacing(m.GAP_4)
        head.addWidget(self.steps)
        head.addStretch(1)
        head.addWidget(self._unwritten_sign)
        head.addWidget(self._unwritten)
        panes: tuple[QWidget, ...] = (
            *(self.choosing, self.matching, self.checking),
            *(self.waiting, self.finished, self.refused),
        )
        for pane in panes:
            self._stack.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.outcome)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        work, foot = self.work, self.foot
        self._calm.timeout.connect(lambda: self._show(self.waiting))
        work.changed.connect(self._on_changed)
        self.workplace.feed.committed.connect(self._on_committed)
        for signal in (work.looked, work.decided, work.checked, work.rechecking):
            signal.connect(self._tell_foot)
        self.choosing.file_asked.connect(self.choose)
        self.choosing.file_dropped.connect(self.open)
        self.choosing.paste_asked.connect(self.paste)
        self.choosing.recent.take_back_asked.connect(self._on_take_back_asked)
        foot.back.clicked.connect(self.go_back)
        foot.cancel.clicked.connect(work.begin_anew)
        foot.check.clicked.connect(work.run_check)
        foot.import_.clicked.connect(self.import_checked)
        foot.save_problems.clicked.connect(self._problem_rows.save)
        foot.mappings.clicked.connect(lambda: self.mappings.open(work.path.stem))
        self.finished.take_back.clicked.connect(work.take_back)
        self.finished.save_problems.clicked.connect(self._problem_rows.save)
        self.finished.another.clicked.connect(work.begin_anew)
        self.finished.show_files.clicked.connect(lambda: self.workplace.go(Place(PageName.FILES)))
        self.other_button.clicked.connect(self.choose)
        self.again_button.clicked.connect(work.read_again)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Give up words where there is little room."""
        super().resizeEvent(event)
        self.steps.show_narrow(narrow=self.width() < m.FILE_HEAD_NARROW)

    def _tell(self) -> None:
        self._title.setText(TITLE.said())
        self._unwritten.setText(NOTHING_YET.said())
        stage = self.work.stage
        is_done = stage is Stage.DONE and self.work.undone is None
        self.steps.show_step(_STEPS.get(stage, Step.IMPORT), is_done=is_done)
        for part in (self._unwritten, self._unwritten_sign):
            part.setVisible(stage in _STEPS)
        for button, name in ((self.again_button, TRY_AGAIN), (self.other_button, CHOOSE_ANOTHER)):
            button.setText(name.said())
            button.setAccessibleName(name.said())
        if self.work.error is not None:
            self.refused.show_text(REFUSED.said(), str(self.work.error))
        self._tell_foot()
        self.work.say_anew()

    def _tell_foot(self) -> None:
        """Say what will be done; a button that is pressed too early does not send the keyboard away."""
        focus = QApplication.focusWidget()
        self._tell_doing()
        if focus is not None and self.foot.isAncestorOf(focus) and not focus.isEnabled():
            self.take_focus()

    def _tell_doing(self) -> None:
        work, check = self.work, self.work.check
        self._tell_counts()
        if work.mapping is not None:
            self.mappings.show_mapping(work.mapping)
        if work.stage is Stage.MATCH:
            reason = self.matching.why_not()
            self.foot.show_state(FootState(False, self.matching.summary, 0, reason, False))
        elif check is not None and work.stage is Stage.CHECK:
            words = stays_out(check)
            has_problems = bool(check.result.refused or check.result.left_out) and not work.is_archive
            reason = self._why_not_import()
            self.foot.show_state(FootState(True, words, check.writes, reason, has_problems))

    def _tell_counts(self) -> None:
        work = self.work
        step = self.steps.now
        if work.stage is Stage.CHOOSE:
            self.counted.emit("", "")
            return
        stands = STANDS.said(number=step + 1, count=len(Step))
        if work.stage is Stage.CHECK and work.check is not None and work.check.undecided:
            left = LEFT.said(count=work.check.undecided)
            self.counted.emit(stands, FILE_LEFT.said(file=work.name, left=left))
        else:
            self.counted.emit(stands, work.name)
