"""The parts of the search that need no window: what rows show, how groups share the room, what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealerdesk.domain.messages import Message
from dealerdesk.domain.search_marks import Manner, Reason
from dealerdesk.services.search import FoundCustomer, FoundFile, OwnedVehicle, Shown
from dealerdesk.ui.commands import Command
from dealerdesk.ui.formats import shown_total
from dealerdesk.ui.models.reasons import reason_words
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.search.lines import NewFileOffer, Piece, carried, line_of
from dealerdesk.ui.search.offers import found_commands, new_file_offer
from dealerdesk.ui.search.recent import MOST, MOST_FOLDERS, RecentFiles
from dealerdesk.ui.search.results import Group, Section, shared_out

SETTINGS = Message("test.settings", "Settings")
SET_OUT = Message("test.all_set_out", "All set out")


def texts(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces]


def test_make_and_model_are_read_as_one_with_their_marks() -> None:
    parts = (Shown("customer", "张伟明"), Shown("make", "VW"), Shown("model", "Passat", ((0, 4),)))
    line = line_of(FoundFile(1, None, (*parts, Shown("location", "A-1"))))
    assert texts(line.pieces) == ["张伟明", "VW Passat", "A-1"]
    assert line.pieces[1].marks == ((3, 7),)
    for one in (Shown("make", "VW"), Shown("model", "Passat")):
        assert texts(line_of(FoundFile(1, None, (one,))).pieces) == [one.text]
    assert texts(line_of(FoundFile(1, None, (parts[1], Shown("file_no", "7")))).pieces) == ["VW", "7"]


def test_marks_move_with_the_words_around_them() -> None:
    assert carried(((3, 7),), "13900007164", "139 0000 7164") == ((4, 8),)
    assert carried(((2, 5),), "13900007164", "139 0000 7164") == ((2, 6),)
    line = line_of(FoundFile(1, None, (Shown("old_plate", "川A·00001", ((0, 2),)),)))
    (piece,) = line.pieces
    (begin, end), *_ = piece.marks
    assert piece.text[begin:end] == "川A"


def test_a_customer_names_the_first_plates_and_marks_them() -> None:
    vehicles = [OwnedVehicle(number, Shown("plate", f"ZZ{number}", ((0, 1),))) for number in range(5)]
    found = FoundCustomer(1, Shown("customer", "张伟明"), (), tuple(vehicles), ())
    (piece,) = line_of(found).pieces
    assert piece.text == "5 vehicles: ZZ0, ZZ1, ZZ2 …"
    assert [piece.text[begin:end] for begin, end in piece.marks] == ["Z", "Z", "Z"]
    (piece,) = line_of(FoundCustomer(1, Shown("customer", "张伟明"), (), (), ())).pieces
    assert piece.text == "no vehicle now"


def test_reasons_are_named_once_each() -> None:
    why = (
        Reason("plate", "", Manner.LITERAL),
        Reason("customer", "", Manner.PINYIN),
        Reason("customer", "", Manner.PINYIN),
        Reason("vin", "", Manner.TAIL),
        Reason("document_no", "", Manner.LITERAL),
    )
    assert reason_words(why, number="document_no") == "plate + pinyin + VIN tail + number"
    assert reason_words(()) == ""


def test_groups_share_the_room_in_turns() -> None:
    offers = tuple(NewFileOffer(str(number)) for number in range(8))
    sections = [
        Section(Group.FILES, offers, "8"), Section(Group.CUSTOMERS, offers[:1], "1"),
        Section(Group.ORDERS, offers, "20", has_more=True),
    ]  # fmt: skip
    shares = [len(section.rows) for section in shared_out(sections, 8)]
    assert shares == [4, 1, 3]
    assert [section.has_more for section in shared_out(sections, 8)] == [True, False, True]
    assert [len(section.rows) for section in shared_out(sections, 0)] == [2, 1, 2]
    assert shared_out(sections, 99) == sections
    assert shared_out([], 5) == []


def test_totals_say_whether_there_may_be_more() -> None:
    assert shown_total(1284, is_counted=True) == "1,284"
    assert shown_total(100, is_counted=False) == "100+"


def test_commands_are_found_the_nearest_first_and_once() -> None:
    commands = [Command(SET_OUT, print), Command(SETTINGS, print, "Ctrl+,"), Command(SETTINGS, print)]
    found = found_commands("set", commands)
    assert [one.command.name for one in found] == [SETTINGS, SET_OUT]
    assert [at for at, _ in found[0].marks] == [0, 1, 2]
    assert found_commands("se", commands) == ()


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("粤b 12345", "粤B·12345"),
        ("lsvnb4180rn000001", "LSVNB4180RN000001"),
        ("zwm", None),
        ("13900007164", None),
        ("2022-00093", None),
    ],
)
def test_only_whole_numbers_of_vehicles_are_offered_a_file(words: str, number: str | None) -> None:
    assert new_file_offer(words) == (NewFileOffer(number) if number else None)


def test_recent_files_are_kept_for_each_folder(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    here, there = RecentFiles(preferences, "/here"), RecentFiles(preferences, "/there")
    for file_id in (*range(MOST + 3), 5):
        here.note(file_id)
    assert here.ids[:3] == [5, MOST + 2, MOST + 1]
    assert len(here.ids) == MOST
    assert there.ids == []
    here.forget_all_but([5, 9, 12345])
    assert here.ids == [5, 9]
    for number in range(MOST_FOLDERS):
        RecentFiles(preferences, f"/{number}").note(1)
    assert here.ids == []


@pytest.mark.parametrize("kept", [[], 7, None, {"/here": 5}, {"/here": ["a", True, None, 3]}])
def test_whatever_was_kept_harms_nobody(tmp_path: Path, kept: object) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    preferences.keep("search.recent", kept)
    recent = RecentFiles(preferences, "/here")
    assert recent.ids in ([], [3])
    recent.note(4)
    assert recent.ids[0] == 4
