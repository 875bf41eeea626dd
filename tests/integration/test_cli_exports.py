"""``export`` on the command line: the whole register, templates, and words that are off."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk import bootstrap
from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.i18n import speaking
from tests.support.command_line import dealerdesk


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one file."""
    root = tmp_path_factory.mktemp("cli") / "data"
    desk = bootstrap.make_desk(root)
    desk.files.create({"vin": "WVWZZZ1JZXW000001", "customer": "王伟"})
    desk.close()
    return root


def test_the_register_is_one_workbook_in_the_language(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    run = dealerdesk("--data", folder, "--lang", "zh_CN", "--json", "export", "register", out)
    assert (run.code, run.answer) == (0, {"rows": 2, "path": str(out)})
    with speaking("zh_CN"):
        assert load_workbook(out).sheetnames == [RECORD_LABELS[kind].said() for kind in RecordKind]


def test_a_register_as_text_is_refused_in_a_sentence(folder: Path, tmp_path: Path) -> None:
    run = dealerdesk("--data", folder, "--json", "export", "register", tmp_path / "out.csv")
    assert (run.code, run.error_code) == (1, "register_ending")
    assert ".xlsx" in run.stderr
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_template_is_written_and_imported_as_nothing(folder: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"out.{ending}"
    run = dealerdesk("--data", folder, "--json", "export", "customers", out, "--template")
    assert (run.code, run.answer) == (0, {"rows": 0, "path": str(out)})
    back = dealerdesk("--data", folder, "--json", "import", "customers", out)
    assert (back.code, back.answer["rows"], back.answer["new"]) == (0, 0, 0)
    assert out.name in dealerdesk("--data", folder, "export", "customers", out, "--template").text


def test_a_template_takes_columns(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    words = ("export", "files", out, "--template", "--columns", "vin,make")
    assert dealerdesk("--data", folder, *words).code == 0
    assert out.read_text(encoding="utf-8-sig") == "VIN,Make\n"


@pytest.mark.parametrize(
    "words",
    [
        ("files", "--template", "--where", "make=Audi"),
        ("register", "--where", "make=Audi"),
        ("register", "--columns", "vin"),
        ("register", "--template"),
        ("boats",),
    ],
)
def test_words_that_do_not_go_together_are_off(folder: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    out = tmp_path / "out.xlsx"
    run = dealerdesk("--data", folder, "--json", "export", words[0], out, *words[1:])
    assert (run.code, run.error_code) == (2, "usage")
    assert not out.exists()
