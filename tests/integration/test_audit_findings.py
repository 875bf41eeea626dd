"""Windows of what an audit found: what is left, what is not in order, and explaining many at once."""

from __future__ import annotations

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audit_findings import RECOUNT, DiscrepancyFilter
from dealerdesk.domain.audits import CardField, CardSaid, Explanation, Fault, Mark
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.audits import CardMark, Discrepancy, DocumentMark, FolderTicks, explaining
from dealerdesk.storage import audit_lists
from tests.support.audits import BECAUSE, cabinet, no, opened, shelve, verdicts
from tests.support.databases import broken
from tests.support.desks import add_files

CONTRACT = DocumentType.SALES_CONTRACT
SHELF = ("B-2/1", "B-2/2", "B-2/10", "B-21/1", "B-2a/1", "B-3/1", "b-2/3", "A", None)
"""The places of the files 1 to 9: the order of the shelf is neither that of numbers nor of letters."""


@pytest.fixture
def shelved(desk: Desk) -> int:
    """An open audit of nine files on several shelves."""
    add_files(desk, 1, len(SHELF))
    shelve(desk, dict(enumerate(SHELF, 1)))
    return opened(desk)


@pytest.fixture
def audit(desk: Desk) -> int:
    """An open audit of six files, with a fault of each kind."""
    cabinet(desk, 7)
    desk.files.archive(no(7))
    audit = opened(desk)
    verdicts(desk, audit, no(1), no(3), at="A")
    verdicts(desk, audit, no(2), at="A")
    verdicts(desk, audit, no(3), at="C", by="Bob")
    verdicts(desk, audit, "stranger", no(7), at="B-1")
    ticks = FolderTicks(
        (DocumentMark(CONTRACT, Mark.MISSING, Mark.UNREADABLE, "torn"),),
        (CardMark(CardField.PLATE, CardSaid.DIFFERS, "沪A·1"),),
    )
    desk.counting.tick(audit, no(1), ticks)
    return audit


def refused(call: object, *args: object) -> str:
    with pytest.raises(DealerDeskError) as refusal:
        call(*args)  # type: ignore[operator]  # whatever is called
    assert "{" not in str(refusal.value)
    return refusal.value.code


def numbers(rows: object) -> list[int]:
    return [int(row.file_no[-5:]) for row in rows]  # type: ignore[attr-defined]  # rows of files


def near(desk: Desk, audit: int, place: str, count: int = 9) -> tuple[str, int, list[int]]:
    window = desk.findings.left_near(audit, place, count)
    return window.shelf, window.total, numbers(window.rows)


def faults(desk: Desk, audit: int, **wanted: object) -> list[tuple[str, str]]:
    window = desk.findings.listed(audit, DiscrepancyFilter(**wanted))  # type: ignore[arg-type]  # by name
    assert window.total == len(window.rows)
    return [(found.fault.value, found.code) for found in window.rows]


def test_what_is_left_stands_in_the_order_of_the_shelf(desk: Desk, shelved: int) -> None:
    window = desk.findings.left(shelved, count=4)
    assert (window.total, numbers(window.rows)) == (9, [8, 1, 2, 7])
    assert numbers(desk.findings.left(shelved, start=4).rows) == [3, 5, 6, 4, 9]
    of_b = desk.findings.left(shelved, cabinet="b", start=1, count=2)
    assert (of_b.total, numbers(of_b.rows)) == (7, [2, 7])
    verdicts(desk, shelved, no(2), no(8))
    assert (desk.findings.left(shelved).total, desk.findings.left(shelved, cabinet="A").total) == (7, 0)
    assert numbers(desk.findings.left_to_find(shelved)) == numbers(desk.findings.left(shelved).rows)


def test_neighbours_begin_at_the_place_and_stay_on_its_shelf(desk: Desk, shelved: int) -> None:
    assert near(desk, shelved, "B-2/2") == ("B-2", 4, [1, 2, 7, 3])
    assert near(desk, shelved, "B-2/2", 2) == ("B-2", 4, [2, 7])
    assert near(desk, shelved, "B-2/7", 2) == ("b-2", 4, [7, 3]), "the shelf ends too early"
    assert near(desk, shelved, "b-2") == ("B-2", 4, [1, 2, 7, 3]), "a place with places in it is a shelf"
    assert near(desk, shelved, "B-21/1") == ("B-21", 1, [4])
    assert near(desk, shelved, "B")[:2] == ("B", 7)
    assert near(desk, shelved, "A") == ("A", 1, [8])
    assert near(desk, shelved, "") == ("", 1, [9])
    assert near(desk, shelved, "Z-9/1") == ("Z-9", 0, [])
    verdicts(desk, shelved, no(2), no(7))
    assert near(desk, shelved, "B-2/2", 1) == ("B-2", 2, [3])


def test_every_fault_is_listed_once_as_folders_stand_and_strays_last(desk: Desk, audit: int) -> None:
    everything = [
        ("card", no(1)),
        ("paper", no(1)),
        ("scan", no(1)),
        ("conflict", no(3)),
        ("misplaced", no(3)),
        ("missing", no(5)),
        ("misplaced", no(2)),
        ("missing", no(4)),
        ("missing", no(6)),
        ("archived", no(7)),
        ("unknown", "stranger"),
    ]
    assert faults(desk, audit) == everything
    assert [(each.fault.value, each.code) for each in desk.findings.discrepancies(audit)] == everything
    for start in range(len(everything) + 2):
        window = desk.findings.listed(audit, start=start, count=4)
        assert [(row.fault.value, row.code) for row in window.rows] == everything[start : start + 4]
        assert window.total == len(everything)
    assert desk.findings.listed(audit, count=0).rows == ()


def test_a_list_is_narrowed(desk: Desk, audit: int) -> None:
    assert faults(desk, audit, faults=frozenset({Fault.PAPER, Fault.UNKNOWN})) == [
        ("paper", no(1)),
        ("unknown", "stranger"),
    ]
    assert {fault for fault, _ in faults(desk, audit, faults=RECOUNT)} == {"missing", "misplaced", "conflict"}
    assert faults(desk, audit, cabinet="B") == [
        ("misplaced", no(2)),
        ("missing", no(4)),
        ("missing", no(6)),
        ("archived", no(7)),
        ("unknown", "stranger"),
    ]
    assert faults(desk, audit, words="粤B10005") == [("missing", no(5))]
    assert faults(desk, audit, words="王4 大众") == [("missing", no(4))]
    assert faults(desk, audit, words="STRANG") == [("unknown", "stranger")]
    assert faults(desk, audit, words="nobody") == []
    assert faults(desk, audit, words="%") == faults(desk, audit), "signs are no patterns"
    assert faults(desk, audit, cabinet="Z") == []


def test_a_row_tells_what_was_said_of_it(desk: Desk, audit: int) -> None:
    found = {(row.fault, row.code): row for row in desk.findings.listed(audit).rows}
    paper, card = found[Fault.PAPER, no(1)], found[Fault.CARD, no(1)]
    assert (paper.type, paper.field, paper.mark, paper.note) == (CONTRACT, None, Mark.MISSING, "torn")
    assert found[Fault.SCAN, no(1)].mark is Mark.UNREADABLE
    assert (card.type, card.field, card.on_paper, card.mark) == (None, CardField.PLATE, "沪A·1", None)
    moved = found[Fault.MISPLACED, no(3)]
    assert (moved.places, moved.seen_by, moved.location) == ("A,C", "Ann,Bob", "A-1/3")
    archived, stranger = found[Fault.ARCHIVED, no(7)], found[Fault.UNKNOWN, "stranger"]
    assert (archived.file_no, archived.places) == (no(7), "B-1")
    assert (archived.file_id, stranger.file_id) == (desk.files.show(no(7)).id, None)


def test_tallies_say_how_many_are_unexplained(desk: Desk, audit: int) -> None:
    told = desk.findings.tallies(audit)
    counts = {fault.value: told[fault].count for fault in Fault}
    assert {fault: count for fault, count in counts.items() if count != 1} == {"missing": 3, "misplaced": 2}
    desk.findings.explain(audit, no(5), BECAUSE)
    assert (desk.findings.tallies(audit)[Fault.MISSING].unexplained, told[Fault.MISSING].unexplained) == (
        2,
        3,
    )
    verdicts(desk, audit, no(5))
    found = desk.findings.tallies(audit)[Fault.MISSING]
    assert (found.count, found.unexplained) == (2, 2), "an explanation of what is settled does not count"


def test_many_are_explained_at_once_and_taken_back_at_once(desk: Desk, audit: int) -> None:
    keys = [row.key for row in desk.findings.listed(audit, DiscrepancyFilter(unexplained=True)).rows]
    verdicts(desk, audit, no(5))
    done = desk.findings.explain_listed(audit, keys, BECAUSE)
    assert (done.left, faults(desk, audit, unexplained=True)) == (0, [])
    first = desk.findings.listed(audit, count=1).rows[0]
    assert (first.cause, first.responsible, first.due) == (BECAUSE.cause, BECAUSE.responsible, BECAUSE.due)
    other = Explanation("lost", "look again", "Bob", BECAUSE.due)
    assert desk.findings.explain_listed(audit, [first.key], other).left == 0
    assert _cause(desk, audit, first) == "lost"
    assert done.change
    assert desk.history.undo(done.change).change
    assert len(faults(desk, audit, unexplained=True)) == len(keys) - 2, "what was explained anew stays"
    assert broken(desk.database) == []


def _cause(desk: Desk, audit: int, row: Discrepancy) -> str | None:
    return {each.key: each.cause for each in desk.findings.discrepancies(audit)}[row.key]


def test_what_cannot_be_explained_is_refused(desk: Desk, audit: int) -> None:
    (missing,) = [row.key for row in desk.findings.discrepancies(audit) if row.code == no(5)]
    blank = Explanation(" ", "a", "b", BECAUSE.due)
    assert refused(desk.findings.explain_listed, audit, [missing], blank) == "audit_words"
    verdicts(desk, audit, no(5))
    assert refused(desk.findings.explain_listed, audit, [missing], BECAUSE) == "audit_none_to_explain"
    assert refused(desk.findings.explain_listed, audit, [], BECAUSE) == "audit_none_to_explain"
    other = opened(desk, "Other")
    (of_other,) = [row.key for row in desk.findings.discrepancies(other) if row.code == no(5)]
    assert refused(desk.findings.explain_listed, audit, [of_other], BECAUSE) == "audit_none_to_explain"


def test_there_is_nothing_of_an_audit_that_is_not_there(desk: Desk) -> None:
    for ask in (desk.findings.left, desk.findings.listed, desk.findings.tallies, desk.findings.comparison):
        assert refused(ask, 9) == "no_such_audit"


def test_long_lists_are_walked_by_an_index_and_not_sorted(
    desk: Desk, audit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = faults(desk, audit)
    monkeypatch.setattr(audit_lists, "MANY", 0)
    assert faults(desk, audit) == whole
    for fault in (Fault.MISSING, Fault.MISPLACED):
        part = audit_lists._of_fault(fault, DiscrepancyFilter(), many=True)
        with desk.database.asking() as connection:
            plan = connection.execute(
                f"EXPLAIN QUERY PLAN {part} ORDER BY place, entry_id, fault, type LIMIT 50", {"audit": audit}
            ).fetchall()
        assert "ix_audit_file_audit_id_place_key" in plan[0][3]
        assert not any("ORDER BY" in step[3] for step in plan)


def test_one_discrepancy_is_looked_up_without_reading_the_others(desk: Desk, audit: int) -> None:
    terms = {"audit": audit, "entry": 1, "stray": 1, "fault": "missing", "type": ""}
    with desk.database.asking() as connection:
        for asked in (explaining._ENTRY_STILL, explaining._STRAY_STILL):
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked}", terms)]
            assert not any(step.startswith("SCAN ") and "subquery" not in step for step in plan), plan
            reads = [step for step in plan if step.startswith("SEARCH ")]
            assert not any("audit_id=?)" in step and "audit_stray" not in step for step in reads), plan
