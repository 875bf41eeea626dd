"""Which records may be one and the same, and why."""

from __future__ import annotations

from typing import Any

import pytest

from dealerdesk.domain.duplicates import (
    CustomerTraits,
    FileTraits,
    Pair,
    Reason,
    engine_key,
    name_key,
    pairs_of_customers,
    pairs_of_files,
)

VIN = "LSVAA49J132047371"


def card(id_: int, name: str = "王伟", **values: Any) -> CustomerTraits:
    return CustomerTraits(id_, name, values.pop("kind", "person"), **values)


def file(id_: int, **values: Any) -> FileTraits:
    return FileTraits(id_, values.pop("kind", "new_sale"), values.pop("state", "draft"), **values)


def reasons(pairs: list[Pair]) -> list[tuple[int, int, tuple[Reason, ...]]]:
    return [(pair.first, pair.second, pair.reasons) for pair in pairs]


def test_a_name_alone_is_no_reason() -> None:
    assert pairs_of_customers([card(1), card(2), card(3, phone="13800138000")]) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"id_number": "A1"}, {"name": "李娜", "id_number": "A1"}, (Reason.ID_NUMBER,)),
        ({"company_number": "C1"}, {"company_number": "C1"}, (Reason.COMPANY_NUMBER,)),
        ({"id_number": "C1"}, {"company_number": "C1"}, (Reason.COMPANY_NUMBER,)),
        ({"phone": "138 0013 8000"}, {"phone": "+86 13800138000"}, (Reason.NAME_AND_PHONE,)),
        (
            {"name": "陳大文", "phone": "13800138000"},
            {"name": "陈大文", "phone": "0755-1234567/13800138000"},
            (Reason.NAME_AND_PHONE,),
        ),
        ({"name": "Ann  Lee", "mailing_address": "1 Main St"},
         {"name": "ann lee", "mailing_address": "1 MAIN ST"}, (Reason.NAME_AND_ADDRESS,)),
        ({"phone": "13800138000"}, {"name": "王芳", "phone": "13800138000"}, (Reason.FAMILY_AND_PHONE,)),
        ({"phone": "13800138000", "id_number": "A1"}, {"phone": "13800138000", "id_number": "A1"},
         (Reason.ID_NUMBER, Reason.NAME_AND_PHONE)),
    ],
)  # fmt: skip
def test_cards_alike(one: dict[str, str], other: dict[str, str], expected: tuple[Reason, ...]) -> None:
    assert reasons(pairs_of_customers([card(2, **other), card(1, **one)])) == [(1, 2, expected)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"phone": "13800138000"}, {"name": "李娜", "phone": "13800138000"}),
        ({"phone": "110"}, {"phone": "110"}),
        ({"phone": "13800138000", "id_number": "A1"},
         {"name": "王芳", "phone": "13800138000", "id_number": "A2"}),
        ({"mailing_address": "a", "id_number": "A1"}, {"mailing_address": "a", "id_number": "A2"}),
        ({"name": "深圳甲公司", "kind": "company", "phone": "13800138000"},
         {"name": "深圳乙公司", "kind": "company", "phone": "13800138000"}),
    ],
)  # fmt: skip
def test_cards_that_are_not_listed(one: dict[str, str], other: dict[str, str]) -> None:
    assert pairs_of_customers([card(1, **one), card(2, **other)]) == []


def test_the_same_name_and_phone_is_listed_even_where_numbers_differ() -> None:
    one = card(1, phone="13800138000", id_number="A1")
    assert reasons(pairs_of_customers([one, card(2, phone="13800138000", id_number="A2")])) == [
        (1, 2, (Reason.NAME_AND_PHONE,))
    ]


def test_the_surest_come_first_and_of_a_large_group_each_has_a_few_neighbours() -> None:
    crowd = [card(number, phone="13800138000") for number in range(10, 60)]
    pairs = pairs_of_customers([*crowd, card(70, "甲", id_number="A1"), card(71, "乙", id_number="A1")])
    assert pairs[0] == Pair(70, 71, (Reason.ID_NUMBER,))
    assert {number for pair in pairs[1:] for number in (pair.first, pair.second)} == set(range(10, 60))
    assert len(pairs) < 300


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"engine_no": "EA-211 0042"}, {"engine_no": "ea2110042"}, (Reason.ENGINE_NO,)),
        ({"engine_no": "EA2110042", "vin": VIN}, {"engine_no": "EA2110042", "vin": VIN[:-1]},
         (Reason.VIN_ALIKE, Reason.ENGINE_NO)),
        ({"plate": "粤B1"}, {"vin": VIN, "plate": "粤B2", "old_plates": ("粤B1",)}, (Reason.PLATE,)),
        ({"old_plates": ("粤B2",)}, {"vin": VIN, "plate": "粤B2"}, (Reason.PLATE,)),
        ({"vin": "LSVAA49J13204737I"}, {"vin": VIN}, (Reason.VIN_ALIKE,)),
        ({"vin": "LSVAA49J12047371"}, {"vin": VIN}, (Reason.VIN_ALIKE,)),
        ({"vin": "LSVAA49J1332047371"}, {"vin": VIN}, (Reason.VIN_ALIKE,)),
        ({"vin": "XX047371", "owner": 7}, {"vin": VIN, "owner": 7}, (Reason.VIN_TAIL,)),
        ({"vin": "XX047371", "plate": "粤B1"}, {"vin": VIN, "old_plates": ("粤B1",)}, (Reason.VIN_TAIL,)),
        ({"kind": "service_only", "owner": 7, "model": "朗逸", "plate": "粤B1"},
         {"vin": VIN, "owner": 7, "model": "朗逸"}, (Reason.OWNER_AND_MODEL,)),
    ],
)  # fmt: skip
def test_files_alike(one: dict[str, Any], other: dict[str, Any], expected: tuple[Reason, ...]) -> None:
    assert reasons(pairs_of_files([file(1, **one), file(2, **other)])) == [(1, 2, expected)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"engine_no": "EA2110042", "vin": VIN}, {"engine_no": "EA2110042", "vin": VIN[:-1] + "2"}),
        ({"engine_no": "00000000"}, {"engine_no": "00000000"}),
        ({"engine_no": "EA888X"[:4]}, {"engine_no": "EA88"}),
        ({"vin": VIN, "plate": "粤B1"}, {"vin": VIN[:-1] + "2", "old_plates": ("粤B1",)}),
        ({"vin": "XX047371", "owner": 7}, {"vin": VIN, "owner": 8}),
        ({"kind": "service_only", "owner": 7, "model": "朗逸", "plate": "粤B1"},
         {"owner": 7, "model": "朗逸", "plate": "粤B2"}),
        ({"kind": "service_only", "state": "filed", "owner": 7, "model": "朗逸"},
         {"owner": 7, "model": "朗逸"}),
    ],
)  # fmt: skip
def test_files_that_are_not_listed(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert pairs_of_files([file(1, **one), file(2, **other)]) == []


def test_keys() -> None:
    assert name_key("陳 大文") == name_key("陈大文")
    assert engine_key("—") is None
    assert engine_key("无") is None
    assert engine_key(None) is None
