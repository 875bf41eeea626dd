"""What one person at one PC prefers to see; nothing of it belongs to the dealership's data."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings

from dealerdesk import i18n
from dealerdesk.ui.theme.look import ThemeChoice


class Preferences:
    """Language and theme, kept in a small file; a file that cannot be written is done without."""

    def __init__(self, path: Path | None = None) -> None:
        folder = platformdirs.user_config_path("DealerDesk", appauthor=False)
        self._settings = QSettings(str(path or folder / "window.ini"), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The language that was chosen, else the system's."""
        language = str(self._settings.value("language", ""))
        return language if language in i18n.LANGUAGES else i18n.language_of_system()

    @language.setter
    def language(self, language: str) -> None:
        self._settings.setValue("language", language)

    @property
    def theme(self) -> ThemeChoice:
        """The theme that was chosen, else the system's."""
        chosen = str(self._settings.value("theme", ""))
        return ThemeChoice(chosen) if chosen in list(ThemeChoice) else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._settings.setValue("theme", choice.value)
