"""An audit beside the last one of its kind: still missing, found again, missing for the first time."""

from __future__ import annotations

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audit_findings import Compared
from dealerdesk.domain.audits import Fault, Mark
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.audits import DocumentMark
from tests.support.audits import cabinet, explain_all, no, opened, verdicts
from tests.support.desks import add_files
from tests.support.importing import Clock

CONTRACT, INVOICE = DocumentType.SALES_CONTRACT, DocumentType.VEHICLE_INVOICE


@pytest.fixture
def last(desk: Desk) -> int:
    """Last year's closed audit of six files: 4, 5 and 6 were missing, and two papers of file 1."""
    cabinet(desk, 6)
    audit = opened(desk, "Last year")
    verdicts(desk, audit, *map(no, (1, 2, 3)))
    desk.counting.mark(audit, no(1), DocumentMark(CONTRACT, Mark.MISSING, Mark.MISSING))
    desk.counting.mark(audit, no(1), DocumentMark(INVOICE, Mark.UNREADABLE))
    close(desk, audit)
    return audit


def close(desk: Desk, audit: int) -> None:
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])


def compared(desk: Desk, audit: int, what: Compared) -> list[str]:
    window = desk.findings.compared(audit, what)
    assert window.total == len(window.rows)
    return [row.file_no for row in window.rows]


def test_what_became_of_the_missing_folders(desk: Desk, last: int) -> None:
    desk.files.archive(no(6))
    add_files(desk, 7, 1)
    audit = opened(desk, "This year")
    verdicts(desk, audit, *map(no, (1, 2, 4)))
    found = desk.findings.comparison(audit)
    assert found
    assert (found.before.id, found.figures_before.missing, found.figures.missing) == (last, 3, 3)
    assert (found.rate_before.passed, found.rate.passed) == (2, 3)
    told = {
        Compared.STILL_MISSING: [no(5)],
        Compared.FOUND_AGAIN: [no(4)],
        Compared.NEWLY_MISSING: [no(3), no(7)],
        Compared.NO_LONGER_EXPECTED: [no(6)],
    }
    assert {what: compared(desk, audit, what) for what in Compared} == told
    assert found.counts == {what: len(files) for what, files in told.items()}
    assert [row.file_no for row in desk.findings.compared(audit, Compared.NEWLY_MISSING, 1, 1).rows] == [
        no(7)
    ]


def test_missing_last_time_too_is_said_of_folders_papers_and_scans(desk: Desk, last: int) -> None:
    audit = opened(desk, "This year")
    verdicts(desk, audit, *map(no, (1, 2, 4)))
    desk.counting.mark(audit, no(1), DocumentMark(CONTRACT, Mark.UNREADABLE, Mark.MISSING))
    desk.counting.mark(audit, no(2), DocumentMark(CONTRACT, Mark.MISSING))
    desk.counting.mark(audit, no(1), DocumentMark(INVOICE, scan=Mark.MISSING))
    again = {(row.fault, row.file_no, row.type) for row in desk.findings.listed(audit).rows if row.again}
    assert again == {
        (Fault.MISSING, no(5), None),
        (Fault.MISSING, no(6), None),
        (Fault.PAPER, no(1), CONTRACT),
        (Fault.SCAN, no(1), CONTRACT),
    }
    assert [row.file_no for row in desk.findings.left(audit).rows if row.again] == [no(5), no(6)]
    assert not any(row.again for row in desk.findings.discrepancies(last))


def test_it_is_the_last_closed_audit_that_expected_the_file_which_counts(desk: Desk, last: int) -> None:
    between = opened(desk, "Between")
    verdicts(desk, between, *map(no, range(1, 6)))
    running = opened(desk, "Still open")
    close(desk, between)
    audit = opened(desk, "This year")
    assert [row.file_no for row in desk.findings.left(audit).rows if row.again] == [no(6)]
    found = desk.findings.comparison(audit)
    assert found
    assert found.before.id == between
    assert running > between


def test_a_closed_audit_is_compared_with_what_was_closed_before_it(
    desk: Desk, last: int, clock: Clock
) -> None:
    slow, audit = opened(desk, "Slow"), opened(desk, "This year")
    close(desk, audit)
    before = desk.findings.comparison(audit)
    clock.days_later(1)
    verdicts(desk, slow, *map(no, range(1, 7)))
    close(desk, slow)
    assert before
    assert before.before.id == last
    assert desk.findings.comparison(audit) == before


def test_only_audits_of_the_same_scope_are_set_side_by_side(desk: Desk, last: int) -> None:
    by_filter = opened(desk, "A", where="location~A-1")
    assert desk.findings.comparison(by_filter) is None
    assert desk.findings.compared(by_filter, Compared.STILL_MISSING).total == 0
    close(desk, by_filter)
    other, same = opened(desk, "B", where="location~B-1"), opened(desk, "A", where="location~A-1")
    assert desk.findings.comparison(other) is None
    found = desk.findings.comparison(same)
    assert found
    assert found.before.id == by_filter
    assert desk.findings.comparison(opened(desk, "Surprise", size=2)) is None
    assert [row.file_no for row in desk.findings.left(other).rows if row.again] == [no(4), no(6)], (
        "of each file it is said whatever the scope was"
    )
