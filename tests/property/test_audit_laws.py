"""What holds for every audit: the order of scans changes no figure, and a sheet counts as scanning does."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.bootstrap import Desk, make_desk
from tests.support.audits import cabinet, no, opened
from tests.support.databases import clock
from tests.support.importing import reading_here

FILES = 5
NAMES = ("Ann", "Bob", "Cid")
CODES = (*map(no, range(1, FILES + 1)), "what", no(99))

Scan = tuple[str, str, str]
scans = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(("", "A", "B", "C")), st.sampled_from(NAMES)),
    max_size=20,
)
answers = st.lists(
    st.tuples(st.sampled_from(["yes", ""]), st.sampled_from(["", "A", "C"])), min_size=FILES, max_size=FILES
)


@contextmanager
def a_cabinet() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as folder, closing(make_desk(Path(folder) / "data", clock)) as desk:
        cabinet(desk, FILES)
        yield desk


def counted(desk: Desk, sequence: Sequence[Scan]) -> int:
    """An audit in which the scans were made one after another."""
    audit = opened(desk)
    for code, at, by in sequence:
        desk.counting.scan(audit, [code], at=at, by=by)
    return audit


@given(scans=scans, data=st.data())
@settings(max_examples=15)
def test_any_order_of_scans_by_several_counters_gives_the_same_figures(
    scans: list[Scan], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(scans))
    with a_cabinet() as desk:
        one, other = counted(desk, scans), counted(desk, [*shuffled, *shuffled[:3]])
        figures = desk.audits.figures(one)
        assert desk.audits.figures(other) == figures
        assert figures.counted == len({code for code, _, _ in scans if code in CODES[:FILES]})
        assert figures.unknown == len({code for code, _, _ in scans if code not in CODES[:FILES]})
        told = [
            {(each.fault, each.code) for each in desk.findings.discrepancies(audit)} for audit in (one, other)
        ]
        assert told[0] == told[1]
        assert len(told[0]) == figures.discrepancies


@given(answers=answers)
@settings(max_examples=10)
def test_a_sheet_out_filled_in_and_back_in_equals_scanning(answers: list[tuple[str, str]]) -> None:
    with a_cabinet() as desk, tempfile.TemporaryDirectory() as folder, reading_here():
        out, audit, scanned = Path(folder) / "sheet.xlsx", opened(desk), opened(desk)
        desk.audits.write_sheet(audit, out)
        book = load_workbook(out)
        for number, (found, place) in enumerate(answers):
            book.active.cell(number + 2, 7, found or None)
            book.active.cell(number + 2, 8, place or None)
        codes = [row[0] for row in book.active.iter_rows(min_row=2, values_only=True)]
        book.save(out)
        desk.audits.read_sheet(audit, out)
        for code, (found, place) in zip(codes, answers, strict=True):
            if found:
                desk.counting.scan(scanned, [code], at=place)
        assert desk.audits.figures(audit) == desk.audits.figures(scanned)
