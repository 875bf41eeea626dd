"""Count sheets out, filled in, and back in: the same as scanning, disagreements shown and never summed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk import i18n
from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Fault
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.audits import SheetRead
from tests.support.audits import cabinet, explain_all, no, opened, verdicts
from tests.support.desks import add_files, last_change
from tests.support.importing import reading_here


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    """Workbooks are read in this process; the command line's tests read them in the child."""
    with reading_here():
        yield


@pytest.fixture
def audit(desk: Desk) -> int:
    """An open audit of six files: the odd ones in cabinet A, the even ones in B."""
    cabinet(desk, 6)
    return opened(desk, people={"A": "Ann", "B": "Bob"})


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "count sheet.xlsx"


def fill(path: Path, column: str, values: Mapping[str, str]) -> None:
    """Write into the column with this heading, in the rows of these file numbers."""
    book = load_workbook(path)
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    at = headings.index(column) + 1
    for row in sheet.iter_rows(min_row=2):
        if row[0].value in values:
            sheet.cell(row[0].row, at, values[row[0].value])
    book.save(path)


def sheet_of(desk: Desk, audit: int, out: Path, **columns: Mapping[str, str]) -> SheetRead:
    """Write a sheet, fill it in, and take it in."""
    desk.audits.write_sheet(audit, out)
    names = {
        "found": "Found (yes / no)",
        "place": "Found in cabinet",
        "by": "Who counted",
        "contract": "sales contract",
    }
    for name, values in columns.items():
        fill(out, names[name], values)
    return desk.audits.read_sheet(audit, out)


def test_a_sheet_lists_the_expected_files_by_place_with_their_counters(
    desk: Desk, audit: int, out: Path
) -> None:
    assert desk.audits.write_sheet(audit, out) == 6
    rows = list(load_workbook(out).active.iter_rows(values_only=True))
    assert rows[0][:9] == (
        *("File number", "Plate", "VIN", "Vehicle", "Belongs in", "Counter"),
        *("Found (yes / no)", "Found in cabinet", "Who counted"),
    )
    assert "sales contract" in rows[0]
    assert [(row[0], row[4], row[5]) for row in rows[1:3]] == [
        (no(1), "A-1/1", "Ann"),
        (no(3), "A-1/3", "Ann"),
    ]
    assert {row[5] for row in rows[4:]} == {"Bob"}


def test_a_filled_sheet_equals_scanning_and_counts_once(desk: Desk, audit: int, out: Path) -> None:
    found = {no(number): "yes" for number in (1, 2, 3)}
    read = sheet_of(desk, audit, out, found=found, place={no(2): "A"}, by={no(3): "Cid"})
    assert (read.counted, read.refused, read.problems) == (3, 0, ())
    by_sheet = desk.audits.figures(audit)
    scanned = opened(desk, "Scanned")
    verdicts(desk, scanned, no(1), no(3))
    verdicts(desk, scanned, no(2), at="A")
    assert desk.audits.figures(scanned) == by_sheet
    before = last_change(desk)
    assert desk.audits.read_sheet(audit, out).counted == 0
    assert last_change(desk) == before
    with desk.database.asking() as connection:
        names = connection.execute(
            "SELECT counted_by FROM audit_count WHERE audit_id = ? ORDER BY 1", (audit,)
        )
        assert [name for (name,) in names] == ["Ann", "Bob", "Cid"]


def test_two_sheets_that_disagree_are_shown_and_never_summed(desk: Desk, audit: int, tmp_path: Path) -> None:
    first = sheet_of(desk, audit, tmp_path / "a.xlsx", found={no(1): "yes", no(2): "no"}, by={no(1): "Ann"})
    assert (first.counted, first.missing, first.problems) == (1, 1, ())
    second = sheet_of(
        desk, audit, tmp_path / "b.xlsx", found={no(1): "no", no(2): "是"}, by={no(1): "Dan", no(2): "Dan"}
    )
    assert [(each.severity, each.row, each.error.code) for each in second.problems] == [
        ("conflict", 2, "count_conflict"),
        ("conflict", 5, "count_conflict"),
    ]
    assert second.is_partial
    assert "Dan says missing, Ann says found" in str(second.problems[0].error)
    figures = desk.audits.figures(audit)
    assert (figures.counted, figures.conflicts) == (2, 2)
    told = [each for each in desk.findings.discrepancies(audit) if each.fault is Fault.CONFLICT]
    assert [each.seen_by for each in told] == ["Ann,Dan", "Bob,Dan"]


def test_who_finds_a_folder_after_all_contradicts_nobody(desk: Desk, audit: int, out: Path) -> None:
    sheet_of(desk, audit, out, found={no(2): "no"})
    assert verdicts(desk, audit, no(2), at="B", by="Bob") == ["counted"]
    assert desk.audits.figures(audit).conflicts == 0
    read = desk.audits.read_sheet(audit, out)
    assert [(each.severity, each.error.code) for each in read.problems] == [
        ("refused", "count_sheet_own_find")
    ]


def test_rows_that_cannot_be_read_are_named_and_the_others_count(desk: Desk, audit: int, out: Path) -> None:
    read = sheet_of(
        desk,
        audit,
        out,
        found={no(1): "perhaps", no(3): "✓", no(2): "0"},
        contract={no(3): "torn apart", no(2): "missing"},
    )
    assert [(each.row, each.error.code) for each in read.problems] == [
        (2, "count_sheet_found"),
        (3, "count_sheet_paper"),
    ]
    assert (read.counted, read.missing, read.refused) == (1, 1, 2)
    marked = [each for each in desk.findings.discrepancies(audit) if each.fault is Fault.PAPER]
    assert [(each.file_no, each.type) for each in marked] == [(no(2), DocumentType.SALES_CONTRACT)]


def test_what_somebody_wrote_below_the_list_is_noted(desk: Desk, audit: int, out: Path) -> None:
    add_files(desk, 9, 1)
    desk.audits.write_sheet(audit, out)
    book = load_workbook(out)
    for code in ("X-1", no(9)):
        book.active.append([code, None, None, None, None, None, "yes"])
    book.active.append([None, None, None, None, None, None, "yes"])
    book.save(out)
    read = desk.audits.read_sheet(audit, out)
    assert [(each.severity, each.row, each.error.code) for each in read.problems] == [
        ("warning", 8, "count_sheet_unknown"),
        ("warning", 9, "count_sheet_unknown"),
        ("refused", 10, "count_sheet_number"),
    ]
    assert desk.audits.figures(audit).unknown == 1
    assert [row[0] for row in desk.findings.strays_beside(audit)] == [no(9)]


@pytest.mark.parametrize("written", i18n.LANGUAGES)
def test_a_sheet_is_read_in_whatever_language_it_was_written(
    desk: Desk, audit: int, out: Path, written: str
) -> None:
    desk.audits.write_sheet(audit, out, language=written)
    book = load_workbook(out)
    headings = [cell.value for cell in book.active[1]]
    assert len(set(headings)) == len(headings)
    book.active.cell(2, 7, "yes")
    book.save(out)
    assert desk.audits.read_sheet(audit, out).counted == 1


def test_a_sheet_of_another_audit_or_of_none_is_refused(
    desk: Desk, audit: int, out: Path, tmp_path: Path
) -> None:
    other = opened(desk, "Other")
    desk.audits.write_sheet(other, out)
    plain = tmp_path / "plain.csv"
    plain.write_text("File number,Owner\nT-00001,Ann\n", encoding="utf-8")
    for source, code in ((out, "count_sheet_of_other"), (plain, "count_sheet_headings")):
        with pytest.raises(DealerDeskError) as refused:
            desk.audits.read_sheet(audit, source)
        assert refused.value.code == code
    with pytest.raises(DealerDeskError) as refused:
        desk.audits.write_sheet(audit, tmp_path / "sheet.csv")
    assert refused.value.code == "count_sheet_ending"
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])
    with pytest.raises(DealerDeskError) as refused:
        desk.audits.write_sheet(audit, out)
    assert refused.value.code == "audit_closed"


def test_a_sheet_in_can_be_undone(desk: Desk, audit: int, out: Path) -> None:
    read = sheet_of(desk, audit, out, found={no(1): "yes", no(2): "no"}, contract={no(1): "missing"})
    for change in read.changes:
        desk.history.undo(change)
    figures = desk.audits.figures(audit)
    assert (figures.counted, figures.papers, figures.conflicts) == (0, 0, 0)
