"""The rail: the pages that there are, down the left side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_font, text_metrics

Index = QModelIndex | QPersistentModelIndex

_OPACITY_DISABLED = 0.6
PAGES = Message("ui.pages", "Pages")


@dataclass(frozen=True, slots=True)
class RailPage:
    """One entry: its icon (``-fill`` is added for the page that is shown) and its name."""

    icon: str
    name: Message


class Rail(QListView):
    """Lets a person choose a page; narrow, it shows icons alone, their names as tooltips."""

    page_chosen = Signal(int)

    def __init__(self, pages: Sequence[RailPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "rail")
        self._model = _PagesModel(pages, self)
        self.setModel(self._model)
        self.setItemDelegate(_PageDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setViewportMargins(0, m.GAP_2, 0, 0)
        self.choose(0)
        self.show_narrow(narrow=False)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        retell(self, self._tell)

    def choose(self, page: int) -> None:
        """Mark the page that is shown."""
        self.setCurrentIndex(self._model.index(page, 0))

    def show_narrow(self, *, narrow: bool) -> None:
        """Show icons alone, or icons with names."""
        self._model.is_narrow = narrow
        self.setFixedWidth(m.RAIL_NARROW if narrow else m.RAIL_WIDTH)
        self.viewport().update()

    def _tell(self) -> None:
        self.setAccessibleName(PAGES.said())
        self.viewport().update()

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.page_chosen.emit(current.row())


class _PagesModel(QAbstractListModel):
    def __init__(self, pages: Sequence[RailPage], parent: QWidget) -> None:
        super().__init__(parent)
        self.pages = pages
        self.is_narrow = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        return 0 if parent.isValid() else len(self.pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        name = self.pages[index.row()].name.said()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{name}  Ctrl+{index.row() + 1}"
        return None


class _PageDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  # Qt's name
        model = index.model()
        narrow = isinstance(model, _PagesModel) and model.is_narrow
        return QSize(m.RAIL_NARROW, m.RAIL_NARROW) if narrow else QSize(m.RAIL_WIDTH, m.RAIL_ITEM)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _PagesModel)
        now = colours()
        page = model.pages[index.row()]
        place = QRectF(option.rect)
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        selected = enabled and bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not enabled:
            painter.setOpacity(_OPACITY_DISABLED)
        elif selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, now.of("rail_selected"))
        if selected:
            bar = QRectF(place.left(), place.top(), m.SELECTION_BAR, place.height())
            painter.fillRect(bar, now.of("rail_bar"))
        colour = now.rail_strong if selected else now.rail_text
        icon = QRectF(0, 0, m.NAVIGATION_ICON, m.NAVIGATION_ICON)
        icon.moveCenter(place.center())
        if not model.is_narrow:
            icon.moveTop(place.top() + m.GAP_2 + 2)
            kind = Text.STRONG_CAPTION if selected else Text.CAPTION
            words = QRectF(
                place.left(), icon.bottom(), place.width(), place.bottom() - icon.bottom() - m.GAP_1
            )
            name = text_metrics(kind).elidedText(
                page.name.said(), Qt.TextElideMode.ElideRight, int(place.width() - m.GAP_2)
            )
            painter.setFont(text_font(kind))
            painter.setPen(QColor(colour))
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, name)
        paint_icon(painter, icon, f"{page.icon}-fill" if selected else page.icon, colour)
        painter.restore()
