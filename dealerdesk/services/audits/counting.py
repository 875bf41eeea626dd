"""Walking along the cabinet: folders scanned, documents marked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from dealerdesk.domain.text import fold_line
from dealerdesk.services.actions import AUDIT_COUNTED, AUDIT_MARKED
from dealerdesk.services.audits import marking
from dealerdesk.services.audits.ground import Ground, set_of
from dealerdesk.services.audits.marking import DocumentMark, Marked
from dealerdesk.services.audits.scanning import SCANS_AT_ONCE, Counter, Scanned, ScanResult, count_code
from dealerdesk.storage.unit_of_work import Database


class Counting:
    """What counters note along the cabinet; `by` is a counter's name, that of who works now where blank."""

    def __init__(self, database: Database, author: int) -> None:
        self._ground = Ground(database, author)

    def scan(self, audit_id: int, codes: Sequence[str], *, at: str = "", by: str = "") -> Scanned:
        """Count the folders with these codes, seen at the place `at`; blank codes are passed by.

        Every verdict that is returned is on the disk; up to 200 codes are one transaction. Raises
        ``no_such_audit``, ``audit_closed``.
        """
        results: list[ScanResult] = []
        changes: list[int] = []
        left = iter([code for code in map(fold_line, codes) if code])
        while (portion := list(islice(left, SCANS_AT_ONCE))) or not results:
            with self._ground.counting(audit_id, AUDIT_COUNTED, count=len(portion)) as (work, audit):
                counter = Counter(self._ground.name(work, by), fold_line(at), work.at)
                results += [count_code(work.connection, audit, code, counter) for code in portion]
            if work.change:
                changes.append(work.change.set_id)
            if not portion:
                break
        return Scanned(tuple(results), tuple(changes))

    def mark(self, audit_id: int, ref: str, mark: DocumentMark, *, by: str = "") -> Marked:
        """Say what was found of one document of an expected file.

        Raises ``no_such_audit``, ``audit_closed``, ``audit_not_expected``.
        """
        with self._ground.counting(audit_id, AUDIT_MARKED, type=mark.type.value) as (work, audit):
            entry = marking.get_entry(work.connection, audit, ref)
            work.name(file_no=entry.file_no)
            match = marking.mark_entry(work, audit, entry, mark, self._ground.name(work, by))
        return Marked(entry.file_no, match, set_of(work))
