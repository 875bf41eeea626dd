"""Exporting the list: asking where to, writing it as long work, and saying where it went."""

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
from dealerdesk.ui.dialogs import FilePattern, save_file
from dealerdesk.ui.models.files_columns import FIELD_CODES, Column
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar

EXPORT_TITLE = Message("ui.export_title", "Export the list")
EXPORT_NAME = Message("ui.export_name", "Vehicle files {date}")
EXPORTED = Message(
    "ui.exported", "{count} file written to {name} in {folder}", "{count} files written to {name} in {folder}"
)
OPEN_FOLDER = Message("ui.open_export_folder", "Open the folder")
WORKBOOK = FilePattern(Message("ui.pattern_workbook", "Excel workbook"), ("*.xlsx",))
TEXT_TABLE = FilePattern(Message("ui.pattern_csv", "Table as text"), ("*.csv",))


class ListExport:
    """Writes lists of files to where the person wants them; `bar` says what came of it."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        self._workplace = workplace
        self._parent = parent
        self.bar = OutcomeBar()

    def ask_and_write(self, file_ids: Sequence[int], columns: Sequence[Column]) -> None:
        """Write these files, in this order, with these columns; nothing when no place was chosen."""
        desk = self._workplace.desk
        name = EXPORT_NAME.said(date=desk.database.now().date().isoformat())
        path = save_file(self._parent, EXPORT_TITLE, Path(f"{name}.xlsx"), (WORKBOOK, TEXT_TABLE))
        if path is None:
            return
        self.bar.hide()
        codes = [code for column in columns if column is not Column.MATCHED for code in FIELD_CODES[column]]
        ids = list(file_ids)

        def work(progress: Progress) -> ExportResult:
            return desk.exports.export_list(path, ids, codes, progress)

        self._workplace.long_work.run(work, self._on_written, self._workplace.fail)

    def _on_written(self, result: ExportResult) -> None:
        path = result.path
        say = partial(EXPORTED.said, count=result.rows, name=path.name, folder=path.parent)
        self.bar.show_outcome(say, OPEN_FOLDER, partial(_open_folder, path.parent))


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
