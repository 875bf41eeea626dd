"""Lists of scanned codes: pasted ones, and the files of batch scanners with times, quantities and devices.

Which column holds the codes is found out: neither times nor quantities are codes, running numbers are none
beside something better, and codes differ from row to row as the names of devices and symbologies do not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dealerdesk.domain.text import fold_identifier, fold_line

_SEPARATORS = "\t;,|"
_FRAMES = dict.fromkeys(map(ord, "\x02\x03"), "\n")
"""Scanners on a serial line send a code between STX and ETX, often without an end of line."""
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_MOSTLY = 0.8
"""The share of lines that must hold a sign that separates columns: a heading or a remark may lack it."""
_DATE = (
    r"[0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}日?|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])"
)
_CLOCK = (
    r"(?:上午|下午)? ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?(?:Z| ?[+-][0-9]{2}:?[0-9]{2})?"
)
_TIME = re.compile(rf"(?:{_DATE})(?:[T ,]?(?:{_CLOCK}|[0-9]{{4}}(?:[0-9]{{2}})?))?|{_CLOCK}")
_AMOUNT = re.compile(r"[-+]?[0-9]{1,3}|[-+]?[0-9]+[.,][0-9]+")
_BESIDE = re.compile(
    rf"\s+(?:{_TIME.pattern})(?=\s|$)|(?:^|(?<=\s))(?:{_TIME.pattern})\s+|\s{{2,}}[0-9]{{1,3}}$"
)
"""Times, and quantities set apart by several blanks, that stand beside a code in one cell."""
_LONGEST_CELL = 500
"""What is longer holds no code with a time beside it."""
_HEADINGS = frozenset(
    map(
        fold_identifier,
        (
            *("code", "codes", "barcode", "barcodes", "bar code", "bar-code", "barcode data", "scan data"),
            *("file number", "file no", "file no.", "label", "qr code", "scanned code"),
            *("条码", "条形码", "条码内容", "二维码", "扫描内容", "档案号", "档案编号"),
            *("條碼", "條形碼", "條碼內容", "二維碼", "QR碼", "掃描內容", "檔案號", "檔案編號"),
        ),
    )
)

Rows = Sequence[Sequence[str]]


def codes_in(text: str) -> tuple[str, ...]:
    """The codes of a list in their order: one a line, several on a line, or one column of a table."""
    lines = [line for line in text.removeprefix("\ufeff").translate(_FRAMES).splitlines() if line.strip()]
    named = _SEPARATOR_LINE.fullmatch(lines[0].strip()) if lines else None
    if named:
        return codes_of(_rows(lines[1:], named[1]))
    tables = {sign: _rows(lines, sign) for sign in _SEPARATORS if any(sign in line for line in lines)}
    even = [rows for rows in tables.values() if sum(len(row) > 1 for row in rows) >= len(rows) * _MOSTLY]
    lists = [rows for rows in tables.values() if _are_all_codes(rows)]
    return codes_of([*even, *lists, _rows(lines, "\t")][0])


def codes_of(rows: Rows) -> tuple[str, ...]:
    """The codes in rows of cells, in their order, without a heading."""
    filled = [cells for row in rows if any(cells := [_fold_cell(cell) for cell in row])]
    if _are_all_codes(filled):
        return tuple(cell for row in filled for cell in row if cell)
    column, heading = _code_column(filled)
    codes = [row[column] for row in filled[heading:] if column < len(row)]
    return tuple(filter(None, codes))


def _fold_cell(cell: str) -> str:
    """A cell on one line, without times and quantities beside a code."""
    text = cell.strip()
    code = fold_line(_BESIDE.sub(" ", text)) if len(text) <= _LONGEST_CELL else ""
    return code or fold_line(text)


def _rows(lines: Iterable[str], separator: str) -> list[list[str]]:
    """The cells of each line; a quotation mark that does not close ends with its line."""
    return [_cut(line, separator) for line in lines]


def _cut(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:  # longer than any code
        return [line]


def _are_all_codes(rows: Rows) -> bool:
    """Whether the rows are no table but codes beside each other, as many as there was room for."""
    widths = {len(row) for row in rows}
    is_list = len(rows) == 1 or len(widths) > 1
    return (
        is_list and max(widths, default=0) > 1 and all(_is_code(cell) for row in rows for cell in row if cell)
    )


def _code_column(rows: Rows) -> tuple[int, int]:
    """The column of the codes, and how many rows of headings stand above them."""
    for at, cell in enumerate(rows[0] if rows else ()):
        if fold_identifier(cell) in _HEADINGS:
            return at, 1
    width = max(map(len, rows), default=1)
    column = max(range(width), key=lambda at: _worth(_cells(rows, at)))
    return column, int(width > 1 and _is_heading(_cells(rows, column)))


def _cells(rows: Rows, column: int) -> list[str]:
    return [row[column] for row in rows if column < len(row)]


def _worth(cells: Sequence[str]) -> tuple[bool, int, int, int]:
    """How likely a column holds the codes: no running numbers, many different ones, with digits first."""
    codes = {cell: None for cell in cells if _is_code(cell)}
    with_digits = sum(map(_has_digit, codes))
    return bool(codes) and not _is_running(codes), with_digits, len(codes), len(set(cells))


def _is_code(cell: str) -> bool:
    return bool(cell) and not _TIME.fullmatch(cell) and not _AMOUNT.fullmatch(cell)


def _is_running(codes: Iterable[str]) -> bool:
    """Whether these are numbers that only grow: lines that were counted, or seconds."""
    numbers = [int(code) for code in codes if code.isascii() and code.isdigit()]
    grows = all(before < after for before, after in pairwise(numbers))
    return len(numbers) > 1 and grows


def _is_heading(cells: Sequence[str]) -> bool:
    """Whether the first cell is a word above codes, which all have digits."""
    return len(cells) > 1 and not _has_digit(cells[0]) and all(map(_has_digit, filter(None, cells[1:])))


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))
