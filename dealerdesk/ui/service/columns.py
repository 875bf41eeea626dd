"""The columns of lists of repair orders: what each shows, says, and how wide it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from dealerdesk.domain.messages import Message
from dealerdesk.services.orders import OrderRow, OrderSort
from dealerdesk.ui.formats import shown_amount, shown_date, shown_number
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.meter import meter_width, paint_meter, reading_of, said_with_missing
from dealerdesk.ui.widgets.painting import paint_text, square
from dealerdesk.ui.widgets.plate import NO_PLATE, badge_width, paint_badge

OPEN = Message("ui.order_open", "Not settled")
SETTLED = Message("ui.order_settled", "Settled")
REPEATS = Message("ui.order_repeats", "{order_no}, repeats {failed}")
SEEMS_REPEAT = Message("ui.order_seems_repeat", "Looks like a repeat of {order_no}: the same fault or job")
PAPERS = 4
"""Documents that a visit needs at most."""
_WIDEST_PLATE = "粤B·D12345"
_WIDEST_ORDER = "R2028-000888"


class OrderColumn(Enum):
    """What can be shown of an order."""

    DATE = "date"
    ORDER = "order"
    PLATE = "plate"
    VEHICLE = "vehicle"
    CUSTOMER = "customer"
    STATE = "state"
    WORK = "work"
    ODOMETER = "odometer"
    ADVISOR = "advisor"
    DOCUMENTS = "documents"
    LABOUR = "labour"
    PARTS = "parts"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """How a column is shown: `usual` is a text that it should have room for.

    `share` is its part of the room that is left; those with the highest `spare` go first where room is short.
    """

    title: Message
    text: Callable[[OrderRow], str]
    usual: Callable[[], str]
    sort: OrderSort | None = None
    right: bool = False
    kind: Text = Text.BODY
    role: str = "text"
    share: int = 0
    spare: int = 0


def _widest_date() -> str:
    days = (shown_date(date(2028, month, 28)) for month in range(1, 13))
    return max(days, key=text_metrics(Text.BODY).horizontalAdvance)


def _amount() -> str:
    return shown_amount(Decimal("188888.00"))


LOOKS: Mapping[OrderColumn, ColumnLook] = {
    OrderColumn.DATE: ColumnLook(
        Message("ui.order_column_date", "Date"),
        lambda row: shown_date(row.date_in.date() if row.date_in else None),
        _widest_date,
        OrderSort.DATE_IN,
    ),
    OrderColumn.ORDER: ColumnLook(
        Message("ui.order_column_order", "Order"),
        lambda row: row.order_no,
        lambda: _WIDEST_ORDER,
        OrderSort.ORDER_NO,
        kind=Text.STRONG,
    ),
    OrderColumn.PLATE: ColumnLook(
        Message("ui.order_column_plate", "Plate"),
        lambda row: row.plate or NO_PLATE.said(),
        lambda: _WIDEST_PLATE,
        OrderSort.PLATE,
    ),
    OrderColumn.VEHICLE: ColumnLook(
        Message("ui.order_column_vehicle", "Vehicle"),
        lambda row: row.vehicle,
        lambda: "BYD Han EV",
        OrderSort.VEHICLE,
        share=3,
        spare=2,
    ),
    OrderColumn.CUSTOMER: ColumnLook(
        Message("ui.order_column_customer", "Customer"),
        lambda row: row.customer or "",
        lambda: "Zhou Jian",
        OrderSort.CUSTOMER,
        share=2,
        spare=3,
    ),
    OrderColumn.STATE: ColumnLook(
        Message("ui.order_column_state", "State"),
        lambda row: (SETTLED if row.settled_on else OPEN).said(),
        lambda: max(OPEN.said(), SETTLED.said(), key=len),
        OrderSort.SETTLED_ON,
    ),
    OrderColumn.WORK: ColumnLook(
        Message("ui.order_column_fault", "Reported fault"),
        lambda row: " ".join((row.reported_fault or "").split()),
        lambda: "40,000 km service",
        role="text_2",
        share=4,
        spare=4,
    ),
    OrderColumn.ODOMETER: ColumnLook(
        Message("ui.order_column_odometer", "km"),
        lambda row: "" if row.odometer is None else shown_number(row.odometer),
        lambda: shown_number(188_888),
        OrderSort.ODOMETER,
        right=True,
        role="text_2",
        spare=7,
    ),
    OrderColumn.ADVISOR: ColumnLook(
        Message("ui.order_column_advisor", "Advisor"),
        lambda row: row.advisor or "",
        lambda: "Mark Reed",
        OrderSort.ADVISOR,
        role="text_2",
        spare=6,
    ),
    OrderColumn.DOCUMENTS: ColumnLook(
        Message("ui.order_column_documents", "Documents"),
        lambda row: reading_of(row.papers).count,
        lambda: "4/4",
        spare=5,
    ),
    OrderColumn.LABOUR: ColumnLook(
        Message("ui.order_column_labour", "Labour"),
        lambda row: shown_amount(row.labour),
        _amount,
        right=True,
        role="text_2",
        spare=9,
    ),
    OrderColumn.PARTS: ColumnLook(
        Message("ui.order_column_parts", "Parts"),
        lambda row: shown_amount(row.parts),
        _amount,
        right=True,
        role="text_2",
        spare=8,
    ),
    OrderColumn.TOTAL: ColumnLook(
        Message("ui.order_column_total", "Total"),
        lambda row: shown_amount(row.total),
        _amount,
        OrderSort.TOTAL,
        right=True,
        kind=Text.STRONG,
    ),
}


def spoken(column: OrderColumn, row: OrderRow) -> str:
    """What a screen reader says of a cell, and what its tooltip tells."""
    if column is OrderColumn.DOCUMENTS:
        return said_with_missing(row.papers)
    if column is OrderColumn.ORDER and row.repeat_of:
        return REPEATS.said(order_no=row.order_no, failed=row.repeat_of)
    return LOOKS[column].text(row)


def column_width(column: OrderColumn) -> int:
    """The width a column needs at the fonts and the language of now; flexible ones at the least."""
    look = LOOKS[column]
    title = text_metrics(Text.STRONG_CAPTION).horizontalAdvance(look.title.said()) + m.GAP_4
    content = text_metrics(look.kind).horizontalAdvance(look.usual())
    extra = {OrderColumn.STATE: m.ICON + m.GAP_2, OrderColumn.ORDER: m.ICON + m.GAP_1}.get(column, 0)
    if column is OrderColumn.PLATE:
        content = badge_width(_WIDEST_PLATE)
    elif column is OrderColumn.DOCUMENTS:
        content = meter_width(PAPERS)
    elif look.right:
        extra = m.ICON + m.GAP_1 if column is OrderColumn.ODOMETER else 0
    # Text is measured in whole pixels, and cut where a fraction of one is missing.
    return max(title, content + extra) + 2 * m.GAP_2 + 2


def paint_cell(painter: QPainter, place: QRectF, column: OrderColumn, row: OrderRow) -> None:
    """Draw what is in a cell, inside `place`."""
    now, look = colours(), LOOKS[column]
    if column is OrderColumn.PLATE:
        paint_badge(painter, place, row.plate)
    elif column is OrderColumn.DOCUMENTS:
        paint_meter(painter, place, reading_of(row.papers), room_for=PAPERS)
    elif column is OrderColumn.STATE:
        settled = row.settled_on is not None
        colour = now.ok if settled else now.accent
        paint_icon(painter, square(place, m.ICON), "check-circle" if settled else "wrench", colour)
        inner = place.adjusted(m.ICON + m.GAP_1, 0, 0, 0)
        paint_text(painter, inner, look.text(row), Text.BODY, colour)
    elif look.right:
        paint_right(painter, place, look.text(row), look.kind, getattr(now, look.role))
    else:
        used = paint_text(painter, place, look.text(row), look.kind, getattr(now, look.role))
        if column is OrderColumn.ORDER and row.repeat_of:
            sign = square(place.adjusted(used + m.GAP_1, 0, 0, 0), m.ICON)
            paint_icon(painter, sign, "arrows-clockwise", now.warn)


def paint_right(painter: QPainter, place: QRectF, text: str, kind: Text, colour: str) -> None:
    """Write one line at the right of `place`, on the level of other text."""
    metrics = text_metrics(kind)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
    left = max(place.right() - metrics.horizontalAdvance(shown), place.left())
    paint_text(
        painter, QRectF(left, place.top(), place.right() - left + 1, place.height()), shown, kind, colour
    )
