"""What a workbook that DealerDesk wrote says of itself, in custom document properties.

Excel, LibreOffice and WPS keep them when the workbook is saved there. Whoever reads them believes nothing:
a workbook can come from anywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import count, takewhile
from typing import Any, Final

from dealerdesk.domain.fields import FIELDS, RecordKind

EXPORTED_AT: Final = "DealerDeskExportedAt"
EXPORTED_KIND: Final = "DealerDeskKind"
LAST_MOMENT: Final = "DealerDeskLastMoment"
"""What the history knew last when the workbook was written, in a word of its own."""
SHEET_KINDS: Final = "DealerDeskSheets"
"""JSON: what the records of each sheet are, by the sheet's name; null for a sheet without records."""
EXAMPLE: Final = "DealerDeskExample"
"""JSON: the stored values of the row that shows how a template is filled in, by field code."""

AUDIT: Final = "DealerDeskAudit"
"""The number of the audit that a report or a count sheet is of."""
AUDIT_FINGERPRINT: Final = "DealerDeskAuditFingerprint"
AUDIT_CONTENT: Final = "DealerDeskAuditContent"
"""The SHA-256 of what stands in the cells of an audit's report."""

_MOST_LETTERS: Final = 240
"""Of one property; Excel keeps 255, and counts letters beyond the first plane twice."""

_BLANK: Final = re.compile(r"\s")

StoredValue = str | int


def written_kinds(kinds: Mapping[str, RecordKind | None]) -> Iterator[tuple[str, str]]:
    """The properties that say what each sheet holds, None for no records."""
    return _pieces(SHEET_KINDS, _json({name: kind and kind.value for name, kind in kinds.items()}))


def kinds_of_sheets(said: Mapping[str, str]) -> dict[str, RecordKind | None]:
    """What each sheet holds, by its name; those of kinds that nobody knows are left out."""
    known: dict[str | None, RecordKind | None] = {None: None}
    known |= {kind.value: kind for kind in RecordKind}
    found = _object(said, SHEET_KINDS)
    return {
        name: known[kind] for name, kind in found.items() if isinstance(kind, str | None) and kind in known
    }


def written_example(example: Mapping[str, StoredValue]) -> Iterator[tuple[str, str]]:
    """The properties that tell a template's example row from records."""
    return _pieces(EXAMPLE, _json(dict(example)))


def example_of(said: Mapping[str, str], kind: RecordKind) -> dict[str, StoredValue]:
    """The stored values of the example row by field code; none where the workbook is no template."""
    codes = {field.code for field in FIELDS[kind]}
    found = _object(said, EXAMPLE)
    return {
        code: value
        for code, value in found.items()
        if code in codes and isinstance(value, str | int) and not isinstance(value, bool)
    }


def _json(value: object) -> str:
    """JSON in which no piece begins or ends with a blank, which would be lost."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _BLANK.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _pieces(name: str, text: str) -> Iterator[tuple[str, str]]:
    """The text as properties called `name`, `name` and 2, and so on, each as long as Excel keeps it."""
    for number, start in enumerate(range(0, len(text), _MOST_LETTERS), 1):
        yield f"{name}{number if number > 1 else ''}", text[start : start + _MOST_LETTERS]


def _object(said: Mapping[str, str], name: str) -> dict[str, Any]:
    names = (f"{name}{number if number > 1 else ''}" for number in count(1))
    text = "".join(said[each] for each in takewhile(said.__contains__, names))
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
