"""Workbooks as ECMA-376 wants them, and as other readers than ours find them."""

from __future__ import annotations

import itertools
import posixpath
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types
from python_calamine import CalamineWorkbook

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FIELDS, Field, RecordKind, field_of
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.exchange.writing import sheets
from dealerdesk.exchange.writing.writer import write_records
from tests.support.spreadsheets import VINS

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
]
"""The beginning of CT_Worksheet's sequence (ECMA-376, part 1, section 18.3.1.99)."""
SIGNS = ("=", "+", "-", "@", "\t=", "\r=", "'=", " =", "==", "=-")
CALLS = (
    "1+1",
    "cmd|'/c calc'!A1",
    'HYPERLINK("http://x","y")',
    "SUM(A1:A9)",
    "IMPORTXML(A1,B1)",
    'WEBSERVICE("http://x")',
    "1",
    "A1",
    "rundll32|'URL.dll'!A1",
    "DDE(1;2;3)",
    "_xlfn.CALL(1)",
    "<f>1+1</f>",
    "</t></is></c><c><f>1</f></c>",
    '"&A1',
    "x0041_",
    "[1]A!B2",
    "{1,2}",
    "TRUE",
    "#REF!",
    "1E5",
)
PAYLOADS = ["".join(pair) for pair in itertools.product(SIGNS, CALLS)]


def fields(kind: RecordKind, *codes: str) -> list[Field]:
    return [field for code in codes if (field := field_of(kind, code))]


def write(
    out: Path,
    kind: RecordKind,
    chosen: Sequence[Field],
    rows: Sequence[Sequence[str | int | None]],
    progress: Progress | None = None,
) -> Path:
    at = datetime.fromisoformat("2026-10-08T11:00")
    written = write_records(
        out,
        kind,
        chosen,
        rows,
        title="T",
        exported_at=at,
        last_moment="1:a",
        progress=progress or Silent(),
        total=len(rows),
    )
    assert written == len(rows)
    return out


def sheet_of(path: Path) -> ET.Element:
    with zipfile.ZipFile(path) as archive:
        return ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))


@pytest.mark.parametrize("kind", list(RecordKind))
@pytest.mark.parametrize("count", [0, 1, 1_203])
def test_every_part_of_a_workbook_is_where_the_standard_wants_it(
    kind: RecordKind, count: int, tmp_path: Path
) -> None:
    chosen = FIELDS[kind]
    path = write(tmp_path / "a.xlsx", kind, chosen, [[None] * len(chosen)] * count)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        parts = {name: ET.fromstring(archive.read(name)) for name in names}
    assert len(names) == len(archive.infolist())
    types = parts.pop("[Content_Types].xml")
    said = {element.get("PartName", "").lstrip("/") for element in types}
    assert {name for name in parts if not name.endswith(".rels")} == said - {""}
    for name, relations in parts.items():
        if name.endswith(".rels"):
            base = posixpath.dirname(posixpath.dirname(name))
            assert {
                posixpath.normpath(posixpath.join(base, one.get("Target", ""))) for one in relations
            } <= names
    book = parts["xl/workbook.xml"]
    (filtered,) = book.iter(f"{MAIN}definedName")
    assert (filtered.text or "").endswith(f"${count + 1}")


@pytest.mark.parametrize("kind", list(RecordKind))
def test_the_elements_of_a_sheet_come_in_the_order_of_the_standard(kind: RecordKind, tmp_path: Path) -> None:
    chosen = FIELDS[kind]
    sheet = sheet_of(write(tmp_path / "a.xlsx", kind, chosen, [[None] * len(chosen)] * 7))
    places = [ORDER.index(child.tag.removeprefix(MAIN)) for child in sheet]
    assert places == sorted(places)
    assert len(places) == len(set(places))
    dimension, auto_filter = sheet.find(f"{MAIN}dimension"), sheet.find(f"{MAIN}autoFilter")
    assert dimension is not None
    assert auto_filter is not None
    assert dimension.get("ref") == auto_filter.get("ref")
    columns = sheet.find(f"{MAIN}cols")
    assert columns is not None
    spans = [range(int(column.get("min", "")), int(column.get("max", "")) + 1) for column in columns]
    assert [*itertools.chain(*spans)] == list(range(1, len(chosen) + 1))


def test_rows_and_cells_stand_in_their_order_and_blanks_are_no_cells(tmp_path: Path) -> None:
    chosen = FIELDS[RecordKind.REPAIR_ORDERS]
    wide = [
        field for field in [*chosen, *chosen] if field.code in {"order_no", "vin", "line_text", "notes"}
    ] * 8
    rows = [[None if (row + at) % 3 else f"{row}/{at}" for at in range(len(wide))] for row in range(1_203)]
    path = write(tmp_path / "a.xlsx", RecordKind.REPAIR_ORDERS, wide, rows)
    found = [
        [(cell.get("r"), "".join(cell.itertext())) for cell in row]
        for row in sheet_of(path).iter(f"{MAIN}row")
    ]
    assert len(wide) > 26
    book = load_workbook(path).worksheets[0]
    assert found[1:] == [
        [(book.cell(at + 2, column + 1).coordinate, text) for column, text in enumerate(row) if text]
        for at, row in enumerate(rows)
    ]


def test_another_reader_finds_every_cell_in_its_type(tmp_path: Path) -> None:
    chosen = fields(
        RecordKind.REPAIR_ORDERS,
        "order_no",
        "date_in",
        "settled_on",
        "odometer_in",
        "total",
        "order_consent",
        "line_kind",
    )
    row: list[str | int | None] = ["007", "2026-03-10 11:30:00", "2026-03-11", 12_345, 15_588_300, 1, "part"]
    path = write(tmp_path / "a.xlsx", RecordKind.REPAIR_ORDERS, chosen, [row, [None] * 7, row])
    read = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    expected = [
        "007",
        datetime.fromisoformat("2026-03-10T11:30"),
        date(2026, 3, 11),
        12_345.0,
        1558.83,
        "yes",
        "part",
    ]
    assert read[1] == read[3] == expected
    assert [type(cell) for cell in read[1]] == [type(cell) for cell in expected]
    assert set(read[2]) == {""}


def test_two_hundred_attacks_stay_text(tmp_path: Path) -> None:
    assert len(PAYLOADS) == 200
    chosen = fields(RecordKind.FILES, "vin", "location", "notes")
    path = write(tmp_path / "a.xlsx", RecordKind.FILES, chosen, [[VINS[0], text, text] for text in PAYLOADS])
    sheet = sheet_of(path)
    assert not list(sheet.iter(f"{MAIN}f"))
    assert {cell.get("t") for cell in sheet.iter(f"{MAIN}c")} == {"inlineStr"}
    read = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
    assert [row[1] for row in read] == [row[2] for row in read] == PAYLOADS
    book = load_workbook(path).worksheets[0]
    guarded = [book.cell(at, 2).quotePrefix for at in range(2, 202)]
    assert guarded == [text[0] in "=+-@" for text in PAYLOADS]


def test_what_looks_like_an_escape_and_what_is_one_come_back_as_they_were(tmp_path: Path) -> None:
    texts = ["_x0041_", "_x0041_x0042_", "a\rb", "a\r\nb", "\ta", " a ", "__x000D_", "&amp;", "<t>"]
    path = write(
        tmp_path / "a.xlsx", RecordKind.FILES, fields(RecordKind.FILES, "notes"), [[t] for t in texts]
    )
    read = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
    assert [row[0] for row in read] == texts


def test_a_column_is_as_wide_as_its_last_rows_want_it(tmp_path: Path) -> None:
    chosen = fields(RecordKind.FILES, "vin", "customer", "odometer", "notes")
    short: list[str | int | None] = [VINS[0], "王", 1, None]
    long: list[str | int | None] = [VINS[0], "王" * 12, 999_999_999, "x" * 500]
    rows = [*[short] * 1_200, long]
    book = load_workbook(write(tmp_path / "a.xlsx", RecordKind.FILES, chosen, rows)).worksheets[0]
    widths = [round(book.column_dimensions[letter].width) for letter in "ABCD"]
    assert widths == [21, 28, 13, 49]


@pytest.mark.parametrize(
    ("limit", "at", "code"),
    [("LAST_ROW", 600, "export_too_long"), ("LARGEST_PART", 90_000, "export_too_large")],
)
def test_more_than_a_sheet_can_hold_is_refused_and_nothing_is_written(
    limit: str, at: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, limit, at)
    chosen = fields(RecordKind.FILES, "vin", "plate")
    write(tmp_path / "a.xlsx", RecordKind.FILES, chosen, [[VINS[0], None]] * 599)
    (tmp_path / "a.xlsx").unlink()
    with pytest.raises(DealerDeskError) as refused:
        write(tmp_path / "a.xlsx", RecordKind.FILES, chosen, [[VINS[0], VINS[1]]] * 1_200)
    assert refused.value.code == code
    assert not list(tmp_path.iterdir())


class Steps:
    def __init__(self) -> None:
        self.seen: list[tuple[int, int | None]] = []

    def step(self, _stage: Message, done: int, total: int | None) -> None:
        self.seen.append((done, total))


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_progress_tells_how_many_rows_of_how_many_are_written(ending: str, tmp_path: Path) -> None:
    steps = Steps()
    rows = [[VINS[0]]] * 1_203
    write(tmp_path / f"a.{ending}", RecordKind.FILES, fields(RecordKind.FILES, "vin"), rows, steps)
    assert {total for _, total in steps.seen} == {1_203}
    done = [done for done, _ in steps.seen]
    assert done == sorted(set(done))
    assert len(done) >= 2
    assert done[-1] == 1_203
