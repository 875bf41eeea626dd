"""Laws of a check: it foretells the import, single decisions add up to the rule, and undo takes all back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping, Rule, Side
from dealerdesk.services.imports import Check, CheckLine, Verdict
from tests.support.importing import Clock, copied_desk, files, outcome, picture, reading_here, records, sheet
from tests.support.spreadsheets import VINS

PLATES = ("粤B12345", "粤B23456", "粤B34567", "")
NAMES = ("王伟", "李娜", "Ann Lee", "")
PHONES = ("13800138000", "13900139000", "")
MAKES = ("大众", "奥迪", "")


def rows(most: int) -> st.SearchStrategy[list[dict[str, str]]]:
    """Rows that meet each other again and again: few vehicles, few plates, few people."""
    row = st.fixed_dictionaries(
        {
            "vin": st.sampled_from((*VINS[:4], "", "TOO-SHORT")),
            "plate": st.sampled_from(PLATES),
            "customer": st.sampled_from(NAMES),
            "phone": st.sampled_from(PHONES),
            "make": st.sampled_from(MAKES),
            "registration_date": st.sampled_from(("2020-01-02", "2020-31-31", "")),
        }
    )
    return st.lists(row, min_size=1, max_size=most)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for all examples, each of which takes back what it did."""
    root = tmp_path_factory.mktemp("laws") / "made"
    with closing(make_desk(root, Clock())):
        pass
    with closing(copied_desk(root, root.parent / "data", Clock())) as copied:
        yield copied


def all_lines(desk: Desk, check: Check) -> tuple[CheckLine, ...]:
    return desk.imports.lines(check, tuple(Verdict), 0, 10_000)


@settings(max_examples=40)
@given(there=rows(4), coming=rows(5), rule=st.sampled_from(Rule), draws=st.data())
def test_a_check_foretells_the_import_and_undo_takes_it_back(
    desk: Desk, there: list[dict[str, str]], coming: list[dict[str, str]], rule: Rule, draws: st.DataObject
) -> None:
    empty = records(desk)
    first = files(desk, *there)
    assert first.import_id is not None
    with tempfile.TemporaryDirectory() as folder, reading_here():
        path = sheet(Path(folder), RecordKind.FILES, tuple(coming))
        mapping = ImportMapping(RecordKind.FILES, on_conflict=rule)
        before, seen = records(desk), picture(desk)
        check = desk.imports.check(path, mapping, Path(folder))
        choosable = [line for line in all_lines(desk, check) if line.can_decide and line.code]
        chosen = draws.draw(st.lists(st.sampled_from(choosable), unique=True)) if choosable else []
        decisions = {(line.row, line.code or ""): draws.draw(st.sampled_from(Side)) for line in chosen}
        check = desk.imports.check_again(check, replace(mapping, decisions=decisions))
        assert picture(desk) == seen
        result = desk.imports.apply(check)
    assert (outcome(result), result.problems) == (outcome(check.result), check.result.problems)
    assert (check.writes > 0) == (records(desk) != before)
    assert result.import_id is not None
    assert desk.history.undo(result.import_id).kept == ()
    assert records(desk) == before
    desk.history.undo(first.import_id)
    assert records(desk) == empty


@settings(max_examples=25)
@given(there=rows(4), coming=rows(4), side=st.sampled_from(Side))
def test_deciding_one_by_one_comes_to_the_same_as_all_at_once(
    desk: Desk, there: list[dict[str, str]], coming: list[dict[str, str]], side: Side
) -> None:
    first = files(desk, *there)
    assert first.import_id is not None
    with tempfile.TemporaryDirectory() as folder, reading_here():
        path = sheet(Path(folder), RecordKind.FILES, tuple(coming))
        mapping = ImportMapping(RecordKind.FILES)
        check = desk.imports.check(path, mapping, Path(folder))
        at_once = desk.imports.check_again(check, replace(mapping, on_conflict=Rule(side.value)))
        # Deciding one conflict can bring up another, of the same row or of one with the same plate or person.
        while undecided := [
            line
            for line in desk.imports.lines(check, {Verdict.CONFLICT}, 0, 1000)
            if line.can_decide and line.decision is None
        ]:
            said = dict(check.mapping.decisions) | {(line.row, line.code or ""): side for line in undecided}
            check = desk.imports.check_again(check, replace(mapping, decisions=said))
        assert outcome(check.result) == outcome(at_once.result)
        one_by_one = {line.at: (line.row, line.code, line.theirs) for line in all_lines(desk, check)}
        assert one_by_one == {
            line.at: (line.row, line.code, line.theirs) for line in all_lines(desk, at_once)
        }
    desk.history.undo(first.import_id)
