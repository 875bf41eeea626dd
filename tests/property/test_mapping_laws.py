"""A mapping is written and read back the same, says what headings say, and does not mind their order."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FIELDS, RecordKind
from dealerdesk.domain.import_mapping import ColumnChoice, ImportMapping, Rule, Side, read_mapping
from dealerdesk.exchange.reading.header import read_header
from tests.support.spreadsheets import VINS, delimited, read_here

CODES = {kind: [field.code for field in FIELDS[kind] if field.importable] for kind in RecordKind}
ROWS = st.integers(1, 1_048_576)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
HEADINGS = ["VIN", "厂牌", "Junk", "Notes", "电话", "Reg date", "序号", "車主", "x"]
CELLS = st.sampled_from(["", "x", "大众", "138", "06/05/2019", "13/05/2019", "合计", "-", *VINS[:3]])


@st.composite
def mappings(draw: Callable[..., Any]) -> ImportMapping:
    kind = draw(st.sampled_from(RecordKind))
    codes = draw(st.lists(st.sampled_from(CODES[kind]), unique=True, max_size=6))
    column = st.tuples(st.integers(0, 16_383), st.text(max_size=20), st.none() | st.booleans())
    columns = tuple(
        ColumnChoice(at, heading, code, day_first)
        for (at, heading, day_first), code in zip(
            draw(st.lists(column, min_size=len(codes) + 2, max_size=len(codes) + 2)),
            [*codes, None, None],
            strict=True,
        )
    )
    places = st.tuples(ROWS, st.sampled_from(CODES[kind]))
    return ImportMapping(
        kind=kind,
        sheet=draw(st.none() | st.text(max_size=20)),
        header_row=draw(st.none() | st.integers(0, 1_048_576)),
        encoding=draw(st.none() | st.text(max_size=20)),
        columns=draw(st.sampled_from([None, (), columns])),
        fill_merged=draw(st.booleans()),
        on_conflict=draw(st.sampled_from(Rule)),
        create_files=draw(st.booleans()),
        corrections=draw(st.dictionaries(places, st.text(max_size=20), max_size=4)),
        decisions=draw(st.dictionaries(places, st.sampled_from(Side), max_size=4)),
    )


@given(mappings())
def test_what_is_written_is_read_back_the_same(mapping: ImportMapping) -> None:
    assert read_mapping(mapping.written(), "m.json") == mapping
    assert read_mapping(json.dumps(json.loads(mapping.written())), "m.json") == mapping


def only_refused(text: str) -> None:
    """Reading may refuse, in a whole sentence, and nothing else may happen."""
    refusal: DealerDeskError | None = None
    try:
        read_mapping(text, "m.json")
    except DealerDeskError as error:
        refusal = error
    if refusal:
        assert refusal.code == "mapping_unreadable"
        assert str(refusal).startswith("The mapping m.json cannot be read: ")
        assert not any(
            f"{{{blank}}}" in str(refusal) for blank in ("reason", "value", "name", "line", "field")
        )


@given(mappings(), st.data())
def test_a_mapping_with_anything_put_into_it_is_read_or_refused(
    mapping: ImportMapping, draws: st.DataObject
) -> None:
    said = json.loads(mapping.written())
    inner: Any = said
    while True:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        if not keys:
            break
        key = draws.draw(st.sampled_from(keys))
        if isinstance(inner[key], dict | list) and inner[key] and draws.draw(st.booleans()):
            inner = inner[key]
            continue
        inner[key] = draws.draw(JSON)
        break
    only_refused(json.dumps(said))


@given(mappings(), st.data())
def test_a_mapping_cut_anywhere_is_refused(mapping: ImportMapping, draws: st.DataObject) -> None:
    text = mapping.written().rstrip()
    with pytest.raises(DealerDeskError) as refusal:
        read_mapping(text[: draws.draw(st.integers(0, len(text) - 1))], "m.json")
    assert refusal.value.code == "mapping_unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "NaN",
        "1e999",
        "\ufeff{}",
        "{" * 100_000,
        "[" * 100_000,
        '{"a":' * 100_000,
        "9" * 10_000,
        '{"dealerdesk_mapping": ' + "9" * 5_000 + "}",
        '{"dealerdesk_mapping": 1, "kind": "files", "header_row": 1' + "0" * 5_000 + "}",
        '{"dealerdesk_mapping": true, "kind": "files"}',
        '{"dealerdesk_mapping": 1.0, "kind": "files", "header_row": 1.0}',
        '{"dealerdesk_mapping": 1, "kind": "files", "header_row": Infinity}',
        '{"dealerdesk_mapping": 1, "kind": "files", "columns": [{"at": -1, "heading": "", "field": "vin"}]}',
        '{"dealerdesk_mapping": 1, "kind": "files", "columns": [{"at": 0, "heading": "", "field": "state"}]}',
        '{"dealerdesk_mapping": 1, "kind": "files", "decisions": [{"row": 0, "field": "vin", "use": ""}]}',
        '{"dealerdesk_mapping": 1, "kind": "files", "sheet": "\\ud800"}',
    ],
)
def test_hostile_mappings_are_refused_in_a_sentence(text: str) -> None:
    only_refused(text)


@given(JSON)
def test_no_other_json_is_a_mapping(said: object) -> None:
    with pytest.raises(DealerDeskError):
        read_mapping(json.dumps(said), "m.json")


def csv_of(headings: list[str], rows: list[list[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in [headings, *rows])


@st.composite
def sheets(draw: Callable[..., Any]) -> tuple[list[str], list[list[str]]]:
    headings = draw(st.permutations(HEADINGS).map(lambda words: words[: draw(st.integers(3, len(words)))]))
    if "VIN" not in headings:
        headings = ["VIN", *headings]
    row = st.lists(CELLS, min_size=len(headings), max_size=len(headings))
    return headings, draw(st.lists(row, max_size=6))


def outcome(text: str, **wanted: Any) -> object:
    """The rows that are read with what is said of their cells, or why none is."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = read_here(delimited(Path(folder) / "a.csv", text, "utf-8-sig"), **wanted)
        except DealerDeskError as error:
            return error.code
        said = {
            tuple(problem[part] for part in ("n", "field", "value", "code")) for problem in found.problems
        }
        return list(found.rows.values()), said


@settings(max_examples=40, deadline=None)
@given(sheets())
def test_a_mapping_that_says_what_the_headings_say_changes_nothing(
    sheet: tuple[list[str], list[list[str]]],
) -> None:
    headings, rows = sheet
    text = csv_of(headings, rows)
    plain = outcome(text, header_row=1)
    header = read_header(ImportMapping(RecordKind.FILES), 1, headings, len(headings))
    told = tuple(
        ColumnChoice(column.at, column.heading, column.field.code if column.field else None)
        for column in header.columns
    )
    only_read = tuple(choice for choice in told if choice.code)
    assert isinstance(plain, tuple)
    assert outcome(text) in ("no_headings", plain)
    for columns in (told, only_read):
        assert outcome(text, columns=columns) == plain
        assert outcome(text, columns=columns, header_row=1) == plain


@settings(max_examples=40, deadline=None)
@given(sheets(), st.randoms(use_true_random=False))
def test_the_order_of_columns_means_nothing_to_a_mapping(
    sheet: tuple[list[str], list[list[str]]], chance: Any
) -> None:
    headings, rows = sheet
    codes = chance.sample([code for code in CODES[RecordKind.FILES] if code != "vin"], len(headings))
    told = tuple(
        ColumnChoice(at, heading, "vin" if heading == "VIN" else code)
        for at, (heading, code) in enumerate(zip(headings, codes, strict=True))
    )
    order = list(range(len(headings)))
    chance.shuffle(order)
    moved = csv_of([headings[at] for at in order], [[row[at] for at in order] for row in rows])
    text = csv_of(headings, rows)
    assume(not any("合计" in row for row in rows))  # a row of totals is known by what it begins with
    assert outcome(moved, columns=told) == outcome(text, columns=told)
    assert outcome(moved) == outcome(text)
