"""Copying files as a table: what is chosen, in the columns that are shown, for spreadsheets and mails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.lists import FileRow, Lists
from dealerdesk.ui.models.files_columns import Column, column_text, column_title
from dealerdesk.ui.page import Workplace

COPYING = Message("ui.copying_files", "Copying the files")
COPIED = Message("ui.files_copied", "{count} file copied as a table", "{count} files copied as a table")

_BATCH = 500
_DATES: dict[Column, Callable[[FileRow], date | str | None]] = {
    Column.LAST_VISIT: lambda row: row.last_visit,
    Column.BUILT: lambda row: row.manufacture_date,
    Column.INSURANCE_ENDS: lambda row: row.insurance_ends,
    Column.NEXT_SERVICE: lambda row: row.next_service,
    Column.NEXT_INSPECTION: lambda row: row.next_inspection,
}


@dataclass(frozen=True, slots=True)
class TableCopy:
    """A table in the two forms that programs paste, and how many files stand in it."""

    text: str
    html: str
    files: int


def copy_files(workplace: Workplace, file_ids: Sequence[int], columns: Sequence[Column]) -> None:
    """Put these files into the clipboard, and say so."""
    shown = [column for column in columns if column is not Column.MATCHED]

    def work(progress: Progress) -> TableCopy:
        return _made(workplace.desk.lists, file_ids, shown, progress)

    def then(made: TableCopy) -> None:
        content = QMimeData()
        content.setText(made.text)
        content.setHtml(made.html)
        QGuiApplication.clipboard().setMimeData(content)
        workplace.say(COPIED.said(count=made.files))

    workplace.long_work.run(work, then, workplace.fail)


def _made(lists: Lists, file_ids: Sequence[int], columns: Sequence[Column], progress: Progress) -> TableCopy:
    rows = [[column_title(column) for column in columns]]
    for start in range(0, len(file_ids), _BATCH):
        progress.step(COPYING, start, len(file_ids))
        batch = file_ids[start : start + _BATCH]
        found = lists.rows(batch)
        rows += [
            [_cell(column, found[file_id]) for column in columns] for file_id in batch if file_id in found
        ]
    typed = [at for at, column in enumerate(columns) if column in _DATES or column is Column.ODOMETER]
    # start-up: lists are shown without what reads and writes spreadsheets
    from dealerdesk.exchange.clipboard import table_html, table_text  # noqa: PLC0415  # start-up, see above

    return TableCopy(table_text(rows), table_html(rows, typed), len(rows) - 1)


def _cell(column: Column, row: FileRow) -> str:
    """A cell's text; dates and numbers as every spreadsheet reads them."""
    if column in _DATES:
        day = _DATES[column](row)
        return day.isoformat() if isinstance(day, date) else day or ""
    if column is Column.ODOMETER:
        return "" if row.odometer is None else str(row.odometer)
    if column is Column.NOTES:
        return row.notes or ""
    return column_text(column, row)
