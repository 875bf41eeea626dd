"""`check` finds what is amiss, says where, and repairs only what is not a record."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from dealerdesk.bootstrap import Desk, open_desk
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Stoppable
from dealerdesk.services.checks import CheckProblem
from dealerdesk.storage.bulk_lock import bulk_lock
from dealerdesk.storage.recording import all_triggers
from tests.support.desks import attach, last_change, plate_of, small_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = small_desk(tmp_path / "desk")
    yield desk
    desk.close()


def found(desk: Desk, *, deep: bool = True) -> list[tuple[str, str]]:
    result = desk.checks.check(deep=deep)
    assert result.ok == (not result.problems)
    return [(problem.kind, problem.ref) for problem in result.problems]


def as_another_program(desk: Desk, *statements: str, guarded: bool = False) -> None:
    """Write into the database past DealerDesk; unless `guarded`, with the triggers off meanwhile."""
    with closing(dbapi2.connect(desk.folder.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("BEGIN IMMEDIATE")
        if not guarded:
            for name in all_triggers():
                connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        if not guarded:
            for text in all_triggers().values():
                connection.execute(text)
        connection.execute("COMMIT")


def test_all_is_well_with_a_new_data_folder_and_archived_files_count(desk: Desk) -> None:
    desk.files.archive("T-00005", "sold abroad")
    result = desk.checks.check(deep=True)
    assert (result.ok, result.problems, result.repaired) == (True, (), ())
    assert (result.files, result.documents, result.scans) == (5, 2, 2)


def test_all_stays_well_through_edits_and_undo(desk: Desk, tmp_path: Path) -> None:
    desk.files.edit("T-00001", {"plate": "粤B·99999", "customer": "李四", "phone": "13900000000"})
    desk.files.edit("T-00002", {"notes": 'line one\nline two "quoted" \\ é 𠮷'})
    attach(desk, tmp_path, 3, 30)
    desk.files.archive("T-00004", None)
    desk.history.undo(last_change(desk))
    desk.history.undo(last_change(desk))
    assert found(desk) == []


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = small_desk(tmp_path_factory.mktemp("shared") / "desk", files=1, scans_=0)
    yield desk
    desk.close()


@settings(max_examples=60)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=3))
def test_whatever_is_written_the_history_fits(shared: Desk, notes: list[str]) -> None:
    for text in notes:
        shared.files.edit("T-00001", {"notes": f"{last_change(shared)}{text}", "colour": text[:5]})
    assert found(shared, deep=False) == []


@pytest.mark.parametrize(
    ("statement", "kind", "ref"),
    [
        ("UPDATE vehicle_file SET notes = 'x' WHERE id = 2", "history", "2"),
        ("UPDATE customer SET phone = '1' WHERE id = 2", "history", "2"),
        ("UPDATE change_set SET at = '2020-01-01 00:00:00' WHERE id = 2", "history", "2"),
        ("UPDATE row_change SET row_id = 99 WHERE set_id = 3 AND tbl = 'scan'", "history", "3"),
        ("DELETE FROM row_change WHERE set_id = 4 AND tbl = 'document'", "history", "4"),
        ("INSERT INTO setting (key, value) VALUES ('theme', 'dark')", "history", "setting 1"),
        ("INSERT INTO recording (one, set_id) VALUES (1, 4)", "history", "4"),
        ("UPDATE vehicle_file SET customer_id = 999 WHERE id = 3", "record", "vehicle_file 3"),
        ("UPDATE vehicle_file SET vin = 'lsvaa49j 00000003' WHERE id = 3", "record", "T-00003"),
        ("UPDATE vehicle_file SET plate_key = 'XYZ' WHERE id = 3", "record", "T-00003"),
        ("UPDATE vehicle_file SET plate = NULL WHERE id = 3", "record", "T-00003"),
        ("UPDATE vehicle_file SET plate = '粤b 10003' WHERE id = 3", "record", "T-00003"),
        ("UPDATE vehicle_file SET state = 'lost' WHERE id = 3", "record", "vehicle_file 3"),
        ("UPDATE document SET type = 'letter' WHERE id = 1", "record", "document 1"),
        ("UPDATE document SET paper = 'burnt' WHERE id = 1", "record", "document 1"),
        ("UPDATE scan SET sha256 = '../../etc/passwd' WHERE id = 1", "scan", "T-00001"),
    ],
)
def test_what_another_program_did_is_found(statement: str, kind: str, ref: str, desk: Desk) -> None:
    as_another_program(desk, statement)
    assert (kind, ref) in found(desk, deep=False)


def test_a_safeguard_that_is_gone_is_found(desk: Desk) -> None:
    as_another_program(desk, "DROP TRIGGER guard_row_change_delete", guarded=True)
    assert found(desk, deep=False) == [("history", "guard_row_change_delete")]


def test_the_history_cannot_be_rewritten_where_the_safeguards_are(desk: Desk) -> None:
    for statement in ("DELETE FROM row_change", "UPDATE change_set SET label = ''", "DELETE FROM scan"):
        with pytest.raises(dbapi2.IntegrityError):
            as_another_program(desk, statement, guarded=True)
    assert found(desk) == []


def test_a_damaged_database_is_found(tmp_path: Path) -> None:
    desk = small_desk(tmp_path / "desk", files=60)
    page_size, root = 4096, 0
    desk.close()
    path = tmp_path / "desk" / "dealerdesk.db"
    with closing(dbapi2.connect(path)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_customer_name'"
        ).fetchone()
    content = bytearray(path.read_bytes())
    start = (root - 1) * page_size
    content[start + 200 : start + page_size] = bytes(page_size - 200)
    path.write_bytes(content)
    desk = open_desk(tmp_path / "desk")
    kinds = {kind for kind, _ in found(desk, deep=False)}
    desk.close()
    assert kinds == {"database"}


def test_a_missing_scan_is_found(desk: Desk) -> None:
    desk.vault.path_of(min(desk.vault.hashes())).unlink()
    assert [kind for kind, _ in found(desk, deep=False)] == ["scan"]


def test_a_scan_that_was_cut_off_is_found_at_once_and_a_changed_one_by_looking_deep(desk: Desk) -> None:
    first, second = (desk.vault.path_of(sha256) for sha256 in sorted(desk.vault.hashes()))
    first.write_bytes(first.read_bytes()[:-1])
    content = bytearray(second.read_bytes())
    content[100] ^= 1
    second.write_bytes(content)
    assert len(found(desk, deep=False)) == 1
    assert len(found(desk, deep=True)) == 2


def test_a_deep_look_tells_of_each_scan_and_stops_between_them(desk: Desk) -> None:
    told: list[tuple[str, int, int | None]] = []

    class Watching:
        def step(self, stage: Message, done: int, total: int | None) -> None:
            told.append((stage.code, done, total))
            if told[-1] == ("checking_scans", 1, 2):
                raise Cancelled

    with pytest.raises(Cancelled):
        desk.checks.check(deep=True, progress=Watching())
    assert told[-2:] == [("checking_scans", 0, 2), ("checking_scans", 1, 2)]


def test_a_check_stops_inside_the_one_long_statement(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealerdesk.storage.interrupting._STEPS_BETWEEN_QUESTIONS", 100)
    told: list[str] = []

    class Stopping:
        def step(self, stage: Message, _done: int, _total: int | None) -> None:
            told.append(stage.code)
            if len(told) == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        desk.checks.check(progress=Stopping())
    assert told == ["checking_database"] * 2


@pytest.mark.parametrize(
    ("statement", "refs"),
    [
        ("DELETE FROM search_entry WHERE file_id = 3", {"T-00003", ""}),
        ("DELETE FROM search WHERE rowid = (SELECT seq FROM search_entry WHERE file_id = 3)", {"T-00003"}),
        ("INSERT INTO search_entry (seq, file_id) VALUES (999, 77)", {""}),
        ("INSERT INTO search (rowid, tokens) VALUES (998, 'stray')", {""}),
        ("UPDATE search_entry SET file_id = 900 + file_id", {f"T-0000{n}" for n in range(1, 6)} | {""}),
    ],
)
def test_a_stale_search_index_is_found_deep_and_repaired(statement: str, refs: set[str], desk: Desk) -> None:
    as_another_program(desk, statement, guarded=True)
    assert found(desk, deep=False) == []
    assert set(found(desk)) == {("search", ref) for ref in refs}
    result = desk.checks.check(deep=True, repair=True)
    assert (result.problems, result.repaired) == ((), ("The search index was written anew.",))
    assert [hit.file_no for hit in desk.search.find(plate_of(3)).hits] == ["T-00003"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE file_completeness SET present = present + 1 WHERE file_id = 3",
        "UPDATE file_completeness SET rate = 0.9 WHERE file_id = 3",
        "UPDATE file_completeness SET due = '2999-01-01' WHERE file_id = 3",
        "DELETE FROM file_completeness WHERE file_id = 3",
    ],
)
def test_completeness_that_is_kept_wrongly_is_found_deep_and_judged_anew(statement: str, desk: Desk) -> None:
    as_another_program(desk, statement, guarded=True)
    assert found(desk, deep=False) == []
    assert found(desk) == [("completeness", "T-00003")]
    result = desk.checks.check(deep=True, repair=True)
    assert result.problems == ()
    assert result.repaired == (
        "The search index was written anew.",
        "The completeness of 1 file was judged anew.",
    )
    assert found(desk) == []


def test_tokens_that_are_missing_or_too_many_are_found(desk: Desk) -> None:
    place = "(SELECT seq FROM search_entry WHERE file_id = 2)"
    as_another_program(
        desk,
        f"DELETE FROM search WHERE rowid = {place}",
        f"INSERT INTO search (rowid, tokens) VALUES ({place}, 'other tokens')",
        guarded=True,
    )
    assert found(desk) == [("search", "T-00002")]


def test_an_index_that_another_process_wrote_anew_is_no_damage(desk: Desk) -> None:
    assert desk.search.find("T-00003").total == 1
    other = open_desk(desk.folder.root)
    assert other.checks.check(repair=True).ok
    other.close()
    assert found(desk) == []


def test_repair_leaves_records_alone(desk: Desk) -> None:
    as_another_program(desk, "UPDATE vehicle_file SET plate_key = 'XYZ' WHERE id = 3")
    before = desk.checks.check().problems
    assert desk.checks.check(repair=True).problems == before != ()


def test_repair_sweeps_only_old_scans_that_no_document_ever_had(desk: Desk, tmp_path: Path) -> None:
    undone = attach(desk, tmp_path, 4, 40)
    desk.history.undo(last_change(desk))
    kept = set(desk.vault.hashes())
    content = (tmp_path / "contract-40.pdf").read_bytes()
    old, new = (desk.vault.store_bytes(content + end, "x.pdf").sha256 for end in (b"\nold", b"\nnew"))
    for sha256 in kept | {old}:
        os.utime(desk.vault.path_of(sha256), (0, 0))
    result = desk.checks.check(deep=True, repair=True)
    assert result.problems == ()
    assert result.repaired[1:] == ("1 scan that no document ever had was removed.",)
    assert set(desk.vault.hashes()) == kept | {new}
    assert undone in kept


def test_repair_waits_for_no_other_long_operation(desk: Desk) -> None:
    with bulk_lock(desk.folder, Message("test.at_work", "at work")):
        with pytest.raises(DealerDeskError) as refusal:
            desk.checks.check(repair=True)
        assert refusal.value.code == "bulk_locked"
        assert found(desk) == []


def test_a_repair_that_is_stopped_leaves_the_index_as_it_was(desk: Desk) -> None:
    stopped = Stoppable()
    stopped.stop()
    with pytest.raises(Cancelled):
        desk.checks.check(repair=True, progress=stopped)
    assert found(desk) == []


def test_problems_are_said_in_the_language_of_the_person(
    desk: Desk, language: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dealerdesk.i18n._", lambda text: f"«{text}»")
    desk.vault.path_of(min(desk.vault.hashes())).unlink()
    (problem,) = desk.checks.check().problems
    assert isinstance(problem, CheckProblem)
    assert problem.message.startswith("«")


@pytest.mark.parametrize("table", ["search", "search_entry", "setting"])
def test_a_database_that_lost_a_table_is_not_opened(desk: Desk, table: str) -> None:
    desk.close()
    as_another_program(desk, f"DROP TABLE {table}", guarded=True)
    with pytest.raises(DealerDeskError) as refused:
        open_desk(desk.folder.root)
    assert refused.value.code == "not_a_database"
