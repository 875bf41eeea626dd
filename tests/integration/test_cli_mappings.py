"""What a person decided in the window does from the command line: ``--mapping``, and ``--errors``."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk import bootstrap
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ColumnChoice, ImportMapping, Rule, Side
from dealerdesk.exchange.writing.writer import EXPORT_FAILED
from dealerdesk.services.imports import Imports
from tests.support.command_line import Run, dealerdesk
from tests.support.importing import REGISTER
from tests.support.spreadsheets import SAMPLES, VINS

ODD = f"""nr,chassis of car,what,date
1,{VINS[0]},Audi,05/06/2020
2,{VINS[1]},Volvo,07/08/2020
"""
COLUMNS = (
    ColumnChoice(0, "nr", None),
    ColumnChoice(1, "chassis of car", "vin"),
    ColumnChoice(2, "what", "make"),
    ColumnChoice(3, "date", "registration_date", day_first=False),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    bootstrap.make_desk(made).close()
    return made


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A list whose headings nobody knows."""
    path = tmp_path / "odd.csv"
    path.write_text(ODD, encoding="utf-8")
    return path


def ask(folder: Path, *words: object) -> Run:
    return dealerdesk("--data", folder, "--json", *words)


def written(mapping: ImportMapping, folder: Path) -> Path:
    path = folder / "mapping.json"
    path.write_text(mapping.written(), encoding="utf-8")
    return path


def test_columns_are_what_the_mapping_says(folder: Path, odd: Path, tmp_path: Path) -> None:
    assert ask(folder, "import", "files", odd).error_code == "no_headings"
    mapping = written(ImportMapping(RecordKind.FILES, columns=COLUMNS), tmp_path)
    answer = ask(folder, "import", "files", odd, "--mapping", mapping).answer
    assert (answer["new"], answer["columns"]["what"], answer["columns"]["nr"]) == (2, "make", None)
    shown = ask(folder, "show", VINS[0]).answer["file"]
    assert (shown["make"], shown["registration_date"]) == ("Audi", "2020-05-06")


def test_decisions_and_corrections_of_single_cells_hold(folder: Path, odd: Path, tmp_path: Path) -> None:
    ask(folder, "import", "files", odd, "--mapping", written(mapped(), tmp_path))
    ask(folder, "edit", VINS[0], "make=VW", "colour=red")
    decided = replace(
        mapped(),
        decisions={(2, "make"): Side.OURS},
        corrections={(3, "make"): "Saab", (3, "registration_date"): "2020-02-30"},
    )
    run = ask(folder, "import", "files", odd, "--mapping", written(decided, tmp_path))
    assert (run.answer["changed"], run.answer["left_out"]) == (1, 1)
    assert [problem["value"] for problem in run.answer["problems"]] == ["2020-02-30"]
    assert ask(folder, "show", VINS[0]).answer["file"]["make"] == "VW"
    assert ask(folder, "show", VINS[1]).answer["file"]["make"] == "Saab"


def mapped() -> ImportMapping:
    return ImportMapping(RecordKind.FILES, columns=COLUMNS, on_conflict=Rule.THEIRS)


def test_what_stands_on_the_command_line_outweighs_the_mapping(
    folder: Path, odd: Path, tmp_path: Path
) -> None:
    mapping = written(replace(mapped(), encoding="utf-16", sheet="elsewhere"), tmp_path)
    assert ask(folder, "import", "files", odd, "--mapping", mapping).code == 1
    words = ("--mapping", mapping, "--encoding", "utf-8", "--sheet", "odd")
    assert ask(folder, "import", "files", odd, *words).answer["new"] == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "mapping_unreadable"),
        ("[1]", "mapping_unreadable"),
        ('{"dealerdesk_mapping": 1, "kind": "cars"}', "mapping_unreadable"),
        (json.dumps({"dealerdesk_mapping": 1, "kind": "customers"}), "mapping_other_kind"),
    ],
)
def test_a_mapping_that_is_none_is_refused_in_a_sentence(
    folder: Path, odd: Path, tmp_path: Path, content: str, code: str
) -> None:
    path = tmp_path / "mapping.json"
    path.write_text(content, encoding="utf-8")
    run = ask(folder, "import", "files", odd, "--mapping", path)
    assert (run.code, run.error_code) == (1, code)
    assert ask(folder, "import", "files", odd, "--mapping", tmp_path / "gone").error_code == "file_not_found"


def test_the_rows_that_stay_out_are_written_into_a_copy_to_be_mended(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "problems.xlsx"
    run = ask(folder, "import", "files", SAMPLES / REGISTER, "--errors", out)
    assert (run.code, run.answer["refused"], run.answer["left_out"]) == (3, 8, 2)
    book = load_workbook(out)
    sheet = book["车辆档案"]
    rows = [row for row in sheet.iter_rows(min_row=4) if any(cell.value for cell in row)]
    assert len(rows) == 10
    vin = next(cell.column for cell in sheet[3] if run.answer["columns"].get(cell.value) == "vin")
    for row in rows:
        noted = [cell for cell in row if cell.comment]
        assert noted
        if noted[0].column == vin:
            noted[0].value = VINS[row[0].row]
    book.save(out)
    again = ask(folder, "import", "files", out)
    assert (again.answer["rows"], again.answer["new"], again.answer["refused"]) == (10, 8, 0)


def test_nothing_is_imported_where_the_copy_has_no_place(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "list.xlsx"
    source.write_bytes((SAMPLES / REGISTER).read_bytes())
    (tmp_path / "taken.xlsx").mkdir()
    for out, code in (
        (tmp_path / "gone" / "problems.xlsx", "export_failed"),
        (tmp_path / "taken.xlsx", "export_failed"),
        (source, "problems_over_source"),
    ):
        run = ask(folder, "import", "files", source, "--errors", out)
        assert (run.code, run.error_code) == (1, code)
    assert ask(folder, "imports").answer["imports"] == []


def test_an_import_whose_copy_fails_is_told_of_all_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> int:
        raise DealerDeskError(EXPORT_FAILED, path="problems.xlsx", reason="No space left on device")

    monkeypatch.setattr(Imports, "write_problem_rows", full)
    run = ask(folder, "import", "files", SAMPLES / REGISTER, "--errors", tmp_path / "problems.xlsx")
    assert (run.code, run.answer["new"], run.answer["error"]["code"]) == (3, 395, "export_failed")
    assert [entry["import"] for entry in ask(folder, "imports").answer["imports"]] == [run.answer["import"]]


def test_without_problems_no_copy_is_written(folder: Path, odd: Path, tmp_path: Path) -> None:
    out = tmp_path / "problems.xlsx"
    words = ("--mapping", written(mapped(), tmp_path), "--errors", out)
    assert ask(folder, "import", "files", odd, *words).code == 0
    assert not out.exists()
    assert ask(folder, "import", "files", odd, "--errors", tmp_path / "problems.csv").code == 2
