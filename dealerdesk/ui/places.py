"""Where a person can be in the window: what back and forward, links and search results lead to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # start-up: only an export asks for a list
    from dealerdesk.ui.listed import ShownList


class PageName(StrEnum):
    """The pages of the window."""

    FILES = "files"
    FILE = "file"
    NEW_FILE = "new_file"
    SERVICE = "service"
    DUPLICATES = "duplicates"
    SETTINGS = "settings"
    IMPORT = "import"
    EXPORT = "export"
    PRINT = "print"
    AUDITS = "audits"
    NEW_AUDIT = "new_audit"
    COUNTING = "counting"
    FINDINGS = "findings"
    HELP = "help"


class FileTab(StrEnum):
    """The tabs of a vehicle file's page."""

    OVERVIEW = "overview"
    DOCUMENTS = "documents"
    SERVICE = "service"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and what is shown on it.

    `file_id` and `tab` belong to `PageName.FILE`; on `PageName.DUPLICATES` the file, or its owner, is to be
    merged with another one. `item` is what to choose there: the id of a repair order on the service tab, of a
    document on the documents tab; of the import whose duplicates are shown; of the audit that is counted or
    whose findings are shown. `words` are what the files page is searched for, the VIN or plate that a new
    file begins with, a `PairKind` of duplicates, or the code of a folder in an audit. `listed` is the
    list that somebody wants to export, to print labels of, or to count.
    """

    page: PageName
    file_id: int | None = None
    tab: FileTab | None = None
    item: int | None = None
    words: str = ""
    listed: ShownList | None = None
