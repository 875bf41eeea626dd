"""Exporting the list of files as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.ui.exporting import Exporting
from dealerdesk.ui.models.files_columns import FIELD_CODES, Column
from dealerdesk.ui.page import Workplace

if TYPE_CHECKING:  # start-up: what writes spreadsheets is loaded when the list is shown
    from dealerdesk.services.exports import ExportResult

EXPORT_TITLE = Message("ui.export_title", "Export the list")
EXPORT_NAME = Message("ui.export_name", "Vehicle files {date}")
EXPORTED = Message(
    "ui.exported", "{count} file written to {name} in {folder}", "{count} files written to {name} in {folder}"
)


class ListExport:
    """Writes lists of files to where the person wants them; `bar` says what came of it."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        self._desk = workplace.desk
        self._exporting = Exporting(workplace, parent, EXPORT_TITLE, EXPORTED)
        self.bar = self._exporting.bar

    def ask_and_write(self, file_ids: Sequence[int], columns: Sequence[Column]) -> None:
        """Write these files, in this order, with these columns; nothing when no place was chosen."""
        codes = [code for column in columns if column is not Column.MATCHED for code in FIELD_CODES[column]]
        exports, ids = self._desk.exports, list(file_ids)

        def write(path: Path, progress: Progress) -> ExportResult:
            return exports.export_list(path, ids, codes, progress)

        day = self._desk.database.now().date().isoformat()
        self._exporting.ask_and_write(EXPORT_NAME.said(date=day), write)
