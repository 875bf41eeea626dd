"""The outcomes that the sample registers must have, from an empty data folder to taking them back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from tests.support.importing import (
    BRITISH,
    ORDERS,
    REGISTER,
    TAIWAN,
    count_of,
    outcome,
    query,
    records,
    said,
    values,
)
from tests.support.spreadsheets import SAMPLES

VIN_ROWS = [
    *(("refused", row, "vin_letters") for row in (63, 64, 65)),
    *(("refused", row, "vin_length") for row in (73, 74)),
    *(("refused", row, "duplicate_in_sheet") for row in (404, 405, 406)),
]


def test_the_register_comes_in_with_its_faults_named(desk: Desk) -> None:
    result = desk.imports.run(SAMPLES / REGISTER, ImportMapping(RecordKind.FILES))
    assert (result.header_row, result.rows, result.sheet) == (3, 403, "车辆档案")
    assert outcome(result) == {"new": 395, "refused": 8, "left_out": 2}
    assert sorted(said(result)) == sorted(
        [
            *VIN_ROWS,
            ("left_out", 53, "number_cut_by_excel"),
            ("left_out", 153, "number_cut_by_excel"),
            ("warning", 93, "vin_check_digit"),
        ]
    )
    assert any("旧表" in note for note in result.notes)
    folded = values(desk, "LRWYFEER0GA549012")
    assert folded["plate"] == "苏E·W7304"
    assert query(desk, "SELECT count(*) FROM customer WHERE phone GLOB '1??????????'") == [
        (count_of(desk, "customer"),)
    ]
    assert {row[0] for row in query(desk, "SELECT DISTINCT state FROM vehicle_file")} == {"draft"}


def test_the_repair_orders_find_their_files(registered: Desk) -> None:
    assert count_of(registered, "repair_order") == 296
    (amounts,) = query(registered, "SELECT sum(line_amount) FROM repair_line")[0]
    (totals,) = query(registered, "SELECT sum(total) FROM repair_order")[0]
    assert Decimal(amounts) / 10_000 == Decimal("154591.00")
    assert totals == amounts
    result = registered.imports.run(SAMPLES / ORDERS, ImportMapping(RecordKind.REPAIR_ORDERS))
    assert outcome(result) == {"unchanged": 296, "refused": 8}
    refused = [problem.row for problem in result.problems if problem.code == "no_such_file"]
    assert refused == [348, 349, 357, 483, 484, 631, 632, 633]
    # One order's VIN has a wrong digit; its plate leads to the vehicle.
    assert [
        (problem.severity, problem.row, problem.code) for problem in result.problems if problem.row == 115
    ] == [("warning", 115, "vin_differs")]


@pytest.mark.parametrize(
    ("name", "new", "file_no"), [(TAIWAN, 120, "T0001"), (BRITISH, 200, "ST0001")], ids=["taiwan", "britain"]
)
def test_lists_from_abroad_keep_their_file_numbers(desk: Desk, name: str, new: int, file_no: str) -> None:
    result = desk.imports.run(SAMPLES / name, ImportMapping(RecordKind.FILES))
    assert (result.rows, outcome(result), result.problems) == (new, {"new": new}, ())
    assert desk.files.show(file_no).values["file_no"] == file_no
    lengths = {len(row[0]) for row in query(desk, "SELECT manufacture_date FROM vehicle_file")}
    assert lengths == ({7} if name == TAIWAN else {4})
    again = desk.imports.run(SAMPLES / name, ImportMapping(RecordKind.FILES))
    assert outcome(again) == {"unchanged": new}


def test_a_second_import_changes_nothing(registered: Desk) -> None:
    before = records(registered)
    result = registered.imports.run(SAMPLES / REGISTER, ImportMapping(RecordKind.FILES))
    # The orders have brought last visits and odometers up to date; the register is older than they are.
    assert (result.new, result.refused, result.left_out) == (0, 8, 2)
    assert result.changed == 0
    assert records(registered) == before


def test_undo_brings_all_back_to_none_and_the_history_tells_both(registered: Desk) -> None:
    register, orders = (entry.import_id for entry in reversed(registered.imports.list()))
    vin = "LRWYFEER0GA549012"
    assert registered.history.undo(orders).reverted == 296
    assert [count_of(registered, table) for table in ("repair_order", "repair_line")] == [0, 0]
    undone = registered.history.undo(register)
    assert (undone.reverted, undone.kept) == (395, ())
    assert [count_of(registered, table) for table in ("vehicle_file", "customer", "plate_record")] == [
        0,
        0,
        0,
    ]
    actions = {entry.action for entry in registered.history.of_file(vin)}
    assert f"Vehicle files imported from {REGISTER}" in actions
    assert f"taken back: Vehicle files imported from {REGISTER}" in actions
    assert [(entry.undone, entry.new) for entry in registered.imports.list()] == [(True, 296), (True, 395)]
    assert registered.search.find("大众").total == 0


def test_undo_keeps_and_names_the_file_that_was_edited_since(desk: Desk) -> None:
    result = desk.imports.run(SAMPLES / REGISTER, ImportMapping(RecordKind.FILES))
    assert result.import_id is not None
    edited = desk.files.edit("LRWYFEER0GA549012", {"phone": "13900000001"})
    undone = desk.history.undo(result.import_id)
    owner = desk.files.show(edited.file_no).values["customer"]
    assert edited.file_no in undone.kept
    # Other vehicles of the same owner hang on the edited card and stay with it; everything else is gone.
    assert {desk.files.show(kept).values["customer"] for kept in undone.kept} == {owner}
    assert count_of(desk, "vehicle_file") == len(undone.kept)
    assert undone.reverted == 395 - len(undone.kept)
    assert count_of(desk, "customer") == 1
    assert desk.files.show(edited.file_no).values["phone"] == "13900000001"


def test_every_scan_fits_a_file_by_the_tail_of_its_name(registered: Desk) -> None:
    scans = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".jpg"})
    assert len(scans) == 5
    for path in scans:
        type_, tail = path.stem.split("-")
        attached = registered.documents.attach(tail, DocumentType(type_), [path])
        assert (len(attached.attached), attached.refused) == (1, ())
        file = registered.files.show(tail)
        assert str(file.values["vin"]).endswith(tail)
        (document,) = file.documents
        assert (document.type, document.scans[0].name) == (type_, path.name)
