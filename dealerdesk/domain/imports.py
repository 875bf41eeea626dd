"""What an import says of a row, wherever in the program it is found out (command-line.md)."""

from __future__ import annotations

from dealerdesk.domain.messages import Message

DUPLICATE_IN_SHEET = Message(
    "duplicate_in_sheet",
    "“{value}” stands in row {row} already. Decide which row is right and delete the other.",
)
NO_SUCH_FILE = Message(
    "no_such_file",
    "The vehicle {value} has no file. Import or make its file first, or let the import make drafts "
    "(--create-files).",
)
