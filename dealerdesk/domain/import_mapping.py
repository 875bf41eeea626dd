"""What a person decides of a spreadsheet: how it is read, whose values win, and what is mended on the way.

As JSON it is written by the window and read by ``--mapping FILE`` (command-line.md), so that what was
decided once with the mouse happens every night without.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FIELDS, RecordKind, field_of
from dealerdesk.domain.findings import finding
from dealerdesk.domain.messages import Message

MAPPING_UNREADABLE = Message(
    "mapping_unreadable",
    "The mapping {path} cannot be read: {reason}. Write it anew from the import page, or mend it there.",
)
NOT_JSON = Message("mapping_not_json", "it is not JSON (line {line})")
NOT_A_MAPPING = Message("mapping_other", "it was not written by DealerDesk as a mapping")
WRONG_VALUE = Message("mapping_wrong_value", "“{value}” is no usable value of “{name}”")
FIELD_TWICE = Message("mapping_field_twice", "two columns are to be “{field}”")
MAPPING_OTHER_KIND = Message(
    "mapping_other_kind",
    "The mapping {path} is for “{theirs}”, not for “{kind}”. Choose the mapping that fits what is imported.",
)

_FORMAT: Final = "dealerdesk_mapping"
_VERSION: Final = 1
_LAST_ROW: Final = 1_048_576


class Rule(StrEnum):
    """Which value stands where the workbook and DealerDesk differ and nobody decided the single case.

    With `EMPTY` the workbook's value is taken where DealerDesk has none, else ours stays.
    """

    OURS = "ours"
    THEIRS = "theirs"
    EMPTY = "empty"


class Side(StrEnum):
    """Whose value stands in one cell."""

    OURS = "ours"
    THEIRS = "theirs"


Cell = tuple[int, str]
"""A cell of the sheet: its row as Excel shows it, and the code of the field that its column holds."""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What a column is: where it stood (from 0), its heading, and the code of its field, None to pass it by.

    `day_first` is the order of ``06/05/2019``; None leaves it to what the column itself proves.
    """

    at: int
    heading: str
    code: str | None
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """Everything a person can decide of an import; what is None is found by itself.

    `header_row` counts from 1 as Excel does, 0 where there is no row of headings. `columns` None lets the
    headings decide. `fill_merged` gives the value of merged cells to all of their rows. `corrections` are
    what was typed instead of what stands in a cell, `decisions` whose value stands in one.
    """

    kind: RecordKind
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    columns: tuple[ColumnChoice, ...] | None = None
    fill_merged: bool = False
    on_conflict: Rule = Rule.OURS
    create_files: bool = False
    corrections: Mapping[Cell, str] = field(default_factory=dict)
    decisions: Mapping[Cell, Side] = field(default_factory=dict)

    def without_rows(self) -> ImportMapping:
        """What also holds for another such workbook: nothing of single cells, nor where its headings stand.

        That there are no headings at all holds for the next one, too.
        """
        header_row = 0 if self.header_row == 0 else None
        return replace(self, sheet=None, header_row=header_row, corrections={}, decisions={})

    def written(self) -> str:
        """The mapping as JSON, which `read_mapping` reads back to an equal one."""
        said = {
            _FORMAT: _VERSION,
            "kind": self.kind.value,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "encoding": self.encoding,
            "columns": None if self.columns is None else [_written_column(each) for each in self.columns],
            "fill_merged": self.fill_merged,
            "on_conflict": self.on_conflict.value,
            "create_files": self.create_files,
            "corrections": [
                {"row": row, "field": code, "value": text} for (row, code), text in self.corrections.items()
            ],
            "decisions": [
                {"row": row, "field": code, "use": side.value} for (row, code), side in self.decisions.items()
            ],
        }
        return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _written_column(column: ColumnChoice) -> dict[str, Any]:
    said = {"at": column.at, "heading": column.heading, "field": column.code}
    return said if column.day_first is None else said | {"day_first": column.day_first}


def read_mapping(text: str, path: object) -> ImportMapping:
    """The mapping that `text` says; `path` is where it stood, for the sentence of a refusal.

    Raises ``mapping_unreadable`` for anything that `ImportMapping.written` would not have written.
    """
    try:
        return _Reader(json.loads(text)).mapping()
    except json.JSONDecodeError as error:
        raise DealerDeskError(
            MAPPING_UNREADABLE, path=path, reason=finding(NOT_JSON, line=error.lineno)
        ) from error
    except _WrongError as error:
        raise DealerDeskError(MAPPING_UNREADABLE, path=path, reason=error.reason) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets without end
        raise DealerDeskError(MAPPING_UNREADABLE, path=path, reason=NOT_A_MAPPING) from error


class _WrongError(ValueError):
    """What is wrong with a mapping."""

    def __init__(self, message: Message, **params: object) -> None:
        super().__init__(message.code)
        self.reason = finding(message, **params)


class _Reader:
    """Takes a mapping's JSON apart and believes nothing of it."""

    def __init__(self, said: object) -> None:
        if not isinstance(said, dict) or said.get(_FORMAT) != _VERSION:
            raise _WrongError(NOT_A_MAPPING)
        self._said: dict[str, Any] = said

    def mapping(self) -> ImportMapping:
        """The whole of it."""
        kind = RecordKind(self._choice(self._said, "kind", [kind.value for kind in RecordKind]))
        return ImportMapping(
            kind=kind,
            sheet=self._text("sheet"),
            header_row=self._row(self._said, "header_row", least=0, may_lack=True),
            encoding=self._text("encoding"),
            columns=self._columns(kind),
            fill_merged=self._flag(self._said, "fill_merged") or False,
            on_conflict=Rule(self._choice(self._said, "on_conflict", list(map(str, Rule)), Rule.OURS)),
            create_files=self._flag(self._said, "create_files") or False,
            corrections={
                self._cell(each, kind): self._said_text(each, "value") for each in self._list("corrections")
            },
            decisions={
                self._cell(each, kind): Side(self._choice(each, "use", list(map(str, Side))))
                for each in self._list("decisions")
            },
        )

    def _columns(self, kind: RecordKind) -> tuple[ColumnChoice, ...] | None:
        if self._said.get("columns") is None:
            return None
        columns: list[ColumnChoice] = []
        taken: set[str] = set()
        for each in self._list("columns"):
            at = self._row(each, "at", least=0)
            assert at is not None
            code = None if each.get("field") is None else self._code(each, kind)
            if code in taken:
                found = field_of(kind, code)
                assert found is not None
                raise _WrongError(FIELD_TWICE, field=found.label)
            taken |= {code} if code else set()
            columns.append(
                ColumnChoice(at, self._said_text(each, "heading"), code, self._flag(each, "day_first"))
            )
        return tuple(columns)

    def _cell(self, said: dict[str, Any], kind: RecordKind) -> Cell:
        row = self._row(said, "row", least=1)
        assert row is not None
        return row, self._code(said, kind)

    def _code(self, said: dict[str, Any], kind: RecordKind) -> str:
        codes = [each.code for each in FIELDS[kind] if each.importable]
        return self._choice(said, "field", codes)

    def _list(self, name: str) -> list[dict[str, Any]]:
        said = self._said.get(name, [])
        if not isinstance(said, list) or not all(isinstance(each, dict) for each in said):
            raise _WrongError(WRONG_VALUE, value=_short(said), name=name)
        return said

    def _text(self, name: str) -> str | None:
        return None if self._said.get(name) is None else self._said_text(self._said, name)

    @staticmethod
    def _said_text(said: dict[str, Any], name: str) -> str:
        value = said.get(name)
        if not isinstance(value, str):
            raise _WrongError(WRONG_VALUE, value=_short(value), name=name)
        return value

    @staticmethod
    def _flag(said: dict[str, Any], name: str) -> bool | None:
        value = said.get(name)
        if value is not None and not isinstance(value, bool):
            raise _WrongError(WRONG_VALUE, value=_short(value), name=name)
        return value

    @staticmethod
    def _row(said: dict[str, Any], name: str, *, least: int, may_lack: bool = False) -> int | None:
        value = said.get(name)
        if value is None and may_lack:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _LAST_ROW:
            raise _WrongError(WRONG_VALUE, value=_short(value), name=name)
        return value

    @staticmethod
    def _choice(said: dict[str, Any], name: str, choices: list[str], default: str | None = None) -> str:
        value = said.get(name, default)
        if not isinstance(value, str) or value not in choices:
            raise _WrongError(WRONG_VALUE, value=_short(value), name=name)
        return value


def _short(value: object) -> str:
    """A value as a sentence can carry it."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"
