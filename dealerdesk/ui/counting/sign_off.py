"""What stands between now and the signatures of an audit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.audits import AuditState
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Board
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign

SIGN_OFF = Message("ui.counting_sign_off", "Sign-off")
SIGN = Message("ui.counting_sign", "Sign off …")
SIGN_WHEN = Message("ui.counting_sign_when", "Opens when nothing is left unexplained")
SIGN_NOW = Message("ui.counting_sign_now", "Two people can sign now")
SIGN_DONE = Message("ui.counting_sign_done", "Signed and closed")
LEFT_TO_FIND = Message(
    "ui.counting_left_to_find", "{count} folder left to find", "{count} folders left to find"
)
TO_EXPLAIN = Message("ui.counting_to_explain", "{count} to explain", "{count} to explain")
ALL_FOUND = Message("ui.counting_all_found", "Every folder was found")
ALL_EXPLAINED = Message("ui.counting_all_explained", "Everything is explained")


class SignOff(QFrame):
    """What stands between now and the signatures; `asked` carries the words of the findings to show."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "sign_off")
        self._board: Board | None = None
        self._title, self._when = QLabel(), ElidingLabel(kind="caption")
        self._title.setProperty("text_kind", "strong")
        self._signs = (IconSign("", "text_2"), IconSign("", "text_2"))
        self.left, self.explain, self.sign = QPushButton(), QPushButton(), QPushButton()
        self.sign.setIcon(icon("seal-check"))
        for button in (self.left, self.explain):
            button.setProperty("look", "link")
        head = QHBoxLayout()
        head.setSpacing(m.GAP_3)
        head.addWidget(self._title)
        head.addWidget(self._when, 1)
        self._lines = lines = QVBoxLayout()
        lines.setSpacing(0)
        for sign, button in zip(self._signs, (self.left, self.explain), strict=True):
            line = QHBoxLayout()
            line.setSpacing(m.GAP_1)
            line.addWidget(sign)
            line.addWidget(button)
            line.addStretch(1)
            lines.addLayout(line)
        foot = QHBoxLayout()
        foot.addLayout(lines, 1)
        foot.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setSpacing(m.GAP_1)
        column.addLayout(head)
        column.addLayout(foot)
        self.show_low(low=False)
        for asked, words in ((self.left, "left"), (self.explain, "unexplained"), (self.sign, "close")):
            asked.clicked.connect(_asking(self.asked.emit, words))
        retell(self, self._tell)

    def show_low(self, *, low: bool) -> None:
        """Stand in one line where there is little height; the button's tip says the rest."""
        for part in (self._title, self._when):
            part.setHidden(low)
        self._lines.setDirection(
            QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom
        )
        layout = self.layout()
        assert layout is not None
        gap = m.GAP_1 if low else m.GAP_3
        layout.setContentsMargins(m.GAP_4, gap, m.GAP_4, gap)

    def show_board(self, board: Board) -> None:
        """Show what is left before anybody signs."""
        self._board = board
        self._tell()

    def _tell(self) -> None:
        board = self._board
        self._title.setText(SIGN_OFF.said())
        self.sign.setText(SIGN.said())
        self.sign.setAccessibleName(SIGN.said())
        if board is None:
            return
        left, unexplained = board.figures.missing, board.figures.unexplained
        self.left.setText(LEFT_TO_FIND.said(count=left) if left else ALL_FOUND.said())
        self.explain.setText(TO_EXPLAIN.said(count=unexplained) if unexplained else ALL_EXPLAINED.said())
        for sign, button, count in zip(
            self._signs, (self.left, self.explain), (left, unexplained), strict=True
        ):
            sign.show_icon(*(("circle-half", "accent") if count else ("check-circle", "ok")))
            button.setAccessibleName(button.text())
            button.setEnabled(bool(count))
        is_closed = board.audit.state is AuditState.CLOSED
        self.sign.setHidden(is_closed)
        said = SIGN_DONE if is_closed else SIGN_WHEN if unexplained else SIGN_NOW
        self._when.show_text(said.said())
        self.sign.setToolTip(said.said())


def _asking(emit: Callable[[str], None], words: str) -> Callable[..., None]:
    return lambda *_checked: emit(words)
