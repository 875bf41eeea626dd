"""Documents' fields, paper, place and waivers: one action each, named in the history, and undone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.services.details import DocumentDetail, FileDetail
from dealerdesk.services.documents import Picture, Source, Target, sources_in
from dealerdesk.services.editing import ValueRefusedError
from tests.support import scans
from tests.support.importing import picture, put_in

VIN, OTHER = "LSVAM4184C2184847", "1HGCM82633A004352"
CONTRACT, INSURANCE = DocumentType.SALES_CONTRACT, DocumentType.INSURANCE_POLICY


@pytest.fixture
def file(desk: Desk) -> str:
    return desk.files.create({"vin": VIN, "vin_note": "old"}).file_no


@pytest.fixture
def contract(desk: Desk, file: str, tmp_path: Path) -> DocumentDetail:
    desk.documents.attach(file, CONTRACT, [a_scan(tmp_path, 1)], number="A-1")
    return only(desk, file)


def a_scan(folder: Path, mark: int) -> Path:
    path = folder / f"scan {mark}.pdf"
    path.write_bytes(scans.pdf(2, mark=mark))
    return path


def shown(desk: Desk, file: str) -> FileDetail:
    return desk.files.show(file)


def only(desk: Desk, file: str) -> DocumentDetail:
    (document,) = shown(desk, file).documents
    return document


def action(desk: Desk, file: str) -> str:
    return desk.history.of_file(file)[0].action


def undo_last(desk: Desk, file: str) -> None:
    desk.history.undo(desk.history.of_file(file)[0].change)


def refusal(error: pytest.ExceptionInfo[DealerDeskError]) -> str:
    assert "{" not in str(error.value)
    return error.value.code


def test_fields_are_read_written_told_and_undone(desk: Desk, file: str, contract: DocumentDetail) -> None:
    typed = {
        "number": " B－2 ",
        "dated": "2026/3/10",
        "amount": "4,574.5",
        "expiry": "",
        "note": "two copies",
    }
    done = desk.papers.edit(contract.id, typed, {"number": "A-1", "amount": ""})
    after = only(desk, file)
    assert (after.number, after.dated, after.amount) == ("B-2", date(2026, 3, 10), Decimal("4574.5"))
    assert (after.note, after.expiry, done.document) == ("two copies", None, contract.id)
    told = {entry.field: entry.after for entry in desk.history.of_file(file) if entry.change == done.change}
    assert told == {
        "document.number": "B-2",
        "document.dated": "2026-03-10",
        "document.amount": "4574.50",
        "document.note": "two copies",
    }
    assert action(desk, file) == f"sales contract of file {file} edited"
    assert desk.papers.edit(contract.id, typed).change is None
    undo_last(desk, file)
    assert only(desk, file) == contract


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"dated": "32.13.2026"}, "date_impossible"),
        ({"amount": "much"}, "amount_unreadable"),
        ({"paper": ""}, "choice_empty"),
        ({"paper": "burnt"}, "choice_unknown"),
        ({"colour": "red"}, "unknown_field"),
    ],
)
def test_what_cannot_be_read_changes_nothing(
    desk: Desk, contract: DocumentDetail, changes: dict[str, str], code: str
) -> None:
    before = picture(desk)
    with pytest.raises(DealerDeskError) as refused:
        desk.papers.edit(contract.id, {"number": "new"} | changes)
    assert refusal(refused) == code
    assert isinstance(refused.value, ValueRefusedError) is (code not in {"choice_empty", "unknown_field"})
    assert picture(desk) == before


def test_nobody_writes_over_what_they_have_not_seen(desk: Desk, file: str, contract: DocumentDetail) -> None:
    desk.papers.edit(contract.id, {"number": "C-3"})
    with pytest.raises(DealerDeskError) as refused:
        desk.papers.edit(contract.id, {"number": "D-4"}, {"number": "A-1"})
    assert refusal(refused) == "document_changed_meanwhile"
    assert only(desk, file).number == "C-3"
    desk.papers.edit(contract.id, {"note": "said by phone"}, {"number": "A-1", "note": ""})
    assert (only(desk, file).number, only(desk, file).note) == ("C-3", "said by phone")


def test_paper_alone_makes_a_document_and_is_taken_back(desk: Desk, file: str) -> None:
    file_id = shown(desk, file).id
    made = desk.papers.create(file_id, INSURANCE, {"number": "P-1"})
    assert action(desk, file) == f"insurance policy added to file {file}, without a scan"
    assert (only(desk, file).paper, only(desk, file).scans) == ("present", ())
    assert shown(desk, file).completeness.present == (INSURANCE,)
    desk.papers.note_paper(made.document, Paper.CHECKED_OUT)
    assert action(desk, file) == f"insurance policy of file {file}: paper checked out"
    desk.papers.note_paper(made.document, Paper.MISSING)
    assert only(desk, file).number == "P-1"
    bare = desk.papers.create(file_id, CONTRACT, {})
    gone = desk.papers.note_paper(bare.document, Paper.MISSING)
    assert only(desk, file).id == made.document
    assert gone.change is not None
    desk.history.undo(gone.change)
    assert len(shown(desk, file).documents) == 2


def test_a_document_moves_to_another_type_and_order(desk: Desk, file: str, contract: DocumentDetail) -> None:
    put_in(desk, RecordKind.REPAIR_ORDERS, {"order_no": "R1", "vin": VIN}, {"order_no": "R2", "vin": VIN})
    first, second = (order.id for order in shown(desk, file).orders)
    desk.papers.move(contract.id, DocumentType.INSPECTION_RESULT, first)
    assert action(desk, file) == f"document of file {file} moved to inspection result"
    desk.papers.move(contract.id, DocumentType.INSPECTION_RESULT, second)
    assert (only(desk, file).order_no, only(desk, file).order_id) == ("R2", second)
    (entry,) = [found for found in desk.history.of_file(file) if found.field == "document.order_no"][:1]
    assert (entry.before, entry.after) == ("R1", "R2")
    desk.papers.move(contract.id, INSURANCE, second)
    assert only(desk, file).order_id is None
    other = desk.files.create({"vin": OTHER}).file_no
    made = desk.papers.create(shown(desk, other).id, DocumentType.OTHER_SERVICE, {})
    with pytest.raises(DealerDeskError) as refused:
        desk.papers.move(made.document, DocumentType.REPAIR_ORDER, first)
    assert refusal(refused) == "repair_order_gone"


def test_a_scan_that_was_removed_comes_back_whole(desk: Desk, file: str, contract: DocumentDetail) -> None:
    (scan,) = contract.scans
    with pytest.raises(DealerDeskError) as refused:
        desk.papers.remove(contract.id)
    assert refusal(refused) == "document_has_scans"
    desk.papers.remove_scan(scan.id)
    assert action(desk, file) == f"scan scan 1.pdf removed from file {file}"
    assert only(desk, file).scans == ()
    undo_last(desk, file)
    assert only(desk, file) == contract
    assert desk.vault.verify(scan.sha256)
    desk.papers.remove_scan(scan.id)
    desk.papers.remove(contract.id)
    assert shown(desk, file).documents == ()
    with pytest.raises(DealerDeskError) as refused:
        desk.papers.remove(contract.id)
    assert refusal(refused) == "document_gone"
    with pytest.raises(DealerDeskError) as refused:
        desk.papers.remove_scan(scan.id)
    assert refusal(refused) == "scan_gone"


def test_a_bare_document_goes_with_its_last_scan(desk: Desk, file: str, tmp_path: Path) -> None:
    desk.documents.attach(file, CONTRACT, [a_scan(tmp_path, 1)])
    desk.papers.remove_scan(only(desk, file).scans[0].id)
    assert shown(desk, file).documents == ()
    undo_last(desk, file)
    assert len(only(desk, file).scans) == 1


def test_a_scan_moves_to_another_document(
    desk: Desk, file: str, contract: DocumentDetail, tmp_path: Path
) -> None:
    desk.documents.attach(file, INSURANCE, [a_scan(tmp_path, 2)])
    policy = shown(desk, file).documents[1]
    desk.papers.move_scan(policy.scans[0].id, contract.id)
    assert action(desk, file) == f"scan scan 2.pdf of file {file} moved to sales contract"
    assert [scan.name for scan in only(desk, file).scans] == ["scan 1.pdf", "scan 2.pdf"]
    undo_last(desk, file)
    assert [len(document.scans) for document in shown(desk, file).documents] == [1, 1]
    desk.documents.attach(file, INSURANCE, [tmp_path / "scan 1.pdf"], target=Target(document=policy.id))
    twin = shown(desk, file).documents[1].scans[1]
    with pytest.raises(DealerDeskError) as refused:
        desk.papers.move_scan(twin.id, contract.id)
    assert refusal(refused) == "same_scan_there"
    other = desk.files.create({"vin": OTHER}).file_no
    abroad = desk.papers.create(shown(desk, other).id, CONTRACT, {}).document
    with pytest.raises(DealerDeskError) as refused:
        desk.papers.move_scan(twin.id, abroad)
    assert refusal(refused) == "scan_elsewhere"


def test_a_type_is_waived_with_a_reason_and_a_name(desk: Desk, file: str) -> None:
    before = shown(desk, file)
    with pytest.raises(DealerDeskError) as refused:
        desk.papers.waive(before.id, CONTRACT, "  ")
    assert refusal(refused) == "waiver_reason"
    desk.papers.waive(before.id, CONTRACT, "bought at auction")
    after = shown(desk, file)
    assert [(waiver.type, waiver.reason, waiver.by) for waiver in after.waivers] == [
        ("sales_contract", "bought at auction", "Owner")
    ]
    assert len(after.completeness.required) == len(before.completeness.required) - 1
    assert CONTRACT in after.required_types
    assert action(desk, file) == f"sales contract waived for file {file}"
    desk.papers.waive(before.id, CONTRACT, "bought from the bank")
    assert shown(desk, file).waivers[0].reason == "bought from the bank"
    desk.papers.unwaive(before.id, CONTRACT)
    assert (shown(desk, file).waivers, action(desk, file)) == (
        (),
        f"waiver of sales contract taken back for file {file}",
    )
    undo_last(desk, file)
    assert shown(desk, file).waivers[0].reason == "bought from the bank"


# --- where attached scans go --------------------------------------------------------------------------


def test_scans_go_to_the_document_the_order_or_a_new_one(
    desk: Desk, file: str, contract: DocumentDetail, tmp_path: Path
) -> None:
    put_in(desk, RecordKind.REPAIR_ORDERS, {"order_no": "R1", "vin": VIN}, {"order_no": "R2", "vin": VIN})
    orders = {str(order.values["order_no"]): order.id for order in shown(desk, file).orders}
    desk.documents.attach(file, CONTRACT, [a_scan(tmp_path, 2)], target=Target(document=contract.id))
    assert len(only(desk, file).scans) == 2
    desk.documents.attach(file, CONTRACT, [a_scan(tmp_path, 1)], target=Target(is_new=True))
    assert [len(document.scans) for document in shown(desk, file).documents] == [2, 1]
    for mark, order in enumerate(("R2", "R1", "R2"), 3):
        type_ = DocumentType.SETTLEMENT_STATEMENT
        desk.documents.attach(file, type_, [a_scan(tmp_path, mark)], target=Target(order=orders[order]))
    assert [document.order_no for document in shown(desk, file).documents[2:]] == ["R2", "R1", "R2"]
    other = desk.files.create({"vin": OTHER}).file_no
    for target in (Target(document=contract.id), Target(order=orders["R1"])):
        with pytest.raises(DealerDeskError) as refused:
            desk.documents.attach(other, CONTRACT, [a_scan(tmp_path, 9)], target=target)
        assert refusal(refused) in {"document_gone", "repair_order_gone"}


def test_pictures_without_a_file_are_attached_beside_files(desk: Desk, file: str, tmp_path: Path) -> None:
    given: list[Source] = [
        Picture("pasted.jpg", scans.jpeg()),
        a_scan(tmp_path, 1),
        Picture("no scan", b"text"),
    ]
    done = desk.documents.attach(file, CONTRACT, given)
    assert [scan.name for scan in only(desk, file).scans] == ["pasted.jpg", "scan 1.pdf"]
    assert [str(refused.path) for refused in done.refused] == ["no scan"]


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "inside").mkdir(parents=True)
    for name in ("b.pdf", "a.jpg", ".hidden"):
        (folder / name).touch()
    alone = tmp_path / "alone.pdf"
    assert sources_in([alone, folder]) == [alone, folder / "a.jpg", folder / "b.pdf"]
