"""The foot of a folder: which keys do what, and how much differs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.painting import border_pen, paint_text, rounded, text_width
from dealerdesk.ui.widgets.restyling import restyle

AS_RECORDED = Message("ui.ticks_as_recorded", "All as recorded")
PAPER = Message("ui.ticks_key_paper", "Paper")
SCAN = Message("ui.ticks_key_scan", "Scan")
SAVE = Message("ui.ticks_save", "Save and wait for next")
DIFFERENCES = Message("ui.ticks_differences", "{count} difference", "{count} differences")
NO_DIFFERENCE = Message("ui.ticks_no_difference", "No difference")
CLOSED = Message("ui.ticks_closed", "The audit is closed: what was said of this folder stays as it is.")
_SIGNS = frozenset({"–", "+"})


class KeyHint(QAbstractButton):
    """Keys with what they do; a click does it, too. The keyboard has the keys, so Tab passes it by."""

    def __init__(self, keys: Sequence[str], words: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._words = words
        self._is_wanted = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        retell(self, self._tell)

    def want(self, *, wanted: bool) -> None:
        """Stand out, since there is something to be done, or not."""
        if self._is_wanted != wanted:
            self._is_wanted = wanted
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Room for keys and words."""
        keys = sum(_width_of(key) + m.GAP_1 for key in self._keys)
        return QSize(keys + text_width(self.text(), Text.CAPTION) + m.GAP_1, m.LIST_LINE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the caps and the words."""
        now = colours()
        place = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for key in self._keys:
                width = _width_of(key)
                indent = 0
                if key not in _SIGNS:
                    cap = QRectF(place.left(), 0, width, m.KEY_CAP)
                    cap.moveTop(round((self.height() - m.KEY_CAP) / 2))
                    outline = rounded(cap, m.RADIUS_BADGE)
                    painter.fillPath(outline, now.of("surface"))
                    painter.setPen(border_pen(now.border))
                    painter.drawPath(outline)
                    indent = m.GAP_1 + 2
                paint_text(painter, place.adjusted(indent, 0, 0, 0), key, Text.CAPTION, now.text_2)
                place.setLeft(place.left() + width + m.GAP_1)
            is_lit = self._is_wanted or (self.isEnabled() and self.underMouse())
            paint_text(painter, place, self.text(), Text.CAPTION, now.accent if is_lit else now.text_2)

    def _tell(self) -> None:
        self.setText(self._words.said())
        self.setAccessibleName(self._words.said())
        self.updateGeometry()


class FolderFoot(QFrame):
    """The keys from left to right, those that matter least left out where there is no room, and the count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "keys")
        self.setFixedHeight(m.FOUND_FOOT)
        self._is_closed = False
        self._count: int | None = None
        self.as_recorded = KeyHint(("Space",), AS_RECORDED)
        self.save = KeyHint(("Enter",), SAVE)
        digits = ("1", "–", "9")
        self._paper, self._scan = KeyHint(digits, PAPER), KeyHint(("Shift", "+", *digits), SCAN)
        for told in (self._paper, self._scan):
            told.setEnabled(False)
        self._closed, self.count = ElidingLabel(kind="caption"), QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_3)
        for part in (self.as_recorded, self._paper, self._scan, self.save):
            row.addWidget(part)
        row.addWidget(self._closed, 1)
        row.addStretch()
        row.addWidget(self.count)
        retell(self, self._tell)

    def show_count(self, count: int | None) -> None:
        """Say how much differs; None while nothing was looked at."""
        if count != self._count:
            self._count = count
            self._tell()

    def show_unsaved(self, *, unsaved: bool) -> None:
        """Let the key that saves stand out while there is something to save."""
        self.save.want(wanted=unsaved)

    def close_keys(self, *, closed: bool) -> None:
        """Tell no keys, since the audit is closed."""
        self._is_closed = closed
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Tell as many keys as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * m.GAP_4 - self.count.sizeHint().width() - m.GAP_3
        for part in (self.save, self.as_recorded, self._paper, self._scan):
            room -= part.sizeHint().width() + m.GAP_3
            part.setVisible(room >= 0 and not self._is_closed)
        self._closed.setVisible(self._is_closed)

    def _tell(self) -> None:
        self._closed.show_text(CLOSED.said())
        said = DIFFERENCES.said(count=self._count) if self._count else NO_DIFFERENCE.said()
        self.count.setText("" if self._count is None else said)
        restyle(self.count, "text_kind", "expiring" if self._count else "good")
        self._fit()


def _width_of(key: str) -> int:
    width = text_width(key, Text.CAPTION)
    return width if key in _SIGNS else width + 2 * (m.GAP_1 + 2)
