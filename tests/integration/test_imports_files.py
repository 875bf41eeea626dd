"""Vehicle files out of a sheet: what is the same vehicle, what is a change, and what a person must decide."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.bootstrap import Desk, make_desk, open_desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS, RecordKind
from dealerdesk.domain.import_mapping import ImportMapping, Rule
from dealerdesk.services.imports import ImportResult, Problem
from tests.support.importing import (
    Clock,
    count_of,
    files,
    heading,
    outcome,
    query,
    reading_here,
    records,
    said,
    values,
)
from tests.support.spreadsheets import VINS

A, B, C = VINS[:3]
OWNED = {"vin": A, "plate": "粤B12345", "customer": "王伟", "phone": "13800138000", "make": "大众"}


def problem(result: ImportResult, code: str) -> Problem:
    (found,) = [problem for problem in result.problems if problem.code == code]
    return found


# --- the owner ----------------------------------------------------------------------------------------


def test_another_owners_name_is_a_conflict_and_ours_stays(desk: Desk) -> None:
    files(desk, OWNED)
    before = records(desk)
    result = files(desk, OWNED | {"customer": "李娜", "phone": "13900139000"})
    assert (outcome(result), said(result)) == ({"conflicts": 1}, [("conflict", 2, "owner_differs")])
    assert problem(result, "owner_differs").column == heading(RecordKind.FILES, "customer")
    assert "王伟" in problem(result, "owner_differs").message
    assert records(desk) == before


def test_beside_a_conflict_the_rest_of_the_row_is_taken_over(desk: Desk) -> None:
    files(desk, OWNED)
    result = files(desk, OWNED | {"customer": "李娜", "phone": "13900139000", "make": "奥迪"})
    assert outcome(result) == {"changed": 1, "conflicts": 1}
    assert {values(desk, A)[code] for code in ("make", "customer", "phone")} == {
        "奥迪",
        "王伟",
        "13800138000",
    }


def test_theirs_lets_the_vehicle_change_hands_with_owner_history(desk: Desk, clock: Clock) -> None:
    files(desk, OWNED)
    clock.days_later(3)
    result = files(desk, OWNED | {"customer": "李娜", "phone": "13900139000"}, theirs=True)
    assert (outcome(result), result.problems) == ({"changed": 1}, ())
    shown = desk.files.show(A)
    assert (shown.values["customer"], shown.values["phone"]) == ("李娜", "13900139000")
    assert [(owner.name, owner.until) for owner in shown.old_owners] == [("王伟", clock.now.date())]
    assert query(desk, "SELECT phone FROM customer WHERE name = '王伟'") == [("13800138000",)]


def test_another_phone_and_address_of_the_same_owner_is_a_change(desk: Desk) -> None:
    files(desk, OWNED)
    new = OWNED | {"phone": "13900139000", "mailing_address": "深圳市福田区1号"}
    assert outcome(files(desk, new)) == {"changed": 1}
    assert values(desk, A)["mailing_address"] == "深圳市福田区1号"
    assert (count_of(desk, "customer"), desk.files.show(A).old_owners) == (1, ())


def test_a_file_without_owner_gets_the_one_in_the_workbook(desk: Desk) -> None:
    files(desk, {"vin": A})
    assert outcome(files(desk, OWNED)) == {"changed": 1}
    assert (values(desk, A)["customer"], desk.files.show(A).old_owners) == ("王伟", ())


def test_cells_of_an_owner_whom_nobody_names_are_left_out_and_named(desk: Desk) -> None:
    result = files(
        desk, {"vin": A, "phone": "13800138000", "id_number": "11010519491231002X", "make": "大众"}
    )
    assert outcome(result) == {"new": 1, "left_out": 2}
    assert said(result) == [("left_out", 2, "owner_unnamed")] * 2
    assert {found.column for found in result.problems} == {
        heading(RecordKind.FILES, code) for code in ("phone", "id_number")
    }
    assert (values(desk, A)["make"], count_of(desk, "customer")) == ("大众", 0)
    files(desk, {"vin": A, "customer": "王伟"})
    assert outcome(files(desk, {"vin": A, "phone": "13800138000"})) == {"changed": 1}
    assert values(desk, A)["phone"] == "13800138000"


def test_rows_of_one_customer_make_one_card_and_those_that_differ_are_named(desk: Desk) -> None:
    person = {"customer": "王伟", "id_number": "11010519491231002X"}
    result = files(
        desk,
        {"vin": A, **person, "phone": "13800138000"},
        {"vin": B, **person, "phone": "13900139000", "mailing_address": "深圳市"},
    )
    assert (result.new, said(result)) == (2, [("conflict", 3, "owner_rows_differ")])
    assert query(desk, "SELECT name, phone, mailing_address FROM customer") == [
        ("王伟", "13800138000", "深圳市")
    ]


def test_a_name_alone_never_makes_two_owners_one(desk: Desk) -> None:
    files(desk, {"vin": A, "customer": "王伟"})
    files(desk, {"vin": B, "customer": "王伟"}, {"vin": C, "customer": "王伟", "phone": "-"})
    assert count_of(desk, "customer") == 3


def test_name_and_phone_mean_a_known_customer_unless_an_id_number_says_otherwise(desk: Desk) -> None:
    files(desk, OWNED | {"id_number": "11010519491231002X"})
    files(
        desk,
        {"vin": B, "customer": "王伟", "phone": "+86 138 0013 8000"},
        {"vin": C, "customer": "王伟", "phone": "13800138000", "id_number": "110101199003078515"},
    )
    owners = dict(query(desk, "SELECT vin, customer_id FROM vehicle_file"))
    assert owners[A] == owners[B] != owners[C]


def test_an_id_number_on_a_card_of_another_name_is_a_conflict(desk: Desk) -> None:
    files(desk, OWNED | {"id_number": "11010519491231002X"})
    row = {"vin": B, "customer": "王小伟", "id_number": "11010519491231002X"}
    result = files(desk, row)
    assert (result.new, said(result)) == (1, [("conflict", 2, "name_differs")])
    assert query(desk, "SELECT DISTINCT name FROM customer") == [("王伟",)]
    assert outcome(files(desk, row, theirs=True)) == {"changed": 1}
    assert query(desk, "SELECT DISTINCT name FROM customer") == [("王小伟",)]


def test_companies_are_known_by_their_number_or_their_name(desk: Desk) -> None:
    files(
        desk,
        {"vin": A, "customer": "深圳市远大贸易有限公司"},
        {"vin": B, "customer": "Ann", "company_number": "x1"},
    )
    assert {row[0] for row in query(desk, "SELECT kind FROM customer")} == {"company"}


# --- one vehicle, one file ----------------------------------------------------------------------------


def test_a_vin_is_filled_into_the_file_that_was_known_by_its_plate(desk: Desk) -> None:
    files(desk, {"plate": "粤B12345", "make": "大众"})
    assert outcome(files(desk, {"vin": A, "plate": "粤B12345"})) == {"changed": 1}
    assert (count_of(desk, "vehicle_file"), values(desk, A)["make"]) == (1, "大众")


def test_a_vin_never_gets_a_second_file(desk: Desk) -> None:
    first = files(desk, OWNED)
    made = desk.files.create({"vin": B, "plate": "粤B22222"})
    with pytest.raises(DealerDeskError) as refused:
        desk.files.create({"vin": A})
    assert refused.value.code == "vin_has_file"
    with pytest.raises(DealerDeskError) as refused:
        desk.files.edit(B, {"vin": A})
    assert refused.value.code == "vin_has_file"
    desk.files.archive(A)
    assert outcome(files(desk, {"vin": A, "plate": "粤B33333"})) == {"changed": 1}
    # The import that made the first file is taken back, the vehicle comes again, and the undo is undone.
    desk.history.undo(desk.history.of_file(A)[0].change)
    desk.files.unarchive(A)
    assert first.import_id is not None
    desk.files.edit(A, {"vin": C})
    assert outcome(files(desk, OWNED | {"plate": "粤B44444"})) == {"new": 1}
    assert made.change is not None
    assert query(desk, "SELECT vin, count(*) FROM vehicle_file GROUP BY vin HAVING count(*) > 1") == []


def test_undoing_an_undo_never_makes_a_second_file_of_a_vin(desk: Desk) -> None:
    first = files(desk, OWNED, {"vin": B})
    assert first.import_id is not None
    undone = desk.history.undo(first.import_id)
    assert undone.change is not None
    files(desk, {"vin": A, "make": "奥迪"})
    desk.history.undo(undone.change)
    assert query(desk, "SELECT vin FROM vehicle_file ORDER BY vin") == [(A,), (B,)]
    assert values(desk, A)["make"] == "奥迪"


def test_of_two_writers_at_once_only_one_makes_a_file_for_a_vin(desk: Desk, clock: Clock) -> None:
    other = open_desk(desk.folder.root, clock)
    begin = Barrier(2)

    def make(writer: Desk) -> str:
        begin.wait()
        try:
            return writer.files.create({"vin": A}).file_no
        except DealerDeskError as refused:
            return refused.code

    with closing(other), ThreadPoolExecutor(2) as pool:
        said_by = sorted(pool.map(make, (desk, other)))
    assert said_by == ["2026-00001", "vin_has_file"]
    assert count_of(desk, "vehicle_file") == 1


# --- edited since the export --------------------------------------------------------------------------


def exported(desk: Desk, **cells: str) -> Path:
    """A workbook with all files, exported now, with other values in its first row."""
    path = desk.folder.root.parent / "exported.xlsx"
    desk.exports.export(RecordKind.FILES, path)
    change(path, **cells)
    return path


def change(path: Path, **cells: str) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for code, value in cells.items():
        sheet.cell(2, columns[heading(RecordKind.FILES, code)]).value = value
    book.save(path)


@pytest.mark.parametrize(
    ("code", "here"), [("location", "B-2"), ("phone", "13700137000"), ("plate", "京A88888")]
)
def test_a_field_edited_here_after_the_export_stays_ours(desk: Desk, code: str, here: str) -> None:
    files(desk, OWNED | {"location": "A-1"})
    path = exported(desk, make="奥迪")
    desk.files.edit(A, {code: here})
    kept = values(desk, A)[code]
    with reading_here():
        result = desk.imports.run(path, ImportMapping(RecordKind.FILES))
    assert outcome(result) == {"changed": 1, "conflicts": 1}
    assert said(result) == [("conflict", 2, "edited_since")]
    assert str(kept) in problem(result, "edited_since").message
    assert (values(desk, A)[code], values(desk, A)["make"]) == (kept, "奥迪")


def test_a_workbook_of_another_house_knows_nothing_of_what_was_edited_here(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    with closing(make_desk(tmp_path / "other", clock)) as other:
        files(other, OWNED | {"location": "A-1"})
        path = exported(other, location="C-3")
    files(desk, OWNED | {"location": "A-1"})
    for place in ("B-1", "B-2", "B-3"):
        desk.files.edit(A, {"location": place})
    with reading_here():
        result = desk.imports.run(path, ImportMapping(RecordKind.FILES))
    assert (outcome(result), values(desk, A)["location"]) == ({"changed": 1}, "C-3")


def test_theirs_wins_over_what_was_edited_here(desk: Desk) -> None:
    files(desk, OWNED | {"location": "A-1"})
    path = exported(desk)
    desk.files.edit(A, {"location": "B-2", "plate": "京A88888"})
    with reading_here():
        result = desk.imports.run(path, ImportMapping(RecordKind.FILES, on_conflict=Rule.THEIRS))
    assert (outcome(result), result.problems) == ({"changed": 1}, ())
    assert (values(desk, A)["location"], values(desk, A)["plate"]) == ("A-1", "粤B·12345")


def test_an_exported_workbook_can_be_worked_in_and_imported_again_and_again(desk: Desk) -> None:
    files(desk, OWNED)
    path = exported(desk, location="B-2")
    with reading_here():
        assert outcome(desk.imports.run(path, ImportMapping(RecordKind.FILES))) == {"changed": 1}
        change(path, location="C-3")
        assert outcome(desk.imports.run(path, ImportMapping(RecordKind.FILES))) == {"changed": 1}
        desk.files.edit(A, {"location": "D-4"})
        assert outcome(desk.imports.run(path, ImportMapping(RecordKind.FILES))) == {"conflicts": 1}


# --- cells, numbers, kinds ----------------------------------------------------------------------------


def test_blank_cells_and_cells_left_out_leave_what_is_there(desk: Desk) -> None:
    files(
        desk,
        OWNED | {"odometer": "52000", "registration_date": "2020-05-06", "id_number": "11010519491231002X"},
    )
    before = records(desk)
    result = files(
        desk,
        {
            "vin": A,
            "make": "",
            "odometer": "many",
            "registration_date": "#N/A",
            "id_number": "1.1E+17",
            "plate": "?",
        },
    )
    assert (result.unchanged, result.left_out) == (1, 4)
    assert records(desk) == before


def test_file_numbers_are_kept_when_free_given_otherwise_and_the_taken_one_is_noted(desk: Desk) -> None:
    result = files(
        desk,
        {"vin": A, "file_no": "2026-00007"},
        {"vin": B, "file_no": "2026-00007"},
        {"vin": C, "file_no": ""},
        {"vin": VINS[3], "file_no": "old 12"},
    )
    numbers = dict(query(desk, "SELECT vin, file_no FROM vehicle_file"))
    assert numbers == {A: "2026-00007", B: "2026-00008", C: "2026-00009", VINS[3]: "old 12"}
    assert [(found.severity, found.row, found.value) for found in result.problems] == [
        ("warning", 3, "2026-00007")
    ]
    again = files(desk, {"vin": B, "file_no": "2026-00007"})
    assert (outcome(again), said(again)) == ({"unchanged": 1}, [("warning", 2, "file_number_not_kept")])
    assert desk.files.create({"vin": VINS[4]}).file_no == "2026-00010"


def test_a_file_number_is_not_given_again_when_its_import_is_taken_back(desk: Desk) -> None:
    result = files(desk, {"vin": A, "file_no": "2026-00003"})
    assert result.import_id is not None
    desk.history.undo(result.import_id)
    assert desk.files.create({"vin": B}).file_no == "2026-00004"


def test_a_very_long_number_does_not_push_the_series_out_of_shape(desk: Desk) -> None:
    files(desk, {"vin": A, "file_no": "2026-20260512093015"}, {"vin": B})
    assert values(desk, B)["file_no"] == "2026-00001"


def test_a_file_number_alone_opens_a_file_but_makes_none(desk: Desk) -> None:
    files(desk, {"vin": A, "file_no": "old 12"})
    result = files(desk, {"file_no": "old 12", "colour": "白"}, {"file_no": "old 13", "colour": "红"})
    assert (outcome(result), said(result)) == (
        {"changed": 1, "refused": 1},
        [("refused", 3, "file_number_unknown")],
    )
    assert values(desk, A)["colour"] == "白"


def test_two_names_of_one_file_in_one_sheet_are_a_duplicate(desk: Desk) -> None:
    files(desk, {"vin": A, "plate": "粤B12345"})
    result = files(desk, {"plate": "粤B12345", "colour": "白"}, {"vin": A, "colour": "红"}, {"vin": A})
    assert outcome(result) == {"changed": 1, "refused": 2}
    assert said(result) == [("refused", 3, "duplicate_in_sheet"), ("refused", 4, "duplicate_in_sheet")]
    assert values(desk, A)["colour"] == "白"


def test_every_field_of_the_table_comes_in(desk: Desk) -> None:
    row = {
        "vin": A, "plate": "粤B12345", "file_no": "Z-1", "engine_no": "EA888", "make": "大众",
        "model": "帕萨特", "colour": "白", "manufacture_date": "2019-05", "registration_date": "2019-06-07",
        "use": "非营运", "kind": "二手车", "location": "A-1", "responsible": "陈静", "odometer": "1,234",
        "last_visit": "2026-01-02", "next_service": "2026-11-12", "next_inspection": "2027-06-30",
        "insurance_ends": "2026-12-31", "customer": "王伟", "customer_kind": "person",
        "id_number": "11010519491231002X", "company_number": "", "phone": "13800138000",
        "mailing_address": "深圳", "registered_address": "广州", "contact_person": "李",
        "contact_phone": "1", "actual_user": "赵", "user_phone": "2", "notes": "one\ntwo", "vin_note": "",
    }  # fmt: skip
    assert {field.code for field in FILE_FIELDS if field.importable} == set(row)
    assert outcome(files(desk, row)) == {"new": 1}
    found = values(desk, A)
    assert set(found) == {code for code, value in row.items() if value} | {"state", "archived"}
    assert (found["kind"], found["odometer"], found["manufacture_date"]) == ("used_sale", 1234, "2019-05")
    assert outcome(files(desk, row)) == {"unchanged": 1}
    other = {code: value for code, value in row.items() if code in {"vin", "customer", "phone"}}
    changes = {"kind": "service_only", "location": "B-2", "use": "营运", "notes": "third", "odometer": "9"}
    assert outcome(files(desk, other | changes)) == {"changed": 1}
    assert {code: str(values(desk, A)[code]) for code in changes} == changes
