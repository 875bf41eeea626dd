"""How spreadsheets were read before: mappings under names, and the last one of such a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.domain.import_mapping import (
    MAPPING_OTHER_KIND,
    MAPPING_UNREADABLE,
    NOT_A_MAPPING,
    ImportMapping,
    read_mapping,
)
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.durable import write_durably
from dealerdesk.exchange.messages import FILE_NOT_FOUND, FILE_UNREADABLE
from dealerdesk.exchange.reading.recognise import heading_key
from dealerdesk.services.actions import MAPPING_DELETED, MAPPING_SAVED
from dealerdesk.services.named import forget, keep, named
from dealerdesk.storage.failures import system_told_apart
from dealerdesk.storage.models import ImportRun, SavedMapping
from dealerdesk.storage.unit_of_work import Database, Label

MAPPING_NAME = Message(
    "saved_mapping_name", "The name of a mapping has from 1 to {most} characters. Write a short one."
)
NO_SUCH_MAPPING = Message(
    "no_such_saved_mapping", "There is no saved mapping “{name}” any more. Somebody else has deleted it."
)
_IMPORTS_REMEMBERED = 50
_LARGEST_MAPPING = 64 * 2**20


@dataclass(frozen=True, slots=True)
class NamedMapping:
    """A mapping under the name that it was saved with."""

    name: str
    mapping: ImportMapping


@dataclass(frozen=True, slots=True)
class Remembered:
    """The mapping of an earlier import whose headings stand in row `row` of the sheet at hand."""

    row: int
    mapping: ImportMapping


class SavedMappings:
    """The saved mappings of one dealership, and what its imports remember."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def all(self, kind: RecordKind) -> tuple[NamedMapping, ...]:
        """Every saved mapping of `kind`, by name."""
        with self._database.reading() as session:
            rows = session.scalars(
                select(SavedMapping).where(SavedMapping.kind == kind.value).order_by(SavedMapping.name)
            )
            return tuple(NamedMapping(row.name, read_mapping(row.mapping, row.name)) for row in rows)

    def save(self, name: str, mapping: ImportMapping) -> NamedMapping:
        """Keep `mapping` under `name`, without what was said of single cells; raises ``saved_mapping_name``.

        It takes the place of what had that name for the same kind of record.
        """
        name = named(name, MAPPING_NAME)
        kept = mapping.without_rows()
        with self._database.writing(Label(MAPPING_SAVED, {"name": name}), author=self._author) as work:
            key = {"name": name, "kind": mapping.kind.value}
            keep(work.session, SavedMapping, key, {"mapping": kept.written()})
        return NamedMapping(name, kept)

    def delete(self, kind: RecordKind, name: str) -> None:
        """Forget the mapping of `kind` called `name`; raises ``no_such_saved_mapping``."""
        name = fold_line(name)
        with self._database.writing(Label(MAPPING_DELETED, {"name": name}), author=self._author) as work:
            forget(work.session, SavedMapping, {"name": name, "kind": kind.value}, NO_SUCH_MAPPING)

    @staticmethod
    def write_file(mapping: ImportMapping, path: Path) -> None:
        """Write all of `mapping` to `path`, for ``--mapping``; raises what keeps files from being written."""
        with system_told_apart(path), write_durably(path) as file:
            file.write(mapping.written().encode())

    def find_remembered(
        self, kind: RecordKind, rows: Iterable[tuple[int, Sequence[str]]]
    ) -> Remembered | None:
        """What the last import of `kind` decided whose headings are those of one of `rows`; None if none was.

        `rows` are row numbers with their cells. An import that was taken back decided nothing less.
        """
        heads: dict[frozenset[str], int] = {}
        for number, cells in rows:
            heads.setdefault(_signature(cells), number)
        with self._database.reading() as session:
            written = session.scalars(
                select(ImportRun.mapping)
                .where(ImportRun.kind == kind.value, ImportRun.mapping.is_not(None))
                .order_by(ImportRun.set_id.desc())
                .limit(_IMPORTS_REMEMBERED)
            ).all()
        heads.pop(frozenset(), None)
        for mapping in filter(None, map(_still_readable, written)):
            row = heads.get(_signature(column.heading for column in mapping.columns or ()))
            if row is not None:
                return Remembered(row, mapping)
        return None


def load_mapping(path: Path, kind: RecordKind) -> ImportMapping:
    """The mapping that the file `path` holds, for records of `kind`.

    Raises ``file_not_found``, ``file_unreadable``, ``mapping_unreadable`` and ``mapping_other_kind``.
    """
    try:
        if path.stat().st_size > _LARGEST_MAPPING:
            raise DealerDeskError(MAPPING_UNREADABLE, path=path, reason=NOT_A_MAPPING)
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise DealerDeskError(FILE_NOT_FOUND, path=path) from error
    except OSError as error:
        raise DealerDeskError(FILE_UNREADABLE, path=path, reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise DealerDeskError(MAPPING_UNREADABLE, path=path, reason=NOT_A_MAPPING) from error
    mapping = read_mapping(text, path)
    if mapping.kind is not kind:
        raise DealerDeskError(
            MAPPING_OTHER_KIND, path=path, theirs=RECORD_LABELS[mapping.kind], kind=RECORD_LABELS[kind]
        )
    return mapping


def _still_readable(text: str | None) -> ImportMapping | None:
    """What an import noted, unless it speaks of fields that are no more."""
    try:
        return read_mapping(text or "", "")
    except DealerDeskError:
        return None


def _signature(headings: Iterable[str]) -> frozenset[str]:
    """What tells the headings of one sort of workbook from those of another, whatever their order."""
    return frozenset(filter(None, map(heading_key, headings)))
