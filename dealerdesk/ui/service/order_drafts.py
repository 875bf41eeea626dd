"""A repair order as it is typed: its texts, and the draft that is kept of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dealerdesk.domain.order_reading import LINE_TYPED, read_order
from dealerdesk.domain.values import text_of
from dealerdesk.services.details import OrderDetail
from dealerdesk.services.drafts import Draft
from dealerdesk.ui.service.order_form import order_texts
from dealerdesk.ui.service.sums_form import sums_as_typed

_LINE = re.compile(r"line-([0-9]{1,4})-(\w+)")
_MOST_LINES = 2000


@dataclass(frozen=True, slots=True)
class TypedOrder:
    """The texts of an order: its fields and sums by code, and its lines."""

    values: Mapping[str, str]
    lines: Sequence[Mapping[str, str]]

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return not any(self.values.values()) and not self.lines


@dataclass(frozen=True, slots=True)
class SentOrder:
    """What was sent to be saved, at which sitting of the editor, and under which name its draft lies."""

    sitting: object
    typed: TypedOrder
    draft: str


def draft_name(file_id: int, order_id: int | None) -> str:
    """The name under which the draft of an order is kept."""
    return f"new-order-{file_id}" if order_id is None else f"order-{order_id}"


def draft_of(typed: TypedOrder, seen: TypedOrder) -> Draft:
    """The draft to keep of what was typed over what was `seen`."""
    return Draft(_flat(typed), _flat(seen))


def typed_in(draft: Draft) -> TypedOrder:
    """What was typed when `draft` was kept."""
    return _unfold(draft.typed)


def seen_in(draft: Draft) -> TypedOrder:
    """What stood there when `draft` was begun."""
    return _unfold(draft.seen)


def _flat(order: TypedOrder) -> dict[str, str]:
    lines = {
        f"line-{place}-{code}": text
        for place, line in enumerate(order.lines)
        for code, text in line.items()
        if text
    }
    return {code: text for code, text in order.values.items() if text} | lines


def _unfold(texts: Mapping[str, str]) -> TypedOrder:
    lines: dict[int, dict[str, str]] = {}
    values = {}
    for code, text in texts.items():
        line = _LINE.fullmatch(code)
        if line is None:
            values[code] = text
        elif int(line[1]) < _MOST_LINES:
            lines.setdefault(int(line[1]), {})[line[2]] = text
    places = range(max(lines) + 1 if lines else 0)
    return TypedOrder(values, tuple(lines.get(place, {}) for place in places))


def as_typed(order: OrderDetail) -> TypedOrder:
    """An order's texts as somebody would have typed them: sums of lines are left blank."""
    lines = tuple(
        {code: text_of(field, line[code]) for code, field in LINE_TYPED.items()} for line in order.lines
    )
    texts = order_texts(order.values)
    reading = read_order({}, lines)
    typed = sums_as_typed(order.values, reading.sums, has_lines=bool(lines))
    return TypedOrder(texts | typed, tuple(_without_computed_amount(line) for line in lines))


def _without_computed_amount(line: dict[str, str]) -> dict[str, str]:
    """The line with a blank amount where it is what quantity and unit price make."""
    alone = read_order({}, ({**line, "line_amount": ""},)).lines
    computed = text_of(LINE_TYPED["line_amount"], alone[0]["line_amount"]) if alone else ""
    return line | {"line_amount": ""} if computed == line["line_amount"] else line


def stripped(order: TypedOrder) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Texts to compare: without blank ones, which a draft does not keep."""
    values = {code: text.strip() for code, text in order.values.items() if text.strip()}
    lines = [{code: text.strip() for code, text in line.items() if text.strip()} for line in order.lines]
    return values, lines
