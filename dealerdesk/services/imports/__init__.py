"""Spreadsheets in: looked at, checked with nothing written, imported as one change set, taken back."""

from dealerdesk.services.imports.importing import ImportOptions, Imports
from dealerdesk.services.imports.results import (
    Check,
    CheckLine,
    ImportEntry,
    ImportResult,
    Problem,
    Verdict,
)

__all__ = [
    "Check",
    "CheckLine",
    "ImportEntry",
    "ImportOptions",
    "ImportResult",
    "Imports",
    "Problem",
    "Verdict",
]
