"""The rail: the pages that there are, down the left side."""

from __future__ import annotations

from collections.abc import Sequence

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
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import WITH_KEYS
from dealerdesk.ui.places import PageName
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.shell.rooms import RAIL, RAIL_FOOT, RailEntry
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_font, text_metrics
from dealerdesk.ui.widgets.painting import rounded

Index = QModelIndex | QPersistentModelIndex

_OPACITY_DISABLED = 0.6
_UNBOUNDED = 16_777_215
"""Qt's own largest height."""
PAGES = Message("ui.pages", "Pages")
BADGE_MOST = 99


class Rail(QFrame):
    """Lets a person choose a page; narrow, it shows icons alone, their names as tooltips."""

    page_chosen = Signal(object)
    """Carries the `PageName`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "rail")
        self._lists = (_EntryList(RAIL, 1), _EntryList(RAIL_FOOT, 1 + len(RAIL)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, m.GAP_2, 0, m.GAP_2)
        column.setSpacing(0)
        column.addWidget(self._lists[0], 1)
        column.addWidget(self._lists[1])
        for entries in self._lists:
            entries.page_chosen.connect(self.page_chosen)
        self.setFocusProxy(self._lists[0])
        self.show_narrow(narrow=False)

    def choose(self, page: PageName | None) -> None:
        """Mark the entry of `page`, or none."""
        for entries in self._lists:
            entries.choose(page)

    def show_badge(self, page: PageName, count: int) -> None:
        """Show a number at the entry of `page`, or nothing when it is 0."""
        for entries in self._lists:
            entries.show_badge(page, count)

    def show_narrow(self, *, narrow: bool) -> None:
        """Show icons alone, or icons with names."""
        self.setFixedWidth(m.RAIL_NARROW if narrow else m.RAIL_WIDTH)
        for entries in self._lists:
            entries.show_narrow(narrow=narrow)


class _EntryList(QListView):
    """Entries of the rail; the first one's key is Ctrl and the number `first_key`."""

    page_chosen = Signal(object)

    def __init__(self, entries: Sequence[RailEntry], first_key: int) -> None:
        super().__init__()
        self.setProperty("look", "rail")
        self._model = _EntriesModel(entries, first_key, self)
        self.setModel(self._model)
        self.setItemDelegate(_EntryDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_taken)
        self.activated.connect(self._on_taken)
        retell(self, self._tell)

    def choose(self, page: PageName | None) -> None:
        row = next((row for row, entry in enumerate(self._model.entries) if entry.page is page), -1)
        self.setCurrentIndex(self._model.index(row, 0))
        if row < 0:
            self.clearSelection()

    def show_badge(self, page: PageName, count: int) -> None:
        self._model.show_badge(page, count)

    def show_narrow(self, *, narrow: bool) -> None:
        self._model.is_narrow = narrow
        height = m.RAIL_NARROW if narrow else m.RAIL_ITEM
        self.setMinimumHeight(height * len(self._model.entries))
        self.setMaximumHeight(_UNBOUNDED if self._model.first_key == 1 else self.minimumHeight())
        self.scheduleDelayedItemsLayout()

    def _tell(self) -> None:
        self.setAccessibleName(PAGES.said())
        # Start-up: it paints anew, too, and the viewport of a list brings most classes of Qt along with it.
        self.scheduleDelayedItemsLayout()

    def _on_taken(self, index: QModelIndex) -> None:
        self.page_chosen.emit(self._model.entries[index.row()].page)


class _EntriesModel(QAbstractListModel):
    def __init__(self, entries: Sequence[RailEntry], first_key: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries = entries
        self.first_key = first_key
        self.badges: dict[PageName, int] = {}
        self.is_narrow = False

    def show_badge(self, page: PageName, count: int) -> None:
        if self.badges.get(page, 0) != count:
            self.badges[page] = count
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.entries) - 1, 0))

    def spoken(self, entry: RailEntry) -> str:
        """The entry's name, with what its badge counts."""
        count = self.badges.get(entry.page, 0)
        return entry.badge.said(name=entry.name, count=count) if entry.badge and count else entry.name.said()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name.said()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return WITH_KEYS.said(name=self.spoken(entry), keys=f"Ctrl+{self.first_key + index.row()}")
        return None


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  # Qt's name
        model = index.model()
        narrow = isinstance(model, _EntriesModel) and model.is_narrow
        return QSize(m.RAIL_NARROW, m.RAIL_NARROW) if narrow else QSize(m.RAIL_WIDTH, m.RAIL_ITEM)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _EntriesModel)
        now = colours()
        entry = model.entries[index.row()]
        place = QRectF(option.rect)
        enabled = option.widget.isEnabled()
        selected, hovered = _state_of(option) if enabled else (False, False)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not enabled:
            painter.setOpacity(_OPACITY_DISABLED)
        elif selected or hovered:
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
                entry.name.said(), Qt.TextElideMode.ElideRight, int(place.width() - m.GAP_2)
            )
            painter.setFont(text_font(kind))
            painter.setPen(QColor(colour))
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, name)
        paint_icon(painter, icon, f"{entry.icon}-fill" if selected else entry.icon, colour)
        if count := model.badges.get(entry.page, 0):
            _paint_badge(painter, icon, count, place)
        painter.restore()


def _state_of(option: QStyleOptionViewItem) -> tuple[bool, bool]:
    """Whether the entry is selected, and whether the mouse is over it."""
    # Start-up: Qt's many names of styles are made when first wanted, which is once the rail can be used.
    from PySide6.QtWidgets import QStyle  # noqa: PLC0415 - start-up, see above

    state = option.state
    return bool(state & QStyle.StateFlag.State_Selected), bool(state & QStyle.StateFlag.State_MouseOver)


def _paint_badge(painter: QPainter, icon: QRectF, count: int, entry: QRectF) -> None:
    """A small number at the upper right of `icon`, inside its entry."""
    words = str(count) if count <= BADGE_MOST else f"{BADGE_MOST}+"
    metrics = text_metrics(Text.STRONG_CAPTION)
    width = max(metrics.horizontalAdvance(words) + m.GAP_2, m.ICON)
    place = QRectF(icon.center().x() + m.GAP_1, icon.top() - m.GAP_1, width, m.ICON)
    place.moveRight(min(place.right(), entry.right() - 2))
    now = colours()
    painter.fillPath(rounded(place, m.ICON / 2), QColor(now.rail_strong))
    painter.setFont(text_font(Text.STRONG_CAPTION))
    painter.setPen(QColor(now.rail))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
