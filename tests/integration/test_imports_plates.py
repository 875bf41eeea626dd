"""Plates out of a sheet: one active file each, never moved silently, and never forgotten."""

from __future__ import annotations

from dealerdesk.bootstrap import Desk
from tests.support.importing import Clock, files, outcome, said, values
from tests.support.spreadsheets import VINS

A, B = VINS[:2]
OWNED = {"vin": A, "plate": "粤B12345", "customer": "王伟", "phone": "13800138000", "make": "大众"}


def test_a_plate_of_another_active_file_is_never_moved_silently(desk: Desk) -> None:
    files(desk, {"vin": A, "plate": "粤B12345"})
    result = files(desk, {"vin": B, "plate": "粤B·12345"})
    assert (outcome(result), said(result)) == ({"new": 1, "conflicts": 1}, [("conflict", 2, "plate_taken")])
    assert values(desk, A)["plate"] == "粤B·12345"
    assert "plate" not in values(desk, B)
    assert outcome(files(desk, {"vin": B, "plate": "粤B12345"})) == {"conflicts": 1}


def test_theirs_moves_the_plate_with_plate_history(desk: Desk, clock: Clock) -> None:
    files(desk, {"vin": A, "plate": "粤B12345"}, {"vin": B, "plate": "粤B99999"})
    clock.days_later(1)
    result = files(desk, {"vin": B, "plate": "粤B12345"}, theirs=True)
    assert (outcome(result), result.problems) == ({"changed": 1}, ())
    assert "plate" not in values(desk, A)
    assert [(old.name, old.until) for old in desk.files.show(A).old_plates] == [
        ("粤B·12345", clock.now.date())
    ]
    assert values(desk, B)["plate"] == "粤B·12345"
    assert [old.name for old in desk.files.show(B).old_plates] == ["粤B·99999"]


def test_theirs_lets_two_files_swap_their_plates(desk: Desk) -> None:
    files(desk, {"vin": A, "plate": "粤B11111"}, {"vin": B, "plate": "粤B22222"})
    swapped = ({"vin": A, "plate": "粤B22222"}, {"vin": B, "plate": "粤B11111"})
    assert outcome(files(desk, *swapped)) == {"conflicts": 2}
    assert outcome(files(desk, *swapped, theirs=True)) == {"changed": 2}
    assert (values(desk, A)["plate"], values(desk, B)["plate"]) == ("粤B·22222", "粤B·11111")
    assert [old.name for old in desk.files.show(A).old_plates] == ["粤B·11111"]
    assert outcome(files(desk, *swapped, theirs=True)) == {"unchanged": 2}


def test_of_two_rows_with_one_plate_the_first_gets_it(desk: Desk) -> None:
    rows = ({"vin": A, "plate": "粤B12345"}, {"vin": B, "plate": "粤B12345"})
    result = files(desk, *rows)
    assert (result.new, said(result)) == (2, [("conflict", 3, "plate_twice")])
    assert values(desk, A)["plate"] == "粤B·12345"
    assert "plate" not in values(desk, B)
    assert outcome(files(desk, *rows)) == {"unchanged": 1, "conflicts": 1}


def test_of_two_rows_with_one_plate_the_file_that_has_it_keeps_it_even_under_theirs(desk: Desk) -> None:
    files(desk, {"vin": B, "plate": "粤B12345"}, {"vin": A})
    rows = ({"vin": A, "plate": "粤B12345"}, {"vin": B, "plate": "粤B12345"})
    for _ in range(2):
        result = files(desk, *rows, theirs=True)
        assert (outcome(result), said(result)) == (
            {"unchanged": 1, "conflicts": 1},
            [("conflict", 2, "plate_twice")],
        )


def test_a_new_plate_of_a_known_vehicle_is_a_change_with_history(desk: Desk) -> None:
    files(desk, OWNED)
    assert outcome(files(desk, {"vin": A, "plate": "京A88888"})) == {"changed": 1}
    assert [old.name for old in desk.files.show(A).old_plates] == ["粤B·12345"]
    assert outcome(files(desk, {"plate": "京A88888", "colour": "白"})) == {"changed": 1}


def test_an_old_plate_finds_the_file_but_does_not_come_back(desk: Desk) -> None:
    files(desk, OWNED)
    desk.files.edit(A, {"plate": "京A88888"})
    row = {"plate": "粤B12345", "colour": "白"}
    result = files(desk, row)
    assert (outcome(result), said(result)) == ({"changed": 1, "conflicts": 1}, [("conflict", 2, "old_plate")])
    assert (values(desk, A)["plate"], values(desk, A)["colour"]) == ("京A·88888", "白")
    assert outcome(files(desk, row, theirs=True)) == {"changed": 1}
    assert values(desk, A)["plate"] == "粤B·12345"


def test_an_archived_files_plate_is_free(desk: Desk) -> None:
    files(desk, OWNED)
    desk.files.archive(A)
    result = files(desk, OWNED, {"vin": B, "plate": "粤B12345"})
    assert outcome(result) == {"new": 1, "unchanged": 1}
    assert values(desk, B)["plate"] == values(desk, A)["plate"]


def test_another_writing_of_the_plate_changes_nothing(desk: Desk) -> None:
    files(desk, OWNED, {"vin": B, "plate": "AB 12-345"})
    result = files(desk, OWNED | {"plate": "粤b-12345"}, {"vin": B, "plate": "ab12 345"})
    assert outcome(result) == {"unchanged": 2}
