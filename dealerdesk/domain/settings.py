"""Everything the owner can set: key, type, default and description in one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from dealerdesk import i18n
from dealerdesk.domain.choices import yes_or_no
from dealerdesk.domain.documents import MARKET_LABELS, Market
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import NO, YES
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_identifier, fold_line
from dealerdesk.domain.working_hours import WorkingHours, parse_working_hours

T = TypeVar("T")

SETTING_UNKNOWN = Message("setting_unknown", "There is no setting “{key}”. The settings are: {keys}.")
SETTING_VALUE = Message(
    "setting_value", "The setting {key} cannot be “{value}”. It takes {expected}, for example “{example}”."
)
TAKES_TEXT = Message("setting_takes.text", "at most {most} characters on one line")
TAKES_CHOICE = Message("setting_takes.choice", "one of: {choices}")
TAKES_YES_NO = Message("setting_takes.yes_no", "yes or no")
TAKES_NUMBER = Message("setting_takes.number", "a whole number from {least} to {most}")
TAKES_HOURS = Message(
    "setting_takes.hours", "the hours of a working day, or two spans of them with a break between"
)
TAKES_COUNTRY = Message("setting_takes.country", "a country's two letters after ISO 3166, or nothing")

_LONGEST_NAME = 200
# ISO 3166-1 alpha-2, officially assigned codes.
_COUNTRIES = frozenset(
    re.findall(
        "[A-Z]{2}",
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT "
        "BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH "
        "ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT "
        "HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
        "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI "
        "NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG "
        "SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG "
        "UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW",
    )
)


class Theme(StrEnum):
    """How the window looks."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a setting takes, as part of a sentence."""

    message: Message
    params: Mapping[str, object]

    def __str__(self) -> str:
        return self.message.said(**self.params)


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One setting; `read` gives the value that a text means, or None, and `write` its canonical text.

    `label` is its name on a screen; `choices` are the canonical texts it takes and their words, where few.
    """

    key: str
    default: T
    description: Message
    expected: Expected
    read: Callable[[str], T | None]
    write: Callable[[T], str]
    example: str
    label: Message
    choices: tuple[tuple[str, Message], ...] = ()

    def parse(self, text: str) -> T:
        """The value that `text` means; raises ``setting_value``, which says what the setting takes."""
        value = self.read(text)
        if value is None:
            raise DealerDeskError(
                SETTING_VALUE, key=self.key, value=text, expected=self.expected, example=self.example
            )
        return value

    @property
    def default_text(self) -> str:
        """The default in its canonical text."""
        return self.write(self.default)


def _text(key: str, label: Message, description: Message, *, example: str) -> Option[str]:
    def read(text: str) -> str | None:
        line = fold_line(text)
        return line if len(line) <= _LONGEST_NAME else None

    return Option(
        key, "", description, Expected(TAKES_TEXT, {"most": _LONGEST_NAME}), read, str, example, label
    )


def _choice(  # noqa: PLR0913, PLR0917 - what an option of the table is made of
    key: str,
    default: T,
    label: Message,
    description: Message,
    choices: Mapping[str, T],
    names: Mapping[str, Message] | None = None,
) -> Option[T]:
    by_key = {code.casefold(): value for code, value in choices.items()}
    codes = {value: code for code, value in choices.items()}
    listed = [code or "“”" for code in choices]

    def read(text: str) -> T | None:
        return by_key.get(fold_line(text).casefold())

    return Option(
        key,
        default,
        description,
        Expected(TAKES_CHOICE, {"choices": listed}),
        read,
        codes.__getitem__,
        list(choices)[-1],
        label,
        tuple((names or {}).items()),
    )


def _yes_no(key: str, label: Message, description: Message, *, default: bool) -> Option[bool]:
    def write(value: bool) -> str:
        return "yes" if value else "no"

    words = (("yes", YES), ("no", NO))
    return Option(
        key, default, description, Expected(TAKES_YES_NO, {}), yes_or_no, write, "yes", label, words
    )


def _number(  # noqa: PLR0913 - what an option of the table is made of
    key: str, default: int, label: Message, description: Message, *, least: int, most: int
) -> Option[int]:
    def read(text: str) -> int | None:
        digits = fold_line(text)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(most))):
            return None
        return int(digits) if least <= int(digits) <= most else None

    expected = Expected(TAKES_NUMBER, {"least": least, "most": most})
    return Option(key, default, description, expected, read, str, str(default), label)


def _country(text: str) -> str | None:
    code = fold_identifier(text)
    return code if not code or code in _COUNTRIES else None


DEALERSHIP_NAME = _text(
    "dealership_name",
    Message("setting_label.dealership_name", "Dealership's name"),
    Message("setting.dealership_name", "The dealership's name, as reports and printed cards show it"),
    example="粤通汽车销售服务有限公司",
)
MARKET = _choice(
    "market",
    Market.CHINA,
    Message("setting_label.market", "Market"),
    Message("setting.market", "The market whose table of required documents the dealership uses"),
    {market.value: market for market in Market},
    {market.value: name for market, name in MARKET_LABELS.items()},
)
LANGUAGE = _choice(
    "language",
    "",
    Message("setting_label.language", "Language"),
    Message("setting.language", "The program's language; empty means the computer's"),
    {code: code for code in ("", *i18n.LANGUAGES)},
)
THEME = _choice(
    "theme",
    Theme.SYSTEM,
    Message("setting_label.theme", "Theme"),
    Message("setting.theme", "Whether the window is light or dark; “system” means as the computer"),
    {theme.value: theme for theme in Theme},
)
PAPER_AND_SCAN = _yes_no(
    "paper_and_scan",
    Message("setting_label.paper_and_scan", "Paper and scan"),
    Message("setting.paper_and_scan", "Whether a required document needs its paper and a scan to be present"),
    default=False,
)
WORKING_HOURS: Option[WorkingHours] = Option(
    "working_hours",
    parse_working_hours("09:00-17:00") or WorkingHours(()),
    Message("setting.working_hours", "The working day, by which the deadlines of complaints are counted"),
    Expected(TAKES_HOURS, {}),
    lambda text: parse_working_hours(fold_line(text)),
    str,
    "09:00-12:00,13:00-18:00",
    Message("setting_label.working_hours", "Working hours"),
)
HOLIDAYS: Option[str] = Option(
    "holidays",
    "",
    Message("setting.holidays", "The country whose public holidays are no working days; empty: the market's"),
    Expected(TAKES_COUNTRY, {}),
    _country,
    str,
    "CN",
    Message("setting_label.holidays", "Public holidays"),
)
LAPSED_MONTHS = _number(
    "lapsed_months",
    6,
    Message("setting_label.lapsed_months", "Lapsed after, in months"),
    Message("setting.lapsed_months", "After how many months without a visit a customer counts as lapsed"),
    least=1,
    most=120,
)
FOLLOWUP_BACKLOG_DAYS = _number(
    "followup_backlog_days",
    90,
    Message("setting_label.followup_backlog_days", "Late calls, in days"),
    Message("setting.followup_backlog_days", "How many days back a call that was not made is still planned"),
    least=1,
    most=3650,
)
INSURANCE_WARNING_DAYS = _number(
    "insurance_warning_days",
    30,
    Message("setting_label.insurance_warning_days", "Insurance warning, in days"),
    Message("setting.insurance_warning_days", "How many days before its end an insurance is marked"),
    least=0,
    most=366,
)
REPEAT_REPAIR_DAYS = _number(
    "repeat_repair_days",
    90,
    Message("setting_label.repeat_repair_days", "Repeat repair, in days"),
    Message(
        "setting.repeat_repair_days",
        "Within how many days the same fault or job counts as a repair that failed",
    ),
    least=1,
    most=3650,
)
ODOMETER_DAILY_LIMIT = _number(
    "odometer_daily_limit",
    1000,
    Message("setting_label.odometer_daily_limit", "Distance per day, at most"),
    Message(
        "setting.odometer_daily_limit",
        "How far a vehicle may plausibly go on one day; more between two visits is a doubt",
    ),
    least=50,
    most=100_000,
)

OPTIONS: Mapping[str, Option[Any]] = MappingProxyType(
    {
        option.key: option
        for option in (
            DEALERSHIP_NAME,
            MARKET,
            LANGUAGE,
            THEME,
            PAPER_AND_SCAN,
            WORKING_HOURS,
            HOLIDAYS,
            LAPSED_MONTHS,
            FOLLOWUP_BACKLOG_DAYS,
            INSURANCE_WARNING_DAYS,
            REPEAT_REPAIR_DAYS,
            ODOMETER_DAILY_LIMIT,
        )
    }
)
"""Every setting by its key, in the order in which people see them."""


def get_option(key: str) -> Option[Any]:
    """The setting called `key`; raises ``setting_unknown``, which names them all."""
    option = OPTIONS.get(key.strip().casefold().replace("-", "_"))
    if option is None:
        raise DealerDeskError(SETTING_UNKNOWN, key=key, keys=list(OPTIONS))
    return option
