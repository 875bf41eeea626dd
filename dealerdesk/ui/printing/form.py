"""How something is printed: what, on which labels, with which lines, and moved how far."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.labels import (
    FORMATS,
    MOST_OFFSET_MM,
    USUAL_PARTS,
    LabelFormat,
    LabelPart,
    LabelSheet,
)
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.ui.printing.actual_size import ActualSize
from dealerdesk.ui.printing.job import PaperKind
from dealerdesk.ui.printing.label_parts import LabelParts
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.chip import switch_chip
from dealerdesk.ui.widgets.controls import ChoiceBox, TickBox
from dealerdesk.ui.widgets.flow import FlowLayout
from dealerdesk.ui.widgets.restyling import restyle

KINDS = {
    PaperKind.LABELS: Message("ui.print_labels", "Labels"),
    PaperKind.COVERS: Message("ui.print_covers", "Cover sheets"),
    PaperKind.INDEX: Message("ui.print_index", "Cabinet index"),
}
WHAT = Message("ui.print_what", "What is printed")
FORMAT = Message("ui.print_format", "Labels in the printer")
START_HINT = Message("ui.print_start_hint", "Click a free label on the sheet to start there.")
SHOWN = Message("ui.print_shown", "On the label")
OFFSET = Message("ui.print_offset", "Move the print, in mm")
RIGHT = Message("ui.print_right", "To the right")
DOWN = Message("ui.print_down", "Down")
OFFSET_WRONG = Message("ui.print_offset_wrong", "Write millimetres from -{most} to {most}, such as 0.5.")
NAMES = Message("ui.print_names", "Print customers' names")
NAMES_HINT = Message("ui.print_names_hint", "Whoever sees the cabinet can read what is on a label.")


class PrintForm(QWidget):
    """`changed` tells that a person decided otherwise, `kind_changed` that something else is wanted."""

    changed = Signal()
    kind_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = 1
        self.chips = {kind: switch_chip() for kind in KINDS}
        self.format = ChoiceBox()
        for code in FORMATS:
            self.format.addItem("", code)
        self.right, self.down = QLineEdit(), QLineEdit()
        self.names = TickBox()
        self.parts = LabelParts()
        self.actual_size = ActualSize()
        self._heads = {words: _words("strong") for words in (WHAT, FORMAT, SHOWN, OFFSET)}
        self._size_words = _words("second")
        self._sides = {RIGHT: QLabel(), DOWN: QLabel()}
        self._hint, self._names_hint, self._wrong = _words("second"), _words("second"), _words("problem")
        self._arrange()
        self._connect()
        self.chips[PaperKind.LABELS].setChecked(True)
        retell(self, self._tell)

    @property
    def kind(self) -> PaperKind:
        """What is printed."""
        return next(kind for kind, chip in self.chips.items() if chip.isChecked())

    @property
    def chosen_format(self) -> LabelFormat:
        """The labels in the printer."""
        return FORMATS[self.format.currentData()]

    @property
    def sheet(self) -> LabelSheet | None:
        """How it is put on paper, None while an offset is wrong."""
        right, down = _millimetres(self.right.text()), _millimetres(self.down.text())
        if right is None or down is None:
            return None
        try:
            return LabelSheet(self.chosen_format, self.start, right, down, self._wanted_parts())
        except DealerDeskError:
            return None

    def _wanted_parts(self) -> frozenset[LabelPart]:
        if self.kind is PaperKind.LABELS:
            return self.parts.parts
        return USUAL_PARTS | {LabelPart.CUSTOMER} if self.names.isChecked() else USUAL_PARTS

    def kept(self) -> dict[str, Any]:
        """What belongs to the printer on this desk and to its labels, to be remembered."""
        return {
            "format": self.chosen_format.code,
            "right": self.right.text(),
            "down": self.down.text(),
            "parts": self.parts.kept(),
        }

    def use_kept(self, kept: object) -> None:
        """Show what was remembered, as nobody decided it."""
        known = kept if isinstance(kept, dict) else {}
        self.format.setCurrentIndex(max(self.format.findData(str(known.get("format"))), 0))
        for code, field in (("right", self.right), ("down", self.down)):
            field.blockSignals(True)
            field.setText(str(known.get(code, "")))
            field.blockSignals(False)
        self.parts.use_kept(known.get("parts"))
        self._show_parts()

    def _arrange(self) -> None:
        chips = QWidget()
        flow = FlowLayout(chips, gap=m.GAP_2, line_gap=m.GAP_2)
        for chip in self.chips.values():
            chip.setAutoExclusive(True)
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        chips.setSizePolicy(policy)
        offsets = QWidget()
        row = QHBoxLayout(offsets)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_3)
        for words, field in ((RIGHT, self.right), (DOWN, self.down)):
            side = QVBoxLayout()
            side.setSpacing(m.GAP_1)
            side.addWidget(self._sides[words])
            side.addWidget(field)
            self._sides[words].setProperty("text_kind", "second")
            row.addLayout(side, 1)
        self._label_parts = (
            self._heads[FORMAT], self.format, self._hint, self._heads[SHOWN], self.parts,
            self._heads[OFFSET], offsets, self._wrong, self._size_words, self.actual_size,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_2)
        # A margin of its own, since what is between parts stays there when they are hidden.
        for head in (self._heads[FORMAT], self._heads[SHOWN], self._heads[OFFSET], self._size_words):
            head.setContentsMargins(0, m.GAP_2, 0, 0)
        hint_after = self._label_parts.index(self.parts) + 1
        above, below = self._label_parts[:hint_after], self._label_parts[hint_after:]
        for part in (self._heads[WHAT], chips, *above, self.names, self._names_hint, *below):
            column.addWidget(part)
        column.setAlignment(self.actual_size, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        for chip in self.chips.values():
            chip.clicked.connect(self._on_kind_clicked)
        self.format.activated.connect(self._on_format_chosen)
        self.names.clicked.connect(self.changed)
        self.parts.changed.connect(self._on_parts_chosen)
        for field in (self.right, self.down):
            field.textChanged.connect(self._on_offset_typed)

    def _on_kind_clicked(self) -> None:
        self._show_parts()
        self.kind_changed.emit()

    def _on_format_chosen(self) -> None:
        self.start = 1
        self._show_parts()
        self.changed.emit()

    def _on_parts_chosen(self) -> None:
        self._show_parts()
        self.changed.emit()

    def _on_offset_typed(self) -> None:
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        """Ask what there is to decide, and say what is wrong."""
        is_label = self.kind is PaperKind.LABELS
        for part in self._label_parts:
            part.setVisible(is_label)
        self._hint.setVisible(is_label and not self.chosen_format.is_roll)
        for field in (self.right, self.down):
            restyle(field, "problem", "bad" if _millimetres(field.text()) is None else "")
        self._wrong.setVisible(is_label and self.sheet is None)
        self.names.setVisible(not is_label)
        named = self.parts.ticks[LabelPart.CUSTOMER].isChecked()
        self._names_hint.setVisible(not is_label or named)
        self.actual_size.show_format(self.chosen_format)
        self._size_words.setText(self.actual_size.said())

    def _tell(self) -> None:
        for kind, chip in self.chips.items():
            chip.show_words(KINDS[kind].said())
        for words, head in self._heads.items():
            head.setText(words.said())
        for (words, name), field in zip(self._sides.items(), (self.right, self.down), strict=True):
            name.setText(words.said())
            field.setAccessibleName(words.said())
            field.setPlaceholderText("0")
        for number, of in enumerate(FORMATS.values()):
            self.format.setItemText(number, of.said())
        self.format.setAccessibleName(FORMAT.said())
        self._hint.setText(START_HINT.said())
        self._wrong.setText(OFFSET_WRONG.said(most=f"{MOST_OFFSET_MM:g}"))
        self.names.setText(NAMES.said())
        self._names_hint.setText(NAMES_HINT.said())
        self._show_parts()


def _millimetres(text: str) -> float | None:
    """An offset as people write it, 0 where there is none; None for what is no offset."""
    try:
        offset = float(fold_line(text).replace(",", ".") or 0)
    except ValueError:
        return None
    return offset if abs(offset) <= MOST_OFFSET_MM else None


def _words(kind: str) -> QLabel:
    words = QLabel()
    words.setProperty("text_kind", kind)
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return words
