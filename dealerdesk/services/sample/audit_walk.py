"""Counters of a sample on their way along the shelves: what they see of each folder, and what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from dealerdesk.domain.audits import CardField, CardSaid, Fault, Mark, Said
from dealerdesk.services.sample.audit_rows import NewCardMark, NewCount, NewMark
from dealerdesk.services.sample.audit_words import PAPER_NOTES, SCAN_NOTES, SEEN_ELSEWHERE
from dealerdesk.services.sample.chance import Chance
from dealerdesk.services.sample.rows import Ids, Row

_BEGIN: Final = time(9, 10)
_WORKING_SECONDS: Final = 7 * 3600
_SECONDS_A_FOLDER: Final = 24
_DRAWERS_A_TURN: Final = 3
"""Beside who begins with a cabinet, others help: with every third drawer the next one goes on."""
_TICKED_FOLDERS: Final = 300
"""In about so many folders of an audit every paper is looked at."""
_STANDING: Final = frozenset({Fault.MISSING, Fault.MISPLACED, Fault.CONFLICT})
"""What can be said only of a folder that has a place."""


class Folder(NamedTuple):
    """A folder of an expected list, as the database froze it."""

    entry_id: int
    file_id: int
    file_no: str
    phone: str | None
    location: str | None
    cabinet: str
    documents: str

    @property
    def drawer(self) -> str:
        """The place that its counters say they stand at, "" for a folder without one."""
        return (self.location or "").partition("/")[0]

    def types_with(self, sign: str) -> list[str]:
        """The required types of which the record holds a paper, ``p``, or a scan, ``s``."""
        return [type_ for type_, held in json.loads(self.documents).items() if sign in held]


@dataclass(frozen=True, slots=True)
class Tour:
    """One walk of several people: how many folders there are, and how many of them are counted by now.

    `faults` are planted at places of the walk, from 0 on. Files of `sought` were missing before and are
    looked for first: all of them are found but `lost`.
    """

    audit_id: int
    people: tuple[str, ...]
    days: tuple[date, ...]
    folders: int
    counted: int
    faults: Mapping[int, Fault]
    sought: frozenset[int] = frozenset()
    lost: int | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """Who stands before a folder, who may look again, when, and where they say they are."""

    by: str
    other: str
    at: str
    place: str


def scatter(chance: Chance, wanted: Mapping[Fault, int], room: int) -> dict[int, Fault]:
    """Faults at places from 0 to `room`, never two at one; fewer where there is no room for all."""
    planted: dict[int, Fault] = {}
    for fault, count in wanted.items():
        for nth in range(count):
            place = int((nth + chance.share()) / count * room)
            free = next((at for at in range(place, room) if at not in planted), None)
            if free is not None:
                planted[free] = fault
    return planted


class Walk:
    """Makes the rows of a tour, folder by folder in the order of the shelves."""

    def __init__(self, tour: Tour, ids: Ids, chance: Chance) -> None:
        self._tour = tour
        self._ids = ids
        self._chance = chance
        self._waiting: list[Fault] = []
        self._cabinets: list[str] = []
        self._drawers: list[str] = []
        self._ticked_every = -(-tour.folders // _TICKED_FOLDERS)

    def rows(self, folders: Iterable[Folder]) -> Iterator[Row]:
        """What the counters note of `folders`; a fault waits for the next folder that can have it."""
        for nth, folder in enumerate(folders):
            step = self._step(nth, folder)
            if folder.file_id in self._tour.sought:
                fault = Fault.MISSING if folder.file_id == self._tour.lost else None
                yield from self._notes(folder, step, fault)
            elif nth < self._tour.counted:
                if nth in self._tour.faults:
                    self._waiting.append(self._tour.faults[nth])
                fault = next((fault for fault in self._waiting if _may_have(folder, fault)), None)
                if fault:
                    self._waiting.remove(fault)
                yield from self._notes(folder, step, fault)
                if nth % self._ticked_every == 0 and fault not in {Fault.MISSING, Fault.PAPER, Fault.SCAN}:
                    yield from self._ticks(folder, step)

    def _step(self, nth: int, folder: Folder) -> _Step:
        if folder.cabinet not in self._cabinets[-1:]:
            self._cabinets.append(folder.cabinet)
            self._drawers.clear()
        if folder.drawer not in self._drawers[-1:]:
            self._drawers.append(folder.drawer)
        people = self._tour.people
        who = len(self._cabinets) - 1 + len(self._drawers) // _DRAWERS_A_TURN
        at = moment(self._tour.days, nth, self._tour.counted)
        return _Step(people[who % len(people)], people[(who + 1) % len(people)], at, folder.drawer)

    def _notes(self, folder: Folder, step: _Step, fault: Fault | None) -> Iterator[Row]:
        if fault is Fault.MISSING:
            yield self._said(folder, step, Said.MISSING, step.by)
            yield self._said(folder, step, Said.MISSING, step.other)
        elif fault is Fault.MISPLACED:
            yield self._found(folder, step, self._elsewhere(), right=False)
        else:
            yield self._found(folder, step, step.place)
        if fault is Fault.CONFLICT:
            yield self._said(folder, step, Said.MISSING, step.other)
        elif fault is Fault.CARD:
            yield from self._card(folder, step)
        elif fault in {Fault.PAPER, Fault.SCAN}:
            yield from self._ticks(folder, step, fault)

    def _elsewhere(self) -> str:
        """Another cabinet that was passed, or a desk of the house."""
        passed = self._cabinets[:-1]
        return self._chance.pick(passed) if passed and self._chance.whether(0.7) else self._desk()

    def _desk(self) -> str:
        return self._chance.pick(SEEN_ELSEWHERE)

    def _said(self, folder: Folder, step: _Step, said: Said, by: str) -> NewCount:
        return self._count(folder, (said, "", True), by, step.at)

    def _found(self, folder: Folder, step: _Step, place: str, *, right: bool = True) -> NewCount:
        return self._count(folder, (Said.FOUND, place, right), step.by, step.at)

    def _count(self, folder: Folder, seen: tuple[Said, str, bool], by: str, at: str) -> NewCount:
        said, place, right = seen
        return NewCount(
            id=self._ids.next(NewCount),
            audit_id=self._tour.audit_id,
            entry_id=folder.entry_id,
            cabinet=folder.cabinet,
            said=said.value,
            place=place,
            right_place=right,
            counted_by=by,
            counted_at=at,
        )

    def _ticks(self, folder: Folder, step: _Step, fault: Fault | None = None) -> Iterator[NewMark]:
        """A tick for what the record has, but for one paper or scan that is wrong."""
        papers, scans = folder.types_with("p"), folder.types_with("s")
        wrong = self._chance.pick(papers if fault is Fault.PAPER else scans) if fault else ""
        for type_ in dict.fromkeys((*papers, *scans)):
            is_wrong = type_ == wrong
            notes = PAPER_NOTES if fault is Fault.PAPER else SCAN_NOTES
            note = self._chance.pick(notes) if is_wrong else None
            mark = Mark.UNREADABLE if note in {PAPER_NOTES[-1], *SCAN_NOTES[1:]} else Mark.MISSING
            yield NewMark(
                id=self._ids.next(NewMark),
                audit_id=self._tour.audit_id,
                entry_id=folder.entry_id,
                type=type_,
                paper=_mark(type_ in papers, mark if is_wrong and fault is Fault.PAPER else None),
                scan=_mark(type_ in scans, mark if is_wrong and fault is Fault.SCAN else None),
                note=note,
                marked_by=step.by,
                marked_at=step.at,
            )

    def _card(self, folder: Folder, step: _Step) -> Iterator[NewCardMark]:
        """The phone on the paper card has one other digit; the rest agrees."""
        phone = folder.phone or ""
        on_paper = f"{phone[:-1]}{(int(phone[-1]) + self._chance.between(1, 9)) % 10}"
        for field in CardField:
            differs = field is CardField.PHONE
            yield NewCardMark(
                id=self._ids.next(NewCardMark),
                audit_id=self._tour.audit_id,
                entry_id=folder.entry_id,
                field=field.value,
                said=(CardSaid.DIFFERS if differs else CardSaid.MATCH).value,
                on_paper=on_paper if differs else None,
                marked_by=step.by,
                marked_at=step.at,
            )


def moment(days: Sequence[date], nth: int, total: int) -> str:
    """When the folder at this place of the walk is counted, as it is stored; behind its end: in the end."""
    a_day = max(1, -(-total // len(days)))
    day, place = divmod(min(nth, total), a_day)
    if day == len(days):
        day, place = day - 1, a_day
    seconds = int(place * min(_SECONDS_A_FOLDER, _WORKING_SECONDS / a_day))
    return (datetime.combine(days[day], _BEGIN) + timedelta(seconds=seconds)).isoformat(" ")


def _may_have(folder: Folder, fault: Fault) -> bool:
    """Whether this can be wrong with `folder`."""
    if fault in _STANDING:
        return bool(folder.location)
    if fault is Fault.CARD:
        return (folder.phone or "")[-1:].isdigit()
    return bool(folder.types_with("p" if fault is Fault.PAPER else "s"))


def _mark(there: bool, wrong: Mark | None) -> str | None:
    return wrong.value if wrong else Mark.PRESENT.value if there else None
