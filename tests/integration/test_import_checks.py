"""A check before an import: its lines, what people decide and mend, and that the import is just that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping, Rule, Side
from dealerdesk.i18n import speaking
from dealerdesk.services.imports import Check, CheckLine, Verdict
from tests.support.importing import (
    Clock,
    files,
    outcome,
    picture,
    put_in,
    query,
    reading_here,
    records,
    sheet,
    values,
)
from tests.support.spreadsheets import VINS

A, B, C = VINS[:3]
OWNED = {"vin": A, "plate": "粤B12345", "customer": "王伟", "phone": "13800138000", "make": "大众"}
FILES = ImportMapping(RecordKind.FILES)


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    with reading_here():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where checks keep what they read."""
    made = tmp_path / "checks"
    made.mkdir()
    return made


def checked(desk: Desk, folder: Path, *rows: Mapping[str, object], mapping: ImportMapping = FILES) -> Check:
    path = sheet(desk.folder.root.parent, mapping.kind, rows)
    return desk.imports.check(path, mapping, folder)


def lines(desk: Desk, check: Check, *shown: Verdict) -> tuple[CheckLine, ...]:
    return desk.imports.lines(check, shown or tuple(Verdict), 0, 1000)


def told(found: Iterable[CheckLine]) -> list[tuple[str, int, str | None, str | None, str | None]]:
    return [(line.verdict.value, line.row, line.code, line.ours, line.theirs) for line in found]


def decided(desk: Desk, check: Check, side: Side) -> Check:
    """The check with its only conflict decided."""
    (line,) = lines(desk, check, Verdict.CONFLICT)
    assert line.code is not None
    assert line.can_decide
    mapping = replace(check.mapping, decisions={(line.row, line.code): side})
    return desk.imports.check_again(check, mapping)


# --- what is told -------------------------------------------------------------------------------------


def test_every_row_is_told_once_and_every_cell_that_matters(desk: Desk, folder: Path) -> None:
    files(desk, OWNED, {"vin": B, "make": "奥迪"})
    before = picture(desk)
    check = checked(
        desk,
        folder,
        {"vin": C, "make": "Volvo", "model": "XC60"},
        OWNED | {"customer": "李娜"},
        {"vin": B, "make": "宝马", "model": "X5"},
        {"vin": "WVW", "make": "短"},
        {"vin": VINS[4], "manufacture_date": "32.13.2020"},
    )
    assert told(lines(desk, check)) == [
        ("conflict", 3, "customer", "王伟", "李娜"),
        ("refused", 5, "vin", None, "WVW"),
        ("left_out", 6, "manufacture_date", None, "32.13.2020"),
        ("changed", 4, "make", "奥迪", "宝马"),
        ("changed", 4, "model", None, "X5"),
        ("new", 2, None, None, None),
        ("new", 6, None, None, None),
    ]
    assert check.lines == {
        Verdict.CONFLICT: 1,
        Verdict.REFUSED: 1,
        Verdict.LEFT_OUT: 1,
        Verdict.CHANGED: 2,
        Verdict.NEW: 2,
    }
    assert (check.undecided, check.writes) == (1, 3)
    assert outcome(check.result) == {"new": 2, "changed": 1, "conflicts": 1, "refused": 1, "left_out": 1}
    assert picture(desk) == before


def test_what_is_here_already_is_one_line_a_record(desk: Desk, folder: Path) -> None:
    files(desk, OWNED, {"vin": B})
    check = checked(desk, folder, OWNED, {"vin": B})
    assert told(lines(desk, check)) == [
        ("unchanged", 2, None, None, None),
        ("unchanged", 3, None, None, None),
    ]
    assert (check.writes, check.undecided) == (0, 0)


def test_a_line_says_whose_row_it_is_also_where_the_row_does_not(desk: Desk, folder: Path) -> None:
    files(desk, OWNED)
    check = checked(desk, folder, {"vin": A, "colour": "白"}, {"vin": "LO", "colour": "黑"})
    refused, changed = lines(desk, check)
    assert (changed.plate, changed.vin, changed.customer) == ("粤B·12345", A, "王伟")
    assert (refused.plate, refused.vin, refused.customer) == (None, "LO", None)


def test_windows_over_any_verdicts_string_together_to_the_whole(desk: Desk, folder: Path) -> None:
    files(desk, *({"vin": vin} for vin in VINS[:9]))
    rows = [{"vin": vin, "make": "x" if n % 2 else ""} for n, vin in enumerate(VINS[:20])]
    check = checked(desk, folder, *rows, {"vin": "bad", "make": "x"})
    for shown in ({Verdict.NEW, Verdict.REFUSED}, {Verdict.UNCHANGED}, set(Verdict)):
        whole = desk.imports.lines(check, shown, 0, 1000)
        assert len(whole) == sum(check.lines.get(verdict, 0) for verdict in shown)
        pieces = [line for at in range(0, 30, 3) for line in desk.imports.lines(check, shown, at, 3)]
        assert tuple(pieces) == whole
        assert [line.at for line in whole] == sorted({line.at for line in whole})


def test_sentences_and_words_speak_the_language_of_the_moment(desk: Desk, folder: Path) -> None:
    files(desk, OWNED)
    check = checked(desk, folder, OWNED | {"kind": "used_sale"})
    (english,) = lines(desk, check)
    with speaking("zh_TW"):
        (chinese,) = lines(desk, check)
    assert (english.ours, english.theirs) == ("new sale", "used sale")
    assert (chinese.ours, chinese.theirs) != (english.ours, english.theirs)
    assert chinese.reason != english.reason


def test_amounts_are_written_as_people_write_them(desk: Desk, folder: Path) -> None:
    files(desk, {"vin": A})
    policy = {"policy_no": "P1", "vin": A, "ends": "2027-01-01", "premium": "1000"}
    put_in(desk, RecordKind.POLICIES, policy)
    check = checked(desk, folder, policy | {"premium": "950.5"}, mapping=ImportMapping(RecordKind.POLICIES))
    assert told(lines(desk, check)) == [("changed", 2, "premium", "1000.00", "950.50")]


# --- what people decide -------------------------------------------------------------------------------


@pytest.mark.parametrize(("side", "owner"), [(Side.OURS, "王伟"), (Side.THEIRS, "李娜")])
def test_a_conflict_is_decided_by_itself(desk: Desk, folder: Path, side: Side, owner: str) -> None:
    files(desk, OWNED, OWNED | {"vin": B, "plate": "粤B54321"})
    changed = {"customer": "李娜", "phone": "13900139000"}
    check = checked(desk, folder, OWNED | changed, OWNED | {"vin": B, "plate": "粤B54321"} | changed)
    assert check.undecided == 2
    again = desk.imports.check_again(check, replace(check.mapping, decisions={(2, "customer"): side}))
    assert again.undecided == 1
    first, second = lines(desk, again, Verdict.CONFLICT)
    assert (first.decision, second.decision) == (side, None)
    assert again.staging == check.staging
    desk.imports.apply(again)
    assert (values(desk, A)["customer"], values(desk, B)["customer"]) == (owner, "王伟")


@pytest.mark.parametrize(
    ("rule", "then"),
    [(Rule.OURS, ("A-1", None)), (Rule.THEIRS, ("B-2", "奥迪")), (Rule.EMPTY, ("A-1", "奥迪"))],
)
def test_all_conflicts_are_decided_at_once(
    desk: Desk, folder: Path, rule: Rule, then: tuple[str, str | None]
) -> None:
    files(desk, {"vin": A, "location": "B-2", "make": "奥迪"})
    out = folder.parent / "out.xlsx"
    desk.exports.export(RecordKind.FILES, out, columns=["vin", "location", "make"])
    desk.files.edit(A, {"location": "A-1", "make": ""})
    check = desk.imports.check(out, replace(FILES, on_conflict=rule), folder)
    assert told(lines(desk, check, Verdict.CONFLICT)) == [
        ("conflict", 2, "make", None, "奥迪"),
        ("conflict", 2, "location", "A-1", "B-2"),
    ]
    assert check.undecided == (2 if rule is Rule.OURS else 0)
    desk.imports.apply(check)
    assert (values(desk, A)["location"], values(desk, A).get("make")) == then


def test_a_plain_change_can_be_declined_too(desk: Desk, folder: Path) -> None:
    files(desk, {"vin": A, "make": "奥迪", "colour": "白"})
    check = checked(desk, folder, {"vin": A, "make": "宝马", "colour": "黑"})
    again = desk.imports.check_again(check, replace(FILES, decisions={(2, "make"): Side.OURS}))
    assert [(line.code, line.decision) for line in lines(desk, again)] == [
        ("make", Side.OURS),
        ("colour", None),
    ]
    result = desk.imports.apply(again)
    assert (result.changed, result.conflicts) == (1, 0)
    assert (values(desk, A)["make"], values(desk, A)["colour"]) == ("奥迪", "黑")


def test_a_row_of_which_all_is_declined_is_not_written(desk: Desk, folder: Path) -> None:
    files(desk, {"vin": A, "make": "奥迪"})
    check = checked(desk, folder, {"vin": A, "make": "宝马"})
    again = desk.imports.check_again(check, replace(FILES, decisions={(2, "make"): Side.OURS}))
    assert again.writes == 0
    assert told(lines(desk, again)) == [("changed", 2, "make", "奥迪", "宝马")]


def test_a_plate_of_another_file_moves_only_where_that_was_decided(desk: Desk, folder: Path) -> None:
    files(desk, OWNED, {"vin": B, "plate": "粤B54321"})
    check = checked(desk, folder, {"vin": B, "plate": "粤B12345"})
    for rule in (Rule.OURS, Rule.EMPTY):
        kept = desk.imports.check_again(check, replace(FILES, on_conflict=rule))
        assert kept.writes == 0
    (line,) = lines(desk, check, Verdict.CONFLICT)
    assert line.ours is not None
    assert line.ours.startswith("粤B·12345")
    desk.imports.apply(decided(desk, check, Side.THEIRS))
    assert values(desk, B)["plate"] == "粤B·12345"
    assert "plate" not in values(desk, A)
    assert [plate.name for plate in desk.files.show(A).old_plates] == ["粤B·12345"]


def test_what_only_the_sheet_can_put_right_cannot_be_decided(desk: Desk, folder: Path) -> None:
    rows = ({"vin": A, "plate": "粤B12345"}, {"vin": B, "plate": "粤B12345"})
    check = checked(desk, folder, *rows, mapping=replace(FILES, on_conflict=Rule.THEIRS))
    (line,) = lines(desk, check, Verdict.CONFLICT)
    assert (line.row, line.code, line.can_decide, line.decision) == (3, "plate", False, None)


def test_an_order_gets_its_new_line_and_says_so(desk: Desk, folder: Path) -> None:
    files(desk, {"vin": A})
    order = {"order_no": "R1", "vin": A, "line_no": 1, "line_description": "oil", "line_amount": "10"}
    put_in(desk, RecordKind.REPAIR_ORDERS, order)
    more = order | {"line_no": 2, "line_description": "filter", "line_amount": "20"}
    changed = order | {"line_amount": "12"}
    check = checked(desk, folder, changed, more, mapping=ImportMapping(RecordKind.REPAIR_ORDERS))
    assert told(lines(desk, check)) == [
        ("changed", 2, "line_amount", "10.00", "12.00"),
        ("changed", 3, "line_no", None, "filter"),
    ]


# --- what people mend ---------------------------------------------------------------------------------


def test_a_refused_cell_is_mended_in_the_check(desk: Desk, folder: Path) -> None:
    check = checked(desk, folder, {"vin": "WVWZZZ1JZXW00000O", "make": "大众"})
    (line,) = lines(desk, check)
    assert (line.verdict, line.can_fix) == (Verdict.REFUSED, True)
    again = desk.imports.check_again(check, replace(FILES, corrections={(2, "vin"): A}))
    assert told(lines(desk, again)) == [("new", 2, None, None, None)]
    desk.imports.apply(again)
    assert values(desk, A)["make"] == "大众"


# --- that what was seen is what happens ---------------------------------------------------------------


def test_what_was_checked_is_imported_though_the_sheet_has_changed(desk: Desk, folder: Path) -> None:
    check = checked(desk, folder, {"vin": A, "make": "大众"})
    check.path.unlink()
    assert outcome(desk.imports.apply(check)) == {"new": 1}


def test_what_came_to_something_else_meanwhile_is_not_imported(desk: Desk, folder: Path) -> None:
    files(desk, {"vin": A, "make": "奥迪"})
    check = checked(desk, folder, {"vin": A, "make": "宝马"})
    desk.files.edit(A, {"make": "Volvo"})
    before = picture(desk)
    with pytest.raises(DealerDeskError) as refused:
        desk.imports.apply(check)
    assert refused.value.code == "import_changed_meanwhile"
    assert picture(desk) == before


def test_changes_that_do_not_matter_stop_nothing(desk: Desk, folder: Path) -> None:
    files(desk, {"vin": A, "make": "奥迪"}, {"vin": B})
    check = checked(desk, folder, {"vin": A, "make": "宝马"})
    desk.files.edit(B, {"make": "Volvo"})
    assert outcome(desk.imports.apply(check)) == {"changed": 1}


def test_the_last_button_pressed_twice_imports_once(desk: Desk, folder: Path) -> None:
    check = checked(desk, folder, {"plate": "粤B12345", "make": "大众"})
    desk.imports.apply(check)
    with pytest.raises(DealerDeskError) as refused:
        desk.imports.apply(check)
    assert refused.value.code == "import_changed_meanwhile"
    assert query(desk, "SELECT count(*) FROM vehicle_file") == [(1,)]


def test_undo_restores_what_a_decided_import_wrote(desk: Desk, folder: Path, clock: Clock) -> None:
    files(desk, OWNED, {"vin": B, "plate": "粤B54321", "customer": "Ann", "phone": "1"})
    before = records(desk)
    clock.days_later(1)
    check = checked(
        desk,
        folder,
        {"vin": B, "plate": "粤B12345", "customer": "李娜", "phone": "2", "make": "x"},
        mapping=replace(FILES, on_conflict=Rule.THEIRS),
    )
    result = desk.imports.apply(check)
    assert result.import_id is not None
    assert desk.history.undo(result.import_id).kept == ()
    assert records(desk) == before
