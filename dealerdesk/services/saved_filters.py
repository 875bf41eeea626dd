"""Filters over vehicle files that everybody in the dealership can choose by their names."""

from __future__ import annotations

from dataclasses import dataclass

from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.services.actions import FILTER_DELETED, FILTER_SAVED
from dealerdesk.services.file_filters import FilesFilter, read_filter, written_filter
from dealerdesk.services.named import forget, keep, named
from dealerdesk.storage.unit_of_work import Database, Label

FILTER_NAME = Message(
    "saved_filter_name", "The name of a filter has from 1 to {most} characters. Write a short one."
)
NO_SUCH_FILTER = Message(
    "no_such_saved_filter", "There is no saved filter “{name}” any more. Somebody else has deleted it."
)


@dataclass(frozen=True, slots=True)
class NamedFilter:
    """A filter under the name that it was saved with."""

    name: str
    wanted: FilesFilter


class SavedFilters:
    """The saved filters of one dealership."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def all(self) -> tuple[NamedFilter, ...]:
        """Every saved filter, by name."""
        with self._database.asking() as connection:
            rows = connection.execute("SELECT name, conditions, quick FROM saved_filter ORDER BY name")
            return tuple(NamedFilter(name, read_filter(*conditions)) for name, *conditions in rows)

    def save(self, name: str, wanted: FilesFilter) -> NamedFilter:
        """Keep `wanted` under `name`, in place of what had that name; raises ``saved_filter_name``."""
        # Start-up: the first list reads saved filters, and does without SQLAlchemy.
        from dealerdesk.storage.models import SavedFilter  # noqa: PLC0415 - start-up, see above

        name = named(name, FILTER_NAME)
        conditions, quick = written_filter(wanted)
        with self._database.writing(Label(FILTER_SAVED, {"name": name}), author=self._author) as work:
            keep(work.session, SavedFilter, {"name": name}, {"conditions": conditions, "quick": quick})
        return NamedFilter(name, wanted)

    def delete(self, name: str) -> None:
        """Forget the filter called `name`; raises ``no_such_saved_filter``."""
        # Start-up, see above.
        from dealerdesk.storage.models import SavedFilter  # noqa: PLC0415 - start-up, see above

        name = fold_line(name)
        with self._database.writing(Label(FILTER_DELETED, {"name": name}), author=self._author) as work:
            forget(work.session, SavedFilter, {"name": name}, NO_SUCH_FILTER)
