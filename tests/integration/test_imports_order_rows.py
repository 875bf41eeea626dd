"""Repair orders in a sheet of one row an order: sums and dates, and no lines."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from dealerdesk import i18n
from dealerdesk.bootstrap import Desk
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from tests.support.importing import (
    Clock,
    copied_desk,
    count_of,
    files,
    outcome,
    put_in,
    query,
    reading_here,
    records,
    values,
)
from tests.support.spreadsheets import VINS

A, B = VINS[:2]
KIND = RecordKind.REPAIR_ORDERS
ROWS = [
    {
        "order_no": f"R{n}",
        "vin": vin,
        "date_in": f"2026-0{n}-10 09:30",
        "date_out": f"2026-0{n}-11",
        "odometer_in": str(10_000 * n),
        "advisor": "陈静",
        "reported_fault": "=异响",
        "parts_cost": "120.50",
        "labour_cost": "80",
        "other_cost": "0",
        "total": "200.5",
        "settlement_no": f"S{n}",
        "settled_on": f"2026-0{n}-11",
        "order_consent": "yes",
    }
    for n, vin in ((1, A), (2, A), (3, B))
]
SUMS = "SELECT order_no, parts_cost, labour_cost, other_cost, total FROM repair_order ORDER BY order_no"


@pytest.fixture
def orders(desk: Desk) -> Desk:
    """A desk with three orders of two files, none with a line."""
    files(desk, {"vin": A}, {"vin": B})
    assert outcome(put_in(desk, KIND, *ROWS)) == {"new": 3}
    return desk


def test_sums_stay_as_they_were_given(orders: Desk) -> None:
    assert query(orders, SUMS) == [(f"R{n}", 1_205_000, 800_000, 0, 2_005_000) for n in (1, 2, 3)]
    assert count_of(orders, "repair_line") == 0
    assert values(orders, A)["odometer"] == 20_000
    assert outcome(put_in(orders, KIND, *ROWS)) == {"unchanged": 3}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_an_export_has_a_row_an_order_and_changes_nothing(
    orders: Desk, tmp_path: Path, ending: str, language: str
) -> None:
    before = records(orders)
    out = tmp_path / f"out.{ending}"
    assert orders.exports.export(KIND, out, language=language).rows == 3
    with reading_here():
        again = orders.imports.run(out, ImportMapping(KIND))
    assert (again.rows, outcome(again), again.problems) == (3, {"unchanged": 3}, ())
    assert records(orders) == before


def test_an_export_without_the_columns_of_lines_comes_back_too(orders: Desk, tmp_path: Path) -> None:
    put_in(orders, KIND, {"order_no": "R1", "vin": A, "line_amount": "5"})
    before = records(orders)
    out = tmp_path / "out.xlsx"
    orders.exports.export(KIND, out, columns=["order_no", "vin", "total", "advisor"])
    with reading_here():
        assert outcome(orders.imports.run(out, ImportMapping(KIND))) == {"unchanged": 3}
    assert records(orders) == before


def test_a_changed_cell_changes_its_order_alone(orders: Desk) -> None:
    rows = [ROWS[0] | {"total": "210", "advisor": ""}, *ROWS[1:]]
    assert outcome(put_in(orders, KIND, *rows)) == {"changed": 1, "unchanged": 2}
    assert query(orders, "SELECT order_no, total, advisor FROM repair_order ORDER BY order_no")[:2] == [
        ("R1", 2_100_000, "陈静"),
        ("R2", 2_005_000, "陈静"),
    ]
    assert count_of(orders, "repair_line") == 0


def test_into_an_empty_folder_they_come_as_they_went(orders: Desk, made_empty: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "out.csv", tmp_path / "again.csv"
    orders.exports.export(KIND, out)
    with closing(copied_desk(made_empty, tmp_path / "other", Clock())) as other:
        files(other, {"vin": A}, {"vin": B})
        with reading_here():
            assert outcome(other.imports.run(out, ImportMapping(KIND))) == {"new": 3}
        other.exports.export(KIND, again)
        assert query(other, SUMS) == query(orders, SUMS)
    assert again.read_bytes() == out.read_bytes()


def test_an_undo_leaves_nothing_of_them(orders: Desk) -> None:
    before = records(orders)
    row = {"order_no": "R4", "vin": B, "date_in": "2026-09-01", "total": "9", "odometer_in": "90000"}
    result = put_in(orders, KIND, row, ROWS[0] | {"total": "1"})
    assert outcome(result) == {"new": 1, "changed": 1}
    assert result.import_id is not None
    assert orders.history.undo(result.import_id).kept == ()
    assert records(orders) == before
