from __future__ import annotations

import pytest

from dealerdesk.domain.vin import (
    check_digit,
    inspect_vin,
    model_year_candidates,
    normalise_vin,
    vin_with_check_digit,
)
from dealerdesk.domain.wmi import Region, country_of, maker_of, region_of


@pytest.mark.parametrize(
    "vin",
    [
        "1M8GDM9AXKP042788",  # the worked example of 49 CFR 565
        "11111111111111111",
        "LFVPG8B14MD636944",
        "LBVGMVHYXH1745738",
        "WF0EB2VD9EB545615",
        "JMBLCWBU8JD623640",
    ],
)
def test_sound_vins_pass_without_a_word(vin: str) -> None:
    report = inspect_vin(vin)
    assert (report.vin, report.error, report.warning) == (vin, None, None)


def test_a_wrong_check_digit_is_a_warning_that_names_the_right_one() -> None:
    report = inspect_vin("LRW59U4Y2RD944072")
    assert report.error is None
    assert report.warning is not None
    assert report.warning.code == "vin_check_digit"
    expected = check_digit("LRW59U4Y2RD944072")
    assert expected != "2"
    assert f" {expected} " in report.warning.said()


@pytest.mark.parametrize("vin", ["WVWZZZ1KZAW000001", "VF1BZZZZRZ0000001"])
def test_a_filler_letter_in_ninth_place_is_no_check_digit_in_europe(vin: str) -> None:
    assert inspect_vin(vin).warning is None


@pytest.mark.parametrize("vin", ["LVWZZZ1KZAW000001", "1VWZZZ1KZAW000001"])
def test_where_check_digits_are_prescribed_a_letter_in_ninth_place_is_wrong(vin: str) -> None:
    warning = inspect_vin(vin).warning
    assert warning is not None
    assert warning.code == "vin_check_digit"


def test_a_short_vin_is_told_its_length() -> None:
    error = inspect_vin("LFMKSSBS3R141269").error
    assert error is not None
    assert error.code == "vin_length"
    assert "16 characters" in error.said()


def test_the_letter_o_is_perhaps_a_zero() -> None:
    error = inspect_vin("LFM7Y3ET2NAO90389").error
    assert error is not None
    assert error.code == "vin_letters"
    assert "Did you mean 0? Then it is LFM7Y3ET2NA090389" in error.said()


def test_an_i_and_a_q_are_perhaps_a_one_and_a_zero() -> None:
    error = inspect_vin("LIM7Y3ET2NAQ90389").error
    assert error is not None
    assert "Did you mean 1/0? Then it is L1M7Y3ET2NA090389" in error.said()


def test_other_characters_are_named_without_a_guess() -> None:
    error = inspect_vin("LFM7Y3ET2NA?90/89").error
    assert error is not None
    assert error.code == "vin_letters"
    assert "?/" in error.said()


def test_vins_come_in_any_width_and_spacing() -> None:
    assert normalise_vin(" ｌｒｗｙＦＥＥＲ 0GA-549012*") == "LRWYFEER0GA549012"


def test_the_check_digit_is_put_in_its_place() -> None:
    assert vin_with_check_digit("1M8GDM9A?KP042788") == "1M8GDM9AXKP042788"


@pytest.mark.parametrize(
    ("vin", "region", "country", "maker"),
    [
        ("LSVAA49J132047371", Region.ASIA, "CN", "SAIC Volkswagen"),
        ("JTNUVHE76J1506995", Region.ASIA, "JP", "Toyota"),
        ("KMHXX00XXXX000000", Region.ASIA, "KR", "Hyundai"),
        ("RFBXXXXXXXXXXXXXX", Region.ASIA, "TW", "Kuozui"),
        ("WF0EB2VD9EB545615", Region.EUROPE, "DE", "Ford of Europe"),
        ("TMBL5GVP6P1179257", Region.EUROPE, "CZ", "Škoda"),
        ("YV1HL9NL0M1812829", Region.EUROPE, "SE", "Volvo"),
        ("1M8GDM9AXKP042788", Region.NORTH_AMERICA, "US", None),
        ("7SAXXXXXXXXXXXXXX", Region.OCEANIA, "US", "Tesla"),
        ("6G1XXXXXXXXXXXXXX", Region.OCEANIA, "AU", None),
        ("9BWXXXXXXXXXXXXXX", Region.SOUTH_AMERICA, "BR", "Volkswagen (Brazil)"),
        ("AHTXXXXXXXXXXXXXX", Region.AFRICA, "ZA", None),
        ("0", None, None, None),
    ],
)
def test_the_first_characters_tell_the_makers_part_of_the_world(
    vin: str, region: Region | None, country: str | None, maker: str | None
) -> None:
    assert (region_of(vin), country_of(vin), maker_of(vin)) == (region, country, maker)


def test_a_model_year_repeats_every_thirty_years() -> None:
    assert model_year_candidates("LFVPG8B14MD636944", latest=2027) == (1991, 2021)
    assert model_year_candidates("1M8GDM9AXKP042788", latest=2018) == (1989,)
    assert model_year_candidates("WF0EB2VD9ZB545615", latest=2027) == ()
    assert model_year_candidates("short", latest=2027) == ()
