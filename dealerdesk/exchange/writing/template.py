"""Empty spreadsheets that explain themselves: headings with notes, drop-downs, and an example of a row."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.dates import FIRST_YEAR, LAST_YEAR
from dealerdesk.domain.field_notes import form_of, needed_with, note_of
from dealerdesk.domain.fields import NO, RECORD_LABELS, YES, Field, FieldType, RecordKind, field_of
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import Value, read_value, to_stored
from dealerdesk.exchange.origins import EXPORTED_KIND, StoredValue, written_example, written_kinds
from dealerdesk.exchange.writing.sheet_columns import PADDING, WIDEST, shown_width
from dealerdesk.exchange.writing.sheets import LAST_ROW
from dealerdesk.exchange.writing.skeleton import CELL_FORMATS
from dealerdesk.exchange.writing.writer import opened_export, write_headings

TITLE = Message("template.title", "{kind}: template")
EXPLANATIONS = Message("template.explanations", "Explanations")
LEAD = Message(
    "template.lead",
    "Columns with * are needed. The row in italics is an example: overwrite or delete it; as it stands it is "
    "not imported. Columns may be moved, or deleted where nothing is needed in them.",
)
HEADING = Message("template.heading", "Column")
HOLDS = Message("template.holds", "What it holds")
FORM = Message("template.form", "How it is written")
NEED = Message("template.need", "Is it needed?")
ALLOWED = Message("template.allowed", "Allowed values")
EXAMPLE = Message("template.example", "Example")
NEEDED = Message("template.needed", "Needed.")
ONE_IS_NEEDED = Message("template.one_is_needed", "One of these is needed: {fields}.")
NOT_NEEDED = Message("template.not_needed", "May stay empty.")

_MARK: Final = " *"
_EXAMPLE_LOOK: Final = {"italic": True, "font_color": "#5C6874", "bg_color": "#F5F7F9"}
_NEEDED_LOOK: Final = {"bg_color": "#E3EFF7"}
_TABLE_WIDTHS: Final = (24, 56, 34, 34, 34, 24, 4)
_LINE_HEIGHT: Final = 16
"""Points. Excel measures wrapped lines when they are typed, and not when a workbook is opened."""
_TABLE_ROW: Final = 2
_NOTE_WIDTH: Final = 260
_NOTE_LINE: Final = 18
_NOTE_LETTERS: Final = 40
_LONGEST_TITLE: Final = 32
_LARGEST_AMOUNT: Final = 10**11
_VIN_LENGTH: Final = 17


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the template, with everything that is said of it."""

    field: Field
    heading: str
    holds: str
    form: str
    need: str
    choices: tuple[str, ...]
    example: Value

    @property
    def note(self) -> str:
        """What its heading explains."""
        listed = f"{ALLOWED.said()}: {' · '.join(self.choices)}" if self.choices else ""
        return "\n".join(filter(None, (self.holds, self.form, self.need, listed)))

    @property
    def shown_example(self) -> str | date | int | float:
        """The example as its cell shows it."""
        value = self.example
        if isinstance(value, bool):
            return (YES if value else NO).said()
        if isinstance(value, Decimal):
            return float(value)
        words = dict(self.field.choices).get(value) if isinstance(value, str) else None
        return words.said() if words else "" if value is None else value


def write_template(out: Path, kind: RecordKind, fields: Sequence[Field], made_at: datetime) -> None:
    """Write an empty spreadsheet for records of `kind` with these columns, in the current language.

    An import passes its example row over as long as it stands there unchanged; a .csv has headings alone.
    Raises ``export_ending`` and ``export_failed``.
    """
    with opened_export(out) as file:
        if out.suffix.lower() == ".csv":
            write_headings(file, fields)
        else:
            file.write(_workbook(kind, [_column(kind, field) for field in fields], made_at))


def _column(kind: RecordKind, field: Field) -> _Column:
    note, group = note_of(kind, field), needed_with(kind, field.code)
    text = note.example.said() if isinstance(note.example, Message) else note.example
    if field.type is FieldType.YES_NO:
        choices: tuple[str, ...] = (YES.said(), NO.said())
    else:
        choices = tuple(words.said() for _, words in field.choices)
    need = NOT_NEEDED.said()
    if group:
        others = [each.label for code in group if (each := field_of(kind, code))]
        need = NEEDED.said() if len(group) == 1 else ONE_IS_NEEDED.said(fields=others)
    return _Column(
        field,
        heading=field.label.said() + (_MARK if group else ""),
        holds=note.words.said(),
        form=form_of(field).said(),
        need=need,
        choices=choices,
        example=read_value(field, text).value,
    )


def _workbook(kind: RecordKind, columns: Sequence[_Column], made_at: datetime) -> bytes:
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    name = RECORD_LABELS[kind].said()
    book.set_properties({"title": TITLE.said(kind=name), "created": made_at})
    book.set_custom_property(EXPORTED_KIND, kind.value, "text")
    example: dict[str, StoredValue] = {}
    for column in columns:
        stored = to_stored(column.field.type, column.example)
        if stored is not None:
            example[column.field.code] = stored
    kinds = {name: kind, EXPLANATIONS.said(): None}
    for property_, said in (*written_kinds(kinds), *written_example(example)):
        book.set_custom_property(property_, said, "text")
    # The first sheet is the one that opens; the lists of the second are what its drop-downs offer.
    sheet, explanations = book.add_worksheet(name), book.add_worksheet(EXPLANATIONS.said())
    lists = _explain(book, explanations, columns)
    _lay_out(book, sheet, columns, lists)
    book.close()
    return file.getvalue()


def _lay_out(book: Any, sheet: Any, columns: Sequence[_Column], lists: Mapping[str, str]) -> None:
    """The sheet that is filled in."""
    formats = _Formats(book)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 1, len(columns) - 1)
    for at, column in enumerate(columns):
        shown = column.shown_example
        width = max(shown_width(column.heading), shown_width(str(shown))) + PADDING
        cells = formats.of(column.field)
        sheet.set_column(at, at, min(width, WIDEST), formats.made(cells))
        needed = {} if column.heading == column.field.label.said() else _NEEDED_LOOK
        sheet.write_string(0, at, column.heading, formats.made("heading", **needed))
        sheet.write_comment(0, at, column.note, _note_size(column.note))
        _write(sheet, 1, at, shown, formats.made(cells, **_EXAMPLE_LOOK))
        rule = _rule(column, lists.get(column.field.code, ""))
        if rule:
            sheet.data_validation(1, at, LAST_ROW - 1, at, rule)


class _Formats:
    """Makes each format of a workbook once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, tuple[str, ...]], Any] = {}

    @staticmethod
    def of(field: Field) -> str:
        """What the cells of a field look like."""
        if field.type.value in CELL_FORMATS:
            return field.type.value
        return "identifier"  # text, too: Excel would take the shelf 3-2 for a day in March

    def made(self, name: str, **more: object) -> Any:
        """The format of `CELL_FORMATS` called `name`, with what is said besides."""
        key = (name, tuple(more))
        if key not in self._made:
            self._made[key] = self._book.add_format({**CELL_FORMATS[name], **more})
        return self._made[key]


def _write(sheet: Any, row: int, at: int, shown: str | date | float, look: Any) -> None:
    if isinstance(shown, str):
        if shown:
            sheet.write_string(row, at, shown, look)
        else:
            sheet.write_blank(row, at, None, look)
    elif isinstance(shown, date):
        moment = shown if isinstance(shown, datetime) else datetime.combine(shown, time())
        sheet.write_datetime(row, at, moment, look)
    else:
        sheet.write_number(row, at, shown, look)


def _note_size(note: str) -> dict[str, object]:
    lines = sum(1 + shown_width(line) // _NOTE_LETTERS for line in note.split("\n"))
    return {"author": "DealerDesk", "width": _NOTE_WIDTH, "height": (lines + 1) * _NOTE_LINE}


def _rule(column: _Column, values: str) -> dict[str, object] | None:
    """What may be typed into a column, as Excel checks it; `values` is where its list stands."""
    field = column.field
    rules: dict[FieldType, dict[str, object]] = {
        FieldType.DATE: {
            "validate": "date",
            "criteria": "between",
            "minimum": date(FIRST_YEAR, 1, 1),
            "maximum": date(LAST_YEAR, 12, 31),
        },
        FieldType.INTEGER: {"validate": "integer", "criteria": ">=", "value": 0},
        FieldType.MONEY: {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -_LARGEST_AMOUNT,
            "maximum": _LARGEST_AMOUNT,
        },
        # An old vehicle may have another VIN, with a reason: this only asks.
        FieldType.VIN: {
            "validate": "length",
            "criteria": "==",
            "value": _VIN_LENGTH,
            "error_type": "warning",
        },
    }
    rules[FieldType.DATETIME] = rules[FieldType.DATE]
    rules[FieldType.QUANTITY] = rules[FieldType.MONEY]
    rule = {"validate": "list", "source": values} if values else rules.get(field.type)
    if rule is None:
        return None
    said = column.holds if field.type is FieldType.VIN else column.form
    return {**rule, "error_title": field.label.said()[:_LONGEST_TITLE], "error_message": said}


def _explain(book: Any, sheet: Any, columns: Sequence[_Column]) -> dict[str, str]:
    """The sheet of explanations; where the allowed values of each field stand in it, by its code."""
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    heading = book.add_format({**CELL_FORMATS["heading"], "text_wrap": True, "valign": "top"})
    for at, width in enumerate(_TABLE_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, LEAD.said(), book.add_format({"italic": True}))
    for at, words in enumerate((HEADING, HOLDS, FORM, NEED, ALLOWED, EXAMPLE)):
        sheet.write_string(_TABLE_ROW, at, words.said(), heading)
    for row, column in enumerate(columns, _TABLE_ROW + 1):
        shown = column.shown_example
        example = f"{shown:%Y-%m-%d %H:%M}" if isinstance(shown, datetime) else str(shown)
        if isinstance(shown, float):
            example = f"{shown:.15g}"
        texts = (column.heading, column.holds, column.form, column.need, " · ".join(column.choices), example)
        lines = [
            -(-shown_width(text) // width)
            for text, width in zip(texts, _TABLE_WIDTHS[: len(texts)], strict=True)
        ]
        sheet.set_row(row, max(lines) * _LINE_HEIGHT)
        for at, text in enumerate(texts):
            sheet.write_string(row, at, text, wrapped)
    sheet.freeze_panes(_TABLE_ROW + 1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_TABLE_ROW)
    return _lists(sheet, columns, heading)


def _lists(sheet: Any, columns: Sequence[_Column], heading: Any) -> dict[str, str]:
    """Write the lists of allowed values beside the explanations."""
    found: dict[str, str] = {}
    at = len(_TABLE_WIDTHS)
    for column in columns:
        if not column.choices:
            continue
        sheet.set_column(at, at, max(map(shown_width, (column.heading, *column.choices))) + PADDING)
        sheet.write_string(_TABLE_ROW, at, column.heading, heading)
        for row, words in enumerate(column.choices, _TABLE_ROW + 1):
            sheet.write_string(row, at, words)
        letters, first = xl_col_to_name(at), _TABLE_ROW + 2
        last = first + len(column.choices) - 1
        found[column.field.code] = f"='{EXPLANATIONS.said()}'!${letters}${first}:${letters}${last}"
        at += 1
    return found
