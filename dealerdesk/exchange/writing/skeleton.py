"""Everything of a workbook but its rows, as xlsxwriter makes it: styles, columns, filter, properties."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.fields import RecordKind
from dealerdesk.exchange.origins import EXPORTED_AT, EXPORTED_KIND, LAST_MOMENT, written_kinds

CELL_FORMATS: Final[Mapping[str, Mapping[str, Any]]] = {
    "heading": {"bold": True, "num_format": "@", "bottom": 1},
    "identifier": {"num_format": "@"},
    "guarded": {"num_format": "@", "quote_prefix": True},
    "date": {"num_format": "yyyy-mm-dd"},
    "datetime": {"num_format": "yyyy-mm-dd hh:mm"},
    "money": {"num_format": "#,##0.00##"},
    "quantity": {"num_format": "0.####"},
    "integer": {"num_format": "0"},
}
"""How cells look, by what they hold."""
_STYLE: Final = re.compile(rb' s="([0-9]+)"')
_DIMENSION: Final = re.compile(rb'(<dimension ref=")[^"]*')


@dataclass(frozen=True, slots=True)
class Origin:
    """What a workbook says of itself: its title, when it was made, what was known then, and what it holds.

    `kind` is that of all its records, None where each sheet has its own, as `kinds` says by their names.
    `said` is what else it says, by the names of the properties.
    """

    kind: RecordKind | None
    title: str
    exported_at: datetime
    last_moment: str
    kinds: Mapping[str, RecordKind | None] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outline:
    """A sheet without its rows: its name, the widths of its columns, and the last row that is filled."""

    name: str
    widths: Sequence[float]
    last_row: int


@dataclass(frozen=True, slots=True)
class Ends:
    """A sheet before and behind its rows."""

    before: bytes
    behind: bytes


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The parts of a workbook by their names but for its sheets, those in their order, and the styles."""

    parts: Mapping[str, bytes]
    sheets: Sequence[Ends]
    styles: Mapping[str, int]


def sheet_part(at: int) -> str:
    """The name of the part with the rows of a sheet; `at` counts from 0."""
    return f"xl/worksheets/sheet{at + 1}.xml"


def make_skeleton(origin: Origin, outlines: Sequence[Outline]) -> Skeleton:
    """A workbook of these sheets; headings in row 1 of each, records below."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    formats = [book.add_format(dict(properties)) for properties in CELL_FORMATS.values()]
    for outline in outlines:
        sheet = book.add_worksheet(outline.name)
        sheet.freeze_panes(1, 0)
        if outline.widths:
            sheet.autofilter(0, 0, outline.last_row - 1, len(outline.widths) - 1)
        for column, width in enumerate(outline.widths):
            sheet.set_column(column, column, width)
        # One cell of each format, so that xlsxwriter numbers them; the cells themselves are cut out.
        for row, style in enumerate(formats):
            sheet.write_blank(row, 0, None, style)
    _describe(book, origin)
    book.close()
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets, cells = [], b""
    for at, outline in enumerate(outlines):
        before, _, rest = parts.pop(sheet_part(at)).partition(b"<sheetData>")
        cells, _, behind = rest.partition(b"</sheetData>")
        sheets.append(Ends(_measured(before, outline), behind))
    return Skeleton(parts, sheets, dict(zip(CELL_FORMATS, map(int, _STYLE.findall(cells)), strict=True)))


def _describe(book: Workbook, origin: Origin) -> None:
    at = origin.exported_at.isoformat(timespec="seconds")
    book.set_properties({"title": origin.title, "created": origin.exported_at})
    if origin.kind is not None:
        book.set_custom_property(EXPORTED_KIND, origin.kind.value, "text")
    book.set_custom_property(EXPORTED_AT, at, "text")
    if origin.last_moment:
        book.set_custom_property(LAST_MOMENT, origin.last_moment, "text")
    if origin.kinds:
        for name, said in written_kinds(origin.kinds):
            book.set_custom_property(name, said, "text")
    for name, said in origin.said.items():
        book.set_custom_property(name, said, "text")


def _measured(before: bytes, outline: Outline) -> bytes:
    """The beginning of a sheet with the extent that it will have."""
    last = xl_col_to_name(max(len(outline.widths), 1) - 1)
    extent = f"A1:{last}{outline.last_row}".encode()
    return _DIMENSION.sub(lambda found: found[1] + extent, before)
