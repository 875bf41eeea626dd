"""What was committed of late, by whichever program: so that a window hears of what others did."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dealerdesk.storage.touched import touched_files
from dealerdesk.storage.unit_of_work import Database

TOLD_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Since:
    """The newest change set, and the ids of others since one that was known, with the files they touched."""

    newest: int
    changes: tuple[int, ...]
    files: frozenset[int]


class RecentChanges:
    """The latest change sets of one dealership."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self, known: int | None, besides: Collection[int] = ()) -> Since:
        """What came after the change set `known`, leaving out the change sets `besides`.

        Without a known one, just which change set is the newest.
        """
        with self._database.asking() as connection:
            (newest,) = connection.execute("SELECT coalesce(max(id), 0) FROM change_set").fetchone()
            if known is None or newest <= known:
                return Since(newest, (), frozenset())
            latest = connection.execute(
                "SELECT id FROM change_set WHERE id > ? ORDER BY id DESC LIMIT ?", (known, TOLD_AT_MOST)
            )
            changes = tuple(change for (change,) in latest.fetchall() if change not in besides)
            files = frozenset[int]().union(*(touched_files(connection, change) for change in changes))
            return Since(newest, changes, files)
