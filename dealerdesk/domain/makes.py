"""The names under which makes and common models are known, in Chinese and in Latin letters."""

from __future__ import annotations

from functools import cache
from typing import Final

_MAKES: Final = """
大众 福斯 volkswagen vw
丰田 toyota
本田 honda
日产 nissan
奥迪 audi
宝马 bmw
奔驰 宾士 朋驰 mercedes benz mercedes-benz
雷克萨斯 凌志 lexus
英菲尼迪 infiniti
讴歌 acura
马自达 mazda
三菱 mitsubishi
铃木 suzuki
斯巴鲁 速霸陆 subaru
五十铃 isuzu
大发 daihatsu
现代 hyundai
起亚 kia
捷恩斯 genesis
福特 ford
林肯 lincoln
别克 buick
雪佛兰 chevrolet chevy
凯迪拉克 cadillac
克莱斯勒 chrysler
吉普 jeep
道奇 dodge
特斯拉 tesla
沃尔沃 富豪 volvo
极星 polestar
斯柯达 skoda
西雅特 seat
标致 宝狮 peugeot
雪铁龙 citroen
雷诺 renault
达契亚 dacia
欧宝 opel vauxhall
菲亚特 飞雅特 fiat
阿尔法罗密欧 爱快罗密欧 alfa-romeo
玛莎拉蒂 maserati
法拉利 ferrari
兰博基尼 蓝宝坚尼 lamborghini
保时捷 porsche
捷豹 积架 jaguar
路虎 荒原路华 land-rover
迷你 mini
宾利 bentley
劳斯莱斯 rolls-royce
阿斯顿马丁 奥斯顿马丁 aston-martin
精灵 smart
比亚迪 byd
吉利 geely
领克 lynk
极氪 zeekr
长安 changan
深蓝 deepal
阿维塔 avatr
长城 gwm
哈弗 haval
奇瑞 chery
捷途 jetour
星途 exeed
荣威 roewe
名爵 mg
智己 im-motors
五菱 wuling
宝骏 baojun
广汽传祺 传祺 trumpchi gac
埃安 aion
红旗 hongqi
东风 dongfeng
岚图 voyah
江淮 jac
江铃 jmc
北汽 baic
极狐 arcfox
蔚来 nio
小鹏 xpeng
理想 li-auto
零跑 leapmotor
哪吒 neta
问界 aito
小米 xiaomi
纳智捷 luxgen
裕隆 yulon
中华 cmc
"""

_MODELS: Final = """
凯美瑞 冠美丽 camry
卡罗拉 corolla
雷凌 levin
汉兰达 highlander
普拉多 霸道 prado
雅阁 accord
思域 civic
飞度 fit
轩逸 sylphy
天籁 teana
奇骏 x-trail
逍客 qashqai
朗逸 lavida
帕萨特 passat
高尔夫 golf
速腾 sagitar
迈腾 magotan
途观 tiguan
宝来 bora
福克斯 focus
蒙迪欧 mondeo
嘉年华 fiesta
翼虎 锐际 kuga escape
君威 regal
君越 lacrosse
英朗 excelle
科鲁兹 cruze
明锐 octavia
伊兰特 elantra
途胜 tucson
昂克赛拉 mazda3
戈蓝 galant
汉 han
唐 tang
秦 qin
宋 song
海豚 dolphin
元 yuan
"""


@cache
def _groups(table: str) -> dict[str, tuple[str, ...]]:
    groups = (tuple(line.split()) for line in table.split("\n") if line)
    return {name.replace("-", ""): group for group in groups for name in group}


def _names(words: tuple[str, ...], table: str) -> tuple[str, ...]:
    groups = _groups(table)
    for word in words:
        if group := groups.get(word):
            return group
        if not word.isascii():
            for length in range(len(word) - 1, 1, -1):
                if group := groups.get(word[:length]):
                    return group
    return ()


def names_of_make(words: tuple[str, ...]) -> tuple[str, ...]:
    """All names of the make that `words` name (大众 福斯 volkswagen vw), or none.

    `words` are lower-case and simplified: every word with what follows it, and every single word.
    """
    return _names(words, _MAKES)


def names_of_model(words: tuple[str, ...]) -> tuple[str, ...]:
    """All names of the model that `words` name (凯美瑞 冠美丽 camry), or none; `words` as for makes."""
    return _names(words, _MODELS)


def known_makes() -> tuple[tuple[str, str], ...]:
    """Every make by its usual name in simplified Chinese and in Latin letters, small ones alone."""
    groups = (line.split() for line in _MAKES.split("\n") if line)
    return tuple((group[0], max(filter(str.isascii, group), key=len)) for group in groups)
