"""Reading .xlsx, .xlsm, .xlsb, .ods and .xls with calamine; only the reading child does this."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, repeat
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree as ET

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.exchange import archives
from dealerdesk.exchange.archives import Specials
from dealerdesk.exchange.compound import CompoundError, OldWorkbook, read_old_workbook
from dealerdesk.exchange.guard import MOST_CELLS, Format, Inspected
from dealerdesk.exchange.messages import (
    FILE_DAMAGED,
    FILE_NOT_SPREADSHEET,
    FILE_PASSWORD,
    FILE_TOO_LARGE,
)
from dealerdesk.exchange.recognise import HEADING_ROWS, best_row
from dealerdesk.exchange.tables import SHEET_UNKNOWN, Note, Row, Table

SHEETS_HIDDEN = Message("sheets_hidden", "Hidden sheets were left out: {sheets}. Unhide them to read them.")
SHEETS_NOT_READ = Message(
    "sheets_not_read", "Only the sheet “{sheet}” was read. Name another to read it: {sheets}."
)
EXPORTED_AT = "DealerDeskExportedAt"
EXPORTED_KIND = "DealerDeskKind"
LAST_CHANGE = "DealerDeskLastChange"
"""Custom document properties of the workbooks that DealerDesk writes."""

_ENDINGS = {
    Format.XLSX: {".xlsx", ".xlsm"},
    Format.XLSB: {".xlsb"},
    Format.ODS: {".ods"},
    Format.XLS: {".xls"},
}


@dataclass(frozen=True, slots=True)
class _Opened:
    """A parsed sheet with where it stands in the workbook."""

    at: int
    name: str
    sheet: CalamineSheet


def read_workbook(inspected: Inspected, kind: RecordKind, sheet: str | None) -> Table:
    """A table of one sheet: the one named, else the visible one with most known headings.

    Raises ``sheet_unknown``, ``file_password``, ``file_damaged``, ``file_too_large`` and
    ``file_not_spreadsheet``.
    """
    path = inspected.path
    old = _old_workbook(path) if inspected.format is Format.XLS else None
    workbook = _opened(inspected)
    opened, notes = _chosen(path, workbook, kind, sheet)
    merged = tuple((*first, *last) for first, last in opened.sheet.merged_cell_ranges or ())
    table = Table(
        sheet=opened.name, rows=lambda: _rows(opened.sheet, {}), height=0, merged=merged, notes=notes
    )
    if old:
        specials = old.specials.get(opened.at, {})
        table = replace(table, epoch_1904=old.epoch_1904)
    else:
        table, specials = _with_properties(table, inspected, opened)
    end = opened.sheet.end
    return replace(table, rows=lambda: _rows(opened.sheet, specials), height=end[0] + 1 if end else 0)


def _old_workbook(path: Path) -> OldWorkbook:
    try:
        old = read_old_workbook(path)
    except CompoundError as error:
        raise DealerDeskError(FILE_DAMAGED, path=path) from error
    if old.password:
        raise DealerDeskError(FILE_PASSWORD, path=path)
    if not old.has_workbook:
        raise DealerDeskError(FILE_NOT_SPREADSHEET, path=path)
    return old


def _damaged(path: Path, error: BaseException) -> NoReturn:
    """Say that calamine failed, which it does with panics too: those are no `Exception`."""
    if isinstance(error, PasswordError):
        raise DealerDeskError(FILE_PASSWORD, path=path) from error
    if isinstance(error, MemoryError) or "limit exceeded" in str(error):
        raise DealerDeskError(FILE_TOO_LARGE, path=path) from error
    if isinstance(error, CalamineError | OSError | ValueError) or type(error).__name__ == "PanicException":
        raise DealerDeskError(FILE_DAMAGED, path=path) from error
    raise error


def _opened(inspected: Inspected) -> CalamineWorkbook:
    path = inspected.path
    try:
        if path.suffix.lower() in _ENDINGS[inspected.format]:
            return CalamineWorkbook.from_path(path)
        with path.open("rb") as file:  # calamine believes the name, so a wrong one is kept from it
            return CalamineWorkbook.from_filelike(file)
    except BaseException as error:  # noqa: BLE001  # calamine's panics are no Exception
        _damaged(path, error)


def _sheet(path: Path, workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except BaseException as error:  # noqa: BLE001  # calamine's panics are no Exception
        _damaged(path, error)
    end = sheet.end
    if end and (end[0] + 1) * (end[1] + 1) > MOST_CELLS:
        raise DealerDeskError(FILE_TOO_LARGE, path=path)
    return sheet


def _chosen(
    path: Path, workbook: CalamineWorkbook, kind: RecordKind, wanted: str | None
) -> tuple[_Opened, tuple[Note, ...]]:
    sheets = [
        (at, found)
        for at, found in enumerate(workbook.sheets_metadata)
        if found.typ == SheetTypeEnum.WorkSheet
    ]
    if wanted is not None:
        for at, found in sheets:
            if found.name.strip() == wanted.strip():
                return _Opened(at, found.name, _sheet(path, workbook, found.name)), ()
        names = [found.name for _, found in sheets]
        raise DealerDeskError(SHEET_UNKNOWN, path=path, sheet=wanted, sheets=names)
    visible = [(at, found.name) for at, found in sheets if found.visible == SheetVisibleEnum.Visible]
    hidden = [found.name for _, found in sheets if found.visible != SheetVisibleEnum.Visible]
    if not visible:
        raise DealerDeskError(FILE_NOT_SPREADSHEET, path=path)
    best, most, others = None, -1, []
    for at, name in visible:
        candidate = _Opened(at, name, _sheet(path, workbook, name))
        known = best_row(kind, [row for _, row in islice(_rows(candidate.sheet, {}), HEADING_ROWS)])[1]
        if known > 0:
            others.append(name)
        if known > most:
            best, most = candidate, known
    assert best is not None
    others = [name for name in others if name != best.name]
    notes: list[Note] = [(SHEETS_HIDDEN, {"sheets": hidden})] if hidden else []
    if others:
        notes.append((SHEETS_NOT_READ, {"sheet": best.name, "sheets": others}))
    return best, tuple(notes)


def _rows(sheet: CalamineSheet, specials: Specials) -> Iterator[tuple[int, Row]]:
    """The rows from the first of the sheet on, padded on the left to column A."""
    if sheet.start is None:
        return
    pad = [""] * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row: list[object] = [*pad, *cells]
        if number in specials:
            row = _with_specials(row, specials[number])
        yield number, row


def _with_specials(row: list[object], specials: dict[int, object]) -> list[object]:
    width = max(len(row), max(specials) + 1)
    full = list(islice(chain(row, repeat("")), width))
    for at, special in specials.items():
        full[at] = special
    return full


def _with_properties(table: Table, inspected: Inspected, opened: _Opened) -> tuple[Table, Specials]:
    """What the archive says besides the cells: date system, special cells, who exported it and when."""
    specials: Specials = {}
    try:
        with zipfile.ZipFile(inspected.path) as archive:
            if inspected.format is Format.XLSB:
                member, epoch_1904 = archives.xlsb_layout(archive, opened.name)
                specials = archives.xlsb_specials(archive, member) if member else specials
                return replace(table, epoch_1904=epoch_1904), specials
            if inspected.format is not Format.XLSX:
                return table, specials
            member = archives.sheet_member(archive, opened.name) or ""
            if member in inspected.special:
                specials = archives.xlsx_specials(archive, member)
            said = archives.custom_properties(archive)
            last = said.get(LAST_CHANGE, "")
            return replace(
                table,
                epoch_1904=archives.uses_1904(archive),
                exported_at=said.get(EXPORTED_AT),
                exported_kind=said.get(EXPORTED_KIND),
                last_change=int(last) if last.isascii() and last.isdigit() else None,
            ), specials
    except (zipfile.BadZipFile, ET.ParseError, IndexError, struct.error) as error:
        raise DealerDeskError(FILE_DAMAGED, path=inspected.path) from error
