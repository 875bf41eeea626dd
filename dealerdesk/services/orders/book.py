"""Single changes to repair orders, each undoable, and what is read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import Field
from dealerdesk.domain.findings import Finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.order_reading import LINE_TYPED, ORDER_TYPED, SUMS, OrderReading, read_order
from dealerdesk.domain.settings import ODOMETER_DAILY_LIMIT
from dealerdesk.domain.values import Value, text_of
from dealerdesk.domain.workshop import Doubt, visit_doubts
from dealerdesk.services.actions import ORDER_EDITED, ORDER_MADE, ORDER_REMOVED, ORDER_REOPENED, ORDER_SETTLED
from dealerdesk.services.details import OrderDetail
from dealerdesk.services.editing import UNKNOWN_FIELD, ValueRefusedError
from dealerdesk.services.file_details import order_details
from dealerdesk.services.orders.listing import (
    OrderListing,
    OrderRow,
    OrdersFilter,
    OrderSort,
    OrdersOverview,
    first_orders,
    list_orders,
    order_rows,
    orders_overview,
)
from dealerdesk.services.orders.visits import (
    OrderSuggestions,
    ServiceHistory,
    order_suggestions,
    service_history,
    visit_of,
)
from dealerdesk.services.settings import value_of
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import Document, RepairLine, RepairOrder, VehicleFile
from dealerdesk.storage.numbers import suggested_order_number
from dealerdesk.storage.unit_of_work import Database, Label, UnitOfWork

FILE_GONE = Message("order_file_gone", "The vehicle file is no longer there, so it gets no repair order.")
ORDER_GONE = Message(
    "order_gone", "The repair order is no longer there. Somebody removed it, or took its making back."
)
ORDER_NO_TAKEN = Message(
    "order_no_taken",
    "The repair order number {order_no} is in use, in the file {file_no}. The next free one is {next}.",
)
ORDER_NO_EMPTY = Message("order_no_empty", "A repair order cannot be without its number. Write another one.")
DATE_IN_EMPTY = Message("date_in_empty", "A repair order needs the day on which the vehicle came.")
SETTLED_ON_EMPTY = Message("settled_on_empty", "An order is settled on a day. Fill it in.")
SETTLED_ALREADY = Message(
    "order_settled_already",
    "The repair order {order_no} is settled already. Open it again to settle it anew.",
)
CHANGED_MEANWHILE = Message(
    "order_changed_meanwhile",
    "Somebody else has changed the repair order {order_no} meanwhile. Nothing was saved. "
    "Look at the order as it is now, then change it again.",
)
IN_LINE = Message("in_line", "Line {line}, {field}: {sentence}")


class LineRefusedError(ValueRefusedError):
    """What was typed in a line cannot be; `line` is its place, from 0."""

    def __init__(self, field: Field, error: Finding, line: int) -> None:
        super().__init__(field, error)
        self.line = line

    def __str__(self) -> str:
        sentence = DealerDeskError.__str__(self)
        return IN_LINE.said(line=self.line + 1, field=self.field.label, sentence=sentence)


@dataclass(frozen=True, slots=True)
class OrderEdited:
    """What a single change did; `change` is None when everything was so already."""

    order_id: int
    order_no: str
    doubts: tuple[Doubt, ...]
    change: int | None


class Orders:
    """The repair orders of one dealership."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def listing(
        self,
        wanted: OrdersFilter = OrdersFilter(),  # noqa: B008  # frozen
        sort: OrderSort = OrderSort.DATE_IN,
        *,
        descending: bool = True,
    ) -> OrderListing:
        """The orders that `wanted` lets through, in order."""
        today = self._database.now().date()
        with self._database.reading() as session:
            return list_orders(driver(session.connection()), wanted, sort, today, descending=descending)

    def first_page(self, wanted: OrdersFilter, sort: OrderSort, *, descending: bool) -> OrderListing:
        """The beginning of `listing`, or all of it where it is short."""
        today = self._database.now().date()
        with self._database.reading() as session:
            return first_orders(driver(session.connection()), wanted, sort, today, descending=descending)

    def overview(self) -> OrdersOverview:
        """How many orders there are by quick condition, and by advisor."""
        with self._database.reading() as session:
            return orders_overview(driver(session.connection()), self._database.now().date())

    def count_open(self) -> int:
        """How many orders are not settled."""
        with self._database.reading() as session:
            return session.scalar(select(func.count()).where(RepairOrder.settled_on.is_(None))) or 0

    def rows(self, ids: Sequence[int]) -> dict[int, OrderRow]:
        """The rows of some orders, by id; orders that are gone are left out."""
        with self._database.reading() as session:
            return order_rows(session, ids, self._database.now().date())

    def history_of(self, file_id: int) -> ServiceHistory | None:
        """The visits of one vehicle, or None when its file is gone."""
        with self._database.reading() as session:
            return service_history(session, file_id, self._database.now().date())

    def suggestions(self) -> OrderSuggestions:
        """The numbers and names that are likely on the next order."""
        with self._database.reading() as session:
            return order_suggestions(driver(session.connection()), self._database.now().year)

    def create(
        self, file_id: int, values: Mapping[str, str], lines: Sequence[Mapping[str, str]] = ()
    ) -> OrderEdited:
        """Make an order of what was typed, by field code; it is given a number unless one was typed.

        Sums that are left blank are those of the lines. Raises ``order_file_gone``, ``unknown_field``,
        ``order_no_taken``, ``date_in_empty``, `ValueRefusedError` and, for lines, `LineRefusedError`.
        """
        reading = _read(dict.fromkeys(SUMS, "") | dict(values), lines)
        with self._database.writing(Label(ORDER_MADE), author=self._author) as work:
            file = work.session.get(VehicleFile, file_id)
            if file is None:
                raise DealerDeskError(FILE_GONE)
            typed = dict(reading.values)
            if not typed.get("order_no"):
                typed["order_no"] = suggested_order_number(work.connection, work.at.year)
            order = RepairOrder(file_id=file_id)
            _write_values(work, order, typed)
            work.session.add(order)
            work.session.flush()
            _write_lines(work.session, order.id, reading.lines)
            _bring_up_to_date(file, order)
            edited = _edited(work, order, reading)
        return _done(work, edited)

    def edit(
        self,
        order_id: int,
        values: Mapping[str, str],
        lines: Sequence[Mapping[str, str]] | None = None,
        *,
        seen: OrderDetail | None = None,
    ) -> OrderEdited:
        """Write what was typed, by field code; `lines`, where given, take the place of those of before.

        Empty text empties a field; an emptied sum is that of the lines, as are those not given when the
        lines are. With `seen`, what the person had before them, nothing is written that somebody else has
        changed since (``order_changed_meanwhile``). Raises ``order_gone`` and what `create` raises.
        """
        typed = dict(values) if lines is None else dict.fromkeys(SUMS, "") | dict(values)
        with self._database.writing(Label(ORDER_EDITED), author=self._author) as work:
            order = get_order(work.session, order_id)
            (now,) = order_details(work.session, [order])
            if seen is not None and now != seen:
                raise DealerDeskError(CHANGED_MEANWHILE, order_no=order.order_no)
            reading = _read(typed, _typed_again(now) if lines is None else lines)
            _write_values(work, order, reading.values)
            if lines is not None:
                _write_lines(work.session, order.id, reading.lines)
            _bring_up_to_date(work.session.get_one(VehicleFile, order.file_id), order)
            edited = _edited(work, order, reading)
        return _done(work, edited)

    def settle(self, order_id: int, settlement_no: str, settled_on: str) -> OrderEdited:
        """Settle an order that is not settled under a number, which may be blank, on a day.

        Raises ``order_gone``, ``order_settled_already`` where it is settled otherwise, ``settled_on_empty``
        and `ValueRefusedError`.
        """
        reading = _read({"settlement_no": settlement_no, "settled_on": settled_on}, ())
        if reading.values["settled_on"] is None:
            raise DealerDeskError(SETTLED_ON_EMPTY)
        return self._settle(Label(ORDER_SETTLED), order_id, reading)

    def reopen(self, order_id: int) -> OrderEdited:
        """Take an order's settlement back; raises ``order_gone``."""
        return self._settle(
            Label(ORDER_REOPENED), order_id, _read({"settlement_no": "", "settled_on": ""}, ())
        )

    def remove(self, order_id: int) -> OrderEdited:
        """Take an order and its lines out; its documents stay in the file, and undoing brings all back.

        Raises ``order_gone``.
        """
        with self._database.writing(Label(ORDER_REMOVED), author=self._author) as work:
            order = get_order(work.session, order_id)
            work.name(order_no=order.order_no)
            edited = OrderEdited(order.id, order.order_no, (), None)
            work.session.execute(
                update(Document)
                .where(Document.repair_order_id == order_id)
                .values(repair_order_id=None, version=Document.version + 1)
            )
            work.session.execute(delete(RepairLine).where(RepairLine.order_id == order_id))
            work.session.delete(order)
        return _done(work, edited)

    def _settle(self, label: Label, order_id: int, reading: OrderReading) -> OrderEdited:
        with self._database.writing(label, author=self._author) as work:
            order = get_order(work.session, order_id)
            wanted = reading.values["settled_on"], reading.values["settlement_no"]
            if order.settled_on and wanted[0] and (order.settled_on, order.settlement_no) != wanted:
                raise DealerDeskError(SETTLED_ALREADY, order_no=order.order_no)
            _write_values(work, order, reading.values)
            edited = _edited(work, order, reading)
        return _done(work, edited)


def get_order(session: Session, order_id: int) -> RepairOrder:
    """The order with this id; raises ``order_gone``."""
    order = session.get(RepairOrder, order_id)
    if order is None:
        raise DealerDeskError(ORDER_GONE)
    return order


def _read(values: Mapping[str, str], lines: Sequence[Mapping[str, str]]) -> OrderReading:
    """What was typed; raises for the first thing that cannot be."""
    for codes, known in ((values, ORDER_TYPED), *((line, LINE_TYPED) for line in lines)):
        for code in codes:
            if code not in known:
                raise DealerDeskError(UNKNOWN_FIELD, field=code, fields=list(known))
    reading = read_order(values, lines)
    for error in reading.errors:
        if error.line is None:
            raise ValueRefusedError(ORDER_TYPED[error.field], error.finding)
        raise LineRefusedError(LINE_TYPED[error.field], error.finding, error.line)
    return reading


def _typed_again(now: OrderDetail) -> list[dict[str, str]]:
    """The lines that stand, as text, so that a sum that is emptied is theirs."""
    return [{code: text_of(field, line[code]) for code, field in LINE_TYPED.items()} for line in now.lines]


def _write_values(work: UnitOfWork, order: RepairOrder, values: Mapping[str, Value]) -> None:
    if "order_no" in values:
        order.order_no = _free_number(work, order, values["order_no"])
    if "date_in" in values and values["date_in"] is None and (order.date_in or not order.id):
        raise DealerDeskError(DATE_IN_EMPTY)
    for code, value in values.items():
        if code != "order_no":
            setattr(order, code, value)


def _free_number(work: UnitOfWork, order: RepairOrder, number: Value) -> str:
    if not number:
        raise DealerDeskError(ORDER_NO_EMPTY)
    file_no = work.session.scalar(
        select(VehicleFile.file_no)
        .join(RepairOrder, RepairOrder.file_id == VehicleFile.id)
        .where(RepairOrder.order_no == number, RepairOrder.id != (order.id or 0))
    )
    if file_no is not None:
        free = suggested_order_number(work.connection, work.at.year)
        raise DealerDeskError(ORDER_NO_TAKEN, order_no=number, file_no=file_no, next=free)
    return str(number)


def _write_lines(session: Session, order_id: int, lines: Sequence[Mapping[str, Value]]) -> None:
    """Make `lines` the order's: those of before keep their places as far as there are any."""
    there = session.scalars(
        select(RepairLine).where(RepairLine.order_id == order_id).order_by(RepairLine.line_no)
    ).all()
    for row in there[len(lines) :]:
        session.delete(row)
    for row, line in zip(there, lines, strict=False):
        for code in LINE_TYPED:
            setattr(row, code, line.get(code))
    last = there[min(len(there), len(lines)) - 1].line_no if there and lines else 0
    session.flush()
    for number, line in enumerate(lines[len(there) :], start=last + 1):
        own = {code: line.get(code) for code in LINE_TYPED}
        session.add(RepairLine(order_id=order_id, line_no=number, **own))


def _bring_up_to_date(file: VehicleFile, order: RepairOrder) -> None:
    """The newest visit tells a file's last visit and odometer, as it does in an import."""
    moment = order.date_in or order.date_out
    visit = moment.date() if moment else order.settled_on
    if visit is not None and visit >= (file.last_visit or date.min):
        file.last_visit = visit
        shown = order.odometer_in if order.odometer_out is None else order.odometer_out
        file.odometer = file.odometer if shown is None else shown


def _edited(work: UnitOfWork, order: RepairOrder, reading: OrderReading) -> OrderEdited:
    session = work.session
    session.flush()
    work.name(order_no=order.order_no)
    details = order_details(
        session, session.scalars(select(RepairOrder).where(RepairOrder.file_id == order.file_id)).all()
    )
    own = next(visit_of(detail) for detail in details if detail.id == order.id)
    others = [visit_of(detail) for detail in details if detail.id != order.id]
    doubts = visit_doubts(own, others, value_of(work.connection, ODOMETER_DAILY_LIMIT))
    return OrderEdited(order.id, order.order_no, (*reading.doubts, *doubts), None)


def _done(work: UnitOfWork, edited: OrderEdited) -> OrderEdited:
    change = work.change.set_id if work.change else None
    return OrderEdited(edited.order_id, edited.order_no, edited.doubts, change)
