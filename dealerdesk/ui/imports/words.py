"""What the parts of the import page say alike."""

from __future__ import annotations

from dataclasses import dataclass

from dealerdesk.domain.messages import Message
from dealerdesk.ui.dialogs import FilePattern

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv")
TEXT_ENDINGS = (".csv", ".tsv")
SPREADSHEETS = FilePattern(
    Message("ui.spreadsheets", "Spreadsheets"), tuple(f"*{ending}" for ending in ENDINGS)
)
CHOOSE_FILE = Message("ui.choose_spreadsheet", "Choose a file …")
CHOOSE_ANOTHER = Message("ui.choose_another_spreadsheet", "Choose another file")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can become of a record, a row or a cell: its icon, the colour's role, and words.

    `severity` is that of the problems that the verdict names; empty where there are none.
    """

    attribute: str
    severity: str
    icon: str
    role: str
    name: Message
    meaning: Message


VERDICTS = (
    Verdict(
        "new", "", "plus-circle", "ok",
        Message("ui.import_new", "New"), Message("ui.import_new_means", "will be created"),
    ),
    Verdict(
        "changed", "", "pencil-simple", "accent",
        Message("ui.import_changed", "Changed"), Message("ui.import_changed_means", "get new values"),
    ),
    Verdict(
        "unchanged", "", "equals", "text_2",
        Message("ui.import_unchanged", "Unchanged"), Message("ui.import_unchanged_means", "nothing to write"),
    ),
    Verdict(
        "conflicts", "conflict", "warning", "warn",
        Message("ui.import_conflicts", "Conflicts"),
        Message("ui.import_conflicts_means", "differ from what is here"),
    ),
    Verdict(
        "refused", "refused", "x-circle", "bad",
        Message("ui.import_refused", "Refused"), Message("ui.import_refused_means", "rows that stay out"),
    ),
    Verdict(
        "left_out", "left_out", "minus", "warn",
        Message("ui.import_left_out", "Left out"), Message("ui.import_left_out_means", "cells that stay out"),
    ),
)  # fmt: skip
WARNING = Verdict(
    "", "warning", "info", "text_2",
    Message("ui.import_warning", "Worth a look"),
    Message("ui.import_warning_means", "is imported all the same"),
)  # fmt: skip
OF_SEVERITY = {verdict.severity: verdict for verdict in (*VERDICTS, WARNING) if verdict.severity}
