"""Workbooks for tests, good and bad, and what reading one of them found."""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]  # it ships no types
from sqlcipher3 import dbapi2 as sqlite

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.progress import Silent
from dealerdesk.exchange.messages import describe_problem
from dealerdesk.exchange.reading import preview, reader
from dealerdesk.exchange.reading.preview import Preview
from dealerdesk.exchange.reading.staging import StagedWorkbook, open_staged

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
VINS = tuple(f"WVWZZZ1JZXW{number:06d}" for number in range(1, 60))


@dataclass(frozen=True, slots=True)
class Found:
    """A staged workbook with its rows and problems."""

    staged: StagedWorkbook
    rows: dict[int, dict[str, Any]]
    problems: list[dict[str, Any]]

    @property
    def noted(self) -> dict[str, dict[str, Any]]:
        return dict(self.staged.notes)

    @property
    def fields(self) -> list[tuple[str, str | None]]:
        """The headings of the columns, and the codes of their fields."""
        return [(column.heading, column.code) for column in self.staged.columns]

    def said(self) -> list[str]:
        """Every sentence, so that a test fails where one cannot be said."""
        notes = [describe_problem(code, json.dumps(params)) for code, params in self.staged.notes]
        return notes + [describe_problem(problem["code"], problem["params"]) for problem in self.problems]

    def of(self, severity: str) -> list[tuple[int, str]]:
        return [
            (problem["n"], problem["code"]) for problem in self.problems if problem["severity"] == severity
        ]


def read(path: Path, kind: RecordKind = RecordKind.FILES, **wanted: Any) -> Found:
    """Read through the child process, as the program does; `wanted` is of `ImportMapping`."""
    staging = path.parent / f"{path.name}.staging"
    staged = reader.read_into_staging(path, ImportMapping(kind, **wanted), staging, progress=Silent())
    return _found(staged)


def read_here(path: Path, kind: RecordKind = RecordKind.FILES, **wanted: Any) -> Found:
    """Read in this process: for laws that are tried a hundred times."""
    staging = path.parent / f"{path.name}.staging"
    staging.unlink(missing_ok=True)
    reader._stage(lambda *_: None, reader._Wanted(path, ImportMapping(kind, **wanted), staging))
    return _found(open_staged(staging))


def look_here(path: Path, kind: RecordKind = RecordKind.FILES, **wanted: Any) -> Preview:
    """Take a first look in this process; what is answered travels as JSON all the same."""
    answer = preview._look(lambda *_: None, path, ImportMapping(kind, **wanted))
    look = preview._preview(path, json.loads(json.dumps(answer)))
    assert all("{" not in describe_problem(code, json.dumps(params)) for code, params in look.notes)
    return look


def _found(staged: StagedWorkbook) -> Found:
    connection = sqlite.connect(str(staged.path))
    try:
        rows = {row["n"]: row for row in _records(connection, "staged")}
        problems = _records(connection, "problem")
    finally:
        connection.close()
    found = Found(staged, rows, problems)
    assert all("{" not in sentence for sentence in found.said())
    return found


def _records(connection: sqlite.Connection, table: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f"SELECT * FROM {table} ORDER BY n")
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def workbook(path: Path, rows: Iterable[object], title: str = "Sheet") -> Path:
    """An .xlsx of these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        assert isinstance(row, list)
        sheet.append(row)
    book.save(path)
    return path


def delimited(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A text file."""
    path.write_bytes(text.encode(encoding))
    return path


def rezipped(source: Path, target: Path, changes: dict[str, bytes | None]) -> Path:
    """A copy of an archive with members replaced, added, or taken away where None."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename not in changes:
                new.writestr(member.filename, old.read(member))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return target


def old_workbook(path: Path, cells: bytes, *, globals_: bytes = b"") -> Path:
    """An .xls whose one sheet has the given BIFF records."""
    bound = biff(0x85, struct.pack("<IBB", 0, 0, 0) + b"\x05\x00" + b"Cards")
    begin, end = biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)), biff(0x0A)
    head = len(begin) + len(globals_) + len(bound) + len(end)
    bound = bound[:4] + struct.pack("<I", head) + bound[8:]
    sheet = biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    path.write_bytes(compound("Workbook", begin + globals_ + bound + end + sheet + cells + biff(0x0A)))
    return path


def biff(kind: int, content: bytes = b"") -> bytes:
    """One record of an .xls."""
    return struct.pack("<HH", kind, len(content)) + content


def biff_text(row: int, column: int, text: str) -> bytes:
    """A cell with text in an .xls."""
    raw = text.encode("utf-16-le")
    return biff(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + raw)


def compound(name: str, content: bytes) -> bytes:
    """An OLE2 file with one stream."""
    content = content.ljust(-(-max(len(content), 4096) // 512) * 512, b"\0")
    sectors = len(content) // 512
    assert sectors < 126
    chain = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1)
    header += struct.pack("<IIIIIII", sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", sectors + 1, *[0xFFFFFFFF] * 108)
    root = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    folder = (root + _entry(name, 2, 0, len(content))).ljust(512, b"\0")
    return header + content + folder + table


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le")
    entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
    return (
        entry
        + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )
