"""One action of one person as one transaction and one change set."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.paths import DataFolder
from dealerdesk.storage.engine import connect_for_work, driver, open_engine
from dealerdesk.storage.failures import told_apart

if TYPE_CHECKING:  # start-up: the first list is read without SQLAlchemy, which is loaded while it is shown
    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session

SPARE_CONNECTIONS = 3
"""So many connections for asking are kept open; each has a cache of its own."""


class ChangeKind(StrEnum):
    """What sort of action made a change set."""

    EDIT = "edit"
    IMPORT = "import"
    UNDO = "undo"
    NOTE = "note"
    """It changed no row: something was shown, printed or exported."""


@dataclass(frozen=True, slots=True)
class Label:
    """What an action is called in the history: a message and its parameters, translated where shown."""

    message: Message
    params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What a finished unit of work changed: its change set and the ids of the vehicle files it touched.

    `label` and `params` are the action's as the history keeps them, a message code and JSON; `undoes` is the
    change set that an undo took back.
    """

    set_id: int
    files: frozenset[int]
    kind: ChangeKind = field(default=ChangeKind.EDIT, compare=False)
    undoes: int | None = field(default=None, compare=False)
    label: str = field(default="", compare=False)
    params: str = field(default="{}", compare=False)

    @property
    def changes_rows(self) -> bool:
        """Whether there is anything to take back, or only something noted."""
        return self.kind is not ChangeKind.NOTE


class UnitOfWork:
    """An open transaction with its change set; `change` is there once it has ended and changed something."""

    def __init__(  # noqa: PLR0913 - what a change set is made of
        self,
        session: Session,
        set_id: int,
        at: datetime,
        author: int,
        *,
        kind: ChangeKind = ChangeKind.EDIT,
        undoes: int | None = None,
    ) -> None:
        self.session = session
        self.set_id = set_id
        self.at = at
        self.author = author
        self._kind = kind
        self._undoes = undoes
        self.change: Change | None = None
        self._named: dict[str, str | int] = {}

    @property
    def connection(self) -> Any:
        """The driver's connection, for set-based statements inside this transaction."""
        return driver(self.session.connection())

    def name(self, **params: str | int) -> None:
        """Add parameters to the label that are known only by now, such as a file's number."""
        self._named |= params

    def seal(self, label: Label, progress: Progress) -> None:
        """End the change set: its last words, its numbers, what is kept of the files it touched, its hash."""
        # Start-up: nothing is written before the first list is shown.
        from dealerdesk.storage.sealing import seal_set  # noqa: PLC0415 - start-up, see above

        params = _json(label.params | self._named)
        files = seal_set(self.connection, self.set_id, self.at.date(), params, progress)
        self.change = Change(self.set_id, files, self._kind, self._undoes, label.message.code, params)


class Database:
    """The database of one data folder: short reads, and writes that leave a change set each.

    >>> with database.writing(Label(EDITED), author=1) as work:
    ...     work.session.get_one(VehicleFile, 7).location = "B-2/17"
    """

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._clock = clock
        self._listeners: list[Callable[[Change], None]] = []
        self._making_engine = Lock()
        self._made_engine: Engine | None = None
        self._spare = deque[Any]([connect_for_work(path)])

    @property
    def _engine(self) -> Engine:
        """Made when first wanted: asking does without."""
        with self._making_engine:
            if self._made_engine is None:
                self._made_engine = open_engine(self.path)
            return self._made_engine

    def now(self) -> datetime:
        """The local time, to the second."""
        return self._clock().replace(microsecond=0)

    def on_change(self, listener: Callable[[Change], None]) -> None:
        """Call `listener` after every commit that changed something, in the thread that committed."""
        self._listeners.append(listener)

    @contextmanager
    def reading(self, attached: Path | None = None) -> Iterator[Session]:
        """A session on one consistent picture of the database; nothing it changes is kept."""
        with (
            told_apart(self.path),
            self._connected(self._engine, attached) as bind,
            _session(bind, autoflush=False) as session,
        ):
            yield session

    @contextmanager
    def asking(self) -> Iterator[Any]:
        """The driver's connection on one consistent picture: for lists, and what is asked anew with each key.

        A session costs a tenth of a millisecond, as long as finding does, and needs SQLAlchemy, which the
        first list does not wait for. Nothing that is changed is kept.
        """
        with told_apart(self.path):
            try:
                connection = self._spare.pop()
            except IndexError:
                connection = connect_for_work(self.path)
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._take_back(connection)

    def _take_back(self, connection: Any) -> None:
        try:
            connection.rollback()
        except BaseException:
            connection.close()
            raise
        if len(self._spare) < SPARE_CONNECTIONS:
            self._spare.append(connection)
        else:
            connection.close()

    @contextmanager
    def _connected(self, engine: Engine, attached: Path | None) -> Iterator[Engine | Connection]:
        """What a session binds to: the engine, or one connection with another file attached to it."""
        if attached is None:
            yield engine
            return
        with engine.connect() as connection:
            # SQLite attaches outside transactions only; going to the driver does not begin one.
            raw = driver(connection)
            raw.execute("ATTACH ? AS staging", (f"{attached.absolute().as_uri()}?mode=ro",))
            try:
                yield connection
            finally:
                connection.rollback()
                raw.execute("DETACH staging")

    @contextmanager
    def writing(  # noqa: PLR0913 - all but the label and the author are rare, and named where they are given
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
        """A unit of work: committed with its history when the block ends, rolled back when it raises.

        A block that changes nothing leaves no change set, unless `even_empty`. `attached` is another SQLite
        file, readable as ``staging`` inside the block. `progress` hears of the indexing at the end, and may
        cancel it all.
        """
        with (
            _naming_the_holder(DataFolder(self.path.parent)),
            told_apart(self.path),
            self._connected(self._engine.execution_options(writes=True), attached) as bind,
            _session(bind, expire_on_commit=False) as session,
        ):
            connection = driver(session.connection())
            at = self.now()
            moment = at.strftime("%Y-%m-%d %H:%M:%S")
            set_id = _open_set(
                connection, (moment, author, label.message.code, _json(label.params), kind.value, undoes)
            )
            work = UnitOfWork(session, set_id, at, author, kind=kind, undoes=undoes)
            yield work
            session.flush()
            if not even_empty and _is_empty(connection, set_id):
                session.rollback()
                return
            work.seal(label, progress or Silent())
            session.commit()
        if work.change:
            for listener in self._listeners:
                listener(work.change)

    def close(self) -> None:
        """Write the journal back into the database file and let go of it."""
        try:
            with told_apart(self.path):
                connection = self._spare.pop() if self._spare else connect_for_work(self.path)
                self._spare.append(connection)
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            while self._spare:
                self._spare.pop().close()
            if self._made_engine is not None:
                self._made_engine.dispose()


# Start-up: the first list is asked for without a session, and nothing is written before it is shown.


def _session(bind: Engine | Connection, **options: Any) -> Session:
    from sqlalchemy.orm import Session  # noqa: PLC0415 - start-up, see above

    return Session(bind, **options)


def _naming_the_holder(folder: DataFolder) -> AbstractContextManager[None]:
    from dealerdesk.storage.bulk_lock import naming_the_holder  # noqa: PLC0415 - start-up, see above

    return naming_the_holder(folder)


def _open_set(connection: Any, row: tuple[str | int | None, ...]) -> int:
    """Begin a change set with the values of `row`; its id."""
    cursor = connection.execute(
        "INSERT INTO change_set (at, author, label, params, kind, undoes) VALUES (?, ?, ?, ?, ?, ?)", row
    )
    set_id = int(cursor.lastrowid)
    connection.execute("INSERT INTO recording (one, set_id) VALUES (1, ?)", (set_id,))
    return set_id


def _is_empty(connection: Any, set_id: int) -> bool:
    return connection.execute("SELECT 1 FROM row_change WHERE set_id = ?", (set_id,)).fetchone() is None


def _json(params: dict[str, str | int]) -> str:
    return json.dumps(params, ensure_ascii=False, sort_keys=True)
