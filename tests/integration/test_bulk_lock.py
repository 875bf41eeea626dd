"""The bulk lock between real processes: one works, the others are told who, what and since when."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.paths import DataFolder
from dealerdesk.storage.bulk_lock import bulk_lock, holder
from dealerdesk.storage.engine import driver
from tests.support.desks import small_desk

ROOT = Path(__file__).parents[2]
COUNTING = Message("test.counting", "counting the cars of {yard}")

HOLDING = """
import sys
from pathlib import Path
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.paths import DataFolder
from dealerdesk.storage.bulk_lock import bulk_lock

with bulk_lock(DataFolder(Path(".")), Message("test.washing", "washing {car}"), car="粤B·12345"):
    print("held", flush=True)
    sys.stdin.read()
"""

RUSHING = """
import sys
from pathlib import Path
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.paths import DataFolder
from dealerdesk.storage.bulk_lock import bulk_lock

ledger = Path("ledger")
for _ in range(200):
    try:
        with bulk_lock(DataFolder(Path(".")), Message("test.rushing", "rushing")):
            count = int(ledger.read_text())
            ledger.write_text(str(count + 1))
            print("done", flush=True)
    except DealerDeskError as refusal:
        assert refusal.code == "bulk_locked"
"""


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


def started(script: str, folder: DataFolder) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=folder.root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "USER": "mei"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def held_elsewhere(folder: DataFolder) -> Iterator[subprocess.Popen[str]]:
    """Another process holds the lock during the block, unless the block ends it."""
    process = started(HOLDING, folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.communicate(timeout=60)


def refusal_of(folder: DataFolder) -> DealerDeskError:
    with pytest.raises(DealerDeskError) as refusal, bulk_lock(folder, COUNTING, yard="north"):
        pass
    return refusal.value


def test_a_second_process_is_told_who_is_at_work_at_what_and_since_when(folder: DataFolder) -> None:
    with held_elsewhere(folder) as process:
        refusal = refusal_of(folder)
        found = holder(folder)
    assert refusal.code == "bulk_locked"
    assert found is not None
    assert (found.person or "somebody", found.pid) == (str(refusal.params["person"]), process.pid)
    assert abs(datetime.now() - found.since) < timedelta(minutes=2)  # noqa: DTZ005 - local, as shown
    for part in ("washing 粤B·12345", found.host, found.since.strftime("%Y-%m-%d %H:%M")):
        assert part in str(refusal)


def test_the_lock_is_free_once_the_holder_has_ended(folder: DataFolder) -> None:
    with held_elsewhere(folder):
        pass
    assert holder(folder) is None
    with bulk_lock(folder, COUNTING, yard="north"):
        found = holder(folder)
        assert found is not None
        assert str(found.activity) == "counting the cars of north"
        assert found.pid == os.getpid()
    assert holder(folder) is None


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_a_killed_holder_leaves_no_lock(folder: DataFolder) -> None:
    with held_elsewhere(folder) as process:
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
        assert holder(folder) is None
        with bulk_lock(folder, COUNTING, yard="north"):
            found = holder(folder)
    assert found is not None
    assert found.activity.code == "test.counting"


def test_an_error_inside_the_block_lets_the_lock_go(folder: DataFolder) -> None:
    with pytest.raises(ZeroDivisionError), bulk_lock(folder, COUNTING, yard="north"):
        raise ZeroDivisionError
    assert holder(folder) is None
    with bulk_lock(folder, COUNTING, yard="north"):
        pass


def test_the_same_process_cannot_take_it_twice(folder: DataFolder) -> None:
    with bulk_lock(folder, COUNTING, yard="north"):
        assert "counting the cars of north" in str(refusal_of(folder))


@pytest.mark.parametrize("content", ["", "[]", "{", "null", json.dumps({"person": 1, "since": "soon"})])
def test_a_holder_whose_name_cannot_be_read_is_said_as_somebody(content: str, folder: DataFolder) -> None:
    with held_elsewhere(folder):
        (folder.root / "bulk.lock.json").write_text(content)
        assert str(refusal_of(folder)).startswith("somebody on ")


def test_an_activity_that_asks_for_other_parameters_is_said_as_it_stands(folder: DataFolder) -> None:
    with held_elsewhere(folder):
        path = folder.root / "bulk.lock.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"text": "{other} thing"}))
        assert "{other} thing" in str(refusal_of(folder))


def test_the_activity_is_said_in_the_language_of_the_one_who_waits(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {"washing {car}": "清洗{car}"}
    with held_elsewhere(folder):
        refusal = refusal_of(folder)
    monkeypatch.setattr("dealerdesk.i18n._", lambda text: words.get(text, text))
    assert "清洗粤B·12345" in str(refusal)


@pytest.mark.skipif(sys.platform == "win32", reason="permission bits are made as POSIX has them")
def test_a_folder_that_may_not_be_written_is_said(folder: DataFolder) -> None:
    script = """
import os
if os.geteuid() == 0:  # root may write everywhere
    os.setgid(65534)
    os.setuid(65534)
try:
    exec(HOLDING)
except DealerDeskError as refusal:
    print(refusal.code)
"""
    folder.root.chmod(0o555)
    try:
        process = started(
            f"HOLDING = {HOLDING!r}\nfrom dealerdesk.storage.bulk_lock import *{script}", folder
        )
        answer, _ = process.communicate(timeout=60)
    finally:
        folder.root.chmod(0o755)
    assert answer == "database_read_only\n"


def test_processes_that_rush_for_it_never_hold_it_together(folder: DataFolder) -> None:
    (folder.root / "ledger").write_text("0")
    processes = [started(RUSHING, folder) for _ in range(3)]
    done = sum(process.communicate(timeout=60)[0].count("done") for process in processes)
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert done > 0
    assert (folder.root / "ledger").read_text() == str(done)


@pytest.mark.parametrize(("count", "said"), [(1, "1 car"), (3, "3 cars")])
def test_plurals_of_the_activity_are_kept(count: int, said: str, folder: DataFolder) -> None:
    with bulk_lock(folder, Message("test.cars", "{count} car", "{count} cars"), count=count):
        found = holder(folder)
    assert found is not None
    assert str(found.activity) == said


def test_a_short_change_that_waited_in_vain_is_told_who_is_at_work(tmp_path: Path) -> None:
    """The other process is real; only the wait is cut short, to what a person would not notice."""
    desk = small_desk(tmp_path / "desk")
    script = """
import sys
from pathlib import Path
from dealerdesk.bootstrap import open_desk
from dealerdesk.domain.messages import Message
from dealerdesk.storage.bulk_lock import bulk_lock
from dealerdesk.storage.unit_of_work import Label
desk = open_desk(Path(sys.argv[1]))
work = Message("activity.counting", "counting wheels")
with bulk_lock(desk.folder, work), desk.database.writing(Label(work), author=1):
    print("ready", flush=True)
    sys.stdin.read()
"""
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "desk")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout
        assert other.stdout.readline() == "ready\n"
        with desk.database.reading() as session:
            driver(session.connection()).execute("PRAGMA busy_timeout = 50")
        with pytest.raises(DealerDeskError) as refusal:
            desk.settings.set("lapsed_months", "7")
        assert refusal.value.code == "bulk_locked"
        assert "counting wheels" in str(refusal.value)
    finally:
        other.communicate()
        desk.close()
