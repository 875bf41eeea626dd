"""How values are written on screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dealerdesk.ui.formats import shown_day, shown_phone
from dealerdesk.ui.models.matches import match_words


@pytest.mark.parametrize(
    ("spoken", "said"),
    [("en", "Thu 12 Mar 2026"), ("zh_CN", "2026-03-12 周四"), ("zh_TW", "2026-03-12 週四")],
)
def test_a_day_is_said_with_its_weekday(spoken: str, said: str, language: Callable[[str], None]) -> None:
    language(spoken)
    assert shown_day(date(2026, 3, 12)) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("13907554821", "139 0755 4821"),
        ("0978-590-532", "0978-590-532"),
        ("+44 20 7946 0018", "+44 20 7946 0018"),
        ("23907554821", "23907554821"),
        ("", ""),
    ],
)
def test_mainland_mobile_numbers_are_grouped_as_people_read_them_out(number: str, said: str) -> None:
    assert shown_phone(number) == said


def test_the_fields_of_a_match_are_listed_as_the_language_lists_things(
    language: Callable[[str], None],
) -> None:
    assert match_words(("plate", "customer")) == "plate, customer"
    language("zh_CN")
    assert match_words(("plate", "customer")) == "车牌号、客户"
