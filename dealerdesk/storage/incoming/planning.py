"""What all kinds of imports share: the plan's tables, what it has to say, and the comparison of columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.messages import Message
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

    With `theirs` the workbook wins conflicts. `last_change` is the newest change set when the workbook was
    exported, None where it was not. `create_files` makes service-only drafts for unknown vehicles.
    """

    kind: RecordKind
    theirs: bool
    create_files: bool
    last_change: int | None
    at: datetime
    author: int

    @property
    def today(self) -> str:
        """The day of the import, as it is stored."""
        return self.at.date().isoformat()

    @property
    def now(self) -> str:
        """The time of the import, as it is stored."""
        return self.at.strftime("%Y-%m-%d %H:%M:%S")


EDITED_SINCE = Message(
    "edited_since",
    "DealerDesk says “{ours}”, edited after this workbook was exported; the workbook says “{theirs}”. "
    "Ours stays; decide which is right.",
)


def lay_out(connection: Any) -> None:
    """Make the plan's temporary tables, one row for each staged row that is not refused yet."""
    connection.create_function("phone_digits", 1, _digits, deterministic=True)
    for table in ("plan", "finding", "kept"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    connection.execute(
        "CREATE TEMP TABLE plan (n INTEGER PRIMARY KEY, file_id INTEGER, record_id INTEGER, owner_key TEXT, "
        "old_plate INTEGER NOT NULL DEFAULT 0, number TEXT, draft_key TEXT, "
        f"outcome TEXT NOT NULL DEFAULT '{Outcome.UNCHANGED}')"
    )
    connection.execute(
        "CREATE TEMP TABLE finding (n INTEGER, field TEXT, value TEXT, severity TEXT, code TEXT, params TEXT)"
    )
    connection.execute("CREATE TEMP TABLE kept (n INTEGER, field TEXT, PRIMARY KEY (n, field)) WITHOUT ROWID")
    connection.execute("INSERT INTO temp.plan (n) SELECT n FROM staging.staged WHERE NOT refused")


def _digits(text: object) -> str | None:
    return phone_digits(str(text)) if text is not None else None


def refuse(
    connection: Any, field: str | None, message: Message, rows: str, params: Mapping[str, str]
) -> None:
    """Refuse the rows that `rows` (SQL from ``FROM`` on, with ``s`` for the staged row) selects."""
    note(connection, field, "refused", message, f"{rows} AND p.outcome <> 'refused'", params)
    connection.execute(
        f"UPDATE temp.plan SET outcome = '{Outcome.REFUSED}' WHERE n IN "
        "(SELECT n FROM temp.finding WHERE severity = 'refused')"
    )
    connection.execute(
        "DELETE FROM temp.finding WHERE severity <> 'refused' AND n IN "
        "(SELECT n FROM temp.finding WHERE severity = 'refused')"
    )


def note(
    connection: Any, field: str | None, severity: str, message: Message, rows: str, params: Mapping[str, str]
) -> None:
    """Say `message` of the rows that `rows` selects; `params` are SQL expressions by placeholder."""
    said = ", ".join(f"'{name}', {sql}" for name, sql in params.items())
    value = f's."{field}"' if field else "NULL"
    connection.execute(
        "INSERT INTO temp.finding (n, field, value, severity, code, params) "
        f"SELECT s.n, {_literal(field)}, {value}, '{severity}', '{message.code}', json_object({said}) {rows}"
    )


def given_fields(connection: Any, codes: Iterable[str]) -> list[str]:
    """Those of `codes` for which any staged row has a value."""
    columns = {row[1] for row in connection.execute("PRAGMA staging.table_info(staged)")}
    asked = [code for code in codes if code in columns]
    if not asked:
        return []
    found = connection.execute(
        "SELECT " + ", ".join(f'max("{code}" IS NOT NULL)' for code in asked) + " FROM staging.staged"
    ).fetchone()
    return [code for code, there in zip(asked, found, strict=True) if there]


def keep_what_was_edited_since(
    connection: Any, terms: Terms, table: str, columns: Mapping[str, str], rows: str
) -> None:
    """Note fields that were edited here after the workbook was exported, and keep ours unless told otherwise.

    `columns` maps field codes to columns of `table`; `rows` is SQL from ``FROM`` on, with ``s`` the staged
    row, ``t`` the row of `table`.
    """
    if terms.last_change is None or terms.theirs:
        return
    for code, column in columns.items():
        edited = (
            f"SELECT 1 FROM row_change r WHERE r.tbl = '{table}' AND r.row_id = t.id "
            f"AND r.set_id > {terms.last_change} AND r.op = 'u' AND "
            f"(r.before -> '{column}' IS NOT NULL OR r.after -> '{column}' IS NOT NULL)"
        )
        clash = f'{rows} AND s."{code}" IS NOT NULL AND t."{column}" IS NOT s."{code}" AND EXISTS ({edited})'
        note(
            connection,
            code,
            "conflict",
            EDITED_SINCE,
            clash,
            {"ours": f"coalesce(t.\"{column}\", '')", "theirs": f's."{code}"'},
        )
        connection.execute(f"INSERT OR IGNORE INTO temp.kept (n, field) SELECT s.n, '{code}' {clash}")


def differs_sql(code: str, column: str) -> str:
    """SQL for whether a staged value is to replace the one in ``t``."""
    return (
        f'(s."{code}" IS NOT NULL AND t."{column}" IS NOT s."{code}" AND NOT EXISTS '
        f"(SELECT 1 FROM temp.kept k WHERE k.n = s.n AND k.field = '{code}'))"
    )


def any_differs_sql(columns: Mapping[str, str]) -> str:
    """SQL for whether any staged value is to replace one in ``t``."""
    return " OR ".join(differs_sql(code, column) for code, column in columns.items()) or "0"


def assignments_sql(columns: Mapping[str, str]) -> str:
    """SQL that writes the staged values that replace ours, and counts the version up."""
    sets = [
        f'"{column}" = CASE WHEN {differs_sql(code, column)} THEN s."{code}" ELSE t."{column}" END'
        for code, column in columns.items()
    ]
    return ", ".join([*sets, "version = t.version + 1"])


def settle_conflicts(connection: Any) -> None:
    """Rows that stay as they are, but with something to decide on, are conflicts."""
    connection.execute(
        f"UPDATE temp.plan SET outcome = '{Outcome.CONFLICT}' WHERE outcome = '{Outcome.UNCHANGED}' "
        "AND n IN (SELECT n FROM temp.finding WHERE severity = 'conflict')"
    )


def counts(connection: Any, unit: str = "n") -> dict[str, int]:
    """How many records have each outcome; `unit` is SQL for what makes rows one record."""
    return dict(
        connection.execute(
            f"SELECT outcome, count(DISTINCT {unit}) FROM temp.plan GROUP BY outcome"
        ).fetchall()
    )


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


def _literal(text: str | None) -> str:
    return "NULL" if text is None else json.dumps(text).replace('"', "'")
