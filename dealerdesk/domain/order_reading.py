"""A repair order as it is typed: its fields and lines as text, read, added up, and checked in themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealerdesk.domain.amounts import AMOUNT_RANGE, LIMIT, format_money
from dealerdesk.domain.fields import LINE_FIELDS, ORDER_FIELDS, Field
from dealerdesk.domain.findings import finding
from dealerdesk.domain.values import Value, read_value
from dealerdesk.domain.workshop import (
    AMOUNT_DIFFERS,
    SUM_DIFFERS,
    TOTAL_DIFFERS,
    Billed,
    Doubt,
    Sums,
    amount_differs,
    line_amount,
    sums_of,
)

_VEHICLE = {"file_no", "plate", "vin"}
ORDER_TYPED: Mapping[str, Field] = {field.code: field for field in ORDER_FIELDS if field.code not in _VEHICLE}
"""The fields of an order that are typed; the vehicle is the file's."""
LINE_TYPED: Mapping[str, Field] = {field.code: field for field in LINE_FIELDS if field.code != "line_no"}
"""The fields of a line that are typed; lines count themselves."""
COSTS = ("labour_cost", "parts_cost", "other_cost")
SUMS = (*COSTS, "total")


@dataclass(frozen=True, slots=True)
class OrderReading:
    """What was typed, as values: `lines` are those that say something, `places` where they stood, from 0.

    `values` holds the codes that were given and are readable; sums that were left blank are filled in.
    """

    values: Mapping[str, Value]
    lines: tuple[Mapping[str, Value], ...]
    places: tuple[int, ...]
    sums: Sums
    errors: tuple[Doubt, ...]
    doubts: tuple[Doubt, ...]


def read_order(values: Mapping[str, str], lines: Sequence[Mapping[str, str]]) -> OrderReading:
    """Read fields and lines, text by field code; ``KeyError`` for a code that is not typed."""
    errors: list[Doubt] = []
    doubts: list[Doubt] = []
    read = _read_all(ORDER_TYPED, values, None, errors, doubts)
    kept, places = [], []
    for place, line in enumerate(lines):
        found = _read_all(LINE_TYPED, line, place, errors, doubts)
        if _says_something(line):
            kept.append(_with_amount(found, place, errors, doubts))
            places.append(place)
    sums = sums_of(Billed(_text(line.get("line_kind")), _amount(line.get("line_amount"))) for line in kept)
    _fill_sums(read, sums, doubts, has_lines=bool(kept))
    for code in SUMS:
        _refuse_too_large(_amount(read.get(code)), code, None, errors)
    return OrderReading(read, tuple(kept), tuple(places), sums, tuple(errors), tuple(doubts))


def _read_all(
    fields: Mapping[str, Field],
    typed: Mapping[str, str],
    line: int | None,
    errors: list[Doubt],
    doubts: list[Doubt],
) -> dict[str, Value]:
    read: dict[str, Value] = {}
    for code, text in typed.items():
        reading = read_value(fields[code], text)
        if reading.error:
            errors.append(Doubt(code, reading.error, line))
        else:
            read[code] = reading.value
            doubts += (Doubt(code, warning, line) for warning in reading.warnings)
    return read


def _says_something(line: Mapping[str, str]) -> bool:
    return any(text.strip() for code, text in line.items() if code != "line_kind")


def _with_amount(
    line: dict[str, Value], place: int, errors: list[Doubt], doubts: list[Doubt]
) -> Mapping[str, Value]:
    """The line with its amount, which is quantity times unit price unless another one was typed."""
    computed = line_amount(_amount(line.get("line_quantity")), _amount(line.get("line_unit_price")))
    typed = _amount(line.get("line_amount"))
    if typed is None:
        _refuse_too_large(computed, "line_amount", place, errors)
        return line | {"line_amount": computed}
    if computed is not None and amount_differs(computed, typed):
        said = finding(AMOUNT_DIFFERS, computed=format_money(computed))
        doubts.append(Doubt("line_amount", said, place))
    return line


def _refuse_too_large(computed: Decimal | None, code: str, place: int | None, errors: list[Doubt]) -> None:
    """What is typed has its limit; what is computed of it may go beyond."""
    if computed is not None and abs(computed) >= LIMIT:
        errors.append(Doubt(code, finding(AMOUNT_RANGE, value=format_money(computed)), place))


def _fill_sums(values: dict[str, Value], sums: Sums, doubts: list[Doubt], *, has_lines: bool) -> None:
    """Fill in costs and total where they are blank, and doubt those that say something else."""
    computed = dict(zip(COSTS, (sums.labour, sums.parts, sums.other), strict=True))
    for code, amount in computed.items():
        if code not in values:
            continue
        if values[code] is None:
            values[code] = amount if has_lines else None
        elif has_lines and values[code] != amount:
            doubts.append(Doubt(code, finding(SUM_DIFFERS, computed=format_money(amount))))
    costs = [_amount(values.get(code)) for code in COSTS]
    known = [cost for cost in costs if cost is not None]
    if "total" not in values or not known:
        return
    total = sum(known, Decimal(0))
    if values["total"] is None:
        values["total"] = total
    elif values["total"] != total:
        doubts.append(Doubt("total", finding(TOTAL_DIFFERS, computed=format_money(total))))


def _amount(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None
