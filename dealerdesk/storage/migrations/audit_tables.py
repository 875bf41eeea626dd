"""The tables of audits, as the first release makes them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op


def make_audit_tables() -> None:
    """Make every table of audits, parents before children."""
    folders = (_audit, _file, _count, _stray, _document, _card, _evidence)
    for make in (*folders, _explanation, _assignment, _signature):
        make()


def _columns(type_: type[sa.types.TypeEngine[Any]], names: str, *, nullable: bool = False) -> list[Any]:
    return [sa.Column(name, type_(), nullable=nullable) for name in names.split()]


def _table(name: str, *parts: Any, parents: dict[str, str], unique: tuple[str, ...] = ()) -> None:
    """A recorded table; `parents` are its foreign keys, `unique` names columns with blanks between."""
    version = sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    keys = [
        sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=op.f(f"fk_{name}_{column}"))
        for column, parent in parents.items()
    ]
    uniques = [
        sa.UniqueConstraint(*columns.split(), name=op.f(f"uq_{name}_{columns.replace(' ', '_')}"))
        for columns in unique
    ]
    op.create_table(
        name,
        *_columns(sa.Integer, "id"),
        version,
        *parts,
        *keys,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *uniques,
        sqlite_autoincrement=True,
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=False)


def _audit() -> None:
    _table(
        "audit",
        *_columns(sa.String, "title"),
        *_columns(sa.Date, "as_of"),
        *_columns(sa.String, "scope"),
        *_columns(sa.String, "conditions", nullable=True),
        *_columns(sa.Integer, "population"),
        *_columns(sa.Integer, "seed", nullable=True),
        *_columns(sa.String, "state"),
        *_columns(sa.DateTime, "opened_at"),
        *_columns(sa.Integer, "opened_by"),
        *_columns(sa.DateTime, "closed_at", nullable=True),
        *_columns(sa.String, "fingerprint", nullable=True),
        parents={"opened_by": "user"},
    )


def _file() -> None:
    _table(
        "audit_file",
        *_columns(sa.Integer, "audit_id file_id"),
        *_columns(sa.String, "file_no"),
        *_columns(sa.String, "vin plate plate_key vehicle owner phone location", nullable=True),
        *_columns(sa.String, "cabinet place_key documents"),
        parents={"audit_id": "audit"},
        unique=("audit_id file_no",),
    )
    for column in ("file_id", "vin", "plate_key"):
        _index("audit_file", "audit_id", column)
    _index("audit_file", "file_id")
    _index("audit_file", "audit_id", "cabinet", "place_key")
    _index("audit_file", "audit_id", "place_key")
    op.execute("CREATE INDEX ix_audit_file_vin_tail ON audit_file (audit_id, substr(vin, -6))")


def _count() -> None:
    _table(
        "audit_count",
        *_columns(sa.Integer, "audit_id entry_id"),
        *_columns(sa.String, "cabinet said place"),
        *_columns(sa.Boolean, "right_place"),
        *_columns(sa.String, "counted_by"),
        *_columns(sa.DateTime, "counted_at"),
        parents={"audit_id": "audit", "entry_id": "audit_file"},
        unique=("entry_id said place counted_by",),
    )
    _index("audit_count", "audit_id", "counted_at", "counted_by")
    _index("audit_count", "audit_id", "said", "cabinet", "entry_id")
    op.create_index(
        "ix_audit_count_misplaced",
        "audit_count",
        ["audit_id", "entry_id"],
        sqlite_where=sa.text("NOT right_place"),
        postgresql_where=sa.text("NOT right_place"),
    )


def _stray() -> None:
    _table(
        "audit_stray",
        *_columns(sa.Integer, "audit_id"),
        *_columns(sa.String, "code code_key kind"),
        *_columns(sa.Integer, "file_id", nullable=True),
        *_columns(sa.String, "file_no", nullable=True),
        *_columns(sa.String, "place counted_by"),
        *_columns(sa.DateTime, "counted_at"),
        parents={"audit_id": "audit"},
        unique=("audit_id code_key",),
    )


def _document() -> None:
    _table(
        "audit_document",
        *_columns(sa.Integer, "audit_id entry_id"),
        *_columns(sa.String, "type"),
        *_columns(sa.String, "paper scan note", nullable=True),
        *_columns(sa.String, "marked_by"),
        *_columns(sa.DateTime, "marked_at"),
        parents={"audit_id": "audit", "entry_id": "audit_file"},
        unique=("entry_id type",),
    )
    _index("audit_document", "audit_id")
    for column in ("paper", "scan"):
        op.create_index(
            f"ix_audit_document_wrong_{column}",
            "audit_document",
            ["audit_id", column, "entry_id", "type"],
            sqlite_where=sa.text(f"{column} IN ('missing', 'unreadable')"),
        )


def _card() -> None:
    _table(
        "audit_card",
        *_columns(sa.Integer, "audit_id entry_id"),
        *_columns(sa.String, "field said"),
        *_columns(sa.String, "on_paper", nullable=True),
        *_columns(sa.String, "marked_by"),
        *_columns(sa.DateTime, "marked_at"),
        parents={"audit_id": "audit", "entry_id": "audit_file"},
        unique=("entry_id field",),
    )
    _index("audit_card", "audit_id")


def _evidence() -> None:
    _table(
        "audit_evidence",
        *_columns(sa.Integer, "audit_id"),
        *_columns(sa.Integer, "entry_id stray_id", nullable=True),
        *_columns(sa.String, "note name"),
        *_columns(sa.String, "sha256 media_type", nullable=True),
        *_columns(sa.Integer, "size", nullable=True),
        *_columns(sa.String, "noted_by"),
        *_columns(sa.DateTime, "noted_at"),
        parents={"audit_id": "audit", "entry_id": "audit_file", "stray_id": "audit_stray"},
    )
    for column in ("audit_id", "entry_id", "stray_id", "sha256"):
        _index("audit_evidence", column)


def _explanation() -> None:
    _table(
        "audit_explanation",
        *_columns(sa.Integer, "audit_id"),
        *_columns(sa.Integer, "entry_id stray_id", nullable=True),
        *_columns(sa.String, "fault type cause action responsible"),
        *_columns(sa.Date, "due"),
        parents={"audit_id": "audit", "entry_id": "audit_file", "stray_id": "audit_stray"},
        unique=("entry_id fault type", "stray_id fault"),
    )
    _index("audit_explanation", "audit_id")


def _assignment() -> None:
    _table(
        "audit_assignment",
        *_columns(sa.Integer, "audit_id"),
        *_columns(sa.String, "cabinet person"),
        parents={"audit_id": "audit"},
        unique=("audit_id cabinet",),
    )


def _signature() -> None:
    _table(
        "audit_signature",
        *_columns(sa.Integer, "audit_id"),
        *_columns(sa.String, "name"),
        *_columns(sa.DateTime, "signed_at"),
        parents={"audit_id": "audit"},
        unique=("audit_id name",),
    )
