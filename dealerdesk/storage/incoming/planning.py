"""What all kinds of imports share: the plan, a temporary table with a row for each staged one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from dealerdesk.domain.fields import FIELDS, RecordKind
from dealerdesk.domain.import_mapping import Cell, Rule, Side
from dealerdesk.domain.text import phone_digits


class Outcome(StrEnum):
    """What becomes of a row; `CONFLICT` where the row says otherwise and ours stays in all its points."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms an import runs.

    `rule` says who wins conflicts, the workbook at `path` or we, and `decisions` who wins a single cell.
    `is_own` says that DealerDesk exported the workbook, `last_change` which change set was the newest then;
    None where it was not exported from this data folder, or not from this history of it.
    `create_files` makes service-only drafts for unknown vehicles. With `detail` every cell that changes is
    noted, for a person who looks at it.
    """

    kind: RecordKind
    path: str
    create_files: bool
    is_own: bool
    last_change: int | None
    at: datetime
    author: int
    rule: Rule = Rule.OURS
    decisions: Mapping[Cell, Side] = field(default_factory=dict)
    detail: bool = False

    @property
    def today(self) -> str:
        """The day of the import, as it is stored."""
        return self.at.date().isoformat()

    @property
    def now(self) -> str:
        """The time of the import, as it is stored."""
        return self.at.strftime("%Y-%m-%d %H:%M:%S")


ROWS = "FROM temp.plan p JOIN staging.staged s ON s.n = p.n"
"""SQL for the rows that can be imported: ``s`` is what stands in one, ``p`` what is planned with it."""

STANDING = f"p.outcome <> '{Outcome.REFUSED}'"
"""SQL for whether a row of `ROWS` is not refused by now."""

OPEN_CONFLICT = f"severity = 'conflict' AND decision IS NOT '{Side.THEIRS}'"
"""SQL for whether a finding is a conflict in which ours stays."""


def lay_out(connection: Any, terms: Terms) -> None:
    """Make the plan, one row for each staged row that the sheet itself does not refuse.

    ``file_id``, ``customer_id`` and ``record_id`` are what the row is found to mean; rows with the same
    ``key`` mean the same customer or order, and ``first`` is the first of them. ``kept`` are the cells that
    stay as they are here, ``disputed`` those in conflict, ``difference`` those that change, where
    `Terms.detail` asks for them.
    """
    clear_away(connection)
    _note_decisions(connection, terms)
    connection.create_function("phone_digits", 1, _digits, deterministic=True)
    connection.execute(
        "CREATE TEMP TABLE plan (n INTEGER PRIMARY KEY, file_id INTEGER, customer_id INTEGER, "
        "record_id INTEGER, key TEXT, first INTEGER, old_plate INTEGER NOT NULL DEFAULT 0, number TEXT, "
        f"draft_key TEXT, outcome TEXT NOT NULL DEFAULT '{Outcome.UNCHANGED}')"
    )
    connection.execute(
        "CREATE TEMP TABLE finding (n INTEGER, field TEXT, value, severity TEXT, code TEXT, "
        "params TEXT, ours, decision TEXT, decidable INTEGER NOT NULL DEFAULT 0)"
    )
    for table in ("kept", "disputed"):
        connection.execute(
            f"CREATE TEMP TABLE {table} (n INTEGER, field TEXT, PRIMARY KEY (n, field)) WITHOUT ROWID"
        )
    connection.execute("INSERT INTO temp.plan (n) SELECT n FROM staging.staged WHERE NOT refused")
    _note_given(connection, terms.kind)
    _note_edited(connection, terms)


def clear_away(connection: Any) -> None:
    """Drop what imports keep in memory; the connection may live as long as the program."""
    tables = connection.execute(
        "SELECT name FROM temp.sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
    ).fetchall()
    for (name,) in tables:
        connection.execute(f'DROP TABLE temp."{name}"')


def mark_first_rows(connection: Any, column: str = "key") -> None:
    """Fill ``plan.first`` with the first row that has the same value in `column`."""
    connection.execute(
        "UPDATE temp.plan AS p SET first = x.first FROM "
        f"(SELECT n, min(n) OVER (PARTITION BY {column}) AS first FROM temp.plan p "
        f"WHERE {column} IS NOT NULL AND {STANDING}) x WHERE x.n = p.n"
    )


def settle(connection: Any, *, new: str, changed: str) -> None:
    """Give the rows that stand their outcomes: `new` is a condition, `changed` SQL for row numbers.

    Rows that stay as they are, but with something to decide on, are conflicts.
    """
    undecided = f"outcome = '{Outcome.UNCHANGED}'"
    for outcome, which in (
        (Outcome.NEW, new),
        (Outcome.CHANGED, f"n IN ({changed})"),
        (Outcome.CONFLICT, f"n IN (SELECT n FROM temp.finding WHERE {OPEN_CONFLICT})"),
    ):
        connection.execute(f"UPDATE temp.plan AS p SET outcome = '{outcome}' WHERE {undecided} AND ({which})")


def counts(connection: Any, unit: str = "n") -> dict[str, int]:
    """How many records have each outcome, conflicts aside; `unit` is SQL for what makes rows one record."""
    return dict(
        connection.execute(
            f"SELECT outcome, count(DISTINCT {unit}) FROM temp.plan GROUP BY outcome"
        ).fetchall()
    )


def conflicts(connection: Any, unit: str = "n") -> int:
    """How many records say otherwise where ours stays, whatever else becomes of them."""
    (count,) = connection.execute(
        f"SELECT count(DISTINCT {unit}) FROM temp.plan "
        f"WHERE n IN (SELECT n FROM temp.finding WHERE {OPEN_CONFLICT})"
    ).fetchone()
    return int(count)


def _digits(text: object) -> str | None:
    return (phone_digits(str(text)) or None) if text is not None else None


def _note_decisions(connection: Any, terms: Terms) -> None:
    """Note what was decided of single cells, and who wins the others."""
    connection.execute(
        "CREATE TEMP TABLE decision (n INTEGER, field TEXT, side TEXT NOT NULL, PRIMARY KEY (n, field)) "
        "WITHOUT ROWID"
    )
    connection.executemany(
        "INSERT INTO temp.decision (n, field, side) VALUES (?, ?, ?)",
        [(n, code, side.value) for (n, code), side in terms.decisions.items()],
    )
    connection.execute("CREATE TEMP TABLE rule AS SELECT ? AS rule", (terms.rule.value,))
    if terms.detail:
        connection.execute("CREATE TEMP TABLE difference (n INTEGER, field TEXT, ours, theirs)")


def _note_given(connection: Any, kind: RecordKind) -> None:
    """Note once for which fields any staged row has a value."""
    connection.execute("CREATE TEMP TABLE given (field TEXT PRIMARY KEY) WITHOUT ROWID")
    there = {row[1] for row in connection.execute("PRAGMA staging.table_info(staged)")}
    codes = [field.code for field in FIELDS[kind] if field.code in there]
    found = connection.execute(
        "SELECT " + ", ".join(f'max("{code}" IS NOT NULL)' for code in codes) + " FROM staging.staged"
    ).fetchone()
    connection.executemany(
        "INSERT INTO temp.given (field) VALUES (?)",
        [(code,) for code, is_given in zip(codes, found, strict=True) if is_given],
    )


def _note_edited(connection: Any, terms: Terms) -> None:
    """Note every field that was edited here since the workbook was exported.

    What came from this very workbook was not edited here: people go on working in it after an import.
    """
    connection.execute(
        "CREATE TEMP TABLE edited (tbl TEXT, row_id INTEGER, name TEXT, PRIMARY KEY (tbl, row_id, name)) "
        "WITHOUT ROWID"
    )
    if terms.last_change is None:
        return
    connection.execute(
        "INSERT OR IGNORE INTO temp.edited SELECT r.tbl, r.row_id, k.key "
        "FROM row_change r, json_each(json_patch(r.before, r.after)) k WHERE r.set_id > ? AND r.op = 'u' "
        "AND r.set_id NOT IN (SELECT i.set_id FROM import_run i WHERE i.path = ?)",
        (terms.last_change, terms.path),
    )
    _forget_what_was_taken_back(connection, terms.last_change)


def _forget_what_was_taken_back(connection: Any, last_change: int) -> None:
    """Drop the fields that an undo made again what they were when the workbook was exported."""

    def value(image: str, order: str) -> str:
        return (
            f"(SELECT r.{image} ->> e.name FROM row_change r WHERE r.tbl = e.tbl AND r.row_id = e.row_id "
            "AND r.set_id > ?1 AND r.op = 'u' "
            "AND coalesce(r.before ->> e.name, r.after ->> e.name) IS NOT NULL "
            f"ORDER BY r.id {order} LIMIT 1)"
        )

    undone = (
        "SELECT r.tbl, r.row_id FROM row_change r JOIN change_set c ON c.id = r.set_id "
        "WHERE r.set_id > ?1 AND c.undoes IS NOT NULL"
    )
    connection.execute(
        f"DELETE FROM temp.edited AS e WHERE (e.tbl, e.row_id) IN ({undone}) "
        f"AND {value('before', 'ASC')} IS {value('after', 'DESC')}",
        (last_change,),
    )
