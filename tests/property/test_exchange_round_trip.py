"""Whatever is exported comes back the same when it is imported (command-line.md, `export`)."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerdesk import i18n
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.fields import FIELDS, Field, FieldType, RecordKind
from dealerdesk.domain.progress import Silent
from dealerdesk.domain.values import read_value, to_stored
from dealerdesk.exchange.reading.cells import with_apostrophe, without_apostrophe
from dealerdesk.exchange.writing.writer import write_records
from tests.support.spreadsheets import VINS, read_here

NASTY = [
    "=1+1",
    "+86 138",
    "-x",
    "@a",
    "'=x",
    "''+",
    '="7"',
    "_x0041_",
    "a\nb",
    "007",
    "1E5",
    "合计",
    "http://x",
    "2026",
]
TEXT = st.one_of(st.text(max_size=20), st.sampled_from(NASTY))
DAYS = st.dates(datetime.fromisoformat("1950-01-01").date(), datetime.fromisoformat("2100-12-31").date())
RAW: dict[FieldType, st.SearchStrategy[object]] = {
    FieldType.DATE: DAYS,
    FieldType.PARTIAL_DATE: st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(
        lambda pair: pair[0].isoformat()[: pair[1]]
    ),
    FieldType.DATETIME: st.datetimes(
        datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2100-12-31")
    ),
    FieldType.MONEY: st.decimals(-(10**11), 10**11, places=4),
    FieldType.QUANTITY: st.decimals(-(10**11), 10**11, places=4),
    FieldType.INTEGER: st.integers(0, 10**12 - 1),
    FieldType.YES_NO: st.booleans(),
    # Names of files stand as they are, and no spreadsheet carries control characters.
    FieldType.PATHS: st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20),
}
IDENTITY = {"vin": VINS, "order_no": [f"R{n}" for n in range(20)], "policy_no": [f"P{n}" for n in range(20)]}
IDENTITY |= {"customer_no": [f"C{n}" for n in range(20)], "customer": [f"Name {n}" for n in range(20)]}
IDENTITY |= {"type": [type_.value for type_ in DocumentType]}


def stored(field: Field, raw: object) -> str | int | None:
    """The stored form that reading would give; None where it cannot be read."""
    return to_stored(field.type, read_value(field, raw).value)


def values(field: Field) -> st.SearchStrategy[str | int | None]:
    if field.type is FieldType.CHOICE:
        return st.sampled_from([None, *(code for code, _ in field.choices)])
    return st.none() | RAW.get(field.type, TEXT).map(lambda raw: stored(field, raw))


@st.composite
def records(draw: st.DrawFn, kind: RecordKind) -> list[list[str | int | None]]:
    fields = [field for field in FIELDS[kind] if field.importable]
    return [
        [IDENTITY[field.code][row] if field.code in IDENTITY else draw(values(field)) for field in fields]
        for row in range(draw(st.integers(1, 4)))
    ]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", list(RecordKind))
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_records_survive_the_way_out_and_in(kind: RecordKind, ending: str, draws: st.DataObject) -> None:
    rows = draws.draw(records(kind))
    language = draws.draw(st.sampled_from(i18n.LANGUAGES))
    fields = [field for field in FIELDS[kind] if field.importable]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out.{ending}"
        at = datetime.fromisoformat("2026-10-08T11:00")
        with i18n.speaking(language):
            written = write_records(
                path, kind, fields, rows, title="T", exported_at=at, last_moment="7:a", progress=Silent()
            )
        found = read_here(path, kind)
    assert written == len(rows)
    assert found.problems == [] or {problem["severity"] for problem in found.problems} == {"warning"}
    back = [[row[field.code] for field in fields] for row in found.rows.values()]
    assert back == rows
    assert [column.code for column in found.staged.columns] == [field.code for field in fields]
    assert found.staged.last_moment == ("7:a" if ending == "xlsx" else None)


@given(st.text())
def test_the_apostrophe_of_a_csv_is_taken_off_again(text: str) -> None:
    guarded = with_apostrophe(text)
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))
    if guarded != text:
        assert without_apostrophe(guarded) == text
