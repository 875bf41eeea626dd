"""One action: all of it with its history, or nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Stoppable
from dealerdesk.storage.engine import driver
from dealerdesk.storage.interrupting import interruptible
from dealerdesk.storage.models import Customer, Setting, VehicleFile
from dealerdesk.storage.unit_of_work import SPARE_CONNECTIONS, Change, Database
from tests.support.databases import broken, changing, fresh_database, rows_of, sets_of, stale, undo, value

WAITING = Message("test.waiting", "waiting")
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(fresh_database(tmp_path)) as opened:
        yield opened


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    path = tmp_path / "staging.db"
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute("CREATE TABLE staged AS SELECT 'k' AS key, 'v' AS value")
        connection.commit()
    return path


def a_file(**values: object) -> VehicleFile:
    plain = {"file_no": "2026-00001", "created_at": None, "created_by": 1}
    return VehicleFile(**(plain | values))


def attached_files(database: Database) -> set[str]:
    names: set[str] = set()
    connections = [database._engine.connect() for _ in range(4)]
    for connection in connections:
        names |= {row[1] for row in driver(connection).execute("PRAGMA database_list")}
        connection.close()
    return names


def test_asking_keeps_nothing_of_what_it_changes_and_sees_one_picture(database: Database) -> None:
    with database.asking() as connection:
        connection.execute("CREATE TABLE scribble (word TEXT)")
    with database.asking() as connection:
        before = connection.execute("SELECT count(*) FROM setting").fetchone()
        with changing(database) as work:
            work.session.add(Setting(key="k", value="v"))
        assert connection.execute("SELECT count(*) FROM setting").fetchone() == before
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'scribble'").fetchone()
    with database.asking() as connection:
        assert connection.execute("SELECT count(*) FROM setting").fetchone() != before


def test_however_many_ask_at_once_only_a_few_connections_stay_open(database: Database) -> None:
    with ExitStack() as stack:
        asked = [stack.enter_context(database.asking()) for _ in range(SPARE_CONNECTIONS + 2)]
        assert len(set(map(id, asked))) == len(asked)
    open_still = []
    for connection in asked:
        with suppress(dbapi2.Error):
            connection.execute("SELECT 1")
            open_still.append(connection)
    assert len(open_still) == SPARE_CONNECTIONS


def test_an_exception_rolls_everything_back(database: Database) -> None:
    before, sets = rows_of(database), sets_of(database)
    with pytest.raises(ZeroDivisionError), changing(database) as work:  # noqa: PT012 - what is rolled back
        work.session.add(Setting(key="k", value="v"))
        work.session.flush()
        work.connection.execute("INSERT INTO setting (key, value) VALUES ('raw', 'v')")
        _ = 1 / 0
    assert (rows_of(database), sets_of(database)) == (before, sets)
    assert value(database, "SELECT count(*) FROM recording") == 0
    with changing(database) as work:
        work.session.add(Setting(key="k", value="v"))
    assert broken(database) == []


@pytest.mark.parametrize("statement", ["SELECT 1", "UPDATE setting SET value = value, version = version + 1"])
def test_a_block_that_changes_nothing_leaves_no_change_set(database: Database, statement: str) -> None:
    sets = sets_of(database)
    with changing(database) as work:
        work.connection.execute(statement)
    assert work.change is None
    assert sets_of(database) == sets


def test_a_block_that_changes_nothing_can_leave_one_all_the_same(database: Database) -> None:
    with changing(database, even_empty=True) as work:
        pass
    assert work.change == Change(2, frozenset())
    assert broken(database) == []


def test_listeners_hear_of_commits_only_and_after_them(database: Database) -> None:
    heard: list[tuple[Change, int]] = []
    database.on_change(lambda change: heard.append((change, value(database, "SELECT count(*) FROM setting"))))
    with changing(database):
        pass
    with pytest.raises(KeyError), changing(database) as work:  # noqa: PT012 - what is rolled back
        work.session.add(Setting(key="lost", value=""))
        work.session.flush()
        raise KeyError
    assert heard == []
    with changing(database) as work:
        work.session.add(Setting(key="k", value="v"))
        work.session.flush()
        assert heard == []
    assert heard == [(Change(work.set_id, frozenset()), 1)]


def test_a_change_names_the_files_it_touched(database: Database) -> None:
    with changing(database) as work:
        work.session.add(Customer(customer_no="C", name="王"))
        work.session.flush()
        work.session.add(a_file(customer_id=1, created_at=work.at))
    assert work.change
    assert work.change.files == {1}
    with changing(database) as work:
        work.session.get_one(Customer, 1).phone = "1"
    assert work.change
    assert work.change.files == {1}
    _, change = undo(database, 2)
    assert change is None


def test_the_label_learns_parameters_as_the_work_goes_on(database: Database) -> None:
    with changing(database) as work:
        work.session.add(Setting(key="k", value="v"))
        work.name(file_no="2026-00001")
    assert value(database, "SELECT params FROM change_set WHERE id = 2") == '{"file_no": "2026-00001"}'


def test_attached_staging_can_be_read_and_is_detached_again(database: Database, staging: Path) -> None:
    with changing(database, attached=staging) as work:
        work.connection.execute("INSERT INTO setting (key, value) SELECT key, value FROM staging.staged")
    assert value(database, "SELECT value FROM setting WHERE key = 'k'") == "v"
    with database.reading(attached=staging) as session:
        assert driver(session.connection()).execute("SELECT count(*) FROM staging.staged").fetchone() == (1,)
    assert "staging" not in attached_files(database)


def test_attached_staging_is_detached_after_a_failure_and_cannot_be_written(
    database: Database, staging: Path
) -> None:
    with pytest.raises(DealerDeskError), changing(database, attached=staging) as work:
        work.connection.execute("DELETE FROM staging.staged")
    with pytest.raises(KeyError), changing(database, attached=staging):
        raise KeyError
    assert "staging" not in attached_files(database)


def test_stopping_while_a_statement_runs_leaves_things_as_before(database: Database, staging: Path) -> None:
    before, stoppable = rows_of(database), Stoppable()
    with pytest.raises(Cancelled), changing(database, attached=staging) as work:  # noqa: PT012 - what is rolled back
        work.session.add(Setting(key="k", value="v"))
        work.session.flush()
        stoppable.stop()
        with interruptible(work.connection, stoppable, WAITING):
            work.connection.execute(ENDLESS)
    assert rows_of(database) == before
    assert "staging" not in attached_files(database)


def test_stopping_while_files_are_made_findable_leaves_things_as_before(database: Database) -> None:
    before, stoppable = rows_of(database), Stoppable()
    with pytest.raises(Cancelled), changing(database, progress=stoppable) as work:  # noqa: PT012 - what is rolled back
        work.session.add(a_file(created_at=work.at))
        stoppable.stop()
    assert rows_of(database) == before
    assert stale(database) == []


def test_a_row_that_somebody_else_changed_meanwhile_is_not_overwritten(database: Database) -> None:
    with changing(database) as work:
        work.session.add(Setting(key="k", value="v"))
    with database.reading() as session:
        seen = session.get_one(Setting, 1)
        session.expunge(seen)
    with changing(database) as work:
        work.session.get_one(Setting, 1).value = "theirs"
    with pytest.raises(DealerDeskError) as refusal, changing(database) as work:  # noqa: PT012 - what is rolled back
        work.session.add(seen)
        seen.value = "mine"
    assert refusal.value.message.code == "changed_meanwhile"
    assert value(database, "SELECT value FROM setting") == "theirs"


def test_a_value_that_must_be_unique_is_told(database: Database) -> None:
    with pytest.raises(DealerDeskError) as refusal, changing(database) as work:
        work.session.add_all([Setting(key="k", value="1"), Setting(key="k", value="2")])
    assert refusal.value.message.code == "duplicate"
    assert "setting.key" in str(refusal.value)


def test_a_bug_is_not_told_as_a_failure_of_the_machine(database: Database) -> None:
    with pytest.raises(dbapi2.OperationalError, match="no such table"), changing(database) as work:
        work.connection.execute("SELECT * FROM nowhere")


COUNTER = """
import sys
from datetime import datetime
from pathlib import Path
from dealerdesk.domain.messages import Message
from dealerdesk.storage.models import Setting
from dealerdesk.storage.schema import open_database
from dealerdesk.storage.unit_of_work import Label
database = open_database(Path(sys.argv[1]), datetime.now)
label = Label(Message("test.counted", "counted"))
for _ in range(50):
    with database.writing(label, author=1) as work:
        row = work.session.get_one(Setting, 1)
        row.value = str(int(row.value) + 1)
database.close()
"""


def test_processes_that_read_modify_and_write_lose_no_update_and_none_fails(database: Database) -> None:
    with changing(database) as work:
        work.session.add(Setting(key="count", value="0"))
    command = [sys.executable, "-c", COUNTER, str(database.path)]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    outcomes = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0, 0], outcomes
    assert value(database, "SELECT value FROM setting") == "200"
    assert value(database, "SELECT version FROM setting") == 201
    assert broken(database) == []
