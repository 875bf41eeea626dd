"""Changes to many vehicle files at once, shown before they are made; each is one change set."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS, Field
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.text import fold_line
from dealerdesk.domain.values import read_value
from dealerdesk.paths import DataFolder
from dealerdesk.services.actions import MANY_ARCHIVED, MANY_EDITED, MANY_UNARCHIVED
from dealerdesk.services.editing import ValueRefusedError
from dealerdesk.services.vehicles import refuse_used_plate
from dealerdesk.storage.bulk_lock import bulk_lock
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import VehicleFile
from dealerdesk.storage.unit_of_work import Database, Label, UnitOfWork

CHANGED_MEANWHILE = Message(
    "bulk_edit_changed_meanwhile",
    "{count} of these files was changed meanwhile, so nothing was changed now. Look at the change again.",
    "{count} of these files were changed meanwhile, so nothing was changed now. Look at the change again.",
)
EDITING = Message("editing_files", "Editing the files")
AT_WORK = Message("activity.many_files", "a change of {count} vehicle files")
TAKING_BACK = Message("taking_files_back", "Taking files back from the archive")

BULK_FIELDS = tuple(field for field in FILE_FIELDS if field.code in {"responsible", "location", "notes"})
"""What can be changed in many files at once."""
_FIELDS = {field.code: field for field in BULK_FIELDS}
_BATCH = 500
_MANY = 1000
"""From so many files on it takes so long that others must be told who is at work."""


class How(StrEnum):
    """What is done to a field."""

    SET = "set"
    """The text replaces what is there; an empty text empties the field."""
    ADD = "add"
    """The text becomes a further line after what is there."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What is to happen to one field of every file; `code` is one of `BULK_FIELDS`."""

    code: str
    text: str
    how: How = How.SET


@dataclass(frozen=True, slots=True)
class PlannedField:
    """One field of the files before and after: how many files have which value now, the commonest first."""

    field: Field
    how: How
    after: str | None
    before: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True)
class EditPlan:
    """What an edit of many files would do; `unchanged` are the numbers of files that are so already.

    `seen` holds what each file has now, by id, so that nothing is written over that nobody saw.
    """

    fields: tuple[PlannedField, ...]
    changing: int
    unchanged: tuple[str, ...]
    seen: Mapping[int, tuple[str | None, ...]]


@dataclass(frozen=True, slots=True)
class BulkResult:
    """How many files were changed, and the numbers of those that could not be."""

    changed: int
    kept: tuple[str, ...] = ()


class BulkEdits:
    """Edits of many vehicle files of one dealership."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def plan_edit(self, file_ids: Sequence[int], changes: Sequence[FieldChange]) -> EditPlan:
        """What `changes` would do to the files; ids that are gone are left out.

        Raises `ValueRefusedError` for a text that cannot be a field's value, or that would be too long.
        """
        wanted = [(change, _read(change)) for change in changes]
        with self._database.reading() as session:
            rows = _rows(driver(session.connection()), file_ids, [change.code for change in changes])
        unchanged, changing = [], 0
        for _, file_no, *before in rows:
            after = [_after(change, value, old) for (change, value), old in zip(wanted, before, strict=True)]
            if after == before:
                unchanged.append(file_no)
            else:
                changing += 1
        fields = tuple(
            PlannedField(
                _FIELDS[change.code],
                change.how,
                value,
                tuple(Counter(row[2 + at] or None for row in rows).most_common()),
            )
            for at, (change, value) in enumerate(wanted)
        )
        seen = {file_id: tuple(before) for file_id, _, *before in rows}
        return EditPlan(fields, changing, tuple(unchanged), seen)

    def apply_edit(self, plan: EditPlan, progress: Progress | None = None) -> BulkResult:
        """Do what `plan` shows, in all files or none.

        Raises ``bulk_edit_changed_meanwhile``; ``bulk_locked`` where it takes long and others are at work.
        """
        progress = progress or Silent()
        codes = [planned.field.code for planned in plan.fields]
        label = Label(MANY_EDITED, {"count": plan.changing})
        with (
            self._alone(len(plan.seen)),
            self._database.writing(label, author=self._author, progress=progress) as work,
        ):
            now = {file_id: tuple(values) for file_id, _, *values in _rows(work.connection, plan.seen, codes)}
            differing = sum(now.get(file_id) != seen for file_id, seen in plan.seen.items())
            if differing:
                raise DealerDeskError(CHANGED_MEANWHILE, count=differing)
            _write(work, plan, codes, progress)
        return BulkResult(plan.changing if work.change else 0)

    def archive(
        self, file_ids: Sequence[int], reason: str = "", progress: Progress | None = None
    ) -> BulkResult:
        """Put files away; those that are archived already stay as they are. Raises ``bulk_locked``."""
        progress = progress or Silent()
        with (
            self._alone(len(file_ids)),
            self._database.writing(Label(MANY_ARCHIVED), author=self._author, progress=progress) as work,
        ):
            moment = work.at.strftime("%Y-%m-%d %H:%M:%S")
            cursor = work.connection.execute(
                "UPDATE vehicle_file SET archived_at = ?, archive_reason = ?, version = version + 1 "
                "WHERE archived_at IS NULL AND id IN (SELECT value FROM json_each(?))",
                (moment, fold_line(reason) or None, json.dumps(list(file_ids))),
            )
            changed = int(cursor.rowcount)
            work.name(count=changed)
        return BulkResult(changed)

    def unarchive(self, file_ids: Sequence[int], progress: Progress | None = None) -> BulkResult:
        """Take files back from the archive, but for those whose plates other active files have by now."""
        progress = progress or Silent()
        changed, kept = 0, []
        with (
            self._alone(len(file_ids)),
            self._database.writing(Label(MANY_UNARCHIVED), author=self._author, progress=progress) as work,
        ):
            for done, file_id in enumerate(file_ids):
                progress.step(TAKING_BACK, done, len(file_ids))
                file = work.session.get(VehicleFile, file_id)
                if file is None or file.archived_at is None:
                    continue
                if _has_free_plate(work, file):
                    file.archived_at = file.archive_reason = None
                    work.session.flush()
                    changed += 1
                else:
                    kept.append(file.file_no)
            work.name(count=changed)
        return BulkResult(changed, tuple(kept))

    def _alone(self, files: int) -> AbstractContextManager[None]:
        """The data folder's bulk lock where there are many files; raises ``bulk_locked``."""
        if files < _MANY:
            return nullcontext()
        return bulk_lock(DataFolder(self._database.path.parent), AT_WORK, count=files)


def _has_free_plate(work: UnitOfWork, file: VehicleFile) -> bool:
    try:
        refuse_used_plate(work.session, file, file.plate)
    except DealerDeskError:
        return False
    return True


def _read(change: FieldChange) -> str | None:
    """The value that was typed; raises `ValueRefusedError`."""
    field = _FIELDS[change.code]
    reading = read_value(field, change.text)
    if reading.error:
        raise ValueRefusedError(field, reading.error)
    return str(reading.value) if reading.value is not None else None


def _after(change: FieldChange, value: str | None, before: str | None) -> str | None:
    if change.how is How.SET:
        return value
    if value is None or not before:
        return before or value
    text = f"{before}\n{value}"
    _read(FieldChange(change.code, text))
    return text


def _rows(connection: Any, file_ids: Sequence[int] | Mapping[int, object], codes: Sequence[str]) -> list[Any]:
    """Id, number and the fields `codes` of the files, by id; empty texts are None."""
    columns = "".join(f", nullif({_FIELDS[code].code}, '')" for code in codes)
    return list(
        connection.execute(
            f"SELECT id, file_no{columns} FROM vehicle_file WHERE id IN (SELECT value FROM json_each(?)) "
            "ORDER BY id",
            (json.dumps(list(file_ids)),),
        )
    )


def _write(work: UnitOfWork, plan: EditPlan, codes: Sequence[str], progress: Progress) -> None:
    changes = [FieldChange(p.field.code, p.after or "", p.how) for p in plan.fields]
    rows = []
    for file_id, seen in plan.seen.items():
        after = tuple(
            _after(change, planned.after, old)
            for change, planned, old in zip(changes, plan.fields, seen, strict=True)
        )
        if after != seen:
            rows.append((*after, file_id))
    settings = ", ".join(f"{code} = ?" for code in codes)
    for start in range(0, len(rows), _BATCH):
        progress.step(EDITING, start, len(rows))
        work.connection.executemany(
            f"UPDATE vehicle_file SET {settings}, version = version + 1 WHERE id = ?",
            rows[start : start + _BATCH],
        )
