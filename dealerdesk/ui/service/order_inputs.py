"""Inputs of a repair order by field code: what its form and its sums have in common."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealerdesk.ui.widgets.form import FieldInput


class OrderInputs(QWidget):
    """Fields of an order that are typed together; signals as those of `FieldInput`."""

    edited = Signal()
    finished = Signal()

    def __init__(self, inputs: Mapping[str, FieldInput], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inputs = dict(inputs)
        for each in self.inputs.values():
            each.edited.connect(self.edited)
            each.finished.connect(self.finished)

    @property
    def texts(self) -> dict[str, str]:
        """What is typed, by field code."""
        return {code: each.text for code, each in self.inputs.items()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Write `texts`, as nobody typed them."""
        for code, each in self.inputs.items():
            each.show_text(texts.get(code, ""))
            each.show_problem()
