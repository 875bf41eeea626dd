"""What a list of vehicle files can be narrowed to: conditions on fields, and questions that are no field."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from dealerdesk.domain.fields import FILE_FIELDS, RecordKind
from dealerdesk.domain.files import FileState
from dealerdesk.domain.filters import Condition, Filter, format_filter, parse_filter
from dealerdesk.domain.settings import INSURANCE_WARNING_DAYS
from dealerdesk.services.settings import value_of
from dealerdesk.storage.columns import conditions_sql
from dealerdesk.storage.completeness import incomplete_sql


class Quick(StrEnum):
    """Questions that are asked by one click; all that are on must hold."""

    INCOMPLETE = "incomplete"
    DRAFT = "draft"
    INSURANCE_ENDING = "insurance_ending"
    """The insurance ends today or within the setting's days; what ended before is over, not ending."""
    THIS_MONTH = "this_month"
    """The last visit was in this month."""
    MINE = "mine"
    """The responsible person is who asks."""


@dataclass(frozen=True, slots=True)
class FilesFilter:
    """Conditions on fields and quick questions, all of which must hold.

    Archived files fit only where a condition speaks of being archived.
    """

    where: Filter = field(default_factory=lambda: Filter(()))
    quick: frozenset[Quick] = field(default_factory=frozenset)

    @property
    def is_empty(self) -> bool:
        """Whether all active files fit."""
        return not self.where.conditions and not self.quick

    @property
    def asks_for_archived(self) -> bool:
        """Whether a condition speaks of being archived."""
        return any(condition.field.code == "archived" for condition in self.where.conditions)

    def toggled(self, quick: Quick) -> FilesFilter:
        """The same with `quick` asked if it was not, and not if it was."""
        return replace(self, quick=self.quick ^ {quick})

    def without(self, condition: Condition) -> FilesFilter:
        """The same without one of its conditions."""
        left = tuple(each for each in self.where.conditions if each != condition)
        return replace(self, where=Filter(left))


NO_FILTER = FilesFilter()


def written_filter(wanted: FilesFilter) -> tuple[str, str]:
    """The filter as it is stored: its conditions as a FILTER, and the codes of its quick questions."""
    return format_filter(wanted.where), " ".join(quick.value for quick in Quick if quick in wanted.quick)


def read_filter(where: str, quick: str) -> FilesFilter:
    """The filter that `written_filter` wrote; raises what `parse_filter` raises."""
    return FilesFilter(parse_filter(where, FILE_FIELDS), frozenset(map(Quick, quick.split())))


def filter_sql(connection: Any, wanted: FilesFilter, today: date, author: int) -> tuple[str, list[Any]]:
    """SQL for `wanted`, but for being active, on ``vehicle_file`` and ``customer``; its parameters.

    `connection` is the driver's.
    """
    where, values = conditions_sql(RecordKind.FILES, wanted.where)
    parts = [where]
    for quick in Quick:
        if quick in wanted.quick:
            sql, asked = quick_sql(connection, quick, today, author)
            parts.append(sql)
            values += asked
    return " AND ".join(parts), values


def quick_sql(connection: Any, quick: Quick, today: date, author: int) -> tuple[str, list[Any]]:
    """SQL for a quick question on ``vehicle_file``, and its parameters."""
    if quick is Quick.INCOMPLETE:
        return f"vehicle_file.id IN ({incomplete_sql(connection, today)})", []
    if quick is Quick.DRAFT:
        return "vehicle_file.state = ?", [FileState.DRAFT.value]
    if quick is Quick.INSURANCE_ENDING:
        until = today + timedelta(days=value_of(connection, INSURANCE_WARNING_DAYS))
        return "vehicle_file.insurance_ends BETWEEN ? AND ?", [today.isoformat(), until.isoformat()]
    if quick is Quick.THIS_MONTH:
        last = today.replace(day=calendar.monthrange(today.year, today.month)[1])
        return "vehicle_file.last_visit BETWEEN ? AND ?", [today.replace(day=1).isoformat(), last.isoformat()]
    assert quick is Quick.MINE
    (name,) = connection.execute("SELECT name FROM user WHERE id = ?", (author,)).fetchone()
    return "vehicle_file.responsible = ?", [name]
