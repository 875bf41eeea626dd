"""Exporting repair orders: those that are listed, or those of one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.exports import ExportResult
from dealerdesk.ui.exporting import Exporting
from dealerdesk.ui.page import Workplace

EXPORT_TITLE = Message("ui.export_orders_title", "Export repair orders")
EXPORT_NAME = Message("ui.export_orders_name", "Repair orders {date}")
EXPORT_NAME_OF_FILE = Message("ui.export_orders_of_file", "Repair orders {file_no}")
EXPORTED = Message(
    "ui.orders_exported",
    "{count} row written to {name} in {folder}",
    "{count} rows written to {name} in {folder}",
)
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))


class OrdersExport:
    """Writes repair orders to where the person wants them; `bar` says what came of it."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        self._desk = workplace.desk
        self._exporting = Exporting(workplace, parent, EXPORT_TITLE, EXPORTED)
        self.bar = self._exporting.bar

    def ask_and_write(self, order_ids: Sequence[int], file_no: str = "") -> None:
        """Write these orders, in this order; nothing when no place was chosen. `file_no` names a file's."""
        exports, ids = self._desk.exports, list(order_ids)

        def write(path: Path, progress: Progress) -> ExportResult:
            return exports.export_orders(path, ids, progress)

        day = self._desk.database.now().date().isoformat()
        name = EXPORT_NAME_OF_FILE.said(file_no=file_no) if file_no else EXPORT_NAME.said(date=day)
        self._exporting.ask_and_write(name.translate(_NOT_IN_NAMES), write)
