"""Whichever two records are merged, with whatever is chosen: nothing is lost, and undo brings all back."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.merging import Choice, MergePlan
from dealerdesk.services.sample import SamplePlan
from tests.support import scans
from tests.support.databases import clock, rows_of, value
from tests.support.desks import fresh_copy, ids_of
from tests.support.factories import TODAY, fill_with_sample

FILES = 8
NUMBERS = st.integers(0, 50)
CHOICES = st.dictionaries(
    st.sampled_from(["customer", "plate", "vin", "notes", "colour", "id_number", "phone", "owner", "kind"]),
    st.sampled_from([Choice.KEPT, Choice.OTHER]),
)
PRECIOUS = ("repair_order", "repair_line", "policy", "waiver")
"""Tables of which merging takes no row away."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sample whose files have documents and scans in common, and only some a VIN."""
    folder = tmp_path_factory.mktemp("template")
    with closing(make_desk(folder / "data", clock)) as desk:
        fill_with_sample(desk, SamplePlan(FILES, 3, TODAY, 2))
        paths = []
        for mark in range(3):
            paths.append(folder / f"{mark}.pdf")
            paths[-1].write_bytes(scans.pdf(mark=mark))
        for place, file_id in enumerate(ids_of(desk, "vehicle_file")):
            detail = desk.lists.detail(file_id)
            assert detail is not None
            number = str(detail.values["file_no"])
            if place % 3:
                with suppress(DealerDeskError):  # some have no plate that would do without the VIN
                    desk.files.edit(
                        number, {"vin": ""} if place % 2 else {"vin": f"OLD{place}", "vin_note": "o"}
                    )
            desk.documents.attach(number, DocumentType.OTHER_SALES, [paths[place % 3], paths[0]])
            with suppress(DealerDeskError):
                desk.papers.waive(file_id, DocumentType.CONFORMITY_CERTIFICATE, "lost")
    return folder / "data"


def _counts(desk: Desk) -> dict[str, int]:
    return {table: len(ids_of(desk, table)) for table in PRECIOUS}


def _hashes(desk: Desk, file_id: int) -> str:
    sql = (
        "SELECT group_concat(sha256 ORDER BY sha256) FROM (SELECT DISTINCT sha256 FROM scan s "
        "JOIN document d ON d.id = s.document_id WHERE d.file_id = ?)"
    )
    return str(value(desk.database, sql, file_id) or "")


def _plan(desk: Desk, kind: PairKind, one: int, other: int) -> MergePlan:
    ids = ids_of(desk, "customer" if kind is PairKind.CUSTOMERS else "vehicle_file")
    return desk.merging.plan_merge(kind, ids[one % len(ids)], ids[other % len(ids)])


@given(
    kind=st.sampled_from(PairKind),
    pairs=st.lists(st.tuples(NUMBERS, NUMBERS, CHOICES), min_size=1, max_size=3),
)
@settings(max_examples=25, deadline=None)
def test_nothing_is_lost_and_undone_all_is_as_it_was_row_for_row(
    template: Path, kind: PairKind, pairs: list[tuple[int, int, dict[str, Choice]]]
) -> None:
    with fresh_copy(template) as desk:
        states, steps = [rows_of(desk.database)], []
        for one, other, chosen in pairs:
            before = _counts(desk)
            plan = _plan(desk, kind, one, other)
            wanted = set(_hashes(desk, plan.kept.id).split(",") + _hashes(desk, plan.other.id).split(","))
            try:
                merged = desk.merging.apply_merge(plan, chosen)
            except DealerDeskError:
                assert rows_of(desk.database) == states[-1]
                continue
            assert _counts(desk) == before
            if kind is PairKind.FILES:
                assert wanted - {""} <= set(_hashes(desk, merged.kept_id).split(","))
            steps.append(merged.change)
            states.append(rows_of(desk.database))
        assert desk.checks.check(deep=True).problems == ()
        for expected in (states[-2::-1], states[1:], states[-2::-1]):
            again = []
            for step, rows in zip(reversed(steps), expected, strict=True):
                undone = desk.history.undo(step)
                assert undone.kept == ()
                assert undone.change is not None
                again.append(undone.change)
                assert rows_of(desk.database) == rows
            steps = again
        assert desk.checks.check(deep=True).problems == ()
