"""The tables of readings and of simplified characters, against what is known of names."""

from __future__ import annotations

import pytest

from dealerdesk.domain.pinyin import name_readings, readings, split_latin, syllable
from dealerdesk.domain.simplified import simplified


@pytest.mark.parametrize(
    ("characters", "expected"),
    [("张伟明", "zhang wei ming"), ("張偉", "zhang wei"), ("〇", "ling"), ("祎喆", "yi zhe"), ("女", "nv")],
)
def test_characters_have_their_everyday_reading(characters: str, expected: str) -> None:
    assert [syllable(character) for character in characters] == expected.split()


@pytest.mark.parametrize("character", ["a", "1", "カ", "김", "\U00020000", " "])
def test_what_is_not_chinese_has_no_reading(character: str) -> None:
    assert syllable(character) == ""
    assert readings(character) == ()


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("单雄", {"shan xiong", "dan xiong", "chan xiong"}),
        ("任乐", {"ren le", "ren yue"}),
        ("尉迟恭", {"yu chi gong"}),
        ("尉遲恭", {"yu chi gong"}),
        ("万俟", {"mo qi"}),
        ("华为技术有限", {"hua wei ji shu you xian"}),
        ("カ", {""}),
    ],
)
def test_names_are_read_in_all_their_ways(name: str, ways: set[str]) -> None:
    assert {" ".join(way) for way in name_readings(name)} == ways


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("wenmei", ("wen", "mei")), ("xian", ("xian",)), ("lu", ("lu",)), ("oliver", ()), ("", ())],
)
def test_latin_words_are_syllables_only_when_nothing_is_left(word: str, syllables: tuple[str, ...]) -> None:
    assert split_latin(word) == syllables


def test_traditional_characters_become_simplified_and_nothing_else_changes() -> None:
    assert simplified("豐田汽車 臺灣 ABC 张") == "丰田汽车 台湾 ABC 张"
    every = "".join(map(chr, range(0x3400, 0xA000)))
    assert simplified(simplified(every)) == simplified(every)
    assert len(simplified(every)) == len(every)
