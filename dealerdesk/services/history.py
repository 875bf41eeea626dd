"""Who changed what, when; and taking a change back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.audits import AUDIT_CLOSED
from dealerdesk.domain.documents import PAPER_LABELS, TYPE_LABELS, DocumentType, Paper
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.domain.files import STATE_LABELS, FileState
from dealerdesk.domain.messages import Message, all_messages
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.settings import OPTIONS
from dealerdesk.paths import DataFolder
from dealerdesk.services.actions import BEGUN, DONE_AGAIN, UNDONE
from dealerdesk.services.file_history import PAGE, HistoryPage, page_of_file, undone_by
from dealerdesk.services.history_columns import told, told_columns
from dealerdesk.services.refs import UNKNOWN_REF, get_file
from dealerdesk.storage.audits import closed_audit_of
from dealerdesk.storage.bulk_lock import bulk_lock
from dealerdesk.storage.engine import driver
from dealerdesk.storage.file_history import gone_file, rows_of_file
from dealerdesk.storage.incoming.kinds import IMPORTS
from dealerdesk.storage.models import ChangeSet, ImportRun, User
from dealerdesk.storage.undo import undo_set
from dealerdesk.storage.unit_of_work import ChangeKind, Database, Label, UnitOfWork

TAKING_BACK = Message("activity.undo_import", "taking back the import of {path}")

NO_SUCH_CHANGE = Message("no_such_change", "There is no change {change}. The history lists them.")
THE_BEGINNING = Message(
    "the_beginning",
    "Change {change} made the data folder, and all others rest on it, so it cannot be taken back. "
    "To begin anew, make another data folder.",
)
ALREADY_UNDONE = Message("already_undone", "The change {change} was taken back already, by change {by}.")

_CODES: dict[str, tuple[type[FileState | RecordKind | DocumentType | Paper | str], Mapping[Any, Message]]] = {
    "state": (FileState, STATE_LABELS),
    "kind": (RecordKind, RECORD_LABELS),
    "type": (DocumentType, TYPE_LABELS),
    "paper": (Paper, PAPER_LABELS),
    "key": (str, {key: option.label for key, option in OPTIONS.items()}),
}
"""Parameters of actions that are codes, and what the codes are called."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One field of one row in one action; `field` is None where a whole row came or went.

    `field` is a field code, or ``table.column`` for what has none; `before` and `after` are canonical text.
    """

    change: int
    at: datetime
    by: str
    action: str
    field: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class UndoResult:
    """How many records went back, and the numbers of those kept because they were changed since.

    `kept` holds file numbers; then what people call records that belong to no file, as a customer's number.
    """

    reverted: int
    kept: tuple[str, ...]
    change: int | None


class History:
    """The history of one dealership."""

    def __init__(self, folder: DataFolder, database: Database, author: int) -> None:
        self._folder = folder
        self._database = database
        self._author = author

    def of_file(self, ref: str) -> tuple[HistoryEntry, ...]:
        """Everything that happened to a vehicle file, newest first; also to one that an undo took away."""
        with self._database.reading() as session:
            connection = driver(session.connection())
            try:
                file_id = get_file(session, ref).id
            except DealerDeskError as error:
                gone = gone_file(connection, ref) if error.message is UNKNOWN_REF else None
                if gone is None:
                    raise
                file_id = gone
            return tuple(_entries(session, rows_of_file(connection, file_id)))

    def page_of_file(
        self, file_id: int, *, before: int | None = None, count: int = PAGE, author: int | None = None
    ) -> HistoryPage:
        """The newest `count` actions on a file, older than the change set `before`, of `author` or of all."""
        with self._database.reading() as session:
            return page_of_file(session, file_id, before=before, count=count, author=author)

    def undo(self, change: int, progress: Progress | None = None) -> UndoResult:
        """Take a change set back; what was changed since is kept and named.

        Raises ``no_such_change``, ``the_beginning``, ``already_undone``, ``audit_closed``; ``bulk_locked``
        when it is an import (or gives one back) and somebody else is at a long operation.
        """
        progress = progress or Silent()
        with self._database.reading() as session:
            run = _import_behind(session, _get_undoable(session, change))
        if run is None:
            return self._undo(change, progress)
        with bulk_lock(self._folder, TAKING_BACK, path=Path(run.path).name):
            return self._undo(change, progress)

    def _undo(self, change: int, progress: Progress) -> UndoResult:
        label = Label(UNDONE, {"change": change})
        with self._database.writing(
            label, author=self._author, kind=ChangeKind.UNDO, undoes=change, progress=progress
        ) as work:
            target = _get_undoable(work.session, change, besides=work.set_id)
            if title := closed_audit_of(work.connection, change):
                raise DealerDeskError(AUDIT_CLOSED, title=title)
            undone = undo_set(work.connection, change, progress)
            run = _import_behind(work.session, target)
            kind = RecordKind(run.kind) if run else None
            counts = undone.reverted
            if kind is RecordKind.DOCUMENTS:
                counts = counts | {"document": _documents_of(work)}
            work.name(action=json.dumps([target.label, json.loads(target.params)], ensure_ascii=False))
        kept = (*undone.kept_file_nos, *undone.kept_others)
        if work.change is None:
            return UndoResult(0, kept, None)
        return UndoResult(_records(counts, kind, len(work.change.files)), kept, work.change.set_id)


def _documents_of(work: UnitOfWork) -> int:
    """How many documents a unit of work touched by now, or took scans off."""
    (count,) = work.connection.execute(
        "SELECT count(DISTINCT CASE tbl WHEN 'document' THEN row_id ELSE before ->> 'document_id' END) "
        "FROM row_change WHERE set_id = ? AND tbl IN ('document', 'scan')",
        (work.set_id,),
    ).fetchone()
    return int(count)


def _records(reverted: dict[str, int], kind: RecordKind | None, files: int) -> int:
    """How many records went back: those of an import's kind, else one action.

    An import of files changes owners' cards too, so its records are the files it touched.
    """
    if kind is None:
        return 1
    return files if kind is RecordKind.FILES else reverted.get(IMPORTS[kind].table, 0)


def action_text(code: str, params: str) -> str:
    """The label of a change set in the current language."""
    values: dict[str, Any] = json.loads(params)
    if code == UNDONE.code and "action" in values:
        return _undone_text(code, params)
    message = all_messages().get(code)
    if message is None:
        return code
    for name, (codes, labels) in _CODES.items():
        if name in values:
            values[name] = labels[codes(values[name])]
    return message.said(**values)


def _undone_text(code: str, params: str) -> str:
    """What was taken back; taking back what took something back is doing it again."""
    times = 0
    while code == UNDONE.code:
        code, inner = json.loads(json.loads(params)["action"])
        params = json.dumps(inner)
        times += 1
    message = UNDONE if times % 2 else DONE_AGAIN
    return message.said(action=action_text(code, params))


def _get_undoable(session: Session, change: int, besides: int = 0) -> ChangeSet:
    """The change set to take back; `besides` is the one that is about to do so."""
    found = session.get(ChangeSet, change)
    if found is None:
        raise DealerDeskError(NO_SUCH_CHANGE, change=change)
    if found.label == BEGUN.code:
        raise DealerDeskError(THE_BEGINNING, change=change)
    by = undone_by(session, change)
    if by not in {None, besides}:
        raise DealerDeskError(ALREADY_UNDONE, change=change, by=by)
    return found


def _import_behind(session: Session, change: ChangeSet) -> ImportRun | None:
    """The import that `change` made, took back or gave back; None where it was an edit."""
    while change.undoes is not None:
        change = session.get_one(ChangeSet, change.undoes)
    return session.get(ImportRun, change.id)


def _entries(session: Session, rows: Iterable[tuple[Any, ...]]) -> Iterator[HistoryEntry]:
    users = dict(session.execute(select(User.id, User.name)).all())
    told_sets: set[int] = set()
    for set_id, at, author, label, params, table, op, before, after in rows:
        if table == "repair_line" and op != "u" and set_id in told_sets:
            continue
        told_sets.add(set_id)
        when, by, action = datetime.fromisoformat(at), users.get(author, ""), action_text(label, params)
        if op != "u":
            yield HistoryEntry(set_id, when, by, action, None, None, None)
            continue
        old, new = json.loads(before), json.loads(after)
        for column in sorted(told_columns(old.keys() | new.keys())):
            change = told(session, table, column, old.get(column), new.get(column))
            yield HistoryEntry(set_id, when, by, action, *change)
