"""Records that may be one and the same: what speaks for it, the surest first (product.md, points 1 and 6).

A name alone is never a reason. Which of them are the same, a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dealerdesk.domain.fields import CustomerKind
from dealerdesk.domain.files import FileKind, FileState
from dealerdesk.domain.messages import Message
from dealerdesk.domain.search_words import spoken_phones
from dealerdesk.domain.simplified import simplified
from dealerdesk.domain.text import fold_identifier
from dealerdesk.domain.vin import LENGTH, is_vin_form

_SHORTEST_PHONE = 7
_SHORTEST_ENGINE = 5
_VIN_TAIL = 6
_NEIGHBOURS = 5
"""Of a large group that is alike (a number given for hundreds of cards) each is paired with so many only."""
_LOOK_ALIKES = str.maketrans("OQI", "001")
_VIN_CHARACTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"


class PairKind(StrEnum):
    """What can be there twice."""

    CUSTOMERS = "customers"
    FILES = "files"


class Reason(StrEnum):
    """What speaks for two records being one, the surest first."""

    ID_NUMBER = "id_number"
    COMPANY_NUMBER = "company_number"
    NAME_AND_PHONE = "name_and_phone"
    NAME_AND_ADDRESS = "name_and_address"
    FAMILY_AND_PHONE = "family_and_phone"
    VIN_ALIKE = "vin_alike"
    """One VIN is flawed, and nothing but the flaw tells it from the other."""
    ENGINE_NO = "engine_no"
    PLATE = "plate"
    """One has no VIN, and had or has the plate of the other."""
    VIN_TAIL = "vin_tail"
    """One VIN is flawed and ends as the other does; owner or plate are the same, too."""
    OWNER_AND_MODEL = "owner_and_model"
    """A service draft without a VIN beside a sale to the same customer."""


REASON_LABELS = {
    Reason.ID_NUMBER: Message("duplicate.id_number", "Same ID number"),
    Reason.COMPANY_NUMBER: Message("duplicate.company_number", "Same company number"),
    Reason.NAME_AND_PHONE: Message("duplicate.name_and_phone", "Same name and phone"),
    Reason.NAME_AND_ADDRESS: Message("duplicate.name_and_address", "Same name and mailing address"),
    Reason.FAMILY_AND_PHONE: Message("duplicate.family_and_phone", "Same phone and family name"),
    Reason.VIN_ALIKE: Message("duplicate.vin_alike", "VINs alike but for a slip"),
    Reason.ENGINE_NO: Message("duplicate.engine_no", "Same engine number"),
    Reason.PLATE: Message("duplicate.plate", "Plate of the other file, no VIN"),
    Reason.VIN_TAIL: Message("duplicate.vin_tail", "Same end of the VIN, same owner or plate"),
    Reason.OWNER_AND_MODEL: Message("duplicate.owner_and_model", "Same owner and model, draft without a VIN"),
}
_RANK = {reason: rank for rank, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, by their ids (`first` is the smaller), and why."""

    first: int
    second: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class CustomerTraits:
    """What a customer card is recognised by."""

    id: int
    name: str
    kind: str
    id_number: str | None = None
    company_number: str | None = None
    phone: str | None = None
    mailing_address: str | None = None


@dataclass(frozen=True, slots=True)
class FileTraits:
    """What a vehicle file is recognised by; plates are plate keys, `old_plates` those of its history."""

    id: int
    kind: str
    state: str
    vin: str | None = None
    plate: str | None = None
    old_plates: Sequence[str] = ()
    engine_no: str | None = None
    model: str | None = None
    owner: int | None = None


def pairs_of_customers(cards: Iterable[CustomerTraits]) -> list[Pair]:
    """The cards that may be of one customer; each card is looked at once."""
    known: dict[int, CustomerTraits] = {}
    alike = _Alike()
    for card in cards:
        known[card.id] = card
        for reason, key in _traits_of_card(card):
            alike.note(reason, key, card.id)
    found = _Found()
    for reason, first, second in alike.pairs():
        one, other = known[first], known[second]
        if reason in _BY_NUMBER:
            same_id = one.id_number is not None and one.id_number == other.id_number
            found.add(first, second, Reason.ID_NUMBER if same_id else Reason.COMPANY_NUMBER)
        elif reason is Reason.NAME_AND_PHONE or not numbers_contradict(one, other):
            found.add(first, second, reason)
    return found.pairs()


def numbers_contradict(one: CustomerTraits, other: CustomerTraits) -> bool:
    """Whether the ID or company numbers say that these are two customers."""
    return any(
        mine and theirs and mine != theirs
        for mine, theirs in (
            (one.id_number, other.id_number),
            (one.company_number, other.company_number),
        )
    )


def pairs_of_files(files: Iterable[FileTraits]) -> list[Pair]:
    """The files that may be of one vehicle; two sound VINs that differ are two vehicles, whatever else is."""
    known: dict[int, FileTraits] = {}
    holders: dict[str, int] = {}
    alike = _Alike()
    for file in files:
        known[file.id] = file
        if file.plate:
            holders[file.plate] = file.id
        if (engine := engine_key(file.engine_no)) is not None:
            alike.note(Reason.ENGINE_NO, engine, file.id)
    found = _Found()
    for reason, first, second in alike.pairs():
        found.add(first, second, reason)
    for one, other in _sharing_plates(known, holders):
        if known[one].vin is None or known[other].vin is None:
            found.add(one, other, Reason.PLATE)
    for one, other, reason in _flawed_vins(known):
        found.add(one, other, reason)
    for one, other in _drafts_beside_sales(known):
        found.add(one, other, Reason.OWNER_AND_MODEL)
    return [
        pair for pair in found.pairs() if not are_two_vehicles(known[pair.first].vin, known[pair.second].vin)
    ]


def are_two_vehicles(one: str | None, other: str | None) -> bool:
    """Whether two VINs tell for certain that these are two vehicles: both are sound, and they differ."""
    return bool(one and other and one != other and is_vin_form(one) and is_vin_form(other))


def name_key(name: str) -> str:
    """What two writings of one name have in common: 陳大文 is 陈大文, Chen  Dawen is CHEN Dawen."""
    return "".join(simplified(name).split()).casefold()


def engine_key(text: str | None) -> str | None:
    """What an engine number is compared by; None for what tells nothing, such as a dash or zeros."""
    key = "".join(filter(str.isalnum, fold_identifier(text))) if text else ""
    tells = len(key) >= _SHORTEST_ENGINE and len(set(key)) > 1 and any(map(str.isdigit, key))
    return key if tells else None


_BY_NUMBER = {Reason.ID_NUMBER, Reason.COMPANY_NUMBER}


def _traits_of_card(card: CustomerTraits) -> Iterator[tuple[Reason, Hashable]]:
    for number in {card.id_number, card.company_number} - {None, ""}:
        yield Reason.ID_NUMBER, number
    name = name_key(card.name)
    family = _family_of(card, name)
    for digits in _phones(card.phone):
        yield Reason.NAME_AND_PHONE, (name, digits)
        if family:
            yield Reason.FAMILY_AND_PHONE, (family, digits)
    if card.mailing_address and (address := name_key(card.mailing_address)):
        yield Reason.NAME_AND_ADDRESS, (name, address)


def _family_of(card: CustomerTraits, name: str) -> str:
    """The family name of a person as far as two of a family share it; empty for a company."""
    if card.kind == CustomerKind.COMPANY or not name:
        return ""
    return name_key(card.name.split()[-1]) if name.isascii() else name[0]


def _phones(text: str | None) -> set[str]:
    if text and text.isascii() and text.isdigit() and not text.startswith("00"):
        return {text} if len(text) >= _SHORTEST_PHONE else set()
    return {digits for digits, _ in spoken_phones(text) if len(digits) >= _SHORTEST_PHONE} if text else set()


class _Alike:
    """Records by what they share."""

    def __init__(self) -> None:
        self._first: dict[tuple[Reason, Hashable], int] = {}
        self._groups: dict[tuple[Reason, Hashable], list[int]] = {}

    def note(self, reason: Reason, key: Hashable, id_: int) -> None:
        """Note that a record has `key`."""
        first = self._first.setdefault((reason, key), id_)
        if first != id_:
            self._groups.setdefault((reason, key), [first]).append(id_)

    def pairs(self) -> Iterator[tuple[Reason, int, int]]:
        """The records that share something, two by two."""
        for (reason, _), ids in self._groups.items():
            for at, first in enumerate(ids):
                for second in ids[at + 1 : at + 1 + _NEIGHBOURS]:
                    yield reason, first, second


class _Found:
    """Pairs with all that speaks for each."""

    def __init__(self) -> None:
        self._reasons: defaultdict[tuple[int, int], set[Reason]] = defaultdict(set)

    def add(self, one: int, other: int, reason: Reason) -> None:
        """Note a reason for a pair."""
        if one != other:
            self._reasons[min(one, other), max(one, other)].add(reason)

    def pairs(self) -> list[Pair]:
        """All of them, the surest first."""
        pairs = [Pair(*ids, _told(reasons)) for ids, reasons in self._reasons.items()]
        return sorted(
            pairs, key=lambda pair: (_RANK[pair.reasons[0]], -len(pair.reasons), pair.first, pair.second)
        )


def _told(reasons: set[Reason]) -> tuple[Reason, ...]:
    """The surest first; what another one says already is left out."""
    said = reasons - {Reason.FAMILY_AND_PHONE} if Reason.NAME_AND_PHONE in reasons else reasons
    said = said - {Reason.VIN_TAIL} if Reason.VIN_ALIKE in said else said
    return tuple(sorted(said, key=_RANK.__getitem__))


def _sharing_plates(known: dict[int, FileTraits], holders: dict[str, int]) -> Iterator[tuple[int, int]]:
    for file in known.values():
        for plate in {*file.old_plates, *((file.plate,) if file.plate else ())}:
            holder = holders.get(plate, file.id)
            if holder != file.id:
                yield file.id, holder


def _flawed_vins(known: dict[int, FileTraits]) -> Iterator[tuple[int, int, Reason]]:
    """Flawed VINs beside those that they may be meant for."""
    flawed = [file for file in known.values() if file.vin and not is_vin_form(file.vin)]
    if not flawed:
        return
    by_vin: dict[str, list[int]] = {}
    by_end: dict[Hashable, list[int]] = {end: [] for file in flawed for end in _ends_of(file)}
    for file in known.values():
        if file.vin:
            by_vin.setdefault(file.vin.translate(_LOOK_ALIKES), []).append(file.id)
        for end in _ends_of(file):
            if end in by_end:
                by_end[end].append(file.id)
    for file in flawed:
        for near in _near_vins(file.vin or ""):
            yield from ((file.id, other, Reason.VIN_ALIKE) for other in by_vin.get(near, ()))
        for end in _ends_of(file):
            yield from ((file.id, other, Reason.VIN_TAIL) for other in by_end[end][: _NEIGHBOURS + 1])


def _near_vins(vin: str) -> Iterator[str]:
    """What a flawed VIN may be meant for: look-alikes as digits, and one lost or doubled character."""
    folded = vin.translate(_LOOK_ALIKES)
    yield folded
    if len(folded) == LENGTH + 1:
        yield from (folded[:at] + folded[at + 1 :] for at in range(len(folded)))
    elif len(folded) == LENGTH - 1:
        for at in range(LENGTH):
            yield from (folded[:at] + lost + folded[at:] for lost in _VIN_CHARACTERS)


def _ends_of(file: FileTraits) -> Iterator[Hashable]:
    """The end of the VIN with the owner, and with each plate that the vehicle has or had."""
    if not file.vin:
        return
    tail = file.vin.translate(_LOOK_ALIKES)[-_VIN_TAIL:]
    if file.owner is not None:
        yield tail, file.owner
    for plate in {file.plate, *file.old_plates} - {None}:
        yield tail, plate


def _drafts_beside_sales(known: dict[int, FileTraits]) -> Iterator[tuple[int, int]]:
    """Service drafts without a VIN, and sales of that model to that owner; two plates are two vehicles."""
    drafts: dict[tuple[int, str], list[FileTraits]] = {}
    for file in known.values():
        is_draft = (file.kind, file.state) == (FileKind.SERVICE_ONLY, FileState.DRAFT)
        if is_draft and not file.vin and file.owner is not None and file.model:
            drafts.setdefault((file.owner, name_key(file.model)), []).append(file)
    if not drafts:
        return
    for file in known.values():
        if file.kind != FileKind.SERVICE_ONLY and file.owner is not None and file.model:
            for draft in drafts.get((file.owner, name_key(file.model)), ()):
                if not (file.plate and draft.plate):
                    yield draft.id, file.id
