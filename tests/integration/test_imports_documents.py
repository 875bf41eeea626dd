"""Documents out of a sheet: which one a row means, what stays ours, and what an undo brings back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping, Rule
from dealerdesk.services.imports import ImportResult
from tests.support.importing import (
    Clock,
    count_of,
    files,
    outcome,
    picture,
    put_in,
    query,
    reading_here,
    records,
    said,
)
from tests.support.spreadsheets import VINS

A, B, C, D = VINS[:4]
KIND = RecordKind.DOCUMENTS
CONTRACT = {"vin": A, "type": "sales_contract"}


def documents(desk: Desk, *rows: Mapping[str, object], **options: bool) -> ImportResult:
    return put_in(desk, KIND, *rows, **options)


def orders(desk: Desk, *numbers: str, vin: str = A) -> None:
    put_in(desk, RecordKind.REPAIR_ORDERS, *({"order_no": number, "vin": vin} for number in numbers))


def there(desk: Desk, *columns: str) -> list[tuple[object, ...]]:
    return query(desk, f"SELECT {', '.join(columns)} FROM document ORDER BY id")


def exported(desk: Desk, folder: Path, ending: str = "xlsx", **options: str) -> Path:
    out = folder / f"documents.{ending}"
    desk.exports.export(KIND, out, **options)  # type: ignore[arg-type]  # words for words
    return out


def run(desk: Desk, path: Path, rule: Rule = Rule.OURS) -> ImportResult:
    with reading_here():
        return desk.imports.run(path, ImportMapping(KIND, on_conflict=rule))


def test_a_row_makes_a_document_with_all_that_it_says(desk: Desk) -> None:
    files(desk, {"vin": A, "plate": "粤B12345"})
    orders(desk, "R1")
    row = {
        "plate": "粤B·12345",
        "type": "结算单",
        "number": "S-1",
        "dated": "2026-03-10",
        "amount": "1,280.50",
        "expiry": "2027-03-10",
        "note": "第一行\n第二行",
        "paper": "已借出",
        "order_no": "R1",
    }
    result = documents(desk, row)
    assert (outcome(result), result.problems) == ({"new": 1}, ())
    found = there(
        desk, "file_id", "type", "number", "dated", "amount", "expiry", "note", "paper", "repair_order_id"
    )
    assert found == [
        (
            *(1, "settlement_statement", "S-1", "2026-03-10", 12_805_000, "2027-03-10"),
            *("第一行\n第二行", "checked_out", 1),
        )
    ]
    assert outcome(documents(desk, row)) == {"unchanged": 1}


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("sales_contract", "sales_contract"),
        ("Sales contract", "sales_contract"),
        ("新车销售合同", "sales_contract"),
        ("新車銷售合約", "sales_contract"),
        ("行車執照", "registration_certificate"),
        ("發票", "vehicle_invoice"),
        ("preparation order (PDI)", "preparation_order"),
        ("新車準備任務書（PDI）", "preparation_order"),
        ("其它维修资料", "other_service"),
    ],
)
def test_a_type_is_said_by_its_code_or_in_any_language(desk: Desk, word: str, code: str) -> None:
    files(desk, {"vin": A})
    documents(desk, {"vin": A, "type": word})
    assert there(desk, "type") == [(code,)]


def test_rows_without_vehicle_or_type_are_refused(desk: Desk) -> None:
    files(desk, {"vin": A})
    result = documents(
        desk,
        {"vin": B, "type": "sales_contract"},
        {"vin": A, "number": "1"},
        {"vin": A, "type": "newspaper"},
        {"type": "sales_contract"},
    )
    assert said(result) == [
        ("refused", 2, "no_such_file"),
        ("refused", 3, "no_document_type"),
        ("refused", 4, "choice_unknown"),
        ("refused", 5, "no_vehicle"),
    ]
    assert count_of(desk, "document") == 0


def test_a_document_is_known_by_its_type_and_number(desk: Desk) -> None:
    files(desk, {"vin": A})
    documents(desk, CONTRACT | {"number": "1", "amount": "10", "note": "alt"})
    result = documents(desk, CONTRACT | {"number": "1", "amount": "20"}, CONTRACT | {"number": "2"})
    assert outcome(result) == {"new": 1, "changed": 1}
    # Blank cells never replace anything.
    assert there(desk, "number", "amount", "note") == [("1", 200_000, "alt"), ("2", None, None)]


def test_without_a_number_type_and_date_make_a_document(desk: Desk) -> None:
    files(desk, {"vin": A})
    documents(desk, CONTRACT | {"dated": "2026-03-10"})
    assert outcome(documents(desk, CONTRACT | {"dated": "2026-03-10", "amount": "5"})) == {"changed": 1}
    assert outcome(documents(desk, CONTRACT | {"dated": "2026-03-10", "amount": "6"})) == {"new": 1}
    assert outcome(documents(desk, CONTRACT | {"dated": "2026-03-11"})) == {"new": 1}
    assert there(desk, "dated", "amount") == [
        ("2026-03-10", 50_000),
        ("2026-03-10", 60_000),
        ("2026-03-11", None),
    ]


def test_a_document_that_waits_for_its_number_gets_it(desk: Desk) -> None:
    files(desk, {"vin": A})
    documents(desk, CONTRACT)
    assert outcome(documents(desk, CONTRACT | {"number": "7", "dated": "2026-03-10"})) == {"changed": 1}
    assert there(desk, "number", "dated") == [("7", "2026-03-10")]
    # Where it could be one of several, it is none of them.
    documents(desk, CONTRACT | {"number": "8"})
    assert outcome(documents(desk, CONTRACT)) == {"new": 1}
    assert outcome(documents(desk, CONTRACT)) == {"unchanged": 1}


def test_the_same_document_twice_in_the_sheet(desk: Desk) -> None:
    files(desk, {"vin": A})
    row = CONTRACT | {"number": "1", "amount": "10"}
    result = documents(desk, row, row, row | {"amount": "11"}, CONTRACT, CONTRACT)
    assert (outcome(result), said(result)) == (
        {"new": 2, "refused": 1},
        [("refused", 4, "duplicate_in_sheet")],
    )
    assert there(desk, "number", "amount") == [("1", 100_000), (None, None)]


def test_the_row_that_agrees_with_the_document_is_the_right_one(desk: Desk) -> None:
    files(desk, {"vin": A})
    documents(desk, CONTRACT | {"number": "1", "amount": "11"})
    result = documents(
        desk, CONTRACT | {"number": "1", "amount": "10"}, CONTRACT | {"number": "1", "amount": "11"}
    )
    assert (outcome(result), said(result)) == (
        {"unchanged": 1, "refused": 1},
        [("refused", 2, "duplicate_in_sheet")],
    )
    assert "3" in result.problems[0].message


def test_a_number_that_stands_in_another_file_is_only_a_warning(desk: Desk) -> None:
    files(desk, {"vin": A}, {"vin": B})
    documents(desk, CONTRACT | {"number": "1"})
    row = CONTRACT | {"vin": B, "number": "1"}
    result = documents(desk, row)
    assert (outcome(result), said(result)) == ({"new": 1}, [("warning", 2, "document_elsewhere")])
    assert said(documents(desk, row)) == []


def test_documents_hang_on_repair_orders(desk: Desk) -> None:
    files(desk, {"vin": A}, {"vin": B})
    orders(desk, "R1", "R2")
    orders(desk, "R9", vin=B)
    result = documents(
        desk,
        {"vin": A, "type": "repair_order", "order_no": "R2"},
        {"vin": A, "type": "repair_order", "order_no": "R9"},
        {"vin": A, "type": "sales_contract", "order_no": "R1"},
        {"vin": A, "type": "settlement_statement", "number": "R1"},
        {"vin": A, "type": "inspection_result"},
        {"vin": B, "type": "inspection_result"},
    )
    assert (outcome(result), said(result)) == (
        {"new": 6, "left_out": 2},
        [("left_out", 3, "document_order_unknown"), ("left_out", 4, "document_order_sales_side")],
    )
    # Named, unknown, of the other side, by the document's number, one of two, and the file's only one.
    assert there(desk, "repair_order_id") == [(2,), (None,), (None,), (1,), (None,), (3,)]
    moved = documents(desk, {"vin": A, "type": "settlement_statement", "number": "R1", "order_no": "R2"})
    assert outcome(moved) == {"changed": 1}
    assert there(desk, "repair_order_id")[3] == (2,)


def test_documents_of_two_orders_are_two(desk: Desk) -> None:
    files(desk, {"vin": A})
    orders(desk, "R1", "R2")
    rows = [{"vin": A, "type": "repair_order", "order_no": number} for number in ("R1", "R2")]
    assert outcome(documents(desk, *rows)) == {"new": 2}
    assert outcome(documents(desk, *reversed(rows))) == {"unchanged": 2}


def test_paper_is_there_unless_the_row_says_otherwise(desk: Desk) -> None:
    files(desk, {"vin": A})
    documents(desk, CONTRACT | {"number": "1"}, CONTRACT | {"number": "2", "paper": "缺漏"})
    assert there(desk, "paper") == [("present",), ("missing",)]
    assert outcome(documents(desk, CONTRACT | {"number": "2"})) == {"unchanged": 1}


def test_completeness_follows(desk: Desk) -> None:
    files(desk, {"vin": A, "kind": "service_only"})
    assert desk.files.show(A).completeness.present == ()
    documents(desk, {"vin": A, "type": "行驶证"})
    assert desk.files.show(A).completeness.present == (DocumentType.REGISTRATION_CERTIFICATE,)


def test_what_was_edited_since_the_export_is_a_conflict(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    files(desk, {"vin": A})
    orders(desk, "R1", "R2")
    documents(
        desk,
        CONTRACT | {"number": "1", "amount": "10", "note": "alt"},
        {"vin": A, "type": "repair_order", "order_no": "R1"},
    )
    out = exported(desk, tmp_path)
    clock.days_later(1)
    desk.papers.edit(1, {"amount": "12", "expiry": "2027-01-01", "number": "9"})
    desk.papers.move(2, DocumentType.REPAIR_ORDER, 2)
    before = records(desk)
    result = run(desk, out)
    assert (outcome(result), said(result)) == (
        {"conflicts": 2},
        [("conflict", 2, "edited_since"), ("conflict", 2, "edited_since"), ("conflict", 3, "edited_since")],
    )
    assert [(problem.column, problem.value) for problem in result.problems] == [
        ("Number", "1"),
        ("Amount", "10.00"),
        ("Repair order number", "R1"),
    ]
    assert records(desk) == before
    assert outcome(run(desk, out, Rule.THEIRS)) == {"changed": 2}
    assert there(desk, "amount", "expiry", "repair_order_id") == [
        (100_000, "2027-01-01", None),
        (None, None, 1),
    ]


def test_a_row_of_our_own_workbook_means_its_document_whatever_was_changed_in_it(
    desk: Desk, tmp_path: Path
) -> None:
    files(desk, {"vin": A})
    documents(desk, CONTRACT | {"dated": "2026-03-10", "amount": "5"})
    out = exported(desk, tmp_path, columns=["vin", "type", "dated", "amount"])  # type: ignore[arg-type]
    documents(desk, CONTRACT | {"dated": "2026-03-10", "note": "x"})
    desk.papers.edit(1, {"dated": "", "amount": ""})
    assert outcome(run(desk, out, Rule.THEIRS)) == {"changed": 1}
    assert there(desk, "dated", "amount") == [("2026-03-10", 50_000)]


def test_a_dry_run_writes_nothing_and_foretells_the_import(desk: Desk) -> None:
    files(desk, {"vin": A})
    documents(desk, CONTRACT | {"number": "1"})
    rows = [CONTRACT | {"number": "1", "amount": "3"}, CONTRACT | {"number": "2"}, {"vin": B, "type": "x"}]
    before = picture(desk)
    foretold = documents(desk, *rows, dry_run=True)
    assert picture(desk) == before
    done = documents(desk, *rows)
    assert (outcome(done), done.problems) == (outcome(foretold), foretold.problems)


def test_an_undo_brings_back_what_was_there(desk: Desk) -> None:
    files(desk, {"vin": A})
    orders(desk, "R1")
    documents(desk, CONTRACT | {"number": "1", "note": "alt"})
    before = records(desk)
    result = documents(
        desk,
        CONTRACT | {"number": "1", "note": "neu", "amount": "3"},
        {"vin": A, "type": "repair_order", "number": "R1"},
    )
    assert result.import_id is not None
    undone = desk.history.undo(result.import_id)
    assert (undone.kept, undone.reverted) == ((), 2)
    assert records(desk) == before


def test_documents_are_exported_with_their_vehicle_order_and_scans(desk: Desk, tmp_path: Path) -> None:
    files(desk, {"vin": A, "plate": "粤B12345"})
    orders(desk, "R1")
    documents(
        desk,
        {"vin": A, "type": "repair_order", "order_no": "R1", "paper": "missing"},
        CONTRACT | {"number": "007"},
    )
    out = exported(desk, tmp_path, "csv", where="type=repair_order")
    headings = "File number,Plate,VIN,Document type,Number,Date,Amount,Valid until,Note,Paper"
    assert out.read_text("utf-8-sig").splitlines() == [
        f"{headings},Repair order number,Scans",
        f"2026-00001,粤B·12345,{A},repair order,,,,,,missing,R1,",
    ]
