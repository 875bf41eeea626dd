"""Scans into files, and what they do for a file's completeness."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Stoppable
from dealerdesk.storage.models import Document, Waiver
from dealerdesk.storage.unit_of_work import Label
from tests.support import scans
from tests.support.importing import count_of, picture, put_in, query

Scanned = Callable[[int], Path]
VIN, OTHER = "LSVAM4187C2184847", "1HGCM82633A004352"
CONTRACT = DocumentType.SALES_CONTRACT
NOTED = Message("test.noted", "noted")


@pytest.fixture
def file(desk: Desk) -> str:
    return desk.files.create({"vin": VIN}).file_no


@pytest.fixture
def scan(tmp_path: Path) -> Scanned:
    def made(mark: int) -> Path:
        path = tmp_path / f"scan {mark}.pdf"
        path.write_bytes(scans.pdf(2, mark=mark))
        return path

    return made


def test_scans_make_a_new_document(desk: Desk, file: str, scan: Scanned) -> None:
    paths = [scan(1), scan(2)]
    done = desk.documents.attach(file, CONTRACT, paths, number=" A－1 ", dated=date(2026, 3, 10))
    (document,) = desk.files.show(file).documents
    assert (document.type, document.number, document.dated) == ("sales_contract", "A-1", date(2026, 3, 10))
    assert [(found.name, found.pages, found.media_type) for found in document.scans] == [
        (path.name, 2, "application/pdf") for path in paths
    ]
    assert [(found.path, found.document, found.already_in) for found in done.attached] == [
        (path, document.id, None) for path in paths
    ]
    (entry, *_) = desk.history.of_file(file)
    assert (entry.change, entry.action) == (done.change, f"2 scans attached to file {file}")


def test_a_scan_joins_the_document_with_its_number(desk: Desk, file: str, scan: Scanned) -> None:
    first = desk.documents.attach(file, CONTRACT, [scan(1)], number="A-1")
    joined = desk.documents.attach(file, CONTRACT, [scan(2)], number="A-1")
    others = [
        desk.documents.attach(file, CONTRACT, [scan(3)], number="A-2"),
        desk.documents.attach(file, CONTRACT, [scan(4)]),
        desk.documents.attach(file, DocumentType.VEHICLE_INVOICE, [scan(5)], number="A-1"),
    ]
    assert joined.attached[0].document == first.attached[0].document
    assert len({done.attached[0].document for done in (first, *others)}) == 4


def test_a_scan_joins_the_document_that_waits_for_it(desk: Desk, file: str, scan: Scanned) -> None:
    with desk.database.writing(Label(NOTED), author=1) as work:
        waiting = Document(file_id=1, type=CONTRACT.value, number="A-9", paper="present", created_at=work.at)
        work.session.add(waiting)
    done = desk.documents.attach(file, CONTRACT, [scan(1), scan(2)])
    (document,) = desk.files.show(file).documents
    assert (document.number, len(document.scans)) == ("A-9", 2)
    assert {found.document for found in done.attached} == {document.id}


def test_the_same_scan_twice_is_said_and_stored_once(desk: Desk, file: str, scan: Scanned) -> None:
    other = desk.files.create({"vin": OTHER}).file_no
    path = scan(1)
    first = desk.documents.attach(file, CONTRACT, [path, path])
    assert [found.already_in for found in first.attached] == [None, file]
    again = desk.documents.attach(file, CONTRACT, [path])
    assert (again.attached[0].already_in, again.change) == (file, None)
    assert again.attached[0].document == first.attached[0].document
    assert (count_of(desk, "document"), count_of(desk, "scan")) == (1, 1)
    elsewhere = desk.documents.attach(other, CONTRACT, [path])
    assert elsewhere.attached[0].already_in == file
    assert desk.documents.attach(file, DocumentType.OTHER_SALES, [path]).attached[0].already_in == file
    assert len([found for found in desk.folder.scans.rglob("*") if found.is_file()]) == 1


def test_paths_that_are_no_scans_are_refused_one_by_one(
    desk: Desk, file: str, scan: Scanned, tmp_path: Path
) -> None:
    text, empty, gone = tmp_path / "note.pdf", tmp_path / "empty.jpg", tmp_path / "gone.pdf"
    text.write_text("not a scan")
    empty.touch()
    done = desk.documents.attach(file, CONTRACT, [text, scan(1), empty, gone, tmp_path])
    assert [found.path.name for found in done.attached] == ["scan 1.pdf"]
    assert [found.path for found in done.refused] == [text, empty, gone, tmp_path]
    assert all("{" not in str(found.error) for found in done.refused)
    before = picture(desk)
    nothing = desk.documents.attach(file, CONTRACT, [text])
    assert (nothing.attached, nothing.change, len(nothing.refused)) == ((), None, 1)
    assert picture(desk) == before


def test_many_scans_take_as_few_statements_as_one(desk: Desk, file: str, scan: Scanned) -> None:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    one, many = [scan(0)], [scan(number) for number in range(1, 30)]
    counts = []
    event.listen(Engine, "before_cursor_execute", note)
    try:
        for paths in (one, [*many, one[0], many[0]]):
            statements.clear()
            desk.documents.attach(file, CONTRACT, paths, number="A-1")
            counts.append(len(statements))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert counts[1] <= counts[0]
    (document,) = desk.files.show(file).documents
    assert [found.name for found in document.scans] == [path.name for path in (*one, *many)]


def test_the_history_counts_the_scans_that_were_added(desk: Desk, file: str, scan: Scanned) -> None:
    desk.documents.attach(file, CONTRACT, [scan(1), scan(1)])
    assert desk.history.of_file(file)[0].action == f"1 scan attached to file {file}"


def test_attaching_to_no_file_or_stopping_changes_nothing(desk: Desk, file: str, scan: Scanned) -> None:
    before = picture(desk)
    with pytest.raises(DealerDeskError) as refused:
        desk.documents.attach("nobody", CONTRACT, [scan(1)])
    assert refused.value.code == "unknown_ref"
    progress = Stoppable()
    progress.stop()
    with pytest.raises(Cancelled):
        desk.documents.attach(file, CONTRACT, [scan(1)], progress=progress)
    assert picture(desk) == before


def test_a_document_of_the_service_side_hangs_on_its_order(desk: Desk, file: str, scan: Scanned) -> None:
    put_in(desk, RecordKind.REPAIR_ORDERS, {"order_no": "R1", "vin": VIN, "settlement_no": "S1"})
    only = desk.documents.attach(file, DocumentType.REPAIR_ORDER, [scan(1)])
    put_in(desk, RecordKind.REPAIR_ORDERS, {"order_no": "R2", "vin": VIN, "settlement_no": "S2"})
    desk.documents.attach(file, DocumentType.SETTLEMENT_STATEMENT, [scan(2)], number="S2")
    desk.documents.attach(file, DocumentType.REPAIR_ORDER, [scan(3)], number="R1")
    desk.documents.attach(file, DocumentType.INSPECTION_RESULT, [scan(4)])
    desk.documents.attach(file, CONTRACT, [scan(5)], number="R1")
    orders = {document.id: document.order_no for document in desk.files.show(file).documents}
    assert list(orders.values()) == ["R1", "R2", "R1", None, None]
    assert orders[only.attached[0].document] == "R1"


# --- completeness -------------------------------------------------------------------------------------


def complete(desk: Desk, file: str) -> tuple[int, int]:
    found = desk.files.show(file).completeness
    return len(found.present), len(found.required)


def test_completeness_follows_scans_papers_waivers_and_settings(desk: Desk, file: str, scan: Scanned) -> None:
    assert complete(desk, file) == (0, 7)
    done = desk.documents.attach(file, CONTRACT, [scan(1)])
    assert complete(desk, file) == (1, 7)
    with desk.database.writing(Label(NOTED), author=1) as work:
        invoice = DocumentType.VEHICLE_INVOICE.value
        work.session.add(
            Waiver(file_id=1, type="delivery_checklist", reason="lost in the flood", waived_by=1)
        )
        work.session.add(Document(file_id=1, type=invoice, paper=Paper.PRESENT.value, created_at=work.at))
    assert complete(desk, file) == (2, 6)
    desk.settings.set("paper_and_scan", "yes")
    assert complete(desk, file) == (0, 6)
    desk.settings.set("paper_and_scan", "no")
    assert done.change is not None
    desk.history.undo(done.change)
    assert complete(desk, file) == (1, 6)
    desk.files.edit(file, {"kind": "used_sale"})
    assert complete(desk, file) == (1, 4)


def test_settled_orders_ask_for_the_service_side(desk: Desk, file: str, scan: Scanned) -> None:
    order = {"vin": VIN, "settled_on": "2026-03-10", "line_kind": "part", "line_amount": "5"}
    put_in(desk, RecordKind.REPAIR_ORDERS, order | {"order_no": "R1"}, {"order_no": "R2", "vin": VIN})
    assert complete(desk, file) == (0, 10)
    missing = desk.files.show(file).completeness.missing
    assert set(missing) >= {DocumentType.REPAIR_ORDER, DocumentType.PARTS_ISSUE_SLIP}
    desk.documents.attach(file, DocumentType.REPAIR_ORDER, [scan(1)], number="R1")
    assert complete(desk, file) == (1, 10)
    assert query(desk, "SELECT repair_order_id FROM document") == [(1,)]
    assert desk.lists.rows([1])[1].completeness == desk.files.show(file).completeness
