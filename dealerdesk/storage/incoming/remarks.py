"""What an import has to say of its rows (command-line.md, "What an import says of a row")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dealerdesk.domain.import_mapping import Rule, Side
from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming.planning import OPEN_CONFLICT, STANDING, Outcome

Params = Mapping[str, str]
"""SQL expressions by the placeholder of a sentence."""


def refuse(connection: Any, field: str, message: Message, rows: str, params: Params) -> None:
    """Refuse the rows that `rows` (SQL from ``FROM`` to ``WHERE``, see `planning.ROWS`) selects."""
    _say(connection, "refused", (field, message), f"{rows} AND {STANDING}", params)
    refused = "SELECT n FROM temp.finding WHERE severity = 'refused'"
    connection.execute(f"UPDATE temp.plan SET outcome = '{Outcome.REFUSED}' WHERE n IN ({refused})")
    connection.execute(f"DELETE FROM temp.finding WHERE severity <> 'refused' AND n IN ({refused})")


def conflict(  # noqa: PLR0913  # what makes a conflict
    connection: Any, field: str, message: Message, rows: str, params: Params, *, ours: str | None = None
) -> None:
    """Say of the rows that `rows` selects that `field` stands otherwise here; ours stays unless decided.

    `ours` is SQL for what stands here, as it is stored. Without it nobody can decide: only the sheet or the
    records themselves can be put right.
    """
    said = _object_sql(params)
    decision = _decision_sql(field, ours) if ours else "NULL"
    connection.execute(
        "INSERT INTO temp.finding (n, field, value, severity, code, params, ours, decision, decidable) "
        f"SELECT s.n, '{field}', s.\"{field}\", 'conflict', '{message.code}', {said}, {ours or 'NULL'}, "
        f"{decision}, {1 if ours else 0} {rows}"
    )
    for table, which in (("disputed", "severity = 'conflict'"), ("kept", OPEN_CONFLICT)):
        connection.execute(
            f"INSERT OR IGNORE INTO temp.{table} (n, field) SELECT n, field FROM temp.finding "
            f"WHERE field = '{field}' AND code = '{message.code}' AND {which}"
        )


def keep_decided(connection: Any, fields: Iterable[str]) -> None:
    """Keep ours in the cells of `fields` of which that was decided; only after their conflicts were said."""
    connection.executemany(
        "INSERT OR IGNORE INTO temp.kept (n, field) SELECT n, field FROM temp.decision "
        f"WHERE side = '{Side.OURS}' AND field = ?",
        [(field,) for field in fields],
    )


def _decision_sql(field: str, ours: str) -> str:
    """SQL for whose value stands in the cell of `field` of ``s``; NULL where nobody said."""
    by_rule = (
        f"(SELECT CASE rule WHEN '{Rule.THEIRS}' THEN '{Side.THEIRS}' WHEN '{Rule.EMPTY}' THEN "
        f"CASE WHEN coalesce({ours}, '') = '' THEN '{Side.THEIRS}' ELSE '{Side.OURS}' END END FROM temp.rule)"
    )
    decided = f"(SELECT d.side FROM temp.decision d WHERE d.n = s.n AND d.field = '{field}')"
    return f"coalesce({decided}, {by_rule})"


def warn(connection: Any, field: str, message: Message, rows: str, params: Params) -> None:
    """Say `message` of the rows that `rows` selects, which are imported all the same."""
    _say(connection, "warning", (field, message), rows, params)


def leave_out(connection: Any, field: str, message: Message, rows: str, params: Params | None = None) -> None:
    """Say of the rows that `rows` selects that their cell of `field` is not taken over, the rest is."""
    _say(connection, "left_out", (field, message), rows, params or {})


def kept_sql(field: str) -> str:
    """SQL for whether ours stays in `field` of the row ``s``, because of a conflict."""
    return f"EXISTS (SELECT 1 FROM temp.kept k WHERE k.n = s.n AND k.field = '{field}')"


def findings(connection: Any) -> list[tuple[int, str | None, str | None, str, str, str]]:
    """Everything there is to say, by row: (n, field, value, severity, code, params as JSON).

    A refused row says why it is refused and nothing else; conflicts that the workbook wins are none.
    """
    rows = connection.execute(
        "SELECT n, field, value, severity, code, params FROM ("
        "SELECT n, field, value, severity, code, params, 0 AS late, rowid AS at FROM staging.problem "
        "WHERE n NOT IN (SELECT n FROM temp.finding WHERE severity = 'refused') "
        "UNION ALL SELECT n, field, value, severity, code, params, 1, rowid FROM temp.finding "
        f"WHERE severity <> 'conflict' OR {OPEN_CONFLICT}) ORDER BY n, late, at"
    )
    return list(rows.fetchall())


def _say(connection: Any, severity: str, what: tuple[str, Message], rows: str, params: Params) -> None:
    field, message = what
    connection.execute(
        "INSERT INTO temp.finding (n, field, value, severity, code, params) SELECT "
        f"s.n, '{field}', s.\"{field}\", '{severity}', '{message.code}', {_object_sql(params)} {rows}"
    )


def _object_sql(params: Params) -> str:
    return "json_object(" + ", ".join(f"'{name}', {sql}" for name, sql in params.items()) + ")"
