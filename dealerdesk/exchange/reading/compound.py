"""What calamine does not say of old .xls workbooks: a password, error cells, the date system.

Reads the compound file (MS-CFB) and the records of its workbook stream (MS-XLS) by itself, within bounds:
every chain of sectors is followed once round at most.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dealerdesk.exchange.reading.archives import ERROR_TEXTS, Specials

_END = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_ENTRY = 128
_MINI_SECTOR = 64

_FILE_PASSWORD = 0x002F
_DATE_MODE = 0x0022
_BOUND_SHEET = 0x0085
_FORMULA = 0x0006
_BOOLEAN_OR_ERROR = 0x0205
_END_OF_PART = 0x000A


class CompoundError(ValueError):
    """The file is no compound file, or a broken one."""


@dataclass(slots=True)
class OldWorkbook:
    """What was learnt of an .xls workbook; `specials` by the sheet's position in the workbook."""

    password: bool = False
    has_workbook: bool = False
    epoch_1904: bool = False
    specials: dict[int, Specials] = field(default_factory=dict)


def read_old_workbook(path: Path) -> OldWorkbook:
    """Look through an OLE2 file; raises `CompoundError` where it is broken."""
    try:
        streams = _Streams(path.read_bytes())
        if "EncryptedPackage" in streams.names:
            return OldWorkbook(password=True)
        name = next((name for name in ("Workbook", "Book") if name in streams.names), None)
        return _look_through(streams.read(name)) if name else OldWorkbook()
    except (struct.error, IndexError) as error:
        raise CompoundError(path) from error


class _Streams:
    """The named streams of a compound file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._size = 1 << min(struct.unpack_from("<H", content, 30)[0], 20)
        (first_folder,) = struct.unpack_from("<I", content, 48)
        self._cutoff, first_mini, _, first_more, more = struct.unpack_from("<5I", content, 56)
        self._table = self._sector_table(first_more, more)
        folder = self._chain(first_folder)
        self.names: dict[str, tuple[int, int]] = {}
        root = (0, 0)
        for at in range(0, len(folder) - _ENTRY + 1, _ENTRY):
            (length,) = struct.unpack_from("<H", folder, at + 64)
            start, size = struct.unpack_from("<II", folder, at + 116)
            if folder[at + 66] == 5:
                root = (start, size)
            elif folder[at + 66] == 2:
                name = folder[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
                self.names[name] = (start, size)
        self._mini = self._chain(root[0]) if root[1] else b""
        self._mini_table = _numbers(self._chain(first_mini))

    def _sector_table(self, first_more: int, more: int) -> tuple[int, ...]:
        sectors = [*struct.unpack_from("<109I", self._content, 76)]
        for _ in range(min(more, len(self._content) // self._size)):
            part = _numbers(self._sector(first_more))
            sectors.extend(part[:-1])
            first_more = part[-1]
        return tuple(
            number for sector in sectors if sector < _END for number in _numbers(self._sector(sector))
        )

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, sector: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(sector, self._table))

    def read(self, name: str) -> bytes:
        """The content of a stream."""
        start, size = self.names[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        parts = [
            self._mini[number * _MINI_SECTOR : (number + 1) * _MINI_SECTOR]
            for number in _followed(start, self._mini_table)
        ]
        return b"".join(parts)[:size]


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _followed(sector: int, table: tuple[int, ...]) -> Iterator[int]:
    for _ in range(len(table) + 1):
        if sector >= _END:
            return
        yield sector
        sector = table[sector]
    raise IndexError(sector)


def _look_through(stream: bytes) -> OldWorkbook:
    found = OldWorkbook(has_workbook=True)
    sheets: list[int] = []
    for kind, content in _records(stream, 0):
        if kind == _FILE_PASSWORD:
            found.password = True
            return found
        if kind == _DATE_MODE:
            found.epoch_1904 = content[:2] == b"\x01\x00"
        elif kind == _BOUND_SHEET:
            sheets.append(struct.unpack_from("<I", content)[0])
        elif kind == _END_OF_PART:
            break
    for position, offset in enumerate(sheets):
        found.specials[position] = _errors_of_sheet(stream, offset)
    return found


def _errors_of_sheet(stream: bytes, offset: int) -> Specials:
    specials: Specials = {}
    for kind, content in _records(stream, offset):
        if kind == _END_OF_PART:
            break
        code = None
        if kind == _BOOLEAN_OR_ERROR and len(content) >= 8 and content[7]:
            code = content[6]
        elif kind == _FORMULA and len(content) >= 14 and content[6] == 2 and content[12:14] == b"\xff\xff":
            code = content[8]
        if code is not None:
            row, column = struct.unpack_from("<HH", content)
            specials.setdefault(row + 1, {})[column] = ERROR_TEXTS.get(code, ERROR_TEXTS[0x2A])
    return specials


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    while offset + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + size]
        offset += 4 + size
