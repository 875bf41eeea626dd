"""The vehicle files of a sample themselves: their number, place, people, states and dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from dealerdesk.domain.documents import Market
from dealerdesk.domain.fields import CustomerKind
from dealerdesk.domain.files import FileKind, FileState, file_number
from dealerdesk.services.sample import people
from dealerdesk.services.sample.chance import Chance
from dealerdesk.services.sample.plates import Plate, PlateOffice
from dealerdesk.services.sample.rows import Ids, NewCustomer, NewFile, NewPolicy, NewUser
from dealerdesk.services.sample.vehicles import Vehicle
from dealerdesk.services.sample.workshop import Visit

_SALES_STAFF: Final = ("林梅", "周健", "A. Patel", "陳怡君", "孙丽", "何伟")
_STAFF_ROLES: Final = (
    ("林梅", "clerk"), ("周健", "manager"), ("A. Patel", "customer_relations"), ("陳怡君", "auditor"),
)  # fmt: skip
_USES: Final = {
    Market.CHINA: ("家用", "家用", "公务"),
    Market.TAIWAN: ("自用", "自用", "公司用"),
    Market.UNITED_KINGDOM: ("private", "business"),
    Market.UNITED_STATES: ("private", "business"),
}
_NOTES: Final = {
    Market.CHINA: ("客户对异响敏感，交车前试车", "车漆有轻微划痕，客户知情", "备用钥匙一把在柜内"),
    Market.TAIWAN: ("客戶希望保留舊零件", "備用鑰匙在櫃內"),
    Market.UNITED_KINGDOM: ("locking wheel nut key in the glovebox", "spare key in the folder"),
    Market.UNITED_STATES: ("spare key in the folder", "customer brings own oil"),
}
_ARCHIVED: Final = {
    Market.CHINA: ("车辆已报废", "已转卖外地", "客户搬迁"),
    Market.TAIWAN: ("車輛已報廢", "已轉賣外縣市"),
    Market.UNITED_KINGDOM: ("scrapped", "sold abroad"),
    Market.UNITED_STATES: ("totaled", "sold out of state"),
}
_FIRST_INSPECTION: Final = {
    Market.CHINA: 6, Market.TAIWAN: 5, Market.UNITED_KINGDOM: 3, Market.UNITED_STATES: 1,
}  # fmt: skip
"""Years from registration to a private car's first yearly inspection, roughly."""
_SERVICE_EVERY: Final = timedelta(days=182)
_FOLDERS_IN_A_DRAWER, _DRAWERS_IN_A_CABINET = 50, 8


@dataclass(frozen=True, slots=True)
class Users:
    """Ids of the people who keep the files: the owner, and those who make, verify and file."""

    owner: int
    staff: tuple[int, ...]


def sample_staff(ids: Ids) -> tuple[NewUser, ...]:
    """The people who work in the house beside its owner."""
    return tuple(NewUser(ids.next(NewUser), name, role, active=True) for name, role in _STAFF_ROLES)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A vehicle when its file was made; `registered` is None while it is not yet on the road."""

    file_id: int
    market: Market
    kind: FileKind
    state: FileState
    made: datetime
    vehicle: Vehicle
    built: date
    registered: date | None


class _Steps(NamedTuple):
    created_by: int
    verified_at: str | None
    verified_by: int | None
    filed_at: str | None
    filed_by: int | None


class FilingRoom:
    """Writes the vehicle files and counts them: `numbers` has the last number of each year."""

    def __init__(self, chance: Chance, plates: PlateOffice, users: Users, today: date) -> None:
        self.numbers: Counter[int] = Counter()
        self._chance = chance
        self._plates = plates
        self._users = users
        self._today = today
        self._folders = 0

    def file(
        self,
        arrival: Arrival,
        owner: NewCustomer,
        policies: Sequence[NewPolicy],
        visits: Sequence[Visit],
    ) -> NewFile:
        """The file of a vehicle with this history."""
        chance, year, made = self._chance, arrival.made.year, arrival.made.date()
        self.numbers[year] += 1
        last = visits[-1].order if visits else None
        last_visit = date.fromisoformat(last.date_in[:10]) if last else None
        is_archived = (self._today - (last_visit or made)).days > 300 and chance.whether(0.06)
        return NewFile(
            id=arrival.file_id,
            file_no=file_number(year, self.numbers[year]),
            kind=arrival.kind.value,
            location=None if arrival.state is FileState.DRAFT else self._place(),
            odometer=(last.odometer_out or last.odometer_in) if last else None,
            last_visit=last_visit.isoformat() if last_visit else None,
            next_service=((last_visit or made) + _SERVICE_EVERY).isoformat(),
            next_inspection=self._next_inspection(arrival.market, arrival.registered),
            insurance_ends=max(policy.ends for policy in policies) if policies else None,
            notes=chance.pick(_NOTES[arrival.market]) if chance.whether(0.07) else None,
            state=arrival.state.value,
            created_at=_stored(arrival.made),
            archived_at=self._archived_at(last_visit or made) if is_archived else None,
            archive_reason=chance.pick(_ARCHIVED[arrival.market]) if is_archived else None,
            **self._vehicle(arrival, is_archived=is_archived),
            **self._people(arrival.market, owner),
            **self._steps(arrival)._asdict(),
        )

    def _vehicle(self, arrival: Arrival, *, is_archived: bool) -> dict[str, Any]:
        vehicle = arrival.vehicle
        plate = self._plate(arrival, is_archived=is_archived)
        return {
            "vin": vehicle.vin,
            "plate": plate.plate if plate else None,
            "plate_key": plate.key if plate else None,
            "engine_no": vehicle.engine_no,
            "make": vehicle.line.make,
            "model": vehicle.line.model,
            "colour": vehicle.colour,
            # Known to the year, the month or the day.
            "manufacture_date": arrival.built.isoformat()[: self._chance.pick((4, 7, 7, 10))],
            "registration_date": arrival.registered.isoformat() if arrival.registered else None,
            "use": self._chance.pick(_USES[arrival.market]),
        }

    def _people(self, market: Market, owner: NewCustomer) -> dict[str, Any]:
        chance = self._chance
        is_company = owner.kind == CustomerKind.COMPANY.value
        has_driver = is_company or chance.whether(0.06)
        return {
            "customer_id": owner.id,
            "responsible": chance.pick(_SALES_STAFF),
            "contact_person": owner.contact_person,
            "contact_phone": people.phone(chance, market) if is_company else None,
            "actual_user": people.person_name(chance, market) if has_driver else None,
            "user_phone": people.phone(chance, market) if has_driver else None,
        }

    def _plate(self, arrival: Arrival, *, is_archived: bool) -> Plate | None:
        if arrival.registered is None or self._chance.whether(0.01):
            return None
        electric = arrival.vehicle.line.is_electric
        plate = self._plates.give(arrival.market, electric=electric)
        if is_archived and self._chance.whether(0.3):
            self._plates.hand_back(arrival.market, plate, electric=electric)
        return plate

    def _place(self) -> str:
        """The next free place: cabinet, drawer and folder, as ``A-1/1``."""
        drawer, folder = divmod(self._folders, _FOLDERS_IN_A_DRAWER)
        cabinet, drawer = divmod(drawer, _DRAWERS_IN_A_CABINET)
        self._folders += 1
        letters = ""
        while cabinet >= 0:
            cabinet, letter = divmod(cabinet, 26)
            letters = chr(ord("A") + letter) + letters
            cabinet -= 1
        return f"{letters}-{drawer + 1}/{folder + 1}"

    def _steps(self, arrival: Arrival) -> _Steps:
        """Who made, verified and filed the file; nobody verifies what he made himself."""
        chance, staff = self._chance, self._users.staff
        creator = chance.between(0, len(staff) - 1)
        verifier = (creator + chance.between(1, len(staff) - 1)) % len(staff)
        newest = datetime.combine(self._today, arrival.made.time()) - timedelta(days=1)
        verified = min(newest, arrival.made + timedelta(days=chance.between(0, 5), minutes=7))
        filed = min(newest, verified + timedelta(days=chance.between(0, 9)))
        by = staff[creator]
        if arrival.state is FileState.DRAFT:
            return _Steps(by, None, None, None, None)
        if arrival.state is FileState.VERIFIED:
            return _Steps(by, _stored(verified), staff[verifier], None, None)
        return _Steps(by, _stored(verified), staff[verifier], _stored(filed), chance.pick(staff))

    def _next_inspection(self, market: Market, registered: date | None) -> str | None:
        """The next yearly inspection after the first; some vehicles missed the last one."""
        if registered is None:
            return None
        first = registered.year + _FIRST_INSPECTION[market]
        this_year = self._today.year + (
            (registered.month, registered.day) < (self._today.month, self._today.day)
        )
        year = max(first, this_year)
        if year > first and self._chance.whether(0.05):
            year -= 1
        # Registered on 29 February: inspected by 28 February.
        day = 28 if (registered.month, registered.day) == (2, 29) else registered.day
        return date(year, registered.month, day).isoformat()

    def _archived_at(self, last_seen: date) -> str:
        day = self._chance.day(last_seen + timedelta(days=30), self._today - timedelta(days=1))
        return f"{day.isoformat()} 17:30:00"


def _stored(moment: datetime) -> str:
    return moment.isoformat(" ")
