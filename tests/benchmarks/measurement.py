"""What a benchmark says: our time beside a floor's and a peer's, and whether the goal is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from statistics import median


@dataclass(frozen=True, slots=True)
class Reading:
    """Something measured a few times; `label` says what, for people."""

    label: str
    values: tuple[float, ...]

    @property
    def value(self) -> float:
        """The median of the runs."""
        return median(self.values)

    @property
    def spread(self) -> float | None:
        """Half the range of the runs as a share of their median; None of a single run."""
        if len(self.values) < 2 or not self.value:
            return None
        return (max(self.values) - min(self.values)) / 2 / self.value


class Against(StrEnum):
    """What a goal's limit is a multiple of."""

    UNIT = "unit"
    FLOOR = "floor"
    PEER = "peer"


@dataclass(frozen=True, slots=True)
class Goal:
    """A line of performance.md: at most (or `at_least`) so many units, floors or peers."""

    limit: float
    against: Against = Against.UNIT
    at_least: bool = False

    def said(self, measurement: Measurement) -> str:
        """The goal in words: ``≤ 0.7 × peer``."""
        sign = "≥" if self.at_least else "≤"
        of = measurement.unit if self.against is Against.UNIT else f"× {self.against.value}"
        return f"{sign} {self.limit:g} {of}"

    def is_met(self, measurement: Measurement) -> bool | None:
        """Whether the goal is met; None when what it compares with was not measured."""
        reached = {
            Against.UNIT: measurement.ours.value,
            Against.FLOOR: measurement.ratio_to_floor,
            Against.PEER: measurement.ratio_to_peer,
        }[self.against]
        if reached is None:
            return None
        return reached >= self.limit if self.at_least else reached <= self.limit


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of the table; floor and peer are in the same `unit` and from the same run."""

    name: str
    n: int
    unit: str
    ours: Reading
    floor: Reading | None = None
    peer: Reading | None = None
    goal: Goal | None = None

    @property
    def ratio_to_floor(self) -> float | None:
        """How many floors we need."""
        return _ratio(self.ours, self.floor)

    @property
    def ratio_to_peer(self) -> float | None:
        """How many peers we need."""
        return _ratio(self.ours, self.peer)

    @property
    def goal_said(self) -> str | None:
        """The goal in words, or None."""
        return self.goal.said(self) if self.goal else None

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None when there is none, or nothing to compare with."""
        return self.goal.is_met(self) if self.goal else None


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that `percent` of all do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, ceil(percent / 100 * len(ordered)) - 1)]


def _ratio(ours: Reading, other: Reading | None) -> float | None:
    return ours.value / other.value if other and other.value else None
