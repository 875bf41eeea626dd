"""Repair orders out of a sheet: whose they are, what is refused, and what follows for the file."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.fields import RecordKind
from dealerdesk.services.imports import ImportResult
from tests.support.importing import count_of, files, outcome, put_in, query, records, said, values
from tests.support.spreadsheets import VINS

A, B, C, D = VINS[:4]


def orders(desk: Desk, *rows: Mapping[str, object], **options: bool) -> ImportResult:
    return put_in(desk, RecordKind.REPAIR_ORDERS, *rows, **options)


def test_an_order_takes_several_rows_and_is_added_up(desk: Desk) -> None:
    files(desk, {"vin": A})
    order = {"order_no": "R1", "vin": A, "date_in": "2026-03-10 11:00", "advisor": "陈静"}
    result = orders(
        desk,
        order
        | {"line_kind": "part", "line_description": "oil", "line_quantity": "4", "line_unit_price": "12.50"},
        order
        | {"line_kind": "labour", "line_description": "oil change", "line_amount": "80", "technician": "李"},
        order | {"line_description": "washing", "line_amount": "20"},
    )
    assert (result.rows, outcome(result)) == (3, {"new": 1})
    (detail,) = desk.files.show(A).orders
    sums = {code: str(detail.values[code]) for code in ("parts_cost", "labour_cost", "other_cost", "total")}
    assert sums == {
        "parts_cost": "50.0000",
        "labour_cost": "80.0000",
        "other_cost": "20.0000",
        "total": "150.0000",
    }
    assert (detail.values["advisor"], detail.values["technician"]) == ("陈静", "李")
    assert [line["line_no"] for line in detail.lines] == [1, 2, 3]


def test_the_same_orders_again_change_nothing_and_a_changed_line_changes_its_order(desk: Desk) -> None:
    files(desk, {"vin": A})
    rows = [{"order_no": f"R{n}", "vin": A, "line_amount": "10", "line_code": "X"} for n in (1, 1, 2)]
    orders(desk, *rows)
    before = records(desk)
    assert outcome(orders(desk, *rows)) == {"unchanged": 2}
    assert records(desk) == before
    result = orders(desk, rows[0], rows[1] | {"line_amount": "15"}, rows[2], rows[2] | {"line_code": "Y"})
    assert outcome(result) == {"changed": 2}
    totals = dict(query(desk, "SELECT order_no, total FROM repair_order"))
    assert totals == {"R1": 250_000, "R2": 200_000}


def test_a_sum_that_the_workbook_gives_is_not_added_up(desk: Desk) -> None:
    files(desk, {"vin": A})
    orders(
        desk,
        {"order_no": "R1", "vin": A, "total": "9", "line_amount": "10"},
        {"order_no": "R2", "vin": A, "total": "", "line_amount": "10"},
    )
    assert dict(query(desk, "SELECT order_no, total FROM repair_order")) == {"R1": 90_000, "R2": 100_000}


def test_a_sum_that_was_given_before_stays_when_a_line_comes_later(desk: Desk) -> None:
    files(desk, {"vin": A})
    order = {"order_no": "R1", "vin": A}
    line = {"line_no": 1, "line_kind": "part", "line_description": "oil", "line_amount": "5"}
    put_in(desk, RecordKind.REPAIR_ORDERS, order | {"total": "200.5"})
    put_in(desk, RecordKind.REPAIR_ORDERS, order | line)
    sums = "SELECT parts_cost, labour_cost, total FROM repair_order"
    assert query(desk, sums) == [(50_000, 0, 2_005_000)]
    put_in(desk, RecordKind.REPAIR_ORDERS, order | line | {"line_no": 2, "line_amount": "7"})
    assert query(desk, sums) == [(120_000, 0, 2_005_000)]


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [("95000.55", "999999.99", 950_005_490_499_945), ("999999.99", "999999.99", 9_999_999_800_000_001)],
)
def test_amounts_of_any_size_are_exact(desk: Desk, quantity: str, price: str, amount: int) -> None:
    files(desk, {"vin": A})
    line = {"order_no": "R1", "vin": A, "line_quantity": quantity, "line_unit_price": price}
    put_in(desk, RecordKind.REPAIR_ORDERS, line)
    amounts = "SELECT line_amount, typeof(line_amount) FROM repair_line"
    assert query(desk, amounts) == [(amount, "integer")]
    assert outcome(put_in(desk, RecordKind.REPAIR_ORDERS, line)) == {"unchanged": 1}


def test_an_amount_beyond_all_sense_is_left_out_and_named(desk: Desk) -> None:
    files(desk, {"vin": A})
    line = {"order_no": "R1", "vin": A, "line_quantity": "99999999", "line_unit_price": "99999999"}
    result = put_in(desk, RecordKind.REPAIR_ORDERS, line)
    assert (outcome(result), said(result)) == (
        {"new": 1, "left_out": 1},
        [("left_out", 2, "amount_range")],
    )
    assert query(desk, "SELECT line_amount FROM repair_line") == [(None,)]


def test_an_order_without_a_file_is_refused(desk: Desk) -> None:
    files(desk, {"vin": A})
    result = orders(
        desk,
        {"order_no": "R1", "vin": A},
        {"order_no": "R2", "vin": B},
        {"order_no": "R3", "plate": "京A88888"},
    )
    assert (outcome(result), said(result)) == (
        {"new": 1, "refused": 2},
        [("refused", 3, "no_such_file"), ("refused", 4, "no_such_file")],
    )


def test_create_files_makes_service_only_drafts_that_an_undo_takes_away(desk: Desk) -> None:
    files(desk, {"vin": A})
    before = records(desk)
    result = orders(
        desk,
        {"order_no": "R1", "vin": A},
        {"order_no": "R2", "vin": B, "plate": "京A88888"},
        {"order_no": "R3", "plate": "京A88888"},
        {"order_no": "R4", "plate": "粤B12345"},
        {"order_no": "R5", "vin": C, "plate": "粤B12345"},
        {"order_no": "R6", "vin": D, "plate": "粤B12345"},
        {"order_no": "R7"},
        create_files=True,
    )
    assert outcome(result) == {"new": 6, "refused": 1}
    assert query(desk, "SELECT vin, plate, kind, state FROM vehicle_file WHERE id > 1 ORDER BY id") == [
        (B, "京A·88888", "service_only", "draft"),
        (C, "粤B·12345", "service_only", "draft"),
        (D, None, "service_only", "draft"),
    ]
    of_file = dict(query(desk, "SELECT order_no, file_id FROM repair_order"))
    assert of_file["R2"] == of_file["R3"]
    assert of_file["R4"] == of_file["R5"] != of_file["R6"]
    assert result.import_id is not None
    assert desk.history.undo(result.import_id).kept == ()
    assert records(desk) == before


def test_create_files_makes_none_for_an_order_that_another_file_holds(desk: Desk) -> None:
    files(desk, {"vin": A})
    orders(desk, {"order_no": "R1", "vin": A})
    result = orders(desk, {"order_no": "R1", "vin": B}, create_files=True)
    assert (outcome(result), said(result)) == ({"conflicts": 1}, [("conflict", 2, "order_elsewhere")])
    assert count_of(desk, "vehicle_file") == 1


def test_an_order_of_another_vehicle_is_refused(desk: Desk) -> None:
    files(desk, {"vin": A, "plate": "粤B12345"}, {"vin": B})
    result = orders(
        desk,
        {"order_no": "R1", "vin": A, "line_amount": "1"},
        {"order_no": "R1", "vin": B, "line_amount": "2"},
        {"order_no": "R1", "plate": "粤B12345", "line_amount": "4"},
    )
    assert (outcome(result), said(result)) == (
        {"new": 1, "refused": 1},
        [("refused", 3, "order_vehicle_differs")],
    )
    assert query(desk, "SELECT total FROM repair_order") == [(50_000,)]


def test_an_order_known_in_another_file_stays_there(desk: Desk) -> None:
    files(desk, {"vin": A}, {"vin": B})
    orders(desk, {"order_no": "R1", "vin": A, "advisor": "陈"})
    before = records(desk)
    rows = [{"order_no": "R1", "vin": B, "advisor": "李", "line_amount": str(n)} for n in (1, 2)]
    result = orders(desk, *rows, {"order_no": "R2", "vin": B})
    assert outcome(result) == {"new": 1, "conflicts": 1}
    assert said(result) == [("conflict", 2, "order_elsewhere"), ("conflict", 3, "order_elsewhere")]
    assert records(desk)["repair_line"] == before["repair_line"]
    assert query(desk, "SELECT advisor FROM repair_order WHERE order_no = 'R1'") == [("陈",)]


def test_a_line_that_stands_twice_is_refused(desk: Desk) -> None:
    files(desk, {"vin": A})
    row = {"order_no": "R1", "vin": A, "line_no": "1", "line_amount": "5"}
    result = orders(desk, row, row | {"line_amount": "6"}, row | {"line_no": "2"})
    assert (outcome(result), said(result)) == (
        {"new": 1, "refused": 1},
        [("refused", 3, "duplicate_in_sheet")],
    )
    assert query(desk, "SELECT line_no, line_amount FROM repair_line") == [(1, 50_000), (2, 50_000)]


def test_rows_of_an_order_that_differ_are_named_and_the_first_counts(desk: Desk) -> None:
    files(desk, {"vin": A})
    result = orders(
        desk,
        {"order_no": "R1", "vin": A, "odometer_in": "100"},
        {"order_no": "R1", "vin": A, "odometer_in": "200", "odometer_out": "201"},
    )
    assert (outcome(result), said(result)) == (
        {"new": 1, "conflicts": 1},
        [("conflict", 3, "order_rows_differ")],
    )
    assert "100" in result.problems[0].message
    assert query(desk, "SELECT odometer_in, odometer_out FROM repair_order") == [(100, 201)]


def test_an_odometer_that_runs_backwards_is_a_warning(desk: Desk) -> None:
    files(desk, {"vin": A})
    orders(desk, {"order_no": "R1", "vin": A, "date_in": "2026-01-10", "odometer_in": "5000"})
    result = orders(
        desk,
        {"order_no": "R2", "vin": A, "date_in": "2026-02-10", "odometer_in": "4000"},
        {"order_no": "R3", "vin": A, "date_in": "2025-02-10", "odometer_in": "3000"},
    )
    assert (outcome(result), said(result)) == ({"new": 2}, [("warning", 2, "odometer_backwards")])


def test_the_newest_visit_brings_the_file_up_to_date(desk: Desk) -> None:
    files(desk, {"vin": A, "last_visit": "2026-01-01", "odometer": "100"})
    orders(
        desk,
        {
            "order_no": "R1",
            "vin": A,
            "date_in": "2026-05-01 10:00",
            "odometer_in": "5000",
            "odometer_out": "5010",
        },
        {"order_no": "R2", "vin": A, "date_in": "2025-05-01 10:00", "odometer_in": "50"},
    )
    found = values(desk, A)
    assert (str(found["last_visit"]), found["odometer"]) == ("2026-05-01", 5010)
    orders(desk, {"order_no": "R0", "vin": A, "date_in": "2024-05-01", "odometer_in": "7"})
    assert values(desk, A)["odometer"] == 5010


def test_an_order_finds_its_vehicle_by_an_old_plate(desk: Desk) -> None:
    files(desk, {"vin": A, "plate": "粤B12345"})
    desk.files.edit(A, {"plate": "京A88888"})
    assert outcome(orders(desk, {"order_no": "R1", "plate": "粤B12345"})) == {"new": 1}
    assert len(desk.files.show(A).orders) == 1


def test_a_typing_error_in_the_vin_is_forgiven_where_the_plate_leads_to_a_file(desk: Desk) -> None:
    files(desk, {"vin": A, "plate": "粤B12345"})
    result = orders(desk, {"order_no": "R1", "vin": B, "plate": "粤B12345"})
    assert (outcome(result), said(result)) == ({"new": 1}, [("warning", 2, "vin_differs")])
    assert B in result.problems[0].message
    assert A in result.problems[0].message


def test_undo_of_an_import_takes_orders_lines_and_visits_back(desk: Desk) -> None:
    files(desk, {"vin": A, "last_visit": "2026-01-01"})
    before = records(desk)
    result = orders(desk, {"order_no": "R1", "vin": A, "date_in": "2026-05-01", "line_amount": "5"})
    assert result.import_id is not None
    undone = desk.history.undo(result.import_id)
    assert (undone.reverted, undone.kept) == (1, ())
    assert records(desk) == before
