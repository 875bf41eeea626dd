"""Count sheets on paper: the folders that somebody looks for, cabinet by cabinet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dealerdesk.domain.documents import DocumentType


class SheetKind(StrEnum):
    """What a sheet is for: a cabinet counted, differences counted again, or drawn folders pulled out."""

    COUNT = "count"
    RECOUNT = "recount"
    PULL = "pull"


@dataclass(frozen=True, slots=True)
class CountLine:
    """One folder on a sheet, as the audit expects it; `said` is what the first count said of it.

    It names nobody: sheets lie about.
    """

    file_no: str
    plate: str | None
    vin: str | None
    vehicle: str | None
    location: str | None
    cabinet: str
    shelf: str
    required: tuple[DocumentType, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class CountSheet:
    """The lines in the order of the shelf; `counters` are the people by cabinet."""

    kind: SheetKind
    title: str
    as_of: date
    dealership: str
    made_at: datetime
    counters: Mapping[str, str]
    lines: Sequence[CountLine]

    @property
    def by_cabinet(self) -> bool:
        """Whether each cabinet begins a page, to be handed to its counter."""
        return self.kind is SheetKind.COUNT
