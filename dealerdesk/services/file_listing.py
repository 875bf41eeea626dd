"""What a list of files holds: its first page at once, then all ids in order, then only what changed."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dealerdesk.services.file_filters import FilesFilter, filter_sql
from dealerdesk.services.file_orders import ID, FileOrder, Walk, joined, sort_columns, walks
from dealerdesk.storage.completeness import standing_sql
from dealerdesk.storage.packed_ids import packed_ids
from dealerdesk.storage.touched import files_of_changes

PAGE = 200
"""So many files are on the first page."""
MOST_PLACED = 20
"""Where more files have changed, reading all ids anew is quicker."""
_MOST_ROWS = 500
_SHARED = "'required_document', 'setting', 'user'"
"""Tables on which what fits may rest for every file."""

Key = tuple[tuple[bool, Any], ...]


@dataclass(frozen=True, slots=True)
class FilesQuestion:
    """Which files are listed, and in which order."""

    order: FileOrder = FileOrder.LAST_VISIT
    descending: bool = True
    wanted: FilesFilter = field(default_factory=FilesFilter)


@dataclass(frozen=True, slots=True)
class FileListing:
    """The ids of the files that answer a question, in order, as of `day` and the change set `last_set`.

    Where it is not `is_whole`, it is the first page, and more may follow.
    """

    ids: array[int]
    day: date
    last_set: int
    is_whole: bool = True


class FileLister:
    """Reads listings in one picture of the database, as of `today`, for `author`.

    `connection` is the driver's, inside a transaction.
    """

    def __init__(self, connection: Any, question: FilesQuestion, today: date, author: int) -> None:
        self._connection = connection
        self._question = question
        self._today = today
        self._standing = standing_sql(self._connection, today)
        self._where, self._values = filter_sql(connection, question.wanted, today, author)

    def first_page(self) -> FileListing:
        """The beginning of the listing; all of it if it is short."""
        ids = array("q")
        for walk in self._walks():
            limited = f"{self._sql(walk)} LIMIT {PAGE - len(ids)}"
            ids.extend(file_id for (file_id,) in self._connection.execute(limited, self._values))
            if len(ids) == PAGE:
                return self._listing(ids, is_whole=False)
        return self._listing(ids)

    def whole(self) -> FileListing:
        """The whole listing."""
        ids = array("q")
        for walk in self._walks():
            ids += packed_ids(self._connection, self._sql(walk), self._values)
        return self._listing(ids)

    def renewed(self, listing: FileListing) -> FileListing:
        """The whole listing, made from an earlier one where only few files have changed since."""
        touched = self._touched_since(listing)
        if touched is None:
            return self.whole()
        last_set = self._last_set()
        if last_set == listing.last_set:
            return listing
        ids = listing.ids[:]
        for file_id in touched:
            _take_out(ids, file_id)
        for file_id in self.fitting(touched):
            ids.insert(self._place(ids, self._key(file_id)), file_id)
        return self._listing(ids)

    def fitting(self, file_ids: Sequence[int]) -> list[int]:
        """Those of `file_ids` that answer the question, in no order."""
        among = f"{ID} IN ({', '.join(map(str, file_ids))})"
        where = f"{among} AND {self._where} AND {self._active('vehicle_file.archived_at IS NULL')}"
        source = joined("vehicle_file", where, self._standing)
        rows = self._connection.execute(f"SELECT {ID} FROM {source} WHERE {where}", self._values)
        return [file_id for (file_id,) in rows]

    def statements(self) -> Iterator[str]:
        """The SQL that reads the listing, part by part."""
        return map(self._sql, self._walks())

    def _walks(self) -> Iterator[Walk]:
        question = self._question
        return walks(question.order, descending=question.descending, standing=self._standing)

    def _sql(self, walk: Walk) -> str:
        where = f"{walk.where} AND {self._where} AND {self._active(walk.active(self._question.order))}"
        source = joined(walk.source, where, self._standing)
        return f"SELECT {walk.file_id} AS id FROM {source} WHERE {where} ORDER BY {walk.by}"

    def _active(self, sql: str) -> str:
        return "1" if self._question.wanted.asks_for_archived else sql

    def _listing(self, ids: array[int], *, is_whole: bool = True) -> FileListing:
        return FileListing(ids, self._today, self._last_set(), is_whole)

    def _last_set(self) -> int:
        (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM change_set").fetchone()
        return int(last)

    def _touched_since(self, listing: FileListing) -> list[int] | None:
        """The files that changed since `listing`; None where there are many, or where all may have."""
        if not listing.is_whole or listing.day != self._today:
            return None
        since = {"set": listing.last_set}
        rows, shared = self._connection.execute(
            f"SELECT count(*), coalesce(sum(tbl IN ({_SHARED})), 0) FROM "
            f"(SELECT tbl FROM row_change WHERE set_id > :set LIMIT {_MOST_ROWS + 1})",
            since,
        ).fetchone()
        if shared or rows > _MOST_ROWS:
            return None
        touched = files_of_changes(
            self._connection,
            "SELECT +tbl AS tbl, row_id, before FROM row_change WHERE set_id > :set",
            since,
        )
        return sorted(touched) if len(touched) <= MOST_PLACED else None

    def _place(self, ids: array[int], key: Key) -> int:
        """Where a file with `key` belongs, by halving: all that is listed has its place already."""
        low, high = 0, len(ids)
        while low < high:
            middle = (low + high) // 2
            if self._key(ids[middle]) < key:
                low = middle + 1
            else:
                high = middle
        return low

    def _key(self, file_id: int) -> Key:
        """What sorts as the list does."""
        columns = ", ".join((*sort_columns(self._question.order), ID))
        source = joined("vehicle_file", columns, self._standing)
        values = self._connection.execute(
            f"SELECT {columns} FROM {source} WHERE {ID} = ?", (file_id,)
        ).fetchone()
        first = values[0] is None
        if self._question.descending:
            return ((first, None), *((value is None, _Reversed(value)) for value in values))
        return ((first, None), *((value is not None, value) for value in values))


def count_files(connection: Any) -> tuple[int, int]:
    """How many files are active, and how many are archived."""
    # SQLite counts all rows of a table page by page, but those that meet a condition one by one.
    every, archived = connection.execute(
        "SELECT (SELECT count(*) FROM vehicle_file), "
        "(SELECT count(*) FROM vehicle_file WHERE archived_at IS NOT NULL)"
    ).fetchone()
    return every - archived, archived


class _Reversed:
    """A value that sorts the other way round."""

    __slots__ = ("_value",)

    def __init__(self, value: Any) -> None:
        self._value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reversed) and self._value == other._value

    def __lt__(self, other: _Reversed) -> bool:
        return bool(other._value < self._value)

    __hash__ = None  # type: ignore[assignment]  # it is compared only


def _take_out(ids: array[int], file_id: int) -> None:
    try:
        ids.remove(file_id)
    except ValueError:
        return
