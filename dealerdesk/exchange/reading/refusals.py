"""Which records are refused for what the sheet itself says of them.

The rules are those of command-line.md, "What an import says of a row"; what needs the database to be
judged is judged later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.imports import DUPLICATE_IN_SHEET
from dealerdesk.domain.messages import Message
from dealerdesk.domain.vin import VIN_LENGTH, VIN_LETTERS, normalise_vin
from dealerdesk.exchange.reading.cells import Cell

NO_VEHICLE = Message(
    "no_vehicle",
    "The row names no vehicle: it has no VIN, no usable plate and no file number. Fill in one of them.",
)
NO_ORDER_NO = Message("no_order_no", "The row has no repair order number. Fill it in.")
NO_POLICY = Message(
    "no_policy", "The row has neither a policy number nor the day the policy ends. Fill in one of them."
)
NO_DOCUMENT_TYPE = Message(
    "no_document_type", "The row does not say which type of document it is. Fill in the type."
)
NO_NAME = Message("no_name", "The row has no customer's name. Fill it in.")

_OVERRIDABLE = (VIN_LENGTH, VIN_LETTERS)

Refusal = tuple[str, Finding]
"""The field at fault, and why."""


@dataclass(slots=True)
class Judged:
    """A row as the rules see it: its number, the cells that hold something, and what stood in the sheet."""

    number: int
    cells: dict[str, Cell]
    raw: Callable[[str], object]
    plate_key: str | None

    def value(self, code: str) -> str | int | None:
        """The value of a field, None where it is blank or unusable."""
        cell = self.cells.get(code)
        return cell.value if cell else None

    def vehicle_names(self) -> list[tuple[str, str]]:
        """What identifies the vehicle, the surest first: field code, and a key to compare it by."""
        vin, file_no = self.value("vin"), self.value("file_no")
        names = [("vin", f"vin {vin}")] if vin else []
        if self.plate_key:
            names.append(("plate", f"plate {self.plate_key}"))
        return names or ([("file_no", f"file {file_no}")] if file_no else [])


class Refusals:
    """Judges the rows of one sheet in their order; remembers what stood on earlier rows."""

    def __init__(self, kind: RecordKind) -> None:
        self._rules: tuple[Callable[[Judged], Refusal | None], ...] = {
            RecordKind.FILES: (_unusable_vin, self._vehicle_again),
            RecordKind.REPAIR_ORDERS: (_unusable_vin, _no_vehicle, _no_order_no),
            RecordKind.CUSTOMERS: (_no_name, self._customer_again),
            RecordKind.DOCUMENTS: (_unusable_vin, _no_vehicle, _no_document_type),
            RecordKind.POLICIES: (_unusable_vin, _no_vehicle, _no_policy, self._policy_again),
        }[kind]
        self._row_of: dict[str, int] = {}
        self._content_of: dict[str, int] = {}

    def refusal(self, row: Judged) -> Refusal | None:
        """Why the row is refused, or None; a VIN unusual for a stated reason is put into its cells."""
        for rule in self._rules:
            if found := rule(row):
                return found
        return None

    def _vehicle_again(self, row: Judged) -> Refusal | None:
        """A VIN of an earlier row; without a VIN, a plate or else a file number of an earlier row."""
        names = row.vehicle_names()
        if not names:
            return "vin", finding(NO_VEHICLE)
        code, surest = names[0]
        earlier = self._row_of.get(surest)
        for _, name in names:
            self._row_of.setdefault(name, row.number)
        if earlier is None:
            return None
        return code, finding(DUPLICATE_IN_SHEET, value=row.value(code), row=earlier)

    def _customer_again(self, row: Judged) -> Refusal | None:
        for codes in (("customer_no",), ("id_number",), ("company_number",), ("customer", "phone")):
            values = [row.value(code) for code in codes]
            if all(values):
                return self._again(row, codes[0], f"{codes[0]} {'|'.join(map(str, values))}")
        return None

    def _policy_again(self, row: Judged) -> Refusal | None:
        if not row.value("policy_no"):
            return None
        return self._again(row, "policy_no", f"{row.value('policy_no')}|{row.vehicle_names()[0][1]}")

    def _again(self, row: Judged, code: str, name: str) -> Refusal | None:
        """Refuse what stood on an earlier row with other values; the very same row twice does no harm."""
        content = hash(tuple(sorted((code, str(cell.value)) for code, cell in row.cells.items())))
        earlier = self._row_of.setdefault(name, row.number)
        if self._content_of.setdefault(name, content) == content:
            return None
        return code, finding(DUPLICATE_IN_SHEET, value=row.value(code), row=earlier)


def _unusable_vin(row: Judged) -> Refusal | None:
    cell = row.cells.get("vin")
    if cell is None or cell.error is None:
        return None
    if cell.error.message in _OVERRIDABLE and row.value("vin_note"):
        vin = normalise_vin(str(row.raw("vin")))
        if vin:
            row.cells["vin"] = Cell(vin)
            return None
    return "vin", cell.error


def _no_vehicle(row: Judged) -> Refusal | None:
    return None if row.vehicle_names() else ("vin", finding(NO_VEHICLE))


def _no_order_no(row: Judged) -> Refusal | None:
    return _missing(row, "order_no", NO_ORDER_NO)


def _no_policy(row: Judged) -> Refusal | None:
    """A policy is told by its number, or by its vehicle and the day it ends."""
    return None if row.value("ends") else _missing(row, "policy_no", NO_POLICY)


def _no_document_type(row: Judged) -> Refusal | None:
    return _missing(row, "type", NO_DOCUMENT_TYPE)


def _no_name(row: Judged) -> Refusal | None:
    return _missing(row, "customer", NO_NAME)


def _missing(row: Judged, code: str, message: Message) -> Refusal | None:
    """Refuse a row without the value that makes it a record; what is wrong with that value says more."""
    cell = row.cells.get(code)
    if cell and cell.value is not None:
        return None
    return code, (cell.error if cell and cell.error else finding(message))
