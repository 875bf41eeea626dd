"""Two files of one vehicle made one: what moves, what is refused, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.files import FileState
from dealerdesk.services.history import action_text
from dealerdesk.services.merging import Choice, MergePlan
from dealerdesk.storage.models import OwnerRecord, PlateRecord, VehicleFile
from tests.support import scans
from tests.support.databases import rows_of, value
from tests.support.factories import (
    MADE_BY_A_TEST,
    a_customer,
    a_document,
    a_policy,
    a_repair_order,
    a_vehicle_file,
    a_vin,
    empty_desk,
)

FILES = PairKind.FILES


class Two:
    """A sale without a VIN, and the same vehicle's file from the workshop."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
            owner = a_customer(work).id
            kept = a_vehicle_file(work, vin=None, plate="粤B10001", customer_id=owner, odometer=100)
            other = a_vehicle_file(
                work, plate="粤B10002", customer_id=owner, odometer=900, colour=None, kind="service_only"
            )
            a_document(work, kept, number="N1")
            a_repair_order(work, other)
            a_policy(work, other)
            work.session.add(
                PlateRecord(file_id=other.id, plate="粤B·9", plate_key="粤B9", until=date(2025, 1, 1))
            )
            former = a_customer(work, name="李娜").id
            work.session.add(OwnerRecord(file_id=other.id, customer_id=former, until=date(2025, 1, 1)))
            self.kept, self.other, self.vin = kept.id, other.id, other.vin
            self.kept_no, self.other_no = kept.file_no, other.file_no

    def plan(self) -> MergePlan:
        return self.desk.merging.plan_merge(FILES, self.kept, self.other)

    def merge(self, **chosen: Choice) -> int:
        return self.desk.merging.apply_merge(self.plan(), chosen).change

    def change(self, which: int, **values: Any) -> None:
        with self.desk.database.writing(MADE_BY_A_TEST, author=1) as work:
            file = work.session.get_one(VehicleFile, which)
            for name, what in values.items():
                setattr(file, name, what)

    def values(self) -> dict[str, Any]:
        return dict(self.desk.files.show(self.kept_no).values)

    def count(self, table: str, which: int) -> int:
        sql = f"SELECT count(*) FROM {table} WHERE file_id = ?"
        return int(value(self.desk.database, sql, which))


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with closing(empty_desk(tmp_path)) as desk:
        yield Two(desk)


def refused(two: Two, plan: MergePlan, **chosen: Choice) -> str:
    before = rows_of(two.desk.database)
    with pytest.raises(DealerDeskError) as error:
        two.desk.merging.apply_merge(plan, chosen)
    assert rows_of(two.desk.database) == before
    assert str(error.value)
    return error.value.code


def test_everything_moves_and_the_other_file_is_archived_with_the_reason(two: Two) -> None:
    two.merge()
    for table in ("repair_order", "policy", "plate_record", "owner_record", "document"):
        assert two.count(table, two.other) == 0, table
    assert two.count("document", two.kept) == 1
    assert two.count("repair_order", two.kept) == 1
    values = two.values()
    assert values["vin"] == two.vin
    assert values["odometer"] == 900
    assert values["colour"] == "白色"
    assert values["kind"] == "new_sale"
    sql = "SELECT archive_reason FROM vehicle_file WHERE vin IS NULL AND archived_at IS NOT NULL AND id = ?"
    assert value(two.desk.database, sql, two.other) == f"merged into {two.kept_no}"
    assert two.vin in value(two.desk.database, "SELECT notes FROM vehicle_file WHERE id = ?", two.other)
    detail = two.desk.files.show(two.kept_no)
    assert {each.name for each in detail.old_plates} == {"粤B·9", "粤B·10002"}
    assert two.desk.checks.check(deep=True).problems == ()


def test_an_old_plate_finds_the_file_that_stays(two: Two) -> None:
    two.merge()
    assert two.desk.files.show("粤B10002").id == two.kept
    assert two.kept in {hit.file_id for hit in two.desk.search.find("粤B10002").hits}


def test_undo_brings_everything_back_row_for_row_and_both_histories_tell_it(two: Two) -> None:
    before = rows_of(two.desk.database)
    change = two.merge()
    for file_id in (two.kept, two.other):
        newest = two.desk.history.page_of_file(file_id).actions[0]
        assert (
            action_text(newest.label, newest.params) == f"file {two.other_no} merged into file {two.kept_no}"
        )
        assert newest.rows
    assert two.desk.history.undo(change).kept == ()
    assert rows_of(two.desk.database) == before
    assert two.desk.checks.check(deep=True).problems == ()


def test_the_plate_of_the_other_can_be_chosen(two: Two) -> None:
    two.merge(plate=Choice.OTHER)
    assert two.values()["plate"] == "粤B·10002"
    assert "粤B·10001" in {each.name for each in two.desk.files.show(two.kept_no).old_plates}
    assert two.desk.checks.check(deep=True).problems == ()


def test_two_sound_vins_are_two_vehicles(two: Two) -> None:
    two.change(two.kept, vin=a_vin())
    plan = two.plan()
    assert plan.refusal is not None
    assert refused(two, plan) == "merge_two_vehicles"


def test_a_vin_that_was_let_pass_gives_way_to_the_sound_one(two: Two) -> None:
    two.change(two.kept, vin="LSV123", vin_note="old vehicle")
    two.merge()
    assert two.values()["vin"] == two.vin
    assert two.values()["vin_note"] is None


def test_a_flawed_vin_of_the_other_stays_in_the_archive(two: Two) -> None:
    two.change(two.other, vin="LSV123", vin_note="old vehicle")
    sound = a_vin()
    two.change(two.kept, vin=sound)
    two.merge()
    assert two.values()["vin"] == sound
    assert value(two.desk.database, "SELECT vin FROM vehicle_file WHERE id = ?", two.other) == "LSV123"


def test_an_archived_file_does_not_stay(two: Two) -> None:
    two.desk.files.archive(two.kept_no)
    assert refused(two, two.plan()) == "merge_kept_archived"
    two.desk.files.unarchive(two.kept_no)
    two.desk.files.archive(two.other_no, "sold")
    two.merge()
    sql = "SELECT archive_reason FROM vehicle_file WHERE id = ?"
    assert value(two.desk.database, sql, two.other) == f"merged into {two.kept_no}; sold"


def test_the_owner_who_is_not_chosen_becomes_a_former_one(two: Two) -> None:
    with two.desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        another = a_customer(work, name="赵敏").id
        work.session.get_one(VehicleFile, two.other).customer_id = another
    plan = two.plan()
    assert "merge_owner_becomes_former" in {warning.code for warning in plan.warnings}
    two.desk.merging.apply_merge(plan, {"customer": Choice.OTHER})
    assert two.values()["customer"] == "赵敏"
    assert "王小明" in {each.name for each in two.desk.files.show(two.kept_no).old_owners}


def test_states_are_kept_and_warned_of(two: Two) -> None:
    two.desk.files.set_state(two.other_no, FileState.VERIFIED)
    assert "merge_other_is_further" in {warning.code for warning in two.plan().warnings}
    two.desk.files.set_state(two.kept_no, FileState.VERIFIED)
    assert "merge_stays_filed" in {warning.code for warning in two.plan().warnings}
    two.merge()
    assert two.values()["state"] == "verified"


def test_a_scan_in_both_is_kept_once(two: Two, tmp_path: Path) -> None:
    paths = []
    for mark in (1, 2):
        path = tmp_path / f"scan-{mark}.pdf"
        path.write_bytes(scans.pdf(mark=mark))
        paths.append(path)
    attach = two.desk.documents.attach
    attach(two.kept_no, DocumentType.VEHICLE_INVOICE, paths[:1], number="F1")
    attach(two.other_no, DocumentType.VEHICLE_INVOICE, paths, number="F1")
    attach(two.other_no, DocumentType.SALES_CONTRACT, paths[1:], number="other")
    before = rows_of(two.desk.database)
    change = two.merge()
    invoices = (
        "SELECT count(*), count(DISTINCT s.sha256) FROM document d JOIN scan s ON s.document_id = d.id "
    )
    with two.desk.database.asking() as connection:
        found = connection.execute(
            f"{invoices} WHERE d.file_id = ? AND type = 'vehicle_invoice'", (two.kept,)
        )
        assert found.fetchone() == (2, 2)
    assert two.count("document", two.kept) == 3
    assert two.desk.checks.check(deep=True).problems == ()
    assert two.desk.history.page_of_file(two.kept).actions[0].rows
    two.desk.history.undo(change)
    assert rows_of(two.desk.database) == before


def test_a_waiver_of_both_stays_with_each(two: Two) -> None:
    for number in (two.kept, two.other):
        two.desk.papers.waive(number, DocumentType.DELIVERY_CHECKLIST, "lost")
    two.desk.papers.waive(two.other, DocumentType.CONFORMITY_CERTIFICATE, "imported")
    two.merge()
    assert (two.count("waiver", two.kept), two.count("waiver", two.other)) == (2, 1)


def test_what_was_changed_since_it_was_seen_is_not_merged_over(two: Two) -> None:
    plan = two.plan()
    two.change(two.kept, colour="红色")
    assert refused(two, plan) == "merge_changed_since"
    plan = two.plan()
    two.desk.files.set_state(two.kept_no, FileState.VERIFIED)
    assert refused(two, plan) == "merge_changed_otherwise"
    plan = two.plan()
    two.desk.papers.create(two.other, DocumentType.OTHER_SALES, {"note": "more"})
    two.desk.merging.apply_merge(plan, {})
    assert two.count("document", two.kept) == 2


def test_what_is_proposed_to_stay(two: Two) -> None:
    assert two.desk.merging.plan_pair(FILES, two.kept, two.other).kept.id == two.other
    two.desk.files.set_state(two.kept_no, FileState.VERIFIED)
    assert two.desk.merging.plan_pair(FILES, two.kept, two.other).kept.id == two.kept
    two.desk.files.archive(two.kept_no)
    assert two.desk.merging.plan_pair(FILES, two.kept, two.other).kept.id == two.other
