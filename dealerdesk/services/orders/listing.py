"""Repair orders of all vehicles: the ids of what is listed, its sums, and the rows that are in sight."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from dealerdesk.domain.amounts import from_stored
from dealerdesk.domain.completeness import Completeness
from dealerdesk.domain.fields import LineKind, RecordKind
from dealerdesk.domain.filters import Filter
from dealerdesk.domain.plates import plate_key
from dealerdesk.domain.text import fold_line
from dealerdesk.services.orders.papers import VisitPapers, papers_of
from dealerdesk.storage.columns import conditions_sql
from dealerdesk.storage.models import Customer, RepairLine, RepairOrder, VehicleFile
from dealerdesk.storage.packed_ids import packed_ids

NO_CONDITIONS = Filter(())
PAGE = 200
"""So many orders are on the first page."""


class OrdersQuick(StrEnum):
    """What is asked of orders at a click."""

    ALL = "all"
    OPEN = "open"
    SETTLED = "settled"
    THIS_MONTH = "this_month"
    REPEATS = "repeats"


class OrderSort(StrEnum):
    """What a list of repair orders can be sorted by."""

    DATE_IN = "date_in"
    ORDER_NO = "order_no"
    PLATE = "plate"
    VEHICLE = "vehicle"
    CUSTOMER = "customer"
    ODOMETER = "odometer"
    ADVISOR = "advisor"
    TOTAL = "total"
    SETTLED_ON = "settled_on"


@dataclass(frozen=True, slots=True)
class OrdersFilter:
    """Which orders are listed; all that is said must hold.

    Every one of `words` must be part of the order's, settlement's or file's number, a plate of now or
    before, or the VIN.
    """

    quick: OrdersQuick = OrdersQuick.ALL
    advisor: str | None = None
    words: str = ""
    where: Filter = NO_CONDITIONS


@dataclass(frozen=True, slots=True)
class OrderTotals:
    """What the listed orders add up to; `unsettled` is the part of `total` that is still open."""

    labour: Decimal
    parts: Decimal
    other: Decimal
    total: Decimal
    unsettled: Decimal


NO_TOTALS = OrderTotals(*[Decimal(0)] * 5)


@dataclass(frozen=True, slots=True)
class OrderListing:
    """The listed orders in order, and what they add up to.

    Where it is not `is_whole`, it is the first page, of which nobody has made the sums.
    """

    ids: array[int]
    totals: OrderTotals
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class OrdersOverview:
    """How many orders there are by quick condition, and by advisor, whatever is listed."""

    counts: Mapping[OrdersQuick, int]
    advisors: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One row of a list of repair orders; `papers` are the documents that this visit needs."""

    id: int
    file_id: int
    file_no: str
    plate: str | None
    vehicle: str
    customer: str | None
    order_no: str
    date_in: datetime | None
    date_out: datetime | None
    odometer: int | None
    advisor: str | None
    technician: str | None
    reported_fault: str | None
    labour: Decimal | None
    parts: Decimal | None
    other: Decimal | None
    total: Decimal | None
    settled_on: date | None
    settlement_no: str | None
    repeat_of: str | None
    papers: Completeness


_SORTED = {
    OrderSort.DATE_IN: "repair_order.date_in",
    OrderSort.ORDER_NO: "repair_order.order_no",
    OrderSort.PLATE: "vehicle_file.plate",
    OrderSort.VEHICLE: "vehicle_file.make",
    OrderSort.CUSTOMER: "(SELECT name FROM customer WHERE customer.id = vehicle_file.customer_id)",
    OrderSort.ODOMETER: "repair_order.odometer_in",
    OrderSort.ADVISOR: "repair_order.advisor",
    OrderSort.TOTAL: "repair_order.total",
    OrderSort.SETTLED_ON: "repair_order.settled_on",
}
_WITH_VEHICLES = "repair_order JOIN vehicle_file ON vehicle_file.id = repair_order.file_id"
_OLD_PLATE = "SELECT file_id FROM plate_record WHERE plate_key LIKE ? ESCAPE '\\'"


def list_orders(
    connection: Any, wanted: OrdersFilter, sort: OrderSort, today: date, *, descending: bool
) -> OrderListing:
    """The orders that `wanted` lets through; those without the value that is sorted by come last."""
    where, values = _asked(wanted, today)
    sums = connection.execute(
        "SELECT sum(labour_cost), sum(parts_cost), sum(other_cost), sum(total), "
        f"sum(total) FILTER (WHERE settled_on IS NULL) FROM {_source(where)} WHERE {where}",
        values,
    ).fetchone()
    ids = array("q")
    for statement in list_statements(where, sort, descending=descending):
        ids += packed_ids(connection, statement, values)
    return OrderListing(ids, OrderTotals(*(from_stored(amount or 0) for amount in sums)))


def first_orders(
    connection: Any, wanted: OrdersFilter, sort: OrderSort, today: date, *, descending: bool
) -> OrderListing:
    """The beginning of what `list_orders` lists, as quick as its index is read."""
    where, values = _asked(wanted, today)
    ids = array("q")
    for statement in list_statements(where, sort, descending=descending):
        rows = connection.execute(f"{statement} LIMIT {PAGE - len(ids)}", values)
        ids.extend(order_id for (order_id,) in rows)
        if len(ids) == PAGE:
            return OrderListing(ids, NO_TOTALS, is_whole=False)
    return list_orders(connection, wanted, sort, today, descending=descending)


def list_statements(where: str, sort: OrderSort, *, descending: bool) -> Iterator[str]:
    """SQL for the ids of a list, part by part, as they are read off an index."""
    by = _SORTED[sort]
    select_ids = f"SELECT repair_order.id AS id FROM {_source(where + by)} WHERE {where}"
    if descending:
        # SQLite sorts NULL first, so that this order is read off the index backwards.
        yield f"{select_ids} ORDER BY {by} DESC, repair_order.id DESC"
        return
    yield f"{select_ids} AND {by} IS NOT NULL ORDER BY {by}, repair_order.id"
    if sort is not OrderSort.ORDER_NO:
        yield f"{select_ids} AND {by} IS NULL ORDER BY repair_order.id"


def orders_overview(connection: Any, today: date) -> OrdersOverview:
    """How many orders there are, and by whom."""
    return OrdersOverview(_counts(connection, today), _by(connection))


def _source(asked: str) -> str:
    """The tables that `asked` speaks of."""
    return _WITH_VEHICLES if "vehicle_file" in asked else "repair_order"


def _asked(wanted: OrdersFilter, today: date) -> tuple[str, list[Any]]:
    where, values = conditions_sql(RecordKind.REPAIR_ORDERS, wanted.where)
    parts = [where, _quick(wanted.quick, today)]
    if wanted.advisor is not None:
        parts.append("repair_order.advisor = ?")
        values.append(wanted.advisor)
    for word in fold_line(wanted.words).split():
        sql, said = _fits(word)
        parts.append(sql)
        values += said
    return " AND ".join(parts), values


def _quick(quick: OrdersQuick, today: date) -> str:
    month = f"{today:%Y-%m}"
    return {
        OrdersQuick.ALL: "1",
        OrdersQuick.OPEN: "repair_order.settled_on IS NULL",
        OrdersQuick.SETTLED: "repair_order.settled_on IS NOT NULL",
        OrdersQuick.THIS_MONTH: f"substr(repair_order.date_in, 1, 7) = '{month}'",
        OrdersQuick.REPEATS: "repair_order.repeat_of IS NOT NULL",
    }[quick]


def _fits(word: str) -> tuple[str, list[str]]:
    """SQL for whether a typed word is part of a number, a plate or the VIN."""
    part = f"%{_literal(word)}%"
    columns = (
        "repair_order.order_no",
        "repair_order.settlement_no",
        "vehicle_file.file_no",
        "vehicle_file.vin",
    )
    tests = [f"{column} LIKE ? ESCAPE '\\'" for column in columns]
    values = [part] * len(columns)
    if key := plate_key(word):
        tests += ["vehicle_file.plate_key LIKE ? ESCAPE '\\'", f"vehicle_file.id IN ({_OLD_PLATE})"]
        values += [f"%{_literal(key)}%"] * 2
    return f"({' OR '.join(tests)})", values


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _counts(connection: Any, today: date) -> dict[OrdersQuick, int]:
    sums = ", ".join(f"coalesce(sum({_quick(quick, today)}), 0)" for quick in OrdersQuick)
    found = connection.execute(f"SELECT {sums} FROM repair_order").fetchone()
    return dict(zip(OrdersQuick, found, strict=True))


def _by(connection: Any) -> tuple[tuple[str, int], ...]:
    """The advisors by how many orders they have."""
    rows = connection.execute(
        "SELECT advisor, count(*) FROM repair_order WHERE advisor IS NOT NULL "
        "GROUP BY advisor ORDER BY count(*) DESC, advisor"
    )
    return tuple((name, count) for name, count in rows)


def order_rows(session: Session, ids: Sequence[int], today: date) -> dict[int, OrderRow]:
    """The rows of some orders, by id; orders that are gone are left out."""
    has_parts = exists().where(RepairLine.order_id == RepairOrder.id, RepairLine.line_kind == LineKind.PART)
    found = session.execute(
        select(RepairOrder, VehicleFile, Customer.name, has_parts)
        .join(VehicleFile, VehicleFile.id == RepairOrder.file_id)
        .outerjoin(Customer, Customer.id == VehicleFile.customer_id)
        .where(RepairOrder.id.in_(ids))
    ).all()
    visits = [
        VisitPapers(order.id, order.file_id, order.settled_on, has_parts=parts)
        for order, _, _, parts in found
    ]
    papers = papers_of(session, visits, today)
    return {order.id: _row(order, file, owner, papers[order.id]) for order, file, owner, _ in found}


def _row(order: RepairOrder, file: VehicleFile, owner: str | None, papers: Completeness) -> OrderRow:
    return OrderRow(
        id=order.id,
        file_id=file.id,
        file_no=file.file_no,
        plate=file.plate,
        vehicle=" ".join(filter(None, (file.make, file.model))),
        customer=owner,
        order_no=order.order_no,
        date_in=order.date_in,
        date_out=order.date_out,
        odometer=order.odometer_in,
        advisor=order.advisor,
        technician=order.technician,
        reported_fault=order.reported_fault,
        labour=order.labour_cost,
        parts=order.parts_cost,
        other=order.other_cost,
        total=order.total,
        settled_on=order.settled_on,
        settlement_no=order.settlement_no,
        repeat_of=order.repeat_of,
        papers=papers,
    )
