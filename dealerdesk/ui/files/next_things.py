"""What comes next for one vehicle: its insurance, service and inspection, as far as they are near or over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.details import FileDetail
from dealerdesk.ui.formats import shown_date
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.restyling import restyle

NEXT = Message("ui.next_things", "Next")
NOTHING_NEAR = Message(
    "ui.next_nothing", "Nothing in the next {count} day", "Nothing in the next {count} days"
)
IN_DAYS = Message("ui.in_days", "in {count} day", "in {count} days")
DAYS_AGO = Message("ui.days_ago", "{count} day ago", "{count} days ago")
TODAY = Message("ui.is_today", "today")
LINE_SPOKEN = Message("ui.next_spoken", "{thing}, {when}")

NEAR_DAYS = 90
URGENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class _Thing:
    """A date that a vehicle has ahead of it: its field, its icon, its sentence before and after the day."""

    code: str
    icon: str
    ahead: Message
    over: Message


_THINGS = (
    _Thing(
        "insurance_ends",
        "shield-check",
        Message("ui.next_insurance", "Insurance ends {date}"),
        Message("ui.over_insurance", "Insurance ended {date}"),
    ),
    _Thing(
        "next_service",
        "wrench",
        Message("ui.next_service_on", "Next service {date}"),
        Message("ui.over_service", "Service was due {date}"),
    ),
    _Thing(
        "next_inspection",
        "clipboard-text",
        Message("ui.next_inspection_on", "Next inspection {date}"),
        Message("ui.over_inspection", "Inspection was due {date}"),
    ),
)


class NextThings(QWidget):
    """Dates that are near, with how many days are left; a sentence when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: FileDetail | None = None
        self._today = date.min
        self._title = _text("strong")
        self._nothing = _text("second")
        self._nothing.setMinimumHeight(m.LIST_LINE)
        self._lines = [_Line() for _ in _THINGS]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(m.GAP_1)
        column.addWidget(self._nothing)
        for line in self._lines:
            column.addWidget(line)
        retell(self, self._tell)

    def show_next(self, detail: FileDetail, today: date) -> None:
        """Show what comes next for the vehicle of `detail`, as of `today`."""
        self._detail, self._today = detail, today
        self._tell()

    def _tell(self) -> None:
        self._title.setText(NEXT.said())
        self._nothing.setText(NOTHING_NEAR.said(count=NEAR_DAYS))
        near = self._near()
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(near))
            if number < len(near):
                line.show_thing(*near[number], self._today)
        self._nothing.setVisible(not near)

    def _near(self) -> list[tuple[_Thing, date]]:
        if self._detail is None:
            return []
        dated = [(thing, self._detail.values[thing.code]) for thing in _THINGS]
        near = [
            (thing, day)
            for thing, day in dated
            if isinstance(day, date) and (day - self._today).days <= NEAR_DAYS
        ]
        return sorted(near, key=lambda each: each[1])


class _Line(QWidget):
    """One thing: icon, sentence, and how far off it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(m.LIST_LINE)
        self._icon = IconSign("", "text_2")
        self._words = ElidingLabel()
        self._when = _text("second")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_2)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._when)

    def show_thing(self, thing: _Thing, day: date, today: date) -> None:
        """Show `thing`, which is on `day`."""
        days = (day - today).days
        is_over, is_urgent = days < 0, days <= URGENT_DAYS
        role = "bad" if is_over else "warn" if is_urgent else "text_2"
        self._icon.show_icon("warning-circle" if is_over else thing.icon, role)
        words = (thing.over if is_over else thing.ahead).said(date=shown_date(day))
        when = DAYS_AGO.said(count=-days) if is_over else IN_DAYS.said(count=days) if days else TODAY.said()
        self._words.show_text(words)
        self._when.setText(when)
        restyle(self._when, "text_kind", "missing" if is_over else "expiring" if is_urgent else "caption")
        self.setAccessibleName(LINE_SPOKEN.said(thing=words, when=when))


def _text(kind: str) -> QLabel:
    text = QLabel()
    text.setProperty("text_kind", kind)
    text.setTextFormat(Qt.TextFormat.PlainText)
    return text
