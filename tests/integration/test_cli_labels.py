"""``labels`` on the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dealerdesk import bootstrap
from dealerdesk.domain.labels import FORMATS
from tests.support.command_line import dealerdesk
from tests.support.desks import add_files, plate_of
from tests.support.printed import codes_on, pages_of, text_of

pytestmark = pytest.mark.usefixtures("qapp")

COUNT = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a few files."""
    root = tmp_path_factory.mktemp("labels") / "data"
    desk = bootstrap.make_desk(root)
    add_files(desk, 1, COUNT)
    desk.close()
    return root


def said_in(out: Path) -> list[str]:
    return [text_of(page) for page in pages_of(out)]


def test_all_files_are_labelled_and_counted(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    run = dealerdesk("--data", folder, "--json", "labels", out)
    assert (run.code, run.answer) == (0, {"path": str(out), "labels": COUNT})
    pages = said_in(out)
    assert len(pages) == 2
    words = " ".join(pages).split()
    assert all(plate_of(number) in words for number in range(1, COUNT + 1))
    assert "王1" not in words


def test_files_are_named_or_chosen(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    run = dealerdesk("--data", folder, "--json", "labels", out, "T-00007", plate_of(3))
    assert run.answer["labels"] == 2
    ((_, seventh), (_, third)) = sorted(read for page in pages_of(out) for read in codes_on(page, 203))[-2:]
    assert {seventh, third} == {"T-00003", "T-00007"}
    run = dealerdesk("--data", folder, "--json", "labels", out, "--where", "customer=王5|王6")
    assert run.answer["labels"] == 2


def test_a_test_page_has_a_frame_for_each_label(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    words = ("labels", out, "--paper", "test", "--format", "a4-105x48", "--right", "0.5")
    run = dealerdesk("--data", folder, "--json", *words)
    assert (run.code, run.answer) == (0, {"path": str(out), "labels": 12})
    (said,) = said_in(out)
    assert said.split()[-1] == "12"
    assert "right 0.5 mm" in said


def test_format_start_offset_and_names_are_said(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    words = ("labels", out, "T-00001", "T-00002", "--format", "a4-105x48", "--start", "12", "--names")
    run = dealerdesk("--data", folder, *words, "--right", "-0.5", "--down", "1")
    assert run.code == 0
    assert "2 labels are in" in run.text
    first, second = said_in(out)
    assert first.endswith("王1")
    assert "T-00002" in second


def test_a_roll_has_a_page_for_each_label(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    dealerdesk("--data", folder, "labels", out, "--format", "roll-62x29")
    assert len(said_in(out)) == COUNT


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("out.pdf", "T-00001", "--where", "make=大众"), 2, "usage"),
        (("out.pdf", "--format", "a5"), 2, "usage"),
        (("out.pdf", "--start", "0"), 2, "usage"),
        (("out.pdf", "--right", "far"), 2, "usage"),
        (("out.pdf", "--down", "99"), 2, "label_offset"),
        (("out.pdf", "--right", "nan"), 2, "label_offset"),
        (("out.pdf", "--start", "25"), 2, "label_start"),
        (("out.pdf", "T-99999"), 1, "unknown_ref"),
        (("out.pdf", "--where", "make=Tatra"), 1, "no_labels"),
        (("out.pdf", "--where", "boat=1"), 2, "filter_field"),
        (("out.doc", "T-00001"), 2, "print_ending"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_a_sentence(
    folder: Path, tmp_path: Path, words: tuple[str, ...], code: int, error: str
) -> None:
    out = tmp_path / words[0]
    run = dealerdesk("--data", folder, "--json", "labels", out, *words[1:])
    assert (run.code, run.error_code) == (code, error)
    assert not out.exists()


def test_labels_need_no_display(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    without = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    surroundings = {name: value for name, value in os.environ.items() if name not in without}
    words = ["--data", str(folder), "--json", "labels", str(out), "T-00001", "--names"]
    run = subprocess.run(
        [sys.executable, "-m", "dealerdesk", *words],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "王1" in said_in(out)[0]


@pytest.mark.parametrize(("paper", "key", "pages"), [("covers", "covers", 2), ("index", "lines", 1)])
def test_cover_sheets_and_the_index_are_printed_of_the_same_files(
    folder: Path, tmp_path: Path, paper: str, key: str, pages: int
) -> None:
    out = tmp_path / "out.pdf"
    words = ("labels", out, "T-00002", "T-00001", "--paper", paper)
    run = dealerdesk("--data", folder, "--json", *words)
    assert (run.code, run.answer) == (0, {"path": str(out), key: 2})
    said = said_in(out)
    assert len(said) == pages
    assert plate_of(1) in " ".join(said)
    assert "王1" not in " ".join(said)
    assert "王1" in dealerdesk("--data", folder, *words, "--names").text + " ".join(said_in(out))


def test_help_names_every_format() -> None:
    words = dealerdesk("labels", "--help").text
    assert all(code in words.replace("\n", "").replace(" ", "") for code in FORMATS)
