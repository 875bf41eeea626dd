"""The look that the program has now, and how it changes while the program runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from dealerdesk import i18n
from dealerdesk.ui.theme.colours import DARK, LIGHT, Colours, colours_of_system, palette_of
from dealerdesk.ui.theme.fonts import Text, font
from dealerdesk.ui.theme.sheet import style_sheet

STYLE_WORDS = ("-style", "fusion")
"""Words for the making of a `QApplication`: the style that the sheets are written for, on every system.

Start-up: asked for later, by ``setStyle``, Qt hands the style back, and Python learns all that styles know.
"""


class ThemeChoice(StrEnum):
    """What a person can ask for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(slots=True)
class _Now:
    colours: Colours
    fonts: dict[Text, QFont]
    metrics: dict[Text, QFontMetrics]
    is_plain: bool = False


_now = _Now(LIGHT, {}, {})


def colours() -> Colours:
    """The colours to paint with now; ask anew in every paint event."""
    return _now.colours


def is_plain() -> bool:
    """Whether the style sheet is dropped and Qt draws its controls itself, as high contrast wants it."""
    return _now.is_plain


def text_font(kind: Text) -> QFont:
    """The font to paint `kind` with now; widgets get theirs from the style sheet."""
    if kind not in _now.fonts:
        _now.fonts[kind] = font(kind, i18n.current_language())
    return _now.fonts[kind]


def text_metrics(kind: Text) -> QFontMetrics:
    """How much room text of `kind` takes now."""
    if kind not in _now.metrics:
        _now.metrics[kind] = QFontMetrics(text_font(kind))
    return _now.metrics[kind]


def wants_contrast() -> bool:
    """Whether the person has set the system to high contrast."""
    contrast = QGuiApplication.styleHints().accessibility().contrastPreference()
    return contrast is Qt.ContrastPreference.HighContrast


class Look(QObject):
    """Language and theme of the application; widgets hear of a change as Qt's own change events."""

    theme_changed = Signal()
    language_changed = Signal()

    def __init__(self, application: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        self._translator: QTranslator | None = None
        self._translators: dict[str, QTranslator] = {}
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_contrast_changed)
        self.use_language(i18n.current_language())
        self.use_theme(choice)

    @property
    def choice(self) -> ThemeChoice:
        """What the person asked for."""
        return self._choice

    def use_theme(self, choice: ThemeChoice) -> None:
        """Paint everything light, dark, or as the system is set."""
        self._choice = choice
        hints = self._application.styleHints()
        hints.setColorScheme(_SCHEMES[choice])
        # Qt styles each widget once when a sheet comes where none was, but as often as it has ancestors when
        # a sheet takes the place of another: with all pages open, that was two seconds instead of a third.
        self._application.setStyleSheet("")
        _now.is_plain = wants_contrast()
        if _now.is_plain:
            self._application.setPalette(QPalette())  # Qt's way back to the system's own
            _now.colours = colours_of_system(self._application.palette())
        else:
            dark = hints.colorScheme() is Qt.ColorScheme.Dark
            _now.colours = (
                DARK if (choice is ThemeChoice.DARK or (dark and choice is not ThemeChoice.LIGHT)) else LIGHT
            )
            self._application.setPalette(palette_of(_now.colours))
            self._application.setStyleSheet(style_sheet(_now.colours))
        self.theme_changed.emit()

    def use_language(self, language: str) -> None:
        """Say everything in `language` (one of ``i18n.LANGUAGES``), Qt's own dialogs too."""
        i18n.use_language(language)
        _now.fonts.clear()
        _now.metrics.clear()
        self._application.setFont(text_font(Text.BODY))
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
        self._translator = self._translator_to(language)
        if self._translator is not None:
            self._application.installTranslator(self._translator)
        QApplication.sendEvent(self._application, QEvent(QEvent.Type.LanguageChange))
        self.language_changed.emit()

    def _translator_to(self, language: str) -> QTranslator | None:
        """What translates Qt's own sentences; None to English, in which they are written."""
        # Each is kept: one that is deleted while events are under way has crashed the process.
        if language != "en" and language not in self._translators:
            translator = self._translators[language] = QTranslator(self)
            translator.load(
                f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            )
        return self._translators.get(language)

    def _on_contrast_changed(self) -> None:
        self.use_theme(self._choice)

    def _on_system_changed(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self.use_theme(ThemeChoice.SYSTEM)


_SCHEMES = {
    ThemeChoice.SYSTEM: Qt.ColorScheme.Unknown,
    ThemeChoice.LIGHT: Qt.ColorScheme.Light,
    ThemeChoice.DARK: Qt.ColorScheme.Dark,
}
