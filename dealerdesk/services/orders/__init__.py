"""Repair orders: made, edited, settled, removed; listed over all vehicles, and the visits of one."""

from dealerdesk.services.orders.book import LineRefusedError, OrderEdited, Orders
from dealerdesk.services.orders.listing import (
    OrderListing,
    OrderRow,
    OrdersFilter,
    OrderSort,
    OrdersOverview,
    OrdersQuick,
    OrderTotals,
)
from dealerdesk.services.orders.visits import OrderEntry, OrderSuggestions, ServiceFigures, ServiceHistory

__all__ = [
    "LineRefusedError",
    "OrderEdited",
    "OrderEntry",
    "OrderListing",
    "OrderRow",
    "OrderSort",
    "OrderSuggestions",
    "OrderTotals",
    "Orders",
    "OrdersFilter",
    "OrdersOverview",
    "OrdersQuick",
    "ServiceFigures",
    "ServiceHistory",
]
