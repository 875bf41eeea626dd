"""Count sheets as people send them back: merged, copied, with formulas, and in their own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Mark
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.audits import SheetRead
from tests.support.audits import cabinet, no, opened, verdicts
from tests.support.importing import reading_here

FOUND, PLACE, BY, PAPER = 7, 8, 9, 10
"""Columns of a count sheet, as Excel counts; from the last on, papers."""


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    """Workbooks are read in this process."""
    with reading_here():
        yield


@pytest.fixture
def audit(desk: Desk) -> int:
    """An open audit of six files: the odd ones in cabinet A, in rows 2 to 4; the even ones in B, behind."""
    cabinet(desk, 6)
    return opened(desk)


@pytest.fixture
def book(desk: Desk, audit: int, tmp_path: Path) -> Any:
    """The count sheet of the audit, opened to be filled in."""
    desk.audits.write_sheet(audit, tmp_path / "sheet.xlsx")
    return load_workbook(tmp_path / "sheet.xlsx")


def sent_back(desk: Desk, audit: int, book: Any, path: Path) -> SheetRead:
    """Save the sheet and take it in."""
    book.save(path)
    return desk.audits.read_sheet(audit, path)


def test_a_word_in_merged_cells_is_said_of_each_of_their_rows(
    desk: Desk, audit: int, book: Any, tmp_path: Path
) -> None:
    sheet = book.active
    sheet.cell(2, FOUND, "yes")
    sheet.merge_cells(start_row=2, end_row=4, start_column=FOUND, end_column=FOUND)
    sheet.cell(5, FOUND, "yes")
    sheet.merge_cells(start_row=5, end_row=5, start_column=FOUND, end_column=PLACE)
    sheet.cell(5, PAPER, "missing")
    sheet.merge_cells(start_row=5, end_row=5, start_column=PAPER, end_column=PAPER + 1)
    assert sent_back(desk, audit, book, tmp_path / "merged.xlsx").counted == 4
    figures = desk.audits.figures(audit)
    assert (figures.counted, figures.misplaced, figures.papers) == (4, 0, 2), "a yes is no place"


def test_a_formula_that_was_never_calculated_is_refused_not_passed_by(
    desk: Desk, audit: int, book: Any, tmp_path: Path
) -> None:
    book.active.cell(2, FOUND, '=IF(1,"yes","no")')
    book.active.cell(3, FOUND, "yes")
    book.active.cell(3, PLACE, "=A1")
    book.active.cell(4, 1, "=A2")
    book.active.cell(4, FOUND, "yes")
    read = sent_back(desk, audit, book, tmp_path / "formulas.xlsx")
    assert [(each.row, each.error.code) for each in read.problems] == [
        (2, "formula_without_value"),
        (3, "formula_without_value"),
    ]
    assert (read.counted, read.refused, read.is_partial) == (1, 2, True), "the plate tells the third"


def test_a_place_without_yes_or_no_is_asked_about(desk: Desk, audit: int, book: Any, tmp_path: Path) -> None:
    book.active.cell(2, PLACE, "B-9")
    book.active.cell(3, BY, "Ann")
    read = sent_back(desk, audit, book, tmp_path / "places.xlsx")
    assert [(each.row, each.value, each.error.code) for each in read.problems] == [
        (2, "B-9", "count_sheet_place_only")
    ]
    assert (read.counted, read.refused) == (0, 1)


def test_every_sheet_of_a_workbook_is_taken_in_and_problems_name_theirs(
    desk: Desk, audit: int, book: Any, tmp_path: Path
) -> None:
    second, hidden = book.copy_worksheet(book.active), book.copy_worksheet(book.active)
    book.create_sheet("Remarks")["A1"] = "all counted by noon"
    second.title, hidden.title, hidden.sheet_state = "Cabinet B", "Draft", "hidden"
    book.active.cell(2, FOUND, "yes")
    second.cell(3, FOUND, "yes")
    second.cell(2, FOUND, "perhaps")
    book.active.cell(5, FOUND, "perhaps")
    second.cell(5, FOUND, "perhaps")
    hidden.cell(6, FOUND, "yes")
    read = sent_back(desk, audit, book, tmp_path / "two sheets.xlsx")
    assert (read.counted, read.refused) == (2, 3)
    assert [(each.sheet, each.row) for each in read.problems] == [
        ("Count sheet", 5),
        ("Cabinet B", 2),
        ("Cabinet B", 5),
    ]


@pytest.mark.parametrize("word", ["V", "v", "found", "present", "找到", "已找到", "在", "已有", "there"])
def test_words_for_found_are_understood(desk: Desk, audit: int, book: Any, tmp_path: Path, word: str) -> None:
    book.active.cell(2, FOUND, word)
    assert sent_back(desk, audit, book, tmp_path / "words.xlsx").counted == 1


@pytest.mark.parametrize(
    "word", ["missing", "not found", "缺", "缺失", "缺漏", "未找到", "沒找到", "不在", "遗失"]
)
def test_words_for_not_found_are_understood(
    desk: Desk, audit: int, book: Any, tmp_path: Path, word: str
) -> None:
    book.active.cell(2, FOUND, word)
    read = sent_back(desk, audit, book, tmp_path / "words.xlsx")
    assert (read.counted, read.missing, read.refused) == (0, 1, 0)


@pytest.mark.parametrize("word", ["x", "X", "-", "?", "2026-10-01"])
def test_what_may_mean_either_is_refused(
    desk: Desk, audit: int, book: Any, tmp_path: Path, word: str
) -> None:
    book.active.cell(2, FOUND, word)
    assert sent_back(desk, audit, book, tmp_path / "words.xlsx").refused == 1


OF_PAPERS = {
    "n/a": Mark.NOT_APPLICABLE,
    "不需要": Mark.NOT_APPLICABLE,
    "缺": Mark.MISSING,
    "看不清": Mark.UNREADABLE,
}


@pytest.mark.parametrize("word", OF_PAPERS)
def test_words_for_papers_are_understood(
    desk: Desk, audit: int, book: Any, tmp_path: Path, word: str
) -> None:
    book.active.cell(2, PAPER, word)
    assert sent_back(desk, audit, book, tmp_path / "words.xlsx").refused == 0
    papers = {paper.type: paper.paper for paper in desk.counting.folder(audit, no(1)).papers}
    assert papers[DocumentType.SALES_CONTRACT] is OF_PAPERS[word]


def test_a_folder_that_was_counted_before_counts_no_second_time_at_another_place(
    desk: Desk, audit: int, book: Any, tmp_path: Path
) -> None:
    assert verdicts(desk, audit, no(1), at="A-1") == ["counted"]
    book.active.cell(2, FOUND, "yes")
    book.active.cell(2, PLACE, "B-1")
    assert sent_back(desk, audit, book, tmp_path / "again.xlsx").counted == 0
    assert desk.audits.figures(audit).counted == 1


def test_one_person_spelled_in_two_ways_contradicts_nobody(
    desk: Desk, audit: int, book: Any, tmp_path: Path
) -> None:
    sheet = book.active
    for row, name in ((2, "Ann Lee"), (3, "Bob")):
        sheet.cell(row, FOUND, "no")
        sheet.cell(row, BY, name)
    assert sent_back(desk, audit, book, tmp_path / "names.xlsx").missing == 2
    assert verdicts(desk, audit, no(1), by="ａｎｎ  LEE") == ["counted"]
    assert verdicts(desk, audit, no(3), by="Bobby") == ["counted"]
    assert desk.audits.figures(audit).conflicts == 1, "Bob and Bobby are two"
    assert verdicts(desk, audit, no(1), at="B-9", by="ANN LEE") == ["misplaced"]
    assert desk.audits.figures(audit).conflicts == 1
    sheet.cell(2, BY, "annlee")
    read = sent_back(desk, audit, book, tmp_path / "names.xlsx")
    assert [each.error.code for each in read.problems if each.row == 2] == ["count_sheet_own_find"]
