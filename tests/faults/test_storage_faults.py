"""What the machine does to a data folder: one clear sentence each, and nothing changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dealerdesk.bootstrap import make_desk, open_desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.storage.models import Setting
from dealerdesk.storage.schema import open_database
from tests.support.databases import broken, changing, clock, fresh_database, rows_of

as_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="mounting and giving rights up need root on Linux"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound database that nobody has open."""
    with closing(fresh_database(tmp_path)) as database:
        return database.path


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"cannot mount here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def refusal_of(work: Callable[[], object]) -> DealerDeskError:
    with pytest.raises(DealerDeskError) as refusal:
        work()
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "{" not in sentence
    return refusal.value


def opening(path: Path) -> Callable[[], object]:
    return lambda: open_database(path, clock)


def alter(path: Path, *statements: str) -> None:
    with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def as_text(path: Path) -> None:
    path.write_text("Dear customer, please find attached. " * 100, encoding="utf-8")


def as_nothing(path: Path) -> None:
    path.write_bytes(b"")


def as_stranger(path: Path) -> None:
    path.unlink()
    alter(path, "CREATE TABLE notes (text)")


def as_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def as_garbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:8192] = os.urandom(4096)
    path.write_bytes(content)


def as_newer(path: Path) -> None:
    alter(path, "UPDATE alembic_version SET version_num = '9999'")


def as_older(path: Path) -> None:
    alter(path, "UPDATE alembic_version SET version_num = '0000'")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (as_text, "not_a_database"),
        (as_nothing, "not_a_database"),
        (as_stranger, "not_a_database"),
        (as_half, "not_a_database"),
        (as_newer, "database_newer"),
        (as_older, "database_older"),
    ],
)
def test_what_is_no_database_of_ours_is_told_and_left_as_it_is(
    path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(path)
    before = path.read_bytes()
    assert refusal_of(opening(path)).message.code == code
    assert refusal_of(lambda: open_desk(path.parent)).message.code == code
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_garbled_page_is_told_as_damage(path: Path) -> None:
    as_garbled(path)
    assert refusal_of(opening(path)).message.code == "not_a_database"


def test_a_database_that_another_program_holds_is_told_as_busy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "dealerdesk.storage.engine._PRAGMAS", ("PRAGMA busy_timeout = 50", "PRAGMA foreign_keys = ON")
    )
    with (
        closing(open_database(path, clock)) as database,
        closing(dbapi2.connect(str(path), isolation_level=None)) as other,
    ):
        before = rows_of(database)
        other.execute("BEGIN IMMEDIATE")

        def write() -> None:
            with changing(database) as work:
                work.session.add(Setting(key="k", value="v"))

        assert refusal_of(write).message.code == "database_busy"
        other.execute("ROLLBACK")
        assert rows_of(database) == before
        write()


@as_root
def test_a_folder_that_is_mounted_read_only_is_told(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shown"
    with mounted(folder, "--bind", str(path.parent)):
        if subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=False).returncode:
            pytest.skip("cannot mount read-only here")
        assert refusal_of(opening(folder / path.name)).message.code == "database_read_only"
        assert refusal_of(lambda: make_desk(folder / "new")).message.code == "database_read_only"
    with closing(open_database(path, clock)) as database:
        assert broken(database) == []


WITHOUT_RIGHTS = """
import os, sys
from datetime import datetime
from pathlib import Path
from dealerdesk.bootstrap import make_desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.storage.schema import open_database
os.setgid(65534)
os.setuid(65534)
try:
    path = Path(sys.argv[1])
    make_desk(path) if path.suffix != ".db" else open_database(path, datetime.now)
except DealerDeskError as error:
    print(error.message.code)
"""


@as_root
@pytest.mark.parametrize(
    ("mode", "what"), [(0o444, "dealerdesk.db"), (0o000, "dealerdesk.db"), (0o644, "new")]
)
def test_a_missing_permission_is_told(path: Path, mode: int, what: str) -> None:
    path.chmod(mode)
    with reachable(path):
        run = subprocess.run(
            [sys.executable, "-c", WITHOUT_RIGHTS, str(path.with_name(what))],
            capture_output=True,
            text=True,
            check=False,
        )
    if "Permission denied" in run.stderr and "import" in run.stderr:
        pytest.skip("without root's rights Python cannot read the program here")
    assert run.stdout.strip() == "database_read_only", run.stderr
    assert not (path.parent / "new").exists()


@as_root
def test_a_data_folder_that_one_may_not_look_into_is_told(path: Path) -> None:
    with reachable(path.parent):
        path.parent.chmod(0o700)
        run = subprocess.run(
            [sys.executable, "-c", WITHOUT_RIGHTS, str(path.parent)],
            capture_output=True,
            text=True,
            check=False,
        )
    if "Permission denied" in run.stderr and "import" in run.stderr:
        pytest.skip("without root's rights Python cannot read the program here")
    assert run.stdout.strip() == "database_read_only", run.stderr


@contextmanager
def reachable(path: Path) -> Iterator[None]:
    """Let everybody walk down to `path` for the block; pytest keeps its folders to itself."""
    modes = {folder: folder.stat().st_mode for folder in path.parents if not folder.stat().st_mode & 0o001}
    for folder, mode in modes.items():
        folder.chmod(mode | 0o055)
    yield
    for folder, mode in modes.items():
        folder.chmod(mode)


@as_root
def test_a_full_disk_is_told_and_nothing_is_changed(tmp_path: Path, path: Path) -> None:
    with (
        mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=2m", "tmpfs") as folder,
        closing(fresh_database(folder)) as database,
    ):
        before = rows_of(database)

        def write() -> None:
            with changing(database) as work:
                work.session.add_all(Setting(key=f"k{n}", value="v" * 1000) for n in range(5000))

        assert refusal_of(write).message.code in {"disk_full", "disk_failed"}
        assert rows_of(database) == before
        assert broken(database) == []
        with changing(database) as work:
            work.session.add(Setting(key="k", value="v"))


@as_root
def test_a_data_folder_is_not_half_made_on_a_full_disk(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=200k", "tmpfs") as folder:
        code = refusal_of(lambda: make_desk(folder / "new", clock)).message.code
        assert code in {"disk_full", "disk_failed"}
        assert list(folder.iterdir()) == []


def test_a_failure_while_a_data_folder_is_begun_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError

    monkeypatch.setattr("dealerdesk.services.setting_up.seed_required", fail)
    with pytest.raises(KeyError):
        make_desk(tmp_path / "new", clock)
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_cannot_be_made_where_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert refusal_of(lambda: make_desk(tmp_path / "file")).message.code == "database_read_only"
    assert refusal_of(lambda: make_desk(tmp_path / "file" / "in")).message.code == "database_read_only"
