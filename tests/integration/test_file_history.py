"""The history of one file, action by action and page by page."""

from __future__ import annotations

from typing import Any

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.files import FileState
from dealerdesk.services.file_history import FieldChange, RowTold
from dealerdesk.services.history import action_text
from dealerdesk.storage.engine import driver
from dealerdesk.storage.file_history import MINE, rows_of_sets, sets_of_file
from dealerdesk.storage.models import Document, User
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


def test_a_removed_order_stays_in_the_history_with_its_lines_and_its_documents_say_its_number(
    desk: Desk, file_no: str, file_id: int
) -> None:
    lines = ({"line_description": "机油"}, {"line_code": "F-7"}, {"line_unit_price": "5"})
    made = desk.orders.create(file_id, {"order_no": "RO-9", "date_in": "2026-03-01"}, lines)
    desk.papers.create(file_id, DocumentType.REPAIR_ORDER, {}, order=made.order_id)
    removed = desk.orders.remove(made.order_id)
    newest, _, first, *_ = desk.history.page_of_file(file_id).actions
    assert (newest.change, first.change) == (removed.change, made.change)
    assert [(row.table, row.op, row.name) for row in newest.rows] == [
        ("document", "u", "repair_order"),
        ("repair_order", "d", "RO-9"),
        ("repair_line", "d", "机油"),
        ("repair_line", "d", "F-7"),
        ("repair_line", "d", "3"),
    ]
    assert newest.rows[0].fields == (FieldChange("document.order_no", "RO-9", None),)
    assert (first.rows[0].table, first.rows[0].name) == ("repair_order", "RO-9")
    assert "repair_line" not in {row.table for row in first.rows}
    told = [entry.change for entry in desk.history.of_file(file_no)]
    assert removed.change is not None
    assert told.count(removed.change) == 2  # the document lost its order; the order went
    assert made.change in told


def test_a_line_that_came_or_went_later_is_told(desk: Desk, file_id: int) -> None:
    order = desk.orders.create(file_id, {"date_in": "2026-03-01"}, [{"line_description": "机油"}]).order_id
    desk.orders.edit(order, {}, [{"line_description": "机油"}, {"line_description": "滤清器"}])
    newest = desk.history.page_of_file(file_id).actions[0]
    assert ("repair_line", "i", "滤清器") in [(row.table, row.op, row.name) for row in newest.rows]
    desk.orders.edit(order, {}, [{"line_description": "机油"}])
    newest = desk.history.page_of_file(file_id).actions[0]
    assert ("repair_line", "d", "滤清器") in [(row.table, row.op, row.name) for row in newest.rows]


def test_whatever_takes_a_row_away_the_file_remembers_it(desk: Desk, file_id: int) -> None:
    made = desk.papers.create(file_id, DocumentType.SALES_CONTRACT, {"number": "HT-1"}).document
    with desk.database.writing(Label(FILLED), author=desk.author) as work:
        work.session.delete(work.session.get_one(Document, made))
    newest = desk.history.page_of_file(file_id).actions[0]
    assert [(row.table, row.op, row.name) for row in newest.rows] == [("document", "d", "sales_contract")]


def test_gone_rows_are_found_by_the_index_and_not_by_reading_all_history(desk: Desk, file_id: int) -> None:
    with desk.database.reading() as session:
        connection = driver(session.connection())
        plan = connection.execute(f"EXPLAIN QUERY PLAN {MINE} SELECT * FROM mine", {"file": file_id})
        steps = [row[3] for row in plan.fetchall()]
    by_index = [step for step in steps if "USING INDEX ix_row_change_gone" in step]
    assert len(by_index) == 5
    assert not [step for step in steps if step.endswith(("SCAN r", "SCAN row_change", "(tbl=?)"))]


def test_it_is_found_from_the_file_and_never_by_going_through_all_changes(desk: Desk, file_id: int) -> None:
    with desk.database.reading() as session:
        connection = driver(session.connection())

        class Explaining:
            def execute(self, sql: str, params: object) -> Any:
                return connection.execute(f"EXPLAIN QUERY PLAN {sql}", params)

        steps = [
            *sets_of_file(Explaining(), file_id, before=None, count=40),
            *rows_of_sets(Explaining(), file_id, [1, 2]),
        ]
    said = [step[-1] for step in steps]
    assert any(step.startswith("SEARCH r ") for step in said)
    assert not [step for step in said if step.startswith(("SCAN r", "SCAN c", "SCAN d"))]
