"""The customer cards of a sample."""

from __future__ import annotations

from collections import deque
from datetime import date
from typing import Final

from dealerdesk.domain.documents import Market
from dealerdesk.domain.fields import CustomerKind
from dealerdesk.services.sample import people
from dealerdesk.services.sample.chance import Chance, spread
from dealerdesk.services.sample.rows import Ids, NewCustomer
from dealerdesk.storage.numbers import customer_number

_KEPT: Final = 40
"""So many customers of a market are remembered as those who may come with another vehicle."""
_CONSENT: Final[tuple[bool | None, ...]] = spread({True: 8, False: 1, None: 1})
_PREFERENCES: Final = {
    Market.CHINA: ("喜欢周末上午来店", "请微信联系", "等候时喝茶", "要求使用原厂配件"),
    Market.TAIWAN: ("希望假日進廠", "請用 LINE 聯絡", "需要代步車"),
    Market.UNITED_KINGDOM: ("prefers e-mail", "wants the car washed", "drops the key off before eight"),
    Market.UNITED_STATES: ("prefers text messages", "needs a shuttle"),
}
_SPECIAL_DAYS: Final = {
    Market.CHINA: ("结婚纪念日 10-01", "女儿生日 03-18", "公司成立日 05-20"),
    Market.TAIWAN: ("結婚紀念日 11-11", "母親生日 08-08"),
    Market.UNITED_KINGDOM: ("anniversary 06-21",),
    Market.UNITED_STATES: ("anniversary 09-02",),
}
_TRADES: Final = {
    Market.CHINA: ("物流运输", "贸易", "建筑", "餐饮", "制造业"),
    Market.TAIWAN: ("運輸業", "製造業", "餐飲業", "營造業"),
    Market.UNITED_KINGDOM: ("haulage", "building", "catering"),
    Market.UNITED_STATES: ("construction", "landscaping"),
}


class Customers:
    """Makes customer cards, and now and then finds one that was here before."""

    def __init__(self, chance: Chance, ids: Ids, today: date) -> None:
        self.last_number = 0
        self._chance = chance
        self._ids = ids
        self._today = today
        self._known: dict[Market, deque[NewCustomer]] = {market: deque(maxlen=_KEPT) for market in Market}

    def come_in(self, market: Market) -> tuple[NewCustomer, bool]:
        """A customer of `market`, and whether the card is new."""
        known = self._known[market]
        if known and self._chance.whether(0.14):
            return self._chance.pick(known), False
        card = self.new(market)
        # Companies come back with their fleets more often than people do.
        if card.kind == CustomerKind.COMPANY.value or self._chance.whether(0.3):
            known.append(card)
        return card, True

    def new(self, market: Market) -> NewCustomer:
        """A card that is not there yet."""
        self.last_number += 1
        if self._chance.whether(0.16):
            return self._company(market)
        return self._person(market)

    def _person(self, market: Market) -> NewCustomer:
        chance = self._chance
        number, born = people.id_number(chance, market, self.last_number, self._today)
        home = people.address(chance, market)
        elsewhere = chance.whether(0.15)
        return NewCustomer(
            id=self._ids.next(NewCustomer),
            customer_no=customer_number(self.last_number),
            name=people.person_name(chance, market),
            kind=CustomerKind.PERSON.value,
            id_number=number,
            company_number=None,
            phone=people.phone(chance, market),
            contact_person=None,
            actual_user=people.person_name(chance, market) if chance.whether(0.08) else None,
            occupation=chance.pick(people.OCCUPATIONS[market]),
            birth_date=born.isoformat(),
            registered_address=home,
            registered_phone=None,
            mailing_address=people.address(chance, market) if elsewhere else home,
            mailing_phone=people.phone(chance, market) if elsewhere else None,
            consent_to_call=chance.pick(_CONSENT),
            preferences=chance.pick(_PREFERENCES[market]) if chance.whether(0.12) else None,
            special_days=chance.pick(_SPECIAL_DAYS[market]) if chance.whether(0.08) else None,
            notes=None,
        )

    def _company(self, market: Market) -> NewCustomer:
        chance = self._chance
        return NewCustomer(
            id=self._ids.next(NewCustomer),
            customer_no=customer_number(self.last_number),
            name=people.company_name(chance, market),
            kind=CustomerKind.COMPANY.value,
            id_number=None,
            company_number=people.company_number(chance, market, self.last_number),
            phone=people.phone(chance, market),
            contact_person=people.person_name(chance, market),
            actual_user=None,
            occupation=chance.pick(_TRADES[market]),
            birth_date=None,
            registered_address=people.address(chance, market),
            registered_phone=people.phone(chance, market),
            mailing_address=None,
            mailing_phone=None,
            consent_to_call=chance.pick(_CONSENT),
            preferences=None,
            special_days=chance.pick(_SPECIAL_DAYS[market]) if chance.whether(0.1) else None,
            notes=None,
        )
