"""How a spreadsheet would be read, before anything is checked: found by itself, and as last time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ColumnChoice, ImportMapping
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.messages import describe_problem
from dealerdesk.exchange.reading import preview as exchange
from dealerdesk.exchange.reading.preview import PreviewColumn, Why, read_preview
from dealerdesk.exchange.reading.recognise import HEADING_ROWS, heading_key
from dealerdesk.services.imports.mappings import SavedMappings


@dataclass(frozen=True, slots=True)
class Preview(exchange.Preview):
    """A first look, and the mapping that it amounts to: ready to be changed, and to be checked by."""

    mapping: ImportMapping

    def said_notes(self) -> tuple[str, ...]:
        """What there is to note of the whole file, in the current language."""
        return tuple(describe_problem(code, json.dumps(params)) for code, params in self.notes)


def look_at(
    path: Path, mapping: ImportMapping | None, mappings: SavedMappings, progress: Progress
) -> Preview:
    """Look at `path` as `mapping` says; without one, as such a workbook was imported last.

    The kind of record is then the one of which most headings are known. Raises what `read_preview` raises.
    """
    if mapping is not None:
        told = {column.at: column.day_first for column in mapping.columns or ()}
        return _with_mapping(read_preview(path, mapping, progress=progress), mapping, told)
    mapping = ImportMapping(RecordKind.FILES)
    found = read_preview(path, mapping, progress=progress)
    likeliest = max(found.kinds, key=lambda kind: found.kinds[kind])
    if found.kinds[likeliest] > found.kinds[RecordKind.FILES]:
        mapping = ImportMapping(likeliest)
        found = read_preview(path, mapping, progress=progress)
    top = [(row.number, row.cells) for row in found.rows if row.number <= HEADING_ROWS]
    remembered = mappings.find_remembered(found.kind, top)
    if remembered is None:
        return _with_mapping(found, mapping, {})
    if remembered.row != found.header_row:
        mapping = replace(mapping, header_row=remembered.row)
        found = read_preview(path, mapping, progress=progress)
    mapping = replace(
        mapping,
        fill_merged=remembered.mapping.fill_merged,
        create_files=remembered.mapping.create_files,
    )
    last = {heading_key(column.heading): column for column in remembered.mapping.columns or ()}
    before = {
        column.at: last[key] for column in found.columns if (key := heading_key(column.heading)) in last
    }
    columns = tuple(
        _as_before(column, before[column.at]) if column.at in before else column for column in found.columns
    )
    told = {at: choice.day_first for at, choice in before.items()}
    return _with_mapping(replace(found, columns=columns), mapping, told)


def _as_before(column: PreviewColumn, before: ColumnChoice) -> PreviewColumn:
    """The column as it was read last; where that is no different, it keeps its own reason."""
    day_first = column.day_first if before.day_first is None else before.day_first
    why = column.why if before.code == column.code else Why.REMEMBERED
    return replace(column, code=before.code, why=why, day_first=day_first)


def _with_mapping(
    found: exchange.Preview, mapping: ImportMapping, told: Mapping[int, bool | None]
) -> Preview:
    """The preview with its mapping; `told` is the order of day and month that people decided, by column."""
    columns = tuple(
        ColumnChoice(column.at, column.heading, column.code, told.get(column.at)) for column in found.columns
    )
    said = replace(
        mapping,
        # A text has no sheets, but is called like its file: the next one may be called otherwise.
        sheet=None if found.encoding else found.sheet,
        header_row=found.header_row,
        encoding=found.encoding.name if found.encoding else None,
        columns=columns,
    )
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    return Preview(**values, mapping=said)
