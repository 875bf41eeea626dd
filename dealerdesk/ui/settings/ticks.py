"""The table of required documents as ticks: document types down, kinds of file across."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from dealerdesk.domain.documents import TYPE_LABELS, DocumentType, Side
from dealerdesk.domain.files import KIND_LABELS, FileKind
from dealerdesk.domain.messages import Message
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.controls import TickBox

SIDES = {
    Side.SALES: Message("ui.required_sales", "Sales side"),
    Side.SERVICE: Message("ui.required_service", "Service side: once a repair order is settled"),
}
NAME = Message("ui.required_tick", "{type} for files of the kind “{kind}”")
TABLE_NAME = Message("ui.required_table", "Required documents by type and kind of file")
_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
Pair = tuple[FileKind, DocumentType]


class Tick(TickBox):
    """One tick of the table; the arrow keys walk on."""

    walked = Signal(int, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Walk to the tick beside; the space bar sets this one."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(*step)


class Ticks(QWidget):
    """Shows a table and lets it be changed; `edited` tells of every tick that a person sets."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = {kind: words_of("strong_caption", wraps=True) for kind in FileKind}
        self._sides = {side: words_of("strong_caption") for side in Side}
        self._types = {type_: QLabel() for type_ in DocumentType}
        self.ticks: dict[Pair, Tick] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._fill()
        self.setFocusProxy(next(iter(self.ticks.values())))
        retell(self, self._tell)

    @property
    def pairs(self) -> frozenset[Pair]:
        """What is ticked now."""
        return frozenset(pair for pair, tick in self.ticks.items() if tick.isChecked())

    def show_pairs(self, pairs: Iterable[Pair]) -> None:
        """Tick `pairs` and nothing else, as nobody did it."""
        wanted = set(pairs)
        for pair, tick in self.ticks.items():
            blocked = tick.blockSignals(True)
            tick.setChecked(pair in wanted)
            tick.blockSignals(blocked)

    def _fill(self) -> None:
        for column, name in enumerate(self._kinds.values(), start=1):
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            name.setFixedWidth(m.TICK_COLUMN)
            name.setMinimumHeight(m.ROW)
            self._grid.addWidget(name, 0, column)
        row = 1
        for side in Side:
            self._sides[side].setMinimumHeight(m.ROW)
            self._grid.addWidget(self._sides[side], row, 0, 1, len(self._kinds) + 1)
            row += 1
            for type_ in DocumentType:
                if type_.side is side:
                    row = self._add_row(type_, row)

    def _add_row(self, type_: DocumentType, row: int) -> int:
        """A line and the ticks of `type_` below it; the next free row."""
        line = QFrame()
        line.setProperty("look", "line")
        line.setFixedHeight(m.BORDER)
        self._grid.addWidget(line, row, 0, 1, len(self._kinds) + 1)
        name = self._types[type_]
        name.setMinimumHeight(m.DENSE_ROW)
        name.setContentsMargins(m.GAP_3, 0, m.GAP_2, 0)
        self._grid.addWidget(name, row + 1, 0)
        for column, kind in enumerate(FileKind, start=1):
            tick = Tick()
            tick.toggled.connect(lambda _on: self.edited.emit())
            tick.walked.connect(lambda down, right, pair=(kind, type_): self._walk(pair, down, right))
            self.ticks[kind, type_] = tick
            self._grid.addWidget(tick, row + 1, column, Qt.AlignmentFlag.AlignCenter)
        return row + 2

    def _walk(self, pair: Pair, down: int, right: int) -> None:
        kinds, types = list(FileKind), list(DocumentType)
        column, row = kinds.index(pair[0]) + right, types.index(pair[1]) + down
        if 0 <= column < len(kinds) and 0 <= row < len(types):
            self.ticks[kinds[column], types[row]].setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self) -> None:
        self.setAccessibleName(TABLE_NAME.said())
        for kind, name in self._kinds.items():
            name.setText(label(KIND_LABELS[kind]))
        for side, words in self._sides.items():
            words.setText(SIDES[side].said())
        for type_, words in self._types.items():
            words.setText(label(TYPE_LABELS[type_]))
        for (kind, type_), tick in self.ticks.items():
            meaning = NAME.said(type=label(TYPE_LABELS[type_]), kind=KIND_LABELS[kind])
            tick.setAccessibleName(meaning)
            tick.setToolTip(meaning)
