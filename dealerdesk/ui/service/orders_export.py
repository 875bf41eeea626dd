"""Exporting repair orders: asking where to, writing them as long work, and saying where they went."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.exports import ExportResult
from dealerdesk.ui.dialogs import save_file
from dealerdesk.ui.files.exporting import OPEN_FOLDER, TEXT_TABLE, WORKBOOK
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar

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
        self._workplace = workplace
        self._parent = parent
        self.bar = OutcomeBar()

    def ask_and_write(self, order_ids: Sequence[int], file_no: str = "") -> None:
        """Write these orders, in this order; nothing when no place was chosen. `file_no` names a file's."""
        desk = self._workplace.desk
        day = desk.database.now().date().isoformat()
        name = EXPORT_NAME_OF_FILE.said(file_no=file_no) if file_no else EXPORT_NAME.said(date=day)
        suggested = Path(f"{name.translate(_NOT_IN_NAMES)}.xlsx")
        path = save_file(self._parent, EXPORT_TITLE, suggested, (WORKBOOK, TEXT_TABLE))
        if path is None:
            return
        self.bar.hide()
        ids = list(order_ids)

        def work(progress: Progress) -> ExportResult:
            return desk.exports.export_orders(path, ids, progress)

        self._workplace.long_work.run(work, self._on_written, self._workplace.fail)

    def _on_written(self, result: ExportResult) -> None:
        path = result.path
        say = partial(EXPORTED.said, count=result.rows, name=path.name, folder=path.parent)
        self.bar.show_outcome(say, OPEN_FOLDER, partial(_open_folder, path.parent))


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
