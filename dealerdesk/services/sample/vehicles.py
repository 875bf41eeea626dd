"""The vehicles of a sample: makes and models that are really built, with VINs of their makers' form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from dealerdesk.domain.documents import Market
from dealerdesk.domain.vin import vin_with_check_digit
from dealerdesk.services.sample.chance import Chance, spread

YEAR_LETTERS: Final = "ABCDEFGHJKLMNPRSTVWXY123456789"
"""Tenth characters of VINs from the model year 1980 on; after thirty years they begin anew (GB 16735)."""

_PLANTS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ123456789"
_SERIALS: Final = 1_000_000
_SERIAL_STEP: Final = 387_421
"""Prime to the number of serials, so that each of them comes up once before any comes up again."""


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A model as it is built from `first` to `last` year (None: still); `price` in thousand renminbi."""

    make: str
    model: str
    maker: str
    body: str
    first: int
    last: int | None
    price: int
    is_electric: bool = False


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One vehicle as it left the works."""

    line: ModelLine
    vin: str
    engine_no: str
    colour: str
    year: int


_MAINLAND: Final = (
    ModelLine("大众", "桑塔纳", "LSV", "AF033", 1990, 2012, 90),
    ModelLine("大众", "朗逸", "LSV", "NB418", 2008, None, 130),
    ModelLine("大众", "途观L", "LSV", "XZ65N", 2016, None, 230),
    ModelLine("大众", "迈腾", "LFV", "3A23C", 2007, None, 240),
    ModelLine("奥迪", "A6L", "LFV", "4A24F", 2005, None, 430),
    ModelLine("别克", "GL8", "LSG", "UA83L", 2003, None, 300),
    ModelLine("雪佛兰", "科鲁兹", "LSG", "PC54U", 2009, 2020, 110),
    ModelLine("五菱", "宏光", "LZW", "ADAGA", 2010, None, 55),
    ModelLine("名爵", "MG5", "LSJ", "W54U6", 2012, None, 80),
    ModelLine("宝马", "3系", "LBV", "8V110", 2012, None, 330),
    ModelLine("奔驰", "C级", "LE4", "ZG4HB", 2011, None, 350),
    ModelLine("福特", "福克斯", "LVS", "HCFAE", 2005, None, 120),
    ModelLine("丰田", "卡罗拉", "LFM", "AP22C", 2004, None, 125),
    ModelLine("丰田", "凯美瑞", "LVG", "BF4AK", 2006, None, 200),
    ModelLine("丰田", "汉兰达", "LVG", "EV90A", 2009, None, 280),
    ModelLine("本田", "雅阁", "LHG", "CR165", 2003, None, 190),
    ModelLine("本田", "CR-V", "LVH", "RW183", 2004, None, 190),
    ModelLine("日产", "轩逸", "LGB", "H52E0", 2006, None, 120),
    ModelLine("现代", "伊兰特", "LBE", "HDAEB", 2003, None, 100),
    ModelLine("吉利", "帝豪", "L6T", "7722Z", 2009, None, 80),
    ModelLine("哈弗", "H6", "LGW", "EF4A5", 2011, None, 115),
    ModelLine("奇瑞", "瑞虎8", "LVV", "DB11B", 2018, None, 120),
    ModelLine("长安", "CS75", "LS5", "A3DKE", 2014, None, 115),
    ModelLine("红旗", "H5", "LFP", "H4ACB", 2018, None, 170),
    ModelLine("广汽传祺", "GS4", "LMG", "AC1G5", 2015, None, 110),
    ModelLine("比亚迪", "秦PLUS DM-i", "LGX", "C14DG", 2021, None, 110, is_electric=True),
    ModelLine("比亚迪", "汉EV", "LGX", "CE4CB", 2020, None, 230, is_electric=True),
    ModelLine("比亚迪", "宋PLUS EV", "LC0", "CE6CB", 2021, None, 170, is_electric=True),
    ModelLine("特斯拉", "Model 3", "LRW", "3F7EK", 2019, None, 245, is_electric=True),
    ModelLine("特斯拉", "Model Y", "LRW", "YGCEK", 2021, None, 265, is_electric=True),
    ModelLine("理想", "L7", "LW4", "33B5C", 2023, None, 320, is_electric=True),
    ModelLine("小鹏", "P7", "LMV", "HFEFC", 2020, None, 220, is_electric=True),
)
_TAIWAN: Final = (
    ModelLine("豐田", "Corolla Altis", "RFB", "KE42H", 2001, None, 180),
    ModelLine("豐田", "RAV4", "JTM", "BE33V", 2001, None, 240),
    ModelLine("凌志", "RX 350", "JTJ", "BK1BA", 2007, None, 500),
    ModelLine("本田", "Fit", "JHM", "GK585", 2003, None, 170),
    ModelLine("日產", "X-Trail", "JN8", "AT2MV", 2003, None, 210),
    ModelLine("三菱", "Outlander", "JMB", "XTGF3", 2004, None, 200),
    ModelLine("馬自達", "CX-5", "JM1", "KF4WL", 2012, None, 220),
    ModelLine("速霸陸", "Forester", "JF1", "SK9KL", 2003, None, 240),
    ModelLine("福斯", "Golf", "WVW", "ZZZ1K", 2004, None, 230),
    ModelLine("賓士", "E-Class", "WDD", "2130Z", 2009, None, 600),
    ModelLine("富豪", "XC60", "YV1", "UZ88U", 2008, None, 470),
    ModelLine("特斯拉", "Model Y", "7SA", "YGDEE", 2021, None, 400, is_electric=True),
)
_BRITISH: Final = (
    ModelLine("Volkswagen", "Golf", "WVW", "ZZZ1K", 1998, None, 210),
    ModelLine("Ford", "Focus", "WF0", "5XXGC", 1999, 2024, 170),
    ModelLine("Vauxhall", "Astra", "W0L", "PD6E6", 1998, None, 170),
    ModelLine("Nissan", "Qashqai", "SJN", "FBAJ1", 2007, None, 220),
    ModelLine("Land Rover", "Range Rover Evoque", "SAL", "VA2BC", 2011, None, 400),
    ModelLine("MINI", "Cooper", "WMW", "XM520", 2001, None, 200),
    ModelLine("Toyota", "Auris", "SB1", "KZ3JE", 2007, 2018, 160),
    ModelLine("BMW", "320d", "WBA", "8E360", 2000, None, 330),
    ModelLine("Renault", "Zoe", "VF1", "AG000", 2013, None, 230, is_electric=True),
)
_AMERICAN: Final = (
    ModelLine("Ford", "F-150", "1FT", "EW1EP", 1995, None, 300),
    ModelLine("Honda", "Accord", "1HG", "CR2F3", 1995, None, 200),
    ModelLine("Toyota", "Camry", "4T1", "BF1FK", 1995, None, 200),
    ModelLine("Jeep", "Wrangler", "1C4", "HJXDG", 2012, None, 260),
    ModelLine("Tesla", "Model 3", "5YJ", "3E1EA", 2017, None, 280, is_electric=True),
)
LINES: Final = {
    Market.CHINA: _MAINLAND,
    Market.TAIWAN: _TAIWAN,
    Market.UNITED_KINGDOM: _BRITISH,
    Market.UNITED_STATES: _AMERICAN,
}
_COLOURS: Final = {
    Market.CHINA: spread(
        {"珍珠白": 5, "曜石黑": 4, "银色": 3, "深灰": 3, "宝石蓝": 2, "枣红": 1, "香槟金": 1}
    ),
    Market.TAIWAN: spread({"白色": 5, "黑色": 3, "銀色": 4, "鐵灰": 3, "藍色": 2, "紅色": 1}),
    Market.UNITED_KINGDOM: spread({"grey": 5, "black": 4, "white": 3, "blue": 3, "red": 2, "green": 1}),
    Market.UNITED_STATES: spread({"white": 5, "black": 4, "silver": 4, "gray": 3, "blue": 2, "red": 2}),
}


class Works:
    """Builds vehicles no two of which have the same VIN."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._built = chance.between(0, _SERIALS - 1)
        self._first = self._built

    def build(self, market: Market, year: int) -> Vehicle:
        """A vehicle of the model year `year` of a model that `market` bought then."""
        line = self._chance.pick(_lines_of(market, year))
        vin = _vin(line, year, self._built, (self._built - self._first) // _SERIALS)
        self._built += 1
        engine_no = f"{line.body[:2]}{line.maker[-1]}{self._chance.digits(6)}"
        return Vehicle(line, vin, engine_no, self._chance.pick(_COLOURS[market]), year)


@cache
def _lines_of(market: Market, year: int) -> tuple[ModelLine, ...]:
    lines = LINES[market]
    built = tuple(line for line in lines if line.first <= year and (line.last is None or year <= line.last))
    return built or (min(lines, key=lambda line: line.first),)


def _vin(line: ModelLine, year: int, built: int, rounds: int) -> str:
    letter = YEAR_LETTERS[(year - 1980) % len(YEAR_LETTERS)]
    plant = _PLANTS[(ord(line.body[-1]) + rounds) % len(_PLANTS)]
    # European makers fill the ninth place with the Z that begins their body code.
    filler = "Z" if line.body.startswith("ZZZ") else "0"
    vin = f"{line.maker}{line.body}{filler}{letter}{plant}{built * _SERIAL_STEP % _SERIALS:06d}"
    return vin if filler == "Z" else vin_with_check_digit(vin)
