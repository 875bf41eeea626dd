"""A sample dealership, file after file in the order in which the files were made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from dealerdesk.domain.documents import Market
from dealerdesk.domain.files import FileKind, FileState
from dealerdesk.services.sample.chance import Chance, spread
from dealerdesk.services.sample.customers import Customers
from dealerdesk.services.sample.filing import Arrival, FilingRoom, Users
from dealerdesk.services.sample.insurance import Insurers
from dealerdesk.services.sample.paperwork import Papers, Registry, Sale
from dealerdesk.services.sample.plates import PlateOffice
from dealerdesk.services.sample.rows import (
    Ids,
    NewCustomer,
    NewFile,
    NewOwnerRecord,
    NewPlateRecord,
    Row,
)
from dealerdesk.services.sample.vehicles import Works
from dealerdesk.services.sample.workshop import Life, Workshop

YEARS_OPEN: Final = 9
"""The house made its first file so many years ago."""

_MARKETS: Final = spread(
    {Market.CHINA: 72, Market.TAIWAN: 15, Market.UNITED_KINGDOM: 9, Market.UNITED_STATES: 4}
)
_KINDS: Final = spread({FileKind.NEW_SALE: 50, FileKind.USED_SALE: 20, FileKind.SERVICE_ONLY: 30})
_STATES: Final = spread({FileState.FILED: 86, FileState.VERIFIED: 7, FileState.DRAFT: 7})
_RECENT_STATES: Final = spread({FileState.FILED: 35, FileState.VERIFIED: 25, FileState.DRAFT: 40})


@dataclass(frozen=True, slots=True)
class Graph:
    """One vehicle file with everything that comes with it, apart from scans; `rows` are all of it."""

    market: Market
    file: NewFile
    owner: NewCustomer
    papers: Papers
    rows: tuple[Row, ...]


class Dealership:
    """Makes the vehicle files of a house that opened nine years before `today`."""

    def __init__(self, seed: int, today: date, ids: Ids, users: Users) -> None:
        chance = Chance(f"dealership {seed}")
        plates = PlateOffice(chance)
        self.customers = Customers(chance, ids, today)
        self.filing = FilingRoom(chance, plates, users, today)
        self._chance = chance
        self._ids = ids
        self._today = today
        self._plates = plates
        self._works = Works(chance)
        self._workshop = Workshop(chance, ids, today)
        self._insurers = Insurers(chance, ids, today)
        self._registry = Registry(chance, ids, today, users.owner)

    def files(self, count: int) -> Iterator[Graph]:
        """`count` vehicle files, evenly over the years, the oldest first."""
        opened = datetime.combine(date(self._today.year - YEARS_OPEN, self._today.month, 1), time(9))
        open_days = (datetime.combine(self._today, time(9)) - opened).days - 1
        for nth in range(count):
            days, part = divmod((nth + self._chance.share()) / count * open_days, 1)
            made = opened + timedelta(days=int(days), seconds=int(part * 9 * 3600))
            yield self._graph(self._arrival(made))

    def _arrival(self, made: datetime) -> Arrival:
        chance = self._chance
        market, kind = chance.pick(_MARKETS), chance.pick(_KINDS)
        age = chance.between(20, 180) if kind is FileKind.NEW_SALE else chance.between(400, 3600)
        if kind is FileKind.SERVICE_ONLY and chance.whether(0.3):
            age = chance.between(60, 900)
        built = made.date() - timedelta(days=age)
        if kind is FileKind.NEW_SALE:
            registered = made.date() + timedelta(days=chance.between(1, 12))
        else:
            registered = built + timedelta(days=min(age - 1, chance.between(30, 120)))
        is_recent = (self._today - made.date()).days < 60
        return Arrival(
            file_id=self._ids.next(NewFile),
            market=market,
            kind=kind,
            state=chance.pick(_RECENT_STATES if is_recent else _STATES),
            made=made,
            vehicle=self._works.build(market, built.year),
            built=built,
            registered=registered if registered < self._today else None,
        )

    def _graph(self, arrival: Arrival) -> Graph:
        owner, is_new = self.customers.come_in(arrival.market)
        made, market = arrival.made.date(), arrival.market
        line = arrival.vehicle.line
        insured = max(arrival.registered or made, made - timedelta(days=300))
        policies = self._insurers.policies(arrival.file_id, market, insured, line.price)
        visits = tuple(self._workshop.visits(self._life(arrival)))
        file = self.filing.file(arrival, owner, policies, visits)
        sale = Sale(file.id, file.file_no, arrival.kind, arrival.state, market, made, line.price)
        papers = self._registry.papers(sale, policies, visits)
        rows: list[Row] = [owner, file] if is_new else [file]
        rows += self._past(arrival)
        rows += policies
        for visit in visits:
            rows.append(visit.order)
            rows += visit.lines
        rows += papers.waivers
        rows += papers.documents
        return Graph(market, file, owner, papers, tuple(rows))

    def _life(self, arrival: Arrival) -> Life:
        yearly = self._chance.between(6_000, 26_000)
        made = arrival.made.date()
        driven = max(0, (made - (arrival.registered or made)).days) * yearly // 365
        odometer = driven + self._chance.between(5, 60)
        return Life(arrival.file_id, arrival.market, arrival.vehicle.line.is_electric, made, odometer, yearly)

    def _past(self, arrival: Arrival) -> Iterator[Row]:
        """Plates and owners that the vehicle had before."""
        chance, made = self._chance, arrival.made.date()
        if (self._today - made).days < 30 or arrival.registered is None:
            return
        if chance.whether(0.06):
            plate = self._plates.give(arrival.market, electric=arrival.vehicle.line.is_electric)
            until = chance.day(made, self._today - timedelta(days=3)).isoformat()
            yield NewPlateRecord(
                self._ids.next(NewPlateRecord), arrival.file_id, plate.plate, plate.key, until
            )
        if chance.whether(0.06):
            before = self.customers.new(arrival.market)
            yield before
            until = chance.day(made, self._today - timedelta(days=3)).isoformat()
            yield NewOwnerRecord(self._ids.next(NewOwnerRecord), arrival.file_id, before.id, until)
