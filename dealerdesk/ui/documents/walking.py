"""Where an arrow key leads from slot to slot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from dealerdesk.ui.documents.slots import SlotKey

_SALES, _SERVICE, _OTHERS = range(3)


def neighbour(
    columns: Sequence[Sequence[SlotKey]], key: SlotKey, arrow: Qt.Key, *, is_narrow: bool
) -> SlotKey | None:
    """The slot that `arrow` leads to from `key`, None at the edge.

    `columns` are sales side, service side and others; others stand below both sides, and in a narrow window
    the service side stands below the sales side.
    """
    column = next(number for number, keys in enumerate(columns) if key in keys)
    row = columns[column].index(key)
    if arrow in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
        step = -1 if arrow == Qt.Key.Key_Up else 1
        way = _way(columns, column, is_narrow=is_narrow)
        place = way.index(key) + step
        return way[place] if 0 <= place < len(way) else None
    target = {(Qt.Key.Key_Right, _SALES): _SERVICE, (Qt.Key.Key_Left, _SERVICE): _SALES}.get((arrow, column))
    if target is None or is_narrow or not columns[target]:
        return None
    return columns[target][min(row, len(columns[target]) - 1)]


def _way(columns: Sequence[Sequence[SlotKey]], column: int, *, is_narrow: bool) -> list[SlotKey]:
    """The slots from top to bottom through `column`."""
    sales, service, others = columns
    if is_narrow:
        return [*sales, *service, *others]
    return [*(service if column == _SERVICE else sales), *others]
