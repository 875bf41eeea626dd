"""Figures with what they count below them, beside each other."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m

_NOT_KNOWN = "–"
_ACROSS = 3


class Figures(QWidget):
    """Shows a figure for each of `names`, three in a row."""

    def __init__(self, names: Mapping[str, Message], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = dict(names)
        self.figures = {key: words_of("figure") for key in names}
        self._captions = {key: words_of("caption") for key in names}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.GAP_5)
        grid.setVerticalSpacing(0)
        for number, key in enumerate(names):
            row, column = divmod(number, _ACROSS)
            grid.addWidget(self.figures[key], 3 * row, column)
            grid.addWidget(self._captions[key], 3 * row + 1, column)
            grid.setRowMinimumHeight(3 * row + 2, m.GAP_3)
            grid.setColumnStretch(column, 1)
        retell(self, self._tell)

    def show_figures(self, figures: Mapping[str, str]) -> None:
        """Show the figures that are known."""
        for key, words in self.figures.items():
            words.setText(figures.get(key) or _NOT_KNOWN)
        self._tell()

    def _tell(self) -> None:
        for key, caption in self._captions.items():
            caption.setText(self._names[key].said())
            self.figures[key].setAccessibleName(f"{caption.text()}: {self.figures[key].text()}")
