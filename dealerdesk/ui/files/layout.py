"""Which columns a person wants to see, in which order and how wide; kept among the preferences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import Qt

from dealerdesk.ui.models.files_columns import (
    OFFERED_COLUMNS,
    SORTED_BY,
    USUAL_COLUMNS,
    Column,
    column_of,
)

Sorting = tuple[Column, Qt.SortOrder]

USUAL_SORTING: Sorting = (Column.LAST_VISIT, Qt.SortOrder.DescendingOrder)
LEAST_WIDTH = 40
MOST_WIDTH = 1200


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """The columns that are shown, from left to right, and the widths that were set by hand."""

    shown: tuple[Column, ...] = USUAL_COLUMNS
    widths: Mapping[Column, int] = field(default_factory=dict)

    @property
    def is_usual(self) -> bool:
        """Whether nobody has chosen anything."""
        return self.shown == USUAL_COLUMNS and not self.widths

    def showing(self, shown: Sequence[Column]) -> ColumnLayout:
        """The same widths with other columns; without any, the first one stays."""
        return replace(self, shown=tuple(shown) or self.shown[:1])

    def with_width(self, column: Column, width: int | None) -> ColumnLayout:
        """The same with a column's width set by hand, or left to the fonts again."""
        widths = {each: known for each, known in self.widths.items() if each is not column}
        if width is not None:
            widths[column] = min(max(width, LEAST_WIDTH), MOST_WIDTH)
        return replace(self, widths=widths)

    def written(self) -> dict[str, Any]:
        """As it is kept."""
        widths = {column.code: width for column, width in self.widths.items()}
        return {"shown": [column.code for column in self.shown], "widths": widths}


def read_layout(kept: object) -> ColumnLayout:
    """What `ColumnLayout.written` wrote; whatever cannot be read is as usual."""
    if not isinstance(kept, dict):
        return ColumnLayout()
    listed, widths = kept.get("shown"), kept.get("widths")
    columns = dict.fromkeys(map(column_of, listed if isinstance(listed, list) else ()))
    shown = tuple(column for column in columns if column in OFFERED_COLUMNS and column is not None)
    layout = ColumnLayout(shown or USUAL_COLUMNS)
    for code, width in widths.items() if isinstance(widths, dict) else ():
        column = column_of(code)
        if column is not None and isinstance(width, int):
            layout = layout.with_width(column, width)
    return layout


def written_sorting(sorting: Sorting) -> list[Any]:
    """As it is kept."""
    column, order = sorting
    return [column.code, order is Qt.SortOrder.DescendingOrder]


def read_sorting(kept: object) -> Sorting:
    """What `written_sorting` wrote; whatever cannot be read is as usual."""
    match kept:
        case [str(code), bool(descending)]:
            column = column_of(code)
            if column in SORTED_BY:
                order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
                return column, order
    return USUAL_SORTING
