"""Tabs, each with how many things are behind it: the count stands beside the name in a lighter colour."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import border_pen, paint_text, rounded

WITH_COUNT = Message("ui.file.tab_with_count", "{tab}, {count}")


class CountedTabs(QTabBar):
    """Tabs in the order in which they were added, by keys of `names`; `title` says what they are parts of."""

    def __init__(self, names: Mapping[str, Message], title: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._title = title
        self._counts: dict[str, str] = {}
        self._room: int | None = None
        self._is_tight = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        retell(self, self._tell)

    def add(self, key: str) -> None:
        """Add the tab of `key` behind the others."""
        self._counts[key] = ""
        self.addTab("")
        self._tell()

    @property
    def keys(self) -> list[str]:
        """All tabs in order."""
        return list(self._counts)

    @property
    def chosen_key(self) -> str:
        """The tab in sight."""
        return self.keys[self.currentIndex()]

    def choose(self, key: str) -> None:
        """Choose the tab of `key`, where it is there."""
        if key in self._counts:
            self.setCurrentIndex(self.keys.index(key))

    def show_count(self, key: str, count: str) -> None:
        """Show `count` beside the name of `key`."""
        if self._counts.get(key, count) != count:
            self._counts[key] = count
            self._tell()

    def fit(self, room: int) -> None:
        """Stay within `room` pixels: where all would not fit, tabs stand closer, and counts give way."""
        self._room = room
        self._tell()

    def _tell(self) -> None:
        self._is_tight = self._room is not None and self._full_width > self._room
        self.setAccessibleName(self._title.said())
        for index, (key, count) in enumerate(self._counts.items()):
            name = self._names[key].said()
            words = WITH_COUNT.said(tab=name, count=count) if count else name
            self.setTabText(index, words)
            self.setTabToolTip(index, words if self._is_tight else "")
        self.updateGeometry()

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802  # Qt's name
        """The room of name and count; a chosen tab is as wide as before."""
        return QSize(self._width_of(self.keys[index], is_tight=self._is_tight), m.TAB)

    @property
    def _full_width(self) -> int:
        keys = (key for at, key in enumerate(self._counts) if self.isTabVisible(at))
        return sum(self._width_of(key, is_tight=False) for key in keys)

    def _width_of(self, key: str, *, is_tight: bool) -> int:
        width = text_metrics(Text.STRONG).horizontalAdvance(self._names[key].said())
        if self._counts[key] and not is_tight:
            width += m.GAP_2 + text_metrics(Text.BODY).horizontalAdvance(self._counts[key])
        return width + 2 * _lead(is_tight=is_tight)

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802  # Qt's name
        """Names are never cut."""
        return self.tabSizeHint(index)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Sizes follow the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw names, counts, and the line below the chosen one."""
        now = colours()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            hovered = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
            for index, (key, count) in enumerate(self._counts.items()):
                place = QRectF(self.tabRect(index))
                is_chosen = index == self.currentIndex()
                inner = place.adjusted(_lead(is_tight=self._is_tight), 0, 0, -m.TAB_LINE)
                kind = Text.STRONG if is_chosen else Text.BODY
                colour = now.text if is_chosen or index == hovered else now.text_2
                used = paint_text(painter, inner, self._names[key].said(), kind, colour)
                if count and not self._is_tight:
                    rest = inner.adjusted(used + m.GAP_2, 0, 0, 0)
                    paint_text(painter, rest, count, Text.BODY, now.text_3)
                if is_chosen:
                    line = QRectF(place.left(), place.bottom() + 1 - m.TAB_LINE, place.width(), m.TAB_LINE)
                    painter.fillRect(line, now.of("accent"))
                if is_chosen and self.hasFocus():
                    pen = border_pen(now.accent)
                    pen.setWidth(m.FOCUS_RING)
                    painter.setPen(pen)
                    painter.drawPath(rounded(place.adjusted(1, 1, -1, -m.TAB_LINE - 1), m.RADIUS_CONTROL))


def _lead(*, is_tight: bool) -> int:
    """The room on both sides of a name."""
    return m.GAP_2 if is_tight else m.GAP_3
