"""Which vehicle file a staged row means: by VIN, then current plate, then old plates, then file number."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming.planning import ROWS
from dealerdesk.storage.incoming.remarks import warn

VIN_DIFFERS = Message(
    "vin_differs",
    "The workbook says VIN {theirs}, but the plate leads to the file {file_no} with the VIN {ours}. "
    "It was put there; correct whichever VIN is wrong.",
)

VEHICLE_SAID = "coalesce(s.vin, s.plate, s.file_no, '')"
"""SQL for how a row names its vehicle."""

_AGREE = "(s.vin IS NULL OR f.vin IS NULL)"


def match_files(connection: Any) -> None:
    """Fill ``plan.file_id``, and ``plan.old_plate`` where a plate of before led to the file.

    A plate or a file number identifies only a file whose VIN does not say otherwise.
    """
    _match(connection, _AGREE)


def find_files(connection: Any) -> None:
    """Fill ``plan.file_id`` for rows that belong to a vehicle, such as repair orders.

    Where no file has the VIN, the plate decides, with a warning when the file's VIN is another.
    """
    _match(connection, "1")
    rows = f"{ROWS} JOIN vehicle_file f ON f.id = p.file_id WHERE f.vin <> s.vin"
    said = {"theirs": "s.vin", "ours": "f.vin", "file_no": "f.file_no"}
    warn(connection, "vin", VIN_DIFFERS, rows, said)


def _match(connection: Any, agree: str) -> None:
    alone = "SELECT max(id) AS id, plate_key, vin FROM vehicle_file GROUP BY plate_key HAVING count(*) = 1"
    had = (
        "SELECT plate_key, min(file_id) AS id FROM plate_record GROUP BY plate_key "
        "HAVING count(DISTINCT file_id) = 1"
    )
    for files, old in (
        ("vehicle_file f ON f.vin = s.vin", 0),
        (f"vehicle_file f ON f.plate_key = s.plate_key AND f.archived_at IS NULL AND {agree}", 0),
        (f"({alone}) f ON f.plate_key = s.plate_key AND {agree}", 0),
        (f"({had}) f ON f.plate_key = s.plate_key AND s.vin IS NULL", 1),
        (f"vehicle_file f ON f.file_no = s.file_no AND {agree} AND {_NO_OTHER_PLATE}", 0),
    ):
        connection.execute(
            f"UPDATE temp.plan AS p SET file_id = f.id, old_plate = {old} FROM staging.staged s JOIN {files} "
            "WHERE s.n = p.n AND p.file_id IS NULL"
        )


_NO_OTHER_PLATE = "(s.plate_key IS NULL OR f.plate_key IS NULL)"
