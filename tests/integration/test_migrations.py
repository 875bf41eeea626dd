"""The steps lead to just the tables that the models describe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from dealerdesk.storage.checking import missing_safeguards
from dealerdesk.storage.engine import connect, driver, open_engine
from dealerdesk.storage.models import Base
from dealerdesk.storage.recording import all_triggers
from dealerdesk.storage.schema import HEAD, SHAPE, lay_triggers, revision_of, shape_of, upgrade
from dealerdesk.storage.search_index import CREATE
from tests.support.databases import fresh_database

BY_HAND = {"ix_vehicle_file_vin_tail", "ix_audit_file_vin_tail", "ix_row_change_gone"}
"""Indexes on expressions, which Alembic cannot compare."""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with closing(fresh_database(tmp_path)) as database:
        engine = open_engine(database.path)
        with engine.execution_options(writes=True).connect() as opened:
            yield opened
        engine.dispose()


def objects(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'search%' OR name = 'search_entry'"
    )
    return {name: " ".join((sql or "").split()) for name, sql in rows}


def ours(object_: Any, name: str | None, type_: str, reflected: bool, compare_to: Any) -> bool:
    if type_ == "table":
        return not (name or "").startswith("search") or name == "search_entry"
    return name not in BY_HAND


def test_the_known_shape_is_that_of_a_new_database(connection: Connection) -> None:
    assert shape_of(driver(connection)) == SHAPE, "SHAPE follows models and migrations"


@pytest.mark.filterwarnings(
    "ignore:Skipped unsupported reflection of expression-based index", "ignore:autogenerate"
)
def test_models_and_migrations_agree(connection: Connection) -> None:
    options = {"include_object": ours, "compare_type": True, "compare_server_default": True}
    assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def test_what_alembic_cannot_compare_agrees_too(connection: Connection, tmp_path: Path) -> None:
    made = objects(connection)
    path = tmp_path / "models.db"
    path.touch()
    engine = open_engine(path)
    with engine.begin() as fresh:
        Base.metadata.create_all(fresh)
        wanted = objects(fresh)
    engine.dispose()
    assert {name for name in made if not name.startswith(("record_", "guard_"))} == wanted.keys() | {
        "alembic_version",
        "sqlite_autoindex_alembic_version_1",
    }
    for name in wanted:
        if name.startswith(("ix_", "uq_")):
            assert made[name] == wanted[name]
        elif not name.startswith("sqlite_"):
            assert ("AUTOINCREMENT" in made[name]) == ("AUTOINCREMENT" in wanted[name])
            assert made[name].count("DEFERRABLE") == wanted[name].count("DEFERRABLE")
            assert made[name].count("CHECK") == wanted[name].count("CHECK")


def test_the_search_index_is_made_as_the_search_needs_it(connection: Connection) -> None:
    sql = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'search'").scalar_one()
    assert sql == CREATE


def test_the_newest_step_is_the_one_that_opening_asks_for(connection: Connection) -> None:
    assert revision_of(driver(connection)) == HEAD


def test_upgrading_lays_the_triggers_anew_and_drops_strange_ones(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TRIGGER record_user_update")
    connection.exec_driver_sql("CREATE TRIGGER strange AFTER INSERT ON user BEGIN SELECT 1; END")
    connection.commit()
    upgrade(connection.engine)
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    assert {row[0]: row[1] for row in rows} == all_triggers()


def test_laying_the_triggers_is_part_of_the_transaction(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TRIGGER record_user_update")
    lay_triggers(connection)
    assert missing_safeguards(driver(connection)) == []
    connection.rollback()
    with closing(connect(Path(connection.exec_driver_sql("PRAGMA database_list").one()[2]))) as other:
        assert missing_safeguards(other) == []
