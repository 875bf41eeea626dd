"""Single changes to vehicle files: made, edited, moved through their states, archived; each undoable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.files import FileState, check_step
from dealerdesk.domain.findings import Finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.services.actions import ARCHIVED, EDITED, MADE, STATE_SET, UNARCHIVED
from dealerdesk.services.details import FileDetail
from dealerdesk.services.editing import apply_changes
from dealerdesk.services.file_details import file_detail
from dealerdesk.services.refs import get_file
from dealerdesk.services.vehicles import refuse_used_plate
from dealerdesk.storage.models import User, VehicleFile
from dealerdesk.storage.numbers import next_file_number
from dealerdesk.storage.unit_of_work import Database, Label, UnitOfWork

VERIFIER_IS_CREATOR = Message(
    "verifier_is_creator", "Whoever made a file does not verify it. Ask a colleague to verify {file_no}."
)


@dataclass(frozen=True, slots=True)
class Edited:
    """What a single change did; `change` is None when everything was so already."""

    file_no: str
    changed: tuple[str, ...]
    warnings: tuple[Finding, ...]
    change: int | None


class Files:
    """The vehicle files of one dealership."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def show(self, ref: str) -> FileDetail:
        """One vehicle file in full; raises ``unknown_ref``, ``ambiguous_ref``."""
        with self._database.reading() as session:
            return file_detail(session, get_file(session, ref), self._database.now().date())

    def create(self, changes: Mapping[str, str]) -> Edited:
        """Make a draft from what was typed, by field code; it is given a file number unless one was typed.

        Raises what `apply_changes` raises; then nothing is made.
        """
        typed = {code: text for code, text in changes.items() if code != "file_no" or text.strip()}
        with self._database.writing(Label(MADE), author=self._author) as work:
            file = VehicleFile(created_at=work.at, created_by=work.author)
            if "file_no" not in typed:
                file.file_no = next_file_number(work.connection, work.at.year)
            changed, warnings = apply_changes(work, file, typed)
            file_no = _name(work, file)
        return _edited(work, file_no, changed, warnings)

    def edit(self, ref: str, changes: Mapping[str, str]) -> Edited:
        """Write what was typed into fields, by field code; empty text empties a field.

        Raises what `apply_changes` raises; then nothing is changed.
        """
        with self._database.writing(Label(EDITED), author=self._author) as work:
            file = get_file(work.session, ref)
            changed, warnings = apply_changes(work, file, changes)
            file_no = _name(work, file)
        return _edited(work, file_no, changed, warnings)

    def set_state(self, ref: str, state: FileState) -> Edited:
        """Take a file a step further, or back to draft; raises ``state_step``, ``verifier_is_creator``."""
        with self._database.writing(Label(STATE_SET), author=self._author) as work:
            file = get_file(work.session, ref)
            check_step(FileState(file.state), state)
            if state is FileState.VERIFIED and file.state != state:
                _check_verifier(work.session, file, work.author)
            changed = file.state != state
            if changed:
                _write_state(file, state, work)
            file_no = _name(work, file, state=state.value)
        return _edited(work, file_no, ("state",) if changed else (), ())

    def archive(self, ref: str, reason: str | None = None) -> Edited:
        """Put a file away; it can come back, and nothing in it is lost."""
        with self._database.writing(Label(ARCHIVED), author=self._author) as work:
            file = get_file(work.session, ref)
            changed = file.archived_at is None
            if changed:
                file.archived_at, file.archive_reason = work.at, fold_line(reason or "") or None
            file_no = _name(work, file)
        return _edited(work, file_no, ("archived",) if changed else (), ())

    def unarchive(self, ref: str) -> Edited:
        """Take a file back from the archive; raises ``plate_has_file`` when its plate is used by now."""
        with self._database.writing(Label(UNARCHIVED), author=self._author) as work:
            file = get_file(work.session, ref)
            changed = file.archived_at is not None
            if changed:
                refuse_used_plate(work.session, file, file.plate)
                file.archived_at = file.archive_reason = None
            file_no = _name(work, file)
        return _edited(work, file_no, ("archived",) if changed else (), ())


def _name(work: UnitOfWork, file: VehicleFile, **params: str) -> str:
    """Name the file in the action's label; returns its number, also for when the unit of work has ended."""
    work.name(file_no=file.file_no, **params)
    return file.file_no


def _check_verifier(session: Session, file: VehicleFile, author: int) -> None:
    """Once there is more than one user, the verifier is not the creator, unless it is the owner."""
    users = session.scalar(select(func.count()).select_from(User).where(User.active))
    if (users or 0) > 1 and file.created_by == author and session.get_one(User, author).role != "owner":
        raise DealerDeskError(VERIFIER_IS_CREATOR, file_no=file.file_no)


def _write_state(file: VehicleFile, state: FileState, work: UnitOfWork) -> None:
    file.state = state.value
    if state is FileState.VERIFIED:
        file.verified_at, file.verified_by = work.at, work.author
    elif state is FileState.FILED:
        file.filed_at, file.filed_by = work.at, work.author
    else:
        file.verified_at = file.verified_by = file.filed_at = file.filed_by = None


def _edited(
    work: UnitOfWork, file_no: str, changed: tuple[str, ...], warnings: tuple[Finding, ...]
) -> Edited:
    return Edited(file_no, changed, warnings, work.change.set_id if work.change else None)
