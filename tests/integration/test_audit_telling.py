"""What helps to explain a discrepancy: its evidence, what was said of it before, and words used before."""

from __future__ import annotations

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Fault
from dealerdesk.services.audits import Discrepancy
from tests.support.audits import BECAUSE, cabinet, explain_all, opened


def only(desk: Desk, audit: int, fault: Fault) -> Discrepancy:
    (found,) = [row for row in desk.findings.discrepancies(audit) if row.fault is fault]
    return found


def test_evidence_belongs_to_its_folder_or_its_stray(desk: Desk) -> None:
    cabinet(desk, 1)
    audit = opened(desk)
    desk.counting.scan(audit, ["STRANGE"], at="A", by="Ann")
    missing, stray = only(desk, audit, Fault.MISSING), only(desk, audit, Fault.UNKNOWN)
    desk.counting.add_evidence(audit, missing.code, note="the place is empty")
    desk.counting.add_evidence(audit, "STRANGE", note="torn label")
    notes = [
        [row.note for row in desk.findings.told_of(audit, each.key).evidence] for each in (missing, stray)
    ]
    assert notes == [["the place is empty"], ["torn label"]]


def test_what_the_last_closed_audit_said_is_told_of_folders_and_strays(desk: Desk) -> None:
    cabinet(desk, 1)
    first = opened(desk)
    desk.counting.scan(first, ["STRANGE"], at="A", by="Ann")
    explain_all(desk, first)
    second = opened(desk, "Second")
    desk.counting.scan(second, ["strange"], at="A", by="Ann")
    keys = [only(desk, second, fault).key for fault in (Fault.MISSING, Fault.UNKNOWN)]
    assert [desk.findings.told_of(second, key).earlier for key in keys] == [None, None], "it is open yet"
    desk.audits.close(first, ("Ann", "Bo"))
    told = [desk.findings.told_of(second, key).earlier for key in keys]
    assert [(each.title, each.said) for each in told if each] == [("Annual audit", BECAUSE)] * 2


def test_words_used_before_come_most_frequent_first(desk: Desk) -> None:
    cabinet(desk, 3)
    audit = opened(desk)
    assert desk.findings.used_words().causes == ()
    explain_all(desk, audit)
    assert desk.findings.used_words().responsible == ("Ann",)
    assert desk.findings.used_words().causes == ("lent",)
