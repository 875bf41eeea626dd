"""What merging two records would do: shown before it is done, and held against what is there when it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.findings import Finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import phone_digits
from dealerdesk.domain.values import LONGEST_TEXT

CHANGED_SINCE = Message(
    "merge_changed_since",
    "These were changed meanwhile ({fields}), so nothing was merged. Look at both again.",
)
CHOOSE_FIRST = Message(
    "merge_choose_first", "Both have their own: {fields}. Choose which one is right before you merge."
)
CHANGED_OTHERWISE = Message(
    "merge_changed_otherwise", "These were changed meanwhile, so nothing was merged. Look at both again."
)
JOINED_TOO_LONG = Message(
    "merge_joined_too_long", "Both notes together are too long for one. Choose the one that stays."
)


class Choice(StrEnum):
    """Which value of a field stands afterwards."""

    KEPT = "kept"
    """That of the record that stays."""
    OTHER = "other"
    """That of the record that goes."""
    BOTH = "both"
    """Both, one below the other."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """How much hangs on a record, and moves with it."""

    files: int = 0
    former_files: int = 0
    documents: int = 0
    scans: int = 0
    orders: int = 0
    policies: int = 0
    waivers: int = 0
    old_plates: int = 0
    former_owners: int = 0

    @property
    def total(self) -> int:
        """All of it together."""
        return sum(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True, slots=True)
class MergeSide:
    """One of the two records: its id, what people call it, and what hangs on it.

    `state` is that of a vehicle file, empty for a customer's card.
    """

    id: int
    number: str
    name: str
    hanging: Hanging
    state: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True)
class MergeField:
    """One field of both, as canonical text, and which value stands unless a person chooses otherwise.

    With `must_choose` the two contradict each other so that only a person can say which is right; with
    `fixed` there is nothing to choose.
    """

    field: Field
    kept: str
    other: str
    default: Choice = Choice.KEPT
    can_join: bool = False
    must_choose: bool = False
    fixed: bool = False

    @property
    def differs(self) -> bool:
        """Whether the two have different values; a phone is the same however it is written."""
        if self.field.type is FieldType.PHONE and self.kept and self.other:
            return phone_digits(self.kept) != phone_digits(self.other)
        return self.kept != self.other

    def taken(self, chosen: Choice | None) -> Choice:
        """What stands where a person has `chosen`; the default where that, or anything, cannot be chosen."""
        cannot = chosen is None or self.fixed or (chosen is Choice.BOTH and not self.can_join)
        return self.default if cannot or chosen is None else chosen

    @property
    def clashes(self) -> bool:
        """Whether both have a value, and not the same."""
        return bool(self.kept and self.other) and self.differs


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging `other` into `kept` would do; `refusal` says why it cannot be done at all."""

    kind: PairKind
    kept: MergeSide
    other: MergeSide
    fields: tuple[MergeField, ...]
    warnings: tuple[Finding, ...] = ()
    refusal: Finding | None = None

    @property
    def values(self) -> dict[str, tuple[str, str]]:
        """What both have, by field code."""
        return {each.field.code: (each.kept, each.other) for each in self.fields}

    def undecided(self, chosen: Mapping[str, Choice]) -> tuple[Field, ...]:
        """The fields that only a person can decide, and has not in `chosen`."""
        return tuple(each.field for each in self.fields if each.must_choose and each.field.code not in chosen)

    def taken(self, chosen: Mapping[str, Choice]) -> dict[str, Choice]:
        """Which value of each field stands, with what a person has `chosen`."""
        return {each.field.code: each.taken(chosen.get(each.field.code)) for each in self.fields}


@dataclass(frozen=True, slots=True)
class Merged:
    """The record that two became, and the change set."""

    kind: PairKind
    kept_id: int
    number: str
    name: str
    gone: str
    change: int


def check_plan(seen: MergePlan, now: MergePlan, chosen: Mapping[str, Choice]) -> None:
    """Refuse what cannot be merged, was changed since it was seen, or is not decided.

    Raises the plan's refusal, ``merge_changed_since``, ``merge_changed_otherwise``, ``merge_choose_first``.
    """
    if now.refusal is not None:
        raise DealerDeskError(now.refusal.message, **now.refusal.params)
    if changed := [
        each.field.label for each in now.fields if seen.values.get(each.field.code) != (each.kept, each.other)
    ]:
        raise DealerDeskError(CHANGED_SINCE, fields=changed)
    if (_without_hanging(seen.kept), _without_hanging(seen.other)) != (
        _without_hanging(now.kept),
        _without_hanging(now.other),
    ):
        raise DealerDeskError(CHANGED_OTHERWISE)
    if undecided := now.undecided(chosen):
        raise DealerDeskError(CHOOSE_FIRST, fields=[field.label for field in undecided])


def joined(kept: str, other: str) -> str:
    """Two texts, one below the other, each once; raises ``merge_joined_too_long``."""
    text = "\n".join(dict.fromkeys(part for part in (kept, other) if part))
    if len(text) > LONGEST_TEXT:
        raise DealerDeskError(JOINED_TOO_LONG)
    return text


def _without_hanging(side: MergeSide) -> MergeSide:
    """What is moved in any case may have become more since it was seen."""
    return replace(side, hanging=Hanging())
