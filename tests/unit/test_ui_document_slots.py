"""Which slots a file has, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.services.details import FileDetail
from dealerdesk.storage.models import VehicleFile
from dealerdesk.ui.documents.slots import (
    NO_VISIT,
    Lack,
    Slot,
    SlotState,
    earlier_visits,
    other_documents,
    sales_column,
    service_column,
    visits,
)
from dealerdesk.ui.documents.words import ending, ending_of, facts, spoken
from tests.support.factories import (
    MADE_BY_A_TEST,
    NOW,
    TODAY,
    a_document,
    a_repair_order,
    a_vehicle_file,
    empty_desk,
)

KIND = DocumentType


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(empty_desk(tmp_path)) as desk:
        yield desk


def shown(desk: Desk, file: VehicleFile) -> FileDetail:
    return desk.files.show(file.file_no)


def states(slots: tuple[Slot, ...]) -> dict[str, str]:
    return {slot.type.value: slot.state.value for slot in slots}


def test_the_sales_side_shows_what_is_required_and_what_is_there(desk: Desk) -> None:
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        file = a_vehicle_file(work, kind="used_sale")
        a_document(work, file, KIND.SALES_CONTRACT, number="HT-1")
        a_document(work, file, KIND.PURCHASE_INTENTION, paper="missing", number="PI-1")
        a_document(work, file, KIND.OTHER_SALES, note="loan agreement")
    desk.papers.waive(shown(desk, file).id, KIND.VEHICLE_INVOICE, "bought at auction")
    column = sales_column(shown(desk, file), TODAY)
    assert states(column.slots) == {
        "purchase_intention": "optional",
        "sales_contract": "filled",
        "vehicle_invoice": "waived",
        "registration_certificate": "missing",
        "insurance_policy": "missing",
    }
    assert (column.present, column.required) == (1, 3)
    waived = column.slots[2]
    assert spoken(waived) == "vehicle invoice, not required: bought at auction, says Owner"
    (other,) = other_documents(shown(desk, file), TODAY)
    assert (other.type, facts(other)) == (KIND.OTHER_SALES, "03 Feb 2025")


def test_each_document_of_a_type_has_a_slot_the_latest_first(desk: Desk) -> None:
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        file = a_vehicle_file(work)
        for years in (1, 0, 2):
            expiry = TODAY + timedelta(days=12 - 365 * years)
            a_document(work, file, KIND.INSURANCE_POLICY, number=f"P-{years}", expiry=expiry)
    slots = [
        slot for slot in sales_column(shown(desk, file), TODAY).slots if slot.type is KIND.INSURANCE_POLICY
    ]
    assert [slot.document.number for slot in slots if slot.document] == ["P-0", "P-1", "P-2"]
    assert [slot.days_left for slot in slots] == [12, None, None]
    assert ending(slots[0]) == "Ends 22 Mar, 12 days"
    assert spoken(slots[0]) == "insurance policy, P-0, no scan, paper present, ends in 12 days"


def test_the_year_is_said_only_where_another_one_could_be_meant() -> None:
    assert ending_of(date(2026, 3, 25), 13) == "Ends 25 Mar, 13 days"
    assert ending_of(date(2027, 1, 4), 20) == "Ends 04 Jan, 20 days"
    assert ending_of(date(2028, 1, 4), 400) == "Ends 04 Jan 2028, 400 days"
    assert ending_of(date(2025, 12, 30), -20) == "Ended 30 Dec 2025"


@pytest.mark.parametrize(("days", "words"), [(-3, "Ended 07 Mar"), (0, "Ends today"), (31, "")])
def test_an_insurance_without_a_date_of_its_own_ends_with_that_of_the_file(
    desk: Desk, days: int, words: str
) -> None:
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        file = a_vehicle_file(work, insurance_ends=TODAY + timedelta(days=days))
        a_document(work, file, KIND.INSURANCE_POLICY)
    (slot,) = [
        slot for slot in sales_column(shown(desk, file), TODAY).slots if slot.type is KIND.INSURANCE_POLICY
    ]
    assert ending(slot) == words


def test_where_paper_and_scan_are_asked_for_the_slot_says_what_lacks(desk: Desk) -> None:
    desk.settings.set("paper_and_scan", "yes")
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        file = a_vehicle_file(work)
        a_document(work, file, KIND.SALES_CONTRACT)
        a_document(work, file, KIND.VEHICLE_INVOICE, paper=Paper.MISSING.value)
    slots = {slot.type: slot for slot in sales_column(shown(desk, file), TODAY).slots}
    assert (slots[KIND.SALES_CONTRACT].state, slots[KIND.SALES_CONTRACT].lack) == (
        SlotState.FILLED,
        Lack.SCAN,
    )
    assert (slots[KIND.VEHICLE_INVOICE].state, slots[KIND.VEHICLE_INVOICE].lack) == (SlotState.MISSING, None)


def test_the_service_side_is_that_of_one_visit(desk: Desk) -> None:
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        file = a_vehicle_file(work)
        first = a_repair_order(work, file, date_in=NOW - timedelta(days=90))
        last = a_repair_order(work, file)
        open_one = a_repair_order(work, file, settled_on=None, date_in=NOW)
        old = a_repair_order(work, file, date_in=NOW - timedelta(days=900), settled_on=date(2023, 1, 5))
        a_document(work, file, KIND.REPAIR_ORDER, repair_order_id=last.id)
        for kind in (KIND.REPAIR_ORDER, KIND.PARTS_ISSUE_SLIP, KIND.SETTLEMENT_STATEMENT):
            a_document(work, file, kind, repair_order_id=first.id)
    detail = shown(desk, file)
    assert visits(detail) == (open_one.id, last.id, first.id, old.id)
    column = service_column(detail, last.id, TODAY)
    assert states(column.slots) == {
        "repair_order": "filled",
        "parts_issue_slip": "missing",
        "settlement_statement": "missing",
        "inspection_result": "optional",
    }
    assert (column.present, column.required) == (1, 3)
    for not_judged in (open_one, old):
        column = service_column(detail, not_judged.id, TODAY)
        assert set(states(column.slots).values()) == {"optional"}
        assert column.required is None
    assert earlier_visits(detail, last.id, TODAY) == (1, 1)
    assert earlier_visits(detail, open_one.id, TODAY) == (1, 2)


def test_documents_that_belong_to_no_visit_are_not_lost(desk: Desk) -> None:
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        file = a_vehicle_file(work)
        order = a_repair_order(work, file)
        a_document(work, file, KIND.INSPECTION_RESULT)
        a_document(work, file, KIND.OTHER_SERVICE, repair_order_id=order.id)
    detail = shown(desk, file)
    assert visits(detail) == (order.id, NO_VISIT)
    assert states(service_column(detail, NO_VISIT, TODAY).slots) == {"inspection_result": "filled"}
    (other,) = other_documents(detail, TODAY)
    assert (other.type, other.order) == (KIND.OTHER_SERVICE, order.id)
