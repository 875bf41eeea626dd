"""What stands between an audit and its closing: one line a point, with a link to the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.laying_out import take_out

SHOW_THEM = Message("ui.findings_show_them", "Show them")


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence with its icon and colour; `leads` names the rows behind it, "" for none."""

    icon: str
    role: str
    sentence: str
    leads: str = ""


class Points(QWidget):
    """`asked` carries what a point's link leads to."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[Point, ...] = ()
        self._lines: list[QWidget] = []
        self.links: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(m.GAP_1)

    @property
    def said(self) -> str:
        """All sentences."""
        return "\n".join(point.sentence for point in self._points)

    def show_points(self, points: Sequence[Point]) -> None:
        """Show `points`."""
        if tuple(points) == self._points:
            return
        self._points = tuple(points)
        for line in self._lines:
            take_out(line, self._column)
        self.links = {}
        self._lines = [self._line(point) for point in points]
        for line in self._lines:
            self._column.addWidget(line)

    def _line(self, point: Point) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_2)
        words = QLabel(point.sentence)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setMinimumHeight(m.LIST_LINE)
        row.addWidget(IconSign(point.icon, point.role))
        row.addWidget(words, 1)
        if point.leads:
            link = QPushButton(SHOW_THEM.said())
            link.setProperty("look", "link")
            link.setAccessibleName(f"{point.sentence} {SHOW_THEM.said()}")
            link.clicked.connect(partial(self.asked.emit, point.leads))
            row.addWidget(link)
            self.links[point.leads] = link
        return line
