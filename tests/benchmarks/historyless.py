"""The same database without its history: what the history costs is the difference."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.storage import completeness, search_upkeep
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import VehicleFile
from dealerdesk.storage.recording import all_triggers
from dealerdesk.storage.unit_of_work import ChangeKind, Database, Label, UnitOfWork


class Historyless(Database):
    """Writes in the same transactions and keeps search index and completeness, but notes no change.

    Spoils its file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, datetime.now)
        with self._engine.execution_options(writes=True).begin() as connection:
            for name in all_triggers():
                connection.exec_driver_sql(f'DROP TRIGGER "{name}"')

    @contextmanager
    def writing(
        self,
        label: Label,
        *,
        author: int,
        kind: ChangeKind = ChangeKind.EDIT,
        undoes: int | None = None,
        attached: Path | None = None,
        progress: Progress | None = None,
        even_empty: bool = False,
    ) -> Iterator[UnitOfWork]:
        """A unit of work that leaves no change set; an import gets an empty one, which its row points to."""
        with (
            self._connected(self._engine.execution_options(writes=True), attached) as bind,
            Session(bind, expire_on_commit=False) as session,
        ):
            connection = driver(session.connection())
            at = self.now()
            set_id = _bare_set(connection, at, author) if kind is ChangeKind.IMPORT else 0
            work = UnitOfWork(session, set_id, at, author)
            yield work
            session.flush()
            files = {row.id for row in session.identity_map.values() if isinstance(row, VehicleFile)}
            if kind is ChangeKind.IMPORT:
                files |= _not_indexed(connection)
            search_upkeep.refresh(connection, files, progress or Silent())
            completeness.renew(connection, files, at.date(), set_id)
            session.commit()


def _bare_set(connection: Any, at: datetime, author: int) -> int:
    cursor = connection.execute(
        "INSERT INTO change_set (at, author, label, params, kind) VALUES (?, ?, '', '{}', 'import')",
        (at.strftime("%Y-%m-%d %H:%M:%S"), author),
    )
    return int(cursor.lastrowid)


def _not_indexed(connection: Any) -> set[int]:
    rows = connection.execute("SELECT id FROM vehicle_file EXCEPT SELECT file_id FROM search_entry")
    return {row[0] for row in rows}
