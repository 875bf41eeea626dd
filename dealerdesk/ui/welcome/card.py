"""A card that begins something: picture, name, a sentence, and its keys; all of it is one button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.painting import border_pen, rounded


class BeginCard(QAbstractButton):
    """A way to begin, with its `keys` shown; Enter and the space bar press it."""

    def __init__(
        self, icon_name: str, name: Message, sentence: Message, keys: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._sentence = name, sentence
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._title = _words("section")
        self._text = _words("second")
        self._text.setWordWrap(True)
        self._sign = IconSign(icon_name, "accent", m.CARD_ICON)
        self._sign.setFixedSize(m.CARD_TILE, m.CARD_TILE)
        keys_shown = _words("key")
        keys_shown.setText(keys)
        keys_shown.setFixedHeight(m.KEY_CAP)
        words = QVBoxLayout()
        words.setSpacing(m.GAP_1)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_4)
        row.setSpacing(m.GAP_4)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        row.addWidget(keys_shown)
        row.addWidget(IconSign("caret-right", "text_2"))
        retell(self, self._tell)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the frame; what has the focus is tinted."""
        now = colours()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = "hover" if self.underMouse() else "surface"
            if self.hasFocus() or self.isDown():
                ground = "accent_tint"
            outline = rounded(QRectF(self.rect()), m.RADIUS_CARD)
            painter.fillPath(outline, now.of(ground))
            painter.setPen(border_pen(now.border))
            if self.hasFocus():
                pen = border_pen(now.accent)
                pen.setWidth(m.FOCUS_RING)
                painter.setPen(pen)
                outline = rounded(QRectF(self.rect()).adjusted(1, 1, -1, -1), m.RADIUS_CARD)
            painter.drawPath(outline)
            tile = rounded(QRectF(self._sign.geometry()), m.RADIUS_CARD)
            painter.fillPath(tile, now.of("surface" if ground == "accent_tint" else "accent_tint"))

    def _tell(self) -> None:
        self._title.setText(self._name.said())
        self._text.setText(self._sentence.said())
        self.setAccessibleName(self._name.said())
        self.setAccessibleDescription(self._sentence.said())


def _words(kind: str) -> QLabel:
    words = QLabel()
    words.setProperty("text_kind", kind)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return words
