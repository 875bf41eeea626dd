"""What holds for every count: what was ticked is taken back whole, and no order of work changes the board."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.audits import CardField, CardSaid, Fault, Mark, Said, is_right_place
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.audits import (
    Board,
    CardMark,
    DocumentMark,
    Folder,
    FolderTicks,
    Sighting,
)
from dealerdesk.services.audits.codes import Entry, look_up
from dealerdesk.services.audits.ground import as_open
from dealerdesk.services.audits.scanning import Counter, count_missing
from tests.support.audits import SHELVED, cabinet, no, opened
from tests.support.databases import clock

FILES = 4
TYPES = (DocumentType.SALES_CONTRACT, DocumentType.VEHICLE_INVOICE)
NAMES, PLACES = ("Ann", "Bob"), ("", "A", "B", "C")

marks = st.builds(
    DocumentMark,
    st.sampled_from(TYPES),
    st.none() | st.sampled_from(Mark),
    st.none() | st.sampled_from(Mark),
    st.none() | st.sampled_from(["", "torn"]),
)
cards = st.builds(
    CardMark, st.sampled_from(CardField), st.none() | st.sampled_from(CardSaid), st.sampled_from(["", "x"])
)
ticks = st.builds(
    FolderTicks,
    st.lists(marks, max_size=3).map(tuple),
    st.lists(cards, max_size=3, unique_by=lambda card: card.field).map(tuple),
)
Step = tuple[str, int, str, str]
scans = st.tuples(st.just("scan"), st.integers(1, FILES), st.sampled_from(PLACES), st.sampled_from(NAMES))
missed = st.tuples(st.just("missed"), st.integers(1, FILES), st.just(""), st.sampled_from(NAMES))
documents = st.tuples(st.just("paper"), st.integers(1, FILES), st.sampled_from(TYPES), st.sampled_from(Mark))
fields = st.tuples(
    st.just("card"), st.integers(1, FILES), st.sampled_from(CardField), st.sampled_from(CardSaid)
)
notes = st.tuples(st.just("note"), st.integers(1, FILES), st.just("torn"), st.sampled_from(NAMES))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A cabinet of its own for all examples: each opens an audit of its own in it."""
    with closing(make_desk(tmp_path_factory.mktemp("laws") / "data", clock)) as made:
        cabinet(made, FILES)
        yield made


def laws(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return settings(max_examples=examples, suppress_health_check=[HealthCheck.function_scoped_fixture])


def work(desk: Desk, audit: int, step: Step) -> None:
    """Do one thing that a counter can do."""
    what, number, first, second = step
    if what == "scan":
        desk.counting.scan(audit, [no(number)], at=first, by=second)
    elif what == "missed":
        miss(desk, audit, number, second)
    elif what == "note":
        desk.counting.add_evidence(audit, no(number), note=first, by=second)
    elif what == "paper":
        mark = DocumentMark(DocumentType(first), paper=Mark(second))
        desk.counting.tick(audit, no(number), FolderTicks(marks=(mark,)))
    else:
        card = CardMark(CardField(first), CardSaid(second))
        desk.counting.tick(audit, no(number), FolderTicks(card=(card,)))


def miss(desk: Desk, audit: int, number: int, by: str) -> None:
    """Say that a counter looked for a folder in vain, as a count sheet does."""
    told = as_open(desk.audits.get(audit))
    with desk.database.writing(SHELVED, author=1) as unit:
        entry = look_up(unit.connection, told, no(number))
        assert isinstance(entry, Entry)
        count_missing(unit.connection, told, entry, Counter(by, "", unit.at))


def folders(desk: Desk, audit: int) -> list[Folder]:
    return [desk.counting.folder(audit, no(number)) for number in range(1, FILES + 1)]


@given(before=ticks, after=ticks, number=st.integers(1, FILES))
@laws(40)
def test_what_is_ticked_and_taken_back_leaves_the_folder_as_it_was(
    desk: Desk, before: FolderTicks, after: FolderTicks, number: int
) -> None:
    audit = opened(desk)
    desk.counting.tick(audit, no(number), before, by="Ann")
    seen, board = folders(desk, audit), desk.counting.board(audit)
    done = desk.counting.tick(audit, no(number), after, by="Bob")
    ticked = folders(desk, audit)
    if done.change is None:
        assert ticked == seen
        return
    back = desk.history.undo(done.change).change
    assert (folders(desk, audit), desk.counting.board(audit)) == (seen, board)
    assert back
    desk.history.undo(back)
    assert folders(desk, audit) == ticked


def once(step: Step) -> Step | tuple[str, int, str]:
    """What is said of one paper or field is said once: of two words the later one counts."""
    return step[:3] if step[0] in {"paper", "card"} else step


@given(
    steps=st.lists(scans | notes | documents | fields, max_size=14, unique_by=once),
    data=st.data(),
)
@laws(30)
def test_no_order_of_scans_ticks_and_evidence_changes_what_comes_of_it(
    desk: Desk, steps: list[Step], data: st.DataObject
) -> None:
    came_of_it = []
    for order in (steps, data.draw(st.permutations(steps))):
        audit = opened(desk)
        for step in order:
            work(desk, audit, step)
        came_of_it.append((as_set(folders(desk, audit)), told(desk.counting.board(audit))))
    assert came_of_it[0] == came_of_it[1]


def as_set(shown: Sequence[Folder]) -> list[object]:
    """Folders without the order in which things were said of them."""
    return [
        (
            folder.papers,
            folder.card,
            folder.faults,
            {(seen.by, seen.place, seen.said) for seen in folder.sightings},
            sorted((row.note, row.by) for row in folder.evidence),
        )
        for folder in shown
    ]


def told(board: Board) -> tuple[object, ...]:
    return board.figures, board.in_order, board.faulty, board.left, board.cabinets, board.strays


@given(steps=st.lists(scans | missed | documents | fields, max_size=20))
@laws(40)
def test_the_board_is_the_sum_of_its_folders(desk: Desk, steps: list[Step]) -> None:
    audit = opened(desk)
    for step in steps:
        work(desk, audit, step)
    shown, board = folders(desk, audit), desk.counting.board(audit)
    found = [folder for folder in shown if Fault.MISSING not in folder.faults]
    assert board.left == FILES - len(found)
    assert board.in_order == sum(not folder.faults for folder in found)
    assert board.faulty == sum(bool(folder.faults) for folder in found)
    assert board.figures.counted == sum(row.counted for row in board.cabinets) == len(found)
    assert board.faulty == sum(row.faulty for row in board.cabinets)
    assert sum(row.expected for row in board.cabinets) == FILES
    for folder in shown:
        assert (Fault.CONFLICT in folder.faults) == any(
            are_at_odds(folder, one, other) for one, other in combinations(folder.sightings, 2)
        )


def are_at_odds(folder: Folder, one: Sighting, other: Sighting) -> bool:
    """Whether two people say otherwise of a folder: found or not, in the right cabinet or in a wrong one."""
    if one.by == other.by:
        return False
    if one.said is not other.said:
        return True
    rights = {is_right_place(folder.line.location, seen.place) for seen in (one, other)}
    return one.said is Said.FOUND and len(rights) > 1 and bool(one.place and other.place)
