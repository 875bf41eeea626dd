"""The database counts completeness as `domain.completeness` judges it, whatever a file holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.completeness import MONTHS_JUDGED, months_before
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.fields import LineKind
from dealerdesk.domain.files import FileKind
from dealerdesk.domain.messages import Message
from dealerdesk.services.completeness import completeness_of
from dealerdesk.storage.completeness import completeness_counts
from dealerdesk.storage.models import Document, RepairLine, RepairOrder, Scan, VehicleFile, Waiver
from dealerdesk.storage.unit_of_work import Label, UnitOfWork
from tests.support.desks import add_files

TODAY = date(2026, 3, 31)
DRAWN = Message("test.drawn", "drawn")
WINDOW = months_before(TODAY, MONTHS_JUDGED)
DAYS = (None, TODAY, WINDOW, WINDOW - timedelta(days=1), TODAY - timedelta(days=40))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with closing(make_desk(tmp_path_factory.mktemp("laws") / "data")) as desk:
        add_files(desk, 1, 2)
        yield desk


documents = st.lists(
    st.tuples(
        st.sampled_from(list(DocumentType)),
        st.sampled_from(list(Paper)),
        st.integers(0, 2),
        st.sampled_from([None, 0, 1]),
    ),
    max_size=14,
)
orders = st.lists(
    st.tuples(st.sampled_from(DAYS), st.sets(st.sampled_from(list(LineKind)))), min_size=2, max_size=2
)


@given(
    st.sampled_from(list(FileKind)),
    documents,
    orders,
    st.sets(st.sampled_from(list(DocumentType)), max_size=4),
    st.booleans(),
)
def test_counts_in_sql_are_those_of_the_rules(  # noqa: PLR0917  # what a file holds
    desk: Desk,
    kind: FileKind,
    held: list[tuple[DocumentType, Paper, int, int | None]],
    visits: list[tuple[date | None, set[LineKind]]],
    waived: set[DocumentType],
    both: bool,
) -> None:
    desk.settings.set("paper_and_scan", "yes" if both else "no")
    with desk.database.writing(Label(DRAWN), author=desk.author) as work:
        _empty(work)
        _fill(work, kind, held, visits, waived)
    with desk.database.asking() as connection:
        judged = completeness_of(connection, [1, 2], TODAY)
        counted = completeness_counts(connection, TODAY)
        only = completeness_counts(connection, TODAY, file_ids=[1])
    expected = {
        file_id: (len(found.required), len(found.present))
        for file_id, found in judged.items()
        if found.required
    }
    assert counted == expected
    assert only == {file_id: counts for file_id, counts in expected.items() if file_id == 1}


def _empty(work: UnitOfWork) -> None:
    for model in (Scan, Document, RepairLine, RepairOrder, Waiver):
        work.session.execute(delete(model))


def _fill(
    work: UnitOfWork,
    kind: FileKind,
    held: list[tuple[DocumentType, Paper, int, int | None]],
    visits: list[tuple[date | None, set[LineKind]]],
    waived: set[DocumentType],
) -> None:
    work.session.get_one(VehicleFile, 1).kind = kind.value
    rows = []
    for at, (settled, lines) in enumerate(visits):
        order = RepairOrder(order_no=f"R-{work.set_id}-{at}", file_id=1, settled_on=settled)
        work.session.add(order)
        work.session.flush()
        rows.append(order)
        for number, line in enumerate(sorted(lines)):
            work.session.add(RepairLine(order_id=order.id, line_no=number, line_kind=line.value))
    for at, (type_, paper, scans, order_at) in enumerate(held):
        document = Document(
            file_id=1,
            type=type_.value,
            paper=paper.value,
            repair_order_id=None if order_at is None else rows[order_at].id,
            created_at=datetime(2026, 1, 1),  # noqa: DTZ001  # the program's times are local
        )
        work.session.add(document)
        work.session.flush()
        for number in range(scans):
            scan = Scan(
                document_id=document.id,
                sha256=f"{at}-{number}",
                name="a.pdf",
                media_type="application/pdf",
                size=1,
                pages=1,
                added_at=work.at,
            )
            work.session.add(scan)
    for type_ in waived:
        work.session.add(Waiver(file_id=1, type=type_.value, reason="x", waived_by=work.author))
