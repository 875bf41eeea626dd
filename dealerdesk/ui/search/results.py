"""The results of a search as a list: groups with their headings, and the rows below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dealerdesk.domain.messages import Message
from dealerdesk.services.search import FoundGroup, Lookup
from dealerdesk.ui.formats import shown_total
from dealerdesk.ui.search.lines import Found, Line, key_of, line_of

Index: TypeAlias = QModelIndex | QPersistentModelIndex


class Group(StrEnum):
    """The kinds of things that are found."""

    FILES = "files"
    CUSTOMERS = "customers"
    DOCUMENTS = "documents"
    ORDERS = "orders"
    COMMANDS = "commands"
    RECENT = "recent"
    OFFERS = "offers"
    SUGGESTIONS = "suggestions"


LOOKED_UP = (Group.FILES, Group.CUSTOMERS, Group.DOCUMENTS, Group.ORDERS)
"""The groups that can be chosen by themselves."""
TITLES = {
    Group.FILES: Message("ui.search_files", "Vehicle files"),
    Group.CUSTOMERS: Message("ui.search_customers", "Customers"),
    Group.DOCUMENTS: Message("ui.search_documents", "Documents"),
    Group.ORDERS: Message("ui.search_orders", "Repair orders"),
    Group.COMMANDS: Message("ui.search_actions", "Actions"),
    Group.RECENT: Message("ui.search_recent", "Opened last"),
    Group.OFFERS: Message("ui.search_offers", "Not there yet"),
    Group.SUGGESTIONS: Message("ui.search_suggestions", "Did you mean"),
}
SHOW_ALL = Message("ui.search_show_all", "Show all {number}")
SAID_HEADING = Message("ui.search_said_heading", "{title}, {number}")
LEAST_ROWS = 2
"""So many rows of each group are shown before any group gets more."""


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one group, and how many there are in all; no number where there is nothing to count."""

    group: Group
    rows: tuple[Found, ...]
    total: str = ""
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A group's title; `has_more` when it can show more than is listed."""

    group: Group
    total: str
    has_more: bool

    def said(self) -> str:
        """The heading in words."""
        title = TITLES[self.group].said()
        return SAID_HEADING.said(title=title, number=self.total) if self.total else title


def sections_of(lookup: Lookup) -> list[Section]:
    """The groups of a look-up that hold something."""
    groups: Sequence[tuple[Group, FoundGroup[Any]]] = tuple(
        zip(LOOKED_UP, (lookup.files, lookup.customers, lookup.documents, lookup.orders), strict=True)
    )
    return [
        Section(
            name,
            group.rows,
            shown_total(group.total, is_counted=group.is_counted),
            group.total > len(group.rows) or not group.is_counted,
        )
        for name, group in groups
        if group.rows
    ]


def shared_out(sections: Sequence[Section], room: int) -> list[Section]:
    """The sections cut so that at most `room` rows are left, each with at least a few, in turns."""
    shares = [min(LEAST_ROWS, len(section.rows)) for section in sections]
    while sum(shares) < room:
        wanting = [at for at, section in enumerate(sections) if shares[at] < len(section.rows)]
        if not wanting:
            break
        fewest = min(wanting, key=lambda at: shares[at])
        shares[fewest] += 1
    return [
        Section(
            section.group,
            section.rows[:share],
            section.total,
            section.has_more or (bool(section.total) and share < len(section.rows)),
        )
        for section, share in zip(sections, shares, strict=True)
    ]


class ResultsModel(QAbstractListModel):
    """Headings and rows, one below the other; headings cannot be chosen."""

    ENTRY_ROLE = Qt.ItemDataRole.UserRole
    """A `Heading`, or what was found."""
    LINE_ROLE = Qt.ItemDataRole.UserRole + 1
    """How a row is shown; None for a heading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Heading | Found] = []
        self._lines: dict[int, Line] = {}

    def show_sections(self, sections: Iterable[Section]) -> None:
        """List `sections`."""
        self.beginResetModel()
        self._entries = []
        self._lines = {}
        for section in sections:
            self._entries.append(Heading(section.group, section.total, section.has_more))
            self._entries += section.rows
        self.endResetModel()

    def retell(self) -> None:
        """Say everything in the language of now."""
        self._lines = {}
        if self._entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._entries) - 1, 0))

    @property
    def found(self) -> list[Found]:
        """What is listed, without the headings."""
        return [entry for entry in self._entries if not isinstance(entry, Heading)]

    @property
    def headings(self) -> list[Heading]:
        """The headings that are listed."""
        return [entry for entry in self._entries if isinstance(entry, Heading)]

    def entry(self, row: int) -> Heading | Found | None:
        """What stands in `row`; None beyond the list."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, found: Found) -> int:
        """Where the same thing as `found` is listed, whatever changed of it since; else -1."""
        key = key_of(found)
        rows = ((row, entry) for row, entry in enumerate(self._entries) if not isinstance(entry, Heading))
        return next((row for row, entry in rows if key_of(entry) == key), -1)

    def stepped(self, row: int, steps: int) -> int:
        """The row that is so many rows further, headings left out; the last there is, and -1 without any."""
        rows = [at for at, entry in enumerate(self._entries) if not isinstance(entry, Heading)]
        if not rows:
            return -1
        at = rows.index(row) if row in rows else (-1 if steps > 0 else len(rows))
        return rows[min(max(at + steps, 0), len(rows) - 1)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """Headings and rows."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen, headings cannot."""
        if isinstance(self.entry(index.row()), Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row shows and says."""
        entry = self.entry(index.row())
        if entry is None or role == self.ENTRY_ROLE:
            return entry
        if role == self.LINE_ROLE:
            return None if isinstance(entry, Heading) else self._line(index.row(), entry)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return entry.said() if isinstance(entry, Heading) else self._line(index.row(), entry).said()
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(entry, Heading):
            return self._line(index.row(), entry).said()
        return None

    def _line(self, row: int, found: Found) -> Line:
        if row not in self._lines:
            self._lines[row] = line_of(found)
        return self._lines[row]
