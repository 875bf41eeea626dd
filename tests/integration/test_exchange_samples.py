"""What reading the four registers must find (the part that needs no database)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from dealerdesk.domain.fields import RecordKind
from tests.support.spreadsheets import SAMPLES, Found, read

Sample = Callable[..., Found]


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    def of(name: str, kind: RecordKind = RecordKind.FILES) -> Found:
        return read(Path(shutil.copy(SAMPLES / name, tmp_path)), kind)

    return of


def test_the_register_is_read_with_its_faults_named(sample: Sample) -> None:
    found = sample("车辆档案登记表.xlsx")
    assert (found.staged.sheet, found.staged.header_row, found.staged.rows) == ("车辆档案", 3, 403)
    assert len(found.rows) == 403
    assert found.of("refused") == [
        *((row, "vin_letters") for row in (63, 64, 65)),
        *((row, "vin_length") for row in (73, 74)),
        *((row, "duplicate_in_sheet") for row in (404, 405, 406)),
    ]
    assert [number for number, row in found.rows.items() if row["refused"]] == [
        63,
        64,
        65,
        73,
        74,
        404,
        405,
        406,
    ]
    assert found.of("left_out") == [(53, "number_cut_by_excel"), (153, "number_cut_by_excel")]
    assert found.of("warning") == [(93, "vin_check_digit")]
    assert found.staged.counts == {"refused": 8, "left_out": 2, "warning": 1}


def test_the_register_comes_in_folded_with_dates_and_phones_whole(sample: Sample) -> None:
    rows = sample("车辆档案登记表.xlsx").rows
    for number in range(83, 87):
        assert rows[number]["vin"].isascii()
        assert len(rows[number]["vin"]) == 17
        assert rows[number]["plate_key"][1:].isascii()
    assert (rows[83]["vin"], rows[83]["plate"]) == ("LRWYFEER0GA549012", "苏E·W7304")
    assert all(row["manufacture_date"] and len(row["registration_date"]) == 10 for row in rows.values())
    assert all(row["phone"].isdigit() and len(row["phone"]) == 11 for row in rows.values())
    assert rows[53]["id_number"] is None


def test_the_hidden_sheet_stays_out_and_the_columns_are_told(sample: Sample) -> None:
    found = sample("车辆档案登记表.xlsx")
    staged, fields = found.staged, dict(found.fields)
    assert dict(staged.notes)["sheets_hidden"] == {"sheets": ["旧表"]}
    assert dict(staged.notes)["headings_unknown"] == {"headings": ["序号"]}
    assert fields["序号"] is None
    assert fields["保险到期日"] == "insurance_ends"
    assert (staged.last_moment, staged.exported_at) == (None, None)


def test_repair_orders_keep_every_line(sample: Sample) -> None:
    found = sample("repair-orders.xlsx", RecordKind.REPAIR_ORDERS)
    assert (found.staged.header_row, found.staged.rows, found.problems) == (1, 732, [])
    assert all(column.code for column in found.staged.columns)
    assert len({row["order_no"] for row in found.rows.values()}) == 300
    assert Decimal(sum(row["line_amount"] for row in found.rows.values())) / 10_000 == Decimal("155883.00")
    assert found.rows[2]["date_in"] == "2026-02-03 13:53:00"
    assert (found.rows[2]["line_kind"], found.rows[2]["order_consent"]) == ("part", 1)


def test_the_list_from_taiwan_is_read_in_big5(sample: Sample) -> None:
    found = sample("客戶資料-big5.csv")
    assert (found.staged.header_row, found.staged.rows, found.problems) == (1, 120, [])
    assert found.noted == {"encoding_assumed": {"encoding": "Big5"}}
    assert (
        found.rows[2] | {"file_no": "T0001", "manufacture_date": "2017-11", "customer": "張怡君"}
        == found.rows[2]
    )


def test_the_old_british_list_is_read(sample: Sample) -> None:
    found = sample("inventory.xls")
    assert (found.staged.header_row, found.staged.rows, found.problems) == (1, 200, [])
    assert found.rows[2]["manufacture_date"] == "2014"
    assert [row["file_no"] for row in found.rows.values()] == [f"ST{number:04d}" for number in range(1, 201)]
    assert found.rows[2]["next_inspection"] == "2027-05-25"
    assert found.rows[2]["odometer"] == 45762
