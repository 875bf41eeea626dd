"""Possible duplicates on a real database: found, set apart, counted after an import, stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.duplicates import Pair, PairKind, Reason
from dealerdesk.domain.errors import Cancelled
from dealerdesk.domain.progress import Stoppable
from tests.support.databases import rows_of
from tests.support.desks import last_change
from tests.support.factories import MADE_BY_A_TEST, a_customer, a_vehicle_file, empty_desk

CARDS, FILES = PairKind.CUSTOMERS, PairKind.FILES


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(empty_desk(tmp_path)) as own:
        yield own


def two_cards(desk: Desk, **values: str) -> tuple[int, int]:
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        one = a_customer(work, **{"phone": "13800138000"} | values)
        other = a_customer(work, **{"phone": "138-0013-8000"} | values)
        return one.id, other.id


def test_cards_and_files_that_look_alike_are_found_with_what_people_call_them(desk: Desk) -> None:
    one, other = two_cards(desk)
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        first = a_vehicle_file(work, engine_no="EA2110042", vin=None, customer_id=one)
        second = a_vehicle_file(work, engine_no="EA2110042", customer_id=one)
        ids, plate = (first.id, second.id), first.plate
    assert desk.duplicates.find(CARDS) == (Pair(one, other, (Reason.NAME_AND_PHONE,)),)
    assert desk.duplicates.find(FILES) == (Pair(*ids, (Reason.ENGINE_NO,)),)
    assert desk.duplicates.rows(CARDS, [one])[one].name == "王小明"
    assert plate in desk.duplicates.rows(FILES, ids)[ids[0]].facts


def test_archived_files_are_left_alone_and_old_plates_count(desk: Desk) -> None:
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        known = a_vehicle_file(work, plate="粤B10001")
        number = known.file_no
    desk.files.edit(number, {"plate": "粤B10002"})
    made = desk.files.create({"plate": "粤B10001"})
    assert [pair.reasons for pair in desk.duplicates.find(FILES)] == [(Reason.PLATE,)]
    desk.files.archive(made.file_no)
    assert desk.duplicates.find(FILES) == ()


def test_what_was_set_apart_is_not_shown_again_until_that_is_undone(desk: Desk) -> None:
    pair = two_cards(desk)
    before = rows_of(desk.database)
    change = desk.duplicates.set_apart(CARDS, pair[1], pair[0])
    assert change is not None
    assert desk.duplicates.find(CARDS) == ()
    assert desk.duplicates.set_apart(CARDS, *pair) is None
    desk.history.undo(change)
    assert rows_of(desk.database) == before
    assert len(desk.duplicates.find(CARDS)) == 1


def test_only_pairs_with_what_a_change_made_are_counted_for_it(desk: Desk) -> None:
    two_cards(desk)
    earlier = last_change(desk)
    two_cards(desk, name="李娜", phone="13900139000")
    latest = last_change(desk)
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        a_customer(work, name="赵敏")
    assert [desk.duplicates.count_among(change) for change in (earlier, latest, last_change(desk))] == [
        1,
        1,
        0,
    ]


def test_another_one_is_found_by_what_is_known_of_it_beside_a_file_and_its_owner(desk: Desk) -> None:
    one, other = two_cards(desk)
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        stranger = a_customer(work, name="赵敏", phone="13955556666").id
        file = a_vehicle_file(work, customer_id=one)
        another = a_vehicle_file(work, customer_id=stranger)
        ownerless = a_vehicle_file(work, customer_id=None)
        ids, number, alone = (file.id, another.id), another.file_no, ownerless.id
    beside = desk.duplicates.beside
    assert beside(CARDS, ids[0]) == (Pair(one, other, (Reason.NAME_AND_PHONE,)),)
    assert beside(FILES, ids[0]) == ()
    assert beside(FILES, ids[0], number) == (Pair(*ids, ()),)
    assert beside(CARDS, ids[0], "赵敏") == (Pair(one, stranger, ()),)
    assert beside(CARDS, ids[0], "13955556666") == (Pair(one, stranger, ()),)
    assert beside(CARDS, ids[0], "王小明") == (Pair(one, other, (Reason.NAME_AND_PHONE,)),)
    assert beside(CARDS, alone, "王小明") == ()
    assert beside(FILES, 4711, number) == ()


def test_looking_can_be_stopped(desk: Desk) -> None:
    two_cards(desk)
    progress = Stoppable()
    progress.stop()
    with pytest.raises(Cancelled):
        desk.duplicates.find(CARDS, progress)
    assert len(desk.duplicates.find(CARDS)) == 1
