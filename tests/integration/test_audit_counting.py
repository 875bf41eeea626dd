"""Counting on a real database: folders shown whole, ticked in one action, and the board that follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import CardField, CardSaid, Fault, Mark, Said, Scope, Verdict
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import CardMark, DocumentMark, FolderTicks, RecentScan
from dealerdesk.services.audits.board import _COUNTED, _EXPECTED, _TODAY
from dealerdesk.services.audits.codes import look_up
from dealerdesk.services.audits.counting import LONGEST_CODE
from dealerdesk.services.audits.folders import _CARD, _FAULTS_OF, _HELD, _MARKS, _SIGHTINGS
from dealerdesk.services.audits.ground import as_open
from dealerdesk.services.audits.scanning import SCANS_AT_ONCE
from dealerdesk.services.history import action_text
from dealerdesk.storage.models import Document
from tests.support.audits import SHELVED, cabinet, explain_all, no, opened, shelve, verdicts
from tests.support.databases import broken
from tests.support.desks import add_files, last_change, plate_of
from tests.support.importing import Clock, reading_here

CONTRACT, INVOICE, INTENTION = (
    DocumentType.SALES_CONTRACT,
    DocumentType.VEHICLE_INVOICE,
    DocumentType.PURCHASE_INTENTION,
)
MATCH, DIFFERS = CardSaid.MATCH, CardSaid.DIFFERS


@pytest.fixture
def audit(desk: Desk) -> int:
    """An open audit of six files: the odd ones in cabinet A, the even ones in B."""
    cabinet(desk, 6)
    return opened(desk)


def put_document(desk: Desk, number: int, type_: DocumentType, words: str | None, paper: Paper) -> None:
    """Put a document without a scan into a test file."""
    with desk.database.writing(SHELVED, author=1) as work:
        sql = "SELECT id FROM vehicle_file WHERE file_no = ?"
        (file_id,) = work.connection.execute(sql, (no(number),)).fetchone()
        made = Document(
            file_id=file_id, type=type_.value, number=words, paper=paper.value, created_at=work.at
        )
        work.session.add(made)


def refused(call: object, *args: object, **terms: object) -> str:
    with pytest.raises(DealerDeskError) as refusal:
        call(*args, **terms)  # type: ignore[operator]  # whatever is called
    assert "{" not in str(refusal.value)
    return refusal.value.code


def test_a_verdict_shows_the_folder_as_it_was_at_the_opening(desk: Desk, audit: int) -> None:
    desk.files.edit(no(1), {"plate": "沪A·99999", "location": "Z", "customer": "李明"})
    (told,) = desk.counting.scan(audit, [no(1)], at="A", by="Ann").results
    assert told.folder
    assert (told.folder.file_no, told.folder.plate, told.folder.owner) == (no(1), plate_of(1), "王1")
    assert (told.folder.location, told.folder.vehicle, told.earlier) == ("A-1/1", "大众", None)


def test_a_verdict_says_who_counted_the_folder_first_and_where(desk: Desk, audit: int, clock: Clock) -> None:
    desk.counting.scan(audit, [no(1), "what"], at="A", by="Ann")
    first = desk.database.now()
    clock.days_later(1)
    again, stray = desk.counting.scan(audit, [no(1), "WHAT"], at="C", by="Bob").results
    for told in (again, stray):
        assert told.earlier
        assert (told.earlier.by, told.earlier.place, told.earlier.at) == ("Ann", "A", first)
    assert again.verdict is Verdict.MISPLACED
    (third,) = desk.counting.scan(audit, [no(1)], at="C", by="Cid").results
    assert third.earlier == again.earlier, "the first one, not the last"


def test_one_folder_is_counted_under_its_name_and_many_as_a_number(desk: Desk, audit: int) -> None:
    changes = [
        desk.counting.scan(audit, codes).changes[0] for codes in ([plate_of(1)], ["what"], [no(2), no(3)])
    ]
    with desk.database.asking() as connection:
        sql = "SELECT label, params FROM change_set WHERE id = ?"
        told = [action_text(*connection.execute(sql, (change,)).fetchone()) for change in changes]
    assert told == [
        "T-00001 counted for the audit “Annual audit”",
        "what counted for the audit “Annual audit”",
        "2 codes counted for the audit “Annual audit”",
    ]


def test_a_place_is_the_same_however_it_is_written(desk: Desk, audit: int) -> None:
    assert verdicts(desk, audit, no(2), at="A", by="Ann") == ["misplaced"]
    assert verdicts(desk, audit, no(2), at=" ａ ", by="Bob") == ["already"]


def test_a_stray_with_evidence_stays_when_its_scan_is_undone(desk: Desk, audit: int) -> None:
    scanned = desk.counting.scan(audit, [no(1), "what"]).changes[0]
    desk.counting.add_evidence(audit, "what", note="of another shop")
    assert desk.history.undo(scanned).kept == ("what",)
    board = desk.counting.board(audit)
    assert (board.strays, board.figures.counted) == (1, 0)
    assert broken(desk.database) == []


def test_a_stray_that_is_a_file_is_shown_as_the_record_has_it(desk: Desk, audit: int) -> None:
    made = desk.files.create({"plate": "沪A11111", "customer": "王伟", "location": "Q-1"})
    (told, unknown) = desk.counting.scan(audit, [made.file_no, "nothing"]).results
    assert told.folder
    assert (told.folder.plate, told.folder.owner, told.folder.location) == ("沪A·11111", "王伟", "Q-1")
    assert unknown.folder is None


@pytest.mark.parametrize("prefix", ["", "DD:", "]Q1", "]C0", "]Q1DD:", "\x02", " "])
def test_what_the_codes_of_a_label_carry_counts(desk: Desk, audit: int, prefix: str) -> None:
    (label,) = desk.labels.named([no(1)])
    assert verdicts(desk, audit, f"{prefix}{label.file_no}\r") == ["counted"]


def test_what_is_too_long_for_a_label_is_kept_as_far_as_it_helps(desk: Desk, audit: int) -> None:
    (told,) = desk.counting.scan(audit, ["x" * 5000]).results
    assert (told.verdict, len(told.code)) == (Verdict.UNKNOWN, LONGEST_CODE)


def test_many_codes_tell_how_far_they_are_and_stop_between_two_transactions(desk: Desk, audit: int) -> None:
    class Stopping:
        def __init__(self) -> None:
            self.steps: list[tuple[int, int | None]] = []

        def step(self, stage: Message, done: int, total: int | None) -> None:
            self.steps.append((done, total))
            if done:
                raise InterruptedError

    codes = [f"what {number}" for number in range(SCANS_AT_ONCE + 1)]
    stopping = Stopping()
    with pytest.raises(InterruptedError):
        desk.counting.scan(audit, codes, progress=stopping)
    assert stopping.steps == [(0, len(codes)), (SCANS_AT_ONCE, len(codes))]
    assert desk.audits.figures(audit).unknown == SCANS_AT_ONCE, "what was counted by then stays"


def test_a_folder_shows_what_must_be_in_it_first(desk: Desk) -> None:
    cabinet(desk, 1)
    put_document(desk, 1, CONTRACT, "HT-1", Paper.PRESENT)
    put_document(desk, 1, DocumentType.OTHER_SALES, None, Paper.PRESENT)
    audit = opened(desk)
    put_document(desk, 1, CONTRACT, "HT-2", Paper.MISSING)
    put_document(desk, 1, INVOICE, "FP-1", Paper.PRESENT)
    folder = desk.counting.folder(audit, no(1))
    assert (folder.line.file_no, folder.phone) == (no(1), "13800000001")
    kinds = [paper.type for paper in folder.papers]
    required = [paper.type for paper in folder.papers if paper.required]
    assert required == sorted(required, key=list(DocumentType).index)
    assert kinds == [*required, DocumentType.OTHER_SALES]
    papers = {paper.type: paper for paper in folder.papers}
    assert (papers[CONTRACT].has_paper, papers[CONTRACT].count, papers[CONTRACT].words) == (True, 2, "")
    assert (papers[INVOICE].has_paper, papers[INVOICE].words) == (False, "FP-1"), "as it was at the opening"
    assert papers[DocumentType.OTHER_SALES].has_paper
    assert [line.on_record for line in folder.card] == [
        "LSVAA49J000000001",
        plate_of(1),
        "王1",
        "13800000001",
    ]
    assert folder.faults == (Fault.MISSING,)
    assert refused(desk.counting.folder, audit, "nothing") == "audit_not_expected"
    assert refused(desk.counting.folder, 99, no(1)) == "no_such_audit"


def test_a_folder_is_ticked_in_one_action_and_taken_back_in_one(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, no(1))
    before = desk.counting.folder(audit, no(1))
    ticks = FolderTicks(
        marks=(
            DocumentMark(CONTRACT, Mark.PRESENT, Mark.MISSING, note="torn"),
            DocumentMark(INVOICE, Mark.UNREADABLE),
        ),
        card=(CardMark(CardField.VIN, MATCH), CardMark(CardField.OWNER, DIFFERS, " 李  明 ")),
    )
    last = last_change(desk)
    done = desk.counting.tick(audit, no(1), ticks, by="Ann")
    assert (done.file_no, done.differences, done.change) == (no(1), 3, last + 1)
    folder = desk.counting.folder(audit, no(1))
    papers = {paper.type: (paper.paper, paper.scan, paper.note) for paper in folder.papers}
    assert papers[CONTRACT] == (Mark.PRESENT, Mark.MISSING, "torn")
    assert papers[INVOICE] == (Mark.UNREADABLE, None, None)
    said = {line.field: (line.said, line.on_paper) for line in folder.card}
    assert said[CardField.VIN] == (MATCH, None)
    assert said[CardField.OWNER] == (DIFFERS, "李 明")
    assert folder.faults == (Fault.PAPER, Fault.SCAN, Fault.CARD)
    figures = desk.audits.figures(audit)
    assert (figures.papers, figures.scans, figures.cards, figures.discrepancies) == (1, 1, 1, 5 + 3)
    assert done.change
    desk.history.undo(done.change)
    assert desk.counting.folder(audit, no(1)) == before
    assert broken(desk.database) == []


def test_an_undo_names_the_folder_of_which_something_was_said_since(desk: Desk, audit: int) -> None:
    first = desk.counting.tick(audit, no(1), FolderTicks(marks=(DocumentMark(CONTRACT, Mark.MISSING),)))
    desk.counting.tick(audit, no(1), FolderTicks(marks=(DocumentMark(CONTRACT, Mark.PRESENT),)))
    assert first.change
    undone = desk.history.undo(first.change)
    assert (undone.kept, undone.change) == ((no(1),), None)
    (paper,) = (each for each in desk.counting.folder(audit, no(1)).papers if each.type is CONTRACT)
    assert paper.paper is Mark.PRESENT


def test_what_was_said_of_the_card_is_changed_and_taken_back(desk: Desk, audit: int) -> None:
    def say(said: CardSaid | None, on_paper: str = "") -> tuple[int, int | None]:
        done = desk.counting.tick(
            audit, no(1), FolderTicks(card=(CardMark(CardField.PHONE, said, on_paper),))
        )
        return done.differences, done.change

    assert say(DIFFERS, "1390000")[0] == 1
    assert say(DIFFERS, "1390000") == (1, None), "nothing new was said"
    assert say(DIFFERS, "1390001")[0] == 1
    assert say(MATCH, "1390001")[0] == 0
    assert desk.counting.folder(audit, no(1)).card[3].on_paper is None
    assert say(None)[0] == 0
    assert desk.counting.folder(audit, no(1)).card[3].said is None
    assert say(None) == (0, None)


def test_a_card_that_differs_must_be_explained_before_closing(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, *map(no, range(1, 7)))
    desk.counting.tick(audit, no(2), FolderTicks(card=(CardMark(CardField.PLATE, DIFFERS, "粤B1"),)))
    assert refused(desk.audits.close, audit, ["Ann", "Bob"]) == "audit_unexplained"
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])
    assert refused(desk.counting.tick, audit, no(1), FolderTicks()) == "audit_closed"
    assert desk.counting.folder(audit, no(2)).faults == (Fault.CARD,), "a closed audit is still shown"


def test_the_board_shows_every_cabinet_as_it_stands(desk: Desk, clock: Clock) -> None:
    add_files(desk, 1, 6)
    shelve(desk, {1: "10-1", 2: "2-1", 3: "b-1", 4: "B/2", 5: None, 6: "A 1"})
    audit = opened(desk, people={"B": "Bob"})
    verdicts(desk, audit, no(1), by="Ann")
    clock.days_later(1)
    verdicts(desk, audit, no(3), no(4), "what", at="B", by="Bob")
    verdicts(desk, audit, no(6), at="Z", by="Cid")
    desk.counting.tick(audit, no(3), FolderTicks(marks=(DocumentMark(CONTRACT, Mark.MISSING),)))
    desk.counting.tick(audit, no(5), FolderTicks(marks=(DocumentMark(CONTRACT, Mark.MISSING),)))
    board = desk.counting.board(audit)
    told = [(row.cabinet, row.expected, row.counted, row.faulty, row.person) for row in board.cabinets]
    assert told == [
        ("2", 1, 0, 0, None),
        ("10", 1, 1, 0, None),
        ("A", 1, 1, 1, None),
        ("B", 2, 2, 1, "Bob"),
        ("", 1, 0, 0, None),
    ]
    assert (board.in_order, board.faulty, board.left) == (2, 2, 2)
    assert (board.counters_today, board.strays) == (2, 1)
    assert board.figures == desk.audits.figures(audit)
    assert board.audit == desk.audits.get(audit)


def test_the_last_scans_are_there_on_another_day(desk: Desk, audit: int, clock: Clock) -> None:
    def told(scan: RecentScan) -> tuple[str | None, str, str, str, str | None, str]:
        return scan.file_no, scan.code, scan.verdict.value, scan.place, scan.belongs, scan.by

    for codes, at, by in (
        ([no(1)], "A", "Ann"),
        ([no(1)], "A", "Bob"),
        ([no(2)], "A", "Ann"),
        (["what"], "A", "Ann"),
    ):
        desk.counting.scan(audit, codes, at=at, by=by)
        clock.days_later(1)
    newest = [
        (None, "what", "unknown", "A", None, "Ann"),
        (no(2), no(2), "misplaced", "A", "B-1/2", "Ann"),
        (no(1), no(1), "already", "A", "A-1/1", "Bob"),
        (no(1), no(1), "counted", "A", "A-1/1", "Ann"),
    ]
    assert [told(scan) for scan in desk.counting.recent(audit, 50)] == newest
    assert [told(scan) for scan in desk.counting.recent(audit, 2)] == newest[:2]
    assert desk.counting.recent(audit, 2)[1].plate == plate_of(2)


def test_a_counter_who_did_not_find_a_folder_is_among_its_sightings(desk: Desk, audit: int) -> None:
    verdicts(desk, audit, no(1), at="A", by="Ann")
    (seen,) = desk.counting.folder(audit, no(1)).sightings
    assert (seen.by, seen.place, seen.said) == ("Ann", "A", Said.FOUND)


def test_files_that_are_merged_meanwhile_stay_two_folders(desk: Desk, audit: int) -> None:
    desk.counting.tick(audit, no(2), FolderTicks(marks=(DocumentMark(CONTRACT, Mark.PRESENT),)))
    desk.files.edit(no(2), {"vin": ""})
    first, second = (desk.counting.folder(audit, no(number)).line.file_id for number in (1, 2))
    desk.merging.apply_merge(desk.merging.plan_merge(PairKind.FILES, first, second), {})
    assert verdicts(desk, audit, no(1), no(2)) == ["counted", "counted"]
    folder = desk.counting.folder(audit, no(2))
    assert {paper.paper for paper in folder.papers if paper.type is CONTRACT} == {Mark.PRESENT}
    assert broken(desk.database) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("codes.txt", b"{0}\n{1}\n"),
        ("codes.txt", "{0}\r\n{1}\r\n".encode("utf-8-sig")),
        ("codes.csv", '"{0}","2026-11-22 10:31","1"\n"{1}","2026-11-22 10:32","1"\n'.encode("utf-16")),
        ("codes.txt", "条码\t时间\t设备\n{0}\t10:31\t甲\n{1}\t10:32\t甲\n".encode("gb18030")),
        ("codes.csv", "條碼;數量\n{0};1\n{1};2\n".encode("cp950")),
    ],
)
def test_the_file_of_a_batch_scanner_is_read_whatever_its_encoding(
    desk: Desk, audit: int, tmp_path: Path, name: str, content: bytes
) -> None:
    source = tmp_path / name
    source.write_bytes(content.replace(b"{0}", b"T-00001").replace(b"{1}", b"T-00002"))
    if content.startswith(b"\xff\xfe"):
        text = content.decode("utf-16").format("T-00001", "T-00002")
        source.write_bytes(text.encode("utf-16"))
    with reading_here():
        codes = desk.counting.read_codes(source)
    assert codes == ("T-00001", "T-00002")
    assert verdicts(desk, audit, *codes) == ["counted", "counted"]


def test_what_is_no_list_of_codes_is_refused_by_the_child(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "photo.txt"
    source.write_bytes(b"\xff\xd8\xff\xe0 no text")
    assert refused(desk.counting.read_codes, source).startswith("file_")
    assert refused(desk.counting.read_codes, tmp_path / "none.txt") == "file_not_found"


def test_a_folder_is_read_from_indexes_only(desk: Desk, audit: int) -> None:
    with desk.database.asking() as connection:
        entry = look_up(connection, as_open(desk.audits.get(audit)), no(1))
        assert entry
        asked = {
            _FAULTS_OF: {"audit": audit, "entry": 1},
            _HELD: (1,),
            _MARKS: (1,),
            _CARD: (1,),
            _SIGHTINGS: (1,),
        }
        for sql, params in asked.items():
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", params)]
            tables = [step for step in plan if step.startswith("SCAN") and "subquery" not in step]
            assert not tables, (sql, plan)


def test_the_board_reads_cabinets_from_indexes_alone(desk: Desk, audit: int) -> None:
    params: dict[str, object] = {_EXPECTED: (audit,), _COUNTED: (audit,)}
    with desk.database.asking() as connection:
        for sql, values in params.items():
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
            assert len(plan) == 1, plan
            assert "USING COVERING INDEX" in plan[0]
        today = connection.execute(f"EXPLAIN QUERY PLAN {_TODAY}", {"audit": audit, "day": "2026-01-01"})
        assert any("counted_at>?" in row[3] and "COVERING" in row[3] for row in today)


def test_an_audit_of_a_filter_shows_its_scope_on_the_board(desk: Desk) -> None:
    cabinet(desk, 4)
    audit = opened(desk, where="location~A-1")
    board = desk.counting.board(audit)
    assert (board.audit.scope, [row.cabinet for row in board.cabinets]) == (Scope.FILTER, ["A"])
