"""The visits of one vehicle: its repair orders with what is doubtful about them, and the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from dealerdesk.domain.settings import ODOMETER_DAILY_LIMIT, REPEAT_REPAIR_DAYS
from dealerdesk.domain.values import Value
from dealerdesk.domain.workshop import Doubt, Visit, compared_codes, failed_repair, visit_doubts
from dealerdesk.services.details import DocumentDetail, FileDetail, OrderDetail
from dealerdesk.services.file_details import file_detail
from dealerdesk.services.orders.listing import OrderRow, order_rows
from dealerdesk.services.settings import value_of
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import VehicleFile
from dealerdesk.storage.numbers import suggested_order_number, suggested_settlement_number

_DAYS_OF_A_MONTH = 365.25 / 12
_LEAST_DAYS = 30
"""Over fewer days a pace says nothing."""


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """One order of a vehicle: row, documents, doubts, and the repair it seems to repeat."""

    detail: OrderDetail
    visit: Visit
    row: OrderRow
    documents: tuple[DocumentDetail, ...]
    doubts: tuple[Doubt, ...]
    seems_repeat_of: str | None

    @property
    def is_settled(self) -> bool:
        """Whether the order is settled."""
        return self.visit.settled_on is not None


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """A vehicle's figures: `pace` is the distance a month, None while it cannot be told."""

    visits: int
    since: date | None
    odometer: int | None
    odometer_on: date | None
    pace: int | None
    spent: Decimal
    next_service: date | None
    readings: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class ServiceHistory:
    """All visits of one vehicle, the newest first, and what is plausible for the next one."""

    file_id: int
    file_no: str
    entries: tuple[OrderEntry, ...]
    figures: ServiceFigures
    daily_limit: int
    repeat_days: int

    def entry(self, order_id: int) -> OrderEntry | None:
        """The order with this id, or None."""
        return next((entry for entry in self.entries if entry.detail.id == order_id), None)

    def others(self, order_id: int | None) -> tuple[Visit, ...]:
        """All visits but one."""
        return tuple(entry.visit for entry in self.entries if entry.detail.id != order_id)


@dataclass(frozen=True, slots=True)
class OrderSuggestions:
    """Numbers that are free, and names that orders have had, the most frequent first."""

    order_no: str
    settlement_no: str
    advisors: tuple[str, ...]
    technicians: tuple[str, ...]


def order_suggestions(connection: Any, year: int) -> OrderSuggestions:
    """What is likely on the next order."""
    return OrderSuggestions(
        suggested_order_number(connection, year),
        suggested_settlement_number(connection, year),
        _names(connection, "advisor"),
        _names(connection, "technician"),
    )


def service_history(session: Session, file_id: int, today: date) -> ServiceHistory | None:
    """The visits of a vehicle as of `today`, or None when its file is gone."""
    file = session.get(VehicleFile, file_id)
    if file is None:
        return None
    detail = file_detail(session, file, today)
    connection = driver(session.connection())
    limit, days = value_of(connection, ODOMETER_DAILY_LIMIT), value_of(connection, REPEAT_REPAIR_DAYS)
    return ServiceHistory(
        file_id=file_id,
        file_no=file.file_no,
        entries=_entries(session, detail, today, limit, days),
        figures=_figures(detail),
        daily_limit=limit,
        repeat_days=days,
    )


def visit_of(detail: OrderDetail) -> Visit:
    """What plausibility asks of an order."""
    values = detail.values
    return visit_of_values(values, detail.lines)


def visit_of_values(values: Any, lines: Sequence[Any]) -> Visit:
    """What plausibility asks of the values of an order and its lines, by field code."""
    return Visit(
        order_no=str(values.get("order_no") or ""),
        came=values.get("date_in"),
        left=values.get("date_out"),
        odometer_in=values.get("odometer_in"),
        odometer_out=values.get("odometer_out"),
        settled_on=values.get("settled_on"),
        fault=values.get("reported_fault"),
        codes=compared_codes(line.get("line_code") for line in lines),
        repeat_of=values.get("repeat_of") or None,
    )


def _entries(
    session: Session, detail: FileDetail, today: date, limit: int, days: int
) -> tuple[OrderEntry, ...]:
    visits = {order.id: visit_of(order) for order in detail.orders}
    rows = order_rows(session, list(visits), today)
    entries = []
    for order in sorted(detail.orders, key=_newest_first, reverse=True):
        others = [visit for order_id, visit in visits.items() if order_id != order.id]
        failed = None if order.values["repeat_of"] else failed_repair(visits[order.id], others, days)
        entries.append(
            OrderEntry(
                order,
                visits[order.id],
                rows[order.id],
                tuple(one for one in detail.documents if one.order_id == order.id),
                visit_doubts(visits[order.id], _earlier(visits[order.id], others), limit),
                failed.order_no if failed else None,
            )
        )
    return tuple(entries)


def _earlier(visit: Visit, others: Sequence[Visit]) -> list[Visit]:
    """The visits before `visit`: of two odometers that disagree, the later one is doubted.

    Those without a date stay: their odometers are compared with none, but a repeat repair may name them.
    """
    return [other for other in others if not (other.came and visit.came and other.came > visit.came)]


def _newest_first(order: OrderDetail) -> tuple[datetime, int]:
    came = order.values["date_in"]
    return (came if isinstance(came, datetime) else datetime.min, order.id)  # noqa: DTZ901  # local times


def _figures(detail: FileDetail) -> ServiceFigures:
    readings: list[tuple[date, int]] = []
    for order in detail.orders:
        came, shown = order.values["date_in"], order.values["odometer_in"]
        if isinstance(came, datetime) and isinstance(shown, int):
            readings.append((came.date(), shown))
    readings.sort()
    days = [order.values["date_in"] for order in detail.orders]
    known = sorted(day.date() for day in days if isinstance(day, datetime))
    totals: list[Value] = [order.values["total"] for order in detail.orders]
    odometer = detail.values["odometer"]
    next_service = detail.values["next_service"]
    return ServiceFigures(
        visits=len(detail.orders),
        since=known[0] if known else None,
        odometer=odometer if isinstance(odometer, int) else None,
        odometer_on=readings[-1][0] if readings else None,
        pace=_pace(readings),
        spent=sum((total for total in totals if isinstance(total, Decimal)), Decimal(0)),
        next_service=next_service if isinstance(next_service, date) else None,
        readings=tuple(readings),
    )


def _pace(readings: Sequence[tuple[date, int]]) -> int | None:
    if not readings:
        return None
    (first, began), (last, ended) = readings[0], readings[-1]
    days = (last - first).days
    return round((ended - began) / days * _DAYS_OF_A_MONTH) if days >= _LEAST_DAYS and ended > began else None


def _names(connection: Any, column: str) -> tuple[str, ...]:
    """The names that orders have had, most frequent first."""
    rows = connection.execute(
        f"SELECT {column} FROM repair_order WHERE {column} IS NOT NULL "
        f"GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT 200"
    )
    return tuple(name for (name,) in rows)
