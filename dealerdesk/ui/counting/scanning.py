"""Scans on their way into the record: each is a write of its own, in the order in which they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from dealerdesk.domain.progress import Progress
from dealerdesk.services.audits import Scanned
from dealerdesk.ui.counting.verdicts import Heard, heard_now
from dealerdesk.ui.page import Workplace


@dataclass(frozen=True, slots=True)
class Asked:
    """Codes that were scanned, in which audit, where, and by whom."""

    codes: tuple[str, ...]
    audit: int
    place: str
    by: str


class Scanning(QObject):
    """Counts codes of one audit at a place; nothing that was handed in is dropped, not even by closing.

    `heard` carries the verdict on each code, `listed` those on a whole list, `missed` the number of an audit
    that is not shown any more and the verdicts on scans of it. `failed` carries an `Asked` that could not be
    written and why, `stopped` a list that a person stopped, `waiting` how many codes are on their way.
    """

    heard = Signal(object)
    listed = Signal(object)
    missed = Signal(int, object)
    failed = Signal(object, object)
    stopped = Signal(object)
    waiting = Signal(int)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._on_the_way = 0
        self.audit = 0
        self.place = ""
        self.by = ""

    @property
    def is_waiting(self) -> bool:
        """Whether codes are on their way."""
        return self._on_the_way > 0

    def count(self, code: str) -> None:
        """Count one folder, at the place where the counter stands now."""
        self.submit(self._asked((code,)))

    def count_list(self, codes: Sequence[str]) -> None:
        """Count many folders, with progress; what is stopped keeps what is counted already."""
        self.submit(self._asked(tuple(codes)))

    def submit(self, asked: Asked) -> None:
        """Count what was asked, after all that was asked before."""
        self._begin(len(asked.codes))
        if len(asked.codes) == 1:
            self._workplace.tasks.write(
                partial(self._scan, asked), partial(self._on_counted, asked), partial(self._on_failed, asked)
            )
        else:
            self._workplace.long_work.run(
                partial(self._scan, asked),
                partial(self._on_counted, asked),
                partial(self._on_failed, asked),
                cancelled=partial(self._on_stopped, asked),
                in_order=True,
            )

    def _asked(self, codes: tuple[str, ...]) -> Asked:
        return Asked(codes, self.audit, self.place, self.by)

    def _scan(self, asked: Asked, progress: Progress | None = None) -> Scanned:
        """In a lane: count."""
        counting = self._workplace.desk.counting
        return counting.scan(asked.audit, asked.codes, at=asked.place, by=asked.by, progress=progress)

    def _begin(self, count: int) -> None:
        self._on_the_way += count
        self.waiting.emit(self._on_the_way)

    def _on_counted(self, asked: Asked, scanned: Scanned) -> None:
        self._begin(-len(asked.codes))
        heard = self._heard(asked, scanned)
        if asked.audit != self.audit:
            self.missed.emit(asked.audit, heard)
        elif len(asked.codes) > 1:
            self.listed.emit(heard)
        else:
            for each in heard:
                self.heard.emit(each)

    def _on_failed(self, asked: Asked, error: Exception) -> None:
        self._begin(-len(asked.codes))
        self.failed.emit(asked, error)

    def _on_stopped(self, asked: Asked) -> None:
        self._begin(-len(asked.codes))
        self.stopped.emit(asked)

    def _heard(self, asked: Asked, scanned: Scanned) -> tuple[Heard, ...]:
        now = self._workplace.desk.database.now()
        one = len(scanned.results) == 1 and scanned.changes
        change = scanned.changes[0] if one else None
        return tuple(heard_now(result, asked.place, now, change) for result in scanned.results)
