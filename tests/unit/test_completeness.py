from __future__ import annotations

from datetime import date

import pytest

from dealerdesk.domain.completeness import (
    DEFAULT_REQUIRED,
    FileContents,
    HeldDocument,
    SettledOrder,
    completeness,
    months_before,
)
from dealerdesk.domain.documents import DocumentType, Market, Paper
from dealerdesk.domain.files import FileKind

TODAY = date(2026, 11, 22)
CHINA_NEW = DEFAULT_REQUIRED[Market.CHINA][FileKind.NEW_SALE]
CHINA_SERVICE = DEFAULT_REQUIRED[Market.CHINA][FileKind.SERVICE_ONLY]
CONTRACT, INVOICE = DocumentType.SALES_CONTRACT, DocumentType.VEHICLE_INVOICE
ORDER, SLIP, STATEMENT = (
    DocumentType.REPAIR_ORDER,
    DocumentType.PARTS_ISSUE_SLIP,
    DocumentType.SETTLEMENT_STATEMENT,
)


def paper(wanted: DocumentType, order: str | None = None) -> HeldDocument:
    return HeldDocument(wanted, Paper.PRESENT, 0, order)


def scan(wanted: DocumentType, order: str | None = None) -> HeldDocument:
    return HeldDocument(wanted, Paper.MISSING, 1, order)


def test_an_empty_new_sale_lacks_its_seven_sales_documents() -> None:
    judged = completeness(CHINA_NEW, FileContents(), today=TODAY)
    assert judged.missing == judged.required == tuple(list(DocumentType)[1:8])
    assert judged.rate == 0


def test_paper_or_a_scan_is_enough() -> None:
    judged = completeness(CHINA_NEW, FileContents((paper(CONTRACT), scan(INVOICE))), today=TODAY)
    assert judged.present == (CONTRACT, INVOICE)
    assert judged.rate == 2 / 7


@pytest.mark.parametrize(
    ("documents", "there"),
    [
        ([paper(CONTRACT)], False),
        ([scan(CONTRACT)], False),
        ([paper(CONTRACT), scan(CONTRACT)], True),
        ([HeldDocument(CONTRACT, Paper.PRESENT, 2)], True),
        ([HeldDocument(CONTRACT, Paper.CHECKED_OUT, 1)], True),
        ([HeldDocument(CONTRACT, Paper.NOT_APPLICABLE, 1)], True),
        ([HeldDocument(CONTRACT, Paper.NOT_APPLICABLE, 0)], False),
    ],
)
def test_a_setting_asks_for_paper_and_scan(documents: list[HeldDocument], there: bool) -> None:
    judged = completeness([CONTRACT], FileContents(tuple(documents)), today=TODAY, paper_and_scan=True)
    assert (CONTRACT in judged.present) is there


@pytest.mark.parametrize("state", [Paper.MISSING, Paper.NOT_APPLICABLE])
def test_a_document_without_paper_and_scan_is_missing(state: Paper) -> None:
    judged = completeness([CONTRACT], FileContents((HeldDocument(CONTRACT, state, 0),)), today=TODAY)
    assert judged.missing == (CONTRACT,)


def test_what_is_waived_is_not_required() -> None:
    judged = completeness(CHINA_NEW, FileContents(waived=frozenset({CONTRACT})), today=TODAY)
    assert CONTRACT not in judged.required
    assert len(judged.required) == 6


def test_the_service_side_is_asked_for_once_an_order_is_settled() -> None:
    settled = SettledOrder("RO1", date(2026, 10, 1), has_parts=False)
    judged = completeness(CHINA_SERVICE, FileContents(orders=(settled,)), today=TODAY)
    assert judged.required[2:] == (ORDER, STATEMENT)


def test_parts_issue_slips_are_asked_for_where_an_order_has_parts() -> None:
    orders = (
        SettledOrder("RO1", date(2026, 10, 1), has_parts=False),
        SettledOrder("RO2", date(2026, 10, 2), has_parts=True),
    )
    documents = (paper(ORDER, "RO1"), paper(ORDER, "RO2"), paper(SLIP, "RO2"), paper(STATEMENT, "RO1"))
    judged = completeness((ORDER, SLIP, STATEMENT), FileContents(documents, orders), today=TODAY)
    assert judged.required == (ORDER, SLIP, STATEMENT)
    assert judged.present == (ORDER, SLIP)


def test_a_paper_of_another_order_does_not_count() -> None:
    orders = (SettledOrder("RO1", date(2026, 10, 1), has_parts=False),)
    documents = (paper(ORDER, "RO2"), paper(ORDER))
    assert completeness([ORDER], FileContents(documents, orders), today=TODAY).missing == (ORDER,)


@pytest.mark.parametrize(("settled_on", "there"), [(date(2024, 11, 22), False), (date(2024, 11, 21), True)])
def test_orders_settled_more_than_24_months_ago_are_not_judged(settled_on: date, there: bool) -> None:
    contents = FileContents(orders=(SettledOrder("RO1", settled_on, has_parts=True),))
    judged = completeness((ORDER, SLIP), contents, today=TODAY)
    assert judged.required == (ORDER, SLIP)
    assert (judged.present == (ORDER, SLIP)) is there


def test_types_stand_in_the_order_of_the_file_whatever_the_tables_order() -> None:
    judged = completeness([INVOICE, CONTRACT], FileContents(), today=TODAY)
    assert judged.required == (CONTRACT, INVOICE)


def test_where_nothing_is_required_there_is_no_rate() -> None:
    assert completeness([], FileContents(), today=TODAY).rate is None


def test_months_end_on_their_last_day() -> None:
    assert months_before(date(2024, 3, 31), 1) == date(2024, 2, 29)
    assert months_before(date(2026, 1, 15), 24) == date(2024, 1, 15)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)


@pytest.mark.parametrize("market", Market)
@pytest.mark.parametrize("kind", FileKind)
def test_every_market_has_a_table_for_every_kind_of_file(market: Market, kind: FileKind) -> None:
    required = DEFAULT_REQUIRED[market][kind]
    assert len(set(required)) == len(required)
    assert {ORDER, SLIP, STATEMENT} < set(required)


def test_chinas_table_is_that_of_the_product() -> None:
    used = {CONTRACT, INVOICE, DocumentType.REGISTRATION_CERTIFICATE, DocumentType.INSURANCE_POLICY}
    assert set(DEFAULT_REQUIRED[Market.CHINA][FileKind.USED_SALE]) == used | {ORDER, SLIP, STATEMENT}
