"""The pairs that are listed, and the rows of those that are in sight."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dealerdesk.domain.duplicates import REASON_LABELS, Pair, PairKind
from dealerdesk.domain.messages import Message, said_list
from dealerdesk.services.duplicates import AlikeRow, Duplicates
from dealerdesk.ui.tasks import Tasks
from dealerdesk.ui.widgets.tips import tip_of

Index = QModelIndex | QPersistentModelIndex

CHOSEN_BY_HAND = Message("ui.duplicates_by_hand", "Found by what you typed")
SPOKEN = Message("ui.duplicates_pair_spoken", "{first} and {second}. {reasons}")
ROWS_TOPIC = "duplicates.rows"
ROWS_AHEAD = 30


class PairsModel(QAbstractTableModel):
    """One row a pair; `failed` carries what reading rows has raised."""

    WORDS_ROLE = Qt.ItemDataRole.UserRole + 1
    """The two lines of the row, None while they are on their way."""

    failed = Signal(object)

    def __init__(self, tasks: Tasks, duplicates: Duplicates, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._duplicates = duplicates
        self.kind = PairKind.CUSTOMERS
        self.pairs: tuple[Pair, ...] = ()
        self._rows: dict[int, AlikeRow] = {}
        self._common: int | None = None

    def show_pairs(self, kind: PairKind, pairs: tuple[Pair, ...], *, is_beside: bool = False) -> None:
        """List `pairs`; where all are beside one record, it is not named each time."""
        self._tasks.forget(ROWS_TOPIC)
        self.beginResetModel()
        if kind is not self.kind:
            self._rows.clear()
        self.kind, self.pairs = kind, pairs
        self._common = _common_of(pairs) if is_beside else None
        self.endResetModel()

    def forget_rows(self) -> None:
        """Read what is in sight anew, since records have changed; what is known is shown until then."""
        self._rows.clear()

    def see(self, first: int, last: int) -> None:
        """Fetch what is missing of the rows in sight, and around them."""
        around = range(max(0, first - ROWS_AHEAD), min(len(self.pairs), last + 1 + ROWS_AHEAD))
        ids = {one for row in around for one in (self.pairs[row].first, self.pairs[row].second)}
        missing = sorted(ids - self._rows.keys())
        if missing:
            fetch = partial(self._duplicates.rows, self.kind, missing)
            self._tasks.read(ROWS_TOPIC, fetch, self._take_rows, self.failed.emit)

    def pair_at(self, row: int) -> Pair | None:
        """The pair in `row`, None beyond the list."""
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    def row_of(self, pair: Pair | None) -> int | None:
        """Where a pair is listed, whatever speaks for it; None where it is not."""
        ids = (pair.first, pair.second) if pair else None
        return next((row for row, each in enumerate(self.pairs) if (each.first, each.second) == ids), None)

    def names_of(self, pair: Pair) -> tuple[AlikeRow, AlikeRow] | None:
        """The two records, None while they are on their way."""
        first, second = self._rows.get(pair.first), self._rows.get(pair.second)
        return (first, second) if first and second else None

    def words_of(self, pair: Pair) -> tuple[str, str] | None:
        """The two lines of a pair: who or what it is, and why; None while that is on its way."""
        names = self.names_of(pair)
        if names is None:
            return None
        told = [row for row in names if row.id != self._common]
        title = " · ".join(dict.fromkeys(row.name for row in told))
        if pair.reasons:
            return title, reasons_words(pair)
        return title, " · ".join(dict.fromkeys(fact for row in told for fact in row.facts))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many rows as pairs."""
        return 0 if parent.isValid() else len(self.pairs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """A pair is one cell."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the delegate paints, and what screen readers hear."""
        pair = self.pair_at(index.row())
        if pair is None:
            return None
        names = self.names_of(pair)
        if role == self.WORDS_ROLE:
            return self.words_of(pair)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole} and names:
            told = [", ".join((row.name, *row.facts)) for row in names]
            spoken = SPOKEN.said(first=told[0], second=told[1], reasons=reasons_words(pair))
            return tip_of(spoken) if role == Qt.ItemDataRole.ToolTipRole else spoken
        return None

    def _take_rows(self, rows: Mapping[int, AlikeRow]) -> None:
        self._rows.update(rows)
        if self.pairs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.pairs) - 1, 0))


def reasons_words(pair: Pair) -> str:
    """What speaks for a pair, in words; the surest first."""
    if not pair.reasons:
        return CHOSEN_BY_HAND.said()
    return said_list([REASON_LABELS[reason] for reason in pair.reasons])


def _common_of(pairs: tuple[Pair, ...]) -> int | None:
    """The one record that all pairs have; None where there is none, or the only pair does not tell which."""
    if not pairs:
        return None
    common = set[int].intersection(*({pair.first, pair.second} for pair in pairs))
    return common.pop() if len(common) == 1 else None
