"""Lines and tables in a terminal."""

from __future__ import annotations

import pytest

from dealerdesk.cli.tables import one_line, pairs, table, width, wrapped


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("粤B12345", 8), ("ＡＢ", 4), ("é", 1), ("e\u0301", 1), ("车辆档案", 8)],
)
def test_width_counts_columns_of_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


def test_columns_stand_in_line_whatever_the_script() -> None:
    lines = table(["No", "客户"], [["1", "王伟"], ["22", "Jane"]])
    assert lines == ["No  客户", "──  ────", "1   王伟", "22  Jane"]


def test_numbers_stand_at_the_right_and_missing_values_are_blank() -> None:
    assert table(["n", "x"], [[1, None], [200, "a"]]) == ["  n  x", "───  ─", "  1", "200  a"]


def test_a_table_without_rows_is_its_heading() -> None:
    assert table(["a", "bc"], []) == ["a  bc", "─  ──"]


def test_labels_and_values_stand_in_two_columns_without_the_empty_ones() -> None:
    assert pairs([("VIN", "X"), ("厂牌", "大众"), ("Notes", None), ("Use", "")]) == ["VIN   X", "厂牌  大众"]
    assert pairs([("Odometer", 0), ("Notes", None)]) == ["Odometer  0"]


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "a\u2028b", "a\x1bb", "a\x85b"])
def test_what_would_steer_the_terminal_becomes_a_space(text: str) -> None:
    assert one_line(text) == "a b"


def test_what_would_turn_the_text_around_is_dropped() -> None:
    assert one_line("a\u202eb\u200bc") == "abc"


def test_text_is_wrapped_at_spaces_and_between_wide_characters() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("车辆档案，一车一档。", 8) == ["车辆档", "案，一车", "一档。"]
    assert all(width(line) <= 20 for line in wrapped("选择文件类型：sales_contract 或 repair_order", 20))


def test_a_word_that_is_too_long_keeps_its_own_line() -> None:
    assert wrapped("a verylongword b", 5) == ["a", "verylongword", "b"]


def test_wrapping_nothing_gives_one_empty_line() -> None:
    assert wrapped("", 10) == [""]
