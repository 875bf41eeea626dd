"""What one person at one PC prefers to see; nothing of it belongs to the dealership's data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import platformdirs
from PySide6.QtCore import QSettings

from dealerdesk import i18n
from dealerdesk.ui.theme.look import ThemeChoice


class Preferences:
    """Language, theme and layouts, kept in a small file; a file that cannot be written is done without."""

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

    def kept(self, key: str, default: Any = None) -> Any:
        """The small JSON value that was kept under `key`, such as ``files.columns``, else `default`.

        It comes from a file that anything may have written: look at its shape before using it.
        """
        try:
            return json.loads(str(self._settings.value(_kept_under(key))))
        except ValueError:
            return default

    def keep(self, key: str, value: Any) -> None:
        """Keep a small JSON value under `key`."""
        self._settings.setValue(_kept_under(key), json.dumps(value))


def _kept_under(key: str) -> str:
    return f"kept/{key}"
