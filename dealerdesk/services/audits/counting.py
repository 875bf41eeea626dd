"""Walking along the cabinet: folders scanned, their contents ticked, evidence kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.text import fold_line
from dealerdesk.exchange.reading.plain import read_codes
from dealerdesk.services.actions import (
    AUDIT_COUNTED,
    AUDIT_EVIDENCE_REMOVED,
    AUDIT_FOLDER_COUNTED,
    AUDIT_FOLDER_TICKED,
    AUDIT_MARKED,
    AUDIT_NOTED,
)
from dealerdesk.services.audits import evidence, marking
from dealerdesk.services.audits.board import Board, RecentScan, board_of, recent_scans
from dealerdesk.services.audits.evidence import EvidenceRow
from dealerdesk.services.audits.folders import Folder, folder_of
from dealerdesk.services.audits.ground import Ground, as_open, get_row, set_of
from dealerdesk.services.audits.marking import DocumentMark, Marked
from dealerdesk.services.audits.scanning import SCANS_AT_ONCE, Counter, Scanned, ScanResult, count_code
from dealerdesk.services.audits.ticking import FolderTicks, Ticked, tick_entry
from dealerdesk.storage.unit_of_work import Database
from dealerdesk.vault import Vault

LONGEST_CODE = 200
"""What is longer was no label: so much of it is kept."""
COUNTING = Message("counting_codes", "Counting")


class Counting:
    """What counters note along the cabinet; `by` is a counter's name, that of who works now where blank.

    Whatever writes raises ``no_such_audit`` and ``audit_closed``.
    """

    def __init__(self, database: Database, vault: Vault, author: int) -> None:
        self._ground = Ground(database, author)
        self._vault = vault

    def scan(
        self,
        audit_id: int,
        codes: Sequence[str],
        *,
        at: str = "",
        by: str = "",
        progress: Progress | None = None,
    ) -> Scanned:
        """Count the folders with these codes, seen at the place `at`; blank codes are passed by.

        Every verdict that is returned is on the disk; up to 200 codes are one transaction. `progress` hears
        of each of them, and what it raises ends the work between two.
        """
        known = [code[:LONGEST_CODE] for code in map(fold_line, codes) if code]
        left, told = iter(known), progress or Silent()
        results: list[ScanResult] = []
        changes: list[int] = []
        while (portion := list(islice(left, SCANS_AT_ONCE))) or not results:
            told.step(COUNTING, len(results), len(known))
            found, change = self._count(audit_id, portion, at, by)
            results += found
            changes += [change] if change else []
            if not portion:
                break
        return Scanned(tuple(results), tuple(changes))

    def _count(
        self, audit_id: int, codes: Sequence[str], at: str, by: str
    ) -> tuple[list[ScanResult], int | None]:
        """Count some folders in one transaction; one alone is called by its name in the history."""
        action = AUDIT_FOLDER_COUNTED if len(codes) == 1 else AUDIT_COUNTED
        with self._ground.counting(audit_id, action, count=len(codes)) as (work, audit):
            counter = Counter(self._ground.name(work, by), fold_line(at), work.at)
            found = [count_code(work.connection, audit, code, counter) for code in codes]
            if len(codes) == 1:
                work.name(code=found[0].file_no or found[0].code)
        return found, set_of(work)

    def read_codes(self, source: Path, progress: Progress | None = None) -> tuple[str, ...]:
        """The codes in the file of a batch scanner, in their order: a text of any encoding, or a workbook.

        It is read in a child process; raises the refusals of `exchange`.
        """
        return read_codes(source, progress=progress or Silent())

    def mark(self, audit_id: int, ref: str, mark: DocumentMark, *, by: str = "") -> Marked:
        """Say what was found of one document of an expected file; raises ``audit_not_expected``."""
        with self._ground.counting(audit_id, AUDIT_MARKED, type=mark.type.value) as (work, audit):
            entry = marking.get_entry(work.connection, audit, ref)
            work.name(file_no=entry.file_no)
            match = marking.mark_entry(work, audit, entry, mark, self._ground.name(work, by))
        return Marked(entry.file_no, match, set_of(work))

    def folder(self, audit_id: int, ref: str) -> Folder:
        """An expected folder with all that was said of it.

        Raises ``no_such_audit``, ``audit_not_expected``.
        """
        with self._ground.asking(audit_id) as connection:
            audit = as_open(get_row(connection, audit_id))
            return folder_of(connection, audit, marking.get_entry(connection, audit, ref))

    def tick(self, audit_id: int, file_no: str, ticks: FolderTicks, *, by: str = "") -> Ticked:
        """Say what was found of the contents of an expected folder, all in one change set.

        Raises ``audit_not_expected``.
        """
        with self._ground.counting(audit_id, AUDIT_FOLDER_TICKED) as (work, audit):
            entry = marking.get_entry(work.connection, audit, file_no)
            work.name(file_no=entry.file_no)
            differences = tick_entry(work, audit, entry, ticks, self._ground.name(work, by))
        return Ticked(entry.file_no, differences, set_of(work))

    def add_evidence(
        self, audit_id: int, ref: str, *, note: str = "", photo: Path | None = None, by: str = ""
    ) -> EvidenceRow:
        """Keep a note, a photo or both of an expected folder or a scanned stray.

        Raises ``audit_not_expected``, ``audit_evidence_empty`` and what `Vault.store` raises of the photo.
        """
        words = evidence.check_note(note, photo)
        # The bytes first: a row never points to what is not on the disk.
        stored = (photo.name, self._vault.store(photo)) if photo else None
        with self._ground.counting(audit_id, AUDIT_NOTED) as (work, audit):
            subject, name = evidence.subject_of(work.connection, audit, ref)
            work.name(code=name)
            return evidence.write_evidence(work, audit, subject, words, stored, self._ground.name(work, by))

    def remove_evidence(self, audit_id: int, evidence_id: int) -> int | None:
        """Take a note or photo away; its change set. Raises ``audit_evidence_gone``."""
        with self._ground.counting(audit_id, AUDIT_EVIDENCE_REMOVED) as (work, audit):
            evidence.remove_evidence(work, audit, evidence_id)
        return set_of(work)

    def recent(self, audit_id: int, limit: int) -> tuple[RecentScan, ...]:
        """The last scans that noted something, newest first; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return recent_scans(connection, audit_id, limit)

    def board(self, audit_id: int) -> Board:
        """The audit at a glance; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            today = self._ground.database.now().date()
            return board_of(connection, get_row(connection, audit_id), today)
