"""Vehicle files out of a workbook, with their owners."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.fields import FILE_FIELDS
from dealerdesk.domain.files import FileKind, FileState
from dealerdesk.domain.imports import DUPLICATE_IN_SHEET
from dealerdesk.domain.messages import Message
from dealerdesk.storage.columns import customer_codes_of_file
from dealerdesk.storage.incoming import file_plates, owners
from dealerdesk.storage.incoming.comparing import (
    any_differs_sql,
    given,
    given_columns,
    insert_sql,
    keep_ours,
    write_changes,
)
from dealerdesk.storage.incoming.numbering import give_file_numbers
from dealerdesk.storage.incoming.planning import ROWS, STANDING, Outcome, Terms, mark_first_rows, settle
from dealerdesk.storage.incoming.remarks import refuse, warn
from dealerdesk.storage.incoming.vehicles import VEHICLE_SAID, match_files

FILE_NUMBER_UNKNOWN = Message(
    "file_number_unknown",
    "The row names its vehicle by the file number {theirs} only, and there is no such file. "
    "Fill in the VIN or the plate.",
)
FILE_NUMBER_NOT_KEPT = Message(
    "file_number_not_kept",
    "The file number {theirs} belongs to another file or to an earlier row, or the vehicle has another "
    "number here. It is not taken over; write it into the notes if you still need it.",
)

_HANDLED_APART = {"file_no", "plate", "state", "archived"} | customer_codes_of_file()
_CODES = tuple(field.code for field in FILE_FIELDS if field.code not in _HANDLED_APART)
_MATCHED = f"{ROWS} JOIN vehicle_file t ON t.id = p.file_id WHERE {STANDING}"


def plan_files(connection: Any, terms: Terms) -> None:
    """Decide what becomes of each staged row."""
    match_files(connection)
    _refuse_rows_without_vehicle(connection)
    _refuse_second_rows(connection)
    file_plates.plan_plates(connection, terms)
    _plan_file_numbers(connection)
    owners.plan_owners(connection, terms)
    columns = given_columns(connection, _CODES, "vehicle_file")
    keep_ours(connection, "vehicle_file", columns, _MATCHED, terms)
    changes = f"{any_differs_sql(columns)} OR {file_plates.CHANGES} OR {owners.CHANGES}"
    settle(connection, new="p.file_id IS NULL", changed=f"SELECT s.n {_MATCHED} AND ({changes})")


def apply_files(connection: Any, terms: Terms) -> None:
    """Write new files and changed ones, their plates' and owners' history, and the owners' cards."""
    owners.apply_owners(connection, terms)
    file_plates.apply_plates(connection, terms)
    columns = given_columns(connection, _CODES, "vehicle_file")
    changed = f"{ROWS} WHERE t.id = p.file_id AND p.outcome = '{Outcome.CHANGED}'"
    write_changes(connection, "vehicle_file", columns, changed)
    give_file_numbers(connection, terms.at.year, "temp.plan", f"outcome = '{Outcome.NEW}'")
    _insert_files(connection, terms)


def _refuse_rows_without_vehicle(connection: Any) -> None:
    """A file number alone opens a file, but makes none."""
    rows = f"{ROWS} WHERE p.file_id IS NULL AND s.vin IS NULL AND s.plate_key IS NULL"
    refuse(connection, "file_no", FILE_NUMBER_UNKNOWN, rows, {"theirs": "s.file_no"})


def _refuse_second_rows(connection: Any) -> None:
    """Rows that lead to one file by different names; the same name twice the sheet itself refuses."""
    mark_first_rows(connection, "file_id")
    said = {"row": "p.first", "value": VEHICLE_SAID}
    refuse(connection, "plate", DUPLICATE_IN_SHEET, f"{ROWS} WHERE p.first < p.n", said)


def _plan_file_numbers(connection: Any) -> None:
    """Keep a number that comes with the workbook where it is free; say where it is not."""
    connection.execute(
        "UPDATE temp.plan AS p SET number = x.file_no FROM ("
        f"SELECT min(s.n) AS n, s.file_no {ROWS} WHERE {STANDING} AND p.file_id IS NULL "
        "AND s.file_no IS NOT NULL GROUP BY s.file_no) x WHERE x.n = p.n "
        "AND NOT EXISTS (SELECT 1 FROM vehicle_file f WHERE f.file_no = x.file_no)"
    )
    rows = (
        f"{ROWS} LEFT JOIN vehicle_file t ON t.id = p.file_id WHERE {STANDING} "
        "AND s.file_no IS NOT NULL AND s.file_no IS NOT coalesce(t.file_no, p.number)"
    )
    warn(connection, "file_no", FILE_NUMBER_NOT_KEPT, rows, {"theirs": "s.file_no"})


def _insert_files(connection: Any, terms: Terms) -> None:
    own = {
        "file_no": "p.number",
        "kind": f"coalesce({'s.kind' if given(connection, ['kind']) else 'NULL'}, '{FileKind.NEW_SALE}')",
        "state": f"'{FileState.DRAFT}'",
        "customer_id": "o.customer_id",
        "created_at": "?",
        "created_by": "?",
        "plate": f"CASE WHEN {file_plates.KEPT} THEN NULL ELSE s.plate END",
        "plate_key": f"CASE WHEN {file_plates.KEPT} THEN NULL ELSE s.plate_key END",
    }
    columns = given_columns(connection, set(_CODES) - {"kind"}, "vehicle_file")
    connection.execute(
        f"{insert_sql('vehicle_file', own, columns)} {ROWS} LEFT JOIN temp.owner o ON o.key = p.key "
        f"WHERE p.outcome = '{Outcome.NEW}' ORDER BY p.n",
        (terms.now, terms.author),
    )
