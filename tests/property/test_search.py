"""Laws of the search: whatever is a part of what a person may type finds the file, and nothing else does."""

from __future__ import annotations

import dataclasses
import string
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerdesk.domain.pinyin import name_readings
from dealerdesk.domain.search_query import explain_match, parse_query
from dealerdesk.domain.search_tokens import RULES, SearchableFile, tokens_of
from dealerdesk.domain.simplified import simplified

UPPER = string.ascii_uppercase
VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
SURNAMES = "王李张刘陈杨黄赵吴周單曾仇盖歐葉鄭"
GIVEN = "伟芳娜敏静丽強磊軍洋勇艳杰涛明超秀乐茜晟"
EAST_ASIAN = "王李张刘车辆档案豐田大众宏达汽销售服务限公司"


def text(alphabet: str, least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=least, max_size=most)


vins = text(VIN_LETTERS, 17, 17)
plates = st.one_of(
    st.builds(
        "{}{}·{}".format, st.sampled_from("粤沪京鲁苏贵云"), text(UPPER, 1, 1), text(VIN_LETTERS, 5, 6)
    ),
    st.builds("{}-{}".format, text(UPPER, 2, 3), text(string.digits, 3, 4)),
    st.builds("{} {}".format, text(UPPER + string.digits, 4, 4), text(UPPER, 3, 3)),
)
chinese_names = st.builds(str.__add__, st.sampled_from(SURNAMES), text(GIVEN, 1, 2))
companies = text(EAST_ASIAN, 5, 12)
latin_words = st.lists(text(string.ascii_letters, 2, 14), min_size=1, max_size=3)
latin_names = latin_words.map(" ".join)
names = st.one_of(chinese_names, companies, latin_names)
phones = st.one_of(
    st.builds("1{}".format, text(string.digits, 10, 10)),
    st.builds("0{}-{}".format, text("123456789", 2, 3), text(string.digits, 8, 8)),
)
numbers = st.lists(text(UPPER + string.digits, 1, 10), min_size=1, max_size=3).map("-".join)
files = st.builds(
    SearchableFile,
    file_no=numbers,
    vin=vins,
    plate=plates,
    old_plates=st.lists(plates, max_size=1).map(tuple),
    make=st.sampled_from(["大众", "豐田", "BMW", "Mercedes-Benz", "长安", ""]),
    model=st.one_of(latin_names, text(EAST_ASIAN, 0, 4)),
    location=st.builds("{}-{}/{}".format, st.sampled_from("ABCD"), st.integers(1, 9), st.integers(1, 99)),
    customer=names,
    contact_person=names,
    actual_user=names,
    phones=st.lists(phones, max_size=2).map(tuple),
    engine_no=text(UPPER + string.digits, 6, 12),
    order_nos=st.lists(numbers, max_size=2).map(tuple),
    settlement_nos=st.lists(numbers, max_size=2).map(tuple),
    document_nos=st.lists(numbers, max_size=2).map(tuple),
    policy_nos=st.lists(numbers, max_size=1).map(tuple),
)


def assert_found(file: SearchableFile, typed: str, field: str) -> None:
    query = parse_query(typed)
    tokens = tokens_of(file)
    for alternatives in query.lookups:
        assert tokens.intersection(alternatives), (typed, alternatives)
    matched = explain_match(file, query)
    assert matched is not None, typed
    assert not query or field in matched, (typed, matched)


def slice_of(draw: st.DrawFn, value: str, least: int) -> str:
    length = draw(st.integers(least, len(value)))
    start = draw(st.integers(0, len(value) - length))
    return value[start : start + length]


def letters(value: str) -> str:
    return "".join(filter(str.isalnum, value))


@given(file=files)
@settings(max_examples=50, deadline=None)
def test_any_part_of_a_plate_finds_it(file: SearchableFile) -> None:
    key = letters(file.plate)
    for start in range(len(key) - 1):
        for end in range(start + 2, len(key) + 1):
            assert_found(file, key[start:end], "plate")
    assert_found(file, file.plate, "plate")
    for old in file.old_plates:
        assert_found(file, old, "old_plate")


@given(file=files)
@settings(max_examples=50, deadline=None)
def test_heads_and_tails_of_a_vin_find_it_with_o_for_0_too(file: SearchableFile) -> None:
    for length in range(4, 18):
        for part in (file.vin[:length], file.vin[-length:]):
            assert_found(file, part, "vin")
            assert_found(file, part.replace("0", "O").replace("1", "i"), "vin")


@given(file=files, phone=phones)
@settings(max_examples=50, deadline=None)
def test_heads_and_tails_of_a_phone_find_it(file: SearchableFile, phone: str) -> None:
    file = dataclasses.replace(file, phones=(phone,))
    digits = letters(phone)
    for length in range(2, len(digits) + 1):
        assert_found(file, digits[:length], "phone")
        assert_found(file, digits[-length:], "phone")
    assert_found(file, phone, "phone")


@given(file=files, number=numbers, field=st.sampled_from(["order_no", "document_no", "policy_no"]))
@settings(max_examples=50, deadline=None)
def test_numbers_are_found_by_their_blocks_and_by_their_ends(
    file: SearchableFile, number: str, field: str
) -> None:
    changed: dict[str, Any] = {f"{field}s": (number,)}
    file = dataclasses.replace(file, **changed)
    blocks = number.split("-")
    typed = {blocks[-1][start:] for start in range(len(blocks[-1]))}
    for first in range(len(blocks)):
        rest = "-".join(blocks[first:])
        typed |= {blocks[first], *(rest[:length] for length in range(2, len(rest) + 1))}
    for part in typed:
        if len(letters(part)) > 1:
            assert_found(file, part, field)


@st.composite
def chinese_parts(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.one_of(chinese_names, companies))
    part = slice_of(draw, name, 1)
    return name, draw(st.sampled_from([part, simplified(part)]))


@given(
    file=files, typed=chinese_parts(), field=st.sampled_from(["customer", "contact_person", "actual_user"])
)
@settings(max_examples=100, deadline=None)
def test_any_part_of_a_chinese_name_finds_it_in_both_scripts(
    file: SearchableFile, typed: tuple[str, str], field: str
) -> None:
    name, part = typed
    changed: dict[str, Any] = {field: name}
    assert_found(dataclasses.replace(file, **changed), part, field)


@st.composite
def pinyin_parts(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(chinese_names)
    syllables = list(draw(st.sampled_from(name_readings(name))))
    start = draw(st.integers(0, len(syllables) - 1))
    rest = syllables[start:]
    full = "".join(rest)
    initials = "".join(syllable[0] for syllable in rest)
    mixed = rest[0] + "".join(syllable[0] for syllable in rest[1:])
    spelled = draw(st.sampled_from([full, initials, mixed]))
    return name, spelled[: draw(st.integers(1, len(spelled)))]


@given(file=files, typed=pinyin_parts())
@settings(max_examples=100, deadline=None)
def test_pinyin_and_initials_in_every_reading_find_a_name(
    file: SearchableFile, typed: tuple[str, str]
) -> None:
    name, part = typed
    assert_found(dataclasses.replace(file, customer=name), part, "customer")


@st.composite
def latin_parts(draw: st.DrawFn) -> tuple[str, str]:
    words = draw(latin_words)
    typed = [word[: draw(st.integers(1, len(word)))] for word in words]
    return " ".join(words), " ".join(draw(st.permutations(typed)))


@given(file=files, typed=latin_parts())
@settings(max_examples=100, deadline=None)
def test_beginnings_of_latin_words_find_a_name_in_any_order(
    file: SearchableFile, typed: tuple[str, str]
) -> None:
    name, part = typed
    assert_found(dataclasses.replace(file, customer=name), part, "customer")


@given(file=files)
@settings(max_examples=100, deadline=None)
def test_every_whole_value_finds_its_file(file: SearchableFile) -> None:
    for rule in RULES:
        for value in rule.values(file):
            if len(letters(value)) >= 2:
                assert_found(file, value, rule.field)


@given(file=files, typed=st.text(max_size=24))
@settings(max_examples=100, deadline=None)
def test_whatever_is_explained_is_also_looked_up(file: SearchableFile, typed: str) -> None:
    query = parse_query(typed)
    if explain_match(file, query) is not None:
        tokens = tokens_of(file)
        assert all(tokens.intersection(alternatives) for alternatives in query.lookups)


@given(file=files, value=st.text(max_size=12))
@settings(max_examples=100, deadline=None)
def test_any_text_a_file_may_hold_is_written_out_in_clean_tokens(file: SearchableFile, value: str) -> None:
    file = dataclasses.replace(file, customer=value, plate=value, engine_no=value, phones=(value,), vin=value)
    for token in tokens_of(file):
        assert token
        assert all(not c.isascii() or c in string.ascii_lowercase + string.digits for c in token), token
    query = parse_query(value)
    if explain_match(file, query) is not None:
        assert all(tokens_of(file).intersection(alternatives) for alternatives in query.lookups)


@given(file=files, vin=vins)
@settings(max_examples=100, deadline=None)
def test_another_vin_does_not_match(file: SearchableFile, vin: str) -> None:
    if vin != file.vin:
        assert explain_match(file, parse_query(vin)) is None
