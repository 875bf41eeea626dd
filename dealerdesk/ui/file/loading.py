"""What the page of a vehicle file shows, fetched in one go off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.details import FileDetail
from dealerdesk.services.drafts import Draft
from dealerdesk.ui.doors import Desk


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A file as of `today`; documents of the types in `expiring` end soon; `draft` is not saved."""

    detail: FileDetail
    expiring: tuple[DocumentType, ...]
    draft: Draft | None
    today: date


def load_file(desk: Desk, file_id: int) -> LoadedFile | None:
    """The file with its draft, or None when it is gone."""
    detail = desk.lists.detail(file_id)
    if detail is None:
        return None
    row = desk.lists.rows([file_id]).get(file_id)
    return LoadedFile(
        detail=detail,
        expiring=row.expiring if row else (),
        draft=desk.drafts.find(draft_name(file_id)),
        today=desk.database.now().date(),
    )


def draft_name(file_id: int) -> str:
    """Under which name the draft of a file is kept."""
    return f"file-{file_id}"
