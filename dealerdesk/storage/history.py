"""Change sets: sealed with a hash when a unit of work ends, and checked from the newest to the oldest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Table
from sqlcipher3 import dbapi2

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.storage.recording import Image, image_sql, recorded_tables, row_before

_TOO_LONG = 19
"""So many digits are no number of a row any more."""
CHECKING_HISTORY = Message("checking_history", "Checking the history")

_FRAME = "json_array(id, at, author, label, params, kind, undoes, prev)"
_SET_FRAME = f"SELECT {_FRAME} FROM change_set WHERE id = ?"
_LAST_WORDS = (
    "UPDATE change_set SET params = ?1, "
    "prev = (SELECT p.hash FROM change_set p WHERE p.id < ?2 ORDER BY p.id DESC LIMIT 1) "
    f"WHERE id = ?2 RETURNING {_FRAME}"
)
# In statements on one set, a plus before `tbl` keeps SQLite from reading all that ever happened to a table.
_ROWS_FRAME = "SELECT json_array(tbl, row_id, op, before, after) FROM row_change WHERE set_id = ? ORDER BY id"


@dataclass(frozen=True, slots=True)
class BrokenSet:
    """A change set whose content, or a row that it left, no longer is what was sealed."""

    set_id: int


def last_moment(connection: Any) -> str:
    """What has happened so far, in a word: the number and the hash of the newest change set."""
    row = connection.execute("SELECT id, hash FROM change_set ORDER BY id DESC LIMIT 1").fetchone()
    return "{}:{}".format(*row) if row else ""


def set_of_moment(connection: Any, moment: str) -> int | None:
    """The change set that `last_moment` named, None where it belongs to another history."""
    number, _, sealed = moment.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < _TOO_LONG):
        return None
    row = connection.execute("SELECT hash FROM change_set WHERE id = ?", (int(number),)).fetchone()
    return int(number) if row and row[0] == sealed else None


def seal(connection: Any, set_id: int, params: str) -> None:
    """Write the hash of the open change set: its content, the rows it inserted, and the hash before it.

    `params` are its label's, as JSON.

    `connection` is the driver's, inside the transaction that made the set. Each part is a JSON text on a
    line of its own, so the framing can be read in one way only.
    """
    (frame,) = connection.execute(_LAST_WORDS, (params, set_id)).fetchone()
    digest = _digest_of_set(connection, set_id, frame)
    for table in _tables_of_set(connection, set_id, "op = 'i'"):
        rows = connection.execute(
            f'SELECT t.id, {image_sql(table, "t")} FROM "{table.name}" t WHERE t.id IN '
            f"(SELECT row_id FROM row_change WHERE set_id = ? AND +tbl = '{table.name}' AND op = 'i') "
            "ORDER BY t.id",
            (set_id,),
        )
        for row_id, image in rows:
            _add(digest, _line(table, row_id, image))
    connection.execute("UPDATE change_set SET hash = ? WHERE id = ?", (digest.hexdigest(), set_id))


def broken_sets(connection: Any, progress: Progress) -> Iterator[BrokenSet]:
    """Every change set whose hash or whose rows do not fit, newest first.

    The rows are walked back from what they are now, through every change that was recorded of them. A row
    that was never recorded belongs to no set; `checking.unrecorded_rows` finds those.
    """
    sets = connection.execute("SELECT id, prev, hash FROM change_set ORDER BY id DESC").fetchall()
    before = [sealed for _, _, sealed in sets[1:]] + [None]
    past = _Past(connection)
    for done, ((set_id, prev, sealed), hash_before) in enumerate(zip(sets, before, strict=True)):
        progress.step(CHECKING_HISTORY, done, len(sets))
        try:
            (frame,) = connection.execute(_SET_FRAME, (set_id,)).fetchone()
            digest = _digest_of_set(connection, set_id, frame)
            fits = past.step_before(set_id, digest)
        except dbapi2.OperationalError as error:
            if "BLOB" not in str(error):
                raise
            # No value of ours is a BLOB; JSON refuses the one that somebody put there.
            fits = False
        if not fits or digest.hexdigest() != sealed or prev != hash_before:
            yield BrokenSet(set_id)


class _Past:
    """Rows as they were at the end of a change set, walking from the newest set to the oldest."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        # Only rows that differ from the tables: their images as JSON, None where there is no row.
        self._then: dict[str, dict[int, str | None]] = {table.name: {} for table in recorded_tables()}

    def step_before(self, set_id: int, digest: Any) -> bool:
        """Go back before `set_id`, adding the rows it inserted to `digest`; whether all rows fit the set."""
        fits = True
        for table in _tables_of_set(self._connection, set_id):
            fits &= self._step_table(table, set_id, digest)
        return fits

    def _step_table(self, table: Table, set_id: int, digest: Any) -> bool:
        then, fits = self._then[table.name], True
        rows = self._connection.execute(
            f"SELECT r.row_id, r.op, r.before, r.after, t.id IS NOT NULL, {image_sql(table, 't')} "
            f'FROM row_change r LEFT JOIN "{table.name}" t ON t.id = r.row_id '
            f"WHERE r.set_id = ? AND +r.tbl = '{table.name}' ORDER BY r.row_id, r.id DESC",
            (set_id,),
        )
        for row_id, group in groupby(rows, itemgetter(0)):
            changes = list(group)
            *_, exists, image = changes[0]
            state = then.get(row_id, image if exists else None)
            if state is not None and any(op == "i" for _, op, *_ in changes):
                _add(digest, _line(table, row_id, state))
            try:
                then[row_id] = _walk_back(state, (change[1:4] for change in changes))
            except (ValueError, TypeError, AttributeError):
                # Not even JSON, or not what the state allows.
                fits = False
        return fits


def _walk_back(state: str | None, changes: Iterable[tuple[str, str | None, str | None]]) -> str | None:
    """The JSON of a row before `changes`, newest first; raises ``ValueError`` where one cannot have been."""
    for op, before, after in changes:
        if (state is None) != (op == "d"):
            raise ValueError(op)
        if op == "u":
            image = json.loads(state or "{}")
            if not _shows(image, json.loads(before or "{}"), json.loads(after or "{}")):
                raise ValueError(state)
            state = _text(row_before(image, op, before, after))
        else:
            state = before
    return state


def _shows(image: Image, before: Image, after: Image) -> bool:
    """Whether every column of an update has the value that the update left."""
    return all(image.get(name) == after.get(name) for name in before.keys() | after.keys())


def _tables_of_set(connection: Any, set_id: int, which: str = "1") -> list[Table]:
    """The tables of which the set changed rows, in ways for which the SQL `which` is true."""
    rows = connection.execute(f"SELECT DISTINCT tbl FROM row_change WHERE set_id = ? AND {which}", (set_id,))
    names = {row[0] for row in rows}
    return [table for table in recorded_tables() if table.name in names]


def _digest_of_set(connection: Any, set_id: int, frame: str) -> Any:
    digest = hashlib.sha256()
    _add(digest, frame)
    for (line,) in connection.execute(_ROWS_FRAME, (set_id,)):
        _add(digest, line)
    return digest


def _line(table: Table, row_id: int, image: str) -> str:
    return f'["{table.name}",{row_id},{image}]'


def _add(digest: Any, line: str) -> None:
    digest.update(f"{line}\n".encode("utf-8", "surrogatepass"))


def _text(value: Image | str | None) -> str:
    """The JSON that SQLite writes for `value`."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
