"""Insurance policies out of a workbook."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.fields import POLICY_FIELDS
from dealerdesk.domain.imports import DUPLICATE_IN_SHEET, NO_SUCH_FILE
from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming.comparing import (
    any_differs_sql,
    given_columns,
    insert_sql,
    keep_ours,
    write_changes,
)
from dealerdesk.storage.incoming.planning import ROWS, STANDING, Outcome, Terms, mark_first_rows, settle
from dealerdesk.storage.incoming.remarks import conflict, refuse
from dealerdesk.storage.incoming.vehicles import VEHICLE_SAID, find_files

POLICY_ELSEWHERE = Message(
    "policy_elsewhere",
    "The policy {theirs} stands in the file {file_no}. It stays there; check the number and the vehicle.",
)

_CODES = tuple(field.code for field in POLICY_FIELDS if field.code not in {"file_no", "plate", "vin"})
_MATCHED = (
    f"{ROWS} JOIN policy t ON t.id = p.record_id WHERE {STANDING} AND p.first = p.n AND t.file_id = p.file_id"
)


def plan_policies(connection: Any, terms: Terms) -> None:
    """Decide what becomes of each staged row: by policy number, else by vehicle, kind and last day."""
    find_files(connection)
    unknown = f"{ROWS} WHERE p.file_id IS NULL"
    refuse(connection, "vin", NO_SUCH_FILE, unknown, {"value": VEHICLE_SAID})
    _match(connection)
    _refuse_other_accounts(connection)
    elsewhere = (
        f"{ROWS} JOIN policy t ON t.id = p.record_id JOIN vehicle_file f ON f.id = t.file_id "
        f"WHERE t.file_id <> p.file_id AND {STANDING}"
    )
    said = {"theirs": "s.policy_no", "file_no": "f.file_no"}
    conflict(connection, "policy_no", POLICY_ELSEWHERE, elsewhere, said)
    columns = given_columns(connection, _CODES, "policy")
    keep_ours(connection, "policy", columns, _MATCHED, terms)
    settle(
        connection,
        new="p.record_id IS NULL AND p.first = p.n",
        changed=f"SELECT s.n {_MATCHED} AND {any_differs_sql(columns)}",
    )


def apply_policies(connection: Any, _terms: Terms) -> None:
    """Write new policies and changed ones, and move the files' insurance forward."""
    columns = given_columns(connection, _CODES, "policy")
    changed = f"{ROWS} WHERE t.id = p.record_id AND p.outcome = '{Outcome.CHANGED}'"
    write_changes(connection, "policy", columns, changed)
    connection.execute(
        f"{insert_sql('policy', {'file_id': 'p.file_id'}, columns)} {ROWS} "
        f"WHERE p.outcome = '{Outcome.NEW}' ORDER BY p.n"
    )
    connection.execute(
        "UPDATE vehicle_file AS f SET insurance_ends = x.ends, version = f.version + 1 FROM "
        f"(SELECT p.file_id, max(s.ends) AS ends {ROWS} "
        f"WHERE p.outcome IN ('{Outcome.NEW}', '{Outcome.CHANGED}') GROUP BY p.file_id) x "
        "WHERE x.file_id = f.id AND x.ends > coalesce(f.insurance_ends, '')"
    )


def _match(connection: Any) -> None:
    """Find the policies that rows mean, and tell rows that mean the same one."""
    connection.execute(
        "UPDATE temp.plan AS p SET record_id = t.id FROM staging.staged s "
        f"JOIN policy t ON t.policy_no = s.policy_no WHERE s.n = p.n AND {STANDING}"
    )
    connection.execute(
        f"UPDATE temp.plan AS p SET record_id = x.id FROM (SELECT s.n, min(t.id) AS id {ROWS} JOIN policy t "
        "ON t.file_id = p.file_id AND t.ends IS s.ends AND t.policy_kind IS s.policy_kind "
        f"WHERE s.policy_no IS NULL AND {STANDING} GROUP BY s.n) x WHERE x.n = p.n"
    )
    connection.execute(
        "UPDATE temp.plan AS p SET key = coalesce(p.record_id, 'number:' || s.policy_no, "
        "json_array(p.file_id, s.policy_kind, s.ends)) "
        f"FROM staging.staged s WHERE s.n = p.n AND {STANDING}"
    )
    mark_first_rows(connection)


def _refuse_other_accounts(connection: Any) -> None:
    """The same row again is harmless; another account of the policy of an earlier row is not."""
    differs = " OR ".join(["o.file_id <> p.file_id", *(f's."{code}" IS NOT e."{code}"' for code in _CODES)])
    rows = (
        f"{ROWS} JOIN temp.plan o ON o.n = p.first JOIN staging.staged e ON e.n = o.n "
        f"WHERE o.n < s.n AND ({differs})"
    )
    said = {"row": "o.n", "value": "coalesce(s.policy_no, s.ends)"}
    refuse(connection, "policy_no", DUPLICATE_IN_SHEET, rows, said)
