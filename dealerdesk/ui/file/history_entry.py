"""One action in the history of a file: when, who, what, the fields it changed, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.file_history import ActionTold
from dealerdesk.ui.file.history_words import action_words, lines_of, moment_words
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.icon_sign import IconSign

TAKE_BACK = Message("ui.file.history_take_back", "Take this back")
TAKE_BACK_SPOKEN = Message("ui.file.history_take_back_spoken", "Take back: {action}")
IS_TAKEN_BACK = Message("ui.file.history_is_taken_back", "Taken back")
SHOW_ALL = Message("ui.file.history_show_all", "Show {count} more line", "Show {count} more lines")
LINES_SHOWN = 8


class HistoryEntry(QFrame):
    """An action as a row; it can have the keyboard, then Ctrl+C copies all of it.

    `undo_asked` carries the action.
    """

    undo_asked = Signal(object)

    def __init__(self, action: ActionTold, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.action = action
        self._shows_all = False
        self.setProperty("look", "entry")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._when, self._who = _text("second"), _text("caption")
        self._what = _text("plain" if action.undone_by else "strong")
        self._lines = _text("second")
        self._more = QPushButton()
        self._more.setProperty("look", "link")
        self._more.clicked.connect(self._on_more)
        self.undo = QPushButton()
        self.undo.setProperty("look", "link")
        self.undo.setIcon(icon("arrow-counter-clockwise", "accent"))
        self.undo.clicked.connect(lambda: self.undo_asked.emit(action))
        self._undone_sign = IconSign("arrow-counter-clockwise", "text_3")
        self._undone = _text("caption")
        self._arrange()
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """All of it as text, a line each."""
        head = f"{self._when.text()}\t{self._who.text()}\t{self._what.text()}"
        return "\n".join([head, *(f"\t\t{line}" for line in lines_of(self.action))])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Copy all of it, or take it back."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.undo.isVisible():
            self.undo.click()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """Give the keyboard to the next entry, or the one before."""
        holder = self.parentWidget()
        entries = holder.findChildren(HistoryEntry) if holder else []
        at = entries.index(self) + by
        if 0 <= at < len(entries):
            entries[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._when)
        left.addWidget(self._who)
        left.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(m.GAP_1)
        middle.addWidget(self._what)
        middle.addWidget(self._lines)
        below = QHBoxLayout()
        # A link's letters begin where the lines above begin, and stand on the line of what was done.
        beside = m.GAP_1 + m.FOCUS_RING
        below.setContentsMargins(-beside, 0, 0, 0)
        below.addWidget(self._more)
        below.addStretch(1)
        middle.addLayout(below)
        middle.addStretch(1)
        right = QHBoxLayout()
        right.setContentsMargins(0, -m.GAP_1, 0, 0)
        right.setSpacing(m.GAP_1)
        undone = QHBoxLayout()
        undone.setContentsMargins(0, m.GAP_1, beside, 0)
        undone.setSpacing(m.GAP_1)
        undone.addWidget(self._undone_sign, 0, Qt.AlignmentFlag.AlignTop)
        undone.addWidget(self._undone, 0, Qt.AlignmentFlag.AlignTop)
        right.addLayout(undone)
        right.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        # The frame's own border takes part of the page's margin.
        row.setContentsMargins(m.GAP_4 - m.FOCUS_RING, m.GAP_3, m.GAP_2, m.GAP_3)
        row.setSpacing(m.GAP_4)
        row.addLayout(left)
        row.addLayout(middle, 1)
        row.addLayout(right)
        for part in (self._when, self._who):
            part.setWordWrap(False)
            part.setMinimumWidth(m.MOMENT_COLUMN)

    def _on_more(self) -> None:
        self._shows_all = True
        self._tell()
        self.setFocus()

    def _tell(self) -> None:
        what, lines = action_words(self.action), lines_of(self.action)
        shown = lines if self._shows_all or len(lines) <= LINES_SHOWN + 1 else lines[:LINES_SHOWN]
        self._when.setText(moment_words(self.action.at))
        self._who.setText(self.action.by)
        self._what.setText(what)
        self._lines.setText("\n".join(shown))
        self._lines.setVisible(bool(shown))
        self._more.setVisible(len(shown) < len(lines))
        self._more.setText(SHOW_ALL.said(count=len(lines) - len(shown)))
        self._more.setAccessibleName(self._more.text())
        self.undo.setText(TAKE_BACK.said())
        self.undo.setAccessibleName(TAKE_BACK_SPOKEN.said(action=what))
        self.undo.setVisible(self.action.can_be_undone)
        is_undone = self.action.undone_by is not None
        self._undone.setText(IS_TAKEN_BACK.said())
        for part in (self._undone, self._undone_sign):
            part.setVisible(is_undone)
        self.setAccessibleName(self.text.replace("\t", " ").strip())


def _text(kind: str) -> QLabel:
    text = QLabel()
    text.setProperty("text_kind", kind)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setWordWrap(True)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return text
