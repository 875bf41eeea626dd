"""Files made to trip the import up: each ends in rows or a plain sentence, and the database is as it was."""

from __future__ import annotations

import multiprocessing
import random
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest import mock

import pytest

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from tests import corpus
from tests.corpus import Run, watched
from tests.support.hostile_files import MAKERS, mutated, mutated_member
from tests.support.importing import Clock, files, picture, records
from tests.support.spreadsheets import SAMPLES, VINS

MUTATED = 40
_SOURCES = ("honest.xlsx", "old.xls", "good.ods", "gb18030.csv")


@pytest.fixture(scope="module")
def quick_children() -> Iterator[None]:
    """Children as the program has them, but forked from one that has the libraries already."""
    if sys.platform == "win32":
        yield
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dealerdesk.exchange.reading.reader"])
    with mock.patch.object(multiprocessing, "get_context", return_value=context):
        yield


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, quick_children: None) -> Iterator[Desk]:
    """A dealership with two vehicle files, for all files of this module."""
    with closing(make_desk(tmp_path_factory.mktemp("desk") / "data", Clock())) as own:
        files(own, {"vin": VINS[0], "customer": "王伟"}, {"vin": VINS[1], "plate": "粤B00001"})
        yield own


def try_file(desk: Desk, path: Path) -> str:
    """Import a file and take that back; returns what became of it."""
    before, held = picture(desk), records(desk)
    try:
        result = desk.imports.run(path, ImportMapping(RecordKind.FILES))
    except DealerDeskError as refusal:
        sentence = str(refusal)
        assert "{" not in sentence
        assert 20 < len(sentence) < 3_000
        assert picture(desk) == before
        return refusal.code
    assert result.import_id is not None
    desk.history.undo(result.import_id)
    assert records(desk) == held
    return "rows"


@pytest.mark.parametrize("name", MAKERS)
def test_a_hostile_file_ends_in_rows_or_a_sentence(desk: Desk, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(MAKERS[name](random.Random(zlib.crc32(name.encode()))))
    assert try_file(desk, path)


@pytest.mark.parametrize("seed", range(MUTATED))
def test_a_damaged_file_ends_in_rows_or_a_sentence(desk: Desk, seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    name = rng.choice(_SOURCES)
    content = MAKERS[name](rng)
    is_archive = content.startswith(b"PK")
    path = tmp_path / name
    path.write_bytes((mutated_member if is_archive and seed % 4 else mutated)(content, rng))
    assert try_file(desk, path)


def test_honest_files_in_odd_clothes_come_in(desk: Desk, tmp_path: Path) -> None:
    for name in (
        "honest.xlsm",
        "honest named.xls",
        "honest named.csv",
        "no name",
        "old.xls",
        "good.ods",
        "marks.csv",
        "-option.csv",
        "utf-16 without mark.csv",
        "gb18030.csv",
        "sep.csv",
        "newlines.csv",
        "invisible.csv",
    ):
        path = tmp_path / name
        path.write_bytes(MAKERS[name](random.Random(1)))
        assert try_file(desk, path) == "rows", name


def test_the_command_keeps_a_tally_and_judges(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "corpus"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "list.csv").write_bytes((SAMPLES / "客戶資料-big5.csv").read_bytes())
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7\n")
    assert corpus.main(["--corpus", str(folder), "--kind", "files"]) == 0
    told = capsys.readouterr().out
    assert "120 rows, 120 new" in told
    assert "file_not_spreadsheet" in told
    assert told.endswith("every law was kept\n")


@pytest.mark.parametrize(
    ("run", "law"),
    [
        (Run(None, "", "", 31, 0), "longer than 30 s"),
        (Run(0, '{"rows": 1}', "", 1, 2**30 + 1), "1024 MB"),
        (Run(-6, "", "Fatal", 1, 0), "ended with -6"),
        (Run(1, "", "Traceback (most recent call last)", 1, 0), "not answer plainly"),
        (Run(1, '{"error": {"code": "unexpected"}}', "", 1, 0), "not foreseen"),
        (Run(1, '{"error": {"code": "a"}}', "one\ntwo\n", 1, 0), "not one sentence"),
    ],
)
def test_a_broken_law_is_named(run: Run, law: str) -> None:
    assert any(law in broken for broken in corpus._laws_of_a_run(run, 30))


def test_a_process_that_takes_too_long_is_ended_and_its_memory_known() -> None:
    hog = "import time; held = bytearray(50 * 2**20); held[::4096] = b'x' * 12800; time.sleep(60)"
    run = watched([sys.executable, "-c", hog], {}, 1)
    assert run.code is None
    assert run.seconds < 30
    assert run.memory > 50 * 2**20 or not Path("/proc/self/statm").exists()
