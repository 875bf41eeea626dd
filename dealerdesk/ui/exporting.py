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
OPEN_FILE = Message("ui.open_export", "Open the spreadsheet")
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))
WORKBOOK = FilePattern(Message("ui.pattern_workbook", "Excel workbook"), ("*.xlsx",))
TEXT_TABLE = FilePattern(Message("ui.pattern_csv", "Table as text"), ("*.csv",))


class Exporting:
    """Writes spreadsheets to where the person wants them; `bar` says what came of it."""

    def __init__(self, workplace: Workplace, parent: QWidget, title: Message) -> None:
        self._workplace = workplace
        self._parent = parent
        self._title = title
        self.bar = OutcomeBar()

    def ask_and_write(  # noqa: PLR0913  # what there is to say of a file
        self,
        name: str,
        write: Callable[[Path, Progress], ExportResult],
        exported: Message,
        *,
        ending: str = "xlsx",
        only_workbook: bool = False,
        ended: Callable[[], None] = lambda: None,
    ) -> bool:
        """Ask for a place, offering `name` with `ending`, and `write` there; False when none was chosen.

        `exported` says how many rows (``count``) went to ``name`` in ``folder``; `ended` is called once it is
        written, stopped or refused.
        """
        patterns = (WORKBOOK, TEXT_TABLE) if ending == "xlsx" else (TEXT_TABLE, WORKBOOK)
        offered = Path(f"{name.translate(_NOT_IN_NAMES)}.{ending}")
        path = save_file(self._parent, self._title, offered, patterns[:1] if only_workbook else patterns)
        if path is None:
            return False
        self.bar.hide()

        def done(result: ExportResult) -> None:
            ended()
            self.show_written(result, exported)

        def failed(error: Exception) -> None:
            ended()
            self._workplace.fail(error)

        self._workplace.long_work.run(partial(write, path), done, failed, cancelled=ended)
        return True

    def show_written(self, result: ExportResult, exported: Message) -> None:
        """Say where it is, and offer to open it."""
        path = result.path
        say = partial(exported.said, count=result.rows, name=path.name, folder=path.parent)
        self.bar.show_outcome(
            say, OPEN_FOLDER, partial(open_folder, path.parent), also=(OPEN_FILE, partial(open_file, path))
        )


def open_folder(folder: Path) -> None:
    """Show `folder` in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def open_file(path: Path) -> None:
    """Open `path` with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
