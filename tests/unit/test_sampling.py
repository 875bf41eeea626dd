"""The mathematics of surprise audits, against values that others published."""

from __future__ import annotations

import pytest

from dealerdesk.domain.sampling import drawn, margin_of, sample_size, wilson


@pytest.mark.parametrize(
    ("passed", "size", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_bounds_are_those_of_newcombes_table(passed: int, size: int, low: float, high: float) -> None:
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3."""
    bounds = wilson(passed, size)
    assert bounds is not None
    assert (round(bounds.low, 4), round(bounds.high, 4)) == (low, high)


def test_all_in_order_is_certain_above_only_and_nothing_drawn_says_nothing() -> None:
    bounds = wilson(20, 20)
    assert bounds is not None
    assert bounds.high == 1.0
    assert round(bounds.low, 4) == 1 - 0.1611
    assert wilson(0, 0) is None


@pytest.mark.parametrize(
    ("population", "size"), [(0, 0), (1, 1), (100, 80), (500, 218), (1000, 278), (10_000, 370), (10**9, 385)]
)
def test_the_sample_size_is_cochrans(population: int, size: int) -> None:
    assert sample_size(population) == size


@pytest.mark.parametrize("population", [50, 1000, 100_000])
def test_the_margin_of_a_sample_of_that_size_is_the_one_that_was_asked_for(population: int) -> None:
    size = sample_size(population)
    assert margin_of(size, population) <= 0.05 < margin_of(size - 1, population)
    assert margin_of(population, population) == 0


def test_a_draw_is_the_same_for_the_same_seed_whatever_the_order() -> None:
    numbers = [f"2026-{number:04d}" for number in range(200)]
    first = drawn(numbers, 20, 7)
    assert drawn(reversed(numbers), 20, 7) == first
    assert drawn(numbers, 20, 8) != first
    assert len(set(first)) == 20
    assert drawn(numbers, 500, 7) != numbers
    assert sorted(drawn(numbers, 500, 7)) == numbers
