"""Reading .csv, .tsv and .txt: which encoding, which delimiter, and the rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.exchange.messages import FILE_NOT_SPREADSHEET, FILE_TOO_LARGE
from dealerdesk.exchange.reading.guard import MOST_CELLS
from dealerdesk.exchange.reading.recognise import HEADING_ROWS, best_row, chosen_keys
from dealerdesk.exchange.reading.tables import SHEET_UNKNOWN, Encoding, Note, Row, Table
from dealerdesk.paths import kept_text

ENCODING_UNKNOWN = Message(
    "encoding_unknown",
    "There is no encoding “{encoding}”. Name one such as utf-8, gb18030, big5 or windows-1252.",
)
ENCODING_WRONG = Message(
    "encoding_wrong",
    "The file {path} is not written in {encoding}: line {line} cannot be read. "
    "Name the right encoding, or save the file as “CSV UTF-8”.",
)
QUOTE_OPEN = Message(
    "quote_open",
    "In the file {path}, a quotation mark opens in row {row} and never closes, so the rows after it "
    "cannot be told apart. Mend that row.",
)
CELL_ENDLESS = Message(
    "cell_endless",
    "In the file {path}, row {row} has a cell of more than {limit} characters. "
    "Look for a quotation mark that does not close.",
)
ENCODING_ASSUMED = Message(
    "encoding_assumed", "The file does not say how its letters are encoded; {encoding} was assumed."
)

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES: Final = ("gb18030", "cp950", "cp1252", "utf-16-le", "utf-16-be")
_NAMES: Final = {
    "gb18030": "GB18030",
    "cp950": "Big5",
    "cp1252": "Windows-1252",
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
    "utf-16": "UTF-16",
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
}
_OTHER_NAMES: Final = {"big5": "cp950", "gbk": "gb18030", "gb2312": "gb18030", "iso8859-1": "cp1252"}
_DELIMITERS: Final = (",", ";", "\t", "|")
_SAMPLE: Final = 2**16
_LONGEST_CELL: Final = 2**17
_SEPARATOR_LINE: Final = re.compile(r'"?sep=(.)"?\r?\n')
# What each encoding's own common characters look like; text read under a wrong one has few of them.
_COMMON: Final = {
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "cp950": ("big5", 0xA4, 0xC6),
}


def read_delimited(path: Path, mapping: ImportMapping) -> Table:
    """A table of delimited text, in the encoding that the mapping names or else in the likeliest.

    Raises ``sheet_unknown``, ``encoding_unknown``, ``encoding_wrong``, ``quote_open``, ``cell_endless``,
    ``file_too_large`` and ``file_not_spreadsheet``.
    """
    if mapping.sheet is not None and mapping.sheet != kept_text(path.stem):
        raise DealerDeskError(SHEET_UNKNOWN, path=path, sheet=mapping.sheet, sheets=path.stem)
    content = path.read_bytes()
    notes: tuple[Note, ...] = ()
    named = mapping.encoding
    encoding = _declared(content) if named is None else _encoding_of(named)
    is_assumed = encoding is None
    if encoding is None:
        encoding = _likeliest(content, mapping, path)
        notes = ((ENCODING_ASSUMED, {"encoding": _NAMES[encoding]}),)
    text = _decoded(content, encoding, path, mapping.encoding or _NAMES.get(encoding, encoding))
    if "\0" in text:
        raise DealerDeskError(FILE_NOT_SPREADSHEET, path=path)
    skip, delimiter = _delimiter_of(text, mapping, path)
    height, width = _checked_extent(path, text, skip, delimiter)
    return Table(
        sheet=kept_text(path.stem),
        rows=lambda: _rows(path, text, skip, delimiter),
        height=height,
        width=width,
        notes=notes,
        quoted=True,
        encoding=Encoding(_NAMES.get(encoding, encoding), is_assumed),
    )


def _encoding_of(name: str) -> str:
    try:
        known = codecs.lookup(name).name
    except LookupError as error:
        raise DealerDeskError(ENCODING_UNKNOWN, encoding=name) from error
    return {"utf-8": "utf-8-sig"}.get(known) or _OTHER_NAMES.get(known, known)


def _declared(content: bytes) -> str | None:
    """The encoding that a byte-order mark names, or UTF-8 where every byte fits it."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return encoding
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else "utf-8"


def _likeliest(content: bytes, mapping: ImportMapping, path: Path) -> str:
    """The encoding under which most headings are known, then the one whose common characters it uses."""
    sample = content[:_SAMPLE]
    scores = {}
    for at, encoding in enumerate(_CANDIDATES):
        if encoding.startswith("utf-16") != (b"\0" in sample):
            continue
        text = sample.decode(encoding, "replace")
        known = max(_shape(text, delimiter, mapping)[0] for delimiter in _DELIMITERS)
        faults = text.count("\ufffd") * 20 // len(text)
        scores[encoding] = (known, -faults, _commonness(text, encoding), -at)
    if not any(known for known, *_ in scores.values()) and b"\0" in sample:
        raise DealerDeskError(FILE_NOT_SPREADSHEET, path=path)
    return max(scores, key=lambda encoding: scores[encoding])


def _commonness(text: str, encoding: str) -> float:
    """The share of characters beyond ASCII that are common in texts of this encoding."""
    beyond = [character for character in text if not character.isascii()]
    if not beyond:
        return 0
    if encoding not in _COMMON:
        # A lone accented letter among plain ones is European; in a row they are Chinese read amiss.
        return len(re.findall(r"(?<![^\x00-\x7f])[À-ÿ](?![^\x00-\x7f])", text)) / len(beyond)
    codec, first, last = _COMMON[encoding]
    common = 0
    for character in beyond:
        coded = character.encode(codec, "ignore")
        common += bool(coded) and first <= coded[0] <= last
    return common / len(beyond)


def _decoded(content: bytes, encoding: str, path: Path, name: str) -> str:
    """The text; `name` is what a person calls the encoding."""
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DealerDeskError(ENCODING_WRONG, path=path, encoding=name, line=line) from error
    except (UnicodeError, LookupError, ValueError) as error:
        raise DealerDeskError(ENCODING_UNKNOWN, encoding=name) from error


def _delimiter_of(text: str, mapping: ImportMapping, path: Path) -> tuple[int, str]:
    """How much to skip, and the delimiter: that of a ``sep=`` line, else the one that makes most of a table.

    Most headings are known with it, then the file's name says it, then most rows are of one width, then it
    is the most frequent.
    """
    named = _SEPARATOR_LINE.match(text)
    if named:
        return named.end(), named[1]
    sample = text[:_SAMPLE]
    named_by_ending = "\t" if path.suffix.lower() in {".tsv", ".tab"} else None

    def worth(delimiter: str) -> tuple[int, bool, int, int]:
        known, even = _shape(sample, delimiter, mapping)
        return known, delimiter == named_by_ending, even, sample.count(delimiter)

    return 0, max(_DELIMITERS, key=worth)


def _shape(sample: str, delimiter: str, mapping: ImportMapping) -> tuple[int, int]:
    """How many headings are known with a delimiter, and how many rows share one width of several columns."""
    rows = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) == HEADING_ROWS:
                break
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return best_row(mapping.kind, rows, chosen_keys(mapping))[1], max(widths.values(), default=0)


def _checked_extent(path: Path, text: str, skip: int, delimiter: str) -> tuple[int, int]:
    """The number of rows and columns, once through, so that what is wrong is said before anything is read."""
    widest = row = 0
    last: Row = ()
    for row, cells in _rows(path, text, skip, delimiter):
        widest = max(widest, len(cells))
        if widest * row > MOST_CELLS:
            raise DealerDeskError(FILE_TOO_LARGE, path=path)
        last = cells or last
    if last and "\n" in str(last[-1]) and not text.rstrip().endswith('"'):
        raise DealerDeskError(QUOTE_OPEN, path=path, row=row)
    return row, widest


def _rows(path: Path, text: str, skip: int, delimiter: str) -> Iterator[tuple[int, Row]]:
    csv.field_size_limit(_LONGEST_CELL)
    source = io.StringIO(text, newline="")
    source.seek(skip)
    row = 1 if skip else 0
    try:
        for cells in csv.reader(source, delimiter=delimiter):
            row += 1
            yield row, cells
    except csv.Error as error:
        raise DealerDeskError(CELL_ENDLESS, path=path, row=row + 1, limit=_LONGEST_CELL) from error
