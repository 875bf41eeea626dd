"""What stands in sentences: numbers and keys as people read them."""

from __future__ import annotations

import pytest

from dealerdesk import i18n
from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command

ROWS = Message("test.saying_rows", "{count} row of {year}", "{count} rows of {year}")
NAME = Message("test.saying_name", "Back")


def test_a_count_is_said_with_its_thousands_apart_and_a_year_is_not() -> None:
    assert ROWS.said(count=12840, year=2026) == "12,840 rows of 2026"
    assert ROWS.said(count=1, year=2026) == "1 row of 2026"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("keys", "shown"), [("Alt+Left", "Alt+←"), ("Ctrl+Shift+P", "Ctrl+Shift+P"), ("Del", "Del"), ("", "")]
)
def test_keys_are_shown_as_they_stand_on_keyboards_in_every_language(
    language: str, keys: str, shown: str
) -> None:
    with i18n.speaking(language):
        assert Command(NAME, lambda: None, keys).shown_keys == shown
