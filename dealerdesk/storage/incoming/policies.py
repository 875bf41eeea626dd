"""Insurance policies out of a workbook."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.fields import POLICY_FIELDS
from dealerdesk.domain.imports import DUPLICATE_IN_SHEET, NO_SUCH_FILE
from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming.planning import (
    Outcome,
    Terms,
    any_differs_sql,
    assignments_sql,
    given_fields,
    keep_what_was_edited_since,
    note,
    refuse,
    settle_conflicts,
)
from dealerdesk.storage.incoming.vehicles import VEHICLE_SAID, find_files

POLICY_ELSEWHERE = Message(
    "policy_elsewhere",
    "The policy {theirs} stands in the file {file_no}. It stays there; check the number and the vehicle.",
)

_CODES = tuple(field.code for field in POLICY_FIELDS if field.code not in {"file_no", "plate", "vin"})
_ROWS = "FROM temp.plan p JOIN staging.staged s ON s.n = p.n "
_MATCHED = (
    f"{_ROWS} JOIN policy t ON t.id = p.record_id WHERE p.outcome <> 'refused' AND t.file_id = p.file_id "
)


def plan_policies(connection: Any, terms: Terms) -> None:
    """Decide what becomes of each staged row: by policy number, else by vehicle, kind and last day."""
    find_files(connection)
    refuse(connection, "vin", NO_SUCH_FILE, f"{_ROWS} WHERE p.file_id IS NULL", {"value": VEHICLE_SAID})
    connection.execute(
        "UPDATE temp.plan AS p SET record_id = t.id FROM staging.staged s "
        "JOIN policy t ON t.policy_no = s.policy_no WHERE s.n = p.n AND p.outcome <> 'refused'"
    )
    connection.execute(
        "UPDATE temp.plan AS p SET record_id = t.id FROM staging.staged s JOIN policy t "
        "ON t.ends = s.ends AND t.policy_kind IS s.policy_kind "
        "WHERE s.n = p.n AND t.file_id = p.file_id AND s.policy_no IS NULL AND p.outcome <> 'refused'"
    )
    elsewhere = (
        f"{_ROWS} JOIN policy t ON t.id = p.record_id JOIN vehicle_file f ON f.id = t.file_id "
        "WHERE t.file_id <> p.file_id AND p.outcome <> 'refused'"
    )
    note(
        connection,
        "policy_no",
        "conflict",
        POLICY_ELSEWHERE,
        elsewhere,
        {"theirs": "s.policy_no", "file_no": "f.file_no"},
    )
    _refuse_second_rows(connection)
    columns = _columns(connection)
    keep_what_was_edited_since(connection, terms, "policy", columns, _MATCHED)
    connection.execute(
        f"UPDATE temp.plan SET outcome = '{Outcome.NEW}' WHERE record_id IS NULL AND outcome <> 'refused'"
    )
    connection.execute(
        f"UPDATE temp.plan SET outcome = '{Outcome.CHANGED}' "
        f"WHERE n IN (SELECT s.n {_MATCHED} AND ({any_differs_sql(columns)}))"
    )
    settle_conflicts(connection)


def apply_policies(connection: Any, _terms: Terms) -> None:
    """Write new policies and changed ones, and move the files' insurance forward."""
    columns = _columns(connection)
    connection.execute(
        f"UPDATE policy AS t SET {assignments_sql(columns)} "
        "FROM temp.plan p JOIN staging.staged s ON s.n = p.n "
        f"WHERE t.id = p.record_id AND p.outcome = '{Outcome.CHANGED}'"
    )
    names = "".join(f', "{code}"' for code in columns)
    values = "".join(f', s."{code}"' for code in columns)
    connection.execute(
        f"INSERT INTO policy (file_id{names}) SELECT p.file_id{values} {_ROWS} "
        f"WHERE p.outcome = '{Outcome.NEW}' ORDER BY p.n"
    )
    connection.execute(
        "UPDATE vehicle_file AS f SET insurance_ends = x.ends, version = f.version + 1 FROM "
        f"(SELECT p.file_id, max(s.ends) AS ends {_ROWS} "
        f"WHERE p.outcome IN ('{Outcome.NEW}', '{Outcome.CHANGED}') GROUP BY p.file_id) x "
        "WHERE x.file_id = f.id AND x.ends > coalesce(f.insurance_ends, '')"
    )


def _columns(connection: Any) -> dict[str, str]:
    return {code: code for code in given_fields(connection, _CODES)}


def _refuse_second_rows(connection: Any) -> None:
    """Rows that mean the same policy without its number; numbers are looked at when the sheet is read."""
    connection.execute("DROP TABLE IF EXISTS temp.first_row")
    connection.execute(
        "CREATE TEMP TABLE first_row AS SELECT p.file_id, s.policy_kind, s.ends, min(s.n) AS n "
        f"{_ROWS} WHERE s.policy_no IS NULL AND p.outcome <> 'refused' "
        "GROUP BY p.file_id, s.policy_kind, s.ends"
    )
    rows = (
        f"{_ROWS} JOIN temp.first_row o ON o.file_id = p.file_id AND o.policy_kind IS s.policy_kind "
        "AND o.ends IS s.ends WHERE s.policy_no IS NULL AND o.n < s.n"
    )
    refuse(connection, "ends", DUPLICATE_IN_SHEET, rows, {"row": "o.n", "value": "s.ends"})
