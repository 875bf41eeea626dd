"""What may happen while folders are counted: other processes that count too, and a process that is killed."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dealerdesk.bootstrap import make_desk, open_desk
from tests.support.audits import cabinet, no, opened
from tests.support.databases import broken
from tests.support.desks import add_files

FILES = 60
COUNTER = """
import sys
from contextlib import closing
from pathlib import Path
from dealerdesk.bootstrap import open_desk

with closing(open_desk(Path(sys.argv[1]))) as desk:
    print("ready", flush=True)
    for line in sys.stdin:
        (told,) = desk.counting.scan(1, [line], by=sys.argv[2]).results
        print(told.file_no, told.verdict.value, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with an open audit that nobody has open."""
    with closing(make_desk(tmp_path / "data")) as desk:
        cabinet(desk, FILES)
        assert opened(desk) == 1
    return tmp_path / "data"


def counter(folder: Path, name: str) -> subprocess.Popen[str]:
    """A process of its own that scans each line it is given, and says the verdict once it is kept."""
    process = subprocess.Popen(
        [sys.executable, "-c", COUNTER, str(folder), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_killed_process_keeps_every_acknowledged_scan(folder: Path) -> None:
    process = counter(folder, "Ann")
    assert process.stdin
    assert process.stdout
    process.stdin.write("".join(f"{no(number)}\n" for number in range(1, FILES + 1)))
    process.stdin.flush()
    heard = [process.stdout.readline() for _ in range(FILES // 3)]
    process.kill()
    heard += process.stdout.read().splitlines(keepends=True)
    process.communicate()
    acknowledged = {line.split()[0] for line in heard if line.endswith("counted\n")}
    assert len(acknowledged) >= FILES // 3
    with closing(open_desk(folder)) as desk:
        left = {row.file_no for row in desk.findings.left_to_find(1)}
        assert not acknowledged & left
        assert FILES - len(left) <= len(acknowledged) + 1, "only a scan that was not answered yet may be more"
        assert broken(desk.database) == []


def test_two_processes_that_scan_the_same_folders_count_each_once(folder: Path) -> None:
    codes = "".join(f"{no(number)}\n" for number in range(1, FILES + 1))
    counters = [counter(folder, name) for name in ("Ann", "Bob")]
    for process in counters:
        assert process.stdin
        process.stdin.write(codes)
        process.stdin.close()
        process.stdin = None
    with closing(open_desk(folder)) as desk:
        add_files(desk, 900, 5)
    told = [process.communicate()[0].splitlines() for process in counters]
    assert [len(lines) for lines in told] == [FILES, FILES]
    lines = sorted(line for each in told for line in each)
    expected = [
        f"{no(number)} {verdict}" for number in range(1, FILES + 1) for verdict in ("already", "counted")
    ]
    assert lines == expected
    with closing(open_desk(folder)) as desk:
        figures = desk.audits.figures(1)
        assert (figures.expected, figures.counted, figures.discrepancies) == (FILES, FILES, 0)
        assert broken(desk.database) == []
