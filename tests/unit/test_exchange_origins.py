"""What workbooks say of themselves: read back as written, and believed as far as it makes sense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.domain.fields import FIELDS, RecordKind
from dealerdesk.exchange.origins import (
    EXAMPLE,
    SHEET_KINDS,
    example_of,
    kinds_of_sheets,
    written_example,
    written_kinds,
)

CODES = [field.code for field in FIELDS[RecordKind.FILES]]
EXAMPLES = st.dictionaries(st.sampled_from(CODES), st.text() | st.integers(-(10**18), 10**18))
LONGEST_PROPERTY = 255


@given(EXAMPLES)
def test_an_example_is_read_back_as_it_was_written(example: dict[str, str | int]) -> None:
    said = {name: text.strip() for name, text in written_example(example)}
    assert example_of(said, RecordKind.FILES) == example
    assert all(len(text.encode("utf-16-le")) // 2 <= LONGEST_PROPERTY * 2 for text in said.values())


@given(st.dictionaries(st.text(), st.none() | st.sampled_from(list(RecordKind))))
def test_kinds_of_sheets_are_read_back_as_they_were_written(kinds: dict[str, RecordKind | None]) -> None:
    assert kinds_of_sheets(dict(written_kinds(kinds))) == kinds


@pytest.mark.parametrize(
    "said",
    ["", "{", "[1]", "null", "[" * 100_000, '{"vin":{}}', '{"vin":true}', '{"x":1}'],
)
def test_what_makes_no_sense_says_nothing(said: str) -> None:
    assert example_of({EXAMPLE: said}, RecordKind.FILES) == {}
    assert kinds_of_sheets({SHEET_KINDS: said}) == {}
    assert kinds_of_sheets({SHEET_KINDS: '{"A":"boats","B":"files"}'}) == {"B": RecordKind.FILES}


def test_a_workbook_that_says_nothing_has_no_example() -> None:
    assert example_of({}, RecordKind.FILES) == {}
