"""Whatever is changed behind the history's back is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.storage.models import Customer, Setting
from dealerdesk.storage.recording import all_triggers
from dealerdesk.storage.unit_of_work import Database
from tests.support.databases import a_database, broken, changing, fresh_database, undo


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Set 2 makes three rows, 3 changes one, 4 deletes one, 5 takes 3 back, 6 changes the first again."""
    with closing(fresh_database(tmp_path)) as opened:
        with changing(opened) as work:
            work.session.add_all(Customer(customer_no=f"C{n}", name=f"王{n}", phone="1") for n in (1, 2, 3))
        with changing(opened) as work:
            work.session.get_one(Customer, 1).phone = "2"
        with changing(opened) as work:
            work.session.delete(work.session.get_one(Customer, 3))
        undo(opened, 3)
        with changing(opened) as work:
            work.session.get_one(Customer, 1).name = "李"
        yield opened


def behind_the_back(database: Database, *statements: str) -> None:
    """What a stranger does who knows how to take the triggers away and put them back."""
    with closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        for name in all_triggers():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for trigger in all_triggers().values():
            connection.execute(trigger)


def test_an_honest_history_is_whole(database: Database) -> None:
    assert broken(database) == []
    behind_the_back(database)
    assert broken(database) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE customer SET notes = 'x' WHERE id = 2", {2}),
        ("UPDATE customer SET phone = '9' WHERE id = 1", {5}),
        ("UPDATE customer SET name = '9' WHERE id = 1", {6}),
        ("UPDATE customer SET name = NULL WHERE 0", set()),
        ("UPDATE customer SET notes = x'ffff' WHERE id = 2", {2}),
        ("DELETE FROM customer WHERE id = 2", {2}),
        ("DELETE FROM customer WHERE id = 1", {6}),
        ("INSERT INTO customer (id, customer_no, name, kind) VALUES (3, 'C3', '王3', 'person')", {4}),
        ('UPDATE row_change SET before = \'{"phone":"7"}\' WHERE set_id = 3', {3}),
        ("UPDATE row_change SET after = 'nonsense' WHERE set_id = 3", {3}),
        ("UPDATE row_change SET before = '[]' WHERE set_id = 3", {3}),
        ("UPDATE row_change SET op = 'i' WHERE set_id = 4", {4}),
        ("UPDATE row_change SET tbl = 'nothing' WHERE set_id = 3", {3}),
        ("DELETE FROM row_change WHERE set_id = 6", {6}),
        ("INSERT INTO row_change (set_id, tbl, row_id, op) VALUES (3, 'customer', 2, 'u')", {3}),
        ("UPDATE change_set SET author = 2 WHERE id = 4", {4}),
        ("UPDATE change_set SET at = '2020-01-01 00:00:00' WHERE id = 4", {4}),
        ("UPDATE change_set SET undoes = NULL WHERE id = 5", {5}),
        ("UPDATE change_set SET hash = 'x' WHERE id = 4", {4, 5}),
        ("UPDATE change_set SET prev = 'x' WHERE id = 4", {4}),
        ("DELETE FROM change_set WHERE id = 4", {5}),
        ("INSERT INTO change_set (at, author, label, params, kind) VALUES ('', 1, '', '', '')", {7}),
    ],
)
def test_what_was_changed_behind_the_back_is_found(
    database: Database, statement: str, found: set[int]
) -> None:
    behind_the_back(database, statement)
    assert found <= set(broken(database))
    assert bool(broken(database)) == bool(found)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_any_text_is_sealed_and_read_back_as_it_is(texts: list[str]) -> None:
    with a_database() as database:
        with changing(database) as work:
            work.session.add(Setting(key="k", value="first"))
        for text in texts:
            with changing(database) as work:
                work.connection.execute("UPDATE setting SET value = ?", (text,))
        with changing(database) as work:
            work.connection.execute("DELETE FROM setting")
        undo(database, work.set_id)
        assert broken(database) == []
