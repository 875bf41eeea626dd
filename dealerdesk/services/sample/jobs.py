"""What the workshop of a sample does: its jobs, with labour and parts, in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dealerdesk.domain.documents import Market

Words = tuple[str, str, str]
"""The same words in simplified Chinese, traditional Chinese and English."""

LANGUAGE: Final = {
    Market.CHINA: 0,
    Market.TAIWAN: 1,
    Market.UNITED_KINGDOM: 2,
    Market.UNITED_STATES: 2,
}
"""Which of the words a market's orders are written in."""


@dataclass(frozen=True, slots=True)
class Labour:
    """Work at the rate of the house; `hours` in tenths."""

    code: str
    description: Words
    hours: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part; `price` in renminbi, `most` pieces at most go into one vehicle."""

    code: str
    description: Words
    price: int
    most: int = 1


@dataclass(frozen=True, slots=True)
class Job:
    """What a customer asks for, and what is done about it; `weight` says how often it comes up."""

    fault: Words
    weight: int
    labour: tuple[Labour, ...]
    parts: tuple[Part, ...] = ()
    for_electric: bool = True


_OIL = Part("P-0W20-4L", ("全合成机油 4L", "全合成機油 4L", "engine oil 0W-20, 4 l"), 388)
_OIL_FILTER = Part("P-OF-012", ("机油滤清器", "機油濾芯", "oil filter"), 45)
_AIR_FILTER = Part("P-AF-031", ("空气滤清器", "空氣濾芯", "air filter"), 85)
_CABIN_FILTER = Part("P-CF-027", ("空调滤清器", "冷氣濾網", "cabin filter"), 98)
_INSPECTION = Labour("L-1001", ("全车检查", "全車檢查", "vehicle inspection"), 5)

JOBS: Final = (
    Job(
        ("常规保养，更换机油机滤", "定期保養，更換機油機油芯", "service, oil and filter change"),
        30,
        (Labour("L-1000", ("常规保养工时", "定期保養工資", "regular service"), 8),),
        (_OIL, _OIL_FILTER),
        for_electric=False,
    ),
    Job(
        ("大保养：三滤、机油", "大保養：三濾、機油", "major service, all filters"),
        9,
        (Labour("L-1010", ("大保养工时", "大保養工資", "major service"), 23),),
        (_OIL, _OIL_FILTER, _AIR_FILTER, _CABIN_FILTER),
        for_electric=False,
    ),
    Job(
        ("电池系统检测，更换空调滤芯", "電池系統檢測，更換冷氣濾網", "battery check, new cabin filter"),
        8,
        (Labour("L-1020", ("三电系统检测", "三電系統檢測", "high-voltage check"), 10),),
        (_CABIN_FILTER,),
    ),
    Job(
        ("刹车时有异响", "煞車時有異音", "noise when braking"),
        9,
        (Labour("L-2010", ("更换前刹车片", "更換前煞車來令片", "replace front brake pads"), 12),),
        (Part("P-BP-104", ("前刹车片", "前煞車來令片", "front brake pads"), 420),),
    ),
    Job(
        ("轮胎磨损，更换轮胎", "輪胎磨損，更換輪胎", "worn tyres"),
        8,
        (Labour("L-3010", ("换胎及动平衡", "換胎及平衡", "fit and balance tyres"), 10),),
        (Part("P-TY-2055516", ("轮胎 205/55R16", "輪胎 205/55R16", "tyre 205/55 R16"), 520, 4),),
    ),
    Job(
        ("空调不制冷", "冷氣不冷", "air conditioning does not cool"),
        5,
        (Labour("L-4010", ("空调检漏、加注冷媒", "冷氣檢漏、灌冷媒", "leak test and regas"), 15),),
        (Part("P-AC-134", ("冷媒 R134a", "冷媒 R134a", "refrigerant R134a"), 65, 2),),
    ),
    Job(
        ("启动困难，电瓶没电", "啟動困難，電瓶沒電", "hard to start, flat battery"),
        6,
        (Labour("L-5010", ("更换蓄电池", "更換電瓶", "replace battery"), 5),),
        (Part("P-BT-060", ("蓄电池 12V 60Ah", "電瓶 12V 60Ah", "battery 12 V 60 Ah"), 560),),
    ),
    Job(
        ("发动机故障灯亮", "引擎故障燈亮", "engine warning light on"),
        6,
        (Labour("L-6010", ("电脑诊断", "電腦診斷", "diagnosis"), 10), _INSPECTION),
        (Part("P-SP-214", ("火花塞", "火星塞", "spark plug"), 68, 4),),
        for_electric=False,
    ),
    Job(
        ("底盘异响", "底盤異音", "noise from the underbody"),
        5,
        (
            Labour(
                "L-7010", ("底盘检修、四轮定位", "底盤檢修、四輪定位", "chassis check, wheel alignment"), 20
            ),
        ),
        (Part("P-BL-118", ("前下摆臂胶套", "前下控制臂襯套", "control arm bush"), 135, 2),),
    ),
    Job(
        ("前保险杠刮伤，钣金喷漆", "前保險桿刮傷，鈑金烤漆", "scratched bumper, body and paint"),
        5,
        (Labour("L-8010", ("钣金喷漆", "鈑金烤漆", "body and paint work"), 35),),
    ),
    Job(
        ("雨刮刮不干净", "雨刷刮不乾淨", "wipers smear"),
        4,
        (Labour("L-9010", ("更换雨刮片", "更換雨刷片", "replace wiper blades"), 2),),
        (Part("P-WB-026", ("雨刮片", "雨刷片", "wiper blade"), 75, 2),),
    ),
    Job(
        ("年检前检查", "驗車前檢查", "check before the statutory inspection"),
        6,
        (_INSPECTION, Labour("L-1005", ("代办年检", "代辦驗車", "taking the car to the test"), 10)),
    ),
)
CONSUMABLES: Final = Labour("X-0001", ("辅料及清洗费", "耗材及清洗費", "consumables and cleaning"), 2)
