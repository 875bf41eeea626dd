"""What a VIN tells by itself, also while it is typed."""

from __future__ import annotations

import pytest

from dealerdesk.domain.makes import known_makes
from dealerdesk.domain.vin_tells import what_vin_tells
from dealerdesk.domain.wmi import Region


def test_a_whole_vin_tells_region_country_maker_make_and_years() -> None:
    tells = what_vin_tells("lsvam4187c2184847", latest=2027)
    assert (tells.vin, tells.region, tells.country) == ("LSVAM4187C2184847", Region.ASIA, "CN")
    assert (tells.maker, tells.make, tells.make_chinese) == ("SAIC Volkswagen", "Volkswagen", "大众")
    assert tells.years == (2012, 1982)
    assert tells.error is None
    assert tells.missing == 0


def test_the_first_characters_tell_the_maker_and_what_is_missing() -> None:
    tells = what_vin_tells("LFM", latest=2027)
    assert (tells.make, tells.make_chinese, tells.missing) == ("Toyota", "丰田", 14)
    assert tells.years == ()
    assert tells.error is not None


def test_nothing_typed_is_no_error() -> None:
    assert what_vin_tells("", latest=2027).error is None


@pytest.mark.parametrize(
    ("begin", "make", "chinese"),
    [
        ("LGX", "BYD", "比亚迪"),
        ("LE4", "Mercedes Benz", "奔驰"),
        ("SAL", "Land Rover", "路虎"),
        ("LGW", "Great Wall", ""),
        ("WBA", "BMW", "宝马"),
    ],
)
def test_makers_are_told_as_makes(begin: str, make: str, chinese: str) -> None:
    tells = what_vin_tells(begin, latest=2027)
    assert (tells.make, tells.make_chinese) == (make, chinese)


def test_known_makes_have_a_name_in_both_writings() -> None:
    for chinese, latin in known_makes():
        assert not chinese.isascii()
        assert latin.isascii()
