"""The check digit of GB 16735 and ISO 3779, and the one form of a VIN."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, example, given
from hypothesis import strategies as st

from dealerdesk.domain.vin import (
    check_digit,
    inspect_vin,
    is_vin_form,
    model_year_candidates,
    normalise_vin,
    vin_with_check_digit,
)

LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
SEVENTEEN = st.text(alphabet=LETTERS, min_size=17, max_size=17)
# The transliteration table of 49 CFR 565, written out once more so that the program's own can be wrong.
VALUES = dict(
    zip(
        LETTERS,
        [*range(10), 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9],
        strict=True,
    )
)
WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]


@given(SEVENTEEN)
def test_a_vin_with_its_computed_check_digit_passes(letters: str) -> None:
    report = inspect_vin(vin_with_check_digit(letters))
    assert (report.error, report.warning) == (None, None)


@given(SEVENTEEN)
def test_the_ninth_character_does_not_count_in_the_check_digit(letters: str) -> None:
    assert check_digit(letters) == check_digit(vin_with_check_digit(letters))


@given(SEVENTEEN, st.integers(0, 16).filter(lambda at: at != 8), st.sampled_from(LETTERS))
def test_any_substitution_that_changes_the_weighted_sum_is_noticed(letters: str, at: int, other: str) -> None:
    vin = vin_with_check_digit(letters)
    assume((VALUES[other] - VALUES[vin[at]]) * WEIGHTS[at] % 11)
    warning = inspect_vin(vin[:at] + other + vin[at + 1 :]).warning
    assert warning is not None
    assert warning.code == "vin_check_digit"


@given(SEVENTEEN, st.sampled_from("012345678X9"))
def test_any_other_digit_in_ninth_place_is_noticed(letters: str, digit: str) -> None:
    vin = vin_with_check_digit(letters)
    changed = vin[:8] + digit + vin[9:]
    assert (inspect_vin(changed).warning is None) is (digit == vin[8])


@given(st.text(alphabet=LETTERS, max_size=40).filter(lambda text: len(text) != 17))
def test_every_other_length_is_an_error_that_counts(letters: str) -> None:
    error = inspect_vin(letters).error
    assert error is not None
    assert error.code == "vin_length"
    assert f" {len(letters)} " in error.said()


@given(SEVENTEEN)
def test_a_vin_that_is_written_as_vins_are_stored_is_read_like_any_other(vin: str) -> None:
    assert is_vin_form(vin)
    assert inspect_vin(f" {vin}") == inspect_vin(vin)


@given(st.text())
@example("C.\u0327")
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise_vin(normalise_vin(text)) == normalise_vin(text)


@given(SEVENTEEN, st.integers(1980, 2100))
def test_candidate_years_lie_thirty_apart_and_not_after_the_latest(vin: str, latest: int) -> None:
    years = model_year_candidates(vin, latest=latest)
    assert all(1980 <= year <= latest for year in years)
    assert all(later - earlier == 30 for earlier, later in pairwise(years))
