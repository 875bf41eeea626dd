"""The one mechanism for text that people read: gettext catalogues, switchable while the program runs.

English is the language of the message ids. Catalogues are compiled from ``resources/translations``
into ``dealerdesk/locale`` by the build, so they travel in the package.
"""

from __future__ import annotations

import gettext as _gettext
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "dealerdesk"
LANGUAGES = ("en", "zh_CN", "zh_TW")
LOCALE_FOLDER = Path(__file__).parent / "locale"

_program_language = "en"
_spoken: ContextVar[str | None] = ContextVar("spoken_language", default=None)


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    if language == "en":
        return _gettext.NullTranslations()
    return _gettext.translation(DOMAIN, LOCALE_FOLDER, languages=[language])


def current_language() -> str:
    """The language that ``_`` speaks here and now: one of ``LANGUAGES``."""
    return _spoken.get() or _program_language


def use_language(language: str) -> None:
    """Make `language` (one of ``LANGUAGES``) the language of the whole program."""
    global _program_language  # noqa: PLW0603 - one program speaks one language
    if language not in LANGUAGES:
        raise ValueError(language)
    _program_language = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` inside the ``with`` block, in this thread or task only.

    >>> with speaking("zh_CN"):
    ...     heading = _("Plate")
    """
    if language not in LANGUAGES:
        raise ValueError(language)
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def _(message: str) -> str:
    """Translate a message id into the current language."""
    return _catalogue(current_language()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate with the form that `count` asks for."""
    return _catalogue(current_language()).ngettext(singular, plural, count)


def language_of_system() -> str:
    """The supported language nearest to the one the operating system is set to."""
    for name in (*(os.environ.get(v) for v in ("LC_ALL", "LC_MESSAGES", "LANG")), locale.getlocale()[0]):
        if name:
            return nearest_language(name)
    return "en"


def nearest_language(name: str) -> str:
    """The supported language for a locale name such as ``zh_HK.UTF-8`` or ``zh-Hant``."""
    tag = name.replace("-", "_").split(".")[0].casefold()
    if tag.startswith(("zh_tw", "zh_hk", "zh_mo", "zh_hant", "chinese (traditional")):
        return "zh_TW"
    if tag.startswith(("zh", "chinese")):
        return "zh_CN"
    return "en"
