"""The history of one file, action by action and page by page."""

from __future__ import annotations

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.files import FileState
from dealerdesk.services.file_history import FieldChange, RowTold
from dealerdesk.services.history import action_text
from dealerdesk.storage.models import User
from dealerdesk.storage.unit_of_work import Label
from tests.support.desks import FILLED, add_files, attach
from tests.support.importing import Clock

VIN = "LSVAM4187C2184847"


@pytest.fixture
def file_no(desk: Desk) -> str:
    return desk.files.create({"vin": VIN, "plate": "粤B12345", "customer": "王伟"}).file_no


@pytest.fixture
def file_id(desk: Desk, file_no: str) -> int:
    return desk.files.show(file_no).id


def test_an_action_has_its_author_its_time_and_its_fields(
    desk: Desk, file_no: str, file_id: int, clock: Clock
) -> None:
    clock.days_later(1)
    edited = desk.files.edit(file_no, {"odometer": "52000", "phone": "139"})
    newest, first = desk.history.page_of_file(file_id).actions
    assert (newest.change, newest.at, newest.by) == (edited.change, clock.now, "Owner")
    assert action_text(newest.label, newest.params) == f"file {file_no} edited"
    fields = {change for row in newest.rows for change in row.fields}
    assert fields == {FieldChange("odometer", None, "52000"), FieldChange("phone", None, "139")}
    assert RowTold("vehicle_file", "i", file_no) in first.rows


def test_pages_follow_each_other_without_gap_or_repetition(desk: Desk, file_no: str, file_id: int) -> None:
    for number in range(7):
        desk.files.edit(file_no, {"odometer": str(number + 1)})
    whole = [action.change for action in desk.history.page_of_file(file_id).actions]
    seen: list[int] = []
    before = None
    while True:
        page = desk.history.page_of_file(file_id, before=before, count=3)
        seen += [action.change for action in page.actions]
        if not page.has_more:
            break
        before = seen[-1]
    assert seen == whole
    assert len(whole) == 8


def test_an_undone_action_says_so_until_it_is_done_again(desk: Desk, file_no: str, file_id: int) -> None:
    change = desk.files.set_state(file_no, FileState.VERIFIED).change
    assert change is not None
    undo = desk.history.undo(change).change
    assert undo is not None
    newest, verified, _ = desk.history.page_of_file(file_id).actions
    assert (newest.undoes, newest.can_be_undone) == (change, True)
    assert (verified.undone_by, verified.can_be_undone) == (undo, False)
    desk.history.undo(undo)
    verified = next(each for each in desk.history.page_of_file(file_id).actions if each.change == change)
    assert (verified.undone_by, verified.can_be_undone) == (None, True)


def test_documents_and_scans_come_and_go_by_their_names(desk: Desk, file_id: int) -> None:
    other = add_files(desk, 1, 1)[0]
    attach(desk, desk.folder.root, 1, 1)
    newest = desk.history.page_of_file(other).actions[0]
    assert [(row.table, row.op, row.name) for row in newest.rows] == [
        ("document", "i", "sales_contract"),
        ("scan", "i", "contract-1.pdf"),
    ]
    desk.history.undo(newest.change)
    gone = desk.history.page_of_file(other).actions[0]
    assert ("document", "d", "sales_contract") in [(row.table, row.op, row.name) for row in gone.rows]


def test_actions_that_changed_other_files_too_are_known(desk: Desk, file_id: int) -> None:
    first, _ = add_files(desk, 1, 2)
    assert desk.history.page_of_file(first).actions[0].is_wide
    assert not desk.history.page_of_file(file_id).actions[0].is_wide


def test_changes_of_one_person_can_be_asked_for(desk: Desk, file_no: str, file_id: int) -> None:
    with desk.database.writing(Label(FILLED), author=desk.author) as work:
        work.session.add(User(id=2, name="Lin Mei", role="clerk"))
    desk.files._author = 2
    desk.files.edit(file_no, {"colour": "白"})
    page = desk.history.page_of_file(file_id, author=2)
    assert [action.by for action in page.actions] == ["Lin Mei"]
    assert [author.name for author in page.authors] == ["Owner", "Lin Mei"]
