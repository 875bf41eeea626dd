"""The commands that a palette lists, and how one of them is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.marked import paint_marked
from dealerdesk.ui.widgets.painting import border_pen, paint_text, rounded, square

Index = QModelIndex | QPersistentModelIndex

WITH_KEYS = Message("ui.palette_with_keys", "{name}, {keys}")
NOT_NOW = Message("ui.palette_not_now", "{name}, not possible now: {reason}")


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One command as it is listed: `reason` says why it cannot be done now, `marks` what was searched for."""

    command: Command
    name: str
    keys: str
    reason: str
    marks: frozenset[int] = frozenset()
    ends_recent: bool = False

    def said(self) -> str:
        """The row in words, for people who hear it."""
        if self.reason:
            return NOT_NOW.said(name=self.name, reason=self.reason)
        return WITH_KEYS.said(name=self.name, keys=self.keys) if self.keys else self.name


def row_of(command: Command) -> PaletteRow:
    """How `command` is listed now."""
    stands_against = command.why_not()
    reason = stands_against.said() if stands_against else ""
    return PaletteRow(command, command.name.said(), command.shown_keys, reason)


class PaletteModel(QAbstractListModel):
    """The rows of a palette."""

    ROW_ROLE = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[PaletteRow] = ()

    def show_rows(self, rows: Sequence[PaletteRow]) -> None:
        """List `rows`."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """How many commands are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> PaletteRow | str | None:
        """The row itself, its name, and what is said of it."""
        row = self._rows[index.row()]
        if role == self.ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.said()
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.reason or None
        return None


class RowDelegate(QStyledItemDelegate):
    """Paints icon, name, why it cannot be done, and keys."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  # Qt's name
        """Rows are equally high."""
        return QSize(m.PALETTE_WIDTH, m.PALETTE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one command."""
        row = index.data(PaletteModel.ROW_ROLE)
        now = colours()
        place = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, now.of("selection"))
            painter.fillRect(
                QRectF(place.left(), place.top(), m.SELECTION_BAR, place.height()), now.of("accent")
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, now.of("hover"))
        if row.ends_recent:
            line = QRectF(place.left(), place.bottom() - m.BORDER, place.width(), m.BORDER)
            painter.fillRect(line, now.of("border"))
        inner = place.adjusted(m.GAP_4, 0, -m.GAP_3, 0)
        colour = now.text_3 if row.reason else now.text
        if row.command.icon:
            icon_colour = now.disabled if row.reason else now.text_2
            paint_icon(painter, square(inner, m.ICON), row.command.icon, icon_colour)
        room = inner.adjusted(m.ICON + m.GAP_3, 0, -_paint_keys(painter, inner, row.keys), 0)
        used = paint_marked(painter, room, row.name, _spans(row.marks), Text.BODY, colour)
        if row.reason:
            beside = room.adjusted(used + m.GAP_3, 0, 0, 0)
            paint_text(painter, beside, row.reason, Text.CAPTION, now.text_3)
        painter.restore()


def _paint_keys(painter: QPainter, place: QRectF, keys: str) -> float:
    """Draw a key cap at the right of `place`; the room that it takes."""
    if not keys:
        return 0.0
    now = colours()
    width = text_metrics(Text.CAPTION).horizontalAdvance(keys) + 2 * m.GAP_2
    cap = QRectF(place.right() - width, 0, width, m.KEY_CAP)
    cap.moveTop(place.top() + round((place.height() - m.KEY_CAP) / 2))
    outline = rounded(cap, m.RADIUS_BADGE)
    painter.fillPath(outline, now.of("subtle"))
    painter.setPen(border_pen(now.border))
    painter.drawPath(outline)
    paint_text(painter, cap.adjusted(m.GAP_2, 0, 0, 0), keys, Text.CAPTION, now.text_2)
    return width + m.GAP_3


def _spans(marks: frozenset[int]) -> list[tuple[int, int]]:
    """Marked places as spans, those beside each other as one."""
    spans: list[tuple[int, int]] = []
    for at in sorted(marks):
        if spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans
