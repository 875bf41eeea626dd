"""Spreadsheets out, and back in again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.fields import FIELDS, RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.progress import Stoppable
from dealerdesk.i18n import speaking
from dealerdesk.services.history import action_text
from tests.support.desks import last_change
from tests.support.importing import (
    REGISTER,
    TAIWAN,
    Clock,
    copied_desk,
    files,
    outcome,
    put_in,
    query,
    reading_here,
    records,
)
from tests.support.spreadsheets import SAMPLES, VINS

A, B, C = VINS[:3]


@pytest.fixture
def other(made_empty: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A second, empty dealership."""
    with closing(copied_desk(made_empty, tmp_path / "other", clock)) as desk:
        yield desk


def rows_of(path: Path) -> list[list[object]]:
    """The rows of an exported spreadsheet, headings first."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [list(row) for row in csv.reader(file)]
    return [[cell.value for cell in row] for row in load_workbook(path).worksheets[0].iter_rows()]


def some(desk: Desk) -> None:
    files(
        desk,
        {"vin": A, "plate": "粤B12345", "make": "大众", "customer": "王伟", "phone": "1", "odometer": "5"},
        {
            "vin": B,
            "make": "Audi",
            "insurance_ends": "2026-12-31",
            "location": "=1+1",
            "manufacture_date": "2019",
        },
        {"vin": C, "make": "大众", "odometer": "70000"},
    )
    desk.files.archive(C)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", [RecordKind.FILES, RecordKind.REPAIR_ORDERS, RecordKind.CUSTOMERS])
@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_what_is_exported_and_imported_again_changes_nothing(
    registered: Desk, tmp_path: Path, kind: RecordKind, ending: str, language: str
) -> None:
    path = tmp_path / f"out.{ending}"
    exported = registered.exports.export(kind, path, language=language)
    assert exported.rows > 290
    before = records(registered)
    with reading_here():
        result = registered.imports.run(path, ImportMapping(kind))
    assert (result.rows, set(outcome(result))) == (exported.rows, {"unchanged"})
    # A file's state is no cell to be edited; everything else is read back.
    assert sum(code is None for _, code in result.columns) == (kind is RecordKind.FILES)
    assert {problem.severity for problem in result.problems} <= {"warning"}
    assert records(registered) == before


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_imported_elsewhere_and_exported_there_has_the_same_rows(
    desk: Desk, other: Desk, tmp_path: Path, ending: str
) -> None:
    with reading_here():
        desk.imports.run(SAMPLES / REGISTER, ImportMapping(RecordKind.FILES))
        desk.imports.run(SAMPLES / TAIWAN, ImportMapping(RecordKind.FILES))
        for kind in (RecordKind.CUSTOMERS, RecordKind.FILES):
            path, back = tmp_path / f"{kind}.{ending}", tmp_path / f"{kind}-back.{ending}"
            desk.exports.export(kind, path)
            result = other.imports.run(path, ImportMapping(kind))
            assert set(outcome(result)) == {"new"}
            other.exports.export(kind, back)
            assert sorted(rows_of(back), key=str) == sorted(rows_of(path), key=str)


def test_archived_files_stay_out_unless_they_are_asked_for(desk: Desk, tmp_path: Path) -> None:
    some(desk)
    path = tmp_path / "out.csv"
    assert desk.exports.export(RecordKind.FILES, path).rows == 2
    assert desk.exports.export(RecordKind.FILES, path, where="archived=yes", columns=["vin"]).rows == 1
    assert rows_of(path)[1:] == [[C]]
    assert desk.exports.export(RecordKind.FILES, path, where="archived=yes|no").rows == 3


@pytest.mark.parametrize(
    ("where", "vins"),
    [
        ("", [A, B]),
        ("make=大众", [A]),
        ("make!=大众", [B]),
        ("make~aud", [B]),
        ("customer=", [B]),
        ("customer=王伟 and odometer<=5", [A]),
        ("odometer>5", []),
        ("insurance_ends<=2026-12-31", [B]),
        ("manufacture_date=2019", [B]),
        ("plate=粤b·12345", [A]),
        ("make=大众|Audi and state=draft", [A, B]),
    ],
)
def test_a_filter_chooses_the_rows(desk: Desk, tmp_path: Path, where: str, vins: list[str]) -> None:
    some(desk)
    path = tmp_path / "out.csv"
    assert desk.exports.export(RecordKind.FILES, path, where=where, columns=["vin"]).rows == len(vins)
    assert rows_of(path)[1:] == [[vin] for vin in vins]


def test_columns_come_in_the_order_they_were_asked_for(desk: Desk, tmp_path: Path) -> None:
    some(desk)
    path = tmp_path / "out.xlsx"
    desk.exports.export(RecordKind.FILES, path, columns=["odometer", "location", "vin"], language="zh_CN")
    headings, *rows = rows_of(path)
    assert rows == [[5, None, A], [None, "=1+1", B]]
    assert len(headings) == 3
    with reading_here():
        assert outcome(desk.imports.run(path, ImportMapping(RecordKind.FILES))) == {"unchanged": 2}


@pytest.mark.parametrize("kind", list(RecordKind))
def test_every_field_can_be_a_column(desk: Desk, tmp_path: Path, kind: RecordKind) -> None:
    path = tmp_path / "out.csv"
    codes = [field.code for field in FIELDS[kind]]
    assert desk.exports.export(kind, path, columns=codes).rows == 0
    assert rows_of(path) == [[field.label.said() for field in FIELDS[kind]]]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"columns": ["vin", "colours"]}, "unknown_column"),
        ({"where": "colours=red"}, "filter_field"),
        ({"where": "make"}, "filter_syntax"),
        ({"where": "odometer>many"}, "filter_value"),
    ],
)
def test_a_mistaken_wish_is_refused_and_writes_nothing(
    desk: Desk, tmp_path: Path, options: dict[str, Any], code: str
) -> None:
    path = tmp_path / "out.csv"
    with pytest.raises(DealerDeskError) as refused:
        desk.exports.export(RecordKind.FILES, path, **options)
    assert refused.value.code == code
    assert not path.exists()


def test_policies_go_out_and_come_back_unchanged(desk: Desk, tmp_path: Path) -> None:
    some(desk)
    put_in(
        desk,
        RecordKind.POLICIES,
        {"policy_no": "P1", "vin": A, "policy_kind": "compulsory", "ends": "2027-01-01", "premium": "950.50"},
        {"policy_no": "P2", "vin": A, "policy_kind": "commercial", "ends": "2027-01-01"},
    )
    path = tmp_path / "out.xlsx"
    assert desk.exports.export(RecordKind.POLICIES, path).rows == 2
    with reading_here():
        assert outcome(desk.imports.run(path, ImportMapping(RecordKind.POLICIES))) == {"unchanged": 2}


def test_an_unusual_vin_survives_the_way_out_and_in(desk: Desk, other: Desk, tmp_path: Path) -> None:
    desk.files.create({"vin": "ABC12345", "vin_note": "built in 1975"})
    path = tmp_path / "out.xlsx"
    desk.exports.export(RecordKind.FILES, path)
    with reading_here():
        assert outcome(desk.imports.run(path, ImportMapping(RecordKind.FILES))) == {"unchanged": 1}
        assert outcome(other.imports.run(path, ImportMapping(RecordKind.FILES))) == {"new": 1}
    assert other.files.show("ABC12345").values["vin_note"] == "built in 1975"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_list_is_written_as_it_is_shown_its_columns_its_files_its_order(
    desk: Desk, tmp_path: Path, ending: str
) -> None:
    some(desk)
    ids = [file_id for (file_id,) in query(desk, "SELECT id FROM vehicle_file ORDER BY vin DESC")]
    path = tmp_path / f"list.{ending}"
    result = desk.exports.export_list(path, [*ids, 999], ["vin", "customer", "completeness", "location"])
    assert result.rows == 3
    head, *rows = rows_of(path)
    assert head == ["VIN", "Customer", "Completeness", "Cabinet location"]
    assert [row[0] for row in rows] == [C, B, A]
    required = len(desk.files.show(A).completeness.required)
    assert rows[2][1:3] == ["王伟", f"0/{required}"]
    assert rows[1][3] == ("=1+1" if ending == "xlsx" else "'=1+1")


def test_a_list_with_a_column_that_nobody_knows_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DealerDeskError, match="mileage"):
        desk.exports.export_list(tmp_path / "list.csv", [], ["vin", "mileage"])


def test_a_list_of_orders_takes_columns_and_a_language(registered: Desk, tmp_path: Path) -> None:
    ids = [
        order_id for (order_id,) in query(registered, "SELECT id FROM repair_order ORDER BY id DESC LIMIT 3")
    ]
    path = tmp_path / "orders.csv"
    result = registered.exports.export_orders(path, ids, columns=["line_no", "order_no"], language="zh_TW")
    head, *rows = rows_of(path)
    with speaking("zh_TW"):
        assert head == [
            field.label.said()
            for code in ("line_no", "order_no")
            for field in FIELDS[RecordKind.REPAIR_ORDERS]
            if field.code == code
        ]
    numbers = [
        number
        for (number,) in query(registered, "SELECT order_no FROM repair_order ORDER BY id DESC LIMIT 3")
    ]
    assert list(dict.fromkeys(row[1] for row in rows)) == numbers
    assert len(rows) == result.rows >= 3


@pytest.mark.parametrize("where", ["", "make=大众", "archived=yes|no"])
def test_the_count_is_that_of_the_rows(desk: Desk, tmp_path: Path, where: str) -> None:
    some(desk)
    written = desk.exports.export(RecordKind.FILES, tmp_path / "out.csv", where=where).rows
    assert desk.exports.count(RecordKind.FILES, where) == written > 0


def test_every_export_is_in_the_history_with_what_and_how_many(desk: Desk, tmp_path: Path) -> None:
    some(desk)
    before = last_change(desk)
    desk.exports.export(RecordKind.FILES, tmp_path / "files.csv", where="make=Audi")
    desk.exports.export_list(tmp_path / "list.xlsx", desk.lists.file_ids(), ["vin", "customer"])
    desk.exports.export_orders(tmp_path / "orders.csv", [])
    desk.exports.export_register(tmp_path / "register.xlsx")
    rows = query(desk, "SELECT id, label, params, kind FROM change_set WHERE id > ?", before)
    assert [(action_text(label, params), kind) for _, label, params, kind in rows] == [
        ("Vehicle files: 1 row exported to files.csv", "note"),
        ("Vehicle files: 2 rows exported to list.xlsx", "note"),
        ("Repair orders: 0 rows exported to orders.csv", "note"),
        ("whole register with 3 rows exported to register.xlsx", "note"),
    ]
    undone = desk.history.undo(rows[0][0])
    assert (undone.change, undone.kept) == (None, ())


def test_what_was_stopped_or_holds_nobody_is_no_export(desk: Desk, tmp_path: Path) -> None:
    some(desk)
    before = last_change(desk)
    with pytest.raises(Cancelled):
        desk.exports.export(RecordKind.FILES, tmp_path / "files.csv", progress=stopped())
    desk.exports.write_template(RecordKind.FILES, tmp_path / "template.xlsx")
    assert last_change(desk) == before


def stopped() -> Stoppable:
    """Progress that ends the work at its first step."""
    progress = Stoppable()
    progress.stop()
    return progress
