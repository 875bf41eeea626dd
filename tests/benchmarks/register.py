"""A dealership's register as rows of twenty columns, and three ways of writing it as .xlsx."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.fields import Field, FieldType, RecordKind, field_of
from dealerdesk.storage.columns import expression
from dealerdesk.storage.engine import connect

CODES = (
    "file_no",
    "plate",
    "vin",
    "engine_no",
    "make",
    "model",
    "colour",
    "manufacture_date",
    "registration_date",
    "use",
    "kind",
    "location",
    "responsible",
    "odometer",
    "last_visit",
    "next_service",
    "insurance_ends",
    "customer",
    "phone",
    "mailing_address",
)
Cell = str | int | date | None

_REPEATED = frozenset(
    {"make", "model", "colour", "use", "kind", "responsible"}
    | {"manufacture_date", "registration_date", "last_visit", "next_service", "insurance_ends"}
)
"""Of a million files these have few different values, which are kept once: the register is held in memory."""
_DAY_ZERO = date(1899, 12, 30)
_LETTERS = "ABCDEFGHIJKLMNOPQRST"


@dataclass(frozen=True, slots=True)
class Register:
    """Headings and rows as a person sees them in Excel."""

    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]

    def head(self, count: int) -> Register:
        """The same register, shorter."""
        return Register(self.headings, self.rows[:count])

    def write(self, path: Path) -> None:
        """Write it with plain xlsxwriter, as its manual teaches."""
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet("Register")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, self.headings)
        for number, row in enumerate(self.rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                elif cell:
                    sheet.write_string(number, column, cell)
        book.close()

    def write_by_hand(self, path: Path) -> None:
        """Write the least that Excel opens: text in its cells, no shared strings, no formats but a date's."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in _PARTS.items():
                archive.writestr(name, content)
            with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
                sheet.write(f"<worksheet {_SHEET}><sheetData>".encode())
                for line in self._lines():
                    sheet.write(line.encode())
                sheet.write(b"</sheetData></worksheet>")

    def _lines(self) -> Iterator[str]:
        for number, row in enumerate((self.headings, *self.rows), 1):
            cells = (_xml(f"{letter}{number}", cell) for letter, cell in zip(_LETTERS, row, strict=True))
            yield f'<row r="{number}">{"".join(cells)}</row>'


def read_register(database: Path) -> Register:
    """The register of a sample, archived files too (without their plates: others have them by now)."""
    fields = tuple(_field(code) for code in CODES)
    values = ", ".join(
        "CASE WHEN archived_at IS NULL THEN plate END"
        if code == "plate"
        else expression(RecordKind.FILES, code)
        for code in CODES
    )
    known: dict[Cell, Cell] = {}

    def read(field: Field, value: Cell) -> Cell:
        cell = _cell(field, value)
        return known.setdefault(cell, cell) if field.code in _REPEATED else cell

    with closing(connect(database)) as connection:
        stored = connection.execute(
            f"SELECT {values} FROM vehicle_file LEFT JOIN customer ON customer.id = vehicle_file.customer_id "
            "ORDER BY vehicle_file.id"
        )
        rows = [tuple(read(field, value) for field, value in zip(fields, row, strict=True)) for row in stored]
    return Register(tuple(field.label.said() for field in fields), rows)


def _field(code: str) -> Field:
    found = field_of(RecordKind.FILES, code)
    assert found is not None, code
    return found


def _cell(field: Field, value: Cell) -> Cell:
    if field.type in {FieldType.DATE, FieldType.PARTIAL_DATE} and isinstance(value, str) and len(value) == 10:
        return date.fromisoformat(value)
    if field.type is FieldType.CHOICE:
        return next((label.said() for code, label in field.choices if code == value), value)
    return value


def _xml(place: str, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f'<c r="{place}" s="1"><v>{(cell - _DAY_ZERO).days}</v></c>'
    if isinstance(cell, int):
        return f'<c r="{place}"><v>{cell}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET = f'xmlns="{_MAIN}"'
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Register" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    ),
}
