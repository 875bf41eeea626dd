"""Spreadsheets in: looked at, checked with nothing written, imported as one change set, taken back."""

from dealerdesk.domain.imports import Verdict
from dealerdesk.exchange.reading.scan_archives import is_archive
from dealerdesk.services.imports.importing import Imports
from dealerdesk.services.imports.mappings import NamedMapping, load_mapping
from dealerdesk.services.imports.previews import Preview
from dealerdesk.services.imports.results import (
    Check,
    CheckLine,
    ImportEntry,
    ImportResult,
    Problem,
)

__all__ = [
    "Check",
    "CheckLine",
    "ImportEntry",
    "ImportResult",
    "Imports",
    "NamedMapping",
    "Preview",
    "Problem",
    "Verdict",
    "is_archive",
    "load_mapping",
]
