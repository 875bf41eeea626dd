"""Lists of scanned codes: pasted ones, and the files of batch scanners with times and quantities."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence

from dealerdesk.domain.text import fold_line

_SEPARATORS = "\t;,|"
_TIME = re.compile(
    r"(?:[0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}日?)?[ T]?"
    r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?)?"
    r"(?: ?[AaPp][Mm])?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_SMALL_NUMBER = re.compile(r"[0-9]{1,3}")


def codes_in(text: str) -> tuple[str, ...]:
    """The codes of a pasted or read list in their order: one a line, or a column of them."""
    lines = [line for line in text.splitlines() if line.strip()]
    separator = next((sign for sign in _SEPARATORS if _cuts_evenly(lines, sign)), None)
    if separator is None:
        return tuple(filter(None, (fold_line(line.strip().strip('"')) for line in lines)))
    return codes_of(list(csv.reader(lines, delimiter=separator)))


def codes_of(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The codes in rows of cells: those of the column that is neither times nor quantities."""
    column = _code_column(rows)
    cells = (row[column] for row in rows if column < len(row))
    return tuple(filter(None, map(fold_line, cells)))


def _cuts_evenly(lines: Sequence[str], separator: str) -> bool:
    return bool(lines) and all(separator in line for line in lines)


def _code_column(rows: Sequence[Sequence[str]]) -> int:
    columns = range(max(map(len, rows), default=1))
    return max(
        columns, key=lambda column: (_codes_among(row[column] for row in rows if column < len(row)), -column)
    )


def _codes_among(cells: Iterable[str]) -> int:
    return sum(map(_is_code, map(fold_line, cells)))


def _is_code(cell: str) -> bool:
    return bool(cell) and not _TIME.fullmatch(cell) and not _SMALL_NUMBER.fullmatch(cell)
