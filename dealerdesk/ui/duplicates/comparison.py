"""Two records beside each other as a person sees them: which stays, and which value of each field stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dealerdesk.services.merging import Choice, MergeField, MergePlan, MergeSide


class Side(StrEnum):
    """Where a record stands on the screen; it stays there, whichever of the two is kept."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan, which of its records stands `left`, and what the person has picked, by field code."""

    plan: MergePlan
    left_id: int
    picked: Mapping[str, Side] = field(default_factory=dict)

    @property
    def kept_side(self) -> Side:
        """Where the record stands that is kept."""
        return Side.LEFT if self.plan.kept.id == self.left_id else Side.RIGHT

    @property
    def sides(self) -> tuple[MergeSide, MergeSide]:
        """The records as they stand, left and right."""
        kept, other = self.plan.kept, self.plan.other
        return (kept, other) if self.kept_side is Side.LEFT else (other, kept)

    @property
    def rows(self) -> tuple[MergeField, ...]:
        """The fields that either has: what contradicts, then what only one has, then what is the same."""
        told = [each for each in self.plan.fields if each.kept or each.other]
        return tuple(sorted(told, key=lambda each: (not each.differs, not each.clashes)))

    @property
    def chosen(self) -> dict[str, Choice]:
        """What the person has picked, as the plan speaks of it."""
        return {code: self._choice(side) for code, side in self.picked.items()}

    def texts(self, row: MergeField) -> tuple[str, str]:
        """The values of a field as they stand, left and right."""
        return (row.kept, row.other) if self.kept_side is Side.LEFT else (row.other, row.kept)

    def stands(self, row: MergeField) -> Side | None:
        """Which value stands; None where only a person can say, and has not."""
        code = row.field.code
        if row.must_choose and code not in self.picked:
            return None
        choice = self.plan.taken(self.chosen)[code]
        if choice is Choice.BOTH:
            return Side.BOTH
        is_left = (choice is Choice.KEPT) == (self.kept_side is Side.LEFT)
        return Side.LEFT if is_left else Side.RIGHT

    def pick(self, row: MergeField, side: Side) -> Comparison:
        """With another value picked; as it is where there is nothing to choose."""
        if not row.differs or row.fixed or (side is Side.BOTH and not row.can_join):
            return self
        return replace(self, picked={**self.picked, row.field.code: side})

    def pick_next(self, row: MergeField) -> Comparison:
        """With the next choice picked: left, right, and both where that can be."""
        order = (Side.LEFT, Side.RIGHT, *((Side.BOTH,) if row.can_join else ()))
        now = self.stands(row)
        return self.pick(row, order[(order.index(now) + 1) % len(order)] if now else Side.LEFT)

    def _choice(self, side: Side) -> Choice:
        if side is Side.BOTH:
            return Choice.BOTH
        return Choice.KEPT if side is self.kept_side else Choice.OTHER
