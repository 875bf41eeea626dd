"""Exporting repair orders: those of one file into a spreadsheet, those that are listed by the export page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dealerdesk.domain.fields import FIELDS, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.exports import ExportResult
from dealerdesk.ui.exporting import Exporting
from dealerdesk.ui.listed import ShownList
from dealerdesk.ui.page import Workplace

EXPORT_TITLE = Message("ui.export_orders_title", "Export repair orders")
EXPORT_NAME_OF_FILE = Message("ui.export_orders_of_file", "Repair orders {file_no}")
EXPORTED = Message(
    "ui.orders_exported",
    "{count} row written to {name} in {folder}",
    "{count} rows written to {name} in {folder}",
)
LISTED = Message(
    "ui.export_orders_listed", "{count} repair order of the list", "{count} repair orders of the list"
)


def orders_shown(order_ids: Sequence[int], say_filter: Callable[[], str]) -> ShownList:
    """These orders with their lines, in this order, with all their fields: the list shows others."""
    codes = tuple(field.code for field in FIELDS[RecordKind.REPAIR_ORDERS])
    say = partial(LISTED.said, count=len(order_ids))
    return ShownList(RecordKind.REPAIR_ORDERS, order_ids, codes, say, say_filter)


class OrdersExport:
    """Writes the repair orders of a file to where the person wants them; `bar` says what came of it."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        self._desk = workplace.desk
        self._exporting = Exporting(workplace, parent, EXPORT_TITLE)
        self.bar = self._exporting.bar

    def ask_and_write(self, order_ids: Sequence[int], file_no: str) -> None:
        """Write these orders, in this order; nothing when no place was chosen. `file_no` is their file's."""
        exports, ids = self._desk.exports, list(order_ids)

        def write(path: Path, progress: Progress) -> ExportResult:
            return exports.export_orders(path, ids, progress)

        self._exporting.ask_and_write(EXPORT_NAME_OF_FILE.said(file_no=file_no), write, EXPORTED)
