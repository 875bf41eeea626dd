"""The figures of a vehicle's service history, and its odometer as a small line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.orders import ServiceFigures
from dealerdesk.ui.formats import shown_amount, shown_date, shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.flow import FlowLayout
from dealerdesk.ui.widgets.painting import baseline_drop

VISITS = Message("ui.figure_visits", "Visits")
SINCE = Message("ui.figure_since", "since {date}")
ODOMETER = Message("ui.figure_odometer", "Odometer")
KILOMETRES = Message("ui.figure_kilometres", "{number} km")
PACE = Message("ui.figure_pace", "Pace")
PER_MONTH = Message("ui.figure_per_month", "per month")
SPENT = Message("ui.figure_spent", "Spent")
NEXT_SERVICE = Message("ui.figure_next_service", "Next service")
BY_VISIT = Message("ui.odometer_by_visit", "Odometer by visit")
READINGS = Message("ui.odometer_readings", "Odometer by visit: {readings}")
READING = Message("ui.odometer_reading", "{date} {number} km")
NOTHING = "–"


class Figure(QWidget):
    """One figure: what it is, the number, and a word beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = QLabel()
        self._name.setProperty("text_kind", "caption")
        self._number = QLabel()
        self._number.setProperty("text_kind", "figure")
        self._beside = QLabel()
        self._beside.setProperty("text_kind", "caption")
        line = QHBoxLayout()
        line.setSpacing(m.GAP_2)
        line.addWidget(self._number)
        line.addWidget(self._beside)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, m.GAP_5, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addLayout(line)
        for label in (self._name, self._number, self._beside):
            label.setTextFormat(Qt.TextFormat.PlainText)

    def show_figure(self, name: str, number: str, beside: str = "") -> None:
        """Show a number and what it is."""
        self._name.setText(name)
        self._number.setText(number)
        self._beside.setText(beside)
        self._beside.setContentsMargins(0, baseline_drop(Text.CAPTION, Text.PLATE), 0, 0)
        self.setAccessibleName(" ".join(filter(None, (name, number, beside))))
        self.updateGeometry()


class OdometerLine(QWidget):
    """The odometer's readings over time as a line with a dot for each visit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readings: tuple[tuple[date, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_readings(self, readings: Sequence[tuple[date, int]]) -> None:
        """Show `readings`, the oldest first."""
        self._readings = tuple(readings)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """A small picture."""
        return QSize(m.SPARK_WIDTH, m.SPARK_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw line and dots over a base line."""
        now = colours()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            place = QRectF(self.rect()).adjusted(m.GAP_1, m.GAP_1, -m.GAP_1, -m.GAP_1)
            painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), now.of("border"))
            points = _points(self._readings, place)
            painter.setPen(QPen(now.of("accent"), m.FOCUS_RING))
            for before, after in pairwise(points):
                painter.drawLine(before, after)
            painter.setBrush(now.of("surface"))
            for point in points:
                painter.drawEllipse(point, m.SPARK_DOT, m.SPARK_DOT)


def _points(readings: Sequence[tuple[date, int]], place: QRectF) -> list[QPointF]:
    if not readings:
        return []
    days = [day.toordinal() for day, _ in readings]
    shown = [number for _, number in readings]
    span, rise = max(days[-1] - days[0], 1), max(max(shown) - min(shown), 1)
    return [
        QPointF(
            place.left() + (day - days[0]) / span * place.width(),
            place.bottom() - m.GAP_1 - (number - min(shown)) / rise * (place.height() - m.GAP_1),
        )
        for day, number in zip(days, shown, strict=True)
    ]


class FiguresStrip(QWidget):
    """A vehicle's figures beside each other, and the odometer's line at the right where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: ServiceFigures | None = None
        self._narrow = False
        self._shown = tuple(Figure() for _ in range(5))
        self._line = OdometerLine()
        self._line_name = QLabel()
        self._line_name.setProperty("text_kind", "caption")
        left = QWidget()
        flow = FlowLayout(left, gap=m.GAP_4, line_gap=m.GAP_1)
        for figure in self._shown:
            flow.addWidget(figure)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, 0)
        row.setSpacing(m.GAP_1)
        row.addWidget(left, 1)
        row.addWidget(self._line_name, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._line, 0, Qt.AlignmentFlag.AlignVCenter)
        retell(self, self._tell)

    def show_figures(self, figures: ServiceFigures) -> None:
        """Show `figures`."""
        self._figures = figures
        self._line.show_readings(figures.readings)
        self._fit()
        self._tell()

    def show_narrow(self, *, narrow: bool) -> None:
        """Give the line up where the window is narrow."""
        self._narrow = narrow
        self._fit()

    def _fit(self) -> None:
        shown = not self._narrow and self._figures is not None and len(self._figures.readings) > 1
        self._line.setVisible(shown)
        self._line_name.setVisible(shown)

    def _tell(self) -> None:
        figures = self._figures
        if figures is None:
            return
        visits, odometer, pace, spent, service = self._shown
        since = SINCE.said(date=shown_date(figures.since)) if figures.since else ""
        visits.show_figure(VISITS.said(), shown_number(figures.visits), since)
        odometer.show_figure(ODOMETER.said(), _distance(figures.odometer), shown_date(figures.odometer_on))
        beside = PER_MONTH.said() if figures.pace is not None else ""
        pace.show_figure(PACE.said(), _distance(figures.pace), beside)
        spent.show_figure(SPENT.said(), shown_amount(figures.spent))
        service.show_figure(NEXT_SERVICE.said(), shown_date(figures.next_service) or NOTHING)
        self._line_name.setText(BY_VISIT.said())
        said = tuple(
            READING.said(date=shown_date(day), number=shown_number(number))
            for day, number in figures.readings
        )
        self._line.setAccessibleName(READINGS.said(readings=said))
        self._line.setToolTip(READINGS.said(readings=said))


def _distance(number: int | None) -> str:
    return NOTHING if number is None else KILOMETRES.said(number=shown_number(number))
