"""Cover sheets and the cabinet index: what stands in the record stands on the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Mark
from dealerdesk.domain.cover_sheets import CoverAudit, IndexLine
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.labels import Box, FolderLabel
from dealerdesk.domain.progress import Silent
from dealerdesk.printing.cabinet_index import LINES_A_PAGE, page_count, write_cabinet_index
from dealerdesk.services.audits import DocumentMark
from tests.support.audits import explain_all, opened
from tests.support.factories import (
    MADE_BY_A_TEST,
    TODAY,
    a_customer,
    a_document,
    a_vehicle_file,
    empty_desk,
)
from tests.support.printed import codes_on, pages_of, text_of, things_on

pytestmark = pytest.mark.usefixtures("qapp")

A4 = Box(0, 0, 210, 297)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(empty_desk(tmp_path)) as own:
        yield own


def add(desk: Desk, **values: object) -> int:
    with desk.database.writing(MADE_BY_A_TEST, author=desk.author) as work:
        owner = a_customer(work, name="陈嘉怡", phone="13907554821")
        file = a_vehicle_file(work, customer_id=owner.id, **values)
        a_document(work, file, number="HT-17")
        a_document(work, file, DocumentType.VEHICLE_INVOICE, paper=Paper.MISSING.value)
        return file.id


def printed(desk: Desk, out: Path, *ids: int, names: bool = True) -> list[str]:
    desk.cover_sheets.write(out, desk.cover_sheets.of_files(ids), names=names)
    return [text_of(page) for page in pages_of(out)]


def test_a_cover_sheet_says_what_is_known_of_the_vehicle(desk: Desk, tmp_path: Path) -> None:
    file = add(desk, file_no="2026-00017", plate="粤B12345", location="B-2 / 17", model="朗逸")
    (said,) = printed(desk, tmp_path / "out.pdf", file)
    for words in (
        "粤B·12345",
        "2026-00017",
        "B-2 / 17",
        "大众 朗逸 2024",
        "陈嘉怡",
        "13907554821",
        "new sale",
    ):
        assert words in said
    assert (TODAY - timedelta(days=400)).isoformat() in said
    assert "1 of 7 required documents" in said


def test_names_are_left_out_where_they_are_not_wanted(desk: Desk, tmp_path: Path) -> None:
    (said,) = printed(desk, tmp_path / "out.pdf", add(desk), names=False)
    assert "陈嘉怡" not in said
    assert "13907554821" not in said


def test_required_documents_are_ticked_as_the_record_has_them(desk: Desk) -> None:
    (sheet,) = desk.cover_sheets.of_files([add(desk)])
    lines = {line.type: line for line in sheet.lines}
    assert lines[DocumentType.SALES_CONTRACT].has_paper
    assert not lines[DocumentType.SALES_CONTRACT].has_scan
    assert lines[DocumentType.SALES_CONTRACT].remark.startswith("HT-17 · ")
    assert not lines[DocumentType.VEHICLE_INVOICE].has_paper
    assert lines[DocumentType.INSURANCE_POLICY].is_required
    assert (sheet.present, sheet.required) == (1, 7)


def test_a_waived_document_says_so(desk: Desk, tmp_path: Path) -> None:
    file = add(desk, file_no="2026-00018")
    desk.papers.waive(file, DocumentType.INSURANCE_POLICY, "stock car")
    (sheet,) = desk.cover_sheets.of_files([file])
    assert [line.type for line in sheet.lines if line.is_waived] == [DocumentType.INSURANCE_POLICY]
    assert "waived" in printed(desk, tmp_path / "out.pdf", file)[0]


@pytest.mark.parametrize("dots_per_inch", [203, 300])
def test_the_codes_of_a_cover_sheet_are_read_back(desk: Desk, tmp_path: Path, dots_per_inch: int) -> None:
    numbers = ["2026-00017", "2026-00018"]
    ids = [add(desk, file_no=number) for number in numbers]
    out = tmp_path / "out.pdf"
    printed(desk, out, *ids)
    for number, page in zip(numbers, pages_of(out), strict=True):
        assert codes_on(page, dots_per_inch) == [("Code128", number), ("QRCode", number)]


def audited(desk: Desk, number: str, *, missing: bool = False, wrong: bool = False) -> None:
    """Open an audit, count the file with this number in it, and close it."""
    audit = opened(desk)
    if not missing:
        desk.counting.scan(audit, [number], at="A-1", by="Ann")
    if wrong:
        mark = DocumentMark(DocumentType.VEHICLE_INVOICE, Mark.MISSING, Mark.PRESENT)
        desk.counting.mark(audit, number, mark, by="Ann")
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])


def test_years_of_closed_audits_are_told(desk: Desk, tmp_path: Path) -> None:
    number = "2026-00017"
    file = add(desk, file_no=number)
    (fresh,) = printed(desk, tmp_path / "out.pdf", file)
    assert "in order" not in fresh
    assert "Remark 2026 2027 2028 2029 2030 " in fresh
    audited(desk, number)
    opened(desk)
    assert (
        "Remark 2026 2026-03-10 Ann in order 2027 2028 2029 2030 "
        in printed(desk, tmp_path / "out.pdf", file)[0]
    )
    audited(desk, number, wrong=True)
    audited(desk, number, missing=True)
    (sheet,) = desk.cover_sheets.of_files([file])
    assert [(audit.year, audit.counted_by, audit.remark) for audit in sheet.audits] == [
        (2026, "Ann", "in order"),
        (2026, "Ann", "paper missing or unreadable: vehicle invoice"),
        (2026, "", "folder missing"),
    ]


def test_what_an_audit_explained_and_then_found_is_in_order(desk: Desk) -> None:
    file = add(desk, file_no="2026-00017")
    audit = opened(desk)
    explain_all(desk, audit)
    desk.counting.scan(audit, ["2026-00017"], by="Ann")
    desk.audits.close(audit, ["Ann", "Bob"])
    (sheet,) = desk.cover_sheets.of_files([file])
    assert [audit.remark for audit in sheet.audits] == ["in order"]


def test_only_the_last_audits_have_lines(desk: Desk, tmp_path: Path) -> None:
    file = add(desk)
    (sheet,) = desk.cover_sheets.of_files([file])
    audits = tuple(CoverAudit(year, TODAY, f"C{year}", "in order") for year in range(2019, 2026))
    out = tmp_path / "out.pdf"
    desk.cover_sheets.write(out, [replace(sheet, audits=audits)], names=True)
    (said,) = map(text_of, pages_of(out))
    assert [year for year in range(2019, 2026) if f"C{year}" in said] == [2023, 2024, 2025]
    assert "in order 2026 2027 " in said


def test_nothing_leaves_the_paper_however_long_it_is(desk: Desk, tmp_path: Path) -> None:
    long = "龘" * 60
    file = add(desk, plate=long, vin=long, model=long, location=long, file_no="N" * 40)
    out = tmp_path / "out.pdf"
    (sheet,) = desk.cover_sheets.of_files([file])
    audits = tuple(CoverAudit(2026, TODAY, long, long) for _ in range(6))
    desk.cover_sheets.write(out, [replace(sheet, audits=audits)], names=True)
    (things,) = [things_on(page) for page in pages_of(out)]
    assert all(A4.inset(15, 10).holds(thing, 0.1) for thing in things)


def test_the_index_walks_along_the_cabinet(
    desk: Desk, tmp_path: Path, language: Callable[[str], None]
) -> None:
    places = ["A-10", "A-2", "B-1"]
    ids = [add(desk, location=place, file_no=f"2026-0000{number}") for number, place in enumerate(places)]
    lines = desk.cover_sheets.index_of(ids)
    assert [line.label.location for line in lines] == ["A-2", "A-10", "B-1"]
    assert {(line.present, line.required) for line in lines} == {(1, 7)}
    out = tmp_path / "out.pdf"
    language("zh_CN")
    desk.cover_sheets.write_index(out, lines, names=False)
    (said,) = [text_of(page) for page in pages_of(out)]
    assert said.index("2026-00001") < said.index("2026-00000") < said.index("2026-00002")
    assert "1/7" in said
    assert "陈嘉怡" not in said


def test_a_long_index_takes_pages_and_keeps_every_line(tmp_path: Path) -> None:
    count = 2 * LINES_A_PAGE + 1
    lines = [IndexLine(FolderLabel(f"N{number:05d}", customer="林國棟"), "", 0, 0) for number in range(count)]
    out = tmp_path / "out.pdf"
    write_cabinet_index(out, lines, Silent(), names=True)
    pages = [text_of(page) for page in pages_of(out)]
    assert len(pages) == page_count(count) == 3
    assert "Page 3 of 3" in pages[2]
    words = " ".join(pages).split()
    assert [word for word in words if word.startswith("N0")] == [line.label.file_no for line in lines]
    assert words.count("林國棟") == count


def test_nothing_to_print_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DealerDeskError) as refused:
        printed(desk, tmp_path / "out.pdf")
    assert refused.value.code == "no_labels"
    with pytest.raises(DealerDeskError) as refused:
        desk.cover_sheets.write_index(tmp_path / "out.pdf", (), names=True)
    assert refused.value.code == "no_labels"
