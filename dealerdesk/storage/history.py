"""Change sets: sealed with a hash when a unit of work ends, and checked from the first to the last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.storage.recording import image_sql, recorded_columns, recorded_tables

CHECKING_HISTORY = Message("checking_history", "Checking the history")

_SET_FRAME = (
    "SELECT json_array(id, at, author, label, params, kind, undoes, prev) FROM change_set WHERE id = ?"
)
_ROWS_FRAME = "SELECT json_array(tbl, row_id, op, before, after) FROM row_change WHERE set_id = ? ORDER BY id"


def seal(connection: Any, set_id: int) -> None:
    """Write the hash of the open change set: its content, its inserted rows, and the hash before it.

    `connection` is the driver's, inside the transaction that made the set. Each part is a JSON text on a
    line of its own, so the framing can be read in one way only.
    """
    (prev,) = connection.execute(
        "SELECT hash FROM change_set WHERE id < ? ORDER BY id DESC LIMIT 1", (set_id,)
    ).fetchone() or (None,)
    connection.execute("UPDATE change_set SET prev = ? WHERE id = ?", (prev, set_id))
    digest = _digest_of_set(connection, set_id)
    for table in recorded_tables():
        rows = connection.execute(
            f"SELECT json_array('{table.name}', r.row_id, {image_sql(table, 't')}) "
            f'FROM row_change r JOIN "{table.name}" t ON t.id = r.row_id '
            f"WHERE r.set_id = ? AND r.tbl = '{table.name}' AND r.op = 'i' ORDER BY r.row_id",
            (set_id,),
        )
        for (line,) in rows:
            _add(digest, line)
    connection.execute("UPDATE change_set SET hash = ? WHERE id = ?", (digest.hexdigest(), set_id))


@dataclass(frozen=True, slots=True)
class BrokenSet:
    """A change set whose content no longer is what was sealed."""

    set_id: int


def broken_sets(connection: Any, progress: Progress) -> Iterator[BrokenSet]:
    """Every change set whose hash does not fit its rows, newest first.

    Rows that a set inserted are rebuilt from what they are now and from the later images.
    """
    sets = connection.execute("SELECT id, prev, hash FROM change_set ORDER BY id DESC").fetchall()
    hashes: dict[int, str | None] = {}
    for older, newer in zip(sets[1:], sets, strict=False):
        hashes[newer[0]] = older[2]
    past = _Past(connection)
    for done, (set_id, prev, sealed) in enumerate(sets):
        progress.step(CHECKING_HISTORY, done, len(sets))
        digest = _digest_of_set(connection, set_id)
        for line in past.inserted_lines(set_id):
            _add(digest, line)
        past.step_before(set_id)
        if digest.hexdigest() != sealed or prev != hashes.get(set_id):
            yield BrokenSet(set_id)


class _Past:
    """Rows as they were at the end of a change set, walking from the newest set to the oldest."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._tables = {table.name: table for table in recorded_tables()}
        self._then: dict[tuple[str, int], dict[str, Any]] = {}

    def inserted_lines(self, set_id: int) -> Iterator[str]:
        """The sealed lines of rows that `set_id` inserted, as they were when it ended."""
        for name, table in self._tables.items():
            rows = self._connection.execute(
                f"SELECT r.row_id, t.id IS NOT NULL, {image_sql(table, 't')} "
                f'FROM row_change r LEFT JOIN "{name}" t ON t.id = r.row_id '
                f"WHERE r.set_id = ? AND r.tbl = '{name}' AND r.op = 'i' ORDER BY r.row_id",
                (set_id,),
            )
            for row_id, exists, image in rows:
                then = self._then.get((name, row_id))
                if then is None:
                    if exists:
                        yield f"[{_text(name)},{row_id},{image}]"
                elif then:
                    yield f"[{_text(name)},{row_id},{_text(_without_nulls(json.loads(image) | then))}]"

    def step_before(self, set_id: int) -> None:
        """Go back before `set_id`: what it changed is what it was."""
        rows = self._connection.execute(
            "SELECT tbl, row_id, op, before, after FROM row_change WHERE set_id = ? AND op <> 'i' "
            "ORDER BY id DESC",
            (set_id,),
        )
        for name, row_id, op, before, after in rows:
            then = self._then.setdefault((name, row_id), {})
            columns = recorded_columns(self._tables[name]) if op == "d" else json.loads(after or "{}")
            then |= dict.fromkeys(columns)
            then |= json.loads(before or "{}")


def _digest_of_set(connection: Any, set_id: int) -> Any:
    digest = hashlib.sha256()
    _add(digest, connection.execute(_SET_FRAME, (set_id,)).fetchone()[0])
    for (line,) in connection.execute(_ROWS_FRAME, (set_id,)):
        _add(digest, line)
    return digest


def _add(digest: Any, line: str) -> None:
    digest.update(line.encode("utf-8", "surrogatepass"))
    digest.update(b"\n")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _without_nulls(image: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sorted(image.items()) if value is not None}
