"""Counting along the cabinet: scan, see the verdict, tick the folder, go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealerdesk.domain.audits import AuditState, Verdict
from dealerdesk.domain.code_lists import codes_in
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Board, EvidenceRow, Folder, FolderTicks, RecentScan, Ticked
from dealerdesk.storage.unit_of_work import Change
from dealerdesk.ui.audits.actions import (
    IS_CLOSED,
    REPORT,
    SHEET,
    AuditActions,
)
from dealerdesk.ui.audits.model import Listed
from dealerdesk.ui.commands import Command
from dealerdesk.ui.counting.folder_panel import FolderPanel
from dealerdesk.ui.counting.head import PAUSE, CountingHead, FiguresLine
from dealerdesk.ui.counting.scan_field import ScanField
from dealerdesk.ui.counting.scanning import Scanning
from dealerdesk.ui.counting.side import CountingSide
from dealerdesk.ui.counting.unseen import SEEN, SEEN_KEYS, Unseen
from dealerdesk.ui.counting.verdict_bar import VerdictBar
from dealerdesk.ui.counting.verdicts import ATTENTION, LOOKS, Heard, heard_before
from dealerdesk.ui.dialogs import FilePattern, choose_file
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.scanner import Scanner
from dealerdesk.ui.sounds import Sounds
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar

SCAN_FIELD = Message("ui.counting_go_to_field", "Go to the scan field")
NEXT_CABINET = Message("ui.counting_next_cabinet", "Stand at the next cabinet")
CABINET_BEFORE = Message("ui.counting_cabinet_before", "Stand at the cabinet before")
READ_LIST = Message("ui.counting_read_list", "Read a list of scans …")
FINDINGS = Message("ui.counting_findings", "What the audit found")
SOUND = Message("ui.counting_sound", "Sounds on or off")
NO_AUDIT = Message("ui.counting_no_audit", "Choose an audit in the list of audits first.")
ALL_SEEN = Message("ui.counting_all_seen", "Nothing waits to be seen.")
NO_CODES = Message(
    "ui.counting_no_codes", "There is no code in {name}. Choose the list that the scanner wrote."
)
PASTED = Message("ui.counting_pasted", "what was pasted")
LIST_COUNTED = Message(
    "ui.counting_list_counted",
    "{count} code read: {counted} counted, {already} already counted, {misplaced} in the wrong cabinet, "
    "{strange} unknown or archived",
    "{count} codes read: {counted} counted, {already} already counted, {misplaced} in the wrong cabinet, "
    "{strange} unknown or archived",
)
NOT_WRITTEN = Message(
    "ui.counting_not_written",
    "{count} scan was not saved: {codes}. Scan it again.",
    "{count} scans were not saved: {codes}. Scan them again.",
)
SCANNED = Message("ui.counting_scanned", "{count} scanned", "{count} scanned")
MISPLACED = Message("ui.counting_misplaced", "{count} misplaced", "{count} misplaced")
PAUSED = Message("ui.counting_paused", "Paused. Everything is saved; {left} folders are left.")
LISTS = FilePattern(
    Message("ui.pattern_code_lists", "Lists of scans"),
    ("*.txt", "*.csv", "*.tsv", "*.xlsx", "*.xls", "*.ods"),
)
FIELD_KEYS, LIST_KEYS, FINDINGS_KEYS = "Ctrl+F", "Ctrl+O", "Ctrl+D"
KEPT_PLACE, KEPT_COUNTER = "counting.place", "counting.counter"
RECENT_AT_FIRST = 100
_BOARD_MS = 150
_CODES_NAMED = 5


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
        self.outcome = OutcomeBar()
        self.head, self.figures = CountingHead(), FiguresLine()
        self.tiles = self.figures.tiles
        self.field, self.verdict, self.unseen = ScanField(), VerdictBar(), Unseen()
        self.panel = FolderPanel(workplace)
        self.side = CountingSide(workplace)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_BOARD_MS)
        self.field.sound.setChecked(self.sounds.is_on)
        self._arrange()
        self._connect()

    # --- what the window asks -------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the audit `item`, and the folder that the words name."""
        if place.item is not None and place.item != self._audit:
            self._show_audit(place.item)
        if place.words:
            self._read_folder(place.words)
        self._read_board()

    def here(self, place: Place) -> Place:
        """The audit, with the folder that is shown."""
        return Place(PageName.COUNTING, item=self._audit or place.item, words=self.panel.file_no)

    def leave(self) -> None:
        """What is said of the folder is saved."""
        self.panel.save()

    def take_focus(self) -> None:
        """Begin in the scan field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """The scan field, the folder, the last scans, and what is left."""
        parts: list[QWidget] = [self.field, self.tiles, self.panel, self.side.scan_list, self.side.tabs]
        key = self.side.tabs.chosen_key
        return [part for part in (*parts, self.side.tables[key], self.side.sign) if part.isVisible()]

    def go_back(self) -> bool:
        """From the folder back to the scan field; then messages go."""
        bars = [bar for bar in (self.outcome, self.actions_.bar) if bar.isVisible()]
        focus = self.focusWidget()
        if focus is not None and focus is not self.field.line and self.isAncestorOf(focus):
            self.take_focus()
            return True
        for bar in bars:
            bar.hide()
        return bool(bars)

    def commands(self) -> Sequence[Command]:
        """What can be done while counting."""
        return (
            *self.panel.commands(),
            Command(SCAN_FIELD, self.take_focus, FIELD_KEYS, "qr-code"),
            Command(SEEN, self.unseen.acknowledge, SEEN_KEYS, "eye", self._why_nothing_unseen),
            Command(NEXT_CABINET, partial(self.tiles.step, 1), "Ctrl+PgDown", "caret-right"),
            Command(CABINET_BEFORE, partial(self.tiles.step, -1), "Ctrl+PgUp", "caret-left"),
            Command(READ_LIST, self.read_list, LIST_KEYS, "file-arrow-down", self._why_not_open),
            Command(FINDINGS, partial(self._show_findings, ""), FINDINGS_KEYS, "list-checks"),
            *(each for each in self.actions_.of_audit if each.name in {SHEET, REPORT}),
            Command(SOUND, self.field.sound.click, "", "speaker-high"),
            Command(PAUSE, self.pause, "", "pause"),
        )

    # --- what a person does -----------------------------------------------------------------------------

    def count(self, code: str) -> None:
        """Count the folder with this code where the counter stands; the folder before it is saved first."""
        if self._why_not_open() is not None:
            self.workplace.say(IS_CLOSED.said())
            return
        self.panel.save()
        self.outcome.hide()
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
        self.workplace.preferences.keep(f"{KEPT_PLACE}.{self._audit}", cabinet)
        self.side.stand_at(cabinet)
        self._tell_counted()

    # --- what is read -----------------------------------------------------------------------------------

    def _show_audit(self, audit: int) -> None:
        self.panel.clear()
        self._audit = self.scanning.audit = audit
        self.board = None
        self.verdict.show_heard(None)
        self.unseen.forget()
        self.head.show_board(None)
        self.side.show_audit(audit)
        kept = self.workplace.preferences.kept(f"{KEPT_PLACE}.{audit}", "")
        self.scanning.place = kept if isinstance(kept, str) else ""
        self.tiles.chosen = self.scanning.place
        self.side.stand_at(self.scanning.place)
        desk, tasks = self.workplace.desk, self.workplace.tasks
        tasks.read("counting.recent", partial(desk.counting.recent, audit, RECENT_AT_FIRST), self._on_recent)
        tasks.read("counting.people", desk.audits.people, self._on_people)

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
        is_closed = board.audit.state is AuditState.CLOSED
        self.head.show_board(board)
        self.figures.show_board(board)
        if self.scanning.place not in self.tiles.cabinets:
            self.scanning.place = ""
        if is_first:
            self.tiles.choose(self.scanning.place)
        self.side.show_board(board)
        self.field.close_field(closed=is_closed)
        self.head.who.setEnabled(not is_closed)
        self._listen()
        self._tell_counted()

    def _read_folder(self, file_no: str) -> None:
        read = partial(self.workplace.desk.counting.folder, self._audit, file_no)
        self.workplace.tasks.read("counting.folder", read, self._on_folder)

    def _on_folder(self, folder: Folder) -> None:
        closed = self.board is not None and self.board.audit.state is AuditState.CLOSED
        self.panel.show_folder(folder, is_closed=closed)

    # --- what came of a scan ----------------------------------------------------------------------------

    def _on_heard(self, heard: Heard) -> None:
        self.verdict.show_heard(heard)
        self.sounds.play(heard.look.tone)
        self.side.scans.add(heard)
        if heard.verdict in ATTENTION:
            self.unseen.add([heard])
        if heard.is_folder and heard.file_no is not None:
            self.panel.expect(heard.file_no)
            self._read_folder(heard.file_no)
            self.panel.focus_ticks()
            if heard.belongs:
                self.side.stand_at(self.scanning.place, heard.belongs)
        else:
            self.panel.clear()
            self.take_focus()
        self._soon.start()

    def _on_listed(self, heard: Sequence[Heard]) -> None:
        verdicts = Counter(each.verdict for each in heard)
        for each in heard[-RECENT_AT_FIRST:]:
            self.side.scans.add(each)
        self.unseen.add([each for each in heard if each.verdict in ATTENTION])
        said = partial(
            LIST_COUNTED.said,
            count=len(heard),
            counted=shown_number(verdicts[Verdict.COUNTED]),
            already=shown_number(verdicts[Verdict.ALREADY]),
            misplaced=shown_number(verdicts[Verdict.MISPLACED]),
            strange=shown_number(verdicts[Verdict.UNKNOWN] + verdicts[Verdict.ARCHIVED]),
        )
        self.outcome.show_outcome(said)
        worst = next((each for each in LOOKS if each in verdicts and each in ATTENTION), Verdict.COUNTED)
        self.sounds.play(LOOKS[worst].tone)
        self._soon.start()

    def _on_failed(self, codes: Sequence[str], error: Exception) -> None:
        """Scans that are not on the disk are named: somebody has them in the hand."""
        named = list(codes[:_CODES_NAMED]) + (["…"] if len(codes) > _CODES_NAMED else [])
        self.workplace.fail(error)
        self.outcome.show_outcome(partial(NOT_WRITTEN.said, count=len(codes), codes=named))

    def _count_codes(self, codes: Sequence[str], name: str) -> None:
        if not codes:
            self.workplace.say(NO_CODES.said(name=name))
        elif len(codes) == 1:
            self.count(codes[0])
        elif self._why_not_open() is None:
            self.panel.clear()
            self.verdict.show_heard(None)
            self.scanning.count_list(codes)

    # --- what is said of a folder -------------------------------------------------------------------------

    def _on_ticked(self, file_no: str, ticks: FolderTicks) -> None:
        tick = partial(self.workplace.desk.counting.tick, self._audit, file_no, ticks, by=self.scanning.by)

        def failed(error: Exception) -> None:
            self.panel.put_back(file_no, ticks)
            self.workplace.fail(error)

        self.workplace.tasks.write(tick, self._on_tick_written, failed)

    def _on_tick_written(self, ticked: Ticked) -> None:
        if ticked.file_no == self.panel.file_no:
            self._read_folder(ticked.file_no)
        self._soon.start()

    def _on_evidence(self, file_no: str, note: str, photo: Path | None) -> None:
        add = partial(
            self.workplace.desk.counting.add_evidence,
            self._audit,
            file_no,
            note=note,
            photo=photo,
            by=self.scanning.by,
        )

        def written(_row: EvidenceRow) -> None:
            self._refresh_folder(file_no)

        def failed(error: Exception) -> None:
            if note:
                self.panel.put_back_note(file_no, note)
            self.workplace.fail(error)

        self.workplace.tasks.write(add, written, failed)

    def _on_evidence_removed(self, file_no: str, number: int) -> None:
        remove = partial(self.workplace.desk.counting.remove_evidence, self._audit, number)
        self.workplace.tasks.write(remove, lambda _change: self._refresh_folder(file_no))

    def _refresh_folder(self, file_no: str) -> None:
        if file_no == self.panel.file_no:
            self._read_folder(file_no)

    # --- what others tell ---------------------------------------------------------------------------------

    def _on_committed(self, change: Change) -> None:
        if change.undoes is not None:
            self.verdict.take_back(change.undoes)
            self.side.scans.take_back(change.undoes)
            self.unseen.take_back(change.undoes)
        self._on_changed()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._soon.start()
            if self.panel.file_no:
                self._read_folder(self.panel.file_no)

    def _on_elsewhere(self) -> None:
        self._on_changed()
        if self.isVisible() and self._audit:
            recent = partial(self.workplace.desk.counting.recent, self._audit, RECENT_AT_FIRST)
            self.workplace.tasks.read("counting.elsewhere", recent, self._on_recent_elsewhere)

    def _on_recent_elsewhere(self, scans: Sequence[RecentScan]) -> None:
        """Scans of other counters come among those of this window."""
        known = {(row.file_no or row.code, f"{row.at:%H%M%S}") for row in self.side.scans.rows}
        rows = list(self.side.scans.rows)
        rows += [
            heard_before(scan)
            for scan in scans
            if (scan.file_no or scan.code, f"{scan.at:%H%M%S}") not in known
        ]
        self.side.scans.show_rows(sorted(rows, key=lambda row: row.at, reverse=True))

    def _on_named(self, name: str) -> None:
        if name != self.scanning.by:
            self.panel.save()
            self.scanning.by = name
            self.workplace.preferences.keep(KEPT_COUNTER, name)

    def _on_opened(self, code: str) -> None:
        self.panel.save()
        self._read_folder(code)
        self.panel.focus_ticks()

    def _show_findings(self, words: str) -> None:
        self.workplace.go(Place(PageName.FINDINGS, item=self._audit, words=words))

    def _listed(self) -> Listed | None:
        return Listed(self.board.audit, self.board.figures) if self.board is not None else None

    def _why_not_open(self) -> Message | None:
        if self.board is None:
            return NO_AUDIT
        return None if self.board.audit.state is AuditState.OPEN else IS_CLOSED

    def _why_nothing_unseen(self) -> Message | None:
        return None if self.unseen.waiting else ALL_SEEN

    def _listen(self) -> None:
        """Hear scans while this is in sight and they can be counted."""
        if self.isVisible() and self._why_not_open() is None:
            self.scanner.listen()
        else:
            self.scanner.stop()

    # --- Qt -----------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  # Qt's name
        """Hear scans."""
        super().showEvent(event)
        self._listen()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  # Qt's name
        """Scans are for whoever is in sight."""
        super().hideEvent(event)
        self.scanner.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Ticks are made from anywhere on the page where no text is typed."""
        if not self.panel.key_pressed(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """In narrow windows the folder has all the room."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= m.TWO_COLUMNS_FROM)
        self.side.setFixedWidth(m.PREVIEW_WIDEST if self.width() >= m.THREE_COLUMNS else m.PREVIEW_WIDTH)

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_3)
        left.setSpacing(m.GAP_2)
        left.addWidget(self.field)
        left.addWidget(self.unseen)
        left.addWidget(self.verdict)
        left.addWidget(self.panel, 1)
        ground = QWidget()
        ground.setProperty("look", "desk")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        ground.setLayout(left)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(ground, 1)
        body.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.figures)
        column.addWidget(self.outcome)
        column.addWidget(self.actions_.bar)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        feed = self.workplace.feed
        feed.committed.connect(self._on_committed)
        feed.changed_elsewhere.connect(self._on_elsewhere)
        self._soon.timeout.connect(self._read_board)
        self.scanner.scanned.connect(self.count)
        self.scanning.heard.connect(self._on_heard)
        self.scanning.listed.connect(self._on_listed)
        self.scanning.failed.connect(self._on_failed)
        self.scanning.waiting.connect(self.field.show_waiting)
        self.field.typed.connect(self.count)
        self.field.list_given.connect(self.count_text)
        self.field.sound.toggled.connect(lambda on: self.sounds.switch(on=on))
        self.verdict.undo.clicked.connect(self.workplace.undoing.undo)
        self.unseen.emptied.connect(self.take_focus)
        self.tiles.picked.connect(self.stand_at)
        self.panel.ticked.connect(self._on_ticked)
        self.panel.finished.connect(self.take_focus)
        self.panel.changed.connect(self.commands_changed)
        self.panel.evidence_given.connect(self._on_evidence)
        self.panel.evidence_removed.connect(self._on_evidence_removed)
        self.side.asked.connect(self._show_findings)
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
