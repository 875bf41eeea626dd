"""Corrections that an audit's findings suggest: ordinary changes of the record, never of the audit."""

from __future__ import annotations

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audit_findings import DiscrepancyKey
from dealerdesk.domain.audits import CardField, CardSaid, Fault, Mark
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.audits import (
    CardMark,
    Correction,
    CorrectionKind,
    DocumentMark,
    FolderTicks,
)
from dealerdesk.storage.audits import fingerprint
from tests.support.audits import cabinet, explain_all, no, opened, verdicts
from tests.support.databases import broken
from tests.support.importing import Clock

CONTRACT = DocumentType.SALES_CONTRACT


@pytest.fixture
def audit(desk: Desk) -> int:
    """An open audit of four files: the odd ones in cabinet A, the even ones in B; each holds a contract."""
    cabinet(desk, 4)
    for number in range(1, 5):
        desk.papers.create(file_id(desk, number), CONTRACT, {"number": f"HT-{number}"})
    return opened(desk)


def file_id(desk: Desk, number: int) -> int:
    return desk.files.show(no(number)).id


def key_of(desk: Desk, audit: int, fault: Fault, number: int | None = None) -> DiscrepancyKey:
    (key,) = [
        found.key
        for found in desk.findings.discrepancies(audit)
        if found.fault is fault and number in {None, int((found.file_no or "-0")[-5:])}
    ]
    return key


def suggested(desk: Desk, audit: int, key: DiscrepancyKey) -> list[tuple[str, str, str, bool]]:
    return [
        (each.kind.value, each.before, each.after, each.later)
        for each in desk.findings.corrections(audit, key)
    ]


def location(desk: Desk, number: int) -> object:
    return desk.files.show(no(number)).values["location"]


def refused(desk: Desk, audit: int, key: DiscrepancyKey, correction: Correction) -> str:
    with pytest.raises(DealerDeskError) as refusal:
        desk.findings.correct(audit, key, correction)
    assert "{" not in str(refusal.value)
    return refusal.value.code


def frozen(desk: Desk, audit: int) -> str | None:
    with desk.database.asking() as connection:
        return fingerprint(connection, audit)


def test_a_misplaced_folder_is_moved_to_where_it_was_found(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, no(1), at="C-2")
    key, before = key_of(desk, audit, Fault.MISPLACED), frozen(desk, audit)
    assert suggested(desk, audit, key) == [("move", "A-1/1", "C-2", False)]
    (move,) = desk.findings.corrections(audit, key)
    assert "C-2" in move.said()
    done = desk.findings.correct(audit, key, move)
    assert (done.file_no, location(desk, 1)) == (no(1), "C-2")
    assert suggested(desk, audit, key) == [], "the record says so now"
    assert refused(desk, audit, key, move) == "audit_correction_gone"
    assert frozen(desk, audit) == before, "the audit is as it was"
    assert done.change
    desk.history.undo(done.change)
    assert location(desk, 1) == "A-1/1"
    assert desk.findings.corrections(audit, key) == (move,), "what was taken back can be done again"
    assert broken(desk.database) == []


def test_every_place_where_two_counters_saw_a_folder_can_be_chosen(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, no(1), at="C", by="Ann")
    verdicts(desk, audit, no(1), at="D", by="Bob")
    key = key_of(desk, audit, Fault.MISPLACED)
    assert [after for _, _, after, _ in suggested(desk, audit, key)] == ["D", "C"]


def test_a_later_word_is_not_overwritten(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, no(1), at="C")
    key = key_of(desk, audit, Fault.MISPLACED)
    (move,) = desk.findings.corrections(audit, key)
    desk.files.edit(no(1), {"location": "Z"})
    assert suggested(desk, audit, key) == [("move", "Z", "C", True)]
    assert refused(desk, audit, key, move) == "audit_correction_later"
    assert refused(desk, audit, key, *desk.findings.corrections(audit, key)) == "audit_correction_later"
    assert location(desk, 1) == "Z"


def test_the_counters_word_is_later_than_what_was_written_before_it(desk: Desk, audit: int) -> None:
    desk.files.edit(no(1), {"location": "Z"})
    verdicts(desk, audit, no(1), at="C")
    key = key_of(desk, audit, Fault.MISPLACED)
    assert suggested(desk, audit, key) == [("move", "Z", "C", False)]
    desk.files.edit(no(1), {"notes": "something else"})
    (move,) = desk.findings.corrections(audit, key)
    assert not move.later, "another field was changed"
    desk.findings.correct(audit, key, move)
    assert location(desk, 1) == "C"


def test_a_record_that_was_moved_there_meanwhile_needs_no_correction(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, no(1), at="C")
    key = key_of(desk, audit, Fault.MISPLACED)
    desk.files.edit(no(1), {"location": "C-3/2"})
    assert desk.findings.corrections(audit, key) == ()


def test_a_correction_is_done_on_a_closed_audit_too(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, *map(no, (1, 3)), at="A")
    verdicts(desk, audit, no(2), at="C")
    key = key_of(desk, audit, Fault.MISPLACED)
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])
    sealed = frozen(desk, audit)
    desk.findings.correct(audit, key, *desk.findings.corrections(audit, key))
    assert (location(desk, 2), frozen(desk, audit)) == ("C", sealed)


def test_a_missing_paper_is_noted_of_the_document(desk: Desk, audit: int) -> None:
    desk.counting.mark(audit, no(1), DocumentMark(CONTRACT, Mark.MISSING))
    key = key_of(desk, audit, Fault.PAPER)
    (note,) = desk.findings.corrections(audit, key)
    assert (note.kind, note.before, note.after, note.later) == (
        *(CorrectionKind.PAPER_MISSING, "present", "missing"),
        False,
    )
    assert "HT-1" in note.said()
    done = desk.findings.correct(audit, key, note)
    assert paper(desk, 1) == Paper.MISSING
    assert desk.findings.corrections(audit, key) == ()
    assert done.change
    desk.history.undo(done.change)
    assert paper(desk, 1) == Paper.PRESENT


def paper(desk: Desk, number: int) -> str:
    (document,) = desk.files.show(no(number)).documents
    return document.paper


def test_an_unreadable_or_lent_paper_suggests_nothing(desk: Desk, audit: int) -> None:
    desk.counting.mark(audit, no(1), DocumentMark(CONTRACT, Mark.UNREADABLE))
    assert desk.findings.corrections(audit, key_of(desk, audit, Fault.PAPER, 1)) == ()
    desk.counting.mark(audit, no(2), DocumentMark(CONTRACT, Mark.MISSING, Mark.MISSING))
    assert desk.findings.corrections(audit, key_of(desk, audit, Fault.SCAN, 2)) == ()
    (document,) = desk.files.show(no(2)).documents
    desk.papers.note_paper(document.id, Paper.CHECKED_OUT)
    assert desk.findings.corrections(audit, key_of(desk, audit, Fault.PAPER, 2)) == ()


def test_a_paper_that_somebody_brought_after_the_counting_stays(desk: Desk, audit: int) -> None:
    (document,) = desk.files.show(no(1)).documents
    desk.papers.note_paper(document.id, Paper.CHECKED_OUT)
    desk.counting.mark(audit, no(1), DocumentMark(CONTRACT, Mark.MISSING))
    desk.papers.note_paper(document.id, Paper.PRESENT)
    desk.papers.create(file_id(desk, 1), CONTRACT, {"number": "HT-new"})
    key = key_of(desk, audit, Fault.PAPER)
    assert [each.later for each in desk.findings.corrections(audit, key)] == [True, True]


def test_a_document_that_was_made_after_the_counting_was_not_looked_for(
    desk: Desk, audit: int, clock: Clock
) -> None:
    desk.counting.mark(audit, no(1), DocumentMark(CONTRACT, Mark.MISSING))
    clock.days_later(1)
    desk.papers.create(file_id(desk, 1), CONTRACT, {"number": "HT-new"})
    (old,) = desk.findings.corrections(audit, key_of(desk, audit, Fault.PAPER))
    assert old.number == "HT-1"


def test_marks_that_contradict_the_record_are_worth_a_correction_and_no_discrepancy(
    desk: Desk, audit: int
) -> None:
    invoice, policy = DocumentType.VEHICLE_INVOICE, DocumentType.INSURANCE_POLICY
    marks = (
        DocumentMark(CONTRACT, Mark.PRESENT),
        DocumentMark(invoice, Mark.PRESENT, note="in the back"),
        DocumentMark(policy, Mark.NOT_APPLICABLE),
    )
    desk.counting.tick(audit, no(1), FolderTicks(marks))
    window = desk.findings.contradictions(audit)
    assert [(row.file_no, row.type, row.mark, row.note) for row in window.rows] == [
        (no(1), policy, Mark.NOT_APPLICABLE, None),
        (no(1), invoice, Mark.PRESENT, "in the back"),
    ]
    assert (window.total, desk.audits.figures(audit).papers) == (2, 0)
    part = desk.findings.contradictions(audit, 1, 5)
    assert (part.total, part.rows) == (2, window.rows[1:])
    for start, count in ((2, 5), (0, 0)):
        beyond = desk.findings.contradictions(audit, start, count)
        assert (beyond.total, beyond.rows) == (2, ())
    changes = []
    for row in window.rows:
        done = desk.findings.correct(audit, row.key, *desk.findings.corrections(audit, row.key))
        assert done.change
        changes.append(done.change)
    found = desk.files.show(no(1))
    assert {(each.type, each.paper) for each in found.documents} == {
        (CONTRACT, "present"),
        (invoice, "present"),
    }
    assert [each.type for each in found.waivers] == [policy]
    assert "Annual audit" in found.waivers[0].reason
    assert desk.findings.contradictions(audit).total == 0
    for change in reversed(changes):
        desk.history.undo(change)
    assert desk.findings.contradictions(audit).total == 2
    again = [each for row in window.rows for each in desk.findings.corrections(audit, row.key)]
    assert [each.later for each in again] == [False, False], "what was taken back can be done again"


def test_what_somebody_took_out_of_the_record_after_the_counting_stays_out(desk: Desk, audit: int) -> None:
    policy = DocumentType.INSURANCE_POLICY
    desk.papers.waive(file_id(desk, 1), policy, "sold abroad")
    marks = (DocumentMark(CONTRACT, Mark.PRESENT), DocumentMark(policy, Mark.NOT_APPLICABLE))
    desk.counting.tick(audit, no(1), FolderTicks(marks))
    assert desk.findings.contradictions(audit).total == 0
    (document,) = desk.files.show(no(1)).documents
    desk.papers.remove(document.id)
    desk.papers.unwaive(file_id(desk, 1), policy)
    for row in desk.findings.contradictions(audit).rows:
        (correction,) = desk.findings.corrections(audit, row.key)
        assert correction.later
        assert refused(desk, audit, row.key, correction) == "audit_correction_later"
    assert desk.findings.contradictions(audit).total == 2


@pytest.mark.parametrize(
    ("field", "on_paper", "kinds"),
    [
        (CardField.PLATE, "沪B·77777", ["card_field"]),
        (CardField.VIN, "LSVAA49J132047371", ["card_field"]),
        (CardField.PHONE, "13900001111", ["card_field"]),
        (CardField.OWNER, "王一", ["owner_name", "new_owner"]),
    ],
)
def test_a_field_takes_what_the_paper_says(
    desk: Desk, audit: int, field: CardField, on_paper: str, kinds: list[str]
) -> None:
    ticks = FolderTicks(card=(CardMark(field, CardSaid.DIFFERS, on_paper),))
    desk.counting.tick(audit, no(1), ticks)
    key, code = key_of(desk, audit, Fault.CARD), "customer" if field is CardField.OWNER else field.value
    was = desk.files.show(no(1))
    found = desk.findings.corrections(audit, key)
    assert [each.kind for each in found] == kinds
    for correction in found:
        assert (correction.before, correction.after) == (was.values[code], on_paper)
        done = desk.findings.correct(audit, key, correction)
        now = desk.files.show(no(1))
        assert now.values[code] == on_paper
        assert (now.customer_id == was.customer_id) is (correction.kind is not CorrectionKind.NEW_OWNER)
        assert desk.findings.corrections(audit, key) == ()
        assert done.change
        desk.history.undo(done.change)
        assert desk.files.show(no(1)).values == was.values


def test_a_plate_that_another_file_has_is_refused_and_nothing_is_changed(desk: Desk, audit: int) -> None:
    taken = str(desk.files.show(no(2)).values["plate"])
    desk.counting.tick(audit, no(1), FolderTicks(card=(CardMark(CardField.PLATE, CardSaid.DIFFERS, taken),)))
    key = key_of(desk, audit, Fault.CARD)
    (correction,) = desk.findings.corrections(audit, key)
    assert refused(desk, audit, key, correction) == "plate_has_file"


def test_a_field_that_the_owner_changed_since_is_not_overwritten(desk: Desk, audit: int) -> None:
    marks = (
        CardMark(CardField.PHONE, CardSaid.DIFFERS, "13900001111"),
        CardMark(CardField.PLATE, CardSaid.DIFFERS, ""),
        CardMark(CardField.VIN, CardSaid.MATCH),
    )
    desk.counting.tick(audit, no(1), FolderTicks(card=marks))
    keys = {found.field: found.key for found in desk.findings.discrepancies(audit) if found.field}
    assert desk.findings.corrections(audit, keys[CardField.PLATE]) == (), "the paper says nothing"
    (correction,) = desk.findings.corrections(audit, keys[CardField.PHONE])
    desk.files.edit(no(1), {"customer": "李四", "phone": "13500002222"})
    assert refused(desk, audit, keys[CardField.PHONE], correction) == "audit_correction_gone"
    (now,) = desk.findings.corrections(audit, keys[CardField.PHONE])
    assert refused(desk, audit, keys[CardField.PHONE], now) == "audit_correction_later"
    assert desk.files.show(no(1)).values["phone"] == "13500002222"


def test_a_folder_of_an_archived_file_takes_the_file_back(desk: Desk) -> None:
    cabinet(desk, 2)
    desk.files.archive(no(2))
    audit = opened(desk)
    verdicts(desk, audit, no(2), at="B")
    key = key_of(desk, audit, Fault.ARCHIVED)
    (back,) = desk.findings.corrections(audit, key)
    assert (back.before, back.after) == ("archived", "active")
    desk.findings.correct(audit, key, back)
    assert desk.files.show(no(2)).archived_at is None
    assert desk.findings.corrections(audit, key) == ()
    desk.files.archive(no(2))
    assert [each.later for each in desk.findings.corrections(audit, key)] == [False], "it is as it was then"


def test_what_is_no_file_suggests_nothing(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, "nothing", at="A")
    assert desk.findings.corrections(audit, key_of(desk, audit, Fault.UNKNOWN)) == ()
    assert desk.findings.corrections(audit, key_of(desk, audit, Fault.MISSING, 1)) == ()
    other = opened(desk, "Other")
    verdicts(desk, audit, no(1), at="C")
    assert desk.findings.corrections(other, key_of(desk, audit, Fault.MISPLACED)) == (), "of another audit"
