"""Service-only drafts for vehicles that come to the workshop and have no file yet (``--create-files``)."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.files import FileKind, FileState
from dealerdesk.storage.incoming.numbering import give_file_numbers
from dealerdesk.storage.incoming.planning import ROWS, STANDING, Outcome, Terms


def plan_drafts(connection: Any) -> None:
    """Name the vehicles to make files for: ``plan.draft_key`` tells one from another.

    A row with a plate only means the vehicle of the first row that has that plate and a VIN.
    """
    unknown = f"{STANDING} AND p.file_id IS NULL"
    connection.execute(
        "UPDATE temp.plan AS p SET draft_key = coalesce(s.vin, s.plate_key) FROM staging.staged s "
        f"WHERE s.n = p.n AND {unknown}"
    )
    connection.execute(
        "UPDATE temp.plan AS p SET draft_key = x.vin FROM staging.staged s JOIN "
        f"(SELECT s.plate_key, s.vin, min(s.n) {ROWS} WHERE {unknown} AND s.vin IS NOT NULL "
        "GROUP BY s.plate_key) x ON x.plate_key = s.plate_key WHERE s.n = p.n AND p.draft_key = s.plate_key "
        "AND s.vin IS NULL"
    )


def apply_drafts(connection: Any, terms: Terms) -> None:
    """Make the drafts that new records need, and give the rows their new files.

    Of drafts with one plate the first gets it; a plate that an active file has would have led to that file.
    """
    connection.execute(
        "CREATE TEMP TABLE draft AS SELECT p.draft_key AS key, min(s.n) AS n, NULL AS number, "
        "max(s.vin) AS vin, min(CASE WHEN s.plate_key IS NOT NULL THEN s.n END) AS plate_n "
        f"{ROWS} WHERE p.draft_key IS NOT NULL AND p.outcome = '{Outcome.NEW}' GROUP BY p.draft_key"
    )
    give_file_numbers(connection, terms.at.year, "temp.draft", "1")
    connection.execute(
        "INSERT INTO vehicle_file (file_no, kind, state, vin, plate, plate_key, created_at, created_by) "
        "SELECT d.number, ?, ?, d.vin, x.plate, x.plate_key, ?, ? FROM temp.draft d LEFT JOIN "
        "(SELECT s.plate, s.plate_key, min(d.plate_n) AS n FROM temp.draft d "
        "JOIN staging.staged s ON s.n = d.plate_n GROUP BY s.plate_key) x ON x.n = d.plate_n ORDER BY d.n",
        (FileKind.SERVICE_ONLY.value, FileState.DRAFT.value, terms.now, terms.author),
    )
    connection.execute(
        "UPDATE temp.plan AS p SET file_id = f.id FROM temp.draft d "
        "JOIN vehicle_file f ON f.file_no = d.number WHERE d.key = p.draft_key"
    )
