"""What an audit would expect before it is opened, who may count, and when the next one is due."""

from __future__ import annotations

from datetime import date

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Scope
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.sampling import margin_of
from dealerdesk.services.audit_reminder import due_audit
from dealerdesk.services.audits import AuditDraft
from tests.support.audits import BECAUSE, cabinet, explain_all, no, opened, shelve, verdicts
from tests.support.desks import add_files, last_change
from tests.support.importing import Clock


def refused(desk: Desk, draft: AuditDraft) -> str:
    with pytest.raises(DealerDeskError) as refusal:
        desk.audits.preview(draft)
    return refusal.value.code


def test_a_preview_says_what_the_audit_would_expect(desk: Desk) -> None:
    cabinet(desk, 6)
    shelve(desk, {1: "A-10/1", 3: "a-2", 5: None, 6: "AB"})
    desk.files.archive(no(2))
    before = last_change(desk)
    draft = AuditDraft("")
    seen = desk.audits.preview(draft)
    assert (seen.population, seen.expected, seen.margin) == (5, 5, None)
    assert seen.cabinets == (("A", 2), ("AB", 1), ("B", 1), ("", 1))
    assert last_change(desk) == before, "looking opens nothing"
    assert desk.audits.open_audit(AuditDraft("Annual")).expected == seen.expected


def test_a_preview_of_a_draw_is_the_draw_that_is_opened(desk: Desk) -> None:
    cabinet(desk, 20)
    draft = AuditDraft("Surprise", where="location~A-1", size=4, seed=7)
    seen = desk.audits.preview(draft)
    assert (seen.population, seen.expected, seen.cabinets) == (10, 4, (("A", 4),))
    assert seen.margin == margin_of(4, 10)
    row = desk.audits.get(desk.audits.open_audit(draft).audit)
    assert (row.scope, row.population, row.seed, row.conditions) == (Scope.SAMPLE, 10, 7, "location~A-1")
    whole = desk.audits.preview(AuditDraft("", size=99))
    assert (whole.expected, whole.margin) == (20, 0.0)


def test_a_list_that_is_no_filter_is_counted_under_its_words(desk: Desk) -> None:
    ids = add_files(desk, 1, 5)
    desk.files.archive(no(2))
    draft = AuditDraft("Chosen", file_ids=ids[:3], listed="Found:  “Ford”")
    assert desk.audits.preview(draft).expected == 2, "archived files are not counted"
    row = desk.audits.get(desk.audits.open_audit(draft).audit)
    assert (row.scope, row.conditions, row.population) == (Scope.LIST, "Found: “Ford”", 2)
    left = {each.file_no for each in desk.findings.left_to_find(row.id)}
    assert left == {no(1), no(3)}


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (AuditDraft("", where="nonsense=1"), "filter_field"),
        (AuditDraft("", where="location~nowhere"), "audit_nothing_expected"),
        (AuditDraft("", file_ids=()), "audit_nothing_expected"),
        (AuditDraft("", size=0), "audit_nothing_drawn"),
    ],
)
def test_what_cannot_be_opened_is_refused_by_the_preview_too(
    desk: Desk, draft: AuditDraft, code: str
) -> None:
    cabinet(desk, 2)
    assert refused(desk, draft) == code
    with pytest.raises(DealerDeskError, match=r"\."):
        desk.audits.open_audit(draft)


def test_people_are_users_and_whoever_counted_or_was_to_count(desk: Desk) -> None:
    cabinet(desk, 4)
    me = desk.users.get_current().name
    assert desk.audits.people() == (me,)
    audit = opened(desk, people={"A": "Zhou Jian"})
    verdicts(desk, audit, no(1), by="ann")
    verdicts(desk, audit, no(2), by="ann")
    assert set(desk.audits.people()) == {me, "Zhou Jian", "ann"}
    assert list(desk.audits.people()) == sorted(desk.audits.people(), key=str.casefold)


def test_the_detail_of_an_audit_holds_figures_and_signatures(desk: Desk) -> None:
    cabinet(desk, 4)
    audit = opened(desk, size=3, seed=1)
    detail = desk.audits.detail(audit)
    assert (detail.audit.id, detail.figures.missing, detail.signatures) == (audit, 3, ())
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bo"])
    detail = desk.audits.detail(audit)
    assert [name for name, _ in detail.signatures] == ["Ann", "Bo"]
    assert detail.rate.interval is not None
    assert desk.audits.all() == ((detail.audit, detail.figures),)
    assert desk.audits.all()[0][1] == desk.audits.figures(audit)


def test_a_full_audit_is_due_a_year_after_the_last_one(desk: Desk, clock: Clock) -> None:
    assert due_audit(desk.database) is None, "nothing to count yet"
    cabinet(desk, 2)
    clock.days_later(365)
    due = due_audit(desk.database)
    assert due is not None
    assert due.last_closed is None
    audit = opened(desk)
    for file_no in (no(1), no(2)):
        desk.findings.explain(audit, file_no, BECAUSE)
    desk.audits.close(audit, ["Ann", "Bo"])
    assert due_audit(desk.database) is None
    assert desk.audits.reminder().last_closed == desk.database.now().date()
    assert isinstance(desk.audits.reminder().due, date)
