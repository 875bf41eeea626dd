"""Every sentence is said in three languages, and each says the same thing."""

from __future__ import annotations

import ast
import re
from collections import Counter
from string import Formatter

import pytest
from babel.messages.catalog import Message as Entry

import build_catalogues
from dealerdesk import i18n
from tests.architecture.source import ROOT, calls, program

# Names, codes and file formats that are the same in Chinese.
SAME_IN_EVERY_LANGUAGE = frozenset(
    {
        "DealerDesk",
        "DealerDesk — {name}",
        "VIN",
        "Enter",
        "Excel",
        "Unicode (UTF-8)",
        "AB12 CDE",
        "English",
        "简体中文",
        "繁體中文",
    }
)
CHARACTER_SETS = {"zh_CN": "gb2312", "zh_TW": "big5"}
HAN = re.compile(r"[一-鿿]")
# What is said on the other side of the strait, in the letters of this one; and words that we call otherwise.
FOREIGN = {
    "zh_CN": ("预设", "视窗", "搜寻", "资讯", "列印", "资料夹", "储存", "汇入", "汇出"),
    "zh_TW": (
        "默認",
        "窗口",
        "搜索",
        "信息",
        "打印",
        "文件夾",
        "保存",
        "導入",
        "導出",
        "撤銷",
        "列表",
        "打開",
        "鼠標",
    ),
}

every_language = pytest.mark.parametrize("language", build_catalogues.LANGUAGES)


def entries(language: str) -> list[Entry]:
    return [entry for entry in build_catalogues.read_catalogue(ROOT, language) if entry.id]


def ids(entry: Entry) -> tuple[str, ...]:
    return tuple(entry.id) if isinstance(entry.id, list | tuple) else (entry.id,)


def translations(entry: Entry) -> tuple[str, ...]:
    return tuple(entry.string) if isinstance(entry.string, list | tuple) else (entry.string or "",)


def placeholders(*texts: str) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_is_a_catalogue_for_every_language_but_english() -> None:
    assert {"en", *build_catalogues.LANGUAGES} == set(i18n.LANGUAGES)


@every_language
def test_the_catalogue_has_just_the_sentences_of_the_program(language: str) -> None:
    written = build_catalogues.source_catalogue(ROOT, language).read_text(encoding="utf-8")
    assert written == build_catalogues.updated_catalogue(ROOT, language), "run `make translations`"


@every_language
def test_every_sentence_is_translated(language: str) -> None:
    assert not [ids(entry)[0] for entry in entries(language) if not all(translations(entry))]


@every_language
def test_no_translation_is_a_guess(language: str) -> None:
    assert not [ids(entry)[0] for entry in entries(language) if entry.fuzzy]


@every_language
def test_placeholders_agree(language: str) -> None:
    wrong = [
        f"{ids(entry)[0]} → {text}"
        for entry in entries(language)
        for text in translations(entry)
        if text and placeholders(text) != placeholders(*ids(entry))
    ]
    assert not wrong


@every_language
def test_no_english_is_left_over(language: str) -> None:
    wrong = [
        text
        for entry in entries(language)
        for text in translations(entry)
        if re.search(r"[A-Za-z]", re.sub(r"\{\w+\}", "", text))
        and not HAN.search(text)
        and ids(entry)[0] not in SAME_IN_EVERY_LANGUAGE
    ]
    assert not wrong


@every_language
def test_simplified_and_traditional_characters_are_not_mixed(language: str) -> None:
    wrong: list[str] = []
    for entry in entries(language):
        for text in translations(entry):
            if ids(entry)[0] not in SAME_IN_EVERY_LANGUAGE:
                foreign = [letter for letter in HAN.findall(text) if not is_written(letter, language)]
                wrong.extend(f"{letter} in {text}" for letter in foreign)
    assert not wrong


@every_language
def test_words_are_those_of_the_place(language: str) -> None:
    helped = (ROOT / "resources" / "help" / f"{language}.md").read_text(encoding="utf-8")
    told = [text for entry in entries(language) for text in translations(entry)]
    wrong = [f"{word} in {text}" for text in (*told, helped) for word in FOREIGN[language] if word in text]
    assert not wrong


def is_written(letter: str, language: str) -> bool:
    try:
        letter.encode(CHARACTER_SETS[language])
    except UnicodeEncodeError:
        return False
    return True


def test_sentences_are_written_out_where_they_are_gathered() -> None:
    """A sentence that is put together, or an f-string, would never reach the translators."""
    wrong = []
    for source in program():
        for call in calls(source.tree, "Message", "_", "ngettext"):
            internal = source.room == "i18n" or source.name == "dealerdesk/domain/messages.py"
            if not internal and not build_catalogues.texts_of(call):
                wrong.append(f"{source.name}:{call.lineno}")
    assert not wrong


def test_every_code_is_written_out_and_used_once() -> None:
    codes: Counter[str] = Counter()
    for source in program():
        for call in calls(source.tree, "Message"):
            assert call.args, f"{source.name}:{call.lineno}"
            code = call.args[0]
            assert isinstance(code, ast.Constant), f"{source.name}:{call.lineno}"
            codes[str(code.value)] += 1
    assert codes
    assert not [code for code, times in codes.items() if times > 1]
    assert not [code for code in codes if not re.fullmatch(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)*", code)]


def test_placeholders_of_singular_and_plural_come_from_one_set() -> None:
    gathered = build_catalogues.gather_sentences(ROOT / "dealerdesk")
    plurals = [ids(entry) for entry in gathered if len(ids(entry)) > 1]
    assert not [pair for pair in plurals if placeholders(pair[0]) - placeholders(pair[1])]
