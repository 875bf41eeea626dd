"""The repair orders of a sample: visits over years, with lines that add up and an odometer that grows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from dealerdesk.domain.amounts import SCALE
from dealerdesk.domain.documents import Market
from dealerdesk.domain.fields import LineKind
from dealerdesk.services.sample.chance import Chance, spread
from dealerdesk.services.sample.jobs import CONSUMABLES, JOBS, LANGUAGE, Job, Labour, Part
from dealerdesk.services.sample.rows import Ids, NewLine, NewOrder

_VISITS: Final = spread({0: 36, 1: 28, 2: 16, 3: 8, 4: 4, 5: 3, 6: 1, 7: 1, 9: 1, 12: 1, 15: 1})
_OIL_BURNER_JOBS: Final = spread({job: job.weight for job in JOBS})
_ELECTRIC_JOBS: Final = spread({job: job.weight for job in JOBS if job.for_electric})
_LABOUR_RATE: Final = {
    Market.CHINA: 180, Market.TAIWAN: 900, Market.UNITED_KINGDOM: 90, Market.UNITED_STATES: 120,
}  # fmt: skip
_PRICE_TENTHS: Final = {
    Market.CHINA: 10, Market.TAIWAN: 43, Market.UNITED_KINGDOM: 1, Market.UNITED_STATES: 2,
}  # fmt: skip
"""What a renminbi of a part's price is in tenths of the market's money, roundly."""
_ADVISORS: Final = {
    Market.CHINA: ("孙丽", "何伟", "邓敏", "罗强"),
    Market.TAIWAN: ("陳怡君", "林志明"),
    Market.UNITED_KINGDOM: ("A. Patel", "J. Walker"),
    Market.UNITED_STATES: ("A. Patel", "J. Walker"),
}
_TECHNICIANS: Final = {
    Market.CHINA: ("赵刚", "梁军", "谢勇", "彭涛", "韩磊"),
    Market.TAIWAN: ("黃俊傑", "吳建宏"),
    Market.UNITED_KINGDOM: ("R. Nowak", "T. Hughes"),
    Market.UNITED_STATES: ("R. Nowak", "T. Hughes"),
}
_OPENS: Final = time(8)
_SOON: Final = 25
"""A vehicle that is back within so many days is back with the same fault."""
_CONSENT: Final[tuple[bool | None, ...]] = spread({True: 8, False: 1, None: 1})


@dataclass(frozen=True, slots=True)
class Life:
    """What the workshop knows of a vehicle before its first visit: `odometer` on the day `since`."""

    file_id: int
    market: Market
    is_electric: bool
    since: date
    odometer: int
    yearly: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One repair order with its lines."""

    order: NewOrder
    lines: tuple[NewLine, ...]
    has_parts: bool


@dataclass(slots=True)
class _Bill:
    order_id: int
    language: int
    lines: list[NewLine] = field(default_factory=list)
    costs: Counter[LineKind] = field(default_factory=Counter)


class Workshop:
    """Writes the repair orders of vehicles."""

    def __init__(self, chance: Chance, ids: Ids, today: date) -> None:
        self._chance = chance
        self._ids = ids
        self._today = today
        self._numbers: Counter[int] = Counter()

    def visits(self, life: Life) -> Iterator[Visit]:
        """All visits of one vehicle up to today, the oldest first; some have none."""
        job = None
        before: NewOrder | None = None
        for day in self._days(life.since):
            again = before is not None and (day - date.fromisoformat(before.date_in[:10])).days < _SOON
            if job is None or not again:
                job = self._chance.pick(_ELECTRIC_JOBS if life.is_electric else _OIL_BURNER_JOBS)
            visit = self._visit(life, day, job, before if again else None)
            yield visit
            before = visit.order

    def _days(self, since: date) -> list[date]:
        """The days of the visits; now and then a repair fails and the vehicle is back within a month."""
        chance = self._chance
        span = (self._today - since).days
        if chance.whether(0.35):
            span = int(span * (0.2 + 0.6 * chance.share()))
        count = min(chance.pick(_VISITS), span // 75)
        days: list[date] = []
        for nth in range(count):
            back = int(span * (nth + 0.4 + 0.5 * chance.share()) / count)
            days.append(since + timedelta(days=back))
            if chance.whether(0.03) and back + _SOON < span:
                days.append(days[-1] + timedelta(days=chance.between(4, _SOON - 3)))
        if span > 1 and chance.whether(0.02):
            days = [day for day in days if (self._today - day).days > _SOON]
            days.append(self._today - timedelta(days=chance.between(1, 2)))
        return days

    def _visit(self, life: Life, day: date, job: Job, repeats: NewOrder | None) -> Visit:
        chance = self._chance
        order_id = self._ids.next(NewOrder)
        bill = self._bill(order_id, life.market, job)
        self._numbers[day.year] += 1
        number = f"{day.year}-{self._numbers[day.year]:06d}"
        came = datetime.combine(day, _OPENS) + timedelta(minutes=chance.between(0, 9) * 15)
        # A vehicle that came in the last days may still stand in the workshop.
        left = came + timedelta(minutes=chance.between(3, 30) * 15)
        is_open = (self._today - day).days < 3
        is_settled = not is_open and ((self._today - day).days > _SOON or chance.whether(0.8))
        odometer = life.odometer + (day - life.since).days * life.yearly // 365
        costs = bill.costs
        parts, labour, other = costs[LineKind.PART], costs[LineKind.LABOUR], costs[LineKind.OTHER]
        order = NewOrder(
            id=order_id,
            order_no=f"R{number}",
            file_id=life.file_id,
            date_in=came.isoformat(" "),
            date_out=None if is_open else left.isoformat(" "),
            odometer_in=odometer,
            odometer_out=None if is_open else odometer + chance.between(0, 3),
            advisor=chance.pick(_ADVISORS[life.market]),
            technician=chance.pick(_TECHNICIANS[life.market]),
            reported_fault=job.fault[LANGUAGE[life.market]],
            parts_cost=parts,
            labour_cost=labour,
            other_cost=other,
            total=parts + labour + other,
            settlement_no=f"S{number}" if is_settled else None,
            settled_on=left.date().isoformat() if is_settled else None,
            repeat_of=repeats.order_no if repeats else None,
            order_consent=chance.pick(_CONSENT),
        )
        return Visit(order, tuple(bill.lines), parts > 0)

    def _bill(self, order_id: int, market: Market, job: Job) -> _Bill:
        bill = _Bill(order_id, LANGUAGE[market])
        rate = _LABOUR_RATE[market] * SCALE
        for labour in job.labour:
            self._add(bill, LineKind.LABOUR, labour, labour.hours * SCALE // 10, rate)
        for part in job.parts:
            pieces = self._chance.between(1, part.most)
            price = part.price * _PRICE_TENTHS[market] * SCALE // 10
            self._add(bill, LineKind.PART, part, pieces * SCALE, price)
        if self._chance.whether(0.2):
            self._add(bill, LineKind.OTHER, CONSUMABLES, SCALE, rate // 5)
        return bill

    def _add(self, bill: _Bill, kind: LineKind, item: Labour | Part, quantity: int, price: int) -> None:
        amount = quantity * price // SCALE
        bill.lines.append(
            NewLine(
                id=self._ids.next(NewLine),
                order_id=bill.order_id,
                line_no=len(bill.lines) + 1,
                line_kind=kind.value,
                line_code=item.code,
                line_description=item.description[bill.language],
                line_quantity=quantity,
                line_unit_price=price,
                line_amount=amount,
            )
        )
        bill.costs[kind] += amount
