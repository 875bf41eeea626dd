"""The search box's rules on the files of the pictures and of the sample registers."""

from __future__ import annotations

import pytest

from dealerdesk.domain.search_query import MOST_TERMS, Query, explain_match, parse_query
from dealerdesk.domain.search_tokens import RULES, SearchableFile, tokens_of

FILE = SearchableFile(
    file_no="2022-00093",
    vin="LFVPG8B14MD636944",
    plate="浙A·88K21",
    old_plates=("粤B·12345",),
    make="一汽-大众",
    model="帕萨特 330TSI",
    location="B-4/32",
    customer="张伟明",
    contact_person="Daniel O'Connor",
    actual_user="尉遲芳",
    phones=("139 0755 4821", "0571-8826 4190"),
    engine_no="HED619869",
    order_nos=("RO-2025-0881",),
    settlement_nos=("JS202500123",),
    document_nos=("04412868",),
    policy_nos=("PDAA2025118802",),
)


def matched(text: str, file: SearchableFile = FILE) -> tuple[str, ...] | None:
    """What explains the match, after making sure that the lookups agree."""
    query = parse_query(text)
    fields = explain_match(file, query)
    if fields is not None:
        tokens = tokens_of(file)
        assert all(tokens.intersection(alternatives) for alternatives in query.lookups), query
    return fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("zwm 88k", ("plate", "customer")),
        ("88k zwm", ("plate", "customer")),
        ("zhang 4821", ("customer", "phone")),
        ("zhangweiming", ("customer",)),
        ("zhangwm", ("customer",)),
        ("Zhāng Wěimíng", ("customer",)),
        ("張偉明", ("customer",)),
        ("伟明", ("customer",)),
        ("张4821", ("customer", "phone")),
        ("oconnor", ("contact_person",)),
        ("O’Connor", ("contact_person",)),
        ("connor dan", ("contact_person",)),
        ("yuchi", ("actual_user",)),
        ("尉迟", ("actual_user",)),
        ("浙A 88K21", ("plate",)),
        ("浙A·88", ("plate",)),
        ("浙Ａ８８Ｋ２１", ("plate",)),
        ("粤B·123", ("old_plate",)),
        ("粵B 12345", ("old_plate",)),
        ("lfvpg8b14md636944", ("vin",)),
        ("LFVPG8BI4MD", ("vin",)),
        ("36944", ("vin",)),
        ("13907554821", ("phone",)),
        ("139 0755", ("phone",)),
        ("+86 139 0755 4821", ("phone",)),
        ("+8613907554821", ("phone",)),
        ("0571-8826", ("phone",)),
        ("4190", ("phone",)),
        ("volkswagen", ("make",)),
        ("VW Passat", ("make", "model")),
        ("大众", ("make",)),
        ("福斯", ("make",)),
        ("dazhong", ("make",)),
        ("330tsi", ("model",)),
        ("B-4/32", ("location",)),
        ("b4", ("location",)),
        ("00093", ("file_no",)),
        ("2022-0009", ("file_no",)),
        ("RO-2025-08", ("order_no",)),
        ("2025-0881", ("order_no",)),
        ("JS2025", ("settlement_no",)),
        ("12868", ("document_no",)),
        ("PDAA2025118802", ("policy_no",)),
        ("HED6", ("engine_no",)),
    ],
)
def test_a_term_finds_the_field_that_holds_it(text: str, fields: tuple[str, ...]) -> None:
    assert matched(text) == fields


@pytest.mark.parametrize(
    "text",
    [
        "zhangweimin9",
        "zhangweimingx",
        "zhang 9999",
        "张伟明明",
        "LFVPG8B14MD636945",
        "PDAA2025118803",
        "volkswagenx",
        "13907554822",
        "粤B12346",
        "8Bl4",
    ],
)
def test_what_is_only_alike_does_not_match(text: str) -> None:
    assert matched(text) is None


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单飞俊", ("shan", "dan", "chan", "sfj", "dfj", "shanfei")),
        ("曾美", ("zeng", "ceng", "zm", "cm")),
        ("仇英", ("qiu", "chou", "qy")),
        ("盖文", ("ge", "gai", "gewen")),
        ("單飛俊", ("shan", "sfj")),
        ("欧阳修文", ("ouyang", "ouyangxw", "oyxw", "xiuwen")),
        ("歐陽修文", ("ouyangxiuwen", "欧阳")),
        ("长孙无忌", ("zhangsun", "zswj")),
        ("吕布", ("lv", "lu", "lyu", "lübu")),
        ("李乾", ("liqian", "lq")),
        ("Zhu Wenmei", ("zwm", "zhuwenmei", "wm", "wenmei", "zhuwm")),
        ("Jürgen Müller", ("jurgen", "MULLER", "jürgen mü")),
        ("深圳宏达汽车销售有限公司", ("宏达", "hongda", "hdqc", "szhd", "有限公司", "宏达汽车销售")),
        ("买买提·艾力", ("买买提", "艾力", "aili", "买买提艾力")),
    ],
)
def test_names_are_found_by_every_way_to_type_them(name: str, typed: tuple[str, ...]) -> None:
    for text in typed:
        assert matched(text, SearchableFile(customer=name)) == ("customer",), text


def test_a_long_chinese_plate_with_its_suffix_is_one_term() -> None:
    assert parse_query("粤B·1234挂").lookups == (("粤b1234挂",),)


def test_typing_a_phone_block_by_block_never_loses_the_file() -> None:
    for typed in ("139 07554821", "0571 8826 4190"):
        whole = typed.split()
        for count in range(1, len(whole[-1]) + 1):
            if 2 <= count <= 4:
                assert matched(" ".join([*whole[:-1], whole[-1][:count]])) == ("phone",)


def test_an_empty_query_asks_for_nothing() -> None:
    for text in ("", "   ", "·", "-/-"):
        assert not parse_query(text)
        assert parse_query(text).lookups == ()
    assert explain_match(FILE, Query()) == ()


def test_repeated_words_count_once_and_endless_pastes_are_cut() -> None:
    assert len(parse_query("zhang ZHANG 张").terms) == 2
    assert len(parse_query(" ".join(map(str, range(100)))).terms) == MOST_TERMS


def test_each_usual_term_is_one_lookup() -> None:
    for text in ("zwm", "88", "3694", "张伟", "粤b123", "w", "4821", "pass"):
        assert [len(alternatives) for alternatives in parse_query(text).lookups] == [1], text


def test_a_file_without_anything_has_no_tokens() -> None:
    assert tokens_of(SearchableFile()) == frozenset()


def test_rules_are_named_once_each() -> None:
    fields = [rule.field for rule in RULES]
    assert len(set(fields)) == len(fields)


def test_an_ordinary_file_stays_within_its_size() -> None:
    file = SearchableFile(
        file_no="2026-00417", vin="LFVPG8B14MD636944", plate="湘G·W6219", make="奥迪", model="A6L",
        location="B-4/32", customer="黄芳芳", phones=("18737106430",),
    )  # fmt: skip
    assert len(tokens_of(file)) <= 140
