"""The section of this PC: language and theme, which belong to whoever sits here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.settings import LANGUAGE, THEME
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import SettingsSection, words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.welcome.looks_bar import LanguageBox, ThemeBox

TITLE = Message("ui.settings_this_pc", "This PC")
ABOUT = Message(
    "ui.settings_this_pc_about",
    "How the window looks on this PC, for you. Nothing of it touches the dealership's data.",
)


class ThisPcSection(SettingsSection):
    """Language and theme; both change at once."""

    title, about, icon = TITLE, ABOUT, "monitor"

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.language = LanguageBox()
        self.theme = ThemeBox(workplace.preferences.theme)
        self._names = words_of("second"), words_of("second")
        self.setFocusProxy(self.language)
        for name, box in zip(self._names, (self.language, self.theme), strict=True):
            self.add(_row(name, box))
        self.language.language_chosen.connect(self.language_chosen)
        self.theme.theme_chosen.connect(self.theme_chosen)
        retell(self, self._tell)

    def reload(self) -> None:
        """Show what is chosen now."""
        self.theme.show_choice(self.workplace.preferences.theme)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """The theme was changed somewhere else."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "theme"):
            self.reload()

    def _tell(self) -> None:
        for name, words in zip(self._names, (LANGUAGE.label, THEME.label), strict=True):
            name.setText(words.said())


def _row(name: QLabel, box: QWidget) -> QHBoxLayout:
    name.setFixedWidth(m.SETTING_LABEL)
    name.setBuddy(box)
    box.setFixedWidth(m.SETTING_INPUT)
    row = QHBoxLayout()
    row.setSpacing(m.GAP_4)
    row.addWidget(name)
    row.addWidget(box)
    row.addStretch(1)
    row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return row
