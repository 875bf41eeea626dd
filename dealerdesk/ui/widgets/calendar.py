"""A calendar that drops down from a date's input."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QPushButton, QVBoxLayout, QWidget

from dealerdesk import i18n
from dealerdesk.domain.dates import FIRST_YEAR, LAST_YEAR
from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import colours

CALENDAR = Message("ui.calendar", "Calendar")
CHOOSE_TODAY = Message("ui.calendar_today", "Today")
_LOCALES = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
    "zh_CN": QLocale(QLocale.Language.Chinese, QLocale.Script.SimplifiedChineseScript, QLocale.Country.China),
    "zh_TW": QLocale(
        QLocale.Language.Chinese, QLocale.Script.TraditionalChineseScript, QLocale.Country.Taiwan
    ),
}
_PREVIOUS, _NEXT = "qt_calendar_prevmonth", "qt_calendar_nextmonth"


class CalendarPopup(QFrame):
    """A month to choose a day from; arrows walk, Enter chooses, Esc closes. `chosen` carries a date."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._calendar = _Month()
        self._today = QPushButton()
        self._today.setProperty("look", "link")
        self._today.clicked.connect(lambda: self._choose(QDate.currentDate()))
        self._calendar.activated.connect(self._choose)
        self._calendar.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_1, m.GAP_1, m.GAP_1, m.GAP_1)
        column.setSpacing(m.GAP_1)
        column.addWidget(self._calendar)
        column.addWidget(self._today, 0, Qt.AlignmentFlag.AlignHCenter)
        retell(self, self._tell)

    def open_at(self, place: QPoint, day: date | None) -> None:
        """Show the month of `day`, else this one, with the top left corner at `place` where it fits."""
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
        self.adjustSize()
        room = self.screen().availableGeometry().united(_window_of(self).frameGeometry())
        left = min(place.x(), room.right() - self.width())
        top = min(place.y(), room.bottom() - self.height())
        self.move(left, top)
        self.show()
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Esc closes without choosing."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _choose(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()

    def _tell(self) -> None:
        self.setAccessibleName(CALENDAR.said())
        self._calendar.setAccessibleName(CALENDAR.said())
        self._calendar.setLocale(_LOCALES[i18n.current_language()])
        self._today.setText(CHOOSE_TODAY.said())
        self._today.setAccessibleName(CHOOSE_TODAY.said())


def _window_of(popup: QWidget) -> QWidget:
    parent = popup.parentWidget()
    return parent.window() if parent else popup


class _Month(QCalendarWidget):
    """Qt's calendar with the theme's colours."""

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        # Years are typed here, too, and Qt knows some that no date has.
        self.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        now = colours()
        head = QTextCharFormat()
        head.setForeground(QColor(now.text_3))
        head.setBackground(QColor(now.surface))
        self.setHeaderTextFormat(head)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekend, head)
        for name, picture in ((_PREVIOUS, "caret-left"), (_NEXT, "caret-right")):
            button = self.findChild(QWidget, name)
            if button is not None:
                button.setProperty("icon", icon(picture))

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:  # noqa: N802  # Qt's name
        """Draw one day: the chosen one filled, today framed, those of other months faint."""
        now = colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(now.surface))
        place = rect.adjusted(2, 2, -2, -2)
        ink = now.text if day.month() == self.monthShown() else now.disabled
        if day == self.selectedDate():
            painter.setBrush(QColor(now.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(place, m.RADIUS_CONTROL, m.RADIUS_CONTROL)
            ink = now.on_accent
        elif day == QDate.currentDate():
            painter.setPen(QColor(now.accent))
            painter.drawRoundedRect(place, m.RADIUS_CONTROL, m.RADIUS_CONTROL)
        painter.setPen(QColor(ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day()))
        painter.restore()
