"""Who changed what, and taking it back; and finding files by what people remember of them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.files import FileState
from tests.support.importing import Clock, count_of, files, put_in, query, records, values
from tests.support.scans import pdf
from tests.support.spreadsheets import VINS

VIN, OTHER = "LSVAM4187C2184847", "1HGCM82633A004352"


@pytest.fixture
def file(desk: Desk) -> str:
    typed = {"vin": VIN, "plate": "粤B12345", "make": "大众", "customer": "王伟", "phone": "13800138000"}
    return desk.files.create(typed).file_no


def told(desk: Desk, ref: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(entry.field, entry.before, entry.after) for entry in desk.history.of_file(ref)]


def refusal(change: Callable[..., object], *words: object) -> str:
    with pytest.raises(DealerDeskError) as refused:
        change(*words)
    return refused.value.code


# --- what the history tells ---------------------------------------------------------------------------


def test_each_entry_says_who_when_what_was_and_what_is(desk: Desk, file: str, clock: Clock) -> None:
    clock.days_later(1)
    edited = desk.files.edit(file, {"odometer": "52000", "phone": "139", "next_service": "2026-12-01"})
    clock.days_later(1)
    desk.files.edit(file, {"odometer": "53000", "make": ""})
    newest = desk.history.of_file(file)
    assert {(entry.field, entry.before, entry.after) for entry in newest[:2]} == {
        ("odometer", "52000", "53000"),
        ("make", "大众", None),
    }
    assert {(entry.field, entry.before, entry.after) for entry in newest[2:5]} == {
        ("odometer", None, "52000"),
        ("phone", "13800138000", "139"),
        ("next_service", None, "2026-12-01"),
    }
    assert {entry.change for entry in newest[2:5]} == {edited.change}
    assert (newest[0].at, newest[0].by, newest[0].action) == (clock.now, "Owner", f"file {file} edited")
    assert (newest[-1].field, newest[-1].action) == (None, f"file {file} made")


def test_owners_and_people_are_told_by_their_names(desk: Desk, file: str) -> None:
    desk.files.edit(file, {"customer": "李娜"})
    desk.files.set_state(file, FileState.VERIFIED)
    entries = told(desk, file)
    assert ("customer", "王伟", "李娜") in entries
    assert ("verified_by", None, "Owner") in entries
    assert ("state", "draft", "verified") in entries


def test_actions_are_told_in_the_language_of_the_reader(
    desk: Desk, file: str, language: Callable[[str], None]
) -> None:
    change = desk.files.set_state(file, FileState.VERIFIED).change
    assert change is not None
    files(desk, {"vin": VIN, "colour": "白"})
    desk.history.undo(change)
    language("en")
    actions = list(dict.fromkeys(entry.action for entry in desk.history.of_file(file)))
    assert actions[0] == f"taken back: file {file} set to verified"
    assert actions[1].startswith("Vehicle files imported from sheet-")
    assert actions[2:] == [f"file {file} set to verified", f"file {file} made"]


def test_an_import_is_told_in_words_where_nothing_was_imported_yet(desk: Desk, tmp_path: Path) -> None:
    """The spreadsheets' room is opened on demand; the history must not need it."""
    files(desk, {"vin": VIN})
    script = "from pathlib import Path; from dealerdesk.bootstrap import open_desk; import sys\n"
    script += "print({entry.action for entry in open_desk(Path(sys.argv[1])).history.of_file(sys.argv[2])})"
    done = subprocess.run(
        [sys.executable, "-c", script, str(desk.folder.root), VIN],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert "imported from" in done.stdout
    assert "action.imported" not in done.stdout


# --- undo ---------------------------------------------------------------------------------------------


def test_an_undo_can_be_undone_and_that_too(desk: Desk, file: str) -> None:
    change = desk.files.edit(file, {"location": "B-2"}).change
    for expected in (None, "B-2", None, "B-2"):
        assert change is not None
        undone = desk.history.undo(change)
        assert (undone.reverted, undone.kept) == (1, ())
        assert desk.files.show(file).values["location"] == expected
        assert refusal(desk.history.undo, change) == "already_undone"
        change = undone.change
    (entry, *_) = desk.history.of_file(file)
    assert entry.action == f"done again: file {file} edited"


def test_a_change_whose_undo_was_undone_can_be_taken_back_again(desk: Desk, file: str) -> None:
    change = desk.files.edit(file, {"location": "B-2"}).change
    assert change is not None
    undone = desk.history.undo(change).change
    assert undone is not None
    desk.history.undo(undone)
    assert desk.history.undo(change).reverted == 1
    assert desk.files.show(file).values["location"] is None


def test_what_was_changed_since_is_kept_and_named(desk: Desk, file: str) -> None:
    change = desk.files.edit(file, {"location": "B-2", "colour": "白"}).change
    desk.files.edit(file, {"location": "C-3"})
    assert change is not None
    undone = desk.history.undo(change)
    assert (undone.reverted, undone.kept, undone.change) == (0, (file,), None)
    assert desk.files.show(file).values["location"] == "C-3"


def test_a_customer_without_a_file_that_was_changed_since_is_kept_and_named(desk: Desk) -> None:
    card = {"customer_no": "K-1", "customer": "王伟", "id_number": "11010519491231002X"}
    put_in(desk, RecordKind.CUSTOMERS, card | {"phone": "1"})
    second = put_in(desk, RecordKind.CUSTOMERS, card | {"phone": "2"}, {"customer": "李娜", "phone": "9"})
    put_in(desk, RecordKind.CUSTOMERS, card | {"phone": "3"})
    assert second.import_id is not None
    undone = desk.history.undo(second.import_id)
    assert (undone.reverted, undone.kept) == (1, ("K-1",))


def test_a_change_to_the_card_of_a_customer_who_is_gone_cannot_come_back_and_says_so(desk: Desk) -> None:
    made = files(desk, {"vin": VIN, "customer": "王伟"})
    edited = desk.files.edit(VIN, {"phone": "5"}).change
    assert made.import_id is not None
    assert edited is not None
    undone = desk.history.undo(edited).change
    desk.history.undo(made.import_id)
    assert undone is not None
    kept = desk.history.undo(undone)
    assert (kept.reverted, kept.kept, kept.change) == (0, ("C-000001",), None)


def test_a_change_to_a_document_of_a_file_that_is_gone_names_the_file(desk: Desk, tmp_path: Path) -> None:
    made = files(desk, {"vin": VIN, "file_no": "Z-1"})
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf())
    first = desk.documents.attach(VIN, DocumentType.SALES_CONTRACT, [scan]).change
    dated = desk.documents.attach(VIN, DocumentType.SALES_CONTRACT, [scan], dated=date(2026, 3, 10)).change
    assert None not in {first, dated, made.import_id}
    undone = [desk.history.undo(change).change for change in (dated, first, made.import_id) if change]
    assert undone[0] is not None
    kept = desk.history.undo(undone[0])
    assert (kept.reverted, kept.kept) == (0, ("Z-1",))


def test_a_setting_that_was_set_again_is_named(desk: Desk) -> None:
    desk.settings.set("lapsed_months", "7")
    (first,) = query(desk, "SELECT max(id) FROM change_set")[0]
    desk.settings.set("lapsed_months", "9")
    assert desk.history.undo(first).kept == ("lapsed_months",)


def test_the_making_of_the_data_folder_is_not_taken_back(desk: Desk) -> None:
    before = records(desk)
    assert refusal(desk.history.undo, 1) == "the_beginning"
    assert records(desk) == before


def test_there_must_be_such_a_change(desk: Desk) -> None:
    assert refusal(desk.history.undo, 999) == "no_such_change"


def test_a_file_that_an_undo_took_away_still_has_a_history(desk: Desk) -> None:
    made = files(desk, {"vin": VIN, "plate": "粤B12345", "file_no": "Z-1"})
    assert made.import_id is not None
    desk.history.undo(made.import_id)
    assert refusal(desk.files.show, VIN) == "unknown_ref"
    for ref in (VIN, "Z-1"):
        assert [entry.change for entry in desk.history.of_file(ref)] == [made.import_id + 1, made.import_id]
    assert refusal(desk.history.of_file, OTHER) == "unknown_ref"


def test_redoing_an_import_brings_its_records_back(desk: Desk) -> None:
    made = files(desk, {"vin": VIN, "customer": "王伟", "phone": "1"}, {"vin": OTHER})
    before = records(desk)
    assert made.import_id is not None
    undone = desk.history.undo(made.import_id)
    assert (undone.reverted, count_of(desk, "vehicle_file")) == (2, 0)
    assert undone.change is not None
    assert desk.history.undo(undone.change).reverted == 2
    assert records(desk) == before
    assert [entry.undone for entry in desk.imports.list()] == [False]
    assert desk.search.find("王伟").total == 1


# --- search -------------------------------------------------------------------------------------------


def test_hits_carry_what_they_matched_in(desk: Desk, file: str) -> None:
    (hit,) = desk.search.find("王伟 大众").hits
    assert (hit.file_no, hit.vin, hit.plate, hit.make, hit.customer) == (
        file,
        VIN,
        "粤B·12345",
        "大众",
        "王伟",
    )
    assert set(hit.matched) == {"customer", "make"}
    assert desk.search.find("184847").hits[0].matched == ("vin",)
    assert desk.search.find("8000").hits[0].matched == ("phone",)
    assert desk.search.find("wangwei").total == 1


def test_an_old_plate_finds_the_file_and_says_so(desk: Desk, file: str) -> None:
    desk.files.edit(file, {"plate": "京A88888"})
    (hit,) = desk.search.find("粤B12345").hits
    assert (hit.plate, hit.matched) == ("京A·88888", ("old_plate",))
    assert desk.search.find("京A88888").hits[0].matched == ("plate",)


def test_archived_files_are_found_and_marked(desk: Desk, file: str) -> None:
    desk.files.archive(file)
    assert [hit.archived for hit in desk.search.find("王伟").hits] == [True]
    desk.files.unarchive(file)
    assert [hit.archived for hit in desk.search.find("王伟").hits] == [False]


def test_the_most_recently_touched_come_first_up_to_the_limit_with_the_total(desk: Desk) -> None:
    files(desk, *({"vin": vin, "make": "Volkswagen"} for vin in VINS))
    desk.files.edit(VINS[7], {"colour": "red"})
    answer = desk.search.find("volkswagen", limit=10)
    assert (answer.total, len(answer.hits), answer.hits[0].vin) == (len(VINS), 10, VINS[7])
    assert (answer.query, desk.search.find("nobody").hits) == ("volkswagen", ())
    assert desk.search.find("").total == 0


def test_what_is_changed_is_found_by_its_new_value_only(desk: Desk, file: str) -> None:
    desk.files.edit(file, {"customer": "李娜", "location": "B-2/17"})
    assert desk.search.find("王伟").total == 0
    assert desk.search.find("李娜").hits[0].file_no == values(desk, VIN)["file_no"]


def test_every_action_has_its_words_before_its_own_room_is_open() -> None:
    script = (
        "import pkgutil, importlib, dealerdesk.bootstrap, dealerdesk.services\n"
        "from dealerdesk.domain.messages import all_messages\n"
        "known = set(all_messages())\n"
        "for room in pkgutil.walk_packages(dealerdesk.services.__path__, 'dealerdesk.services.'):\n"
        "    importlib.import_module(room.name)\n"
        "late = [code for code in set(all_messages()) - known if code.startswith('action.')]\n"
        "raise SystemExit(' '.join(sorted(late)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
