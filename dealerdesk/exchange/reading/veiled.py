"""Whether a workbook shows what its cells hold: nothing hidden, covered, disguised or reckoned anew."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from typing import Final, NamedTuple

from dealerdesk.exchange.reading.guard import Format, Inspected

_PLAIN_FORMATS: Final = frozenset({"general", "@", "0", "#,##0"})
_PLAIN_NUMBERS: Final = {"0": "general", "1": "0", "3": "#,##0", "49": "@"}
"""Number formats that need no words, by their numbers (ECMA-376-1, 18.8.30)."""
_BESIDE_CELLS: Final = re.compile(
    r"xl/(?:media|charts|chartsheets|embeddings|comments|threadedcomments)|.*\.vml$"
)
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_DRAWING: Final = re.compile(r"xl/drawings/[^/]+\.xml")
_COVERING: Final = frozenset({"mergeCell", "conditionalFormatting", "picture", "f"})
_THEME: Final = ("FFFFFF", "000000", "E7E6E6", "44546A")
_INDEXED: Final = {"0": "000000", "1": "FFFFFF", "8": "000000", "9": "FFFFFF", "64": "000000", "65": "FFFFFF"}
_PAPER, _INK, _GREY = "FFFFFF", "000000", "808080"
_LEAST_CONTRAST: Final = 90
_SMALLEST_POINTS: Final = 6.0


class _Styles(NamedTuple):
    """Which of the cells' styles show a value as it is, in letters that can be seen."""

    plain: tuple[bool, ...]

    def is_plain(self, style: str) -> bool:
        return style.isdecimal() and int(style) < len(self.plain) and self.plain[int(style)]


def is_veiled(inspected: Inspected) -> bool:
    """Whether a reader of an .xlsx may see other than its cells hold, or not all of it.

    Hidden sheets, rows and columns, merged cells, formulas, formats that put other words for a value, letters
    that are tiny or in the colour of their ground, notes, pictures and shapes.
    """
    if inspected.format is not Format.XLSX:
        return False
    with zipfile.ZipFile(inspected.path) as archive:
        names = [name.lower() for name in archive.namelist()]
        if len(set(names)) < len(names) or any(map(_BESIDE_CELLS.match, names)):
            return True
        styles = _styles_of(archive)
        return any(_is_veiled(archive, name, styles) for name in archive.namelist())


def _is_veiled(archive: zipfile.ZipFile, name: str, styles: _Styles) -> bool:
    lowered = name.lower()
    if lowered == "xl/workbook.xml":
        return any(each.get("state", "visible") != "visible" for each in _elements(archive, name, "sheet"))
    if lowered == "xl/sharedstrings.xml":
        return any(not _is_seen(run, _PAPER) for run in _elements(archive, name, "rPr"))
    if _DRAWING.fullmatch(lowered):
        return sum(1 for _ in _elements(archive, name)) > 1
    return bool(_SHEET.fullmatch(lowered)) and any(_hides(each, styles) for each in _elements(archive, name))


def _hides(element: ET.Element, styles: _Styles) -> bool:
    """Whether an element of a sheet keeps something from its reader."""
    kind = _local(element.tag)
    if kind in {"row", "col"}:
        size = element.get("ht" if kind == "row" else "width")
        return element.get("hidden") in {"1", "true"} or (size is not None and float(size) < 1)
    if kind == "sheetFormatPr":
        return element.get("zeroHeight") in {"1", "true"}
    if kind == "c":
        return len(element) > 0 and not styles.is_plain(element.get("s", "0"))
    if kind == "rPr":
        return not _is_seen(element, _PAPER)
    return kind in _COVERING


def _styles_of(archive: zipfile.ZipFile) -> _Styles:
    root = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314  # the guard refused DTDs
    parts = {_local(part.tag): part for part in root}
    nothing = ET.Element("nothing")
    formats = dict(_PLAIN_NUMBERS)
    for each in parts.get("numFmts", nothing):
        formats[each.get("numFmtId", "")] = each.get("formatCode", "").lower()
    fonts = list(parts.get("fonts", nothing))
    grounds = [_ground(fill) for fill in parts.get("fills", nothing)]
    plain = []
    for each in parts.get("cellXfs", nothing):
        is_plain = formats.get(each.get("numFmtId", "0")) in _PLAIN_FORMATS
        font, ground = fonts[int(each.get("fontId", "0"))], grounds[int(each.get("fillId", "0"))]
        plain.append(is_plain and _is_seen(font, ground))
    return _Styles(tuple(plain))


def _is_seen(letters: ET.Element, ground: str) -> bool:
    """Whether letters of this font, or of this part of a text, can be read on their ground."""
    parts = {_local(part.tag): part for part in letters}
    size = float(parts["sz"].get("val", "11")) if "sz" in parts else _SMALLEST_POINTS
    colour = _colour(parts["color"]) if "color" in parts else _INK
    return size >= _SMALLEST_POINTS and abs(_brightness(colour) - _brightness(ground)) >= _LEAST_CONTRAST


def _ground(fill: ET.Element) -> str:
    """The colour behind the letters; a pattern is taken for grey."""
    pattern = next((part for part in fill if _local(part.tag) == "patternFill"), None)
    kind = pattern.get("patternType", "none") if pattern is not None else "gradient"
    if kind in {"none", "gray125"} or pattern is None:
        return _PAPER if pattern is not None else _GREY
    front = next((part for part in pattern if _local(part.tag) == "fgColor"), None)
    return _colour(front) if kind == "solid" and front is not None else _GREY


def _colour(element: ET.Element) -> str:
    """A colour as six hexadecimal digits; one of a theme as most themes have it."""
    if rgb := element.get("rgb"):
        return rgb[-6:]
    if theme := element.get("theme"):
        return _THEME[int(theme)] if theme.isdecimal() and int(theme) < len(_THEME) else _GREY
    return _INDEXED.get(element.get("indexed", "64"), _GREY)


def _brightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _elements(archive: zipfile.ZipFile, name: str, kind: str = "") -> Iterator[ET.Element]:
    """The elements of a member as they end; their content is forgotten behind them."""
    with archive.open(name) as member:
        for _, element in ET.iterparse(member):  # noqa: S314  # the guard refused DTDs
            if not kind or _local(element.tag) == kind:
                yield element
            if _local(element.tag) in {"row", "si"}:
                element.clear()


def _local(name: str) -> str:
    return name.rpartition("}")[2]
