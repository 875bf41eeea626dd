"""The steps of an import, and where it stands."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_font
from dealerdesk.ui.widgets.painting import border_pen
from dealerdesk.ui.widgets.restyling import restyle


class Step(IntEnum):
    """The steps in order."""

    CHOOSE = 0
    MATCH = 1
    CHECK = 2
    IMPORT = 3


NAMES = {
    Step.CHOOSE: Message("ui.import_step_choose", "Choose file"),
    Step.MATCH: Message("ui.import_step_match", "Match columns"),
    Step.CHECK: Message("ui.import_step_check", "Check"),
    Step.IMPORT: Message("ui.import_step_import", "Import it"),
}
STEP_TOLD = Message("ui.import_step", "Step {number} of {count}: {name}")


class _Mark(QWidget):
    """The number of a step: ticked once it is through, filled while it is at hand."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._number = str(step + 1)
        self._is_through = False
        self._is_now = False
        self.setFixedSize(m.STEP_MARK, m.STEP_MARK)

    def show_state(self, *, is_through: bool, is_now: bool) -> None:
        self._is_through, self._is_now = is_through, is_now
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        now = colours()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            ground, words = now.surface, now.text_2
            line = now.input_border
            if self._is_through:
                ground, line = now.ok_tint, now.ok
            elif self._is_now:
                ground, line, words = now.accent, now.accent, now.on_accent
            painter.setBrush(QColor(ground))
            painter.setPen(border_pen(line))
            painter.drawEllipse(place)
            if self._is_through:
                tick = QRectF(0, 0, m.GAP_3, m.GAP_3)
                tick.moveCenter(place.center())
                paint_icon(painter, tick, "check", now.ok)
            else:
                painter.setFont(text_font(Text.STRONG_CAPTION))
                painter.setPen(QColor(words))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._number)


class Steps(QWidget):
    """Done steps have a tick, the one at hand stands out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = Step.CHOOSE
        self._is_done = False
        self._is_narrow = False
        self._parts = {step: (_Mark(step), QLabel()) for step in Step}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_2)
        for step, (mark, name) in self._parts.items():
            if step:
                row.addSpacing(m.GAP_1)
                row.addWidget(_way(), 0, Qt.AlignmentFlag.AlignVCenter)
                row.addSpacing(m.GAP_1)
            row.addWidget(mark)
            row.addWidget(name)
        retell(self, self._tell)

    @property
    def now(self) -> Step:
        """The step at hand."""
        return self._now

    def show_step(self, now: Step, *, is_done: bool = False) -> None:
        """Stand at this step; `is_done` when it is through, too."""
        self._now, self._is_done = now, is_done
        self._tell()

    def show_narrow(self, *, narrow: bool) -> None:
        """Name the step at hand alone, where there is little room."""
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._tell()

    def _tell(self) -> None:
        for step, (mark, name) in self._parts.items():
            is_through = step < self._now or self._is_done
            is_now = step is self._now
            mark.show_state(is_through=is_through, is_now=is_now)
            name.setText(NAMES[step].said())
            name.setVisible(is_now or not self._is_narrow)
            restyle(name, "text_kind", "strong" if is_now else "second")
        self.setAccessibleName(STEP_TOLD.said(number=self._now + 1, count=len(Step), name=NAMES[self._now]))


def _way() -> QFrame:
    """The line from one step to the next."""
    line = QFrame()
    line.setProperty("look", "divider")
    line.setFixedSize(m.GAP_5, m.BORDER)
    return line
