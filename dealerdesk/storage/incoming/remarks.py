"""What an import has to say of its rows (command-line.md, "What an import says of a row")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming.planning import STANDING, Outcome

Params = Mapping[str, str]
"""SQL expressions by the placeholder of a sentence."""


def refuse(connection: Any, field: str, message: Message, rows: str, params: Params) -> None:
    """Refuse the rows that `rows` (SQL from ``FROM`` to ``WHERE``, see `planning.ROWS`) selects."""
    _say(connection, "refused", (field, message), f"{rows} AND {STANDING}", params)
    refused = "SELECT n FROM temp.finding WHERE severity = 'refused'"
    connection.execute(f"UPDATE temp.plan SET outcome = '{Outcome.REFUSED}' WHERE n IN ({refused})")
    connection.execute(f"DELETE FROM temp.finding WHERE severity <> 'refused' AND n IN ({refused})")


def conflict(connection: Any, field: str, message: Message, rows: str, params: Params) -> None:
    """Say of the rows that `rows` selects that `field` stands otherwise here, and keep ours."""
    _say(connection, "conflict", (field, message), rows, params)
    connection.execute(f"INSERT OR IGNORE INTO temp.kept (n, field) SELECT s.n, '{field}' {rows}")


def warn(connection: Any, field: str, message: Message, rows: str, params: Params) -> None:
    """Say `message` of the rows that `rows` selects, which are imported all the same."""
    _say(connection, "warning", (field, message), rows, params)


def leave_out(connection: Any, field: str, message: Message, rows: str) -> None:
    """Say of the rows that `rows` selects that their cell of `field` is not taken over, the rest is."""
    _say(connection, "left_out", (field, message), rows, {})


def kept_sql(field: str) -> str:
    """SQL for whether ours stays in `field` of the row ``s``, because of a conflict."""
    return f"EXISTS (SELECT 1 FROM temp.kept k WHERE k.n = s.n AND k.field = '{field}')"


def findings(connection: Any) -> list[tuple[int, str | None, str | None, str, str, str]]:
    """Everything there is to say, by row: (n, field, value, severity, code, params as JSON).

    A refused row says why it is refused and nothing else.
    """
    rows = connection.execute(
        "SELECT n, field, value, severity, code, params FROM ("
        "SELECT n, field, value, severity, code, params, 0 AS late, rowid AS at FROM staging.problem "
        "WHERE n NOT IN (SELECT n FROM temp.finding WHERE severity = 'refused') "
        "UNION ALL SELECT n, field, value, severity, code, params, 1, rowid FROM temp.finding) "
        "ORDER BY n, late, at"
    )
    return list(rows.fetchall())


def _say(connection: Any, severity: str, what: tuple[str, Message], rows: str, params: Params) -> None:
    field, message = what
    said = ", ".join(f"'{name}', {sql}" for name, sql in params.items())
    connection.execute(
        "INSERT INTO temp.finding (n, field, value, severity, code, params) SELECT "
        f"s.n, '{field}', s.\"{field}\", '{severity}', '{message.code}', json_object({said}) {rows}"
    )
