"""Reading .xlsx, .xlsm, .xlsb, .ods and .xls with calamine; only the reading child does this."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
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
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.exchange.messages import (
    FILE_DAMAGED,
    FILE_NOT_SPREADSHEET,
    FILE_PASSWORD,
    FILE_TOO_LARGE,
)
from dealerdesk.exchange.origins import (
    EXPORTED_AT,
    EXPORTED_KIND,
    LAST_MOMENT,
    example_of,
    kinds_of_sheets,
)
from dealerdesk.exchange.reading import archives
from dealerdesk.exchange.reading.archives import Specials
from dealerdesk.exchange.reading.compound import CompoundError, OldWorkbook, read_old_workbook
from dealerdesk.exchange.reading.guard import MOST_CELLS, Format, Inspected
from dealerdesk.exchange.reading.recognise import HEADING_ROWS, best_row, chosen_keys
from dealerdesk.exchange.reading.tables import SHEET_UNKNOWN, Note, Row, Table, with_cells

SHEETS_HIDDEN = Message("sheets_hidden", "Hidden sheets were left out: {sheets}. Unhide them to read them.")
SHEETS_NOT_READ = Message(
    "sheets_not_read", "Only the sheet “{sheet}” was read. Name another to read it: {sheets}."
)
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


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The sheet that is read, and what there is to say of the others."""

    opened: _Opened
    hidden: tuple[str, ...]
    known: tuple[tuple[str, int], ...]
    notes: tuple[Note, ...] = ()


def read_workbook(inspected: Inspected, mapping: ImportMapping, *, survey: bool = False) -> Table:
    """A table of one sheet: the one named, else the visible one with most known headings.

    With `survey` the headings of all sheets are counted. Raises ``sheet_unknown``, ``file_password``,
    ``file_damaged``, ``file_too_large`` and ``file_not_spreadsheet``.
    """
    path = inspected.path
    old = _old_workbook(path) if inspected.format is Format.XLS else None
    said = said_by(inspected)
    chosen = _Sheets(path, _opened(inspected), mapping, kinds_of_sheets(said)).chosen(survey=survey)
    opened = chosen.opened
    merged = tuple((*first, *last) for first, last in opened.sheet.merged_cell_ranges or ())
    end = opened.sheet.end or (-1, -1)
    table = Table(
        sheet=opened.name,
        rows=lambda: _rows(opened.sheet, {}),
        height=end[0] + 1,
        width=end[1] + 1,
        merged=merged,
        notes=chosen.notes,
        hidden=chosen.hidden,
        known=chosen.known,
    )
    if old:
        specials = old.specials.get(opened.at, {})
        table = replace(table, epoch_1904=old.epoch_1904)
    else:
        table, specials = _with_properties(table, inspected, opened)
        table = _with_origin(table, said, mapping.kind)
    return replace(table, rows=lambda: _rows(opened.sheet, specials)) if specials else table


def sheet_names(inspected: Inspected) -> list[str]:
    """The names of all sheets of cells, hidden ones too; raises what `read_workbook` raises."""
    sheets = _opened(inspected).sheets_metadata
    return [found.name for found in sheets if found.typ == SheetTypeEnum.WorkSheet]


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
        if path.suffix.lower() in _ENDINGS[inspected.format] and _is_text(path):
            return CalamineWorkbook.from_path(path)
        # calamine believes the name and takes text only, so a wrong one is kept from it
        with path.open("rb") as file:
            return CalamineWorkbook.from_filelike(file)
    except BaseException as error:  # noqa: BLE001  # calamine's panics are no Exception
        _damaged(path, error)


def _is_text(path: Path) -> bool:
    """Whether the name can be said in Unicode; on Linux and macOS it may be any bytes."""
    return str(path).encode("utf-8", "ignore") == os.fsencode(path)


def _sheet(path: Path, workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except BaseException as error:  # noqa: BLE001  # calamine's panics are no Exception
        _damaged(path, error)
    end = sheet.end
    if end and (end[0] + 1) * (end[1] + 1) > MOST_CELLS:
        raise DealerDeskError(FILE_TOO_LARGE, path=path)
    return sheet


class _Sheets:
    """The sheets of a workbook, of which one is to be read."""

    def __init__(
        self,
        path: Path,
        workbook: CalamineWorkbook,
        mapping: ImportMapping,
        kinds: Mapping[str, RecordKind | None],
    ) -> None:
        self._path, self._workbook, self._mapping, self._kinds = path, workbook, mapping, kinds
        self._keys = chosen_keys(mapping)
        self._sheets = [
            (at, found.name, found.visible == SheetVisibleEnum.Visible)
            for at, found in enumerate(workbook.sheets_metadata)
            if found.typ == SheetTypeEnum.WorkSheet
        ]
        self._hidden = tuple(name for _, name, visible in self._sheets if not visible)

    def chosen(self, *, survey: bool) -> _Chosen:
        """The sheet that the mapping names, else the best one."""
        wanted = self._mapping.sheet
        if wanted is None:
            return self._best(survey=survey)
        for at, name, _ in self._sheets:
            if name.strip() == wanted.strip():
                opened = _Opened(at, name, _sheet(self._path, self._workbook, name))
                known = {name: self._known(opened)}
                return _Chosen(opened, self._hidden, self._all_known(known) if survey else ())
        names = [name for _, name, _ in self._sheets]
        raise DealerDeskError(SHEET_UNKNOWN, path=self._path, sheet=wanted, sheets=names)

    def _best(self, *, survey: bool) -> _Chosen:
        """The visible sheet that DealerDesk wrote as the kind, else the first with most known headings."""
        best: tuple[_Opened, tuple[bool, int]] | None = None
        known: dict[str, int] = {}
        for at, name, visible in self._sheets:
            if not visible:
                continue
            candidate = _Opened(at, name, _sheet(self._path, self._workbook, name))
            count = known[name] = self._known(candidate)
            rank = count > 0 and self._kinds.get(name) is self._mapping.kind, count
            if best is None or rank > best[1]:
                best = candidate, rank
        if best is None:
            raise DealerDeskError(FILE_NOT_SPREADSHEET, path=self._path)
        notes: list[Note] = [(SHEETS_HIDDEN, {"sheets": list(self._hidden)})] if self._hidden else []
        name = best[0].name
        if others := [other for other, count in known.items() if count and other not in {name, *self._kinds}]:
            notes.append((SHEETS_NOT_READ, {"sheet": name, "sheets": others}))
        return _Chosen(best[0], self._hidden, self._all_known(known) if survey else (), tuple(notes))

    def _all_known(self, known: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        """The known headings of all sheets in their order, of which some are counted already."""
        return tuple(
            (name, known[name] if name in known else self._peeked(at, name)) for at, name, _ in self._sheets
        )

    def _known(self, opened: _Opened) -> int:
        rows = [row for _, row in islice(_rows(opened.sheet, {}), HEADING_ROWS)]
        return best_row(self._mapping.kind, rows, self._keys)[1]

    def _peeked(self, at: int, name: str) -> int:
        """The known headings of a sheet that is not read; what is wrong with it then harms nobody."""
        try:
            return self._known(_Opened(at, name, _sheet(self._path, self._workbook, name)))
        except DealerDeskError:
            return 0


def _rows(sheet: CalamineSheet, specials: Specials) -> Iterator[tuple[int, Row]]:
    """The rows from the first of the sheet on, padded on the left to column A."""
    if sheet.start is None:
        return
    pad = [""] * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row: list[object] = [*pad, *cells]
        if number in specials:
            row = with_cells(row, specials[number])
        yield number, row


def said_by(inspected: Inspected) -> dict[str, str]:
    """The custom document properties of an .xlsx; none of other formats."""
    if inspected.format is not Format.XLSX:
        return {}
    try:
        with zipfile.ZipFile(inspected.path) as archive:
            return archives.custom_properties(archive)
    except (zipfile.BadZipFile, ET.ParseError) as error:
        raise DealerDeskError(FILE_DAMAGED, path=inspected.path) from error


def _with_origin(table: Table, said: Mapping[str, str], kind: RecordKind) -> Table:
    """The table with what its workbook says of where it comes from."""
    own = kinds_of_sheets(said).get(table.sheet)
    return replace(
        table,
        exported_at=said.get(EXPORTED_AT),
        exported_kind=own.value if own else said.get(EXPORTED_KIND),
        last_moment=said.get(LAST_MOMENT),
        example=example_of(said, kind),
    )


def _with_properties(table: Table, inspected: Inspected, opened: _Opened) -> tuple[Table, Specials]:
    """What the archive says besides the cells: the date system, and special cells."""
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
            return replace(table, epoch_1904=archives.uses_1904(archive)), specials
    except (zipfile.BadZipFile, ET.ParseError, IndexError, struct.error) as error:
        raise DealerDeskError(FILE_DAMAGED, path=inspected.path) from error
