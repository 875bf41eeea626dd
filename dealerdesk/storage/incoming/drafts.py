"""Service-only drafts for vehicles that come to the workshop and have no file yet (``--create-files``)."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.files import FileKind, FileState
from dealerdesk.storage.incoming.numbering import give_file_numbers
from dealerdesk.storage.incoming.planning import Terms

_ROWS = "FROM temp.plan p JOIN staging.staged s ON s.n = p.n "


def plan_drafts(connection: Any) -> None:
    """Name the vehicles to make files for: ``plan.draft_key`` tells one from another."""
    connection.execute(
        "UPDATE temp.plan AS p SET draft_key = coalesce(s.vin, s.plate_key) FROM staging.staged s "
        "WHERE s.n = p.n AND p.file_id IS NULL AND p.outcome <> 'refused'"
    )


def apply_drafts(connection: Any, terms: Terms) -> None:
    """Make the drafts, and give their rows the new files."""
    connection.execute("DROP TABLE IF EXISTS temp.draft")
    free = (
        "NOT EXISTS (SELECT 1 FROM vehicle_file f WHERE f.plate_key = s.plate_key AND f.archived_at IS NULL) "
        "AND s.n = (SELECT min(q.n) FROM temp.plan q JOIN staging.staged x ON x.n = q.n "
        "WHERE q.draft_key IS NOT NULL AND q.outcome <> 'refused' AND x.plate_key = s.plate_key)"
    )
    connection.execute(
        "CREATE TEMP TABLE draft AS SELECT p.draft_key AS key, min(s.n) AS n, NULL AS number, s.vin, "
        f"CASE WHEN {free} THEN s.plate END AS plate, CASE WHEN {free} THEN s.plate_key END AS plate_key "
        f"{_ROWS} WHERE p.draft_key IS NOT NULL AND p.outcome <> 'refused' GROUP BY p.draft_key"
    )
    give_file_numbers(connection, terms.at.year, "temp.draft", "1")
    connection.execute(
        "INSERT INTO vehicle_file (file_no, kind, state, vin, plate, plate_key, created_at, created_by) "
        "SELECT number, ?, ?, vin, plate, plate_key, ?, ? FROM temp.draft ORDER BY n",
        (FileKind.SERVICE_ONLY.value, FileState.DRAFT.value, terms.now, terms.author),
    )
    connection.execute(
        "UPDATE temp.plan AS p SET file_id = f.id FROM temp.draft d JOIN vehicle_file f ON f.file_no = d.number "
        "WHERE d.key = p.draft_key"
    )
