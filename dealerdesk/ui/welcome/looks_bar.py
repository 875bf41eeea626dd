"""The bar above the welcome: language and theme, so that nobody begins in words they cannot read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from dealerdesk import i18n
from dealerdesk.domain.settings import LANGUAGE, THEME
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.shell.status_bar import LANGUAGE_NAMES, THEME_LABELS
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import ThemeChoice
from dealerdesk.ui.widgets.controls import ChoiceBox


class LanguageBox(ChoiceBox):
    """Chooses among the languages, each in its own words; `language_chosen` carries the code."""

    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for code, name in LANGUAGE_NAMES.items():
            self.addItem(name, code)
        self.activated.connect(lambda _row: self.language_chosen.emit(self.currentData()))
        retell(self, self._tell)

    def _tell(self) -> None:
        self.setAccessibleName(LANGUAGE.label.said())
        self.setCurrentIndex(self.findData(i18n.current_language()))


class ThemeBox(ChoiceBox):
    """Chooses among the themes; `theme_chosen` carries the choice."""

    theme_chosen = Signal(str)

    def __init__(self, choice: ThemeChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for theme in THEME_LABELS:
            self.addItem("", theme.value)
        self.show_choice(choice)
        self.activated.connect(lambda _row: self.theme_chosen.emit(self.currentData()))
        retell(self, self._tell)

    def show_choice(self, choice: ThemeChoice) -> None:
        """Show what is chosen now."""
        self.setCurrentIndex(self.findData(choice.value))

    def _tell(self) -> None:
        self.setAccessibleName(THEME.label.said())
        for row, theme in enumerate(THEME_LABELS):
            self.setItemText(row, THEME_LABELS[theme].said())


class LooksBar(QFrame):
    """Both choosers at the right of a bar."""

    def __init__(self, theme: ThemeChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "top")
        self.setFixedHeight(m.TOP_BAR)
        self.language = LanguageBox()
        self.theme = ThemeBox(theme)
        self._words = QLabel(), QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_5, 0)
        row.setSpacing(m.GAP_2)
        row.addStretch(1)
        for words, box in zip(self._words, (self.language, self.theme), strict=True):
            words.setProperty("text_kind", "second")
            words.setBuddy(box)
            row.addWidget(words)
            row.addWidget(box)
            row.addSpacing(m.GAP_2)
        retell(self, self._tell)

    def _tell(self) -> None:
        for words, name in zip(self._words, (LANGUAGE.label, THEME.label), strict=True):
            words.setText(name.said())
