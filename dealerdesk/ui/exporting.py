"""Exporting what is listed: asking where to, writing it as long work, and saying where it went."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.ui.dialogs import FilePattern, save_file
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar

if TYPE_CHECKING:  # start-up: what writes spreadsheets is loaded when the list is shown
    from dealerdesk.services.exports import ExportResult

OPEN_FOLDER = Message("ui.open_export_folder", "Open the folder")
WORKBOOK = FilePattern(Message("ui.pattern_workbook", "Excel workbook"), ("*.xlsx",))
TEXT_TABLE = FilePattern(Message("ui.pattern_csv", "Table as text"), ("*.csv",))


class Exporting:
    """Writes lists to where the person wants them; `bar` says what came of it.

    `title` is the dialog's; `exported` says how many rows (``count``) went to ``name`` in ``folder``.
    """

    def __init__(self, workplace: Workplace, parent: QWidget, title: Message, exported: Message) -> None:
        self._workplace = workplace
        self._parent = parent
        self._title = title
        self._exported = exported
        self.bar = OutcomeBar()

    def ask_and_write(self, name: str, write: Callable[[Path, Progress], ExportResult]) -> None:
        """Ask for a place, offering `name` as a workbook, and `write` there; nothing when none was chosen."""
        path = save_file(self._parent, self._title, Path(f"{name}.xlsx"), (WORKBOOK, TEXT_TABLE))
        if path is None:
            return
        self.bar.hide()
        self._workplace.long_work.run(partial(write, path), self._on_written, self._workplace.fail)

    def _on_written(self, result: ExportResult) -> None:
        path = result.path
        say = partial(self._exported.said, count=result.rows, name=path.name, folder=path.parent)
        self.bar.show_outcome(say, OPEN_FOLDER, partial(open_folder, path.parent))


def open_folder(folder: Path) -> None:
    """Show `folder` in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
