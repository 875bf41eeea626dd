"""What an import says of a row, wherever in the program it is found out (command-line.md)."""

from __future__ import annotations

from enum import StrEnum

from dealerdesk.domain.messages import Message


class Verdict(StrEnum):
    """What becomes of a cell or a row that is looked at before an import, in the order of a table."""

    CONFLICT = "conflict"
    REFUSED = "refused"
    LEFT_OUT = "left_out"
    WARNING = "warning"
    CHANGED = "changed"
    NEW = "new"
    UNCHANGED = "unchanged"


DUPLICATE_IN_SHEET = Message(
    "duplicate_in_sheet",
    "“{value}” stands in row {row} already. Decide which row is right and delete the other.",
)
NO_SUCH_FILE = Message(
    "no_such_file",
    "The vehicle {value} has no file. Import or make its file first, or let the import make drafts "
    "(--create-files).",
)
