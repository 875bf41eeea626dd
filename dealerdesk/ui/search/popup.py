"""The panel below the search box: chips for the groups, the results, and which keys do what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.search.chips import GroupChips
from dealerdesk.ui.search.delegate import ResultDelegate, show_all_place
from dealerdesk.ui.search.foot import OPEN, SEARCH_FOR, KeyHints
from dealerdesk.ui.search.lines import Found, Suggestion
from dealerdesk.ui.search.results import Group, Heading, ResultsModel, Section, shared_out
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours

RESULTS = Message("ui.search_results", "Results of the search")


class SearchPopup(QFrame):
    """Never takes the focus: whoever owns the search box steers it. `opened` carries what was clicked on."""

    opened = Signal(object)
    all_asked = Signal(object)
    """The group (`Group`) of which everything is wanted."""
    group_chosen = Signal(object)
    """The only group (`Group`) to look in, or None for all."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("look", "palette")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._below: QRect | None = None
        self._stood: tuple[QRect, QSize] | None = None
        self._sections: Sequence[Section] = ()
        self._shares_out = False
        self.model = ResultsModel(self)
        self.chips = GroupChips()
        self.note = QLabel()
        self.list = _ResultsList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(ResultDelegate(self.list))
        self.hints = KeyHints()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_3)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.BORDER, m.BORDER, m.BORDER, m.BORDER)
        column.setSpacing(0)
        column.addWidget(self.chips)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)
        column.addWidget(self.hints)
        self.list.clicked.connect(self._on_clicked)
        self.list.all_asked.connect(self.all_asked)
        self.chips.chosen.connect(self.group_chosen)
        self.hide()
        retell(self, self._tell)

    @property
    def chosen(self) -> Found | None:
        """What Enter would open."""
        entry = self.model.entry(self.list.currentIndex().row())
        return None if isinstance(entry, Heading) else entry

    def show_sections(
        self,
        sections: Sequence[Section],
        *,
        note: str = "",
        is_bad: bool = False,
        best: Found | None = None,
        shares_out: bool = True,
    ) -> None:
        """List `sections` below `note` and choose `best`, else the first row.

        With `shares_out` so few rows of each are listed that all sections are in sight.
        """
        self._sections, self._shares_out = sections, shares_out
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._paint_note("problem" if is_bad else "second")
        self.model.show_sections(self._fitting())
        at = self.model.row_of(best) if best is not None else -1
        self._choose(at if at >= 0 else self.model.stepped(-1, 1))
        self.list.setVisible(bool(sections))
        self._settle_size()

    def step(self, steps: int) -> None:
        """Choose a row so many rows further; headings are left out."""
        self._choose(self.model.stepped(self.list.currentIndex().row(), steps))

    def stand_below(self, box: QRect) -> None:
        """Stand below `box`, which is given in the window's coordinates."""
        stands = (box, self._window.size())
        if stands == self._stood and self.isVisible():
            # As with every key: what is listed now is about to be replaced.
            return
        self._stood, self._below = stands, box
        if self._sections and self.isVisible():
            chosen = self.chosen
            self.model.show_sections(self._fitting())
            self._choose(self.model.row_of(chosen) if chosen is not None else -1)
        self._settle_size()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the ground up to the very corners, then the rounded border on it."""
        option = QStyleOption()
        option.initFrom(self)
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), colours().of("surface"))
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)

    def event(self, event: QEvent) -> bool:
        """Words that need other room than before, as in another language, get it."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._settle_size()
        done = super().event(event)
        if event.type() in {QEvent.Type.Polish, QEvent.Type.StyleChange}:
            # Else the page behind would be painted with every key; a style sheet says otherwise of any frame.
            self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        return done

    def _choose(self, row: int) -> None:
        index = self.model.index(row, 0) if row >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if row >= 0:
            before = self.model.entry(row - 1)
            self.list.scrollTo(self.model.index(row - 1, 0) if isinstance(before, Heading) else index)
            self.list.scrollTo(index)
        self.hints.show_enter(SEARCH_FOR if isinstance(self.chosen, Suggestion) else OPEN)

    def _paint_note(self, text_kind: str) -> None:
        # Polishing goes through the whole style sheet, and this is asked with every key.
        if self.note.property("text_kind") != text_kind:
            self.note.setProperty("text_kind", text_kind)
            self.note.style().polish(self.note)

    def _fitting(self) -> Sequence[Section]:
        if not self._shares_out:
            return self._sections
        around = m.FOUND_CHIPS + m.FOUND_FOOT + m.GAP_2 + self._frame()
        room = self._tallest() - around - len(self._sections) * m.FOUND_HEADING
        return shared_out(self._sections, max(1, room // m.FOUND_ROW))

    def _frame(self) -> int:
        """What the borders take, of the height as of the width."""
        return self.height() - self.contentsRect().height() + 2 * m.BORDER

    def _tallest(self) -> int:
        top = self._below.bottom() + 1 + m.GAP_1 if self._below is not None else 0
        return min(m.FOUND_TALLEST, self._window.height() - top - m.STATUS_BAR - m.GAP_1)

    def _settle_size(self) -> None:
        """As wide as the box at least, as high as its content needs, and always inside the window."""
        if self._below is None:
            return
        left = self._below.left()
        width = min(max(self._below.width(), m.FOUND_WIDTH), self._window.width() - left - m.GAP_2)
        headings, rows = len(self.model.headings), self.model.rowCount()
        content = headings * m.FOUND_HEADING + (rows - headings) * m.FOUND_ROW + (m.GAP_2 if rows else 0)
        frame = self._frame()
        height = content + self.hints.height() + frame
        if not self.chips.isHidden():
            height += self.chips.height()
        if not self.note.isHidden():
            height += self.note.heightForWidth(width - frame)
        top = self._below.bottom() + 1 + m.GAP_1
        self.setGeometry(left, top, width, min(height, self._tallest()))
        self.hints.fit(width - frame)

    def _on_clicked(self, index: QModelIndex) -> None:
        entry = self.model.entry(index.row())
        if entry is not None and not isinstance(entry, Heading):
            self.opened.emit(entry)

    def _tell(self) -> None:
        self.list.setAccessibleName(RESULTS.said())
        self.model.retell()


class _ResultsList(QListView):
    """A list that is steered from elsewhere; the link in a heading can be clicked."""

    all_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Else the page behind would be painted with every key.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the ground, and the entries on it."""
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), colours().of("surface"))
        super().paintEvent(event)

    def group_linked_at(self, event: QMouseEvent) -> Group | None:
        """The group whose link is under the mouse."""
        index = self.indexAt(event.position().toPoint())
        entry = index.data(ResultsModel.ENTRY_ROLE)
        if isinstance(entry, Heading):
            place = show_all_place(QRectF(self.visualRect(index)), entry)
            if place.contains(event.position()):
                return entry.group
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Choose a row; a heading leaves the chosen row as it is."""
        if not isinstance(self.indexAt(event.position().toPoint()).data(ResultsModel.ENTRY_ROLE), Heading):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Open a row, or follow a heading's link."""
        group = self.group_linked_at(event)
        if group is not None:
            self.all_asked.emit(group)
        else:
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Show a hand over what can be clicked, and drag nothing."""
        entry = self.indexAt(event.position().toPoint()).data(ResultsModel.ENTRY_ROLE)
        is_link = entry is not None and (
            not isinstance(entry, Heading) or self.group_linked_at(event) is not None
        )
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        )

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Forget the hand."""
        super().leaveEvent(event)
        self.viewport().unsetCursor()
