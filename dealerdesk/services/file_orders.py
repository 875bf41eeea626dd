"""The orders of lists of files, as walks along indexes: no list is sorted that need not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class FileOrder(StrEnum):
    """What a list of files can be sorted by; the values are fields, but for completeness."""

    LAST_VISIT = "last_visit"
    FILE_NO = "file_no"
    PLATE = "plate"
    VIN = "vin"
    MAKE = "make"
    CUSTOMER = "customer"
    """The owner's name; namesakes one card after the other."""
    STATE = "state"
    COMPLETENESS = "completeness"
    """Present ÷ required types; files of which nothing is required have none."""
    RESPONSIBLE = "responsible"
    LOCATION = "location"
    KIND = "kind"
    COLOUR = "colour"
    MANUFACTURE_DATE = "manufacture_date"
    ODOMETER = "odometer"
    INSURANCE_ENDS = "insurance_ends"
    NEXT_SERVICE = "next_service"
    NEXT_INSPECTION = "next_inspection"


ID = "vehicle_file.id"
_ARCHIVED = "SELECT id FROM vehicle_file WHERE archived_at IS NOT NULL"

_COLUMNS = {
    FileOrder.MAKE: ("vehicle_file.make", "vehicle_file.model"),
    FileOrder.PLATE: ("vehicle_file.plate_key",),
    FileOrder.CUSTOMER: ("customer.name", "customer.id"),
    FileOrder.COMPLETENESS: ("standing.rate",),
}
_NEVER_BLANK = {FileOrder.FILE_NO, FileOrder.STATE, FileOrder.KIND}
_WITH_ARCHIVED = {FileOrder.FILE_NO, FileOrder.VIN, FileOrder.CUSTOMER, FileOrder.COMPLETENESS}
"""Orders whose index holds archived files too."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A part of a list: its table, the condition that sets it apart, its order."""

    source: str
    file_id: str
    where: str
    by: str
    """What follows ORDER BY."""

    def active(self, order: FileOrder) -> str:
        """SQL for whether a file is active; other indexes hold none that are archived."""
        # To look up the few that are archived costs less than to look up every file.
        is_along = order in _WITH_ARCHIVED
        return f"{self.file_id} NOT IN ({_ARCHIVED})" if is_along else "vehicle_file.archived_at IS NULL"


def walks(order: FileOrder, *, descending: bool, standing: str) -> Iterator[Walk]:
    """The parts of a list in `order`, one after the other; files without the value are in the last.

    `standing` is SQL for a table of ``file_id`` and ``rate``.
    """
    first, *_ = columns = sort_columns(order)
    source, file_id = "vehicle_file", ID
    if order is FileOrder.COMPLETENESS:
        source, file_id = f"{standing} AS standing", "standing.file_id"
    elif order is FileOrder.CUSTOMER:
        # CROSS JOIN tells SQLite which table leads: it goes along that one's index.
        source = f"customer CROSS JOIN {_CARS_OF_CUSTOMER}"

    def by(*sorted_by: str) -> str:
        return ", ".join(f"{column} DESC" if descending else column for column in sorted_by)

    if order is FileOrder.CUSTOMER:
        yield Walk(source, file_id, "1", by(*columns, file_id))
        yield Walk("vehicle_file", ID, "vehicle_file.customer_id IS NULL", by(ID))
    elif descending or order in _NEVER_BLANK:
        # SQLite sorts NULL first, so that this order is read off the index backwards.
        yield Walk(source, file_id, "1", by(*columns, file_id))
    else:
        yield Walk(source, file_id, f"{first} IS NOT NULL", by(*columns, file_id))
        yield Walk(source, file_id, f"{first} IS NULL", by(*columns[1:], file_id))


def sort_columns(order: FileOrder) -> tuple[str, ...]:
    """SQL for the values that a file is sorted by, before its id."""
    return _COLUMNS.get(order, (f"vehicle_file.{order.value}",))


def joined(source: str, asked: str, standing: str) -> str:
    """`source` with the other tables that the SQL `asked` speaks of."""
    # What stands is a query of its own on some days, and may name any table inside.
    if source.endswith("AS standing") and ("vehicle_file." in asked or "customer." in asked):
        source += " CROSS JOIN vehicle_file ON vehicle_file.id = standing.file_id"
    if "customer." in asked and "customer " not in source:
        source += " LEFT JOIN customer ON customer.id = vehicle_file.customer_id"
    if "standing." in asked and "AS standing" not in source:
        source += f" LEFT JOIN {standing} AS standing ON standing.file_id = vehicle_file.id"
    return source


_CARS_OF_CUSTOMER = "vehicle_file ON vehicle_file.customer_id = customer.id"
