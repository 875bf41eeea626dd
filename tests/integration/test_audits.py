"""Audits on a real database: opened, counted, marked, explained, closed; and never changed again."""

from __future__ import annotations

from datetime import date

import pytest
from sqlcipher3 import dbapi2

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Fault, Figures, Mark, Scope, StrayKind
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.audits import AuditDraft, DocumentMark, Explanation, Meanwhile
from dealerdesk.services.audits.codes import OpenAudit, _ways_in_record, _ways_on_list
from dealerdesk.services.audits.scanning import _COUNT, _SEEN
from dealerdesk.storage.models import Document
from tests.support.audits import BECAUSE, SHELVED, cabinet, explain_all, no, opened, shelve, verdicts
from tests.support.databases import broken
from tests.support.desks import add_files, last_change
from tests.support.importing import Clock

CONTRACT, INVOICE = DocumentType.SALES_CONTRACT, DocumentType.VEHICLE_INVOICE


@pytest.fixture
def audit(desk: Desk) -> int:
    """An open audit of six files: the odd ones in cabinet A, the even ones in B."""
    cabinet(desk, 6)
    return opened(desk)


def refused(call: object, *args: object, **terms: object) -> str:
    with pytest.raises(DealerDeskError) as refusal:
        call(*args, **terms)  # type: ignore[operator]  # whatever is called
    assert "{" not in str(refusal.value)
    return refusal.value.code


def figures(desk: Desk, audit: int) -> dict[str, int]:
    found = desk.audits.figures(audit)
    names = ("expected", "counted", "missing", "misplaced", "unknown", "discrepancies", "unexplained")
    return {name: getattr(found, name) for name in names}


def test_opening_freezes_the_active_files(desk: Desk) -> None:
    cabinet(desk, 4)
    desk.files.archive(no(4))
    done = desk.audits.open_audit(AuditDraft("Annual audit"))
    assert done.expected == 3
    add_files(desk, 10, 2)
    desk.files.edit(no(1), {"plate": "沪A·99999", "location": "Z"})
    assert desk.audits.figures(done.audit).expected == 3
    assert verdicts(desk, done.audit, "粤B·10001", at="A") == ["counted"], "the plate it had at the opening"
    assert verdicts(desk, done.audit, "沪A99999", at="A") == ["already"], "the plate it has now"


def test_what_the_record_held_of_each_required_document_is_frozen(desk: Desk) -> None:
    first, *_ = add_files(desk, 1, 1)
    with desk.database.writing(SHELVED, author=1) as work:
        row = Document(file_id=first, type=CONTRACT.value, paper=Paper.PRESENT.value, created_at=work.at)
        work.session.add(row)
    audit = opened(desk)
    with desk.database.asking() as connection:
        (documents,) = connection.execute(
            "SELECT documents ->> 'sales_contract' || '|' || (documents ->> 'vehicle_invoice') "
            "FROM audit_file WHERE audit_id = ?",
            (audit,),
        ).fetchone()
    assert documents == "p|"


def test_a_scope_is_a_filter_or_a_draw(desk: Desk) -> None:
    cabinet(desk, 10)
    by_filter = desk.audits.open_audit(AuditDraft("A only", where="location~A-1"))
    assert (by_filter.expected, desk.audits.get(by_filter.audit).scope) == (5, Scope.FILTER)
    draws = [desk.audits.open_audit(AuditDraft("Surprise", size=4, seed=seed)) for seed in (1, 1, 2)]
    assert {drawn.expected for drawn in draws} == {4}
    lists = [{row.file_no for row in desk.findings.left_to_find(drawn.audit)} for drawn in draws]
    assert lists[0] == lists[1] != lists[2]
    row = desk.audits.get(draws[0].audit)
    assert (row.scope, row.population, row.seed) == (Scope.SAMPLE, 10, 1)


def test_nothing_to_count_is_no_audit(desk: Desk) -> None:
    before = last_change(desk)
    assert refused(desk.audits.open_audit, AuditDraft("Annual audit")) == "audit_nothing_expected"
    cabinet(desk, 1)
    assert refused(desk.audits.open_audit, AuditDraft(" ")) == "audit_words"
    assert refused(desk.audits.open_audit, AuditDraft("A", where="nonsense=1")) == "filter_field"
    assert desk.audits.all() == ()
    assert last_change(desk) == before + 2


def test_a_scan_has_one_clear_verdict(desk: Desk, audit: int) -> None:
    desk.files.create({"plate": "沪A11111", "customer": "王伟"})
    archived = desk.files.create({"plate": "沪A22222"}).file_no
    desk.files.archive(archived)
    codes = (no(1), no(1), no(2), no(2), "nothing", archived, "沪A11111", "DD:T-00003", "10005")
    told = desk.counting.scan(audit, codes, at="A", by="Ann").results
    assert [each.verdict.value for each in told] == [
        *("counted", "already", "misplaced", "already"),
        *("unknown", "archived", "unknown", "counted", "unknown"),
    ]
    assert told[2].location == "B-1/2"
    assert [each.stray for each in told[4:7]] == [StrayKind.UNKNOWN, StrayKind.ARCHIVED, StrayKind.CREATED]
    assert [each.file_no for each in told[5:8]] == [archived, told[6].file_no, no(3)]
    assert figures(desk, audit) == {
        "expected": 6,
        "counted": 3,
        "missing": 3,
        "misplaced": 1,
        "unknown": 2,
        "discrepancies": 3 + 1 + 2 + 1,
        "unexplained": 7,
    }


@pytest.mark.parametrize(
    "code", ["LSVAA49J000000001", "lsvaa49j000000001", "粤B·10001", "000001", "t-00001 "]
)
def test_a_folder_is_known_by_whatever_names_its_file(desk: Desk, audit: int, code: str) -> None:
    assert verdicts(desk, audit, code) == ["counted"]
    assert desk.audits.figures(audit).counted == 1


def test_a_code_that_fits_several_files_counts_none(desk: Desk) -> None:
    cabinet(desk, 2)
    desk.files.edit(no(1), {"vin": "LSVAA49J900123456", "vin_note": "x"})
    desk.files.edit(no(2), {"vin": "LSVBB49J900123456", "vin_note": "x"})
    audit = opened(desk)
    assert verdicts(desk, audit, "123456") == ["unknown"]
    assert desk.audits.figures(audit).counted == 0


def test_what_was_seen_twice_is_counted_once_and_everyone_is_remembered(desk: Desk, audit: int) -> None:
    assert verdicts(desk, audit, no(1), at="A", by="Ann") == ["counted"]
    assert verdicts(desk, audit, no(1), at="A", by="Bob") == ["already"]
    before = last_change(desk)
    assert verdicts(desk, audit, no(1), no(1), at="A", by="Bob") == ["already", "already"]
    assert last_change(desk) == before, "nothing new was seen"
    assert desk.audits.figures(audit).counted == 1


def test_two_counters_who_see_one_folder_at_two_places_disagree(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, no(1), at="A", by="Ann")
    assert verdicts(desk, audit, no(1), at="C", by="Bob") == ["misplaced"]
    found = desk.audits.figures(audit)
    assert (found.counted, found.misplaced, found.conflicts) == (1, 1, 1)
    assert {each.fault for each in desk.findings.discrepancies(audit) if each.file_no == no(1)} == {
        Fault.MISPLACED,
        Fault.CONFLICT,
    }


def test_documents_are_marked_and_a_later_word_adds_to_an_earlier_one(desk: Desk, audit: int) -> None:
    assert desk.counting.mark(audit, no(1), DocumentMark(CONTRACT, Mark.PRESENT)).match
    assert not desk.counting.mark(audit, no(1), DocumentMark(CONTRACT, scan=Mark.MISSING, note="torn")).match
    assert not desk.counting.mark(audit, no(1), DocumentMark(INVOICE, Mark.UNREADABLE, Mark.PRESENT)).match
    found = desk.audits.figures(audit)
    assert (found.papers, found.scans) == (1, 1)
    torn = next(each for each in desk.findings.discrepancies(audit) if each.fault is Fault.SCAN)
    assert (torn.type, torn.note) == (CONTRACT, "torn")
    assert desk.counting.mark(audit, no(1), DocumentMark(CONTRACT, scan=Mark.PRESENT)).match
    assert desk.audits.figures(audit).scans == 0
    assert refused(desk.counting.mark, audit, "nothing", DocumentMark(CONTRACT)) == "audit_not_expected"


def test_explaining_settles_what_is_there_now_and_no_more(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, *map(no, range(1, 6)), "what")
    assert desk.findings.explain(audit, no(6), BECAUSE).left == 1
    assert desk.findings.explain(audit, "WHAT", BECAUSE).left == 0
    assert refused(desk.findings.explain, audit, no(1), BECAUSE) == "audit_nothing_to_explain"
    assert refused(desk.findings.explain, audit, "other", BECAUSE) == "audit_nothing_to_explain"
    assert (
        refused(desk.findings.explain, audit, no(6), Explanation(" ", "a", "b", date(2027, 1, 1)))
        == "audit_words"
    )
    desk.counting.mark(audit, no(6), DocumentMark(CONTRACT, Mark.MISSING))
    assert desk.audits.figures(audit).unexplained == 1, (
        "what came later is not explained by what was said before"
    )


def test_closing_takes_two_people_and_an_explanation_for_everything(desk: Desk, audit: int) -> None:
    assert refused(desk.audits.close, audit, ["Ann", "Bob"]) == "audit_unexplained"
    explain_all(desk, audit)
    assert refused(desk.audits.close, audit, ["Ann", "ann"]) == "audit_signers"
    closed = desk.audits.close(audit, ["Ann", "Bob"])
    assert closed.state == "closed"
    assert closed.fingerprint
    assert broken(desk.database) == []


def test_a_closed_audit_is_read_only_by_rule(desk: Desk, audit: int) -> None:
    change = desk.counting.scan(audit, [no(1)]).changes[0]
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])
    before = last_change(desk)
    assert refused(desk.counting.scan, audit, [no(2)]) == "audit_closed"
    assert refused(desk.counting.mark, audit, no(2), DocumentMark(CONTRACT, Mark.MISSING)) == "audit_closed"
    assert refused(desk.findings.explain, audit, no(2), BECAUSE) == "audit_closed"
    assert refused(desk.audits.assign, audit, {"A": "Ann"}) == "audit_closed"
    assert refused(desk.audits.close, audit, ["Cid", "Dan"]) == "audit_closed"
    for taken_back in (change, before):
        assert refused(desk.history.undo, taken_back) == "audit_closed"
    assert last_change(desk) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET title = 'x'",
        "UPDATE audit SET state = 'open'",
        "DELETE FROM audit_count",
        "UPDATE audit_file SET location = 'x'",
        "UPDATE audit_signature SET name = 'x'",
        "DELETE FROM audit_explanation",
        "UPDATE audit_stray SET code = 'x'",
        "UPDATE audit_document SET paper = 'present'",
        "INSERT INTO audit_assignment (audit_id, cabinet, person) VALUES (1, 'x', 'y')",
    ],
)
def test_a_closed_audit_is_read_only_by_trigger(desk: Desk, audit: int, statement: str) -> None:
    verdicts(desk, audit, no(1), "what")
    desk.counting.mark(audit, no(1), DocumentMark(CONTRACT, Mark.MISSING))
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])
    with (
        pytest.raises(dbapi2.IntegrityError, match="a closed audit is not changed"),
        desk.database.writing(SHELVED, author=1) as work,
    ):
        work.connection.execute(statement)


def test_another_audit_is_counted_while_one_is_closed(desk: Desk, audit: int) -> None:
    other = opened(desk, "Surprise")
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])
    assert verdicts(desk, other, no(1)) == ["counted"]
    assert [row.id for row, _ in desk.audits.all()] == [other, audit]


def test_counts_marks_and_explanations_can_be_undone_and_done_again(desk: Desk, audit: int) -> None:
    change = desk.counting.scan(audit, [no(1), no(2), "what"]).changes[0]
    marked = desk.counting.mark(audit, no(1), DocumentMark(CONTRACT, Mark.MISSING))
    explained = desk.findings.explain(audit, no(3), BECAUSE)
    seen = desk.audits.figures(audit)
    back = [desk.history.undo(each).change for each in (explained.change, marked.change, change) if each]
    assert desk.audits.figures(audit) == Figures(6, 0, 0, 0, 0, 0, 0, 0, 6, 0)
    for each in reversed(back):
        assert each
        desk.history.undo(each)
    assert desk.audits.figures(audit) == seen
    assert broken(desk.database) == []


def test_opening_an_audit_can_be_undone_while_nothing_was_counted(desk: Desk, audit: int) -> None:
    other = desk.audits.open_audit(AuditDraft("By mistake"))
    assert other.change
    desk.history.undo(other.change)
    assert refused(desk.audits.figures, other.audit) == "no_such_audit"
    counted = desk.audits.open_audit(AuditDraft("Counted"))
    verdicts(desk, counted.audit, no(1))
    assert counted.change
    assert desk.history.undo(counted.change).kept == ("Counted",)
    assert desk.audits.figures(counted.audit).counted == 1


def test_what_happened_meanwhile_is_shown_and_not_mixed_in(desk: Desk, audit: int) -> None:
    add_files(desk, 7, 1)
    shelve(desk, {1: "C-1/1", 2: "C"})
    shelve(desk, {2: "B-1/2"})
    desk.files.archive(no(3))
    told = {(row.file_no, row.what, row.before, row.after) for row in desk.findings.changed_meanwhile(audit)}
    assert told == {
        (no(7), Meanwhile.CREATED, None, None),
        (no(1), Meanwhile.MOVED, "A-1/1", "C-1/1"),
        (no(3), Meanwhile.ARCHIVED, None, None),
    }
    assert desk.audits.figures(audit).expected == 6
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])
    shelve(desk, {4: "Z"})
    changed = desk.findings.changed_meanwhile(audit)
    assert len(changed) == 3, "what happened after the closing is not meanwhile"


def test_missing_last_year_too_is_said(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, *map(no, range(1, 5)))
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])
    again = opened(desk, "Next year")
    verdicts(desk, again, *map(no, range(2, 6)))
    told = {each.file_no: each.again for each in desk.findings.discrepancies(again)}
    assert told == {no(1): False, no(6): True}


def test_what_is_left_stands_beside_its_neighbours(desk: Desk) -> None:
    add_files(desk, 1, 4)
    shelve(desk, {1: "A-10/1", 2: "A-2/1", 3: None, 4: "A-2/10"})
    audit = opened(desk)
    assert [row.file_no for row in desk.findings.left_to_find(audit)] == [no(2), no(4), no(1), no(3)]
    assert desk.findings.left_to_find(audit)[0].cabinet == "A"


def test_a_reminder_counts_from_the_last_audit_of_all_files(desk: Desk, clock: Clock) -> None:
    cabinet(desk, 2)
    assert desk.audits.reminder().due == date(2027, 10, 8)
    clock.days_later(30)
    draw = opened(desk, "Surprise", size=1)
    explain_all(desk, draw)
    desk.audits.close(draw, ["Ann", "Bob"])
    assert desk.audits.reminder().last_closed is None
    audit = opened(desk)
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])
    told = desk.audits.reminder()
    assert told.last_closed == date(2026, 11, 7)
    assert told.is_due(date(2027, 11, 7))


def test_cabinets_are_given_to_people_and_taken_back(desk: Desk) -> None:
    cabinet(desk, 2)
    audit = opened(desk, people={"A": "Ann", "B": "Bob"})
    desk.audits.assign(audit, {"B": "Cid", "A": ""})
    with desk.database.asking() as connection:
        rows = connection.execute("SELECT cabinet, person FROM audit_assignment").fetchall()
    assert rows == [("B", "Cid")]


def test_the_pass_rate_knows_its_bounds(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, *map(no, range(1, 6)))
    told = desk.audits.pass_rate(audit)
    assert (told.passed, told.expected, told.rate) == (5, 6, 5 / 6)
    assert told.interval
    assert told.interval.low < 5 / 6 < told.interval.high


def test_a_scan_walks_indexes_only(desk: Desk, audit: int) -> None:
    del audit
    listed = OpenAudit(1, "", Scope.ALL, "")
    code = "LSVAA49J000000001"
    with desk.database.asking() as connection:
        asked = [*_ways_on_list(listed.id, code), *_ways_in_record(code), (_SEEN, (1,))]
        asked += [(_COUNT, (1, 1, "A", "found", "A", True, "Ann", "2026-10-08 11:00:00"))]
        plans = {
            sql: [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", params)]
            for sql, params in asked
        }
    assert len(plans) > 8
    for sql, plan in plans.items():
        slow = [step for step in plan if step.startswith("SCAN") and "ix_vehicle_file_archived" not in step]
        assert not slow, (sql, plan)
