"""Lists of scanned codes: whatever batch scanners write beside them, the codes are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.domain.code_lists import codes_in, codes_of

CODES = ("T-00001", "T-00002", "T-00002", "沪A·12345")


@pytest.mark.parametrize(
    "text",
    [
        "T-00001\nT-00002\nT-00002\n沪A·12345\n",
        "\ufeffT-00001\r\n\r\n T-00002 \r\nT-00002\r\n沪A·12345",
        "Ｔ－００００１\nT-00002\nT-00002\n沪A·12345",
        "\x02T-00001\x03\x02T-00002\x03\x02T-00002\x03\x02沪A·12345\x03",
        "T-00001, T-00002, T-00002, 沪A·12345",
        "T-00001;T-00002;T-00002\n沪A·12345",
        '"T-00001","T-00002"\n"T-00002"\n"沪A·12345"',
        (
            "T-00001,2026-11-22 10:31:07,1\nT-00002,2026-11-22 10:31:09,1\n"
            "T-00002,2026-11-22 10:31:09,2\n沪A·12345,2026-11-22 10:31:15,1"
        ),
        (
            "11/22/26,10:31:07,01,T-00001\n11/22/26,10:31:09,01,T-00002\n"
            "11/22/26,10:31:09,01,T-00002\n11/22/26,10:31:15,01,沪A·12345"
        ),
        "No;Barcode;Type;Time\n1;T-00001;QR;10:31\n2;T-00002;QR;10:31\n3;T-00002;QR;10:32\n4;沪A·12345;QR;10:33",
        (
            "序号\t条码\t扫描时间\n1\tT-00001\t20261122103107\n2\tT-00002\t20261122103107\n"
            "3\tT-00002\t20261122103108\n4\t沪A·12345\t20261122103109"
        ),
        '"sep=;"\n"T-00001";"2026-11-22T10:31:07Z"\n"T-00002";"x"\n"T-00002";""\n"沪A·12345";"x"',
        (
            "100001|1763800001|CS3070|T-00001|1.0\n100002|1763800002|CS3070|T-00002|1.0\n"
            "100003|1763800009|CS3070|T-00002|1.0\n100004|1763800010|CS3070|沪A·12345|1.0"
        ),
        (
            "2026-11-22 10:31:07 T-00001\n2026-11-22 10:31:08 T-00002\n2026-11-22 10:31:08 T-00002\n"
            "2026-11-22 10:31:09 沪A·12345"
        ),
        "T-00001    1\nT-00002    1\nT-00002    12\n沪A·12345    1",
        "Code\nT-00001\nT-00002\nT-00002\n沪A·12345",
        "扫描结果,设备\nT-00001,甲\nT-00002,甲\nT-00002,甲\n沪A·12345,甲",
    ],
)
def test_the_codes_are_found_among_what_a_scanner_writes(text: str) -> None:
    assert codes_in(text) == CODES


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ()),
        ("\n \n", ()),
        ("AB12 CDE\nAB 123", ("AB12 CDE", "AB 123")),
        ("100001\n100002\n100003", ("100001", "100002", "100003")),
        ("100003,1\n100001,1", ("100003", "100001")),
        ("20261122\n20261123", ("20261122", "20261123")),
        ("nothing\nT-00001", ("nothing", "T-00001")),
        ('T-00001\n"T-00002\nT-00003', ("T-00001", "T-00002", "T-00003")),
        ("DD:T-00001\n]Q1T-00002", ("DD:T-00001", "]Q1T-00002")),
    ],
)
def test_what_is_no_table_is_taken_as_it_stands(text: str, codes: tuple[str, ...]) -> None:
    assert codes_in(text) == codes


def test_an_endless_cell_is_no_reason_to_lose_the_other_codes() -> None:
    assert codes_in("T-00001\n" + '"' + "x" * 200_000 + "\nT-00002")[0] == "T-00001"


def test_a_line_of_blanks_takes_no_time() -> None:
    assert codes_in(f"T-00001{' ' * 100_000}x\nT-00002") == ("T-00001 x", "T-00002")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=8))
def test_any_text_is_read(lines: list[str]) -> None:
    codes = codes_in("\n".join(lines))
    assert all(code == code.strip() and code for code in codes)


@given(st.lists(st.integers(0, 99_999), min_size=1, max_size=30), st.permutations(range(4)))
def test_wherever_the_column_stands_no_code_is_lost(numbers: list[int], order: list[int]) -> None:
    rows = [
        [(str(at + 1), f"T-{number:05d}", "QR", f"2026-11-22 10:{at:02d}:00")[place] for place in order]
        for at, number in enumerate(numbers)
    ]
    assert codes_of(rows) == tuple(f"T-{number:05d}" for number in numbers)
