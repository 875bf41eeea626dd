"""Printed count sheets: every folder once, by cabinet and shelf, its code read back as printers print it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk import i18n
from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import TYPE_LABELS, DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.labels import A4_HEIGHT, A4_WIDTH, Box
from tests.support.audits import cabinet, no, opened, shelve, verdicts
from tests.support.importing import reading_here
from tests.support.printed import codes_on, pages_of, text_of, things_on

pytestmark = pytest.mark.usefixtures("qapp")

PAPER = Box(0, 0, A4_HEIGHT, A4_WIDTH)
OUTSIDE_MM = 4.3


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    """Workbooks are read in this process; the command line's tests read them in the child."""
    with reading_here():
        yield


@pytest.fixture
def audit(desk: Desk) -> int:
    """An open audit of forty files: the odd ones in cabinet A, the even ones in B, one nowhere."""
    cabinet(desk, 40)
    shelve(desk, {1: "A-2/1", 40: None})
    return opened(desk, people={"A": "Ann"})


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "sheet.pdf"


def texts(path: Path) -> list[str]:
    return [text_of(page) for page in pages_of(path)]


def codes(path: Path, dots_per_inch: int) -> list[str]:
    """The codes of each page, as a reader finds them."""
    return [code for page in pages_of(path) for _, code in codes_on(page, dots_per_inch)]


def test_a_count_sheet_has_every_folder_once_and_a_page_for_each_cabinet(
    desk: Desk, audit: int, out: Path
) -> None:
    assert desk.audits.write_sheet(audit, out) == 40
    pages = texts(out)
    assert sum(page.count("T-0") for page in pages) == 40
    heads = [page.split(" · ")[0] for page in pages]
    assert list(dict.fromkeys(heads)) == [
        "Cabinet A Count sheet",
        "Cabinet B Count sheet",
        "Without a place Count sheet",
    ]
    assert "20 folders · given to Ann" in pages[0]
    assert "A-1 · 19 folders" in pages[0]
    assert pages[0].index("A-1/3") < pages[0].index("A-1/11")
    assert any("A-2 · 1 folder" in page for page in pages)
    assert f"1 of {len(pages)}" in pages[0]
    assert "Counted by" in pages[-1]


@pytest.mark.parametrize("dots_per_inch", [203, 300])
def test_the_codes_of_a_count_sheet_are_read_back(
    desk: Desk, audit: int, out: Path, dots_per_inch: int
) -> None:
    desk.audits.write_sheet(audit, out)
    assert sorted(codes(out, dots_per_inch)) == [no(number) for number in range(1, 41)]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_count_sheet_has_a_box_for_every_paper_in_every_language(
    desk: Desk, audit: int, out: Path, language: str
) -> None:
    desk.audits.write_sheet(audit, out, language=language)
    with i18n.speaking(language):
        words = "".join(TYPE_LABELS[DocumentType.SALES_CONTRACT].said().split())
    said = "".join("".join(text.split()) for text in texts(out))
    assert said.count(words) == 40
    for page in pages_of(out):
        assert all(PAPER.inset(OUTSIDE_MM, OUTSIDE_MM).holds(thing) for thing in things_on(page))


def test_a_count_sheet_names_no_customer(desk: Desk, audit: int, out: Path) -> None:
    desk.audits.write_sheet(audit, out)
    assert "王" not in "".join(texts(out))


def test_a_recount_has_only_what_is_missing_misplaced_or_disputed(
    desk: Desk, audit: int, out: Path, tmp_path: Path
) -> None:
    verdicts(desk, audit, *map(no, range(2, 40)), by="Ann")
    verdicts(desk, audit, no(4), at="A", by="Bob")
    assert desk.audits.write_sheet(audit, out, recount=True) == 3
    (page,) = texts(out)
    assert page.startswith("Recount")
    assert [number for number in range(1, 41) if no(number) in page] == [1, 4, 40]
    assert "folder missing" in page
    assert "folder in the wrong cabinet: A" in page
    book = tmp_path / "again.xlsx"
    assert desk.audits.write_sheet(audit, book, recount=True) == 3
    rows = list(load_workbook(book).active.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["File number", no(1), no(4), no(40)]
    assert rows[0][-1] == "First count"
    assert rows[2][-1] == "folder in the wrong cabinet: A"


def test_a_recount_comes_back_as_a_count_sheet_does(desk: Desk, audit: int, tmp_path: Path) -> None:
    verdicts(desk, audit, *map(no, range(3, 41)), by="Ann")
    path = tmp_path / "again.xlsx"
    desk.audits.write_sheet(audit, path, recount=True)
    book = load_workbook(path)
    sheet = book.active
    at = [cell.value for cell in sheet[1]].index("Found (yes / no)") + 1
    for row in (2, 3):
        sheet.cell(row, at, "yes")
    book.save(path)
    read = desk.audits.read_sheet(audit, path)
    assert (read.counted, read.refused) == (2, 0)
    assert desk.audits.figures(audit).missing == 0


def test_a_draw_has_a_pull_list_that_goes_through_all_cabinets(desk: Desk, out: Path) -> None:
    cabinet(desk, 30)
    audit = opened(desk, "Surprise", size=8, seed=3)
    assert desk.audits.write_sheet(audit, out) == 8
    (page,) = texts(out)
    assert page.startswith("Pull list Surprise")
    assert "Put back" in page
    assert len(codes(out, 203)) == 8


def test_a_sheet_of_a_closed_audit_and_other_endings_are_refused(
    desk: Desk, audit: int, tmp_path: Path
) -> None:
    with pytest.raises(DealerDeskError) as refused:
        desk.audits.write_sheet(audit, tmp_path / "sheet.doc")
    assert refused.value.code == "count_sheet_ending"
    with pytest.raises(DealerDeskError) as refused:
        desk.audits.write_sheet(77, tmp_path / "sheet.pdf")
    assert refused.value.code == "no_such_audit"


def test_an_empty_recount_is_a_page_that_says_so(desk: Desk, audit: int, out: Path) -> None:
    verdicts(desk, audit, *map(no, range(1, 41)))
    assert desk.audits.write_sheet(audit, out, recount=True) == 0
    (page,) = texts(out)
    assert "0 folders" in page
