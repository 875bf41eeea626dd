"""Workbooks and CSV files as they leave the house."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.fields import FIELDS, Field, FieldType, RecordKind, field_of
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.exchange.writing.writer import write_records
from tests.support.spreadsheets import VINS, read_here

AT = datetime.fromisoformat("2026-10-08T11:00")
INJECTIONS = ('=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(A1)", "'=1", "=cmd|'/c calc'!A1")


def fields(*codes: str, kind: RecordKind = RecordKind.FILES) -> list[Field]:
    found = [field_of(kind, code) for code in codes]
    assert all(found)
    return [field for field in found if field]


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def write(
    out: Path,
    chosen: list[Field],
    rows: Iterable[Sequence[str | int | None]],
    kind: RecordKind = RecordKind.FILES,
    progress: Progress | None = None,
) -> Path:
    write_records(
        out,
        kind,
        chosen,
        rows,
        title="Files of 2026",
        exported_at=AT,
        last_moment="42:ab",
        progress=progress or Silent(),
    )
    return out


@pytest.mark.parametrize("kind", list(RecordKind))
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_no_text_field_ever_becomes_a_formula(kind: RecordKind, ending: str, tmp_path: Path) -> None:
    chosen = [
        field
        for field in FIELDS[kind]
        if field.type in {FieldType.TEXT, FieldType.IDENTIFIER, FieldType.PHONE}
    ]
    out = write(tmp_path / f"a.{ending}", chosen, [[text] * len(chosen) for text in INJECTIONS], kind)
    if ending == "csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell[0] in "=+-@\t\r"]
    else:
        with zipfile.ZipFile(out) as archive:
            assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")
            assert b"hyperlink" not in archive.read("xl/worksheets/sheet1.xml")
        sheet = load_workbook(out).active
        assert [sheet.cell(row, 1).value for row in range(2, 8)] == list(INJECTIONS)
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_cells_have_the_types_that_excel_can_work_with(tmp_path: Path) -> None:
    chosen = fields(
        "order_no",
        "date_in",
        "settled_on",
        "odometer_in",
        "total",
        "order_consent",
        "line_kind",
        kind=RecordKind.REPAIR_ORDERS,
    )
    row: list[str | int | None] = [
        "007",
        "2026-03-10 11:30:00",
        "2026-03-11",
        12_345,
        1_558_830_000,
        1,
        "part",
    ]
    sheet = load_workbook(write(tmp_path / "a.xlsx", chosen, [row], RecordKind.REPAIR_ORDERS)).active
    assert [cell.value for cell in sheet[2]] == [
        "007",
        datetime.fromisoformat("2026-03-10T11:30"),
        datetime.fromisoformat("2026-03-11"),
        12_345,
        155_883,
        "yes",
        "part",
    ]
    assert sheet["A2"].number_format == "@"
    assert sheet["E2"].number_format.startswith("#,##0.00")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G2"
    assert sheet.column_dimensions["B"].width > 16


def test_dates_known_to_the_month_stay_so(tmp_path: Path) -> None:
    rows = [[VINS[0], "2019"], [VINS[1], "2019-05"], [VINS[2], "2019-05-06"]]
    sheet = load_workbook(write(tmp_path / "a.xlsx", fields("vin", "manufacture_date"), rows)).active
    assert [sheet.cell(row, 2).value for row in (2, 3, 4)] == [
        "2019",
        "2019-05",
        datetime.fromisoformat("2019-05-06"),
    ]


def test_the_workbook_says_what_it_is_and_when_it_was_made(tmp_path: Path) -> None:
    out = write(tmp_path / "a.xlsx", fields("vin"), [[VINS[0]]])
    book = load_workbook(out)
    assert book.properties.title == "Files of 2026"
    said = {prop.name: prop.value for prop in book.custom_doc_props.props}
    assert said == {
        "DealerDeskKind": "files",
        "DealerDeskExportedAt": "2026-10-08T11:00:00",
        "DealerDeskLastMoment": "42:ab",
    }
    found = read_here(out)
    assert (found.staged.last_moment, found.staged.exported_at) == ("42:ab", "2026-10-08T11:00:00")
    assert "exported_as_other_kind" in read_here(out, RecordKind.POLICIES).noted


def test_text_beyond_a_cells_measure_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    fine, long = "𠮷" * 16_383, "𠮷" * 16_384
    for ending in ("xlsx", "csv"):
        out = tmp_path / f"a.{ending}"
        out.write_bytes(b"before")
        with pytest.raises(DealerDeskError, match=r"Notes.*row 3") as refusal:
            write(out, fields("vin", "notes"), [[VINS[0], fine], [VINS[1], long]])
        assert refusal.value.code == "cell_too_long"
        assert out.read_bytes() == b"before"
        assert names_in(tmp_path).count(out.name) == 1
    assert not [name for name in names_in(tmp_path) if name not in {"a.xlsx", "a.csv"}]
    assert (
        read_here(write(tmp_path / "b.xlsx", fields("vin", "notes"), [[VINS[0], fine]])).rows[2]["notes"]
        == fine
    )


def test_characters_that_xml_cannot_carry_harm_nothing(tmp_path: Path) -> None:
    out = write(tmp_path / "a.xlsx", fields("vin", "notes"), [[VINS[0], "a\x01b\x1fc\ufffed\ud800e\nf"]])
    assert read_here(out).rows[2]["notes"] == "abcde\nf"


def test_amounts_of_more_digits_than_excel_keeps_stay_exact(tmp_path: Path) -> None:
    chosen = fields("order_no", "vin", "total", kind=RecordKind.REPAIR_ORDERS)
    rows: list[list[str | int | None]] = [
        ["R1", VINS[0], 9_999_999_999_999_999],
        ["R2", VINS[0], -1],
        ["R3", VINS[0], 0],
    ]
    found = read_here(
        write(tmp_path / "a.xlsx", chosen, rows, RecordKind.REPAIR_ORDERS), RecordKind.REPAIR_ORDERS
    )
    assert [row["total"] for row in found.rows.values()] == [9_999_999_999_999_999, -1, 0]


class StopAfter:
    def __init__(self, steps: int) -> None:
        self.steps = steps

    def step(self, _stage: Message, _done: int, _total: int | None) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise Cancelled


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_stopping_leaves_what_was_there(ending: str, tmp_path: Path) -> None:
    def endless() -> Iterator[list[str]]:
        while True:
            yield [VINS[0]]

    out = tmp_path / f"a.{ending}"
    out.write_bytes(b"before")
    with pytest.raises(Cancelled):
        write(out, fields("vin"), endless(), progress=StopAfter(2))
    assert names_in(tmp_path) == [out.name]
    assert out.read_bytes() == b"before"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.xls", "export_ending"),
        ("a", "export_ending"),
        ("none/a.csv", "export_failed"),
        ("none/a.xlsx", "export_failed"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(DealerDeskError) as refusal:
        write(tmp_path / name, fields("vin"), [])
    assert refusal.value.code == code
    assert name.rsplit("/", maxsplit=1)[-1] in str(refusal.value)


def test_an_export_without_records_is_a_table_of_headings(tmp_path: Path) -> None:
    for ending in ("xlsx", "csv"):
        found = read_here(write(tmp_path / f"a.{ending}", fields("vin", "plate"), []))
        assert (found.staged.rows, [column.code for column in found.staged.columns]) == (0, ["vin", "plate"])
