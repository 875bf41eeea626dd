"""Blocks of cells on the clipboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.ui.service.blocks import block_of, text_of_block

_CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("", []),
        ("a", [["a"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\rb", [["a"], ["b"]]),
        ('"oil\nand filter"\t2\r\n', [["oil\nand filter", "2"]]),
        ('"a ""good"" one"', [['a "good" one']]),
        ('17" rim\t4', [['17" rim', "4"]]),
        ('"open\tx\nnext', [['"open', "x"], ["next"]]),
        ("a\n\nb\n\n", [["a"], [], ["b"]]),
    ],
)
def test_what_spreadsheets_put_on_the_clipboard_is_read(text: str, block: list[list[str]]) -> None:
    assert block_of(text) == block


@given(st.lists(st.tuples(_CELLS, _CELLS, st.just("x")), max_size=5))
def test_what_is_copied_is_pasted_as_it_was(rows: list[tuple[str, ...]]) -> None:
    assert block_of(text_of_block(rows)) == [list(row) for row in rows]
