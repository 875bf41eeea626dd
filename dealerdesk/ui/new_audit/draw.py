"""How many files a surprise audit draws, and what that says of all of them, in words."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.sampling import MARGIN
from dealerdesk.domain.values import read_value
from dealerdesk.ui.audits.words import size_words
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.chip import Chip, switch_chip
from dealerdesk.ui.widgets.flow import FlowLayout
from dealerdesk.ui.widgets.form import FieldInput

PRECISION = Message("ui.draw_precision", "How exact")
POINTS = Message("ui.draw_points", "± {number} points")
SIZE = Message("ui.draw_size", "files drawn")
SEED = Message("ui.draw_seed", "seed")
ANOTHER_SEED = Message("ui.draw_another_seed", "Draw other files")
SEED_HINT = Message(
    "ui.draw_seed_hint", "The same seed draws the same files from the same list: anybody can draw them again."
)
ALL_DRAWN = Message(
    "ui.draw_all_drawn",
    "That draws all {population} files. Count all of them instead, or draw fewer.",
)
AT_LEAST_ONE = Message("ui.draw_at_least_one", "Write how many files are drawn, at least 1.")
SEED_NEEDED = Message("ui.draw_seed_needed", "Write a whole number, such as 4711.")
MARGINS = (0.03, MARGIN, 0.08, 0.10)
_SEEDS = 10_000


class DrawPart(QWidget):
    """A size by its margin, or as it was typed, and the seed; `changed` tells that another draw is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.margin: float | None = MARGIN
        self._drawn: tuple[int, int] | None = None
        self.size_input = FieldInput(Field("size", FieldType.INTEGER, SIZE))
        self.seed_input = FieldInput(Field("seed", FieldType.INTEGER, SEED))
        self.chips: Mapping[float, Chip] = {margin: switch_chip() for margin in MARGINS}
        self.another = QPushButton()
        self.another.setProperty("look", "flat")
        self.another.setIcon(icon("dice-five"))
        self._precision = words_of("strong")
        self._names = {words: words_of("second") for words in (SIZE, SEED)}
        self._explained, self._hint = words_of("second", wraps=True), words_of("caption", wraps=True)
        self._arrange()
        for margin, chip in self.chips.items():
            chip.clicked.connect(partial(self._on_margin, margin))
        self.size_input.edited.connect(self._on_size_typed)
        self.seed_input.edited.connect(self.changed)
        self.another.clicked.connect(self.draw_anew)
        self.seed_input.show_text(str(secrets.randbelow(_SEEDS)))
        retell(self, self._tell)

    @property
    def files(self) -> int | None:
        """How many files were typed, None where that is no number."""
        value = read_value(self.size_input.field, self.size_input.text.strip()).value
        return value if isinstance(value, int) and value > 0 else None

    @property
    def seed(self) -> int | None:
        """The seed, None where it is no number."""
        value = read_value(self.seed_input.field, self.seed_input.text.strip()).value
        return value if isinstance(value, int) else None

    @property
    def explained(self) -> str:
        """What the draw says of all files."""
        return self._explained.text()

    def draw_anew(self) -> None:
        """Take another seed."""
        self.seed_input.write(str(secrets.randbelow(_SEEDS)))
        self.changed.emit()

    def check(self) -> QWidget | None:
        """Say at each input what is wrong with it; the first one that is."""
        wrong = {
            self.size_input: "" if self.margin or self.files else AT_LEAST_ONE.said(),
            self.seed_input: "" if self.seed is not None else SEED_NEEDED.said(),
        }
        for each, sentence in wrong.items():
            each.show_problem(sentence)
        return next((each for each, sentence in wrong.items() if sentence), None)

    def show_drawn(self, size: int, population: int) -> None:
        """Tell what is drawn from how many."""
        self._drawn = (size, population)
        if self.margin is not None and not self.size_input.editor.hasFocus():
            self.size_input.show_text(str(size))
        self._tell()

    def _on_margin(self, margin: float) -> None:
        self.margin = margin
        self._tell_chips()
        self.changed.emit()

    def _on_size_typed(self) -> None:
        self.margin = None
        self._tell_chips()
        self.changed.emit()

    def _arrange(self) -> None:
        chips = QWidget()
        flow = FlowLayout(chips, gap=m.GAP_2, line_gap=m.GAP_2)
        for chip in self.chips.values():
            flow.addWidget(chip)
        numbers = QWidget()
        in_lines = FlowLayout(numbers, gap=m.GAP_4, line_gap=m.GAP_2)
        for each, name in ((self.size_input, SIZE), (self.seed_input, SEED)):
            in_lines.addWidget(_beside(each, self._names[name]))
        in_lines.addWidget(self.another)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_1)
        column.addWidget(self._precision)
        column.addWidget(chips)
        column.addSpacing(m.GAP_1)
        column.addWidget(numbers)
        column.addWidget(self._explained)
        column.addSpacing(m.GAP_1)
        column.addWidget(self._hint)

    def _tell_chips(self) -> None:
        for margin, chip in self.chips.items():
            chip.setChecked(margin == self.margin)
            chip.show_words(POINTS.said(number=f"{margin * 100:.0f}"))

    def _tell(self) -> None:
        self._precision.setText(PRECISION.said())
        self._hint.setText(SEED_HINT.said())
        self.another.setText(ANOTHER_SEED.said())
        self.another.setAccessibleName(ANOTHER_SEED.said())
        for words, name in self._names.items():
            name.setText(words.said())
        self._tell_chips()
        if self._drawn is not None:
            size, population = self._drawn
            is_all = size >= population
            all_drawn = ALL_DRAWN.said(population=shown_number(population))
            self._explained.setText(all_drawn if is_all else size_words(size, population))


def _beside(each: FieldInput, name: QWidget) -> QWidget:
    """An input with what it is behind it."""
    each.setFixedWidth(m.USER_NARROW)
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(m.GAP_2)
    row.addWidget(each)
    row.addWidget(name)
    return both
