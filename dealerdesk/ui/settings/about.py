"""The section about the program: its version and its licence."""

from __future__ import annotations

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QWidget

import dealerdesk
from dealerdesk.domain.messages import Message
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import SettingsSection, words_of

TITLE = Message("ui.settings_about", "About")
ABOUT = Message("ui.settings_about_about", "DealerDesk keeps one file per vehicle for small car dealerships.")
VERSION = Message("ui.about_version", "Version {version}")
LICENCE = Message(
    "ui.about_licence",
    "Free software under the GNU General Public License, version 3 or later: you may use, study, pass on and "
    "change it. It comes without any warranty.",
)
PARTS = Message(
    "ui.about_parts", "Made with Qt {qt}, SQLite, and Phosphor icons; their licences come with the program."
)


class AboutSection(SettingsSection):
    """Says what runs here; the words can be selected and copied."""

    title, about, icon = TITLE, ABOUT, "info"

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.version = words_of("strong")
        self._licence = words_of("second", wraps=True)
        self._parts = words_of("second", wraps=True)
        for words in (self.version, self._licence, self._parts):
            words.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self.add(words)
        self.setFocusProxy(self.version)
        retell(self, self._tell)

    def _tell(self) -> None:
        self.version.setText(VERSION.said(version=dealerdesk.__version__))
        self._licence.setText(LICENCE.said())
        self._parts.setText(PARTS.said(qt=qVersion()))
