"""The lines of a repair order with their buttons, and what is wrong with the one that is looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.lines_model import COLUMNS, TITLES, LinesModel
from dealerdesk.ui.service.lines_table import LinesTable
from dealerdesk.ui.service.order_notes import Sentence
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon

ADD_LINE = Message("ui.order_add_line", "Add line")
ADD_LINE_TIP = Message("ui.order_add_line_tip", "A new line below this one (Ctrl+Enter)")
REMOVE_LINE = Message("ui.order_remove_line", "Remove line")
REMOVE_LINE_TIP = Message("ui.order_remove_line_tip", "Take the chosen lines out (Ctrl+Del)")
LINES = Message("ui.order_lines_title", "Lines")
LINE_PROBLEM = Message("ui.order_line_problem", "Line {line}, {column}: {sentence}")


class LinesPart(QWidget):
    """The table of lines and what belongs to it; `edited` tells that a person changed them."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LinesModel(self)
        self.table = LinesTable(self.lines)
        self.table.setMinimumHeight(m.LINES_LEAST)
        self.table.titles.is_framed = True
        self.problem = Sentence()
        self.problem.row.setContentsMargins(0, 0, 0, m.GAP_1)
        self._title = QLabel()
        self._title.setProperty("text_kind", "strong")
        self._add, self._remove = QPushButton(), QPushButton()
        head = QHBoxLayout()
        head.setSpacing(m.GAP_1)
        head.addWidget(self._title)
        head.addStretch(1)
        for button, name in ((self._add, "plus"), (self._remove, "trash")):
            button.setProperty("look", "flat")
            button.setIcon(icon(name))
            head.addWidget(button)
        frame = QFrame()
        frame.setProperty("look", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(m.BORDER, 0, m.BORDER, m.BORDER)
        inside.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_1)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(frame, 1)
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self.table.remove_chosen)
        self.lines.edited.connect(self.edited)
        self.table.looked_at.connect(self.show_problem)
        retell(self, self._tell)

    def show_problem(self) -> None:
        """Say what is wrong with the cell where the cursor is, else with the first one."""
        at = self.table.currentIndex()
        cells = [(at.row(), at.column())] if at.isValid() else []
        cells += [(row, column) for row in range(self.lines.rowCount()) for column in range(len(COLUMNS))]
        for row, column in cells:
            problem = self.lines.problem_at(row, column)
            if problem is not None:
                is_refused = self.lines.index(row, column).data(LinesModel.REFUSED_ROLE)
                said = LINE_PROBLEM.said(
                    line=row + 1, column=TITLES[COLUMNS[column]], sentence=problem.finding.said()
                )
                self.problem.show_sentence(said, "bad" if is_refused else "warn")
                return
        self.problem.show_sentence("", "")

    def _on_add(self) -> None:
        self.table.add_line()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self._title.setText(LINES.said())
        self.table.setAccessibleName(LINES.said())
        for button, name, tip in (
            (self._add, ADD_LINE, ADD_LINE_TIP),
            (self._remove, REMOVE_LINE, REMOVE_LINE_TIP),
        ):
            button.setText(name.said())
            button.setAccessibleName(name.said())
            button.setToolTip(tip.said())
        self.show_problem()
