"""Where each field of `domain.fields` is stored."""

from __future__ import annotations

from sqlalchemy import Column, ColumnElement

from dealerdesk.domain.fields import CUSTOMER_FIELDS, FILE_FIELDS, FieldType, RecordKind
from dealerdesk.storage.models import Base, Customer, Policy, RepairLine, RepairOrder, VehicleFile

_RENAMED = {("customer", "customer"): "name", ("customer", "customer_kind"): "kind"}

CUSTOMER_CODES_OF_FILE = frozenset(
    field.code for field in FILE_FIELDS if field.code not in Base.metadata.tables["vehicle_file"].columns
) - {"archived"}
"""Fields of a vehicle file that stand on its owner's card."""

_TABLES = {
    RecordKind.FILES: (VehicleFile, Customer),
    RecordKind.CUSTOMERS: (Customer,),
    RecordKind.REPAIR_ORDERS: (RepairOrder, RepairLine, VehicleFile),
    RecordKind.POLICIES: (Policy, VehicleFile),
}


def column_name(table: str, code: str) -> str:
    """The column of `table` that holds the field `code`."""
    return _RENAMED.get((table, code), code)


def column_of(kind: RecordKind, code: str) -> ColumnElement[object]:
    """The column, or expression, that a field of `kind` is read from; raises ``KeyError`` for others."""
    if code == "archived":
        return VehicleFile.archived_at.is_not(None)
    for model in _TABLES[kind]:
        table = Base.metadata.tables[model.__tablename__]
        column = table.columns.get(column_name(table.name, code))
        if column is not None:
            return column
    raise KeyError(code)


def customer_columns() -> dict[str, Column[object]]:
    """Column by field code of the customer's card."""
    table = Base.metadata.tables["customer"]
    return {field.code: table.columns[column_name("customer", field.code)] for field in CUSTOMER_FIELDS}


def file_columns() -> dict[str, Column[object]]:
    """Column by field code of the vehicle file's own row."""
    table = Base.metadata.tables["vehicle_file"]
    return {f.code: table.columns[f.code] for f in FILE_FIELDS if f.code in table.columns}


def is_text(type_: FieldType) -> bool:
    """Whether a field of this type is stored as the text that people see."""
    return type_ not in {
        FieldType.MONEY,
        FieldType.QUANTITY,
        FieldType.INTEGER,
        FieldType.YES_NO,
        FieldType.DATETIME,
        FieldType.DATE,
    }
