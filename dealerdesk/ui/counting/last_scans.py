"""The last scans, newest first: verdict, folder, what is to be known, and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.counting.verdicts import Heard, shown_time
from dealerdesk.ui.formats import shown_day_of_year
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import border_pen, paint_cell_text, paint_text, square, text_width
from dealerdesk.ui.widgets.plate import badge_width, paint_badge

Index = QModelIndex | QPersistentModelIndex

LAST_SCANS = Message("ui.counting_last_scans", "Last scans")
SPOKEN = Message("ui.counting_scan_spoken", "{verdict}, {what}, {why}, {time}")
SPOKEN_BARE = Message("ui.counting_scan_spoken_bare", "{verdict}, {what}, {time}")
KEPT = 500
_VERDICT = 116


class LastScansModel(QAbstractListModel):
    """Up to `KEPT` scans."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Heard] = []

    def show_rows(self, rows: Sequence[Heard]) -> None:
        """Show these, the newest first."""
        self.beginResetModel()
        self.rows = list(rows[:KEPT])
        self.endResetModel()

    def add(self, heard: Heard) -> None:
        """Put a scan before the others."""
        self.beginInsertRows(QModelIndex(), 0, 0)
        self.rows.insert(0, heard)
        self.endInsertRows()
        if len(self.rows) > KEPT:
            self.beginRemoveRows(QModelIndex(), KEPT, len(self.rows) - 1)
            del self.rows[KEPT:]
            self.endRemoveRows()

    def take_back(self, set_id: int | None) -> None:
        """Drop what was taken back."""
        if set_id is not None and any(row.change == set_id for row in self.rows):
            self.show_rows([row for row in self.rows if row.change != set_id])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many as are kept."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says."""
        if not index.isValid():
            return None
        heard = self.rows[index.row()]
        if role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        }:
            return _spoken(heard)
        return heard if role == Qt.ItemDataRole.UserRole else None


class LastScans(QListView):
    """`opened` carries the scan on which somebody pressed Enter or clicked twice."""

    opened = Signal(object)

    def __init__(self, model: LastScansModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(_ScanRow(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(lambda index: self.opened.emit(model.rows[index.row()]))
        retell(self, lambda: self.setAccessibleName(LAST_SCANS.said()))


class _ScanRow(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        heard, now, place = index.data(Qt.ItemDataRole.UserRole), colours(), QRectF(option.rect)
        state = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        ground = "selection" if is_chosen else "hover" if state & QStyle.StateFlag.State_MouseOver else ""
        if ground:
            painter.fillRect(place, now.of(ground))
        painter.fillRect(
            QRectF(place.left(), place.bottom() - m.BORDER, place.width(), m.BORDER), now.of("row_line")
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = place.adjusted(m.GAP_4, 0, -m.GAP_4, -m.BORDER)
        paint_icon(painter, square(inner, m.ICON), heard.look.icon, getattr(now, heard.look.role))
        name = inner.adjusted(m.ICON + m.GAP_2, 0, 0, 0)
        name.setWidth(_VERDICT - m.GAP_2)
        paint_cell_text(painter, name, heard.name, Text.STRONG, getattr(now, heard.look.role))
        time = _when(heard, index.model().index(0, 0).data(Qt.ItemDataRole.UserRole))
        width = text_width(time, Text.CAPTION)
        paint_text(
            painter,
            QRectF(inner.right() - width - 1, inner.top(), width + 1, inner.height()),
            time,
            Text.CAPTION,
            now.text_3,
        )
        _paint_what(painter, inner.adjusted(m.ICON + _VERDICT + m.GAP_2, 0, -width - m.GAP_2, 0), heard)
        if state & QStyle.StateFlag.State_HasFocus:
            pen = border_pen(now.accent)
            pen.setWidth(m.FOCUS_RING)
            painter.setPen(pen)
            painter.drawRect(place.adjusted(1, 1, -1, -1))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  # Qt's name
        return QSize(0, m.ROW)


def _paint_what(painter: QPainter, place: QRectF, heard: Heard) -> None:
    """Which folder it is, and what is to be known of it."""
    now = colours()
    if heard.file_no is None:
        used = paint_text(painter, place, heard.code, Text.VIN, now.text)
    elif heard.plate is None:
        used = paint_text(painter, place, heard.file_no, Text.BODY, now.text)
    else:
        paint_badge(painter, place, heard.plate)
        used = badge_width(heard.plate)
    rest = place.adjusted(used + m.GAP_2, 0, 0, 0)
    if rest.width() > m.GAP_5:
        paint_cell_text(painter, rest, heard.why, Text.CAPTION, now.text_2)


def _when(heard: Heard, newest: Heard) -> str:
    """The time, or the day where it is not that of the newest scan."""
    is_same = heard.at.date() == newest.at.date()
    return f"{heard.at:%H:%M}" if is_same else shown_day_of_year(heard.at.date())


def _spoken(heard: Heard) -> str:
    what = " ".join(filter(None, (heard.plate, heard.file_no or heard.code)))
    told = {"verdict": heard.name, "what": what, "time": shown_time(heard.at, heard.at)}
    return SPOKEN.said(why=heard.why, **told) if heard.why else SPOKEN_BARE.said(**told)
