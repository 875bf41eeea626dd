"""Reports of audits: what they say, and whether they still fit the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types
from sqlcipher3 import dbapi2

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Mark
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.progress import Silent
from dealerdesk.exchange.origins import AUDIT_CONTENT
from dealerdesk.exchange.reading.plain import read_report
from dealerdesk.services.audits import DocumentMark
from tests.support.audits import BECAUSE, cabinet, explain_all, no, opened, shelve, verdicts
from tests.support.desks import add_files
from tests.support.importing import reading_here


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    """Workbooks are read in this process; the command line's tests read them in the child."""
    with reading_here():
        yield


@pytest.fixture
def audit(desk: Desk) -> int:
    """An audit with one of everything, all of it explained."""
    cabinet(desk, 6)
    number = opened(desk)
    verdicts(desk, number, no(1), no(3), no(2), at="A")
    verdicts(desk, number, no(4), "what", at="B", by="Bob")
    desk.counting.mark(number, no(1), DocumentMark(DocumentType.SALES_CONTRACT, Mark.MISSING, Mark.PRESENT))
    add_files(desk, 7, 1)
    shelve(desk, {3: "C-1"})
    verdicts(desk, number, no(7))
    explain_all(desk, number)
    return number


@pytest.fixture
def report(desk: Desk, audit: int, tmp_path: Path) -> Path:
    """The report of the closed audit."""
    desk.audits.close(audit, ["Ann", "Bob"])
    return desk.audits.report(audit, tmp_path / "report.xlsx")


def rows_of(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(load_workbook(path)[sheet].iter_rows(min_row=2, values_only=True))


def test_a_report_says_everything(desk: Desk, report: Path) -> None:
    said: dict[str, list[str]] = {}
    for item, value in rows_of(report, "Audit report"):
        said.setdefault(item, []).append(value)
    numbers = {"Expected": 6, "Counted": 4, "Missing": 2, "Misplaced": 1, "Folders not in the record": 1}
    numbers |= {
        "Papers missing or unreadable": 1,
        "Discrepancies": 5,
        "Not explained yet": 0,
        "Files in order": 2,
    }
    assert {name: said[name] for name in numbers} == {name: [str(count)] for name, count in numbers.items()}
    assert said["State"] == ["closed"]
    assert said["Signature"] == ["Ann, 2026-10-08 11:00", "Bob, 2026-10-08 11:00"]
    assert said["Fingerprint"] == [desk.audits.get(1).fingerprint]
    assert said["Pass rate"] == ["33.3 %"]
    assert rows_of(report, "Cabinets") == [("A", 3, 2, 1, 0), ("B", 3, 2, 1, 1)]
    contract = next(row for row in rows_of(report, "Document types") if row[0] == "sales contract")
    assert contract == ("sales contract", 6, 0, 0, 1, 1, 1, 0)
    found = [(row[0], row[2] or row[3], row[10:14]) for row in rows_of(report, "Discrepancies")]
    explained = (BECAUSE.cause, BECAUSE.action, BECAUSE.responsible, "2026-11-01")
    assert found == [
        ("paper missing or unreadable", no(1), explained),
        ("folder missing", no(5), explained),
        ("folder in the wrong cabinet", no(2), explained),
        ("folder missing", no(6), explained),
        ("folder not in the record", "what", explained),
    ]
    assert {row[:2] for row in rows_of(report, "Changed meanwhile")} == {(no(3), "moved"), (no(7), "made")}
    assert rows_of(report, "Not on the list") == [(no(7), "made after the opening", None)]


def test_a_report_of_an_open_audit_is_provisional_and_fits_until_somebody_counts(
    desk: Desk, audit: int, tmp_path: Path
) -> None:
    path = desk.audits.report(audit, tmp_path / "report.xlsx")
    assert ("State", "provisional: the audit is still open") in rows_of(path, "Audit report")
    assert desk.audits.verify(path).ok
    verdicts(desk, audit, no(5))
    assert desk.audits.verify(path).doubts == ("rows",)


def test_the_report_of_a_draw_explains_its_size_and_its_bounds(desk: Desk, tmp_path: Path) -> None:
    cabinet(desk, 12)
    audit = opened(desk, "Surprise", size=5, seed=3)
    said = dict(rows_of(desk.audits.report(audit, tmp_path / "report.xlsx"), "Audit report"))
    assert said["Draw"] == "5 of 12 files, drawn with the seed 3"
    assert "within 35.0 percentage points" in said["Sample size"]
    assert "the bounds found in this way" in said["What the draw says of all files"]


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_the_report_of_a_closed_audit_fits_for_good(
    desk: Desk, audit: int, tmp_path: Path, language: str
) -> None:
    desk.audits.close(audit, ["Ann", "Bob"])
    path = desk.audits.report(audit, tmp_path / "report.xlsx", language=language)
    shelve(desk, {1: "Z"})
    opened(desk, "Next")
    found = desk.audits.verify(path)
    assert (found.ok, found.audit) == (True, audit)
    again = desk.audits.report(audit, tmp_path / "again.xlsx", language=language)
    assert desk.audits.verify(again).ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_file SET location = 'A' WHERE id = 2",
        "UPDATE audit_count SET counted_by = 'Eve' WHERE id = 1",
        "DELETE FROM audit_count WHERE id = 1",
        "UPDATE audit_explanation SET cause = 'x' WHERE id = 1",
        "UPDATE audit_document SET paper = 'present' WHERE id = 1",
        "UPDATE audit_stray SET code = 'x' WHERE id = 1",
        "UPDATE audit_signature SET name = 'Eve' WHERE id = 1",
        "UPDATE audit SET title = 'x' WHERE id = 1",
    ],
)
def test_one_changed_row_makes_the_report_fail(desk: Desk, report: Path, statement: str) -> None:
    with closing(dbapi2.connect(str(desk.folder.database), isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
    assert desk.audits.verify(report).doubts == ("seal", "rows")


def test_a_changed_cell_makes_the_report_fail(desk: Desk, report: Path) -> None:
    book = load_workbook(report)
    book["Cabinets"].cell(2, 4, 0)
    book.save(report)
    assert desk.audits.verify(report).doubts == ("content",)


def test_a_changed_cell_is_found_even_if_the_workbook_says_so_of_itself(desk: Desk, report: Path) -> None:
    book = load_workbook(report)
    book["Cabinets"].cell(2, 4, 0)
    book.save(report)
    content = read_report(report, progress=Silent()).content
    for each in book.custom_doc_props.props:
        if each.name == AUDIT_CONTENT:
            each.value = content
    book.save(report)
    assert desk.audits.verify(report).doubts == ("content",)


def test_a_report_that_was_saved_by_another_program_fits(desk: Desk, report: Path) -> None:
    book = load_workbook(report)
    book["Cabinets"].column_dimensions["A"].width = 50
    book.save(report)
    assert desk.audits.verify(report).ok


def test_a_report_of_elsewhere_fits_nothing_here(desk: Desk, report: Path, tmp_path: Path) -> None:
    book = load_workbook(report)
    for each in book.custom_doc_props.props:
        if each.name == "DealerDeskAudit":
            each.value = "77"
    book.save(report)
    found = desk.audits.verify(report)
    assert (found.audit, found.doubts) == (77, ("no_such_audit",))
    plain = tmp_path / "plain.csv"
    plain.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DealerDeskError) as refused:
        desk.audits.verify(plain)
    assert refused.value.code == "no_audit_report"


def test_a_report_is_a_workbook(desk: Desk, audit: int, tmp_path: Path) -> None:
    with pytest.raises(DealerDeskError) as refused:
        desk.audits.report(audit, tmp_path / "report.docx")
    assert refused.value.code == "report_ending"
