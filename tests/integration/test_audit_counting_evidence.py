"""Evidence of a count: notes and photos, kept like scans, taken back and checked like scans."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dealerdesk.bootstrap import Desk, open_desk
from dealerdesk.domain.audits import CardField, CardSaid
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.audits import CardMark, FolderTicks
from dealerdesk.services.backups.restoring import restore_backup
from dealerdesk.storage.audits import fingerprint
from tests.support.audits import SHELVED, cabinet, explain_all, no, opened, verdicts
from tests.support.databases import broken
from tests.support.desks import last_change
from tests.support.scans import jpeg


@pytest.fixture
def audit(desk: Desk) -> int:
    """An open audit of two files, one of which was found."""
    cabinet(desk, 2)
    audit = opened(desk)
    verdicts(desk, audit, no(1), "what")
    return audit


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(jpeg())
    return path


def refused(call: object, *args: object, **terms: object) -> str:
    with pytest.raises(DealerDeskError) as refusal:
        call(*args, **terms)  # type: ignore[operator]  # whatever is called
    assert "{" not in str(refusal.value)
    return refusal.value.code


def test_a_note_and_a_photo_are_kept_with_their_folder(desk: Desk, audit: int, photo: Path) -> None:
    noted = desk.counting.add_evidence(audit, no(1), note=" cover  torn ", by="Ann")
    shown = desk.counting.add_evidence(audit, no(1), photo=photo, by="Bob")
    assert desk.counting.folder(audit, no(1)).evidence == (noted, shown)
    assert (noted.note, noted.name, noted.sha256, noted.by) == ("cover torn", "", None, "Ann")
    assert (shown.note, shown.name, shown.by) == ("", "IMG_0001.jpg", "Bob")
    assert shown.sha256
    assert desk.vault.verify(shown.sha256)
    assert desk.checks.check(deep=True).ok
    assert broken(desk.database) == []


def test_a_stray_has_evidence_once_it_was_scanned(desk: Desk, audit: int) -> None:
    assert desk.counting.add_evidence(audit, "WHAT", note="an old folder of another shop").id
    assert refused(desk.counting.add_evidence, audit, "other", note="x") == "audit_not_expected"


@pytest.mark.parametrize("note", ["", "  ", "x" * 501])
def test_evidence_says_something(desk: Desk, audit: int, note: str) -> None:
    assert refused(desk.counting.add_evidence, audit, no(1), note=note) == "audit_evidence_empty"


def test_what_is_no_picture_is_refused_and_leaves_nothing(desk: Desk, audit: int, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no picture", encoding="utf-8")
    before = last_change(desk)
    code = refused(desk.counting.add_evidence, audit, no(1), photo=tmp_path / "note.txt")
    assert code == "scan_media_type"
    assert (last_change(desk), list(desk.vault.hashes())) == (before, [])


def test_evidence_is_taken_away_and_brought_back(desk: Desk, audit: int, photo: Path) -> None:
    kept = desk.counting.add_evidence(audit, no(1), note="torn", photo=photo)
    change = desk.counting.remove_evidence(audit, kept.id)
    assert desk.counting.folder(audit, no(1)).evidence == ()
    assert refused(desk.counting.remove_evidence, audit, kept.id) == "audit_evidence_gone"
    assert change
    desk.history.undo(change)
    assert desk.counting.folder(audit, no(1)).evidence == (kept,)
    assert desk.checks.check(deep=True).ok


def test_evidence_of_another_audit_is_not_taken_away(desk: Desk, audit: int) -> None:
    kept = desk.counting.add_evidence(audit, no(1), note="torn")
    assert refused(desk.counting.remove_evidence, opened(desk, "Other"), kept.id) == "audit_evidence_gone"


def test_a_repair_keeps_photos_also_those_that_an_undo_may_bring_back(
    desk: Desk, audit: int, photo: Path
) -> None:
    kept = desk.counting.add_evidence(audit, no(1), photo=photo)
    desk.history.undo(last_change(desk))
    assert kept.sha256
    os.utime(desk.vault.path_of(kept.sha256), (0, 0))
    assert desk.checks.check(deep=True, repair=True).ok
    desk.history.undo(last_change(desk))
    os.utime(desk.vault.path_of(kept.sha256), (0, 0))
    assert desk.checks.check(deep=True, repair=True).ok
    assert desk.vault.verify(kept.sha256)


def test_a_check_names_the_photo_that_is_missing_or_damaged(desk: Desk, audit: int, photo: Path) -> None:
    kept = desk.counting.add_evidence(audit, no(1), photo=photo)
    assert kept.sha256
    place = desk.vault.path_of(kept.sha256)
    content = place.read_bytes()
    place.chmod(0o600)
    place.write_bytes(content[:-1] + b"x")
    assert desk.checks.check().ok
    (damaged,) = desk.checks.check(deep=True).problems
    place.unlink()
    (missing,) = desk.checks.check().problems
    for problem in (damaged, missing):
        assert (problem.kind.value, problem.ref) == ("scan", no(1))
        assert "IMG_0001.jpg" in problem.message
    assert "photo" in missing.message
    told = desk.backups.backup().problems
    assert len(told) == 1
    assert "IMG_0001.jpg" in told[0]


def test_a_backup_holds_the_photos(desk: Desk, audit: int, photo: Path, tmp_path: Path) -> None:
    kept = desk.counting.add_evidence(audit, no(1), photo=photo)
    made = desk.backups.backup(tmp_path / "backup.zip")
    assert made.problems == ()
    restore_backup(made.path, tmp_path / "restored")
    with closing(open_desk(tmp_path / "restored")) as other:
        assert other.counting.folder(audit, no(1)).evidence == (kept,)
        assert other.checks.check(deep=True).ok


def test_a_closed_audit_keeps_cards_and_evidence_by_rule_and_by_trigger(desk: Desk, audit: int) -> None:
    kept = desk.counting.add_evidence(audit, no(1), note="torn")
    desk.counting.tick(audit, no(1), FolderTicks(card=(CardMark(CardField.VIN, CardSaid.DIFFERS, "x"),)))
    ticked = last_change(desk)
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])
    before = last_change(desk)
    assert refused(desk.counting.add_evidence, audit, no(1), note="x") == "audit_closed"
    assert refused(desk.counting.remove_evidence, audit, kept.id) == "audit_closed"
    for change in (ticked, ticked - 1):
        assert refused(desk.history.undo, change) == "audit_closed"
    assert last_change(desk) == before
    for statement in (
        "UPDATE audit_card SET said = 'match'",
        "DELETE FROM audit_card",
        "UPDATE audit_evidence SET note = 'x'",
        "DELETE FROM audit_evidence",
    ):
        with (
            pytest.raises(dbapi2.IntegrityError, match="a closed audit is not changed"),
            desk.database.writing(SHELVED, author=1) as work,
        ):
            work.connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_card SET on_paper = 'y'",
        "UPDATE audit_evidence SET note = 'y'",
        "DELETE FROM audit_evidence",
    ],
)
def test_the_fingerprint_is_over_cards_and_evidence_too(desk: Desk, audit: int, statement: str) -> None:
    desk.counting.add_evidence(audit, no(1), note="torn")
    desk.counting.tick(audit, no(1), FolderTicks(card=(CardMark(CardField.VIN, CardSaid.DIFFERS, "x"),)))
    with desk.database.writing(SHELVED, author=1) as work:
        before = fingerprint(work.connection, audit)
        assert fingerprint(work.connection, audit) == before
        work.connection.execute(statement)
        assert fingerprint(work.connection, audit) != before
