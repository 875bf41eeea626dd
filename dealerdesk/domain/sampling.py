"""Surprise audits: how many files a draw takes, which ones, and what it says of all the others."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

from dealerdesk.domain.messages import Message

CONFIDENCE = 0.95
MARGIN = 0.05

SIZE_EXPLAINED = Message(
    "sample_size_explained",
    "In {confidence} of 100 draws of {size} out of {population} files, the rate that is found lies within "
    "{margin} percentage points of the rate of all files, however high that is.",
)
RATE_EXPLAINED = Message(
    "pass_rate_explained",
    "{passed} of the {size} drawn files are in order. In {confidence} of 100 draws like this one, the rate "
    "of all files lies within the bounds found in this way; here they are {low} % and {high} %.",
)


@dataclass(frozen=True, slots=True)
class Interval:
    """The bounds between which a rate lies, from 0 to 1."""

    low: float
    high: float


def sample_size(population: int, margin: float = MARGIN, confidence: float = CONFIDENCE) -> int:
    """How many of `population` files tell the rate of all to within `margin`, whatever the rate is.

    Cochran, Sampling Techniques, third edition (1977), section 4.4: ``n0 = z² · ¼ ÷ margin²``, then
    ``n = n0 ÷ (1 + (n0 − 1) ÷ N)`` for a finite population, rounded up.
    """
    if population <= 0:
        return 0
    first = _z(confidence) ** 2 / 4 / margin**2
    return min(population, math.ceil(first / (1 + (first - 1) / population)))


def margin_of(size: int, population: int, confidence: float = CONFIDENCE) -> float:
    """How far from the rate of all files that of a draw lies at most; `sample_size` turned round."""
    if size >= population:
        return 0.0
    return _z(confidence) * math.sqrt((population - size) / (population - 1) / 4 / size)


def wilson(passed: int, size: int, confidence: float = CONFIDENCE) -> Interval | None:
    """The confidence interval of the rate ``passed ÷ size``; None where nothing was drawn.

    Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, Journal of
    the American Statistical Association 22, pages 209 to 212.
    """
    if size <= 0:
        return None
    z, rate = _z(confidence), passed / size
    share = 1 + z * z / size
    middle = (rate + z * z / (2 * size)) / share
    half = z / share * math.sqrt(rate * (1 - rate) / size + z * z / (4 * size * size))
    # At the ends rounding alone would leave the bounds a hair inside.
    low = 0.0 if passed == 0 else max(0.0, middle - half)
    return Interval(low, 1.0 if passed == size else min(1.0, middle + half))


def drawn(file_nos: Iterable[str], size: int, seed: int) -> list[str]:
    """`size` of `file_nos`, the same ones for the same seed on every computer.

    Those whose SHA-256 of ``seed:file number`` comes first: anybody can draw them again by hand.
    """
    return sorted(file_nos, key=lambda file_no: hashlib.sha256(f"{seed}:{file_no}".encode()).digest())[:size]


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)
