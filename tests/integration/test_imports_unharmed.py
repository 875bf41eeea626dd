"""An import happens in full or not at all: tried out, stopped, killed, or met by another one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk, open_desk
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.storage import search_upkeep
from tests.support.importing import (
    ORDERS,
    REGISTER,
    Clock,
    copied_desk,
    count_of,
    files,
    outcome,
    picture,
    query,
    reading_here,
    said,
    sheet,
)
from tests.support.spreadsheets import SAMPLES, VINS

# Imports the sheet, and when the first row is about to be written says so and waits for its end.
IMPORT_AND_WAIT = """
import sys
from pathlib import Path
from dealerdesk.bootstrap import open_desk
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping

class WaitWhileWriting:
    def step(self, stage, done, total):
        if stage.code == sys.argv[3]:
            print("here", flush=True)
            sys.stdin.readline()

if __name__ == "__main__":
    desk = open_desk(Path(sys.argv[1]))
    desk.imports.run(Path(sys.argv[2]), ImportMapping(RecordKind.FILES), progress=WaitWhileWriting())
    desk.close()
"""


class StopAt:
    """Progress that stops the work at its n-th step."""

    def __init__(self, step: int) -> None:
        self.left = step
        self.stages: list[str] = []

    def step(self, stage: Message, done: int, total: int | None) -> None:
        self.left -= 1
        self.stages.append(stage.code)
        if self.left == 0:
            raise Cancelled


@contextmanager
def importing_elsewhere(folder: Path, path: Path, stage: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that imports `path` and has come to `stage`, where it waits for a line or its death."""
    script = folder.parent / "importing.py"
    script.write_text(IMPORT_AND_WAIT, encoding="utf-8")
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, str(script), str(folder), str(path), stage],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


@pytest.mark.parametrize("kind", [RecordKind.FILES, RecordKind.REPAIR_ORDERS])
def test_a_dry_run_says_the_same_and_changes_nothing(registered: Desk, kind: RecordKind) -> None:
    for entry in registered.imports.list():
        registered.history.undo(entry.import_id)
    if kind is RecordKind.REPAIR_ORDERS:
        registered.imports.run(SAMPLES / REGISTER, ImportMapping(RecordKind.FILES))
    path = SAMPLES / (REGISTER if kind is RecordKind.FILES else ORDERS)
    before = picture(registered)
    tried = registered.imports.run(path, ImportMapping(kind, create_files=True), dry_run=True)
    assert tried.import_id is None
    assert picture(registered) == before
    done = registered.imports.run(path, ImportMapping(kind, create_files=True))
    assert (outcome(tried), said(tried), tried.notes) == (outcome(done), said(done), done.notes)
    assert done.new >= 296


def test_stopped_at_any_step_an_import_leaves_nothing(
    desk: Desk, made_empty: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_upkeep, "MANY", 100)
    monkeypatch.setattr(search_upkeep, "BATCH", 80)
    files(desk, {"vin": VINS[0], "plate": "粤B12345", "customer": "王伟"})
    before = picture(desk)
    settings_of_search = query(desk, "SELECT * FROM search_config")
    with closing(copied_desk(made_empty, tmp_path / "other", clock)) as other:
        steps = steps_of_the_register(other)
    assert {"reading_spreadsheet", "checking_rows", "comparing", "indexing"} <= set(steps)
    indexing = [step for step, stage in enumerate(steps, 1) if stage == "indexing"]
    assert len(indexing) > 5
    # All steps of indexing, the last of which merges; of the many in the middle, some.
    tried = sorted({1, 2, 3, *range(4, len(steps), max(1, len(steps) // 12)), *indexing, len(steps)})
    for step in tried:
        with pytest.raises(Cancelled), reading_here():
            desk.imports.run(SAMPLES / REGISTER, ImportMapping(RecordKind.FILES), progress=StopAt(step))
        assert picture(desk) == before, f"stopped at step {step}, {steps[step - 1]}"
        assert query(desk, "SELECT * FROM search_config") == settings_of_search
        assert desk.checks.check(deep=True).ok
    assert files(desk, {"vin": VINS[1]}).new == 1


def steps_of_the_register(desk: Desk) -> list[str]:
    """The stages of all steps that importing the register takes."""
    progress = StopAt(-1)
    with reading_here():
        desk.imports.run(SAMPLES / REGISTER, ImportMapping(RecordKind.FILES), progress=progress)
    return progress.stages


def test_of_two_imports_at_once_one_works_and_the_other_is_told_who_does(desk: Desk) -> None:
    earlier = files(desk, {"vin": "LSVAA49J132000009"})
    assert earlier.import_id is not None
    rows = tuple({"vin": vin} for vin in VINS)
    path = sheet(desk.folder.root.parent, RecordKind.FILES, rows)
    with importing_elsewhere(desk.folder.root, path, "reading_spreadsheet") as other:
        with pytest.raises(DealerDeskError) as refused:
            files(desk, {"vin": VINS[0], "make": "mixed in"})
        assert refused.value.code == "bulk_locked"
        assert f"importing {path.name}" in str(refused.value)
        with pytest.raises(DealerDeskError) as refused:
            desk.history.undo(earlier.import_id)
        assert refused.value.code == "bulk_locked"
        # Single changes need not wait while the other one reads.
        desk.files.create({"vin": "LSVAA49J132000001"})
        other.communicate("\n" * 100_000, timeout=60)
        assert other.returncode == 0
    assert count_of(desk, "vehicle_file") == len(VINS) + 2
    assert query(desk, "SELECT count(*) FROM vehicle_file WHERE make IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("stage", ["comparing", "indexing"])
def test_an_import_that_is_killed_leaves_all_as_it_was(desk: Desk, stage: str) -> None:
    files(desk, {"vin": VINS[0], "plate": "粤B12345", "customer": "王伟"})
    before = picture(desk)
    root = desk.folder.root
    with importing_elsewhere(root, SAMPLES / REGISTER, stage) as other:
        os.kill(other.pid, signal.SIGKILL)
        other.wait(timeout=60)
    assert picture(desk) == before
    again = open_desk(root)
    try:
        assert outcome(again.imports.run(SAMPLES / REGISTER, ImportMapping(RecordKind.FILES)))["new"] == 395
    finally:
        again.close()


def test_what_an_import_keeps_in_memory_is_let_go(desk: Desk) -> None:
    files(desk, {"vin": VINS[0]})
    assert query(desk, "SELECT name FROM temp.sqlite_schema WHERE name NOT LIKE 'search%'") == []
