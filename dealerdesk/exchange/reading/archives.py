"""What calamine does not say of zipped workbooks: error cells, formulas without a value, custom properties.

Everything here reads archives that passed the guard: no type definitions, sizes within limits.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from dealerdesk.exchange.reading.guard import column_number

UNCOMPUTED: Final = object()
"""Stands for a cell whose formula was never calculated, since a blank would be believed."""

Specials = dict[int, dict[int, object]]
"""Cells by row (from 1) and column (from 0): an error's text, or `UNCOMPUTED`."""

ERROR_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""The codes of error cells in .xls and .xlsb (MS-XLS, section 2.5.10)."""

_CHUNK = 2**20
_LONGEST_ROW = 8 * 2**20
_MARK = re.compile(rb"""<(?:\w+:)?f(?=[\s/>])|\st=["']e["']""")
_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<")
_CELL_END = re.compile(rb"</(?:\w+:)?c>")
_MOST_PROPERTY_BYTES = 2**20

_ROW_HEADER = 0
_CELL_ERROR = 3
_FORMULA_ERROR = 11
_WORKBOOK_PROPERTIES = 153
_SHEET_ENTRY = 156


def sheet_member(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The member that holds the sheet of this name in an .xlsx archive."""
    targets = _targets(archive, "xl/_rels/workbook.xml.rels")
    for element in _root(archive, _member(archive, "xl/workbook.xml")).iter():
        if _local(element.tag) == "sheet" and element.get("name") == sheet:
            identity = next((value for key, value in element.items() if _local(key) == "id"), "")
            return targets.get(identity)
    return None


def _targets(archive: zipfile.ZipFile, relations: str) -> dict[str, str]:
    """The members that a workbook's relations lead to, by their ids."""
    targets = {}
    for relation in _root(archive, _member(archive, relations)).iter():
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        member = _member(archive, posixpath.normpath(path))
        if target and member:
            targets[relation.get("Id", "")] = member
    return targets


def _member(archive: zipfile.ZipFile, path: str) -> str | None:
    """The name of a member as the archive spells it; office programs do not mind the case."""
    return next((name for name in archive.namelist() if name.lower() == path.lower()), None)


def uses_1904(archive: zipfile.ZipFile) -> bool:
    """Whether the serials of an .xlsx workbook count from 1904."""
    for element in _root(archive, _member(archive, "xl/workbook.xml")).iter():
        if _local(element.tag) == "workbookPr":
            return element.get("date1904", "0").lower() in {"1", "true", "on"}
    return False


def xlsx_specials(archive: zipfile.ZipFile, member: str) -> Specials:
    """The error cells and uncomputed formulas of one sheet of an .xlsx archive."""
    specials: Specials = {}
    with archive.open(member) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            piece = rest + chunk
            cut = piece.rfind(b"row>") + 4
            if cut == 3 and len(piece) < _LONGEST_ROW:
                rest = piece
                continue
            _collect(piece[:cut] if cut > 3 else piece, specials)
            rest = piece[cut:] if cut > 3 else b""
        _collect(rest, specials)
    return specials


def _collect(piece: bytes, specials: Specials) -> None:
    for mark in _MARK.finditer(piece):
        start = piece.rfind(b"<", 0, mark.start())
        reference = _REFERENCE.search(piece, start, piece.find(b">", start) + 1)
        end = _CELL_END.search(piece, mark.end())
        if not reference or not end:
            continue
        value = _VALUE.search(piece, mark.end(), end.end())
        text = value[1].decode("utf-8", "replace") if value else ""
        is_formula = mark[0].startswith(b"<")
        if is_formula and (text or b'"str"' in piece[start : mark.start()]):
            continue
        row = specials.setdefault(int(reference[2]), {})
        at = column_number(reference[1]) - 1
        row[at] = UNCOMPUTED if is_formula else (text or ERROR_TEXTS[0x2A])


def xlsb_layout(archive: zipfile.ZipFile, sheet: str) -> tuple[str | None, bool]:
    """The member of an .xlsb archive that holds a sheet, and whether serials count from 1904."""
    targets = _targets(archive, "xl/_rels/workbook.bin.rels")
    member, epoch_1904 = None, False
    for kind, content in xlsb_records(archive, "xl/workbook.bin"):
        if kind == _WORKBOOK_PROPERTIES:
            epoch_1904 = bool(content[0] & 1)
        elif kind == _SHEET_ENTRY:
            identity, after = _xlsb_text(content, 8)
            if _xlsb_text(content, after)[0] == sheet:
                member = targets.get(identity)
    return member, epoch_1904


def _xlsb_text(content: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", content, at)
    end = at + 4 + 2 * length
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def xlsb_specials(archive: zipfile.ZipFile, member: str) -> Specials:
    """The error cells of one sheet of an .xlsb archive."""
    specials: Specials = {}
    row = 0
    for kind, content in xlsb_records(archive, member):
        if kind == _ROW_HEADER:
            row = struct.unpack_from("<I", content)[0] + 1
        elif kind in {_CELL_ERROR, _FORMULA_ERROR}:
            column = struct.unpack_from("<I", content)[0]
            specials.setdefault(row, {})[column] = ERROR_TEXTS.get(content[8], ERROR_TEXTS[0x2A])
    return specials


def xlsb_records(archive: zipfile.ZipFile, member: str) -> Iterator[tuple[int, bytes]]:
    """The records of a member of an .xlsb archive: kind and content (MS-XLSB, section 2.1.4)."""
    with archive.open(member) as stream:
        while first := stream.read(1):
            kind = first[0]
            if kind & 0x80:
                kind = (kind & 0x7F) | (stream.read(1)[0] << 7)
            size = shift = 0
            while True:
                part = stream.read(1)[0]
                size |= (part & 0x7F) << shift
                shift += 7
                if not part & 0x80 or shift == 28:
                    break
            yield kind, stream.read(size)


def custom_properties(archive: zipfile.ZipFile) -> dict[str, str]:
    """The custom document properties of an .xlsx workbook, by name."""
    name = "docProps/custom.xml"
    if name not in archive.namelist() or archive.getinfo(name).file_size > _MOST_PROPERTY_BYTES:
        return {}
    return {
        element.get("name", ""): "".join(element.itertext()).strip()
        for element in _root(archive, name).iter()
        if _local(element.tag) == "property"
    }


def _root(archive: zipfile.ZipFile, member: str | None) -> ET.Element:
    return ET.fromstring(archive.read(member)) if member else ET.Element("nothing")  # noqa: S314  # the guard refused DTDs


def _local(name: str) -> str:
    return name.rpartition("}")[2]
