"""The people and companies of a sample, with numbers whose check digits are right."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

from stdnum.cn import ric, uscc
from stdnum.tw import ubn

from dealerdesk.domain.documents import Market
from dealerdesk.services.sample.chance import Chance, spread

_SURNAMES: Final = spread(
    dict.fromkeys("王李张", 7)
    | dict.fromkeys("刘陈", 5)
    | dict.fromkeys("杨黄赵吴周徐孙", 3)
    | dict.fromkeys("马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于", 1)
    | dict.fromkeys("蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆单仇盖", 1)
    | {"欧阳": 1}
)  # fmt: skip
_GIVEN: Final = tuple(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英玉萍红建华梅琳浩宇欣怡晨曦子轩雨婷海燕志鹏晓东文博思远"
)
_TAIWAN_SURNAMES: Final = spread(
    {"陳": 11, "林": 8, "黃": 6, "張": 5, "李": 5, "王": 4, "吳": 4, "劉": 3, "蔡": 3, "楊": 3}
    | dict.fromkeys("許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游詹", 1)
)
_TAIWAN_GIVEN: Final = tuple(
    "怡君雅婷淑芬美玲志明俊傑家豪建宏宗翰冠宇承恩品妤詠晴宜蓁佳穎惠雯國華信宏文雄麗珠"
)
_FIRST_NAMES: Final = (
    "Oliver", "Amelia", "George", "Isla", "Harry", "Ava", "Arjun", "Priya", "James", "Emily", "Liam",
    "Sofia", "Noah", "Grace", "Thomas", "Hannah", "Daniel", "Zoë", "Siân", "Owen", "Ruth", "Ibrahim",
)  # fmt: skip
_LAST_NAMES: Final = (
    "Smith", "Jones", "Taylor", "Brown", "Patel", "Williams", "Davies", "Evans", "Khan", "O'Brien",
    "Thompson", "Walker", "Wright", "Hughes", "Green", "Müller", "Johnson", "García", "Miller", "Clarke",
    "Macdonald", "Robinson", "Singh", "Fitzgerald-Hall", "Nowak",
)  # fmt: skip
_DISTRICTS: Final = (
    "440305", "440304", "440106", "440105", "441900", "310115", "310104", "110105", "330106", "320505",
    "510107", "350203", "430103", "420106", "500112", "410105", "370102", "610113",
)  # fmt: skip
_TRADE_WORDS: Final = (
    "顺达",
    "宏图",
    "鑫源",
    "恒通",
    "万里",
    "博远",
    "华晟",
    "金禾",
    "联创",
    "瑞丰",
    "天成",
    "百汇",
)
_TRADES: Final = (
    "物流有限公司",
    "贸易有限公司",
    "科技有限公司",
    "建筑工程有限公司",
    "餐饮管理有限公司",
    "汽车租赁有限公司",
)
_TAIWAN_TRADES: Final = (
    "實業有限公司",
    "企業股份有限公司",
    "運通有限公司",
    "食品股份有限公司",
    "室內裝修有限公司",
)
_WESTERN_TRADES: Final = (
    "Logistics Ltd",
    "& Sons Builders",
    "Catering Ltd",
    "Consulting LLP",
    "Plumbing Ltd",
)
_TAIWAN_WORDS: Final = ("永豐", "大同", "宏達", "聯成", "東昇", "全家福", "信義", "長榮")
_TAIWAN_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""First letters of Taiwanese ID numbers in the order of their values, which begin at 10."""
_MOBILE_HEADS: Final = ("138", "139", "136", "135", "186", "185", "188", "159", "177", "150", "199")
_STREETS: Final = {
    Market.CHINA: (
        "深圳市南山区科技园路", "深圳市福田区红荔路", "广州市天河区体育西路", "东莞市南城街道鸿福路",
        "上海市浦东新区张杨路", "杭州市西湖区文三路", "苏州市工业园区星湖街", "成都市武侯区人民南路",
        "厦门市思明区湖滨南路", "长沙市芙蓉区五一大道",
    ),
    Market.TAIWAN: (
        "臺北市大安區信義路三段", "新北市板橋區文化路一段", "桃園市中壢區中山路", "臺中市西屯區臺灣大道二段",
        "高雄市苓雅區四維三路", "臺南市東區崇明路",
    ),
    Market.UNITED_KINGDOM: ("High Street, Reading", "Station Road, Leeds", "Mill Lane, Bath"),
    Market.UNITED_STATES: ("Maple Avenue, Austin, TX", "Lake Street, Oak Park, IL", "Elm Street, Salem, OR"),
}  # fmt: skip
OCCUPATIONS: Final = {
    Market.CHINA: ("工程师", "教师", "个体经营", "公务员", "医生", "会计", "销售", "退休", "自由职业"),
    Market.TAIWAN: ("工程師", "教師", "自營商", "公務員", "護理師", "會計", "業務", "退休"),
    Market.UNITED_KINGDOM: ("teacher", "nurse", "electrician", "accountant", "retired", "software engineer"),
    Market.UNITED_STATES: ("teacher", "contractor", "nurse", "attorney", "retired", "student"),
}


def person_name(chance: Chance, market: Market) -> str:
    """A person's name as it is written in `market`."""
    if market is Market.CHINA:
        given = chance.pick(_GIVEN)
        return chance.pick(_SURNAMES) + (given if chance.whether(0.2) else given + chance.pick(_GIVEN))
    if market is Market.TAIWAN:
        return chance.pick(_TAIWAN_SURNAMES) + chance.pick(_TAIWAN_GIVEN) + chance.pick(_TAIWAN_GIVEN)
    return f"{chance.pick(_FIRST_NAMES)} {chance.pick(_LAST_NAMES)}"


def company_name(chance: Chance, market: Market) -> str:
    """A company's name as it is written in `market`."""
    if market is Market.CHINA:
        place = chance.pick(("深圳市", "广州", "东莞市", "上海", "杭州"))
        words = chance.pick(_TRADE_WORDS) + chance.pick(_GIVEN)
        return f"{place}{words}{chance.pick(_TRADES)}"
    if market is Market.TAIWAN:
        return chance.pick(_TAIWAN_WORDS) + chance.pick(_TAIWAN_GIVEN) + chance.pick(_TAIWAN_TRADES)
    return f"{chance.pick(_LAST_NAMES)} {chance.pick(_WESTERN_TRADES)}"


def id_number(chance: Chance, market: Market, serial: int, today: date) -> tuple[str | None, date]:
    """A person's number and birth date; another `serial` below 20 million gives another number.

    Resident ID, 身分證號, or None where dealers write none down.
    """
    first, days = _birth_days(today)
    rounds, nth = serial // days, serial * 7_919 % days
    born = first + timedelta(days=nth)
    if market is Market.CHINA:
        number = f"{chance.pick(_DISTRICTS)}{born:%Y%m%d}{(rounds + nth * 37) % 1000:03d}"
        return number + ric.calc_check_digit(f"{number}0"), born
    if market is Market.TAIWAN:
        letter = chance.pick(_TAIWAN_LETTERS[:20])
        digits = f"{chance.between(1, 2)}{serial * 2_741_863 % 10**7:07d}"
        tens, units = divmod(_TAIWAN_LETTERS.index(letter) + 10, 10)
        weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 0, -1), strict=True))
        return f"{letter}{digits}{-(tens + units * 9 + weighted) % 10}", born
    return None, born


def company_number(chance: Chance, market: Market, serial: int) -> str | None:
    """A company's number: 统一社会信用代码, 統一編號, or None where dealers write none down."""
    if market is Market.CHINA:
        number = f"91{chance.pick(_DISTRICTS)}MA{serial * 741_863 % 10**6:06d}{chance.pick('ABCDEFGHJK')}"
        return number + str(uscc.calc_check_digit(number))
    if market is Market.TAIWAN:
        head = f"{10**6 + serial * 741_863 % (9 * 10**6):07d}"
        return next(f"{head}{last}" for last in range(10) if ubn.calc_checksum(f"{head}{last}") % 5 == 0)
    return None


def phone(chance: Chance, market: Market) -> str:
    """A mobile phone; British and American ones are of the ranges that are kept free for fiction."""
    if market is Market.CHINA:
        return chance.pick(_MOBILE_HEADS) + chance.digits(8)
    if market is Market.TAIWAN:
        return f"09{chance.digits(2)}-{chance.digits(3)}-{chance.digits(3)}"
    if market is Market.UNITED_KINGDOM:
        return f"07700 900{chance.digits(3)}"
    return f"({chance.pick(('512', '708', '503'))}) 555-01{chance.digits(2)}"


def address(chance: Chance, market: Market) -> str:
    """A postal address of `market`."""
    street = chance.pick(_STREETS[market])
    number = chance.between(1, 299)
    if market is Market.CHINA or market is Market.TAIWAN:
        return f"{street}{number}号" if market is Market.CHINA else f"{street}{number}號"
    return f"{number} {street}"


@cache
def _birth_days(today: date) -> tuple[date, int]:
    """The first birth date of people of driving age, and how many days there are to be born on."""
    first = date(today.year - 75, 1, 1)
    return first, (date(today.year - 19, 1, 1) - first).days
