"""The imports of this data folder that were done last, each to be taken back with one button."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PureWindowsPath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import ImportEntry
from dealerdesk.ui.formats import shown_moment, shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.laying_out import take_out

RECENT = Message("ui.import_recent", "Imported before")
NEW_CHANGED = Message("ui.import_recent_counts", "{new} new, {changed} changed")
TAKE_BACK = Message("ui.import_recent_back", "Take it back")
TAKE_BACK_NAME = Message("ui.import_recent_back_name", "Take back the import of {name}, {moment}")
IS_BACK = Message("ui.import_recent_is_back", "taken back")
SHOWN = 5
_COLUMNS = 6


class RecentImports(QWidget):
    """`take_back_asked` carries the number of an import."""

    take_back_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[ImportEntry, ...] = ()
        self._heading = QLabel()
        self._heading.setProperty("text_kind", "strong")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(m.GAP_1)
        self._column.addWidget(self._heading)
        self._lines = QWidget()
        self._column.addWidget(self._lines)
        retell(self, self._tell)

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """The buttons that take an import back, the newest first."""
        return self._lines.findChildren(QPushButton)

    def show_entries(self, entries: Sequence[ImportEntry]) -> None:
        """List the latest of `entries`, which come the newest first."""
        shown = tuple(entries[:SHOWN])
        if shown != self._entries:
            self._entries = shown
            self._tell()

    def _tell(self) -> None:
        self._heading.setText(RECENT.said())
        self.setVisible(bool(self._entries))
        old, self._lines = self._lines, QWidget()
        take_out(old, self._column)
        self._lines.setMaximumWidth(m.TWO_COLUMNS_FROM)
        grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.GAP_5)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(_COLUMNS, 1)
        for row, entry in enumerate(self._entries):
            self._add(grid, row, entry)
        self._column.addWidget(self._lines)

    def _add(self, grid: QGridLayout, row: int, entry: ImportEntry) -> None:
        moment, name = shown_moment(entry.at), ElidingLabel()
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        # It knows both ways of writing paths, as folders move from one PC to another.
        name.show_text(PureWindowsPath(entry.path).name)
        counts = NEW_CHANGED.said(new=shown_number(entry.new), changed=shown_number(entry.changed))
        parts = (moment, None, RECORD_LABELS[RecordKind(entry.kind)].said(), counts, entry.by)
        for column, text in enumerate(parts):
            grid.addWidget(name if text is None else _second(text), row, column)
        if entry.undone:
            grid.addWidget(_second(IS_BACK.said()), row, len(parts))
            return
        button = QPushButton(TAKE_BACK.said())
        button.setProperty("look", "link")
        button.setAccessibleName(TAKE_BACK_NAME.said(name=name.text, moment=moment))
        button.clicked.connect(partial(self._on_clicked, entry.import_id))
        grid.addWidget(button, row, len(parts))

    def _on_clicked(self, import_id: int, _checked: bool = False) -> None:
        self.take_back_asked.emit(import_id)


def _second(words: str) -> QLabel:
    text = QLabel()
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setText(words)
    text.setProperty("text_kind", "second")
    text.setMinimumHeight(m.DENSE_ROW)
    return text
