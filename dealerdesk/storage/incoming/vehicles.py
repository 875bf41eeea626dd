"""Which vehicle file a staged row means: by VIN, then current plate, then old plates, then file number."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming.planning import note

_FROM = "FROM staging.staged s JOIN vehicle_file f ON {on} WHERE s.n = p.n AND p.file_id IS NULL"


VEHICLE_SAID = "coalesce(s.vin, s.plate, s.file_no, '')"
"""SQL for how a row names its vehicle."""

VIN_DIFFERS = Message(
    "vin_differs",
    "The workbook says VIN {theirs}, but the plate leads to the file {file_no} with the VIN {ours}. "
    "It was put there; correct whichever VIN is wrong.",
)


def match_files(connection: Any) -> None:
    """Fill ``plan.file_id`` for rows that describe vehicles.

    A plate or a file number identifies only a file whose VIN does not say otherwise.
    """
    _match(connection, "(s.vin IS NULL OR f.vin IS NULL)")


def find_files(connection: Any) -> None:
    """Fill ``plan.file_id`` for rows that belong to a vehicle, such as repair orders.

    Where no file has the VIN, the plate decides, with a warning when the file's VIN is another.
    """
    _match(connection, "1")
    rows = (
        "FROM temp.plan p JOIN staging.staged s ON s.n = p.n JOIN vehicle_file f ON f.id = p.file_id "
        "WHERE f.vin IS NOT NULL AND s.vin IS NOT NULL AND f.vin <> s.vin"
    )
    said = {"theirs": "s.vin", "ours": "f.vin", "file_no": "f.file_no"}
    note(connection, "vin", "warning", VIN_DIFFERS, rows, said)


def _match(connection: Any, agree: str) -> None:
    ways = (
        "f.vin = s.vin",
        f"f.plate_key = s.plate_key AND f.archived_at IS NULL AND {agree}",
        f"f.plate_key = s.plate_key AND {agree}",
    )
    for on in ways:
        connection.execute(f"UPDATE temp.plan AS p SET file_id = f.id {_FROM.format(on=on)}")
    connection.execute(
        "UPDATE temp.plan AS p SET file_id = o.file_id, old_plate = 1 FROM staging.staged s JOIN "
        "(SELECT plate_key, min(file_id) AS file_id FROM plate_record GROUP BY plate_key "
        "HAVING count(DISTINCT file_id) = 1) o ON o.plate_key = s.plate_key "
        "WHERE s.n = p.n AND p.file_id IS NULL AND s.vin IS NULL"
    )
    connection.execute(
        "UPDATE temp.plan AS p SET file_id = f.id "
        + _FROM.format(on="f.file_no = s.file_no")
        + f" AND {agree} AND (s.plate_key IS NULL OR f.plate_key IS NULL)"
    )
