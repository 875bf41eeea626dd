"""How complete every file is, kept at hand between questions: lists ask for all of them after each change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from threading import Lock
from typing import Any

from sqlalchemy.orm import Session

from dealerdesk.services.settings import paper_and_scan, required_types
from dealerdesk.storage.completeness import completeness_counts
from dealerdesk.storage.engine import driver
from dealerdesk.storage.touched import files_of_changes

MANY_TOUCHED = 2000
"""From so many touched files on, counting all anew is quicker."""

Counts = Mapping[int, tuple[int, int]]
"""How many types a file must hold and how many of them it holds, by file id."""


class CompletenessBoard:
    """Counts once, and after that only what change sets touched since, whoever made them; for any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: dict[int, tuple[int, int]] = {}
        self._last_set = -1
        self._basis: object = None

    def counts(self, session: Session, today: date) -> Counts:
        """The counts of all files of which anything is required, as `session` sees them or newer."""
        connection = driver(session.connection())
        both = paper_and_scan(session)
        basis = (today, both, required_types(session))
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM change_set").fetchone()
        with self._lock:
            if basis != self._basis:
                self._count_all(connection, today, both)
            elif last > self._last_set:
                self._count_touched(connection, today, both)
            else:
                return self._counts
            self._basis, self._last_set = basis, last
            return self._counts

    def _count_all(self, connection: Any, today: date, both: bool) -> None:
        self._counts = completeness_counts(connection, today, paper_and_scan=both)

    def _count_touched(self, connection: Any, today: date, both: bool) -> None:
        touched = files_of_changes(
            connection,
            "SELECT +tbl AS tbl, row_id, before FROM row_change WHERE set_id > :set",
            {"set": self._last_set},
        )
        if len(touched) > MANY_TOUCHED:
            self._count_all(connection, today, both)
            return
        anew = completeness_counts(connection, today, paper_and_scan=both, file_ids=touched)
        kept = {file_id: counts for file_id, counts in self._counts.items() if file_id not in touched}
        self._counts = kept | anew
