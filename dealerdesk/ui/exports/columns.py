"""Which columns an export has, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.fields import Field
from dealerdesk.domain.messages import Message
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.tick_list import CODE_ROLE, TickList

COLUMNS = Message("ui.export_columns", "Which columns")
TICKED = Message("ui.export_columns_ticked", "{ticked} of {all}")
LIST = Message("ui.export_columns_list", "Columns: Space ticks one, Alt+↑ and Alt+↓ move it")
HINT = Message("ui.export_columns_hint", "Drag, or Alt+↑ Alt+↓, to reorder")
ALL = Message("ui.export_columns_all", "Tick all")
NONE = Message("ui.export_columns_none", "Untick all")
UP = Message("ui.export_column_up", "Move the column up")
DOWN = Message("ui.export_column_down", "Move the column down")


class ColumnsPart(QFrame):
    """Ticks for every column; `changed` tells that a person ticked or moved one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._fields: dict[str, Field] = {}
        self.list = TickList()
        self.setFocusProxy(self.list)
        self._title = QLabel()
        self._title.setProperty("text_kind", "strong")
        self._count = ElidingLabel(kind="second")
        self._hint = ElidingLabel(kind="caption")
        self.all, self.none, self.up, self.down = (QPushButton() for _ in range(4))
        for button in (self.all, self.none, self.up, self.down):
            button.setProperty("look", "flat")
        self.up.setIcon(icon("arrow-up"))
        self.down.setIcon(icon("arrow-down"))
        self._arrange()
        self.list.itemChanged.connect(self._on_changed)
        self.list.moved.connect(self._on_changed)
        self.all.clicked.connect(lambda: self._tick_all(Qt.CheckState.Checked))
        self.none.clicked.connect(lambda: self._tick_all(Qt.CheckState.Unchecked))
        self.up.clicked.connect(lambda: self.list.move_current(-1))
        self.down.clicked.connect(lambda: self.list.move_current(1))
        retell(self, self._tell)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The codes of the ticked columns, in their order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(item.data(CODE_ROLE) for item in items if item.checkState() is Qt.CheckState.Checked)

    def show_fields(self, fields: Sequence[Field], ticked: Sequence[str]) -> None:
        """Offer `fields`: those of the codes `ticked` first, in their order, then the rest."""
        self._fields = {field.code: field for field in fields}
        first = [code for code in ticked if code in self._fields]
        self.list.blockSignals(True)
        self.list.clear()
        for code in (*first, *(code for code in self._fields if code not in first)):
            self.list.add(code, label(self._fields[code].label), is_ticked=code in first)
            self.list.item(self.list.count() - 1).setToolTip(code)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._tell_count()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(m.GAP_2)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        foot = QHBoxLayout()
        foot.setSpacing(m.GAP_1)
        foot.addWidget(self.all)
        foot.addWidget(self.none)
        foot.addStretch(1)
        foot.addWidget(self.up)
        foot.addWidget(self.down)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_3, m.GAP_2, m.GAP_2, m.GAP_2)
        column.setSpacing(m.GAP_1)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self._hint)
        column.addLayout(foot)

    def _tick_all(self, state: Qt.CheckState) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)
        self.list.blockSignals(False)
        self.list.viewport().update()
        self._on_changed()

    def _on_changed(self) -> None:
        self._tell_count()
        self.changed.emit()

    def _tell_count(self) -> None:
        self._count.show_text(TICKED.said(ticked=len(self.ticked), all=len(self._fields)))

    def _tell(self) -> None:
        self._title.setText(COLUMNS.said())
        self._tell_count()
        self._hint.show_text(HINT.said())
        self.list.setAccessibleName(LIST.said())
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setText(label(self._fields[item.data(CODE_ROLE)].label))
        self.list.blockSignals(False)
        for button, words in ((self.all, ALL), (self.none, NONE)):
            button.setText(words.said())
            button.setAccessibleName(f"{COLUMNS.said()}: {words.said()}")
        for button, words in ((self.up, UP), (self.down, DOWN)):
            button.setAccessibleName(words.said())
            button.setToolTip(words.said())
