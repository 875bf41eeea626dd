"""The index says what the database says, after whatever people did."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.progress import Silent
from dealerdesk.storage import search_upkeep
from dealerdesk.storage.engine import driver
from tests.property.test_service_undo_laws import DEEDS, WORDS, Deed, Doing
from tests.support.databases import clock, sets_of, stale
from tests.support.importing import files

VIN = "LSVAA49J132000001"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Three files with an order and a document each."""
    with closing(make_desk(tmp_path / "data", clock)) as desk:
        for number in range(3):
            made = desk.files.create({"plate": f"粤B2000{number}", "customer": f"王{number}", "phone": "138"})
            desk.orders.create(desk.files.show(made.file_no).id, {"date_in": "2026-03-01"}, ())
        yield desk


def index_of(desk: Desk) -> tuple[dict[int, str], dict[int, set[str]]]:
    """The kept card and the tokens of each file."""
    with desk.database.reading() as session:
        connection = driver(session.connection())
        return _held(connection)


def fresh_index_of(desk: Desk) -> tuple[dict[int, str], dict[int, set[str]]]:
    """The same as an index that is written anew has it; nothing of that is kept."""
    with desk.database.reading() as session:
        connection = driver(session.connection())
        search_upkeep.rebuild(connection, Silent())
        return _held(connection)


def _held(connection: object) -> tuple[dict[int, str], dict[int, set[str]]]:
    execute = connection.execute  # type: ignore[attr-defined]  # the driver has no types
    files_at = dict(execute("SELECT seq, file_id FROM search_entry").fetchall())
    cards = dict(execute("SELECT file_id, card FROM search_entry").fetchall())
    execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, search, instance)")
    tokens: dict[int, set[str]] = {file_id: set() for file_id in files_at.values()}
    for term, seq in execute("SELECT term, doc FROM temp.terms").fetchall():
        tokens[files_at[seq]].add(term)
    return cards, tokens


def _import(desk: Desk, chance: random.Random) -> None:
    rows = [
        {
            "vin": f"{VIN[:-2]}{number:02}",
            "plate": f"粤B3{number:04}",
            "customer": chance.choice(WORDS),
            "phone": "1",
        }
        for number in chance.sample(range(8), 3)
    ]
    files(desk, *rows, theirs=bool(chance.randrange(2)))


@pytest.mark.parametrize("seed", [1, 2])
def test_after_two_hundred_changes_of_any_kind_it_is_what_a_fresh_one_would_be(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    for turn in range(200):
        with suppress(DealerDeskError):
            if turn % 20 == 7:
                _import(desk, chance)
            elif turn % 5 == 4:
                desk.history.undo(chance.choice(sets_of(desk.database)))
            else:
                deed = Deed(chance.randrange(len(DEEDS)), chance.randrange(18), chance.randrange(18))
                DEEDS[deed.what](Doing(desk, deed))
    assert len(sets_of(desk.database)) > 100
    assert stale(desk.database) == []
    assert index_of(desk) == fresh_index_of(desk)


CHANGES = {
    "plate": ("粤B55501", "沪A66602"),
    "vin": ("LSVAA49J132000777", "WVWZZZ1KZSM475893"),
    "customer": ("曾丽芳", "仇伟"),
    "phone": ("13900017777", "13800026666"),
    "make": ("沃尔沃", "斯柯达"),
    "model": ("XC90", "Octavia"),
    "location": ("Q-7/71", "R-8/82"),
    "engine_no": ("ENG77001", "MOT88002"),
    "contact_person": ("Wolfgang", "Siegfried"),
}


@pytest.mark.parametrize("field", CHANGES)
def test_what_was_changed_is_found_by_what_it_is_now_and_undone_by_what_it_was(
    desk: Desk, field: str
) -> None:
    old, new = CHANGES[field]
    file_no = desk.files.create({"plate": "京A10001", "customer": "张", field: old}).file_no

    def found_by(words: str) -> list[tuple[str, ...]]:
        return [hit.matched for hit in desk.search.find(words).hits if hit.file_no == file_no]

    assert found_by(old)
    assert not found_by(new)
    desk.files.edit(file_no, {field: new})
    assert found_by(new) == [(field,)]
    assert found_by(old) == ([("old_plate",)] if field == "plate" else [])
    desk.history.undo(sets_of(desk.database)[-1])
    assert found_by(old) == [(field,)]
    assert not found_by(new)


def test_an_import_that_is_undone_leaves_nothing_to_be_found(desk: Desk) -> None:
    before = index_of(desk)
    made = files(desk, {"vin": VIN, "customer": "司徒静", "phone": "13512345678"})
    assert desk.search.find("stj 5678").total == 1
    assert made.import_id is not None
    desk.history.undo(made.import_id)
    assert desk.search.find("司徒静").total == 0
    assert index_of(desk) == before
