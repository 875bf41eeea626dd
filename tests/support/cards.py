"""A file with its owner's card, as a person who edits it sees both."""

from __future__ import annotations

from dealerdesk.bootstrap import Desk
from dealerdesk.services.cards import shown_values
from dealerdesk.services.details import FileDetail

VIN = "LSVAM4187C2184847"


def a_file(desk: Desk) -> int:
    """The id of a new file with its owner."""
    typed = {"vin": VIN, "plate": "粤B12345", "make": "大众", "customer": "王伟", "phone": "13800138000"}
    return desk.files.show(desk.files.create(typed).file_no).id


def detail(desk: Desk, file_id: int) -> FileDetail:
    """The file in full."""
    found = desk.lists.detail(file_id)
    assert found is not None
    return found


def values(desk: Desk, file_id: int) -> dict[str, str]:
    """What the inputs of file and card show."""
    shown = detail(desk, file_id)
    return shown_values(shown.values, shown.customer)
