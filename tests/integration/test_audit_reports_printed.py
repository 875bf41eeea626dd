"""Printed reports of audits: what they say, and that nothing of them is changed unseen."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
import pytest
from sqlcipher3 import dbapi2

from dealerdesk import i18n
from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import FAULT_LABELS, Fault, Mark
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.audits import DocumentMark, issuing, reporting
from dealerdesk.services.audits.ground import get_row
from dealerdesk.services.audits.reported import AuditReport, gather
from tests.support.audits import BECAUSE, cabinet, explain_all, no, opened, shelve, verdicts
from tests.support.desks import add_files, last_change
from tests.support.importing import reading_here
from tests.support.printed import codes_on, pages_of, text_of
from tests.support.reports import (
    cover,
    draw_a_letter,
    hide,
    make_tiny,
    move_away,
    note_on,
    saved_anew,
    say_otherwise,
)

pytestmark = pytest.mark.usefixtures("qapp")

A4_POINTS = (595.3, 841.9)


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    """Reports are read in this process; the command line's tests read them in the child."""
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
    """The report of the closed audit, as another program saved it: the history no longer knows its bytes."""
    desk.audits.close(audit, ["Ann", "Bob"])
    path = desk.audits.report(audit, tmp_path / "report.pdf")
    with saved_anew(path):
        pass
    return path


def said(path: Path) -> str:
    """All text of a report, without blanks: they are where lines end."""
    return "".join("".join(text_of(page).split()) for page in pages_of(path))


def joined(*texts: object) -> str:
    return "".join("".join(map(str, texts)).split())


def gathered(desk: Desk, audit: int) -> AuditReport:
    with desk.database.asking() as connection:
        return gather(connection, get_row(connection, audit))


def doubts(desk: Desk, path: Path) -> tuple[str, ...]:
    return desk.audits.verify(path).doubts


def test_a_printed_report_says_every_figure_and_every_discrepancy(desk: Desk, report: Path) -> None:
    text = said(report)
    figures = "6Expected4Counted2Missing1Misplaced5Discrepancies2Filesinorder"
    assert figures in text
    for pair in (
        ("1", "Folders not in the record"),
        ("1", "Papers missing or unreadable"),
        ("0", "Scans missing or unreadable"),
        ("0", "Cards that differ from the paper"),
        ("Not explained yet", "0"),
        ("Pass rate", "33.3 %"),
        ("A", 3, 2, 1, 0, "B", 3, 2, 1, 1, "In all", 6, 4, 2, 1),
        ("Sales contract", 6, 0, 0, 1, 1, 1, 0),
        ("Folder missing", "Belongs in: A-1/5", BECAUSE.cause, "→", BECAUSE.action, "Ann", "2026-11-01"),
        ("Folder in the wrong cabinet", "Belongs in: B-1/2 · Seen in: A · Seen by: Ann"),
        ("Folder not in the record", "Seen in: B · Seen by: Bob"),
        (no(3), "moved", "A-1/3", "C-1"),
        (no(7), "made after the opening"),
        ("Ann", "2026-10-08 11:00", "Bob", "2026-10-08 11:00"),
    ):
        assert joined(*pair) in text
    assert "PROVISIONAL" not in text
    seal = desk.audits.get(1).fingerprint
    assert seal
    assert seal in text
    codes = [code for page in pages_of(report) for code in codes_on(page, 203)]
    assert codes == [("QRCode", f"DealerDesk audit 1 {seal}")]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_report_is_printed_in_every_language_and_fits_for_good(
    desk: Desk, audit: int, tmp_path: Path, language: str
) -> None:
    desk.audits.close(audit, ["Ann", "Bob"])
    path = desk.audits.report(audit, tmp_path / "report.pdf", language=language)
    with i18n.speaking(language):
        names = [name for name, _ in reporting.figure_pairs(gathered(desk, audit))][:3]
        assert joined("6", names[0], "4", names[1], "2", names[2]) in said(path)
        fault = joined(no(5), "粤B·10005", "大众", FAULT_LABELS[Fault.MISSING].said())
        assert fault.casefold() in said(path).casefold()
    with saved_anew(path):
        pass
    shelve(desk, {1: "Z", 7: "Z-1"})
    opened(desk, "Next")
    found = desk.audits.verify(path)
    assert (found.ok, found.audit) == (True, audit)
    for page in pages_of(path):
        assert page.get_size() == pytest.approx(A4_POINTS, abs=0.5)


def test_a_report_of_an_open_audit_is_provisional_on_every_page(
    desk: Desk, audit: int, tmp_path: Path
) -> None:
    path = desk.audits.report(audit, tmp_path / "report.pdf")
    pages = [joined(text_of(page)) for page in pages_of(path)]
    assert all("PROVISIONAL" in page for page in pages)
    assert [f"{number}of{len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert "Name,date,signature" in pages[-1]
    assert desk.audits.verify(path).ok
    verdicts(desk, audit, no(5))
    assert doubts(desk, path) == ("rows",)


def test_a_report_says_what_was_missing_last_time_too(desk: Desk, audit: int, tmp_path: Path) -> None:
    desk.audits.close(audit, ["Ann", "Bob"])
    second = opened(desk, "Next")
    verdicts(desk, second, *map(no, (1, 2, 3, 4, 6, 7)))
    path = desk.audits.report(second, tmp_path / "report.pdf")
    text = said(path)
    assert joined("Folder missing", "Belongs in: A-1/5", "Missing last time, too") in text
    assert joined("Compared with last time") in text
    assert joined("Missing", 2, 1, "Misplaced", 1) in text
    assert joined("Missing then, found now", 1) in text
    with saved_anew(path):
        pass
    assert desk.audits.verify(path).ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_file SET location = 'A' WHERE id = 2",
        "UPDATE audit_count SET counted_by = 'Eve' WHERE id = 1",
        "UPDATE audit_explanation SET cause = 'x' WHERE id = 1",
        "UPDATE audit_signature SET name = 'Eve' WHERE id = 1",
    ],
)
def test_one_changed_row_makes_the_printed_report_fail(desk: Desk, report: Path, statement: str) -> None:
    with closing(dbapi2.connect(str(desk.folder.database), isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
    assert doubts(desk, report) == ("seal", "rows")


def fewer_missing(report: AuditReport) -> AuditReport:
    figures = replace(report.figures, counted=report.figures.counted + 1)
    return replace(report, figures=figures)


def one_discrepancy_less(report: AuditReport) -> AuditReport:
    return replace(report, discrepancies=report.discrepancies[:-1])


@pytest.mark.parametrize("forged", [fewer_missing, one_discrepancy_less])
def test_a_figure_that_was_edited_is_found(
    desk: Desk, report: Path, monkeypatch: pytest.MonkeyPatch, forged: Any
) -> None:
    honest = issuing._print
    with monkeypatch.context() as patched:
        patched.setattr(issuing, "_print", lambda gathered, *rest: honest(forged(gathered), *rest))
        desk.audits.report(1, report)
    with saved_anew(report):
        pass
    assert doubts(desk, report) == ("content",)


def test_a_report_whose_pages_another_program_wrote_anew_fits(desk: Desk, report: Path) -> None:
    with saved_anew(report) as document, closing(document[0]) as page:
        page.gen_content()
    assert desk.audits.verify(report).ok


def swap(document: Any) -> None:
    assert pdfium.raw.FPDF_MovePages(document, (ctypes.c_int * 1)(1), 1, 0)


def drop(document: Any) -> None:
    del document[1]


def cover_the_title(document: Any) -> None:
    cover(document, (60, 700, 300, 60))


@pytest.mark.parametrize(
    "tamper", [swap, drop, cover_the_title, hide, move_away, make_tiny, draw_a_letter, note_on]
)
def test_pages_that_were_changed_are_found(desk: Desk, report: Path, tamper: Any) -> None:
    with saved_anew(report) as document:
        tamper(document)
    assert doubts(desk, report) == ("content",)


@pytest.mark.parametrize(
    ("before", "after", "doubt"),
    [
        ('"audit": 1', '"audit": 77', "no_such_audit"),
        ('"fingerprint": "', '"fingerprint": "0', "rows"),
        ('"content": "', '"content": "0', "content"),
        ('"made_by": "', '"made_by": "Eve', "content"),
        ('"language": "en"', '"language": "zh_CN"', "content"),
    ],
)
def test_what_the_report_carries_along_cannot_be_changed_either(
    desk: Desk, report: Path, before: str, after: str, doubt: str
) -> None:
    with saved_anew(report) as document:
        say_otherwise(document, lambda text: text.replace(before, after, 1))
    assert doubts(desk, report) == (doubt,)


def refusal(desk: Desk, path: Path) -> str:
    with pytest.raises(DealerDeskError) as refused:
        desk.audits.verify(path)
    assert path.name in str(refused.value)
    return refused.value.code


def test_what_is_no_report_is_told_in_a_sentence(desk: Desk, report: Path, tmp_path: Path) -> None:
    strange = tmp_path / "strange.pdf"
    with closing(pdfium.PdfDocument.new()) as document:
        document.new_page(200, 200).close()
        document.save(strange)
    assert refusal(desk, strange) == "no_audit_report"
    with saved_anew(report) as document:
        say_otherwise(document, lambda _text: "[1, 2]")
    assert refusal(desk, report) == "no_audit_report"
    strange.write_bytes(b"%PDF-1.4\n" + b"junk " * 2**21)
    assert refusal(desk, strange) == "report_damaged"
    strange.write_bytes(report.read_bytes()[:4000])
    assert refusal(desk, strange) == "report_damaged"
    strange.write_bytes(b"\x07junk" * 2**21)
    assert refusal(desk, strange) == "file_not_spreadsheet"
    assert refusal(desk, tmp_path / "none.pdf") == "file_not_found"


def test_reports_and_sheets_are_noted_in_the_history(desk: Desk, audit: int, tmp_path: Path) -> None:
    before = last_change(desk)
    desk.audits.report(audit, tmp_path / "report.pdf")
    desk.audits.report(audit, tmp_path / "report.xlsx")
    desk.audits.write_sheet(audit, tmp_path / "sheet.pdf")
    with desk.database.asking() as connection:
        rows = connection.execute(
            "SELECT label, kind, params ->> 'name', length(hash) FROM change_set WHERE id > ? ORDER BY id",
            (before,),
        ).fetchall()
    assert rows == [
        ("action.audit_reported", "note", "report.pdf", 64),
        ("action.audit_reported", "note", "report.xlsx", 64),
        ("action.count_sheet_written", "note", "sheet.pdf", 64),
    ]
    assert desk.history.undo(before + 1).change is None
