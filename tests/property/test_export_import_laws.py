"""What a desk holds, exported and imported again, changes nothing; elsewhere, too, it is the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk import i18n
from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.fields import FIELDS, Field, FieldType, RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.exchange.reading.cells import with_apostrophe
from tests.support.importing import (
    Clock,
    copied_desk,
    files,
    outcome,
    picture,
    put_in,
    reading_here,
    records,
)
from tests.support.spreadsheets import VINS

NASTY = [
    "=1+1",
    "-x",
    "@a",
    "'=x",
    "1E5",
    "007",
    "合计",
    "a\nb",
    "2026",
    "ＡＢ",
    "  x ",
    "yes",
    "王·伟",
    "n/a",
]
WORDS = st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)
FIRST, LAST = date(1950, 1, 1), date(2100, 12, 31)
DAYS = st.dates(FIRST, LAST)
MOMENTS = st.datetimes(datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2100-12-31"))
AMOUNTS = st.decimals(0, 10**7, places=2).map(str)
QUANTITIES = st.decimals(0, 10**4, places=2).map(str)
TYPED: dict[FieldType, st.SearchStrategy[str]] = {
    FieldType.DATE: DAYS.map(str),
    FieldType.PARTIAL_DATE: st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(
        lambda pair: str(pair[0])[: pair[1]]
    ),
    FieldType.DATETIME: MOMENTS.map(lambda moment: f"{moment:%Y-%m-%d %H:%M}"),
    FieldType.MONEY: AMOUNTS,
    FieldType.QUANTITY: QUANTITIES,
    FieldType.INTEGER: st.integers(0, 10**9).map(str),
    FieldType.YES_NO: st.sampled_from(["yes", "no"]),
    FieldType.PLATE: st.sampled_from(["粤B12345", "AB12 CDE", "京A88888", "ABC-1234", "x 1"]),
}
IDENTITY = {"vin": VINS, "order_no": ("R 1", "R2", "R2", "r3"), "policy_no": ("P1", "P2", "P-3", "00123")}
IDENTITY |= {
    "customer_no": ("K1", "K2", "C-000003", "0004"),
    "customer": ("王伟", "Ann Lee", "李公司", "O'Neil"),
    "type": ("sales_contract", "repair_order", "other_service", "insurance_policy"),
}


def cells(field: Field) -> st.SearchStrategy[str]:
    if field.type is FieldType.CHOICE:
        return st.sampled_from(["", *(code for code, _ in field.choices)])
    return st.just("") | TYPED.get(field.type, WORDS.map(with_apostrophe))


@st.composite
def sheets(draw: st.DrawFn, kind: RecordKind) -> list[dict[str, str]]:
    """Rows that name their records, with anything in their other cells."""
    fields = [field for field in FIELDS[kind] if field.importable and field.code != "file_no"]
    return [
        {
            field.code: IDENTITY[field.code][n] if field.code in IDENTITY else draw(cells(field))
            for field in fields
        }
        for n in range(draw(st.integers(1, 4)))
    ]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed data folder with files that have nothing but their VINs."""
    root = tmp_path_factory.mktemp("laws") / "data"
    with closing(make_desk(root, Clock())) as desk:
        files(desk, *({"vin": vin} for vin in VINS[:4]))
    return root


@pytest.fixture(scope="module")
def clean(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One open copy for all examples, each of which takes back what it did."""
    with closing(copied_desk(made, tmp_path_factory.mktemp("laws") / "data", Clock())) as desk:
        yield desk


@pytest.mark.parametrize("kind", list(RecordKind))
@settings(max_examples=25)
@given(draws=st.data())
def test_an_export_imported_again_changes_nothing(
    clean: Desk, kind: RecordKind, draws: st.DataObject
) -> None:
    rows = draws.draw(sheets(kind))
    ending, language = (
        draws.draw(st.sampled_from(["xlsx", "csv"])),
        draws.draw(st.sampled_from(i18n.LANGUAGES)),
    )
    before = records(clean)
    first = put_in(clean, kind, *rows)
    assert first.import_id is not None
    there = records(clean)
    assert outcome(put_in(clean, kind, *rows)).keys() <= {"unchanged", "conflicts", "refused", "left_out"}
    assert records(clean) == there
    with tempfile.TemporaryDirectory() as folder, reading_here():
        path = Path(folder) / f"out.{ending}"
        exported = clean.exports.export(kind, path, language=language)
        again = clean.imports.run(path, ImportMapping(kind))
    # A document that was to have nothing but a scan, which is not there, is refused.
    assert (again.rows, set(outcome(again))) == (exported.rows, {"unchanged"} if exported.rows else set())
    assert {problem.severity for problem in again.problems} <= {"warning"}
    assert records(clean) == there
    assert clean.history.undo(first.import_id).kept == ()
    assert records(clean) == before


Look = list[tuple[object, ...]]


def look_of(path: Path) -> Look:
    """What a person sees of an export: cells and their formats, widths, what is frozen and filtered."""
    if path.suffix == ".csv":
        return [(path.read_bytes(),)]
    found: Look = []
    book = load_workbook(path)
    for sheet in book.worksheets:
        found += [(sheet.title, sheet.freeze_panes, sheet.auto_filter.ref)]
        found += [(letters, each.width) for letters, each in sorted(sheet.column_dimensions.items())]
        found += [
            (cell.coordinate, cell.value, cell.data_type, cell.number_format, cell.quotePrefix)
            for row in sheet.iter_rows()
            for cell in row
        ]
    book.close()
    return found


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed data folder with nothing in it."""
    root = tmp_path_factory.mktemp("laws") / "empty"
    make_desk(root, Clock()).close()
    return root


@pytest.mark.parametrize("kind", list(RecordKind))
@settings(max_examples=6)
@given(draws=st.data())
def test_an_export_imported_elsewhere_is_exported_there_as_it_was(
    clean: Desk, empty: Path, made: Path, kind: RecordKind, draws: st.DataObject
) -> None:
    rows = draws.draw(sheets(kind))
    ending, language = (
        draws.draw(st.sampled_from(["xlsx", "csv"])),
        draws.draw(st.sampled_from(i18n.LANGUAGES)),
    )
    first = put_in(clean, kind, *rows)
    assert first.import_id is not None
    # What belongs to vehicles needs their files to be there; files and customers need nothing.
    start = empty if kind in {RecordKind.FILES, RecordKind.CUSTOMERS} else made
    with tempfile.TemporaryDirectory() as folder, reading_here():
        out, back = Path(folder) / f"out.{ending}", Path(folder) / f"back.{ending}"
        exported = clean.exports.export(kind, out, language=language)
        with closing(copied_desk(start, Path(folder) / "there", Clock())) as other:
            result = other.imports.run(out, ImportMapping(kind))
            assert set(outcome(result)) <= {"new"}
            assert result.rows == exported.rows
            other.exports.export(kind, back, language=language)
        assert look_of(back) == look_of(out)
    assert clean.history.undo(first.import_id).kept == ()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_register_imported_elsewhere_is_the_register_there(
    clean: Desk, empty: Path, language: str, tmp_path: Path
) -> None:
    imports = [
        put_in(
            clean,
            RecordKind.FILES,
            {"vin": VINS[0], "customer": "王伟", "phone": "138", "insurance_ends": "2027-01-01"},
            {"vin": VINS[1], "plate": "粤B12345", "customer": "=1+1", "phone": "139", "odometer": "5"},
        ),
        put_in(
            clean,
            RecordKind.REPAIR_ORDERS,
            {"order_no": "007", "vin": VINS[0], "line_no": "1", "line_amount": "12.5"},
            {"order_no": "007", "vin": VINS[0], "line_no": "2", "line_description": "@x"},
        ),
        put_in(clean, RecordKind.POLICIES, {"policy_no": "P", "vin": VINS[1], "ends": "2027-01-01"}),
        put_in(clean, RecordKind.DOCUMENTS, {"type": "vehicle_invoice", "vin": VINS[1], "number": "0044"}),
    ]
    out, back = tmp_path / "out.xlsx", tmp_path / "back.xlsx"
    clean.exports.export_register(out, language=language)
    with closing(copied_desk(empty, tmp_path / "there", Clock())) as other, reading_here():
        # The cards first: a file that comes later finds its owner's by name and phone.
        for kind in sorted(RecordKind, key=lambda kind: kind is not RecordKind.CUSTOMERS):
            assert set(outcome(other.imports.run(out, ImportMapping(kind)))) <= {"new"}
        other.exports.export_register(back, language=language)
    assert look_of(back) == look_of(out)
    for each in reversed(imports):
        assert each.import_id is not None
        assert clean.history.undo(each.import_id).kept == ()


@settings(max_examples=25)
@given(rows=sheets(RecordKind.FILES), theirs=st.booleans(), create_files=st.booleans())
def test_a_dry_run_foretells_the_import(
    clean: Desk, rows: list[dict[str, str]], theirs: bool, create_files: bool
) -> None:
    options = {"theirs": theirs, "create_files": create_files}
    before = picture(clean)
    foretold = put_in(clean, RecordKind.FILES, *rows, dry_run=True, **options)
    assert picture(clean) == before
    done = put_in(clean, RecordKind.FILES, *rows, **options)
    assert (outcome(done), done.problems) == (outcome(foretold), foretold.problems)
    assert done.import_id is not None
    clean.history.undo(done.import_id)
