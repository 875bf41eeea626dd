"""The list of files as it is shown, handed on to be exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.ui.listed import ShownList
from dealerdesk.ui.models.files_columns import FIELD_CODES, Column

LISTED = Message("ui.export_files_listed", "{count} file of the list", "{count} files of the list")
SELECTED = Message("ui.export_files_selected", "{count} selected file", "{count} selected files")


def files_shown(
    ids: Sequence[int],
    columns: Sequence[Column],
    say_filter: Callable[[], str],
    *,
    are_selected: bool,
    where: str | None = None,
) -> ShownList:
    """These files, in this order, with the fields that these columns stand for, and the list's `where`."""
    codes = [code for column in columns if column is not Column.MATCHED for code in FIELD_CODES[column]]
    say = partial((SELECTED if are_selected else LISTED).said, count=len(ids))
    return ShownList(RecordKind.FILES, ids, tuple(dict.fromkeys(codes)), say, say_filter, where)
