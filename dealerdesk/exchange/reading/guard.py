"""What a file is, by its content, and whether it is safe to be parsed.

Streams through archives without keeping them: sizes are those counted, not those declared, and the
extent of a sheet is taken from its cells, since its declared dimension may lie.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.exchange.messages import (
    FILE_DAMAGED,
    FILE_EMPTY,
    FILE_NOT_FOUND,
    FILE_NOT_SPREADSHEET,
    FILE_PASSWORD,
    FILE_TOO_LARGE,
    FILE_UNREADABLE,
    FILE_UNSAFE,
)

MOST_MEMBERS = 2_000
MOST_BYTES = 256 * 2**20
MOST_RATIO = 200
SMALL_BYTES = 8 * 2**20
"""Below this many bytes inflated, the ratio says nothing and harms nobody."""
MOST_CELLS = 20_000_000

TEXT_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".txt"})
OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")

_ZIP_SIGNATURE = b"PK\x03\x04"
_OTHER_SIGNATURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")
_CHUNK = 2**20
_OVERLAP = 64
# Plain searches first: they are ten times as fast as one expression, and hit next to never.
_DECLARATIONS = (b"<!", b"<\0!", b"\0<\0!")
_DOCTYPE = re.compile(rb"<\0?!\0?\s*\0?(?:D\0?O\0?C\0?T|E\0?N\0?T\0?I)")
_XML_ENDINGS = (".xml", ".rels", ".vml")
_SHEET = re.compile(r"xl/(?:worksheets|macrosheets)/.+\.xml", re.IGNORECASE)
# Columns from AA on and rows from 100,000 on: in most sheets none, so that most cells cost nothing.
_FAR_COLUMN = re.compile(rb""" r=["']([A-Z]{2,3})[0-9]""")
_FAR_ROW = re.compile(rb""" r=["'][A-Z]*([0-9]{6,7})["']""")
_ANY_COLUMN = re.compile(rb""" r=["']([A-Z]{1,3})[0-9]""")
_ANY_ROW = re.compile(rb""" r=["'][A-Z]*([0-9]{1,7})["']""")
_NEAR_COLUMNS = 26
_NEAR_ROWS = 99_999
_SPECIAL = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b't="e"', b"t='e'")


class Format(Enum):
    """The formats that are read."""

    XLSX = auto()
    XLSB = auto()
    ODS = auto()
    XLS = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that passed the guard; `special` are the members with formulas or error cells."""

    path: Path
    format: Format
    special: frozenset[str] = frozenset()


def inspect_file(path: Path) -> Inspected:
    """Tell the format of a file by its content and refuse what is unsafe to parse.

    Raises ``file_not_found``, ``file_unreadable``, ``file_empty``, ``file_not_spreadsheet``,
    ``file_password``, ``file_too_large``, ``file_damaged`` and ``file_unsafe``.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4096)
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise DealerDeskError(FILE_NOT_FOUND, path=path) from error
    except OSError as error:
        raise DealerDeskError(FILE_UNREADABLE, path=path, reason=error.strerror) from error
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise DealerDeskError(FILE_EMPTY, path=path)
    if size > MOST_BYTES:
        raise DealerDeskError(FILE_TOO_LARGE, path=path)
    if head.startswith(_ZIP_SIGNATURE):
        return _inspect_archive(path)
    if head.startswith(OLE_SIGNATURE):
        return Inspected(path, Format.XLS)
    if path.suffix.lower() in TEXT_ENDINGS and not head.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")
    ):
        return Inspected(path, Format.TEXT)
    raise DealerDeskError(FILE_NOT_SPREADSHEET, path=path)


def _inspect_archive(path: Path) -> Inspected:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise DealerDeskError(FILE_TOO_LARGE, path=path)
            found = _format_of(path, {member.filename for member in members})
            counter = _Counter(path)
            for member in members:
                counter.read(archive, member)
            return Inspected(path, found, frozenset(counter.special))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise DealerDeskError(FILE_DAMAGED, path=path) from error


def _format_of(path: Path, names: set[str]) -> Format:
    if any(".." in re.split(r"[/\\]", name) or name.startswith(("/", "\\")) for name in names):
        raise DealerDeskError(FILE_UNSAFE, path=path)
    lowered = {name.lower() for name in names}
    if "xl/workbook.bin" in lowered:
        return Format.XLSB
    if any(re.fullmatch(r"xl/workbook\d*\.xml", name) for name in lowered):
        return Format.XLSX
    if "content.xml" in lowered:
        return Format.ODS
    raise DealerDeskError(FILE_NOT_SPREADSHEET, path=path)


def _declares_types(window: bytes) -> bool:
    """Whether there is a document type definition, which no office program writes and bombs are made of."""
    return any(mark in window for mark in _DECLARATIONS) and bool(_DOCTYPE.search(window))


class _Counter:
    """Inflates the members of one archive, counting as it goes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._inflated = 0
        self._packed = 0
        self.special: set[str] = set()

    def read(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        """Stream one member; raises for what may not be in it."""
        if member.flag_bits & 1:
            raise DealerDeskError(FILE_PASSWORD, path=self._path)
        name = member.filename
        self._packed += member.compress_size
        is_xml, extent = name.lower().endswith(_XML_ENDINGS), None
        if _SHEET.fullmatch(name):
            extent = _Extent()
        tail = b""
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                self._count(len(chunk))
                window = tail + chunk
                if is_xml and _declares_types(window):
                    raise DealerDeskError(FILE_UNSAFE, path=self._path)
                if extent:
                    extent.widen(window)
                    if name not in self.special and any(mark in window for mark in _SPECIAL):
                        self.special.add(name)
                tail = chunk[-_OVERLAP:]
        if extent and extent.cells > MOST_CELLS and _exact_cells(archive, member) > MOST_CELLS:
            raise DealerDeskError(FILE_TOO_LARGE, path=self._path)

    def _count(self, size: int) -> None:
        self._inflated += size
        over = self._inflated > SMALL_BYTES and self._inflated > MOST_RATIO * max(self._packed, 1)
        if self._inflated > MOST_BYTES or over:
            raise DealerDeskError(FILE_TOO_LARGE, path=self._path)


class _Extent:
    """An upper bound of a sheet's extent, from the references of its cells that lie far out."""

    def __init__(self) -> None:
        self.columns = _NEAR_COLUMNS
        self.rows = _NEAR_ROWS

    def widen(self, window: bytes) -> None:
        """Take the references of one more piece of the sheet into account."""
        for letters in set(_FAR_COLUMN.findall(window)):
            self.columns = max(self.columns, column_number(letters))
        self.rows = max(self.rows, max(map(int, set(_FAR_ROW.findall(window))), default=0))

    @property
    def cells(self) -> int:
        """The cells of the box that holds them all."""
        return self.columns * self.rows


def _exact_cells(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """The size of the box around all cells, counted again where the bound alone would refuse."""
    columns, rows, tail = 1, 0, b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            columns = max(columns, max(map(column_number, set(_ANY_COLUMN.findall(window))), default=1))
            rows = max(rows, max(map(int, set(_ANY_ROW.findall(window))), default=0))
            tail = chunk[-_OVERLAP:]
    return columns * rows


def column_number(letters: bytes) -> int:
    """The number of a column, from 1: ``A`` is 1, ``XFD`` 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
