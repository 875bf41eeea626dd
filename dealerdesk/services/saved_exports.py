"""Exports that people make again and again, which everybody in the dealership can choose by their names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from dealerdesk.domain.fields import FIELDS, RecordKind
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.i18n import LANGUAGES
from dealerdesk.services.actions import EXPORT_DELETED, EXPORT_SAVED
from dealerdesk.services.exports.exporting import chosen_fields
from dealerdesk.services.named import forget, keep, named
from dealerdesk.storage.unit_of_work import Database, Label

EXPORT_NAME = Message(
    "saved_export_name", "The name of a saved export has from 1 to {most} characters. Write a short one."
)
NO_SUCH_EXPORT = Message(
    "no_such_saved_export", "There is no saved export “{name}” any more. Somebody else has deleted it."
)
ENDINGS = ("xlsx", "csv")


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What a person chooses of an export: columns by their codes in order, a FILTER, language and ending.

    `language` None is that of whoever exports.
    """

    kind: RecordKind
    columns: tuple[str, ...]
    where: str = ""
    language: str | None = None
    ending: str = "xlsx"


@dataclass(frozen=True, slots=True)
class NamedExport:
    """An export under the name that it was saved with."""

    name: str
    choice: ExportChoice


class SavedExports:
    """The saved exports of one dealership."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def all(self) -> tuple[NamedExport, ...]:
        """Every saved export that this version of the program understands, by name."""
        with self._database.asking() as connection:
            rows = connection.execute(
                "SELECT name, kind, columns, conditions, language, ending FROM saved_export ORDER BY name"
            )
            found = [NamedExport(name, _read(*stored)) for name, *stored in rows if _is_known(*stored)]
        return tuple(found)

    def save(self, name: str, choice: ExportChoice) -> NamedExport:
        """Keep `choice` under `name`, in place of what had that name.

        Raises ``saved_export_name``, ``unknown_column`` and the filter's refusals.
        """
        # Start-up: the page shows saved exports without SQLAlchemy.
        from dealerdesk.storage.models import SavedExport  # noqa: PLC0415 - start-up, see above

        name = named(name, EXPORT_NAME)
        chosen_fields(choice.kind, choice.columns)
        parse_filter(choice.where, FIELDS[choice.kind])
        with self._database.writing(Label(EXPORT_SAVED, {"name": name}), author=self._author) as work:
            keep(work.session, SavedExport, {"name": name}, _written(choice))
        return NamedExport(name, choice)

    def delete(self, name: str) -> None:
        """Forget the export called `name`; raises ``no_such_saved_export``."""
        # Start-up, see above.
        from dealerdesk.storage.models import SavedExport  # noqa: PLC0415 - start-up, see above

        name = fold_line(name)
        with self._database.writing(Label(EXPORT_DELETED, {"name": name}), author=self._author) as work:
            forget(work.session, SavedExport, {"name": name}, NO_SUCH_EXPORT)


def _written(choice: ExportChoice) -> dict[str, Any]:
    return {
        "kind": choice.kind.value,
        "columns": json.dumps(choice.columns),
        "conditions": choice.where,
        "language": choice.language,
        "ending": choice.ending,
    }


def _read(kind: str, columns: str, conditions: str, language: str | None, ending: str) -> ExportChoice:
    return ExportChoice(RecordKind(kind), tuple(json.loads(columns)), conditions, language, ending)


def _is_known(kind: str, columns: str, _conditions: str, language: str | None, ending: str) -> bool:
    """Whether all of it is still there: a newer version may have saved what this one does not know."""
    if kind not in set(RecordKind) or language not in {None, *LANGUAGES} or ending not in ENDINGS:
        return False
    return set(json.loads(columns)) <= {field.code for field in FIELDS[RecordKind(kind)]}
