"""Scans on their way into the record: each is a write of its own, in the order in which they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from dealerdesk.domain.progress import Progress
from dealerdesk.services.audits import Scanned
from dealerdesk.ui.counting.verdicts import Heard, heard_now
from dealerdesk.ui.page import Workplace


@dataclass(frozen=True, slots=True)
class _Asked:
    audit: int
    place: str
    by: str


class Scanning(QObject):
    """Counts codes of one audit at a place; nothing that was handed in is dropped, not even by closing.

    `heard` carries the verdict on each code, `listed` those on a whole list, `failed` codes that could not
    be written and why, `waiting` how many are on their way.
    """

    heard = Signal(object)
    listed = Signal(object)
    failed = Signal(object, object)
    waiting = Signal(int)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._on_the_way = 0
        self.audit = 0
        self.place = ""
        self.by = ""

    def count(self, code: str) -> None:
        """Count one folder, at the place where the counter stands now."""
        asked = self._asked()
        scan = partial(self._workplace.desk.counting.scan, asked.audit, (code,), at=asked.place, by=asked.by)
        self._begin(1)
        self._workplace.tasks.write(
            scan, partial(self._on_counted, asked), partial(self._on_failed, asked, (code,))
        )

    def count_list(self, codes: Sequence[str]) -> None:
        """Count many folders, with progress; what is stopped keeps what is counted already."""
        asked = self._asked()
        counting = self._workplace.desk.counting

        def scan(progress: Progress) -> Scanned:
            return counting.scan(asked.audit, codes, at=asked.place, by=asked.by, progress=progress)

        self._begin(len(codes))
        self._workplace.long_work.run(
            scan,
            partial(self._on_list_counted, asked, len(codes)),
            partial(self._on_failed, asked, tuple(codes)),
            cancelled=partial(self._end, len(codes)),
            in_order=True,
        )

    def _asked(self) -> _Asked:
        return _Asked(self.audit, self.place, self.by)

    def _begin(self, count: int) -> None:
        self._on_the_way += count
        self.waiting.emit(self._on_the_way)

    def _end(self, count: int) -> None:
        self._on_the_way -= count
        self.waiting.emit(self._on_the_way)

    def _on_counted(self, asked: _Asked, scanned: Scanned) -> None:
        self._end(1)
        if asked.audit == self.audit:
            for heard in self._heard(asked, scanned):
                self.heard.emit(heard)

    def _on_list_counted(self, asked: _Asked, count: int, scanned: Scanned) -> None:
        self._end(count)
        if asked.audit == self.audit:
            self.listed.emit(self._heard(asked, scanned))

    def _on_failed(self, asked: _Asked, codes: Sequence[str], error: Exception) -> None:
        self._end(len(codes))
        if asked.audit == self.audit:
            self.failed.emit(tuple(codes), error)
        else:
            self._workplace.fail(error)

    def _heard(self, asked: _Asked, scanned: Scanned) -> tuple[Heard, ...]:
        now: datetime = self._workplace.desk.database.now()
        one = len(scanned.results) == 1 and scanned.changes
        change = scanned.changes[0] if one else None
        return tuple(heard_now(result, asked.place, now, change) for result in scanned.results)
