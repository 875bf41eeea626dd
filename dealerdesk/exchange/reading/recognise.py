"""Which row holds the headings, and which field each of them means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from dealerdesk import i18n
from dealerdesk.domain.fields import FIELDS, FieldType, RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.domain.simplified import simplified
from dealerdesk.domain.text import fold_line
from dealerdesk.exchange.reading.headings import words_of
from dealerdesk.exchange.reading.tables import Note

HEADING_ROWS = 30
"""Titles, notes and blank rows may stand above the headings, down to this row."""

HEADINGS_MERGED = Message(
    "headings_merged",
    "In row {row} of the sheet {sheet}, merged cells ({cells}) hide the headings of columns. "
    "Unmerge them in Excel, give every column its own heading in one row, and save.",
)

_BRACKETED = re.compile(r"[(\[{（【〔《<].*?[)\]}）】〕》>]")
DATE_TYPES = frozenset({FieldType.DATE, FieldType.PARTIAL_DATE, FieldType.DATETIME})
_DAY_ENDS = re.compile(r"(.*到期|.+(?=日|日期|时间))(?:日|日期|时间)?")
_NUMBER_SIGN = re.compile(r"(.*\w.*)[#＃№]\s*", re.DOTALL)
_OR = re.compile(r"[/／|、&]")
_OF_PEOPLE = re.compile(r"车主|客户|顾客|owners?|customers?|clients?")
_THEIRS = frozenset(
    {
        "customer", "customer_kind", "id_number", "company_number", "phone", "mailing_address",
        "registered_address", "registered_phone", "mailing_phone", "birth_date", "occupation",
    }
)  # fmt: skip
_OF_VEHICLES = re.compile(r"车辆|汽车|机动车|vehicles?|cars?")
_ITS = frozenset(
    {
        "plate", "vin", "engine_no", "make", "model", "colour", "manufacture_date", "registration_date",
        "use", "odometer", "last_visit", "next_service", "next_inspection", "insurance_ends",
    }
)  # fmt: skip
_NUMBERED = frozenset({"phone", "mailing_address", "contact_person", "contact_phone"})
_LONGEST_HEADING = 80
_LONGEST_WORD = 40
_FIGURES = re.compile(r"[0-9]{4}|[0-9][-/.:][0-9]|^[0-9]+$")
_IDENTIFYING = {
    RecordKind.FILES: {"vin", "plate", "file_no"},
    RecordKind.REPAIR_ORDERS: {"order_no", "vin", "plate", "file_no"},
    RecordKind.CUSTOMERS: {"customer", "customer_no"},
    RecordKind.DOCUMENTS: {"vin", "plate", "file_no"},
    RecordKind.POLICIES: {"policy_no", "vin", "plate", "file_no"},
}


def heading_key(heading: str) -> str:
    """What two writings of one heading have in common."""
    return "".join(filter(str.isalnum, simplified(fold_line(heading).casefold())))


@cache
def _codes(kind: RecordKind) -> dict[str, str]:
    """The field code of every known heading of `kind`; a field's own label wins over a loose synonym."""
    codes: dict[str, str] = {}
    for field in FIELDS[kind]:
        for language in i18n.LANGUAGES:
            with i18n.speaking(language):
                codes.setdefault(heading_key(field.label.said()), field.code)
    for code, words in words_of(kind).items():
        for word in words.split("|"):
            codes.setdefault(heading_key(word), code)
    for field in FIELDS[kind]:
        codes.setdefault(heading_key(field.code), field.code)
    return _day_words(kind, codes) | codes


def _day_words(kind: RecordKind, codes: Mapping[str, str]) -> dict[str, str]:
    """The headings of dates with another word for day (日, 日期, 时间, *date*), where they mean one field."""
    dated = {field.code for field in FIELDS[kind] if field.type in DATE_TYPES}
    found: dict[str, set[str]] = defaultdict(set)
    for key, code in codes.items():
        if code not in dated:
            continue
        if key.isascii():
            found[f"{key.removesuffix('date')}date"].add(code)
        elif match := _DAY_ENDS.fullmatch(key):
            for end in ("日", "日期", "时间"):
                found[f"{match[1]}{end}"].add(code)
    return {key: next(iter(meant)) for key, meant in found.items() if len(meant) == 1}


@lru_cache(maxsize=8_192)
def code_of(kind: RecordKind, heading: str) -> str | None:
    """The field code of a heading or None; ``车架号(VIN)`` is tried whole, without brackets, and within.

    ``Job #`` is a job number, the first of several phones is the phone, ``VIN/车架号`` says one thing twice,
    and 车主 or *vehicle* before a word only says whose it is.
    """
    codes = _codes(kind)
    if numbered := _NUMBER_SIGN.fullmatch(heading):
        heading = f"{numbered[1]} no"
    code = codes.get(heading_key(heading))
    if code is None and (bracketed := _BRACKETED.search(heading)):
        code = codes.get(heading_key(_BRACKETED.sub("", heading))) or codes.get(heading_key(bracketed[0]))
    return code or _code_of_parts(codes, heading)


def _code_of_parts(codes: Mapping[str, str], heading: str) -> str | None:
    """The field code of a heading that says more than a known word does."""
    parts = {codes.get(heading_key(part)) for part in _OR.split(heading)}
    if len(parts) == 1 and None not in parts:
        return parts.pop()
    key = heading_key(heading)
    if key.endswith("1") and codes.get(key[:-1]) in _NUMBERED:
        return codes[key[:-1]]
    for whose, theirs in ((_OF_PEOPLE, _THEIRS), (_OF_VEHICLES, _ITS)):
        match = whose.match(key)
        if match and (code := codes.get(key[match.end() :])) in theirs:
            return code
    return None


def chosen_keys(mapping: ImportMapping) -> frozenset[str]:
    """What the headings that the mapping names have in common with those of a sheet."""
    keys = {heading_key(choice.heading) for choice in mapping.columns or () if choice.code}
    return frozenset(keys - {""})


def known_headings(
    kind: RecordKind, cells: Iterable[object], chosen: frozenset[str] = frozenset()
) -> set[str]:
    """What the cells of one row name: field codes, or the keys of headings that were chosen."""
    return {
        named
        for cell in cells
        if isinstance(cell, str)
        and len(cell) < _LONGEST_HEADING
        and (named := _key_among(chosen, cell) or code_of(kind, cell))
    }


def _key_among(chosen: frozenset[str], heading: str) -> str | None:
    key = heading_key(heading) if chosen else ""
    return key if key in chosen else None


def best_row(
    kind: RecordKind, rows: Sequence[Sequence[object]], chosen: frozenset[str] = frozenset()
) -> tuple[int, int]:
    """The index of the row that names most fields, and how many; 0 fields where no row is a heading row.

    One known heading is enough only where it identifies a record, or was chosen, and stands alone or nearly
    so.
    """
    best, most = 0, 0
    for at, row in enumerate(rows[:HEADING_ROWS]):
        named = known_headings(kind, row, chosen)
        filled = sum(1 for cell in row if cell not in ("", None))
        if len(named) == 1 and not (named & (_IDENTIFYING[kind] | chosen) and filled <= 3):
            continue
        if len(named) > most:
            best, most = at, len(named)
    return best, most


def likely_row(rows: Sequence[Sequence[object]]) -> int | None:
    """The index of the row that looks like headings though none is known, or None.

    It is the first with several short and different words, no figures, and rows as full below it.
    """
    counts = [sum(1 for cell in row if cell not in ("", None)) for row in rows]
    for at, row in enumerate(rows[:HEADING_ROWS]):
        texts = [cell for cell in row if cell not in ("", None)]
        words = {fold_line(cell) for cell in texts if isinstance(cell, str) and _is_word(cell)}
        below = max(counts[at + 1 : at + 4], default=0)
        if len(texts) > 1 and len(words) == len(texts) and 1 < below <= 2 * len(texts):
            return at
    return None


def _is_word(cell: str) -> bool:
    return len(cell) <= _LONGEST_WORD and not _FIGURES.search(fold_line(cell))


def hidden_headings(row: int, sheet: str, merged: Iterable[tuple[int, int, int, int]]) -> Note | None:
    """Why (``headings_merged``) merged cells in the heading row leave columns without a heading, or None.

    `merged` are ranges as first row, first column, last row, last column, from 0. A title that spans the
    table above the headings is no hindrance, nor is one heading merged downwards.
    """
    for top, left, bottom, right in merged:
        if top <= row - 1 <= bottom and right > left:
            cells = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
            return HEADINGS_MERGED, {"row": row, "sheet": sheet, "cells": cells}
    return None


def column_letters(at: int) -> str:
    """The letters of a column as Excel shows them: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
