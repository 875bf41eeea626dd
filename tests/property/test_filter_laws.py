"""Filters asked of the database answer what reading every record one by one would."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from dealerdesk.domain.fields import FIELDS, Field, FieldType, RecordKind, field_of
from dealerdesk.domain.filters import Condition, Filter, Operator
from dealerdesk.domain.values import Value, text_of
from dealerdesk.storage.columns import column_name, records_sql
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import Customer, Document, Policy, RepairLine, RepairOrder, Scan, VehicleFile
from dealerdesk.storage.unit_of_work import Database
from tests.support.databases import a_database, changing

KEYS = {
    RecordKind.FILES: "file_no",
    RecordKind.CUSTOMERS: "customer_no",
    RecordKind.DOCUMENTS: "number",
    RecordKind.REPAIR_ORDERS: "order_no",
    RecordKind.POLICIES: "policy_no",
}
ONE_OF_EACH_TYPE = [
    (RecordKind.FILES, "make"),
    (RecordKind.FILES, "engine_no"),
    (RecordKind.FILES, "vin"),
    (RecordKind.FILES, "plate"),
    (RecordKind.FILES, "contact_phone"),
    (RecordKind.FILES, "manufacture_date"),
    (RecordKind.FILES, "registration_date"),
    (RecordKind.FILES, "odometer"),
    (RecordKind.FILES, "kind"),
    (RecordKind.FILES, "customer"),
    (RecordKind.FILES, "phone"),
    (RecordKind.CUSTOMERS, "id_number"),
    (RecordKind.CUSTOMERS, "company_number"),
    (RecordKind.CUSTOMERS, "consent_to_call"),
    (RecordKind.DOCUMENTS, "paper"),
    (RecordKind.DOCUMENTS, "scans"),
    (RecordKind.REPAIR_ORDERS, "date_in"),
    (RecordKind.REPAIR_ORDERS, "total"),
    (RecordKind.REPAIR_ORDERS, "line_quantity"),
    (RecordKind.POLICIES, "premium"),
    (RecordKind.POLICIES, "policy_kind"),
]
TEXTS = ("Ford", "FORD Fiesta", "大众", "Öko", "ÖKOLOGISCH", "o'x|\"%_", "1", "10", "9")
TEXTUAL = {
    FieldType.TEXT,
    FieldType.IDENTIFIER,
    FieldType.VIN,
    FieldType.PLATE,
    FieldType.PHONE,
    FieldType.ID_NUMBER,
    FieldType.COMPANY_NUMBER,
    FieldType.PATHS,
}


def moment(*parts: int) -> datetime:
    """A time as the program knows it: local, without an offset."""
    return datetime(*parts)  # type: ignore[arg-type, misc, unused-ignore] # noqa: DTZ001 - the program's times are local


POOLS: Mapping[FieldType, tuple[Value, ...]] = {
    FieldType.DATE: (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 10)),
    FieldType.PARTIAL_DATE: ("2025", "2025-12", "2025-12-31", "2026", "2026-01", "2026-03-10"),
    FieldType.DATETIME: (
        moment(2026, 3, 10, 11, 0),
        moment(2026, 3, 10, 11, 0, 30),
        moment(2026, 3, 10, 0, 0),
        moment(2026, 3, 11, 9, 5),
    ),
    FieldType.MONEY: (Decimal(0), Decimal("9.5"), Decimal("10.0001"), Decimal(100)),
    FieldType.QUANTITY: (Decimal("0.5"), Decimal(2), Decimal(10)),
    FieldType.INTEGER: (0, 9, 10, 100),
    FieldType.YES_NO: (True, False),
} | dict.fromkeys(TEXTUAL, TEXTS)
ORDERING: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.GREATER: operator.gt,
    Operator.AT_LEAST: operator.ge,
}


def pool(field: Field) -> tuple[Value, ...]:
    return tuple(code for code, _ in field.choices) if field.choices else POOLS[field.type]


def operators(field: Field) -> list[Operator]:
    """The operators that FILTER accepts for a field."""
    if field.type in {FieldType.CHOICE, FieldType.YES_NO}:
        return [Operator.EQUAL, Operator.UNEQUAL]
    without = {FieldType.MONEY, FieldType.QUANTITY, FieldType.INTEGER}
    return [one for one in Operator if one is not Operator.CONTAINS or field.type not in without]


@st.composite
def conditions(draw: st.DrawFn, field: Field) -> Condition:
    how = draw(st.sampled_from(operators(field)))
    if how is Operator.CONTAINS:
        parts = ("ford", "öko", "Ö", "众", "2026-03", "10T11", "31", "_", "1")
        return Condition(field, how, tuple(draw(st.lists(st.sampled_from(parts), min_size=1, max_size=2))))
    values = pool(field)
    if field.type is FieldType.DATETIME:
        values += (date(2026, 3, 10), date(2026, 3, 11))
    if how in ORDERING:
        return Condition(field, how, (draw(st.sampled_from(values)),))
    return Condition(field, how, tuple(draw(st.lists(st.sampled_from(values), max_size=3, unique=True))))


def holds(condition: Condition, value: Value) -> bool:
    """What a condition means, told of one value."""
    how, field = condition.operator, condition.field
    if not condition.values:
        return (value in {None, ""}) == (how is Operator.EQUAL)
    if how is Operator.UNEQUAL:
        return not any(equals(field, value, asked) for asked in condition.values)
    if value is None:
        return False
    if how is Operator.CONTAINS:
        return any(str(asked).casefold() in text_of(field, value).casefold() for asked in condition.values)
    if how is Operator.EQUAL:
        return any(equals(field, value, asked) for asked in condition.values)
    (asked,) = condition.values
    return ORDERING[how](*as_exact(field, value, asked))


def equals(field: Field, value: Value, asked: Value) -> bool:
    if value is None:
        return False
    one, other = as_exact(field, value, asked)
    return bool(one == other)


def as_exact(field: Field, value: Value, asked: Value) -> tuple[Any, Any]:
    """A value as exact as what is asked for: to the minute or day, to the year or month."""
    if isinstance(value, datetime):
        if isinstance(asked, datetime):
            return value.replace(second=0), asked.replace(second=0)
        return value.date(), asked
    if field.type is FieldType.PARTIAL_DATE:
        return str(value)[: len(str(asked))], asked
    return value, asked


@contextmanager
def filled(kind: RecordKind, code: str, values: list[Value]) -> Iterator[Database]:
    """A record for each value, its key the value's place."""
    now = moment(2026, 3, 10, 11, 0)
    with a_database() as database:
        with changing(database) as work:

            def put(model: type[Any], n: int, **row: Any) -> None:
                name = column_name(model.__tablename__, code)
                known = {name: values[n]} if name in model.__table__.columns else {}
                work.session.execute(insert(model).values(id=n + 1, **(row | known)))

            for n in range(len(values)):
                key = str(n)
                put(Customer, n, customer_no=key, name="", kind="person")
                owner = {"customer_id": n + 1, "created_at": now, "created_by": 1}
                put(VehicleFile, n, file_no=key, kind="new_sale", state="draft", **owner)
                put(RepairOrder, n, order_no=key, file_id=n + 1)
                put(RepairLine, n, order_id=n + 1, line_no=1)
                put(Policy, n, policy_no=key, file_id=n + 1)
                put(Document, n, number=key, file_id=n + 1, type="sales_contract", created_at=now)
                if code == "scans" and values[n] is not None:
                    known = {"name": values[n], "media_type": "", "size": 1, "pages": 1, "added_at": now}
                    put(Scan, n, document_id=n + 1, sha256=key, **known)
        yield database


def asked(database: Database, kind: RecordKind, *wanted: Condition) -> list[int]:
    sql, params = records_sql(kind, [KEYS[kind]], Filter(wanted))
    with database.reading() as session:
        return [int(row[0]) for row in driver(session.connection()).execute(sql, params)]


@pytest.mark.parametrize(("kind", "code"), ONE_OF_EACH_TYPE)
@given(st.data())
@settings(max_examples=15)
def test_a_filter_finds_just_the_records_for_which_its_conditions_hold(
    kind: RecordKind, code: str, data: st.DataObject
) -> None:
    field = field_of(kind, code)
    assert field
    unique = code == "vin"
    required = code in {"customer", "kind", "paper"}
    one = st.sampled_from(pool(field)) if required else st.sampled_from((None, *pool(field)))
    values = data.draw(st.lists(one, min_size=1, max_size=8, unique=unique))
    with filled(kind, code, values) as database:
        for _ in range(6):
            wanted = data.draw(st.lists(conditions(field), min_size=1, max_size=2))
            expected = [n for n, value in enumerate(values) if all(holds(one, value) for one in wanted)]
            assert asked(database, kind, *wanted) == expected


def test_every_type_of_field_is_asked_for() -> None:
    there = {field.type for fields in FIELDS.values() for field in fields}
    assert {field.type for kind, code in ONE_OF_EACH_TYPE if (field := field_of(kind, code))} == there


def test_archived_files_stay_out_unless_the_filter_speaks_of_them() -> None:
    archived = field_of(RecordKind.FILES, "archived")
    assert archived
    with filled(RecordKind.FILES, "make", ["a", "b"]) as database:
        with changing(database) as work:
            work.session.get_one(VehicleFile, 2).archived_at = work.at
        assert asked(database, RecordKind.FILES) == [0]
        assert asked(database, RecordKind.FILES, Condition(archived, Operator.EQUAL, (True,))) == [1]
        assert asked(database, RecordKind.FILES, Condition(archived, Operator.EQUAL, (True, False))) == [0, 1]
        assert asked(database, RecordKind.FILES, Condition(archived, Operator.UNEQUAL, (True,))) == [0]
