"""Chips: a condition with its count that is switched on and off, or one that is there until it is removed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import paint_text, square


class Chip(QPushButton):
    """A rounded button with words and, strong, a count; `icon_before` or `icon_after` stand beside them."""

    def __init__(
        self,
        *,
        icon_before: str = "",
        icon_after: str = "",
        adds: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "chip")
        self.setProperty("adds", "true" if adds else "false")
        self._icon_before = icon_before
        self._icon_after = icon_after
        self._words = ""
        self._count = ""

    @property
    def words(self) -> str:
        """What it says, without the count."""
        return self._words

    @property
    def count(self) -> str:
        """The count; empty where there is none."""
        return self._count

    def show_words(self, words: str, count: str = "") -> None:
        """Say `words`, and `count` behind them."""
        self._words, self._count = words, count
        self.setAccessibleName(f"{words} {count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As wide as the words are when it is switched on, so that nothing moves."""
        # Text is measured in whole pixels, and cut where a fraction of one is missing.
        return QSize(self._content_width(Text.STRONG) + 2 * (m.GAP_3 + m.BORDER), m.CHIP)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Nothing of it is cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the style's button, and words and count in their own weights on it."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = colours()
        if not self.isEnabled():
            ink = strong = now.disabled
        elif self.isChecked():
            ink = strong = now.accent
        else:
            ink, strong = now.text_2, now.text
        kind = Text.STRONG if self.isChecked() else Text.BODY
        side = max((self.width() - self._content_width(kind)) // 2, m.GAP_3)
        place = QRectF(self.rect()).adjusted(side, 0, -m.BORDER, 0)
        if self._icon_before:
            paint_icon(painter, square(place, m.ICON), self._icon_before, ink)
            place.setLeft(place.left() + m.ICON + m.GAP_1)
        used = paint_text(painter, place, self._words, kind, ink)
        if self._count:
            behind = place.adjusted(used + m.GAP_2, 0, 0, 0)
            used += m.GAP_2 + paint_text(painter, behind, self._count, Text.STRONG, strong)
        if self._icon_after:
            behind = place.adjusted(used + m.GAP_1, 0, 0, 0)
            paint_icon(painter, square(behind, m.ICON), self._icon_after, ink)
        painter.end()

    def _content_width(self, kind: Text) -> int:
        """How wide words of `kind`, count and icons are."""
        width = text_metrics(kind).horizontalAdvance(self._words)
        if self._count:
            width += text_metrics(Text.STRONG).horizontalAdvance(self._count) + m.GAP_2
        for name in (self._icon_before, self._icon_after):
            width += m.ICON + m.GAP_1 if name else 0
        return width


def switch_chip() -> Chip:
    """A chip that is on or off."""
    chip = Chip()
    chip.setCheckable(True)
    return chip


class ConditionChip(Chip):
    """A chip that is on as long as it is there, and is removed by a click or Delete."""

    def event(self, event: QEvent) -> bool:
        """Delete is the chip's here, whatever it does elsewhere in the window."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            if event.type() is QEvent.Type.KeyPress:
                self.click()
            event.accept()
            return True
        return super().event(event)


def condition_chip() -> Chip:
    """A chip that is removed by a click or Delete."""
    chip = ConditionChip(icon_after="x")
    chip.setCheckable(True)
    chip.setChecked(True)
    chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return chip
