"""Documents go out and come in again as they are, however alike they are, and an undo leaves no trace."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerdesk import i18n
from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.documents import DocumentType, Paper, Side
from dealerdesk.domain.fields import FIELDS, RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.services.actions import DOCUMENT_MADE
from dealerdesk.storage.models import Document, Scan
from dealerdesk.storage.unit_of_work import Label
from tests.support.importing import Clock, copied_desk, files, outcome, put_in, query, reading_here, records
from tests.support.spreadsheets import VINS

KIND = RecordKind.DOCUMENTS
CODES = [field.code for field in FIELDS[KIND] if field.code != "scans"]
FEW: dict[str, st.SearchStrategy[Any]] = {
    "file_id": st.sampled_from([1, 2]),
    "type": st.sampled_from(["sales_contract", "other_sales", "repair_order", "settlement_statement"]),
    "number": st.sampled_from([None, None, "1", "01", "=A 1", "R1"]),
    "dated": st.sampled_from([None, date(2026, 3, 10), date(2026, 3, 11)]),
    "amount": st.sampled_from([None, Decimal("0.0001"), Decimal(128000)]),
    "expiry": st.sampled_from([None, date(2027, 3, 10)]),
    "note": st.sampled_from([None, "两行\n字", "-x"]),
    "paper": st.sampled_from(list(map(str, Paper))),
    "repair_order_id": st.sampled_from([None, 1, 2]),
}
NAMES = st.lists(
    st.sampled_from(["a.pdf", "合同（１）.jpg", "a; b.pdf", " c.tif", "x\ny.png"]), max_size=3, unique=True
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """What the columns of one document hold; orders belong to the first file, and to the service side."""
    found = {name: draw(values) for name, values in FEW.items()}
    if DocumentType(found["type"]).side is not Side.SERVICE or found["file_id"] != 1:
        found["repair_order_id"] = None
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed data folder with two files, of which one was in the workshop twice."""
    root = tmp_path_factory.mktemp("documents") / "data"
    with closing(make_desk(root, Clock())) as desk:
        files(desk, *({"vin": vin} for vin in VINS[:2]))
        orders = [{"order_no": f"R{n}", "vin": VINS[0]} for n in (1, 2)]
        put_in(desk, RecordKind.REPAIR_ORDERS, *orders)
    return root


@pytest.fixture(scope="module")
def pair(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Desk]]:
    """Two open copies for all examples, each of which takes back what it did."""
    folder = tmp_path_factory.mktemp("documents")
    with (
        closing(copied_desk(made, folder / "one", Clock())) as one,
        closing(copied_desk(made, folder / "two", Clock())) as two,
    ):
        yield one, two


def put(desk: Desk, drawn: list[tuple[dict[str, Any], list[str]]]) -> int:
    """Make documents with scans of these names; returns the change."""
    with desk.database.writing(Label(DOCUMENT_MADE), author=desk.author, even_empty=True) as work:
        for number, (columns, names) in enumerate(drawn):
            document = Document(**columns, created_at=work.at)
            work.session.add(document)
            work.session.flush()
            for place, name in enumerate(names):
                sha256 = f"{number:032x}{place:032x}"
                kinds = {"media_type": "application/pdf", "size": 1, "pages": 1}
                work.session.add(
                    Scan(document_id=document.id, sha256=sha256, name=name, added_at=work.at, **kinds)
                )
    return work.set_id


def table(desk: Desk) -> list[tuple[Any, ...]]:
    """What an export of documents says, scans apart."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.csv"
        desk.exports.export(KIND, out, columns=CODES)
        return [tuple(out.read_text("utf-8-sig").splitlines())]


@settings(max_examples=30)
@given(
    drawn=st.lists(st.tuples(documents(), NAMES), max_size=7),
    ending=st.sampled_from(["xlsx", "csv"]),
    language=st.sampled_from(i18n.LANGUAGES),
)
def test_an_export_over_itself_changes_nothing_however_alike_documents_are(
    pair: tuple[Desk, Desk], drawn: list[tuple[dict[str, Any], list[str]]], ending: str, language: str
) -> None:
    desk, _ = pair
    change = put(desk, drawn)
    before = records(desk)
    with tempfile.TemporaryDirectory() as folder, reading_here():
        out = Path(folder) / f"out.{ending}"
        exported = desk.exports.export(KIND, out, language=language)
        again = desk.imports.run(out, ImportMapping(KIND))
    assert again.unchanged == again.rows == exported.rows
    assert again.problems == ()
    assert records(desk) == before
    desk.history.undo(change)


@settings(max_examples=20)
@given(drawn=st.lists(documents(), max_size=7), language=st.sampled_from(i18n.LANGUAGES))
def test_documents_come_into_another_folder_as_they_went_out(
    pair: tuple[Desk, Desk], drawn: list[dict[str, Any]], language: str
) -> None:
    desk, other = pair
    # A number makes a document: of two with the same one, only the first is another.
    numbered = {(each["file_id"], each["type"], each["number"]): each for each in drawn if each["number"]}
    drawn = [each for each in drawn if not each["number"]] + list(numbered.values())
    change = put(desk, [(each, []) for each in drawn])
    before = records(other)
    with tempfile.TemporaryDirectory() as folder, reading_here():
        out = Path(folder) / "out.xlsx"
        desk.exports.export(KIND, out, language=language)
        done = other.imports.run(out, ImportMapping(KIND))
        again = other.imports.run(out, ImportMapping(KIND), dry_run=True)
    assert (done.new, done.problems) == (len(drawn), ())
    assert set(outcome(again)) <= {"unchanged"}
    assert table(other) == table(desk)
    assert query(other, "SELECT count(*) FROM document") == [(len(drawn),)]
    assert done.import_id is not None
    assert other.history.undo(done.import_id).kept == ()
    assert records(other) == before
    desk.history.undo(change)
