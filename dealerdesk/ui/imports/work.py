"""One import on its way through the steps: the file, what was decided of it, and what came out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from dealerdesk import i18n
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.imports import Check, ImportEntry, ImportResult, Preview, is_archive
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.imports.latest import Latest
from dealerdesk.ui.imports.scratch import Scratch
from dealerdesk.ui.imports.stages import WAITING, Stage
from dealerdesk.ui.page import Workplace

if TYPE_CHECKING:  # start-up: the history is loaded when it is first needed
    from dealerdesk.services.history import UndoResult

PASTED = Message("ui.import_pasted", "Pasted cells")
CHANGED_MEANWHILE = "import_changed_meanwhile"
GATHERED_MS = 250
"""Decisions that follow each other as quickly as this are checked together."""

_T = TypeVar("_T")


class ImportWork(QObject):
    """Calls the services off the UI thread and keeps what they answer; nothing is written before `apply`.

    `changed` tells of another stage; `looked` that the file was looked at anew, or not (`look_error`);
    `decided` that somebody decided something of a row; `checked` that there is another `check`, `rechecking`
    that one is on its way.
    """

    changed = Signal()
    looked = Signal()
    decided = Signal()
    checked = Signal()
    rechecking = Signal()

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.stage = Stage.CHOOSE
        self.path = Path()
        self.mapping: ImportMapping | None = None
        self.preview: Preview | None = None
        self.check: Check | None = None
        self.result: ImportResult | None = None
        self.undone: UndoResult | None = None
        self.is_taken_back = False
        self.error: DealerDeskError | None = None
        self.look_error: DealerDeskError | None = None
        self.is_looking = False
        self.is_pasted = False
        self._wanted_kind: RecordKind | None = None
        self._checked_mapping: ImportMapping | None = None
        self._pasted = Scratch()
        self._scratch = Scratch()
        self._said_in = i18n.current_language()
        self._is_rechecking = False
        self._latest = Latest(workplace.long_work)
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHERED_MS)
        self._gather.timeout.connect(self._check_again)

    # --- the file -------------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        """Whether there is nothing to do but to wait or to stop."""
        return self.stage in WAITING

    @property
    def name(self) -> str:
        """What the file is called."""
        return PASTED.said() if self.is_pasted else self.path.name

    @property
    def is_behind(self) -> bool:
        """Whether what is shown as the check is not yet that of the latest decisions."""
        return self._is_rechecking or self._gather.isActive()

    def open(self, path: Path, kind: RecordKind | None = None, *, is_pasted: bool = False) -> None:
        """Look at a file; `kind` None finds out by itself what its rows hold."""
        if self.is_busy:
            return
        self._forget()
        self.path, self.is_pasted, self._wanted_kind = path, is_pasted, kind
        self._read()

    def paste(self, text: str, html: str, kind: RecordKind | None) -> None:
        """Look at a block that was copied from a spreadsheet."""
        if self.is_busy:
            return
        imports, pasted = self._workplace.desk.imports, Scratch()
        self._forget()
        self._pasted, self.is_pasted, self._wanted_kind = pasted, True, kind

        def work(_progress: Progress) -> Path:
            return imports.paste(text, html, pasted.path())

        def then(path: Path) -> None:
            self.path = path
            self._read()

        def failed(error: Exception) -> None:
            self.begin_anew()
            self._workplace.fail(error)

        self._run(Stage.READING, work, then, failed, self.begin_anew)

    def read_again(self) -> None:
        """Look at the same file once more."""
        self.open(self.path, self._wanted_kind, is_pasted=self.is_pasted)

    def begin_anew(self) -> None:
        """Forget the file."""
        self._forget()
        self._go(Stage.CHOOSE)

    @property
    def is_archive(self) -> bool:
        """Whether the file holds scans, each of which is a row: there are no columns to match."""
        return is_archive(self.path)

    def _read(self) -> None:
        if self.is_archive:
            self.mapping = ImportMapping(RecordKind.DOCUMENTS)
            self.run_check()
            return
        wanted = ImportMapping(self._wanted_kind) if self._wanted_kind else None
        self._run(
            Stage.READING, self._looking(wanted), self._on_looked_first, self._on_refused, self.begin_anew
        )

    def look_again(self, mapping: ImportMapping) -> None:
        """Look at the file as `mapping` says, while the preview of before stays."""
        if self.stage is not Stage.MATCH:
            return
        self.mapping, self.is_looking, self.look_error = mapping, True, None
        self._latest.run(
            self._looking(mapping), self._take, self._on_look_failed, partial(self._on_look_failed, None)
        )
        self.looked.emit()

    def _on_look_failed(self, error: Exception | None) -> None:
        """Say what is wrong; where somebody stopped, go on with what was seen before."""
        self.is_looking = False
        if error is not None:
            self.look_error = error_for_people(error)
        elif self.preview is not None:
            self.mapping = self.preview.mapping
        self.looked.emit()

    def choose_columns(self, mapping: ImportMapping) -> None:
        """Match columns otherwise; the file need not be looked at for that."""
        if self.stage is not Stage.MATCH:
            return
        self.mapping, self.look_error = mapping, None
        self.looked.emit()

    # --- the check ------------------------------------------------------------------------------------

    def run_check(self) -> None:
        """Compare the file with what there is."""
        mapping = self.mapping
        if mapping is None or self.is_busy or self.is_looking:
            return
        imports, path, scratch = self._workplace.desk.imports, self.path, Scratch()
        self._said_in = i18n.current_language()

        def work(progress: Progress) -> Check:
            return imports.check(path, mapping, scratch.path(), progress)

        def then(check: Check) -> None:
            self._scratch = scratch
            self._take_check(mapping, check)
            self._go(Stage.CHECK)

        def failed(error: Exception) -> None:
            if self.is_archive:
                self._on_refused(error)
            else:
                self.look_error = error_for_people(error)
                self._go(Stage.MATCH)

        self.look_error = None
        self._run(Stage.CHECKING, work, then, failed, self.leave_check)

    def leave_check(self) -> None:
        """Back to the columns, with what was decided of rows; of an archive to the beginning."""
        self._void_check()
        if self.is_archive:
            self.begin_anew()
        else:
            self._go(Stage.MATCH)

    def decide(self, mapping: ImportMapping) -> None:
        """Decide of rows as `mapping` says; what comes of it is checked in a moment."""
        if self.stage is Stage.CHECK and mapping != self.mapping:
            self.mapping = mapping
            self._gather.start()
            self.decided.emit()

    def say_anew(self) -> None:
        """Let sentences be said in the language of now."""
        if self._said_in == i18n.current_language():
            return
        if self.stage is Stage.MATCH and self.mapping is not None and not self.is_looking:
            self.look_again(self.mapping)
        elif self.stage is Stage.CHECK:
            self._gather.start()

    def _check_again(self) -> None:
        check, mapping, of_now = self.check, self.mapping, self._latest.round
        if self._is_rechecking or self.stage is not Stage.CHECK or check is None or mapping is None:
            return
        imports = self._workplace.desk.imports
        self._said_in, self._is_rechecking = i18n.current_language(), True
        self.rechecking.emit()

        def then(renewed: Check) -> None:
            self._is_rechecking = False
            if of_now == self._latest.round:
                self._take_check(mapping, renewed)
                if self.mapping is not mapping:
                    self._gather.start()
                self.checked.emit()

        def failed(error: Exception) -> None:
            cancelled()
            self._workplace.fail(error)

        def cancelled() -> None:
            self._is_rechecking = False
            if of_now == self._latest.round:
                self.mapping = self._checked_mapping
                self.decided.emit()
                self.checked.emit()

        self._workplace.long_work.run(
            lambda progress: imports.check_again(check, mapping, progress), then, failed, cancelled=cancelled
        )

    # --- the import -----------------------------------------------------------------------------------

    def apply(self, *, with_backup: bool) -> None:
        """Write what was checked, after a backup where one is wanted."""
        check, desk = self.check, self._workplace.desk
        if self.stage is not Stage.CHECK or check is None or self.is_behind:
            return

        def work(progress: Progress) -> ImportResult:
            if with_backup:
                desk.backups.backup(progress=progress)
            return desk.imports.apply(check, progress)

        def then(result: ImportResult) -> None:
            self.result = result
            self._go(Stage.DONE)

        def failed(error: Exception) -> None:
            self._go(Stage.CHECK)
            self._workplace.fail(error)
            if isinstance(error, DealerDeskError) and error.code == CHANGED_MEANWHILE:
                self._check_again()

        self._run(Stage.IMPORTING, work, then, failed, partial(self._go, Stage.CHECK), in_order=True)

    def take_back(self) -> None:
        """Undo the import that was just done."""
        result, history = self.result, self._workplace.desk.history
        if self.stage is not Stage.DONE or result is None or result.import_id is None:
            return
        change = result.import_id

        def then(undone: UndoResult) -> None:
            self.undone, self.is_taken_back = undone, True
            self._go(Stage.DONE)

        def failed(error: Exception) -> None:
            self._go(Stage.DONE)
            self._workplace.fail(error)
            self.look_whether_undone()

        self._run(
            Stage.TAKING_BACK,
            lambda progress: history.undo(change, progress),
            then,
            failed,
            partial(self._go, Stage.DONE),
            in_order=True,
        )

    def look_whether_undone(self) -> None:
        """Find out whether the import was taken back elsewhere, or done again."""
        result, imports = self.result, self._workplace.desk.imports
        if self.stage is Stage.DONE and result is not None and result.import_id is not None:
            listed = partial(self._on_listed, result)
            self._workplace.tasks.read("imports.undone", imports.list, listed, self._workplace.fail)

    def _on_listed(self, result: ImportResult, entries: Sequence[ImportEntry]) -> None:
        entry = next((each for each in entries if each.import_id == result.import_id), None)
        if self.stage is not Stage.DONE or result is not self.result or entry is None:
            return
        if entry.undone is not self.is_taken_back:
            self.is_taken_back, self.undone = entry.undone, None
            self._go(Stage.DONE)

    def stop(self) -> None:
        """Stop what one waits for; everything stays as it was before."""
        # Of what writes nothing the end is not waited for.
        if self.stage is Stage.READING:
            self.begin_anew()
        elif self.stage is Stage.CHECKING:
            self.leave_check()
        else:
            self._latest.stop()

    # --- inside ---------------------------------------------------------------------------------------

    def _looking(self, mapping: ImportMapping | None) -> Callable[[Progress], Preview]:
        imports, path = self._workplace.desk.imports, self.path
        self._said_in = i18n.current_language()
        return lambda progress: imports.preview(path, mapping, progress)

    def _on_looked_first(self, preview: Preview) -> None:
        self._take(preview)
        self._go(Stage.MATCH)

    def _take(self, preview: Preview) -> None:
        decided = self.mapping
        self.preview, self.is_looking = preview, False
        self.mapping = preview.mapping
        if decided is not None:
            same = (decided.sheet or preview.sheet, decided.kind) == (preview.sheet, preview.mapping.kind)
            rows = decided if same else decided.without_rows()
            self.mapping = replace(
                preview.mapping,
                on_conflict=decided.on_conflict,
                create_files=decided.create_files,
                corrections=rows.corrections,
                decisions=rows.decisions,
            )
        self.looked.emit()

    def _take_check(self, mapping: ImportMapping, check: Check) -> None:
        self.check, self._checked_mapping = check, mapping

    def _on_refused(self, error: Exception) -> None:
        self.error = error_for_people(error)
        self._go(Stage.REFUSED)

    def _void_check(self) -> None:
        self._gather.stop()
        self._latest.drop()

    def _forget(self) -> None:
        """Forget all that belongs to a file."""
        self._void_check()
        self.mapping = self.preview = self.check = self.result = self.undone = None
        self.error = self.look_error = self._checked_mapping = None
        self.is_looking = self.is_pasted = self.is_taken_back = False
        self._scratch = Scratch()

    def _go(self, stage: Stage) -> None:
        self.stage = stage
        self.changed.emit()

    def _run(  # noqa: PLR0913  # what long work takes, and the stage that it is
        self,
        stage: Stage,
        work: Callable[[Progress], _T],
        then: Callable[[_T], None],
        failed: Callable[[Exception], None],
        cancelled: Callable[[], None],
        *,
        in_order: bool = False,
    ) -> None:
        """Do what is waited for."""
        self._latest.run(work, then, failed, cancelled, in_order=in_order)
        self._go(stage)
