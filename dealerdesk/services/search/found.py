"""What a look-up has found, as plain values: the texts that are shown, with the parts that matched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

from dealerdesk.domain.search_marks import Reason, Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of a field (by its code) as it is kept, and the parts of it that the words stand for."""

    field: str
    text: str
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A vehicle file; `parts` begin with the customer, `is_exact` when its plate, VIN or number was typed."""

    file_id: int
    plate: Shown | None
    parts: tuple[Shown, ...]
    why: tuple[Reason, ...] = ()
    is_archived: bool = False
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class OwnedVehicle:
    """A vehicle of a customer; `plate` is None where it has none yet."""

    file_id: int
    plate: Shown | None


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """A customer, with the vehicles owned now."""

    customer_id: int
    name: Shown
    parts: tuple[Shown, ...]
    vehicles: tuple[OwnedVehicle, ...]
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document with a number, and whose it is; `type` is a code of `domain.documents`."""

    document_id: int
    file_id: int
    type: str
    number: Shown
    parts: tuple[Shown, ...]
    dated: date | None
    amount: Decimal | None
    expiry: date | None
    why: tuple[Reason, ...]
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """A repair order, and whose it is."""

    order_id: int
    file_id: int
    number: Shown
    parts: tuple[Shown, ...]
    reported_fault: str | None
    date_in: datetime | None
    total: Decimal | None
    why: tuple[Reason, ...]
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class FoundGroup(Generic[T]):
    """The best rows of one kind; `total` is how many there are, or, without `is_counted`, at least are."""

    rows: tuple[T, ...] = ()
    total: int = 0
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the words `text` stand for; exact rows come first in their group."""

    text: str
    files: FoundGroup[FoundFile] = FoundGroup()
    customers: FoundGroup[FoundCustomer] = FoundGroup()
    documents: FoundGroup[FoundDocument] = FoundGroup()
    orders: FoundGroup[FoundOrder] = FoundGroup()
    suggestions: tuple[str, ...] = ()
    """Other words, asked for where these find nothing."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is found."""
        return not any((self.files.rows, self.customers.rows, self.documents.rows, self.orders.rows))

    @property
    def exact(self) -> FoundFile | FoundOrder | FoundDocument | None:
        """The one thing whose number the words are, whole; None where there is none or several.

        A file goes before what lies in it.
        """
        for group in (self.files, self.orders, self.documents):
            exact = [row for row in group.rows if row.is_exact]
            if exact:
                return exact[0] if len(exact) == 1 else None
        return None
