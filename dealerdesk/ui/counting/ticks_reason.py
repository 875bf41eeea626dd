"""Saying why a document differs: one of the usual reasons, or free words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dealerdesk.domain.audits import LONGEST_WORDS
from dealerdesk.domain.messages import Message
from dealerdesk.ui.counting.ticks_words import REASONS
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.popup import Popup

ASK = Message("ui.ticks_reason_ask", "Why, in a few words")
USUAL = Message("ui.ticks_reasons", "Usual reasons")
_WIDTH = 264
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReasonPopup(Popup):
    """`given` carries what was chosen or typed; empty words take a note away."""

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST_WORDS)
        self.list = QListWidget()
        self.list.setProperty("look", "suggestions")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedSize(_WIDTH, len(REASONS) * m.DENSE_ROW + 2 * (m.GAP_1 + m.BORDER))
        self.first = self.field
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_2, m.GAP_2, m.GAP_2, m.GAP_2)
        column.setSpacing(m.GAP_2)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._on_clicked)
        retell(self, self._tell)

    def ask(self, view: QWidget, cell: QRect, note: str) -> None:
        """Open at a `cell` of `view`, whose row has this note now."""
        self.field.setText(note)
        self.field.selectAll()
        usual = [reason.said() for reason in REASONS]
        self.list.setCurrentRow(usual.index(note) if note in usual else -1)
        self.adjustSize()
        below = view.mapToGlobal(QPoint(cell.left(), cell.bottom() + 1))
        above = view.mapToGlobal(QPoint(cell.left(), cell.top() - self.height()))
        room = self.screen().availableGeometry().intersected(view.window().frameGeometry())
        place = below if below.y() + self.height() <= room.bottom() or above.y() < room.top() else above
        self.move(max(min(place.x(), room.right() - self.width()), room.left()), place.y())
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Walk through the reasons while the keyboard stays in the field."""
        if watched is self.field and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _STEPS:
                self._walk(_STEPS[key])
                return True
            if key in _ENTER:
                self._give(self.field.text())
                return True
        return super().eventFilter(watched, event)

    def _walk(self, step: int) -> None:
        last = self.list.count() - 1
        self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), last))
        self.field.setText(self.list.currentItem().text())
        self.field.selectAll()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._give(item.text())

    def _give(self, words: str) -> None:
        self.close()
        self.given.emit(words)

    def _tell(self) -> None:
        self.setAccessibleName(ASK.said())
        self.field.setAccessibleName(ASK.said())
        self.field.setPlaceholderText(ASK.said())
        self.list.setAccessibleName(USUAL.said())
        self.list.clear()
        self.list.addItems([reason.said() for reason in REASONS])
