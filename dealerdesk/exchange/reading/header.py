"""Which column of a sheet is which field: what the mapping says, and else what its heading says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dealerdesk.domain.fields import FIELDS, Field
from dealerdesk.domain.import_mapping import ColumnChoice, ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.exchange.reading.cells import as_seen
from dealerdesk.exchange.reading.recognise import code_of, column_letters, heading_key
from dealerdesk.exchange.reading.tables import Note

HEADINGS_UNKNOWN = Message(
    "headings_unknown",
    "These columns were not recognised and are not read: {headings}. Rename a heading if its column matters.",
)
HEADINGS_NOT_IMPORTED = Message(
    "headings_not_imported", "DealerDesk itself looks after these columns, so they are not read: {headings}."
)
HEADING_TWICE = Message(
    "heading_twice", "Both “{first}” and “{second}” mean “{field}”; only the first column is read."
)
COLUMN_WITHOUT_HEADING = Message(
    "column_without_heading", "Columns without a heading are not read: {columns}. Give them a heading."
)
COLUMNS_MISSING = Message(
    "columns_missing",
    "The mapping names columns that the sheet does not have: {columns}. Nothing was read for them.",
)

_LONGEST_HEADING = 255


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: where it stands (from 0), what its heading says, and the field it holds.

    `chosen` says that a person decided so; `day_first` is the order of its dates where one was told.
    """

    at: int
    heading: str
    field: Field | None
    chosen: bool = False
    day_first: bool | None = None

    @property
    def name(self) -> str:
        """What a person calls the column: its heading, or its letters where it has none."""
        return self.heading or column_letters(self.at)


@dataclass(frozen=True, slots=True)
class Header:
    """The heading row of a sheet (from 1, 0 for none), its columns, and what there is to note."""

    row: int
    columns: tuple[Column, ...]
    notes: tuple[Note, ...]

    @property
    def known(self) -> tuple[tuple[Column, Field], ...]:
        """The columns that are read, each with its field."""
        return tuple((column, column.field) for column in self.columns if column.field)


def read_header(mapping: ImportMapping, row: int, cells: Sequence[object], width: int) -> Header:
    """The columns of a sheet that is `width` wide, whose heading row `row` (0 for none) has these cells."""
    headings = {at: heading_text(cell) for at, cell in enumerate(cells)}
    choices, missing = _matched(mapping.columns or (), headings, width, by_place=mapping.header_row == 0)
    roster = _Roster(mapping, {choice.code for choice in choices.values()})
    for at in sorted({at for at, heading in headings.items() if heading} | choices.keys()):
        roster.add(at, headings.get(at, ""), choices.get(at))
    return Header(row, tuple(roster.columns), (*roster.notes(), *_missing_notes(missing)))


def heading_text(cell: object) -> str:
    """What a cell of the heading row says, cut where no heading goes on."""
    return fold_line((cell if isinstance(cell, str) else as_seen(cell))[:_LONGEST_HEADING])


class _Roster:
    """The columns one after another; a field is held by one of them only."""

    def __init__(self, mapping: ImportMapping, chosen: set[str | None]) -> None:
        self._kind = mapping.kind
        self._fields = {field.code: field for field in FIELDS[mapping.kind]}
        self._chosen = chosen
        self._taken: dict[str, str] = {}
        self._twice: list[tuple[str, Field]] = []
        self._unknown: list[str] = []
        self._ours: list[str] = []
        self.columns: list[Column] = []

    def add(self, at: int, heading: str, choice: ColumnChoice | None) -> None:
        """Take one column in, in the order of the sheet."""
        if choice:
            code = choice.code
            field = self._fields[code] if code and code not in self._taken else None
            column = Column(at, heading, field, chosen=True, day_first=choice.day_first)
            if field:
                self._taken[field.code] = column.name
            self.columns.append(column)
            return
        field = self._fields.get(code_of(self._kind, heading) or "")
        if field is None:
            self._unknown.append(heading)
        elif not field.importable:
            self._ours.append(heading)
        elif field.code in self._taken or field.code in self._chosen:
            self._twice.append((heading, field))
        else:
            self._taken[field.code] = heading
            self.columns.append(Column(at, heading, field))
            return
        self.columns.append(Column(at, heading, None))

    def notes(self) -> list[Note]:
        """What became of headings that are not read."""
        notes: list[Note] = [
            (HEADING_TWICE, {"first": self._taken[field.code], "second": heading, "field": field.label})
            for heading, field in self._twice
        ]
        for message, headings in ((HEADINGS_UNKNOWN, self._unknown), (HEADINGS_NOT_IMPORTED, self._ours)):
            if headings:
                notes.append((message, {"headings": headings}))
        return notes


def _matched(
    choices: Sequence[ColumnChoice], headings: Mapping[int, str], width: int, *, by_place: bool
) -> tuple[dict[int, ColumnChoice], list[ColumnChoice]]:
    """The choice for each column, and those whose column the sheet lacks.

    A choice finds its column by the heading, wherever that stands now. Where headings repeat or are blank,
    or there are none as a person said (`by_place`), it is the column at the same place.
    """
    keyed: dict[str, list[ColumnChoice]] = defaultdict(list)
    for choice in choices:
        keyed["" if by_place else _key(choice.heading)].append(choice)
    places: dict[str, list[int]] = defaultdict(list)
    for at in range(width):
        places["" if by_place else _key(headings.get(at, ""))].append(at)
    matched: dict[int, ColumnChoice] = {}
    for key, wanted in keyed.items():
        matched |= _placed(wanted, places[key], in_order=bool(key))
    found = set(map(id, matched.values()))
    return matched, [choice for choice in choices if id(choice) not in found]


def _placed(
    wanted: Sequence[ColumnChoice], places: Sequence[int], *, in_order: bool
) -> dict[int, ColumnChoice]:
    """Columns of one heading, given to the choices that named it.

    As many as before stand in their old order. Where some came or went, a choice keeps its place if it can,
    and only those with a heading (`in_order`) take what is left.
    """
    ordered = sorted(wanted, key=lambda choice: choice.at)
    if in_order and len(ordered) == len(places):
        return dict(zip(places, ordered, strict=True))
    matched = {choice.at: choice for choice in ordered if choice.at in set(places)}
    if in_order:
        rest = [choice for choice in ordered if choice.at not in matched]
        matched |= zip((at for at in places if at not in matched), rest, strict=False)
    return matched


def _key(heading: str) -> str:
    folded = fold_line(heading)
    return heading_key(folded) or folded


def _missing_notes(choices: Iterable[ColumnChoice]) -> Iterable[Note]:
    names = [fold_line(choice.heading) or column_letters(choice.at) for choice in choices if choice.code]
    return [(COLUMNS_MISSING, {"columns": names})] if names else []
