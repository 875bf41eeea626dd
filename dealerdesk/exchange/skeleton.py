"""Everything of a workbook but its rows, as xlsxwriter makes it: styles, columns, filter, properties."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.exchange.workbooks import EXPORTED_AT, EXPORTED_KIND, LAST_CHANGE

SHEET: Final = "xl/worksheets/sheet1.xml"
"""The part that holds the rows."""

_FORMATS: Final[Mapping[str, Mapping[str, Any]]] = {
    "heading": {"bold": True, "num_format": "@", "bottom": 1},
    "identifier": {"num_format": "@"},
    "guarded": {"num_format": "@", "quote_prefix": True},
    "date": {"num_format": "yyyy-mm-dd"},
    "datetime": {"num_format": "yyyy-mm-dd hh:mm"},
    "money": {"num_format": "#,##0.00##"},
    "quantity": {"num_format": "0.####"},
    "integer": {"num_format": "0"},
}
_STYLE: Final = re.compile(rb' s="([0-9]+)"')
_DIMENSION: Final = re.compile(rb'(<dimension ref=")[^"]*')


@dataclass(frozen=True, slots=True)
class Origin:
    """What a workbook says of itself: what it holds, its title, when it was made and what was known then."""

    kind: RecordKind
    title: str
    exported_at: datetime
    last_change: int


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The parts of a workbook by their names, its sheet before and behind the rows, and numbers of styles."""

    parts: Mapping[str, bytes]
    before: bytes
    behind: bytes
    styles: Mapping[str, int]


def make_skeleton(origin: Origin, widths: Sequence[float], last_row: int) -> Skeleton:
    """A workbook of one sheet with columns of these widths; headings in row 1, records down to `last_row`."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet(RECORD_LABELS[origin.kind].said())
    sheet.freeze_panes(1, 0)
    if widths:
        sheet.autofilter(0, 0, last_row - 1, len(widths) - 1)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    # One cell of each format, so that xlsxwriter numbers them; the cells themselves are cut out.
    for row, properties in enumerate(_FORMATS.values()):
        sheet.write_blank(row, 0, None, book.add_format(dict(properties)))
    _describe(book, origin)
    book.close()
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before, _, rest = parts.pop(SHEET).partition(b"<sheetData>")
    cells, _, behind = rest.partition(b"</sheetData>")
    styles = dict(zip(_FORMATS, map(int, _STYLE.findall(cells)), strict=True))
    return Skeleton(parts, _measured(before, len(widths), last_row), behind, styles)


def _describe(book: Workbook, origin: Origin) -> None:
    at = origin.exported_at.isoformat(timespec="seconds")
    book.set_properties({"title": origin.title, "created": origin.exported_at})
    book.set_custom_property(EXPORTED_KIND, origin.kind.value, "text")
    book.set_custom_property(EXPORTED_AT, at, "text")
    book.set_custom_property(LAST_CHANGE, str(origin.last_change), "text")


def _measured(before: bytes, columns: int, last_row: int) -> bytes:
    """The beginning of a sheet with the extent that it will have."""
    extent = f"A1:{xl_col_to_name(max(columns, 1) - 1)}{last_row}".encode()
    return _DIMENSION.sub(lambda found: found[1] + extent, before)
