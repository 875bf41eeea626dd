"""Undo, the history's chain and the search index, whatever people do."""

from __future__ import annotations

import json
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerdesk.storage import search_upkeep
from dealerdesk.storage.engine import driver
from dealerdesk.storage.search_cards import are_found_alike
from dealerdesk.storage.unit_of_work import Database
from tests.support.changes import Step, steps, take
from tests.support.databases import a_database, broken, rows_of, stale, undo, value

units = st.lists(steps(), min_size=1, max_size=6)
ONE_BY_ONE_OR_MANY = st.sampled_from([1, search_upkeep.MANY])
"""From how many files on the index is written as for many at once."""


@given(before=st.lists(steps(), max_size=3), unit=steps(most=12))
@settings(max_examples=100)
def test_undoing_what_was_just_done_brings_everything_back_and_redoing_brings_it_again(
    before: list[list[Step]], unit: list[Step]
) -> None:
    with a_database() as database:
        for earlier in before:
            take(database, earlier)
        was = rows_of(database)
        done = take(database, unit)
        if done is None:
            return
        became = rows_of(database)
        for expected in (was, became, was):
            undone, change = undo(database, done)
            assert undone.kept_rows == 0
            assert undone.kept_file_nos == ()
            assert rows_of(database) == expected
            if change is None:
                return
            done = change.set_id
        assert broken(database) == []


@given(units, st.lists(st.integers(0, 20), min_size=1, max_size=5))
@settings(max_examples=60)
def test_undoing_an_older_set_restores_each_row_or_keeps_it_and_touches_no_other(
    work: list[list[Step]], choices: list[int]
) -> None:
    with a_database() as database:
        done = [set_id for unit in work if (set_id := take(database, unit))]
        for choice in choices if done else ():
            set_id = done[choice % len(done)]
            now, was = rows_of(database), wanted(database, set_id)
            undone, change = undo(database, set_id)
            after = rows_of(database)
            reverted = {row for row in was if after.get(row) == was[row] != now.get(row)}
            untouched = {row for row in now | after if now.get(row) == after.get(row)}
            assert reverted | untouched == set(now | after)
            assert sum(undone.reverted.values()) + undone.kept_rows <= len(was)
            assert sound(database)
            if change:
                done.append(change.set_id)


@given(units, st.lists(st.integers(0, 20), max_size=4), ONE_BY_ONE_OR_MANY)
@settings(max_examples=60)
def test_the_search_index_is_what_a_fresh_one_would_be(
    work: list[list[Step]], choices: list[int], many: int
) -> None:
    with patch.object(search_upkeep, "MANY", many), a_database() as database:
        done = [set_id for unit in work if (set_id := take(database, unit))]
        for choice in choices if done else ():
            _, change = undo(database, done[choice % len(done)])
            done += [change.set_id] if change else []
        assert stale(database) == []


@given(st.lists(steps(), min_size=2, max_size=5))
@settings(max_examples=40)
def test_of_many_files_those_that_are_found_as_before_keep_their_places(work: list[list[Step]]) -> None:
    with patch.object(search_upkeep, "MANY", 1), a_database() as database:
        before = entries(database)
        for unit in work:
            take(database, unit)
            now = entries(database)
            kept = {
                file_id
                for file_id in before.keys() & now.keys()
                if are_found_alike(before[file_id][1], now[file_id][1])
            }
            assert all(now[file_id][0] == before[file_id][0] for file_id in kept)
            newest = max((now[file_id][0] for file_id in kept), default=0)
            assert all(now[file_id][0] > newest for file_id in now.keys() - kept)
            before = now


def entries(database: Database) -> dict[int, tuple[int, str]]:
    """The place of each file in the search index, and its card there."""
    with database.reading() as session:
        rows = driver(session.connection()).execute("SELECT file_id, seq, card FROM search_entry")
        return {file_id: (seq, card) for file_id, seq, card in rows}


def wanted(database: Database, set_id: int) -> dict[tuple[str, int], str | None]:
    """The rows of a set as its undo would leave them, had it nothing to keep: what it changed, as it was."""
    now = rows_of(database)
    with database.reading() as session:
        changes = driver(session.connection()).execute(
            "SELECT tbl, row_id, op, before, after FROM row_change WHERE set_id = ? ORDER BY id DESC",
            (set_id,),
        )
        result: dict[tuple[str, int], str | None] = {}
        for table, row_id, op, before, after in changes:
            image = result.get((table, row_id), now.get((table, row_id)))
            if op == "u":
                old, new = json.loads(before), json.loads(after)
                kept = {name: held for name, held in json.loads(image or "{}").items() if name not in new}
                image = json.dumps(
                    dict(sorted((kept | old).items())), ensure_ascii=False, separators=(",", ":")
                )
            else:
                image = before
            result[table, row_id] = image
    return result


def sound(database: Database) -> bool:
    """Whether nothing points to nothing, the history is whole, and no change set is left open."""
    return (
        value(database, "SELECT count(*) FROM pragma_foreign_key_check") == 0
        and value(database, "SELECT count(*) FROM recording") == 0
        and broken(database) == []
    )
