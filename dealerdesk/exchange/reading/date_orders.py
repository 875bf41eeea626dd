"""Whether the day or the month comes first in a column of dates such as ``06/05/2019``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dealerdesk.domain.dates import DATE_AMBIGUOUS, day_first_evidence, read_date_text
from dealerdesk.domain.messages import Message
from dealerdesk.exchange.reading.header import Header
from dealerdesk.exchange.reading.recognise import DATE_TYPES
from dealerdesk.exchange.reading.tables import Note, Row, Table

ORDER_ASSUMED = Message("order_assumed", "In the column “{column}”, {example} was read with {order}.")
DAY_FIRST = Message("day_first", "the day first")
MONTH_FIRST = Message("month_first", "the month first")


def date_orders(table: Table, header: Header) -> tuple[dict[int, bool | None], tuple[Note, ...]]:
    """The order of day and month of each column of dates, and what was assumed.

    What a person said of a column holds, else its own values decide; where they prove nothing the day comes
    first, and where they prove both nothing is assumed.
    """
    dated = [column for column, field in header.known if field.type in DATE_TYPES]
    texts: dict[int, set[str]] = {column.at: set() for column in dated if column.day_first is None}
    if texts:
        for number, row in table.rows():
            if number > header.row:
                _gather(row, texts)
    orders: dict[int, bool | None] = {column.at: column.day_first for column in dated}
    notes: list[Note] = []
    for column in dated:
        if column.at in texts:
            found = date_order(texts[column.at])
            orders[column.at] = found.day_first
            if found.example and found.day_first is not None:
                order = DAY_FIRST if found.day_first else MONTH_FIRST
                said = {"column": column.name, "example": found.example, "order": order}
                notes.append((ORDER_ASSUMED, said))
    return orders, tuple(notes)


def _gather(row: Row, texts: dict[int, set[str]]) -> None:
    width = len(row)
    for at, found in texts.items():
        if at < width and isinstance(cell := row[at], str) and cell:
            found.add(cell)


class DateOrder(NamedTuple):
    """Which orders of day and month the texts of a column prove, and a text that needs one, if any does."""

    proofs: frozenset[bool]
    example: str

    @property
    def day_first(self) -> bool | None:
        """What is proven or, for want of proof, day first; None where both orders are."""
        return None if len(self.proofs) == 2 else next(iter(self.proofs), True)

    @property
    def is_open(self) -> bool:
        """Whether only a person can tell."""
        return bool(self.example) and len(self.proofs) != 1


def date_order(texts: Iterable[str]) -> DateOrder:
    """What the texts of a column of dates say of their order."""
    proofs, doubtful = set(), []
    for text in texts:
        proof = day_first_evidence(text)
        if proof is not None:
            proofs.add(proof)
        elif (error := read_date_text(text).error) and error.message is DATE_AMBIGUOUS:
            doubtful.append(text)
    return DateOrder(frozenset(proofs), min(doubtful, default=""))
