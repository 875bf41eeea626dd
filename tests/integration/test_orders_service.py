"""Repair orders: made, edited, settled, removed, taken back; and what an order does to its file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import ORDER_FIELDS
from dealerdesk.domain.filters import parse_filter
from dealerdesk.services.details import OrderDetail
from dealerdesk.services.orders import LineRefusedError, OrdersFilter, OrderSort, OrdersQuick
from dealerdesk.storage.models import VehicleFile
from tests.support.desks import add_files
from tests.support.factories import (
    MADE_BY_A_TEST,
    a_document,
    a_repair_order,
    a_vehicle_file,
    empty_desk,
    sample_desk,
)

LINES = (
    {"line_kind": "labour", "line_code": "GF-1", "line_quantity": "1.5", "line_unit_price": "160"},
    {"line_kind": "part", "line_code": "P-1", "line_quantity": "2", "line_unit_price": "45.50"},
    {"line_description": "disposal", "line_amount": "9"},
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = empty_desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def file_id(desk: Desk) -> int:
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        return a_vehicle_file(work, plate="粤B12345", make="大众", model="朗逸").id


def typed(day: str = "2026-03-10", **values: str) -> dict[str, str]:
    return {"date_in": f"{day}T09:00", **values}


def order(desk: Desk, file_id: int, order_id: int) -> OrderDetail:
    history = desk.orders.history_of(file_id)
    assert history is not None
    entry = history.entry(order_id)
    assert entry is not None
    return entry.detail


def refusal(change: Callable[..., object], *words: object, **named: object) -> DealerDeskError:
    with pytest.raises(DealerDeskError) as refused:
        change(*words, **named)
    assert "{" not in str(refused.value)
    return refused.value


def codes(doubts: object) -> set[str]:
    return {doubt.finding.code for doubt in doubts}  # type: ignore[attr-defined]  # an iterable of doubts


# --- made ---------------------------------------------------------------------------------------------


def test_an_order_is_made_with_its_lines_and_what_they_add_up_to(desk: Desk, file_id: int) -> None:
    made = desk.orders.create(file_id, typed(order_no="A-7", advisor="孙丽", odometer_in="12,000 km"), LINES)
    detail = order(desk, file_id, made.order_id)
    assert (made.order_no, made.doubts) == ("A-7", ())
    assert [line["line_amount"] for line in detail.lines] == [Decimal(240), Decimal(91), Decimal(9)]
    assert [line["line_no"] for line in detail.lines] == [1, 2, 3]
    sums = [detail.values[code] for code in ("labour_cost", "parts_cost", "other_cost", "total")]
    assert sums == [Decimal(240), Decimal(91), Decimal(9), Decimal(340)]
    assert detail.values["odometer_in"] == 12_000


def test_making_an_order_is_one_change_that_can_be_taken_back_and_done_again(
    desk: Desk, file_id: int
) -> None:
    before = desk.lists.detail(file_id)
    made = desk.orders.create(file_id, typed(odometer_in="15000"), LINES)
    after = desk.lists.detail(file_id)
    assert made.change is not None
    undone = desk.history.undo(made.change)
    assert desk.lists.detail(file_id) == before
    assert undone.change is not None
    desk.history.undo(undone.change)
    assert desk.lists.detail(file_id) == after


def test_every_field_of_an_order_can_be_typed(desk: Desk, file_id: int) -> None:
    texts = {
        "order_no": "RO-1", "date_in": "2026-03-10T09:00", "date_out": "2026-03-10T16:30",
        "odometer_in": "100", "odometer_out": "101", "advisor": "孙丽", "technician": "赵刚",
        "reported_fault": "异响", "parts_cost": "1", "labour_cost": "2", "other_cost": "3", "total": "6",
        "settlement_no": "S-1", "settled_on": "2026-03-10", "repeat_of": "RO-0", "order_consent": "yes",
    }  # fmt: skip
    assert set(texts) == {field.code for field in ORDER_FIELDS} - {"file_no", "plate", "vin"}
    made = desk.orders.create(file_id, texts)
    values = order(desk, file_id, made.order_id).values
    assert all(values[code] is not None for code in texts)
    kept = {"order_no", "date_in"}
    desk.orders.edit(made.order_id, dict.fromkeys(texts.keys() - kept, ""))
    values = order(desk, file_id, made.order_id).values
    assert {code for code, value in values.items() if value is not None} == kept


@pytest.mark.parametrize(
    ("values", "lines", "code"),
    [
        ({"date_in": ""}, (), "date_in_empty"),
        ({"odometer_in": "-4"}, (), "integer_range"),
        ({"colour": "red"}, (), "unknown_field"),
        ({}, ({"line_price": "3"},), "unknown_field"),
        ({}, ({"line_quantity": "1"}, {"line_quantity": "two"}), "amount_unreadable"),
        ({"order_no": "TAKEN-1"}, (), "order_no_taken"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(
    desk: Desk, file_id: int, values: dict[str, str], lines: tuple[dict[str, str], ...], code: str
) -> None:
    desk.orders.create(file_id, typed(order_no="TAKEN-1"))
    before = desk.lists.detail(file_id)
    assert refusal(desk.orders.create, file_id, typed() | values, lines).code == code
    assert desk.lists.detail(file_id) == before


def test_a_refused_line_is_named(desk: Desk, file_id: int) -> None:
    lines = ({"line_quantity": "1"}, {"line_quantity": "two"})
    error = refusal(desk.orders.create, file_id, typed(), lines)
    assert isinstance(error, LineRefusedError)
    assert (error.line, error.field.code) == (1, "line_quantity")
    assert str(error).startswith("Line 2, Quantity: ")


def test_there_is_no_order_without_a_file(desk: Desk) -> None:
    assert refusal(desk.orders.create, 77, typed()).code == "order_file_gone"


# --- numbers ------------------------------------------------------------------------------------------


def test_numbers_follow_on_the_latest_and_are_never_given_again(desk: Desk, file_id: int) -> None:
    first = desk.orders.create(file_id, typed("2026-02-01"))
    assert first.order_no == "RO-2026-0001"
    desk.orders.create(file_id, typed("2026-02-02", order_no="W2026-099"))
    second = desk.orders.create(file_id, typed("2026-02-03"))
    assert second.order_no == "W2026-100"
    desk.orders.remove(second.order_id)
    assert desk.orders.create(file_id, typed("2026-02-04")).order_no == "W2026-101"


def test_a_new_year_begins_at_one(desk: Desk, file_id: int) -> None:
    desk.orders.create(file_id, typed("2025-12-30", order_no="R2025-000412"))
    assert desk.orders.create(file_id, typed("2026-03-01")).order_no == "R2026-000001"


def test_a_number_in_use_is_refused_with_the_next_free_one(desk: Desk, file_id: int) -> None:
    desk.orders.create(file_id, typed(order_no="R-7"))
    error = refusal(desk.orders.create, file_id, typed(order_no="R-7"))
    assert "R-8" in str(error)
    other = desk.orders.create(file_id, typed())
    assert refusal(desk.orders.edit, other.order_id, {"order_no": "R-7"}).code == "order_no_taken"
    assert refusal(desk.orders.edit, other.order_id, {"order_no": " "}).code == "order_no_empty"
    assert desk.orders.edit(other.order_id, {"order_no": other.order_no}).change is None


# --- edited -------------------------------------------------------------------------------------------


def test_lines_are_changed_added_and_taken_out_as_one_change(desk: Desk, file_id: int) -> None:
    made = desk.orders.create(file_id, typed(), LINES)
    before = order(desk, file_id, made.order_id)
    lines = [dict(LINES[1]), {"line_kind": "labour", "line_amount": "100"}]
    edited = desk.orders.edit(made.order_id, {}, lines)
    detail = order(desk, file_id, made.order_id)
    assert [line["line_amount"] for line in detail.lines] == [Decimal(91), Decimal(100)]
    assert detail.values["total"] == Decimal(191)
    desk.orders.edit(made.order_id, {}, [*lines, {"line_amount": "1"}])
    assert [line["line_no"] for line in order(desk, file_id, made.order_id).lines] == [1, 2, 3]
    assert edited.change is not None
    desk.history.undo(edited.change + 1)
    desk.history.undo(edited.change)
    assert order(desk, file_id, made.order_id) == before


def test_saying_the_same_again_changes_nothing(desk: Desk, file_id: int) -> None:
    made = desk.orders.create(file_id, typed(reported_fault="x"), LINES)
    assert desk.orders.edit(made.order_id, {"reported_fault": "x"}, LINES).change is None


def test_what_somebody_else_changed_meanwhile_is_not_written_over(desk: Desk, file_id: int) -> None:
    made = desk.orders.create(file_id, typed(), LINES)
    seen = order(desk, file_id, made.order_id)
    desk.orders.edit(made.order_id, {}, LINES[:1])
    error = refusal(desk.orders.edit, made.order_id, {"advisor": "A"}, LINES, seen=seen)
    assert error.code == "order_changed_meanwhile"
    now = order(desk, file_id, made.order_id)
    desk.orders.edit(made.order_id, {"advisor": "A"}, LINES, seen=now)


def test_typed_sums_and_amounts_that_differ_count_and_are_doubted(desk: Desk, file_id: int) -> None:
    lines = ({"line_kind": "part", "line_quantity": "2", "line_unit_price": "10", "line_amount": "19"},)
    made = desk.orders.create(file_id, typed(parts_cost="25", total="30"), lines)
    assert codes(made.doubts) == {"line_amount_differs", "order_sum_differs", "order_total_differs"}
    assert order(desk, file_id, made.order_id).values["total"] == Decimal(30)


# --- settled, removed ---------------------------------------------------------------------------------


def test_an_order_is_settled_and_opened_again(desk: Desk, file_id: int) -> None:
    made = desk.orders.create(file_id, typed())
    assert refusal(desk.orders.settle, made.order_id, "S-1", "").code == "settled_on_empty"
    desk.orders.settle(made.order_id, "S-1", "2026-03-11")
    assert order(desk, file_id, made.order_id).values["settled_on"] == date(2026, 3, 11)
    assert desk.orders.settle(made.order_id, "S-1", "2026-03-11").change is None
    desk.orders.reopen(made.order_id)
    values = order(desk, file_id, made.order_id).values
    assert (values["settlement_no"], values["settled_on"]) == (None, None)


def test_a_removed_order_leaves_its_documents_and_comes_back_with_all_it_had(
    desk: Desk, file_id: int
) -> None:
    made = desk.orders.create(file_id, typed(), LINES)
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        file = work.session.get_one(VehicleFile, file_id)
        a_document(work, file, DocumentType.REPAIR_ORDER, repair_order_id=made.order_id)
    before = desk.lists.detail(file_id)
    removed = desk.orders.remove(made.order_id)
    after = desk.lists.detail(file_id)
    assert after is not None
    assert (after.orders, [document.order_id for document in after.documents]) == ((), [None])
    assert refusal(desk.orders.remove, made.order_id).code == "order_gone"
    assert refusal(desk.orders.edit, made.order_id, {}).code == "order_gone"
    assert removed.change is not None
    desk.history.undo(removed.change)
    assert desk.lists.detail(file_id) == before


# --- the file -----------------------------------------------------------------------------------------


def test_the_newest_visit_tells_the_files_last_visit_and_odometer(desk: Desk, file_id: int) -> None:
    desk.orders.create(file_id, typed("2026-03-01", odometer_in="500", odometer_out="503"))
    desk.orders.create(file_id, typed("2026-02-01", odometer_in="400"))
    desk.orders.create(file_id, typed("2026-03-02"))
    detail = desk.lists.detail(file_id)
    assert detail is not None
    assert (detail.values["last_visit"], detail.values["odometer"]) == (date(2026, 3, 2), 503)


def test_doubts_about_a_visit_are_said_when_it_is_saved_and_shown_with_it(desk: Desk, file_id: int) -> None:
    desk.orders.create(file_id, typed("2026-01-01", odometer_in="9000"))
    made = desk.orders.create(file_id, typed("2026-02-01", odometer_in="8000"))
    assert codes(made.doubts) == {"odometer_lower"}
    history = desk.orders.history_of(file_id)
    assert history is not None
    assert [codes(entry.doubts) for entry in history.entries] == [{"odometer_lower"}, set()]


def test_a_repair_that_seems_to_have_failed_is_named(desk: Desk, file_id: int) -> None:
    first = desk.orders.create(file_id, typed("2026-01-01", reported_fault="Squeal  from brakes"))
    second = desk.orders.create(file_id, typed("2026-02-01", reported_fault="squeal from brakes"))
    history = desk.orders.history_of(file_id)
    assert history is not None
    assert history.entries[0].seems_repeat_of == first.order_no
    desk.settings.set("repeat_repair_days", "20")
    history = desk.orders.history_of(file_id)
    assert history is not None
    assert (history.entries[0].detail.id, history.entries[0].seems_repeat_of) == (second.order_id, None)


def test_the_figures_of_a_vehicle(desk: Desk, file_id: int) -> None:
    desk.orders.create(file_id, typed("2025-03-10", odometer_in="1000"), LINES)
    desk.orders.create(file_id, typed("2026-03-10", odometer_in="13000"), LINES)
    history = desk.orders.history_of(file_id)
    assert history is not None
    figures = history.figures
    assert (figures.visits, figures.since, figures.odometer) == (2, date(2025, 3, 10), 13_000)
    assert (figures.pace, figures.spent) == (1001, Decimal(680))
    assert desk.orders.history_of(77) is None


# --- lists --------------------------------------------------------------------------------------------


def numbers(desk: Desk, wanted: OrdersFilter, sort: OrderSort = OrderSort.ORDER_NO) -> list[str]:
    listing = desk.orders.listing(wanted, sort, descending=False)
    rows = desk.orders.rows(listing.ids)
    return [rows[order_id].order_no for order_id in listing.ids]


@pytest.fixture
def orders(desk: Desk, file_id: int) -> None:
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        other = a_vehicle_file(work, plate="沪C7T906", make="沃尔沃")
        file = work.session.get_one(VehicleFile, file_id)
        a_repair_order(work, file, order_no="A-1", advisor="何伟", date_in=datetime(2026, 3, 2, 9))  # noqa: DTZ001
        a_repair_order(work, file, order_no="A-2", settled_on=None, settlement_no=None, repeat_of="A-1")
        a_repair_order(work, other, order_no="ZZ-1", total=Decimal(1000))


@pytest.mark.usefixtures("orders")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (OrdersFilter(), ["A-1", "A-2", "ZZ-1"]),
        (OrdersFilter(OrdersQuick.OPEN), ["A-2"]),
        (OrdersFilter(OrdersQuick.SETTLED), ["A-1", "ZZ-1"]),
        (OrdersFilter(OrdersQuick.THIS_MONTH), ["A-1"]),
        (OrdersFilter(OrdersQuick.REPEATS), ["A-2"]),
        (OrdersFilter(advisor="何伟"), ["A-1"]),
        (OrdersFilter(words="zz-1"), ["ZZ-1"]),
        (OrdersFilter(words="沪c·7t"), ["ZZ-1"]),
        (OrdersFilter(words="12345 2"), ["A-1", "A-2"]),
        (OrdersFilter(words="%"), []),
        (OrdersFilter(OrdersQuick.SETTLED, words="a-"), ["A-1"]),
    ],
)
def test_orders_are_narrowed(desk: Desk, wanted: OrdersFilter, found: list[str]) -> None:
    assert numbers(desk, wanted) == found
    assert len(desk.orders.listing(wanted).ids) == len(found)


@pytest.mark.usefixtures("orders")
def test_orders_are_filtered_by_every_field_and_added_up(desk: Desk) -> None:
    wanted = OrdersFilter(where=parse_filter("total>=500 and plate~沪", ORDER_FIELDS))
    listing = desk.orders.listing(wanted)
    assert (len(listing.ids), listing.totals.total, listing.totals.unsettled) == (
        1,
        Decimal(1000),
        Decimal(0),
    )
    everything = desk.orders.listing()
    assert everything.totals.total == Decimal(1540)
    assert everything.totals.unsettled == Decimal(270)
    overview = desk.orders.overview()
    assert overview.counts == {
        OrdersQuick.ALL: 3, OrdersQuick.OPEN: 1, OrdersQuick.SETTLED: 2, OrdersQuick.THIS_MONTH: 1,
        OrdersQuick.REPEATS: 1,
    }  # fmt: skip
    assert overview.advisors == (("孙丽", 2), ("何伟", 1))
    for field in ORDER_FIELDS:
        desk.orders.listing(OrdersFilter(where=parse_filter(f"{field.code}=", ORDER_FIELDS)))


def test_every_order_of_a_sample_is_listed_in_every_order(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path, 20)
    try:
        everything = set(desk.orders.listing().ids)
        assert len(everything) > 5
        for sort in OrderSort:
            for descending in (False, True):
                listing = desk.orders.listing(OrdersFilter(), sort, descending=descending)
                assert set(listing.ids) == everything
        rows = desk.orders.rows(sorted(everything))
        days = [rows[order_id].date_in for order_id in desk.orders.listing().ids]
        assert days == sorted(days, reverse=True, key=str)
        detail = desk.lists.detail(next(iter(rows.values())).file_id)
        assert detail is not None
    finally:
        desk.close()


def test_a_visit_needs_the_documents_that_its_kind_of_file_asks_for(desk: Desk, file_id: int) -> None:
    made = desk.orders.create(file_id, typed(), LINES)
    papers = desk.orders.rows([made.order_id])[made.order_id].papers
    assert papers.missing == (DocumentType.REPAIR_ORDER, DocumentType.PARTS_ISSUE_SLIP)
    desk.orders.settle(made.order_id, "", "2026-03-10")
    with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        file = work.session.get_one(VehicleFile, file_id)
        values = {"repair_order_id": made.order_id, "paper": Paper.PRESENT.value}
        a_document(work, file, DocumentType.REPAIR_ORDER, **values)
        a_document(work, file, DocumentType.SETTLEMENT_STATEMENT, **values | {"repair_order_id": None})
    papers = desk.orders.rows([made.order_id])[made.order_id].papers
    assert papers.present == (DocumentType.REPAIR_ORDER,)
    assert DocumentType.SETTLEMENT_STATEMENT in papers.missing
    history = desk.orders.history_of(file_id)
    assert history is not None
    assert (history.entries[0].row.papers, len(history.entries[0].documents)) == (papers, 1)


def test_a_repeat_of_an_order_that_is_not_there_is_a_doubt(desk: Desk) -> None:
    file_id = add_files(desk, 1, 1)[0]
    first = desk.orders.create(file_id, {"order_no": "RO-1", "date_in": "2026-03-01"})
    wrong = desk.orders.create(file_id, {"date_in": "2026-03-05", "repeat_of": "RO-7"})
    assert [doubt.field for doubt in wrong.doubts] == ["repeat_of"]
    right = desk.orders.edit(wrong.order_id, {"repeat_of": "RO-1"})
    assert right.doubts == ()
    desk.orders.remove(first.order_id)
    history = desk.orders.history_of(file_id)
    assert history is not None
    (entry,) = history.entries
    assert [doubt.finding.code for doubt in entry.doubts] == ["repeat_of_nothing"]
