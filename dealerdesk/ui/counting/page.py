"""Counting along the cabinet: scan, see the verdict, tick the folder, go on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealerdesk.domain.audits import AuditState
from dealerdesk.domain.code_lists import codes_in
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Board, RecentScan
from dealerdesk.storage.unit_of_work import Change
from dealerdesk.ui.audits.actions import (
    IS_CLOSED,
    REPORT,
    SHEET,
    AuditActions,
)
from dealerdesk.ui.audits.model import Listed
from dealerdesk.ui.commands import Command
from dealerdesk.ui.counting.code_lists import (
    LIST_STOPPED,
    LISTS,
    NO_CODES,
    PASTED,
    READ_LIST,
    summary_of,
    tone_of,
)
from dealerdesk.ui.counting.folder_work import FolderWork
from dealerdesk.ui.counting.kept_place import keep_place, kept_place
from dealerdesk.ui.counting.page_commands import commands_of
from dealerdesk.ui.counting.scanning import Asked, Scanning
from dealerdesk.ui.counting.together import together
from dealerdesk.ui.counting.unseen_keeping import UnseenKeeping
from dealerdesk.ui.counting.verdicts import ATTENTION, Heard, heard_before
from dealerdesk.ui.counting.view import CountingView
from dealerdesk.ui.dialogs import choose_file
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.scanner import Scanner
from dealerdesk.ui.sounds import Sounds
from dealerdesk.ui.widgets.reading_order import enter

NO_AUDIT = Message("ui.counting_no_audit", "Choose an audit in the list of audits first.")
SCANNED = Message("ui.counting_scanned", "{count} scanned", "{count} scanned")
MISPLACED = Message("ui.counting_misplaced", "{count} misplaced", "{count} misplaced")
PAUSED = Message("ui.counting_paused", "Paused. Everything is saved; {left} folders are left.")
KEPT_COUNTER = "counting.counter"
RECENT_AT_FIRST = 100
_BOARD_MS = 150


class CountingPage(Page):
    """Shows `Place(COUNTING, item=audit, words=folder)`."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.board: Board | None = None
        self._audit = 0
        self.scanner = Scanner(self)
        self.sounds = Sounds(workplace.preferences, parent=self)
        self.scanning = Scanning(workplace, self)
        self.actions_ = AuditActions(workplace, self._listed, self)
        self.view = view = CountingView(workplace, self.actions_.bar)
        self.head, self.figures, self.tiles = view.head, view.figures, view.figures.tiles
        self.field, self.verdict, self.unseen = view.field, view.verdict, view.unseen
        self.panel, self.side, self.outcome = view.panel, view.side, view.outcome
        self.not_written, self.keeping = view.not_written, UnseenKeeping(workplace, self)
        self.folders = FolderWork(workplace, self.panel, self.scanning, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_BOARD_MS)
        self.field.sound.setChecked(self.sounds.is_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._connect()

    def arrive(self, place: Place) -> None:
        """Show the audit `item`, and the folder that the words name."""
        if place.item is not None and place.item != self._audit:
            self._show_audit(place.item)
        if place.words:
            self.folders.read(place.words)
        self._read_board()

    def here(self, place: Place) -> Place:
        """The audit, with the folder that is shown."""
        return Place(PageName.COUNTING, item=self._audit or place.item, words=self.panel.file_no)

    def leave(self) -> None:
        """What is said of the folder is saved."""
        self.panel.save()

    def take_focus(self) -> None:
        """Begin in the scan field; where nothing is counted any more, at the folder."""
        self.view.show_folder()
        if self.field.isEnabled():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not enter(self.panel, Qt.FocusReason.OtherFocusReason):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """The scan field, the folder, the last scans, and what is left."""
        parts: list[QWidget] = [self.field, self.tiles, self.panel, self.side.scan_list, self.side.tabs]
        key = self.side.tabs.chosen_key
        return [part for part in (*parts, self.side.tables[key], self.side.sign) if part.isVisible()]

    def go_back(self) -> bool:
        """From the folder back to the scan field; then messages go."""
        bars = [bar for bar in (self.outcome, self.actions_.bar) if bar.isVisible()]
        if (focus := self.focusWidget()) is not None and self.isAncestorOf(focus):
            self.take_focus()
            if self.focusWidget() is not focus:
                return True
        for bar in bars:
            bar.hide()
        return bool(bars)

    def commands(self) -> Sequence[Command]:
        """What can be done while counting."""
        of_audit = (each for each in self.actions_.of_audit if each.name in {SHEET, REPORT})
        return (*self.panel.commands(), *commands_of(self), *of_audit)

    def count(self, code: str) -> None:
        """Count the folder with this code where the counter stands; the folder before it is saved first."""
        if self._is_closed or not self._audit:
            self.workplace.say((IS_CLOSED if self._is_closed else NO_AUDIT).said())
            return
        self.panel.expect_next()
        self.outcome.hide()
        self.view.show_folder()
        self.scanning.count(code)

    def count_text(self, text: str) -> None:
        """Count all codes of a text, such as a list that was pasted."""
        self._count_codes(codes_in(text), PASTED.said())

    def read_list(self) -> None:
        """Choose what a batch scanner wrote, and count it."""
        path = choose_file(self, READ_LIST, (LISTS,))
        if path is not None:
            self.take_list(path)

    def take_list(self, path: Path) -> None:
        """Count the codes in a file."""
        self.workplace.long_work.run(
            lambda progress: self.workplace.desk.counting.read_codes(path, progress),
            lambda codes: self._count_codes(codes, path.name),
            self.workplace.fail,
        )

    def pause(self) -> None:
        """Leave; all is saved."""
        if self.board is not None:
            self.workplace.say(PAUSED.said(left=shown_number(self.board.left)))
        self.workplace.go(Place(PageName.AUDITS, item=self._audit))

    def stand_at(self, cabinet: str) -> None:
        """Count at this cabinet from now on."""
        self.scanning.place = cabinet
        keep_place(self.workplace, self._audit, cabinet)
        self._show_standing()
        self.side.stand_at(cabinet)
        self._tell_counted()

    def _show_audit(self, audit: int) -> None:
        self.folders.put_away()
        self._audit = self.scanning.audit = audit
        self.board = None
        self.verdict.show_heard(None)
        self.unseen.forget()
        self.keeping.find(audit, self._on_unseen_found)
        self.head.show_board(None)
        self.side.show_audit(audit)
        self.scanning.place = kept_place(self.workplace, audit)
        self.tiles.chosen = self.scanning.place
        self.side.stand_at(self.scanning.place)
        desk, tasks = self.workplace.desk, self.workplace.tasks
        tasks.read("counting.recent", partial(desk.counting.recent, audit, RECENT_AT_FIRST), self._on_recent)
        tasks.read("counting.people", desk.audits.people, self._on_people)

    def _on_unseen_found(self, audit: int, waiting: Sequence[Heard]) -> None:
        if audit == self._audit:
            self.unseen.resume(waiting)

    def _on_recent(self, scans: Sequence[RecentScan]) -> None:
        self.side.scans.show_rows([heard_before(scan) for scan in scans])

    def _on_people(self, people: Sequence[str]) -> None:
        kept = self.workplace.preferences.kept(KEPT_COUNTER, "")
        self.scanning.by = kept if isinstance(kept, str) else ""
        self.head.show_people(tuple(people), self.scanning.by)

    def _read_board(self) -> None:
        self._soon.stop()
        if self._audit:
            read = partial(self.workplace.desk.counting.board, self._audit)
            self.workplace.tasks.read("counting.board", read, self._on_board)

    def _on_board(self, board: Board) -> None:
        is_first = self.board is None
        self.board = board
        self.head.show_board(board)
        self.figures.show_board(board)
        if self.scanning.place not in self.tiles.cabinets:
            self.scanning.place = ""
        if is_first:
            self.tiles.choose(self.scanning.place)
        self.side.show_board(board)
        self.field.close_field(closed=self._is_closed)
        self.folders.close(closed=self._is_closed)
        self._show_standing()
        self._tell_counted()

    def _show_standing(self) -> None:
        has_cabinets = any(self.tiles.cabinets)
        self.field.ask_for_place(asked=has_cabinets and not self.scanning.place)

    def _on_heard(self, heard: Heard) -> None:
        self.verdict.show_heard(heard)
        self._show_undoable()
        self.sounds.play(heard.look.tone)
        self.side.scans.add(heard)
        if heard.verdict in ATTENTION:
            self.unseen.add([heard])
        if heard.is_folder and heard.file_no is not None:
            if not self.scanning.is_waiting:
                self.panel.expect(heard.file_no)
            self.folders.read(heard.file_no)
            self.panel.focus_ticks()
            if heard.belongs:
                self.side.stand_at(self.scanning.place, heard.belongs)
        else:
            self.folders.put_away()
            self.take_focus()
        self._refresh_soon()

    def _on_listed(self, heard: Sequence[Heard]) -> None:
        for each in heard[-RECENT_AT_FIRST:]:
            self.side.scans.add(each)
        self.unseen.add([each for each in heard if each.verdict in ATTENTION])
        self.outcome.show_outcome(summary_of(heard))
        self.sounds.play(tone_of(heard))
        self._refresh_soon()

    def _on_missed(self, audit: int, heard: Sequence[Heard]) -> None:
        """Verdicts of an audit that somebody has left wait there until it is shown again."""
        if waiting := [each for each in heard if each.verdict in ATTENTION]:
            self.keeping.add(audit, waiting)

    def _on_failed(self, asked: Asked, error: Exception) -> None:
        """Scans that are not on the disk are named: somebody has them in the hand."""
        self.not_written.add(asked)
        if not self.scanning.is_waiting:
            self.panel.expect("")
        self.workplace.fail(error)

    def _on_stopped(self, _asked: Asked) -> None:
        self.workplace.say(LIST_STOPPED.said())
        self._refresh_soon()

    def _count_codes(self, codes: Sequence[str], name: str) -> None:
        if not codes:
            self.workplace.say(NO_CODES.said(name=name))
        elif len(codes) == 1:
            self.count(codes[0])
        elif self.why_not_open() is None:
            self.folders.put_away()
            self.verdict.show_heard(None)
            self.scanning.count_list(codes)

    def _on_committed(self, change: Change) -> None:
        if change.undoes is not None:
            if self.verdict.take_back(change.undoes) and self.panel.pending() is None:
                self.folders.put_away()
                self.take_focus()
            self.side.scans.take_back(change.undoes)
            self.unseen.take_back(change.undoes)
        self._on_changed()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._refresh_soon()
            if not self.scanning.is_waiting:  # else the verdict that comes shows a folder of its own
                self.folders.read_again()

    def _refresh_soon(self) -> None:
        """Read the board once for all scans of a moment, however fast they come."""
        if not self._soon.isActive():
            self._soon.start()

    def _show_undoable(self) -> None:
        step = self.workplace.undoing.undoable
        self.verdict.show_undoable(step.set_id if step is not None else None)

    def _on_elsewhere(self) -> None:
        self._on_changed()
        if self.isVisible() and self._audit:
            recent = partial(self.workplace.desk.counting.recent, self._audit, RECENT_AT_FIRST)
            self.workplace.tasks.read("counting.elsewhere", recent, self._on_recent_elsewhere)

    def _on_recent_elsewhere(self, scans: Sequence[RecentScan]) -> None:
        """Scans of other counters come among those of this window."""
        self.side.scans.show_rows(together(self.side.scans.rows, tuple(map(heard_before, scans))))

    def _on_named(self, name: str) -> None:
        if name != self.scanning.by:
            self.panel.save()
            self.scanning.by = name
            self.workplace.preferences.keep(KEPT_COUNTER, name)

    def _on_opened(self, code: str) -> None:
        self.panel.save()
        self.view.show_folder()
        self.folders.read(code)
        self.panel.focus_ticks()

    def show_findings(self, words: str = "") -> None:
        """Go to what the audit found; `words` as `PageName.FINDINGS` reads them."""
        self.workplace.go(Place(PageName.FINDINGS, item=self._audit, words=words))

    def _listed(self) -> Listed | None:
        return Listed(self.board.audit, self.board.figures) if self.board is not None else None

    @property
    def _is_closed(self) -> bool:
        return self.board is not None and self.board.audit.state is AuditState.CLOSED

    def why_not_open(self) -> Message | None:
        """What stands against counting now."""
        if self.board is None:
            return NO_AUDIT
        return None if self.board.audit.state is AuditState.OPEN else IS_CLOSED

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  # Qt's name
        """Hear scans."""
        super().showEvent(event)
        self.scanner.listen()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  # Qt's name
        """Scans are for whoever is in sight."""
        super().hideEvent(event)
        self.scanner.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Ticks are made from anywhere on the page where no text is typed."""
        if not self.panel.key_pressed(event):
            super().keyPressEvent(event)

    def _connect(self) -> None:
        feed = self.workplace.feed
        feed.committed.connect(self._on_committed)
        feed.changed_elsewhere.connect(self._on_elsewhere)
        self._soon.timeout.connect(self._read_board)
        self.scanner.scanned.connect(self.count)
        self.scanner.unended.connect(self.field.take_unended)
        self.scanning.heard.connect(self._on_heard)
        self.scanning.listed.connect(self._on_listed)
        self.scanning.missed.connect(self._on_missed)
        self.scanning.failed.connect(self._on_failed)
        self.scanning.stopped.connect(self._on_stopped)
        self.not_written.again.connect(self.scanning.submit)
        self.workplace.undoing.changed.connect(self._show_undoable)
        self.scanning.waiting.connect(self.field.show_waiting)
        self.field.typed.connect(self.count)
        self.field.list_given.connect(self.count_text)
        self.field.sound.toggled.connect(lambda on: self.sounds.switch(on=on))
        self.verdict.undo.clicked.connect(self.workplace.undoing.undo)
        self.unseen.changed.connect(lambda: self.keeping.keep(self._audit, self.unseen.waiting))
        self.unseen.emptied.connect(self.take_focus)
        self.tiles.picked.connect(self.stand_at)
        self.folders.written.connect(self._refresh_soon)
        self.panel.finished.connect(self.take_focus)
        self.panel.changed.connect(self.commands_changed)
        self.side.asked.connect(self.show_findings)
        self.side.opened.connect(self._on_opened)
        self.head.back_asked.connect(self.pause)
        self.head.pause_asked.connect(self.pause)
        self.head.sheet_asked.connect(self.actions_.offer_sheets)
        self.head.report_asked.connect(self.actions_.offer_reports)
        self.head.counter_named.connect(self._on_named)
        buttons = {SHEET: self.head.sheet, REPORT: self.head.report}
        self.actions_.anchor = buttons.get

    def _tell_counted(self) -> None:
        if self.board is None:
            return
        figures = self.board.figures
        self.counted.emit(
            SCANNED.said(count=figures.counted),
            MISPLACED.said(count=figures.misplaced) if figures.misplaced else "",
        )
