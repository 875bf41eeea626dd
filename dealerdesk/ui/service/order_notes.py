"""Sentences on repair orders, each with an icon, so that no colour speaks alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.restyling import restyle

_SIGNS = {"bad": "warning-circle-fill", "warn": "warning-fill", "ok": "check-circle-fill"}
_KINDS = {"bad": "problem", "warn": "doubt", "ok": "good"}


class Sentence(QFrame):
    """One sentence that comes and goes; `role` is ``bad``, ``warn`` or ``ok``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = IconSign("warning-fill", "warn")
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, 0)
        self.row.setSpacing(m.GAP_2)
        self.row.addWidget(self._sign)
        self.row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; empty while nothing is."""
        return self._words.text()

    def show_sentence(self, sentence: str, role: str) -> None:
        """Say `sentence`; an empty one says nothing."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            self._sign.show_icon(_SIGNS[role], role)
            restyle(self._words, "text_kind", _KINDS[role])
