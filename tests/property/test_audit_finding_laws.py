"""Laws of an audit's findings: windows make up the list, tallies the figures, undo takes corrections back."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.audit_findings import DiscrepancyFilter, DiscrepancyKey
from dealerdesk.domain.audits import CardField, CardSaid, Fault, Mark
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.audits import CardMark, Correction, DocumentMark, FolderTicks
from tests.support.audits import BECAUSE, cabinet, no, opened, verdicts
from tests.support.databases import Rows, broken, rows_of
from tests.support.desks import fresh_copy
from tests.support.importing import Clock

FILES = 6
TYPES = (DocumentType.SALES_CONTRACT, DocumentType.VEHICLE_INVOICE)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed data folder with an open audit of six files, of which half hold a contract."""
    root = tmp_path_factory.mktemp("findings") / "data"
    with closing(make_desk(root, Clock())) as desk:
        cabinet(desk, FILES + 1)
        desk.files.archive(no(FILES + 1))
        for number in range(1, FILES, 2):
            desk.papers.create(desk.files.show(no(number)).id, TYPES[0], {})
        opened(desk)
    return root


numbers = st.integers(1, FILES)
scans = st.tuples(
    st.just("scan"),
    st.sampled_from([*map(no, range(1, FILES + 2)), "stranger"]),
    st.sampled_from(["", "A", "B", "C", "C-3"]),
    st.sampled_from(["Ann", "Bob"]),
)
marks = st.builds(DocumentMark, st.sampled_from(TYPES), st.sampled_from(Mark), st.sampled_from(Mark))
cards = st.builds(
    CardMark, st.sampled_from(CardField), st.sampled_from(CardSaid), st.sampled_from(["", "粤B·99999", "王"])
)
ticks = st.tuples(st.just("tick"), numbers, st.one_of(marks, cards))
moves = st.tuples(st.just("move"), numbers, st.sampled_from(["A-1", "C", "D-2"]))
explanations = st.tuples(st.just("explain"), st.integers(0, 20))
actions = st.lists(st.one_of(scans, scans, ticks, ticks, moves, explanations), max_size=10)


def carry_out(desk: Desk, todo: list[tuple[object, ...]]) -> None:
    for kind, *about in todo:
        match kind, about:
            case "scan", [str(code), str(place), str(by)]:
                verdicts(desk, 1, code, at=place, by=by)
            case "tick", [int(number), DocumentMark() as mark]:
                desk.counting.tick(1, no(number), FolderTicks((mark,)))
            case "tick", [int(number), CardMark() as card]:
                desk.counting.tick(1, no(number), FolderTicks(card=(card,)))
            case "move", [int(number), str(place)]:
                desk.files.edit(no(number), {"location": place})
            case "explain", [int(at)]:
                rows = desk.findings.listed(1, start=at, count=2).rows
                if rows:
                    desk.findings.explain_listed(1, [row.key for row in rows], BECAUSE)


@given(todo=actions, size=st.integers(1, 5), data=st.data())
def test_windows_make_up_the_list_and_tallies_the_figures(
    template: Path, todo: list[tuple[object, ...]], size: int, data: st.DataObject
) -> None:
    wanted = data.draw(
        st.builds(
            DiscrepancyFilter,
            st.frozensets(st.sampled_from(Fault), max_size=3),
            st.booleans(),
            st.sampled_from(["", "A", "B"]),
        )
    )
    with fresh_copy(template) as desk:
        carry_out(desk, todo)
        everything, tallies = desk.findings.discrepancies(1), desk.findings.tallies(1)
        keys = [
            row.key
            for row in everything
            if (not wanted.faults or row.fault in wanted.faults)
            and not (wanted.unexplained and row.cause is not None)
            and wanted.cabinet in {"", (row.location or row.places or "")[:1]}
        ]
        windows = [desk.findings.listed(1, wanted, start, size) for start in range(0, len(keys) + size, size)]
        assert [row.key for window in windows for row in window.rows] == keys
        assert {window.total for window in windows} == {len(keys)}
        figures = desk.audits.figures(1)
        assert {fault: tally.count for fault, tally in tallies.items() if tally.count} == Counter(
            row.fault for row in everything
        )
        assert sum(tally.count for tally in tallies.values()) == figures.discrepancies
        assert sum(tally.unexplained for tally in tallies.values()) == figures.unexplained
        assert figures.unexplained == sum(row.cause is None for row in everything)
        left = desk.findings.left_to_find(1)
        parts = [desk.findings.left(1, start=start, count=size).rows for start in range(0, FILES, size)]
        assert tuple(row for part in parts for row in part) == left
        assert len(left) == figures.missing == tallies[Fault.MISSING].count


@given(todo=actions)
def test_a_correction_is_taken_back_whole_and_never_changes_the_audit(
    template: Path, todo: list[tuple[object, ...]]
) -> None:
    with fresh_copy(template) as desk:
        carry_out(desk, todo)
        keys = [row.key for row in desk.findings.discrepancies(1)]
        keys += [row.key for row in desk.findings.contradictions(1).rows]
        for key in keys:
            for correction in desk.findings.corrections(1, key):
                _there_and_back(desk, key, correction)
        assert broken(desk.database) == []


def _there_and_back(desk: Desk, key: DiscrepancyKey, correction: Correction) -> None:
    before = rows_of(desk.database)
    change, refused = _correct(desk, key, correction)
    after = rows_of(desk.database)
    if change is None:
        # Such as a VIN of seven letters, or somebody's later word.
        assert correction.later == (refused == "audit_correction_later")
        assert before == after
        return
    assert before != after
    assert _of_audits(before) == _of_audits(after)
    assert correction not in desk.findings.corrections(1, key)
    desk.history.undo(change)
    assert rows_of(desk.database) == before
    assert correction in desk.findings.corrections(1, key)


def _correct(desk: Desk, key: DiscrepancyKey, correction: Correction) -> tuple[int | None, str]:
    """The change set of a correction, or why it was refused."""
    try:
        return desk.findings.correct(1, key, correction).change, ""
    except DealerDeskError as refusal:
        return None, refusal.code


def _of_audits(rows: Rows) -> Rows:
    return {key: row for key, row in rows.items() if key[0].startswith("audit")}
