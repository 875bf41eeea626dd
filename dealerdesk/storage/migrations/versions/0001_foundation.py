"""The foundation: vehicle files, customers, documents, repair orders, policies, settings and history."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from dealerdesk.storage.migrations.audit_tables import make_audit_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of the first release."""
    for make in (_counter, _customer, _recording, _search_entry, _file_completeness, _user, _change_set):
        make()
    _texts("required_document", "kind", "type", unique=("kind", "type"))
    export = ("name", "kind", "columns", "conditions", "ending")
    _texts("saved_export", *export, optional=("language",), unique=("name",))
    _texts("saved_filter", "name", "conditions", "quick", unique=("name",))
    _texts("saved_mapping", "name", "kind", "mapping", unique=("kind", "name"))
    _texts("setting", "key", "value", unique=("key",))
    _texts("not_duplicate", "kind", unique=("kind", "first_id", "second_id"), numbers="first_id second_id")
    for make in (_vehicle_file, _import_run, _owner_record, _plate_record, _policy, _repair_order):
        make()
    for make in (_row_change, _waiver, _document, _repair_line, _scan, make_audit_tables):
        make()
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(tokens, content='', contentless_delete=1, "
        "detail=none, tokenize='ascii')"
    )


def _optional(type_: type[sa.types.TypeEngine[Any]], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, type_(), nullable=True) for name in names]


def _required(type_: type[sa.types.TypeEngine[Any]], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, type_(), nullable=False) for name in names]


def _counted() -> list[sa.Column[Any]]:
    """What every recorded table begins with."""
    version = sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    return [*_required(sa.Integer, "id"), version]


def _index_part(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    only = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=only, postgresql_where=only)


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_counter")),
    )


def _customer() -> None:
    op.create_table(
        "customer",
        *_counted(),
        *_required(sa.String, "customer_no", "name", "kind"),
        *_optional(
            sa.String, "id_number", "company_number", "phone", "contact_person", "actual_user", "occupation"
        ),
        sa.Column("birth_date", sa.Date(), nullable=True),
        *_optional(sa.String, "registered_address", "registered_phone", "mailing_address", "mailing_phone"),
        sa.Column("consent_to_call", sa.Boolean(), nullable=True),
        *_optional(sa.String, "preferences", "special_days", "notes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("customer_no", name=op.f("uq_customer_customer_no")),
        sqlite_autoincrement=True,
    )
    for column in ("company_number", "id_number", "name"):
        op.create_index(op.f(f"ix_customer_{column}"), "customer", [column], unique=False)


def _recording() -> None:
    op.create_table(
        "recording",
        *_required(sa.Integer, "one", "set_id"),
        sa.CheckConstraint("one = 1", name=op.f("ck_recording_one")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_recording")),
    )


def _texts(
    table: str, *columns: str, unique: tuple[str, ...], optional: tuple[str, ...] = (), numbers: str = ""
) -> None:
    """A recorded table of texts and then numbers, by their names."""
    op.create_table(
        table,
        *_counted(),
        *_required(sa.String, *columns),
        *_required(sa.Integer, *numbers.split()),
        *_optional(sa.String, *optional),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")),
        sqlite_autoincrement=True,
    )


def _search_entry() -> None:
    op.create_table(
        "search_entry",
        *_required(sa.Integer, "seq", "file_id"),
        sa.Column("card", sa.String()),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("file_id", name=op.f("uq_search_entry_file_id")),
    )


def _file_completeness() -> None:
    op.create_table(
        "file_completeness",
        *_required(sa.Integer, "file_id", "required", "present"),
        sa.Column("rate", sa.REAL(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_file_completeness")),
    )
    table = "file_completeness"
    op.create_index("ix_file_completeness_rate", table, ["rate", "file_id", "due"], unique=False)
    _index_part("ix_file_completeness_incomplete", table, ["file_id", "due"], "present < required")
    _index_part("ix_file_completeness_due", table, ["due"], "due IS NOT NULL")


def _user() -> None:
    op.create_table(
        "user",
        *_counted(),
        *_required(sa.String, "name", "role"),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("name", name=op.f("uq_user_name")),
        sqlite_autoincrement=True,
    )


def _change_set() -> None:
    op.create_table(
        "change_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=False),
        *_required(sa.String, "label", "params", "kind"),
        sa.Column("undoes", sa.Integer(), nullable=True),
        *_optional(sa.String, "prev", "hash"),
        sa.ForeignKeyConstraint(
            ["author"], ["user.id"], name=op.f("fk_change_set_author"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["undoes"], ["change_set.id"], name=op.f("fk_change_set_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_set")),
    )
    op.create_index(op.f("ix_change_set_undoes"), "change_set", ["undoes"], unique=False)


def _vehicle_file() -> None:
    op.create_table(
        "vehicle_file",
        *_counted(),
        *_vehicle_columns(),
        *_filing_columns(),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_vehicle_file_created_by")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_vehicle_file_customer_id")),
        sa.ForeignKeyConstraint(["filed_by"], ["user.id"], name=op.f("fk_vehicle_file_filed_by")),
        sa.ForeignKeyConstraint(["verified_by"], ["user.id"], name=op.f("fk_vehicle_file_verified_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle_file")),
        sa.UniqueConstraint("file_no", name=op.f("uq_vehicle_file_file_no")),
        sa.UniqueConstraint("vin", name=op.f("uq_vehicle_file_vin")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_vehicle_file_customer_id"), "vehicle_file", ["customer_id"], unique=False)
    _index_part(
        "uq_vehicle_file_plate_key", "vehicle_file", ["plate_key"], "archived_at IS NULL", unique=True
    )
    _vehicle_lists()
    op.execute("CREATE INDEX ix_vehicle_file_vin_tail ON vehicle_file (substr(vin, -6))")


def _vehicle_lists() -> None:
    """An index for every order that lists of active files know, and one for what is archived."""
    texts = ("state", "responsible", "location", "kind", "colour", "manufacture_date")
    days = ("last_visit", "insurance_ends", "next_service", "next_inspection")
    for columns in (["make", "model"], *([column] for column in (*texts, *days, "odometer"))):
        _index_part(f"ix_vehicle_file_{columns[0]}", "vehicle_file", [*columns, "id"], "archived_at IS NULL")
    _index_part("ix_vehicle_file_archived", "vehicle_file", ["id"], "archived_at IS NOT NULL")


def _vehicle_columns() -> list[sa.Column[Any]]:
    """What is known of the vehicle, and of those who have to do with it."""
    identity = ("vin", "vin_note", "plate", "plate_key", "engine_no", "make", "model", "colour")
    return [
        *_required(sa.String, "file_no"),
        *_optional(sa.String, *identity, "manufacture_date"),
        *_optional(sa.Date, "registration_date"),
        *_optional(sa.String, "use"),
        *_required(sa.String, "kind"),
        *_optional(sa.String, "location", "responsible"),
        *_optional(sa.Integer, "odometer"),
        *_optional(sa.Date, "last_visit", "next_service", "next_inspection", "insurance_ends"),
        *_optional(sa.String, "notes"),
        *_optional(sa.Integer, "customer_id"),
        *_optional(sa.String, "contact_person", "contact_phone", "actual_user", "user_phone"),
    ]


def _filing_columns() -> list[sa.Column[Any]]:
    """How far the file has come, and by whom."""
    return [
        *_required(sa.String, "state"),
        *_required(sa.DateTime, "created_at"),
        *_required(sa.Integer, "created_by"),
        *_optional(sa.DateTime, "verified_at"),
        *_optional(sa.Integer, "verified_by"),
        *_optional(sa.DateTime, "filed_at"),
        *_optional(sa.Integer, "filed_by"),
        *_optional(sa.DateTime, "archived_at"),
        *_optional(sa.String, "archive_reason"),
    ]


def _import_run() -> None:
    op.create_table(
        "import_run",
        sa.Column("set_id", sa.Integer(), nullable=False),
        *_required(sa.String, "kind", "path"),
        sa.Column("sheet", sa.String(), nullable=True),
        *_required(sa.Integer, "new", "changed"),
        *_optional(sa.String, "mapping"),
        sa.ForeignKeyConstraint(["set_id"], ["change_set.id"], name=op.f("fk_import_run_set_id")),
        sa.PrimaryKeyConstraint("set_id", name=op.f("pk_import_run")),
    )


def _owner_record() -> None:
    op.create_table(
        "owner_record",
        *_counted(),
        *_required(sa.Integer, "file_id", "customer_id"),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_owner_record_customer_id")),
        sa.ForeignKeyConstraint(["file_id"], ["vehicle_file.id"], name=op.f("fk_owner_record_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner_record")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_owner_record_customer_id"), "owner_record", ["customer_id"], unique=False)
    op.create_index(op.f("ix_owner_record_file_id"), "owner_record", ["file_id"], unique=False)


def _plate_record() -> None:
    op.create_table(
        "plate_record",
        *_counted(),
        sa.Column("file_id", sa.Integer(), nullable=False),
        *_required(sa.String, "plate", "plate_key"),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["vehicle_file.id"], name=op.f("fk_plate_record_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plate_record")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plate_record_file_id"), "plate_record", ["file_id"], unique=False)
    op.create_index(op.f("ix_plate_record_plate_key"), "plate_record", ["plate_key"], unique=False)


def _policy() -> None:
    op.create_table(
        "policy",
        *_counted(),
        sa.Column("file_id", sa.Integer(), nullable=False),
        *_optional(sa.String, "policy_no", "policy_kind", "insurer"),
        *_optional(sa.Date, "starts", "ends"),
        sa.Column("premium", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["vehicle_file.id"], name=op.f("fk_policy_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sa.UniqueConstraint("policy_no", name=op.f("uq_policy_policy_no")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_policy_file_id_ends", "policy", ["file_id", "ends"], unique=False)


def _repair_order() -> None:
    op.create_table(
        "repair_order",
        *_counted(),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        *_optional(sa.DateTime, "date_in", "date_out"),
        *_optional(sa.Integer, "odometer_in", "odometer_out"),
        *_optional(sa.String, "advisor", "technician", "reported_fault"),
        *_optional(sa.Integer, "parts_cost", "labour_cost", "other_cost", "total"),
        sa.Column("settlement_no", sa.String(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("repeat_of", sa.String(), nullable=True),
        sa.Column("order_consent", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["vehicle_file.id"], name=op.f("fk_repair_order_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_order")),
        sa.UniqueConstraint("order_no", name=op.f("uq_repair_order_order_no")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_repair_order_file_id_date_in", "repair_order", ["file_id", "date_in"], unique=False)
    for column in ("date_in", "odometer_in", "advisor", "total", "settled_on"):
        op.create_index(f"ix_repair_order_{column}", "repair_order", [column, "id"], unique=False)
    op.create_index(op.f("ix_repair_order_settlement_no"), "repair_order", ["settlement_no"], unique=False)


def _row_change() -> None:
    op.create_table(
        "row_change",
        *_required(sa.Integer, "id", "set_id"),
        sa.Column("tbl", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        *_optional(sa.String, "before", "after"),
        sa.ForeignKeyConstraint(["set_id"], ["change_set.id"], name=op.f("fk_row_change_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_row_change")),
    )
    op.create_index(op.f("ix_row_change_set_id"), "row_change", ["set_id"], unique=False)
    op.create_index("ix_row_change_tbl_row_id", "row_change", ["tbl", "row_id"], unique=False)
    parent = "coalesce(before ->> 'file_id', before ->> 'order_id', before ->> 'document_id')"
    op.execute(f"CREATE INDEX ix_row_change_gone ON row_change ({parent}) WHERE op = 'd'")


def _waiver() -> None:
    op.create_table(
        "waiver",
        *_counted(),
        sa.Column("file_id", sa.Integer(), nullable=False),
        *_required(sa.String, "type", "reason"),
        sa.Column("waived_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["vehicle_file.id"], name=op.f("fk_waiver_file_id")),
        sa.ForeignKeyConstraint(["waived_by"], ["user.id"], name=op.f("fk_waiver_waived_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
        sa.UniqueConstraint("file_id", "type", name=op.f("uq_waiver_file_id_type")),
        sqlite_autoincrement=True,
    )


def _document() -> None:
    op.create_table(
        "document",
        *_counted(),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("expiry", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("repair_order_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["vehicle_file.id"], name=op.f("fk_document_file_id")),
        sa.ForeignKeyConstraint(
            ["repair_order_id"], ["repair_order.id"], name=op.f("fk_document_repair_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_document_file_id_type", "document", ["file_id", "type"], unique=False)
    op.create_index(op.f("ix_document_number"), "document", ["number"], unique=False)
    op.create_index(op.f("ix_document_repair_order_id"), "document", ["repair_order_id"], unique=False)


def _repair_line() -> None:
    op.create_table(
        "repair_line",
        *_counted(),
        *_required(sa.Integer, "order_id", "line_no"),
        *_optional(sa.String, "line_kind", "line_code", "line_description"),
        *_optional(sa.Integer, "line_quantity", "line_unit_price", "line_amount"),
        sa.ForeignKeyConstraint(["order_id"], ["repair_order.id"], name=op.f("fk_repair_line_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_line")),
        sa.UniqueConstraint("order_id", "line_no", name=op.f("uq_repair_line_order_id_line_no")),
        sqlite_autoincrement=True,
    )


def _scan() -> None:
    op.create_table(
        "scan",
        *_counted(),
        sa.Column("document_id", sa.Integer(), nullable=False),
        *_required(sa.String, "sha256", "name", "media_type"),
        *_required(sa.Integer, "size", "pages"),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_scan_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
        sa.UniqueConstraint("document_id", "sha256", name=op.f("uq_scan_document_id_sha256")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_scan_sha256"), "scan", ["sha256"], unique=False)
