"""Fonts of the screens: a family for every system and script, sizes by what the text is."""

from __future__ import annotations

from enum import Enum

from PySide6.QtGui import QFont

_LATIN = ("Segoe UI", "SF Pro Text", "Helvetica Neue")
_LATIN_LAST = ("Noto Sans", "Ubuntu", "Cantarell", "DejaVu Sans Condensed", "DejaVu Sans")
_HAN = {
    "zh_CN": ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC"),
    "zh_TW": ("Microsoft JhengHei UI", "PingFang TC", "Noto Sans CJK TC", "Source Han Sans TC"),
}
_HAN_LAST = ("WenQuanYi Zen Hei", "WenQuanYi Micro Hei")
_MONO = ("Cascadia Mono", "Consolas", "Menlo", "Noto Sans Mono", "DejaVu Sans Mono")


class Text(Enum):
    """Kinds of text, each a size in points and whether it is DemiBold."""

    CAPTION = (9.0, False)
    STRONG_CAPTION = (9.0, True)
    VIN = (9.5, False)
    VIN_TAIL = (9.5, True)
    BODY = (10.0, False)
    STRONG = (10.0, True)
    SECTION = (12.0, True)
    TITLE = (15.0, True)
    PLATE = (14.0, True)
    WELCOME = (20.0, True)

    @property
    def points(self) -> float:
        """The size in points."""
        return self.value[0]

    @property
    def weight(self) -> QFont.Weight:
        """How heavy the strokes are."""
        return QFont.Weight.DemiBold if self.value[1] else QFont.Weight.Normal


def families(language: str) -> list[str]:
    """Sans families in order; in Chinese, the one whose characters `language` writes comes first."""
    order = ("zh_TW", "zh_CN") if language == "zh_TW" else ("zh_CN", "zh_TW")
    han = [family for code in order for family in _HAN[code]]
    return [*_LATIN, *_LATIN_LAST[:3], *han, *_LATIN_LAST[3:], *_HAN_LAST]


def font(kind: Text, language: str) -> QFont:
    """The font of a kind of text; digits are equally wide."""
    mono = kind in {Text.VIN, Text.VIN_TAIL}
    chosen = QFont()
    chosen.setFamilies([*_MONO, *families(language)] if mono else families(language))
    chosen.setPointSizeF(kind.points)
    chosen.setWeight(kind.weight)
    chosen.setFeature(QFont.Tag("tnum"), 1)
    return chosen
