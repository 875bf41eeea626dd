"""The insurance policies of a sample: some run out soon, some have run out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dealerdesk.domain.amounts import SCALE
from dealerdesk.domain.documents import Market
from dealerdesk.domain.fields import PolicyKind
from dealerdesk.services.sample.chance import Chance
from dealerdesk.services.sample.rows import Ids, NewPolicy

_INSURERS: Final = {
    Market.CHINA: (
        ("人保财险", "PDZA"),
        ("平安产险", "PAIC"),
        ("太平洋产险", "ASHH"),
        ("中国人寿财险", "CLPC"),
    ),
    Market.TAIWAN: (("富邦產險", "FB"), ("國泰產險", "CT"), ("新光產險", "SK")),
    Market.UNITED_KINGDOM: (("Aviva", "AVM"), ("Direct Line", "DL"), ("Admiral", "ADM")),
    Market.UNITED_STATES: (("State Farm", "SF"), ("GEICO", "GE"), ("Progressive", "PR")),
}
_COMPULSORY_PREMIUM: Final = {Market.CHINA: 950, Market.TAIWAN: 1600}
"""A year's compulsory insurance, in the market's money; elsewhere one policy covers everything."""
_COMMERCIAL_SHARE: Final = {
    Market.CHINA: 16,
    Market.TAIWAN: 70,
    Market.UNITED_KINGDOM: 2,
    Market.UNITED_STATES: 4,
}
"""A year's commercial insurance for each thousand renminbi of a vehicle's price."""


class Insurers:
    """Write the policies of vehicles."""

    def __init__(self, chance: Chance, ids: Ids, today: date) -> None:
        self._chance = chance
        self._ids = ids
        self._today = today
        self._written = 0

    def policies(self, file_id: int, market: Market, since: date, price: int) -> tuple[NewPolicy, ...]:
        """The known policies of one vehicle, insured every year on the day of `since`; some have none.

        `price` in thousand renminbi.
        """
        chance = self._chance
        if chance.whether(0.1):
            return ()
        starts = _last_anniversary(since, self._today)
        if starts > since and chance.whether(0.13):
            starts = _anniversary(since, starts.year - 1)
        years = [starts]
        if starts > since and chance.whether(0.06):
            years.insert(0, _anniversary(since, starts.year - 1))
        has_commercial = market not in _COMPULSORY_PREMIUM or chance.whether(0.7)
        found: list[NewPolicy] = []
        for begin in years:
            if market in _COMPULSORY_PREMIUM:
                found.append(
                    self._policy(file_id, market, PolicyKind.COMPULSORY, begin, _COMPULSORY_PREMIUM[market])
                )
            if has_commercial:
                premium = price * _COMMERCIAL_SHARE[market] + chance.between(0, 300)
                found.append(self._policy(file_id, market, PolicyKind.COMMERCIAL, begin, premium))
        return tuple(found)

    def _policy(
        self, file_id: int, market: Market, kind: PolicyKind, starts: date, premium: int
    ) -> NewPolicy:
        insurer, prefix = self._chance.pick(_INSURERS[market])
        self._written += 1
        return NewPolicy(
            id=self._ids.next(NewPolicy),
            file_id=file_id,
            policy_no=f"{prefix}{starts.year}{self._written:09d}",
            policy_kind=kind.value,
            insurer=insurer,
            starts=starts.isoformat(),
            ends=(_anniversary(starts, starts.year + 1) - timedelta(days=1)).isoformat(),
            premium=premium * SCALE,
        )


def _anniversary(day: date, year: int) -> date:
    """The same day in another year; 29 February is kept on 1 March where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _last_anniversary(since: date, today: date) -> date:
    """The latest anniversary of `since` up to today, at least `since` itself."""
    this_year = _anniversary(since, today.year)
    return max(since, this_year if this_year <= today else _anniversary(since, today.year - 1))
