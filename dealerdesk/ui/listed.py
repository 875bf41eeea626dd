"""A list as a page shows it, handed on to be exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # start-up: places lead everywhere, and only some to an export
    from dealerdesk.domain.fields import RecordKind


@dataclass(frozen=True, slots=True, eq=False)
class ShownList:
    """The records with these `ids`, in their order; `columns` are the codes of what the list shows.

    `say` names the list and `say_filter` what it is narrowed to, both in the language of now. `where` is the
    FILTER that lets through just these of the active files, None where there is none.
    """

    kind: RecordKind
    ids: Sequence[int]
    columns: tuple[str, ...]
    say: Callable[[], str]
    say_filter: Callable[[], str] = str
    where: str | None = None
