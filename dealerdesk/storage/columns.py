"""Where each field of `domain.fields` is stored, and how filters over fields are asked of the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from dealerdesk.domain.fields import FILE_FIELDS, Field, FieldType, RecordKind
from dealerdesk.domain.filters import Condition, Filter, Operator
from dealerdesk.domain.values import Value, to_stored

_RENAMED = {("customer", "customer"): "name", ("customer", "customer_kind"): "kind"}

_TABLES = {
    RecordKind.FILES: ("vehicle_file", "customer"),
    RecordKind.CUSTOMERS: ("customer",),
    RecordKind.DOCUMENTS: ("document", "vehicle_file", "repair_order"),
    RecordKind.REPAIR_ORDERS: ("repair_order", "repair_line", "vehicle_file"),
    RecordKind.POLICIES: ("policy", "vehicle_file"),
}
_SOURCES = {
    RecordKind.FILES: "vehicle_file LEFT JOIN customer ON customer.id = vehicle_file.customer_id",
    RecordKind.CUSTOMERS: "customer",
    RecordKind.DOCUMENTS: (
        "document JOIN vehicle_file ON vehicle_file.id = document.file_id "
        "LEFT JOIN repair_order ON repair_order.id = document.repair_order_id"
    ),
    RecordKind.REPAIR_ORDERS: (
        "repair_order JOIN vehicle_file ON vehicle_file.id = repair_order.file_id "
        "LEFT JOIN repair_line ON repair_line.order_id = repair_order.id"
    ),
    RecordKind.POLICIES: "policy JOIN vehicle_file ON vehicle_file.id = policy.file_id",
}
_ORDERS = {
    RecordKind.FILES: "vehicle_file.id",
    RecordKind.CUSTOMERS: "customer.id",
    RecordKind.DOCUMENTS: "document.id",
    RecordKind.REPAIR_ORDERS: "repair_order.id, repair_line.line_no",
    RecordKind.POLICIES: "policy.id",
}
_SPELLED_OUT = {
    "archived": "(vehicle_file.archived_at IS NOT NULL)",
    # A cell holds 32,767 characters; of a document with that many scans the first ones are named.
    "scans": (
        "(SELECT substr(group_concat(n.name, '; '), 1, 16000) FROM "
        "(SELECT name FROM scan WHERE document_id = document.id ORDER BY id) n)"
    ),
}
"""SQL for the fields that are no column of any table."""
_NOT_AS_TEXT = frozenset(
    {
        FieldType.MONEY,
        FieldType.QUANTITY,
        FieldType.INTEGER,
        FieldType.YES_NO,
        FieldType.DATETIME,
        FieldType.DATE,
    }
)


@cache
def customer_codes_of_file() -> frozenset[str]:
    """Fields of a vehicle file that stand on its owner's card."""
    own = _columns("vehicle_file")
    return frozenset(field.code for field in FILE_FIELDS if field.code not in own) - {"archived"}


@cache
def _columns(table: str) -> frozenset[str]:
    # Start-up: a list that nothing narrows asks for no column, and the models bring SQLAlchemy along.
    from dealerdesk.storage.models import Base  # noqa: PLC0415 - start-up, see above

    return frozenset(column.name for column in Base.metadata.tables[table].columns)


def column_name(table: str, code: str) -> str:
    """The column of `table` that holds the field `code`."""
    return _RENAMED.get((table, code), code)


def expression(kind: RecordKind, code: str) -> str:
    """SQL for a field of `kind` inside `records_sql`; raises ``KeyError`` for what is no field."""
    if code in _SPELLED_OUT:
        return _SPELLED_OUT[code]
    for table in _TABLES[kind]:
        if column_name(table, code) in _columns(table):
            return f'{table}."{column_name(table, code)}"'
    raise KeyError(code)


def records_sql(
    kind: RecordKind, codes: list[str], wanted: Filter, *, of_active_files: bool = False
) -> tuple[str, list[Any]]:
    """SQL for the fields `codes` of all records that `wanted` lets through, and its parameters.

    Archived files stay out unless the filter speaks of them; with `of_active_files`, so does what belongs
    to them. Values come in stored form; a repair order has a row for each of its lines.
    """
    conditions = [_condition(kind, condition) for condition in wanted.conditions]
    speaks_of_them = any(c.field.code == "archived" for c in wanted.conditions)
    belongs_to_file = of_active_files and kind is not RecordKind.CUSTOMERS
    if (kind is RecordKind.FILES and not speaks_of_them) or belongs_to_file:
        conditions.append(("vehicle_file.archived_at IS NULL", []))
    where = " AND ".join(sql for sql, _ in conditions) or "1"
    values = ", ".join(expression(kind, code) for code in codes)
    sql = f"SELECT {values} FROM {_SOURCES[kind]} WHERE {where} ORDER BY {_ORDERS[kind]}"
    return sql, [value for _, values in conditions for value in values]


def conditions_sql(kind: RecordKind, wanted: Filter) -> tuple[str, list[Any]]:
    """SQL for what `wanted` asks of the tables of `kind`, by their own names, and its parameters."""
    conditions = [_condition(kind, condition) for condition in wanted.conditions]
    where = " AND ".join(sql for sql, _ in conditions) or "1"
    return where, [value for _, values in conditions for value in values]


def is_text(type_: FieldType) -> bool:
    """Whether a field of this type is stored as the text that people see."""
    return type_ not in _NOT_AS_TEXT


def _condition(kind: RecordKind, condition: Condition) -> tuple[str, list[Any]]:
    column = expression(kind, condition.field.code)
    if not condition.values:
        negation = "NOT " if condition.operator is Operator.UNEQUAL else ""
        return f"{negation}({column} IS NULL OR {column} = '')", []
    parts = list(_comparisons(column, condition))
    sql = "(" + " OR ".join(part for part, _ in parts) + ")"
    if condition.operator is Operator.UNEQUAL:
        sql = f"NOT coalesce({sql}, 0)"
    return sql, [value for _, value in parts]


def _comparisons(column: str, condition: Condition) -> Iterator[tuple[str, Any]]:
    operator = "=" if condition.operator is Operator.UNEQUAL else condition.operator.value
    for value in condition.values:
        if condition.operator is Operator.CONTAINS:
            yield f"instr(caseless({_as_shown(column, condition.field)}), caseless(?)) > 0", value
        else:
            stored = _stored(condition.field, value)
            # A minute stands for all its seconds, a day for its minutes, a year or month for its days.
            coarse = condition.field.type in {FieldType.PARTIAL_DATE, FieldType.DATETIME}
            length = len(stored) if coarse and isinstance(stored, str) else 0
            compared = f"substr({column}, 1, {length})" if length else column
            yield f"{compared} {operator} ?", stored


def _as_shown(column: str, field: Field) -> str:
    """SQL for the text in which people see a value that is stored as text."""
    return f"replace(substr({column}, 1, 16), ' ', 'T')" if field.type is FieldType.DATETIME else column


def _stored(field: Field, value: Value) -> str | int | None:
    if field.type is FieldType.DATETIME and isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if field.type is FieldType.DATETIME and isinstance(value, date):
        return value.isoformat()
    return to_stored(field.type, value)
