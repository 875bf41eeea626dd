"""How SQLite is opened: what every connection has in force, and which SQLite is refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.storage.engine import check_driver, connect, driver, open_engine
from tests.support.databases import fresh_database

IN_FORCE = {
    "busy_timeout": 10000,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "synchronous": 2,
    "journal_mode": "wal",
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with closing(fresh_database(tmp_path)) as database:
        opened = open_engine(database.path)
        yield opened
        opened.dispose()


def test_every_pooled_connection_has_the_pragmas_in_force(engine: Engine) -> None:
    with ExitStack() as stack:
        connections = [stack.enter_context(engine.connect()) for _ in range(6)]
        assert len({id(driver(connection)) for connection in connections}) == 6
        for connection in connections:
            raw = driver(connection)
            assert {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in IN_FORCE} == IN_FORCE


def test_reads_begin_deferred_and_writes_immediately(engine: Engine) -> None:
    with engine.execution_options(writes=True).begin() as writer, engine.begin() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM user").scalar() == 1
        other = driver(reader)
        other.execute("ROLLBACK")
        other.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(dbapi2.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        writer.exec_driver_sql("SELECT 1")


@pytest.mark.parametrize("version", ["3.40.1", "3.51.2", "3.7.0"])
def test_a_sqlite_that_can_lose_commits_is_refused(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version", version)
    with pytest.raises(DealerDeskError) as refusal:
        check_driver()
    assert refusal.value.message.code == "sqlite_unsound"
    assert version in str(refusal.value)


@pytest.mark.parametrize("version", ["3.51.3", "3.53.4", "4.0.0"])
def test_a_sound_sqlite_is_accepted(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version", version)
    check_driver()


def test_connecting_neither_makes_a_file_nor_changes_one(tmp_path: Path) -> None:
    with pytest.raises(dbapi2.OperationalError):
        connect(tmp_path / "nothing.db")
    assert not list(tmp_path.iterdir())
    other = tmp_path / "other.db"
    with closing(dbapi2.connect(str(other))) as stranger:
        stranger.execute("CREATE TABLE t (a)")
    before = other.read_bytes()
    connect(other).close()
    assert other.read_bytes() == before


def test_opening_a_database_does_not_import_alembic(tmp_path: Path) -> None:
    with closing(fresh_database(tmp_path)) as database:
        path = database.path
    code = (
        "import sys; from datetime import datetime; from pathlib import Path; "
        "from dealerdesk.storage.schema import open_database; "
        f"open_database(Path({str(path)!r}), datetime.now).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
