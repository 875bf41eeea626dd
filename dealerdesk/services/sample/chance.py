"""Chance that is the same for the same seed, on every machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A row of draws that its seed determines."""

    def __init__(self, seed: str) -> None:
        # A text seeds through SHA-512, independent of the interpreter's hash order.
        self._draw = Random(seed).random  # noqa: S311 - made-up data must repeat, not be unguessable

    def whether(self, share: float) -> bool:
        """True in this share of the draws, from 0 to 1."""
        return self._draw() < share

    def share(self) -> float:
        """A number from 0 up to 1."""
        return self._draw()

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + int(self._draw() * (most - least + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """One of `choices`, which are not empty."""
        return choices[int(self._draw() * len(choices))]

    def digits(self, count: int) -> str:
        """A text of so many decimal digits."""
        return f"{int(self._draw() * 10**count):0{count}d}"

    def day(self, first: date, last: date) -> date:
        """A day from `first` to `last`, both included; `first` where `last` lies before it."""
        return first + timedelta(days=self.between(0, max(0, (last - first).days)))


def spread(weights: Mapping[T, int]) -> tuple[T, ...]:
    """The choices, each as often as its weight says, for `Chance.pick`."""
    return tuple(choice for choice, weight in weights.items() for _ in range(weight))
