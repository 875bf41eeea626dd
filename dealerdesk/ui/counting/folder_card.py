"""The fields of a folder's card, compared with what its paper says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.audits import CARD_FIELD_LABELS, CARD_SAID_LABELS, LONGEST_WORDS, CardSaid, Mark
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import CardLine, CardMark
from dealerdesk.ui.counting.folder_section import SectionHead
from dealerdesk.ui.counting.ticks import CardRow
from dealerdesk.ui.counting.ticks_marks import paint_mark
from dealerdesk.ui.documents.text_line import TextLine
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import border_pen, paint_text, rounded, square, text_width

TITLE = Message("ui.card_title", "Card, compared with the paper")
AGREES = Message("ui.card_agrees", "All as in the record")
AGREES_KEYS = "Alt+C"
NOT_COMPARED = Message("ui.card_not_compared", "not compared")
NOTHING_ON_RECORD = Message("ui.card_nothing", "Nothing on record")
ON_PAPER = Message("ui.card_on_paper", "What the paper says")
FIELD_ON_PAPER = Message("ui.card_field_on_paper", "{field}: what the paper says")
SPOKEN = Message("ui.card_spoken", "{field} {value}: {said}")
_MARKS = {CardSaid.MATCH: Mark.PRESENT, CardSaid.DIFFERS: Mark.MISSING}
_ROLES = {None: "text_3", CardSaid.MATCH: "ok", CardSaid.DIFFERS: "warn"}


class CardTick(QAbstractButton):
    """A box and a word that say whether the paper agrees."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: CardSaid | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_said(self, said: CardSaid | None) -> None:
        """Show what is said."""
        self._said = said
        self.setText(label(CARD_SAID_LABELS[said] if said else NOT_COMPARED))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Room for the longest word, so that inputs stand below each other."""
        words = (*CARD_SAID_LABELS.values(), NOT_COMPARED)
        longest = max(text_width(label(each), Text.STRONG) for each in words)
        return QSize(m.GAP_1 + m.ICON + m.GAP_2 + longest + m.GAP_2, m.DENSE_ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the box, the word, and the ring of the focus."""
        place = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = square(place.adjusted(m.GAP_1, 0, 0, 0), m.ICON)
            paint_mark(painter, box, _MARKS[self._said] if self._said else None, enabled=self.isEnabled())
            words = place.adjusted(m.GAP_1 + m.ICON + m.GAP_2, 0, 0, 0)
            kind = Text.STRONG if self._said is CardSaid.DIFFERS else Text.BODY
            paint_text(painter, words, self.text(), kind, getattr(colours(), _ROLES[self._said]))
            if self.hasFocus():
                pen = border_pen(colours().accent)
                pen.setWidth(m.FOCUS_RING)
                painter.setPen(pen)
                painter.drawPath(rounded(place.adjusted(1, 1, -1, -1), m.RADIUS_CONTROL))


class PaperInput(QLineEdit):
    """A line whose Enter goes no further."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Keep Enter, which saves the folder elsewhere."""
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()


class CardPart(QWidget):
    """Four fields under a heading; `changed` tells of other words, `finished` of Enter in a line."""

    changed = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CardRow] = []
        self.head = SectionHead(TITLE, AGREES, AGREES_KEYS)
        self.names = [TextLine(Text.BODY, "text_2") for _ in CARD_FIELD_LABELS]
        self.values = [TextLine(Text.BODY) for _ in CARD_FIELD_LABELS]
        self.ticks = [CardTick() for _ in CARD_FIELD_LABELS]
        self.inputs = [PaperInput() for _ in CARD_FIELD_LABELS]
        grid = QGridLayout()
        grid.setContentsMargins(m.GAP_4, m.GAP_1, m.GAP_4, m.GAP_2)
        grid.setHorizontalSpacing(m.GAP_3)
        grid.setVerticalSpacing(m.GAP_1)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 3)
        for row, parts in enumerate(zip(self.names, self.values, self.ticks, self.inputs, strict=True)):
            for column, part in enumerate(parts):
                grid.addWidget(part, row, column)
            grid.setRowMinimumHeight(row, m.DENSE_ROW)
            self.ticks[row].clicked.connect(partial(self.press, row))
            self.inputs[row].setProperty("quiet", True)
            self.inputs[row].setMaxLength(LONGEST_WORDS)
            self.inputs[row].textEdited.connect(partial(self._on_typed, row))
            self.inputs[row].returnPressed.connect(self.finished)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(0)
        column_of_all.addWidget(self.head)
        column_of_all.addLayout(grid)
        self.head.pressed.connect(self.agree)
        retell(self, self._tell)

    @property
    def rows(self) -> Sequence[CardRow]:
        """The fields, from top to bottom."""
        return self._rows

    @property
    def difference_count(self) -> int:
        """How many fields differ."""
        return sum(row.said is CardSaid.DIFFERS for row in self._rows)

    def show_card(self, lines: Sequence[CardLine], *, keep: bool) -> None:
        """Show a card; with `keep`, what was said of it here stays on top."""
        said = {row.line.field: row for row in self._rows} if keep else {}
        self._rows = [
            said[line.field].upon(line) if line.field in said else CardRow.of(line) for line in lines
        ]
        self._show()

    def lock(self, *, locked: bool) -> None:
        """Let the card be read only, or not."""
        self.head.lock(locked=locked)
        for part in (*self.ticks, *self.inputs):
            part.setEnabled(not locked)

    def press(self, at: int) -> None:
        """Say the next thing of a field; where it differs, what the paper says is asked for."""
        self._change(at, self._rows[at].press())
        if self._rows[at].said is CardSaid.DIFFERS:
            self.inputs[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def agree(self) -> None:
        """Say of all fields that nobody has spoken of that the paper agrees."""
        self._rows = [row.agree() for row in self._rows]
        self._show()
        self.changed.emit()

    def restore(self, rows: Sequence[CardRow]) -> None:
        """Say again what was said of the same fields before, and tell nobody."""
        self._rows = list(rows)
        self._show()

    def pending(self) -> tuple[CardMark, ...]:
        """What is said and was not handed over."""
        return tuple(mark for row in self._rows if (mark := row.pending()) is not None)

    def hand_over(self) -> None:
        """Take what is said for saved."""
        self._rows = [row.handed_over() for row in self._rows]

    def put_back(self, lines: Sequence[CardLine], marks: Sequence[CardMark]) -> None:
        """Take what is said for unsaved, on top of `lines` as the disk has them; say `marks` again."""
        record = {line.field: line for line in lines}
        again = {mark.field: mark for mark in marks}
        rows = [replace(row, line=record.get(row.line.field, row.line)) for row in self._rows]
        self._rows = [row.recalled(again[row.line.field]) if row.line.field in again else row for row in rows]
        self._show()

    def _change(self, at: int, after: CardRow) -> None:
        if self._rows[at] != after:
            self._rows[at] = after
            self._show()
            self.changed.emit()

    def _on_typed(self, at: int, words: str) -> None:
        row = self._rows[at]
        self._rows[at] = CardRow(row.line, row.said, words)
        self.changed.emit()

    def _show(self) -> None:
        for at, row in enumerate(self._rows):
            value = row.line.on_record or NOTHING_ON_RECORD.said()
            self.names[at].show_text(label(CARD_FIELD_LABELS[row.line.field]))
            self.values[at].show_text(value, "text" if row.line.on_record else "text_3")
            self.ticks[at].show_said(row.said)
            said = CARD_SAID_LABELS[row.said] if row.said else NOT_COMPARED
            self.ticks[at].setAccessibleName(
                SPOKEN.said(field=CARD_FIELD_LABELS[row.line.field], value=value, said=said)
            )
            if self.inputs[at].text() != row.on_paper:
                self.inputs[at].setText(row.on_paper)
            self.inputs[at].setVisible(row.said is CardSaid.DIFFERS)

    def _tell(self) -> None:
        self.setAccessibleName(TITLE.said())
        for each, field in zip(self.inputs, CARD_FIELD_LABELS.values(), strict=True):
            each.setPlaceholderText(ON_PAPER.said())
            each.setAccessibleName(FIELD_ON_PAPER.said(field=field))
        self._show()
