"""History that nothing gets around: not the ORM, not set-based SQL, not another program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.storage.models import Base, Customer, Recorded, Setting
from dealerdesk.storage.recording import all_triggers, recorded_columns, recorded_tables
from dealerdesk.storage.schema import open_database
from dealerdesk.storage.unit_of_work import Database
from tests.support.databases import broken, changing, clock, fresh_database, rows_of, undo, value


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(fresh_database(tmp_path)) as opened:
        yield opened


@pytest.fixture
def filled(database: Database) -> Database:
    with changing(database) as work:
        for n in range(1, 4):
            work.session.add(Setting(key=f"k{n}", value=f"v{n}"))
    return database


def changes(database: Database) -> list[tuple[Any, ...]]:
    with closing(dbapi2.connect(str(database.path))) as connection:
        return connection.execute(
            "SELECT set_id, tbl, row_id, op, before, after FROM row_change WHERE set_id > 1 ORDER BY id"
        ).fetchall()


WRITES = (
    "INSERT INTO setting (key, value) VALUES ('a', 'b')",
    "INSERT OR REPLACE INTO setting (id, key, value) VALUES (1, 'k1', 'b')",
    "INSERT INTO setting (key, value) VALUES ('k1', 'b') ON CONFLICT (key) DO UPDATE SET value = 'b'",
    "UPDATE setting SET value = 'b'",
    "UPDATE OR REPLACE setting SET key = 'k1' WHERE id = 2",
    "UPDATE setting SET value = x.name FROM (SELECT name FROM user) x",
    "DELETE FROM setting WHERE id = 1",
    "DELETE FROM setting",
    "WITH x AS (SELECT 'z') INSERT INTO setting (key, value) SELECT 'z', 'z' FROM x",
)


@pytest.mark.parametrize("statement", WRITES)
@pytest.mark.parametrize("driver", [sqlite3, dbapi2], ids=["another program", "our driver"])
def test_a_write_outside_a_unit_of_work_fails_from_any_program(
    filled: Database, statement: str, driver: Any
) -> None:
    before = rows_of(filled)
    with (  # noqa: PT012 - what is rolled back
        closing(driver.connect(str(filled.path))) as connection,
        pytest.raises(driver.IntegrityError, match=r"row_change\.set_id"),
    ):
        connection.execute(statement)
        connection.commit()
    assert rows_of(filled) == before


def test_many_rows_at_once_fail_too_outside_a_unit_of_work(filled: Database) -> None:
    with closing(sqlite3.connect(filled.path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.executemany("INSERT INTO setting (key, value) VALUES (?, ?)", [("x", "1"), ("y", "2")])
    assert len(changes(filled)) == 3


@pytest.mark.parametrize("statement", WRITES)
def test_every_way_of_writing_is_recorded_can_be_undone_and_keeps_the_history_whole(
    filled: Database, statement: str
) -> None:
    before = rows_of(filled)
    with changing(filled) as work:
        work.connection.execute(statement)
    assert work.change is not None
    assert rows_of(filled) != before
    undo(filled, work.set_id)
    assert rows_of(filled) == before
    assert broken(filled) == []


def test_a_replaced_row_is_recorded_as_deleted_and_made(filled: Database) -> None:
    with changing(filled) as work:
        work.connection.execute("INSERT OR REPLACE INTO setting (key, value) VALUES ('k2', 'new')")
    assert [(row_id, op, before) for _, _, row_id, op, before, _ in changes(filled)[3:]] == [
        (2, "d", '{"key":"k2","value":"v2"}'),
        (4, "i", None),
    ]


def test_an_update_records_just_the_columns_that_differ_and_nothing_where_none_does(filled: Database) -> None:
    with changing(filled) as work:
        work.connection.execute("UPDATE setting SET value = 'w', key = key WHERE id = 2")
        work.connection.execute("UPDATE setting SET value = value, version = version + 1")
    assert changes(filled)[3:] == [(3, "setting", 2, "u", '{"value":"v2"}', '{"value":"w"}')]


def test_primary_keys_never_change(filled: Database) -> None:
    with pytest.raises(dbapi2.IntegrityError, match="primary keys never change"), changing(filled) as work:
        work.connection.execute("UPDATE setting SET id = 77 WHERE id = 1")
    assert value(filled, "SELECT count(*) FROM setting WHERE id = 77") == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE row_change SET before = '{}'",
        "DELETE FROM row_change",
        "UPDATE change_set SET author = 2",
        "UPDATE change_set SET hash = NULL",
        "DELETE FROM change_set",
    ],
)
def test_history_is_not_rewritten(filled: Database, statement: str) -> None:
    with (
        closing(sqlite3.connect(filled.path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="history is not rewritten"),
    ):
        connection.execute(statement)
    with pytest.raises(dbapi2.IntegrityError, match="history is not rewritten"), changing(filled) as work:
        work.connection.execute(statement)


def test_every_recorded_model_has_its_four_triggers(database: Database) -> None:
    mappers = [mapper for mapper in Base.registry.mappers if issubclass(mapper.class_, Recorded)]
    assert set(recorded_tables()) == {mapper.local_table for mapper in mappers}
    with closing(sqlite3.connect(database.path)) as connection:
        there = dict(connection.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"))
    for table in recorded_tables():
        wanted = {f"record_{table.name}_{event}" for event in ("insert", "update", "delete", "identity")}
        assert {name for name in there if name.startswith("record_") and there[name] == table.name} == wanted


@pytest.mark.parametrize("lost", sorted(all_triggers()))
def test_a_database_that_lost_a_trigger_is_not_opened(database: Database, lost: str) -> None:
    with closing(sqlite3.connect(database.path)) as connection:
        connection.execute(f"DROP TRIGGER {lost}")
    with pytest.raises(DealerDeskError) as refusal:
        open_database(database.path, clock)
    assert refusal.value.message.code == "history_open"
    assert refusal.value.params["names"] == [lost]


def test_a_model_that_is_added_without_triggers_is_noticed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = [*recorded_columns(Base.metadata.tables["setting"]), "unheard_of"]
    monkeypatch.setattr(
        "dealerdesk.storage.recording.recorded_columns",
        lambda table: columns if table.name == "setting" else recorded_columns(table),
    )
    monkeypatch.setattr("dealerdesk.storage.schema.SHAPE", "that of databases made by the new models")
    with pytest.raises(DealerDeskError) as refusal:
        open_database(database.path, clock)
    assert "record_setting_update" in str(refusal.value)


def test_ids_are_never_given_again(filled: Database) -> None:
    with changing(filled) as work:
        work.connection.execute("DELETE FROM setting")
    with changing(filled) as work:
        work.session.add(Setting(key="next", value=""))
    assert value(filled, "SELECT id FROM setting") == 4
    undo(filled, work.set_id)
    with changing(filled) as work:
        work.session.add(Customer(customer_no="C", name="n"))
        work.session.add(Setting(key="after", value=""))
    assert value(filled, "SELECT id FROM setting") == 5
