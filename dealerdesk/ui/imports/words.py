"""What the parts of the import page say alike, and how what becomes of a line looks."""

from __future__ import annotations

from dataclasses import dataclass

from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import Verdict
from dealerdesk.ui.dialogs import FilePattern

SHEET_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv")
ENDINGS = (*SHEET_ENDINGS, ".zip")
TEXT_ENDINGS = (".csv", ".tsv")
SPREADSHEETS = FilePattern(
    Message("ui.spreadsheets", "Spreadsheets"), tuple(f"*{ending}" for ending in ENDINGS)
)
TITLE = Message("ui.import_title", "Import from Excel")
CHOOSE_FILE = Message("ui.choose_spreadsheet", "Choose a file …")
CHOOSE_ANOTHER = Message("ui.choose_another_spreadsheet", "Choose another file")
STOP = Message("ui.import_stop", "Stop")
BACK = Message("ui.import_back", "Back")
CANCEL = Message("ui.import_cancel", "Cancel")
NO_ROWS = Message(
    "ui.import_no_rows",
    "There is no row below the headings. Take another sheet, or another row for the headings.",
)
BUSY = Message("ui.import_busy", "Wait until the file is read, or stop it.")
SAVE_PROBLEMS = Message("ui.import_save_problems", "Save problem rows as Excel")
KEEP_OURS = Message("ui.keep_ours", "Keep ours")
USE_SHEET = Message("ui.use_sheet", "Use Excel")


@dataclass(frozen=True, slots=True)
class Look:
    """How a verdict looks: its icon, the colour's role, the ground of the spreadsheet's cell, its word."""

    icon: str
    role: str
    tint: str
    name: Message


LOOKS = {
    Verdict.CONFLICT: Look("warning-fill", "warn", "warn_tint", Message("ui.import_conflict", "Conflict")),
    Verdict.REFUSED: Look("x-circle-fill", "bad", "bad_tint", Message("ui.import_refused", "Refused")),
    Verdict.LEFT_OUT: Look("prohibit", "bad", "bad_tint", Message("ui.import_left_out", "Left out")),
    Verdict.WARNING: Look("info", "text_2", "", Message("ui.import_warning", "Worth a look")),
    Verdict.CHANGED: Look(
        "pencil-simple", "accent", "accent_tint", Message("ui.import_changed", "Changed")
    ),
    Verdict.NEW: Look("plus-circle-fill", "ok", "ok_tint", Message("ui.import_new", "New")),
    Verdict.UNCHANGED: Look("equals", "text_2", "", Message("ui.import_unchanged", "Unchanged")),
}  # fmt: skip
