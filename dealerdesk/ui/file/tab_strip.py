"""The tabs of a vehicle file, each with its count, and the meter of its documents."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.places import FileTab
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.counted_tabs import CountedTabs
from dealerdesk.ui.widgets.meter import DOCUMENTS_OF, NOTHING_REQUIRED, Reading, Segment
from dealerdesk.ui.widgets.painting import border_pen, paint_text

NAMES = {
    FileTab.OVERVIEW: Message("ui.file.tab_overview", "Overview"),
    FileTab.DOCUMENTS: Message("ui.file.tab_documents", "Documents"),
    FileTab.SERVICE: Message("ui.file.tab_service", "Service history"),
    FileTab.HISTORY: Message("ui.file.tab_history", "History"),
}
TABS = Message("ui.file.tabs", "Parts of the file")
METER = Message("ui.file.meter_of", "Documents")
PRESENT_OF = Message("ui.file.meter_present_of", "{present} of {required}")


class TabStrip(CountedTabs):
    """The tabs of a file, in the order they were added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__({tab.value: name for tab, name in NAMES.items()}, TABS, parent)

    @property
    def chosen(self) -> FileTab:
        """The tab in sight."""
        return FileTab(self.chosen_key)

    @property
    def tabs(self) -> list[FileTab]:
        """All tabs in order."""
        return list(map(FileTab, self.keys))


class DocumentsMeter(QWidget):
    """The completeness of one file: a long segment for each required type, and the count in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = Reading(())
        self._spoken = ""
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        retell(self, self._tell)

    def show_reading(self, reading: Reading, spoken: str) -> None:
        """Show `reading`; `spoken` says it with what is missing."""
        self._reading, self._spoken = reading, spoken
        self._tell()

    def show_narrow(self, *, narrow: bool) -> None:
        """Leave the word away, and draw shorter segments."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    @property
    def _words(self) -> str:
        reading = self._reading
        if not reading.required:
            return NOTHING_REQUIRED.said()
        return PRESENT_OF.said(present=reading.present, required=reading.required)

    @property
    def _segment(self) -> int:
        return m.SEGMENT_WIDTH if self._narrow else m.SEGMENT_LONG

    def _tell(self) -> None:
        plain = DOCUMENTS_OF.said(present=self._reading.present, required=self._reading.required)
        self.setAccessibleName(self._spoken or plain)
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def _title_width(self) -> int:
        return 0 if self._narrow else text_metrics(Text.BODY).horizontalAdvance(METER.said()) + m.GAP_2

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """The room that title, segments and count take."""
        reading = self._reading
        segments = max(reading.required * (self._segment + m.SEGMENT_GAP) - m.SEGMENT_GAP, 0)
        gap = m.GAP_2 if reading.sales and reading.service else 0
        words = text_metrics(Text.STRONG).horizontalAdvance(self._words) + 1
        return QSize(self._title_width() + segments + gap + m.GAP_2 + words, m.LIST_LINE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw title, segments and count."""
        now, reading = colours(), self._reading
        with QPainter(self) as painter:
            place = QRectF(self.rect())
            if not self._narrow:
                paint_text(painter, place, METER.said(), Text.BODY, now.text_2)
            left = place.left() + self._title_width()
            top = place.top() + (place.height() - m.SEGMENT_HEIGHT) // 2
            is_complete = reading.present == reading.required
            for side in (reading.sales, reading.service):
                for segment in side:
                    box = QRectF(left, top, self._segment, m.SEGMENT_HEIGHT)
                    if segment is Segment.MISSING:
                        painter.setPen(border_pen(now.segment_outline))
                        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
                    else:
                        whole = "ok_fill" if is_complete else "segment"
                        painter.fillRect(box, now.of("warn_fill" if segment is Segment.EXPIRING else whole))
                    left += self._segment + m.SEGMENT_GAP
                left += m.GAP_2 if side and side is reading.sales and reading.service else 0
            rest = QRectF(left + m.GAP_2 - m.SEGMENT_GAP, place.top(), place.right() - left, place.height())
            paint_text(painter, rest.adjusted(0, 0, m.GAP_2, 0), self._words, Text.STRONG, now.text)
