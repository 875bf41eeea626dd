"""The files page by keys and clicks, on a real desk."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.details import FileDetail
from dealerdesk.storage.failures import DISK_FAILED
from dealerdesk.ui.files.preview import PreviewPane
from dealerdesk.ui.models import files_model
from dealerdesk.ui.models.files_model import LOADING_ROW, Column, FilesModel
from tests.gui.conftest import FILES, Person
from tests.support.windows import settle


def plate_of(person: Person, row: int) -> str:
    return str(person.page.model.index(row, Column.PLATE).data())


def some_vin(person: Person) -> str:
    return next(vin for vin in person.column(Column.VIN)[5:] if vin)


def test_the_list_shows_all_active_files_latest_visit_first_and_previews_the_first(person: Person) -> None:
    page = person.page
    assert page.model.rowCount() > FILES // 2
    visits = [
        page.model.index(row, 0).data(FilesModel.ROW_ROLE).last_visit for row in range(page.model.rowCount())
    ]
    known = [visit for visit in visits if visit]
    assert known == sorted(known, reverse=True)
    assert visits[: len(known)] == known
    assert person.chosen_row() == 0
    assert page.preview.file_id == page.model.id_at(0)


def test_typing_a_vin_tail_finds_the_file_and_previews_it(person: Person) -> None:
    vin = some_vin(person)
    person.search(vin[-6:])
    assert person.column(Column.VIN) == [vin]
    assert person.column(Column.MATCHED) == ["VIN"]
    assert not person.page.table.isColumnHidden(Column.MATCHED)
    assert person.page.preview.file_id == person.page.model.id_at(0)


def test_down_moves_through_the_hits_while_one_types_and_enter_goes_to_the_preview(person: Person) -> None:
    person.search("20")
    assert person.page.model.rowCount() > 2
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Up)
    assert person.chosen_row() == 1
    assert person.window.top.search.field.hasFocus()
    assert person.page.preview.file_id == person.page.model.id_at(1)
    person.press(Qt.Key.Key_Return)
    assert person.page.preview.hasFocus()


def test_enter_right_after_a_scanner_s_burst_opens_what_was_scanned_not_what_was_chosen_before(
    person: Person,
) -> None:
    vin = some_vin(person)
    person.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(person.window.top.search.field, vin)
    QTest.keyClick(person.window.top.search.field, Qt.Key.Key_Return)
    person.rest()
    assert person.column(Column.VIN) == [vin]
    assert person.page.preview.hasFocus()
    assert person.page.preview.file_id == person.page.model.id_at(0)


def test_escape_goes_back_step_by_step_and_the_found_file_stays_chosen(person: Person) -> None:
    person.search(some_vin(person)[-6:])
    found = person.page.model.id_at(0)
    person.press(Qt.Key.Key_Return)
    person.press(Qt.Key.Key_Escape)
    assert person.page.table.hasFocus()
    person.press(Qt.Key.Key_Escape)
    assert person.window.top.search.field.text() == ""
    assert person.page.model.rowCount() > FILES // 2
    assert person.page.model.id_at(person.chosen_row()) == found
    assert person.page.table.isColumnHidden(Column.MATCHED)


def test_what_nobody_has_is_said_and_one_button_leads_back(person: Person) -> None:
    person.search("zzzz9999")
    assert person.page.model.rowCount() == 0
    assert not person.page.preview.isVisible()
    assert "zzzz9999" in person.page._no_hits.text
    QTest.mouseClick(person.page._show_all, Qt.MouseButton.LeftButton)
    person.rest()
    assert person.page.model.rowCount() > FILES // 2


def test_nothing_is_searched_while_an_input_method_composes(person: Person) -> None:
    customer = next(name for name in person.column(Column.CUSTOMER) if name and not name.isascii())
    person.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = person.window.top.search.field
    QApplication.sendEvent(field, QInputMethodEvent("wang", []))
    settle(person.session)
    assert person.page.model.query == ""
    commit = QInputMethodEvent("", [])
    commit.setCommitString(customer)
    QApplication.sendEvent(field, commit)
    person.rest()
    assert person.page.model.query == customer
    assert customer in person.column(Column.CUSTOMER)


def test_clicking_a_row_previews_it_and_a_double_click_opens_it(person: Person) -> None:
    person.click_row(3)
    assert person.chosen_row() == 3
    assert person.page.preview.file_id == person.page.model.id_at(3)
    table = person.page.table
    place = QPoint(20, table.rowViewportPosition(4) + 5)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.rest()
    assert person.page.preview.hasFocus()
    assert person.page.preview.file_id == person.page.model.id_at(4)


def test_holding_the_arrow_key_previews_the_last_file_only(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    show = PreviewPane.show_file

    def watched(pane: PreviewPane, detail: FileDetail, expiring: Sequence[DocumentType], today: date) -> None:
        shown.append(detail.id)
        show(pane, detail, expiring, today)

    monkeypatch.setattr(PreviewPane, "show_file", watched)
    person.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    for _ in range(9):
        QTest.keyClick(person.page.table, Qt.Key.Key_Down)
    settle(person.session)
    assert shown[-1] == person.page.model.id_at(9)
    assert len(shown) < 9


def test_a_click_on_a_title_sorts_and_another_one_turns_it_round(person: Person) -> None:
    header = person.page.table.horizontalHeader()

    def click(column: Column) -> list[str]:
        place = QPoint(header.sectionViewportPosition(column) + 10, 10)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        person.rest()
        return [text for text in person.column(column) if text]

    first, second = click(Column.VIN), click(Column.VIN)
    assert first in (sorted(first), sorted(first, reverse=True))
    assert first == second[::-1]
    click(Column.DOCUMENTS)
    assert header.sortIndicatorSection() == Column.VIN


def test_a_change_through_the_services_appears_in_list_and_preview_through_the_feed(person: Person) -> None:
    desk = person.session.desk
    assert desk is not None
    row = person.page.model.index(0, 0).data(FilesModel.ROW_ROLE)
    person.session.tasks.write(
        lambda: desk.files.edit(row.file_no, {"model": "Testarossa"}),  # type: ignore[attr-defined]  # the program's desk
        lambda _edited: None,
    )
    person.rest()
    assert "Testarossa" in person.column(Column.VEHICLE)[0]
    assert "Testarossa" in person.page.preview._name.text()


def test_a_change_in_another_thread_appears_too(person: Person) -> None:
    desk = person.session.desk
    assert desk is not None
    row = person.page.model.index(1, 0).data(FilesModel.ROW_ROLE)
    edit = lambda: desk.files.edit(row.file_no, {"location": "Z-9/9"})  # type: ignore[attr-defined]  # noqa: E731
    thread = threading.Thread(target=edit)
    thread.start()
    thread.join()
    person.rest()
    assert person.page.model.index(1, 0).data(FilesModel.ROW_ROLE).location == "Z-9/9"


def test_an_archived_file_leaves_the_list_and_the_next_one_is_chosen(person: Person) -> None:
    desk = person.session.desk
    assert desk is not None
    row = person.page.model.index(0, 0).data(FilesModel.ROW_ROLE)
    count = person.page.model.rowCount()
    desk.files.archive(row.file_no, None)  # type: ignore[attr-defined]  # the program's desk
    person.rest()
    assert person.page.model.rowCount() == count - 1
    assert row.id not in [person.page.model.id_at(n) for n in range(count)]
    assert person.page.preview.file_id == person.page.model.id_at(0)
    person.search(row.vin or row.file_no)
    assert person.column(Column.STATE) == ["Archived"]


def test_a_list_that_cannot_be_read_says_why_and_can_be_tried_again(person: Person) -> None:
    error = DealerDeskError(DISK_FAILED, path="dealerdesk.db")
    person.page.model.failed.emit(error)
    assert str(error) in person.page._failed.text
    QTest.mouseClick(person.page._again, Qt.MouseButton.LeftButton)
    person.rest()
    assert person.page.table.isVisible()


def test_the_model_never_queries_when_a_view_asks_for_data(person: Person) -> None:
    page = person.page
    model = FilesModel(person.session.tasks, page._desk.lists, page._desk.search)
    model.refresh()
    settle(person.session)
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in range(len(Column))]
    assert {cell.data() for cell in cells} == {""}
    assert {cell.data(Qt.ItemDataRole.AccessibleTextRole) for cell in cells} == {LOADING_ROW.said()}
    assert person.session.tasks.is_idle


def test_rows_are_fetched_as_they_come_into_sight(person: Person) -> None:
    page = person.page
    model = FilesModel(person.session.tasks, page._desk.lists, page._desk.search)
    model.refresh()
    settle(person.session)
    last = model.rowCount() - 1
    model.see(last, last)
    settle(person.session)
    assert model.index(last, 0).data(FilesModel.ROW_ROLE) is not None


def test_every_cell_says_what_it_shows(person: Person) -> None:
    model = person.page.model
    spoken = [
        model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in (Column.PLATE, Column.VIN, Column.VEHICLE, Column.STATE, Column.DOCUMENTS)
    ]
    assert all(spoken)
    assert spoken[-1].endswith(" documents")


def test_insurance_that_ends_soon_is_amber_in_list_and_preview_alike(person: Person) -> None:
    page = person.page
    rows = [page.model.index(row, 0).data(FilesModel.ROW_ROLE) for row in range(page.model.rowCount())]
    soon = next(number for number, row in enumerate(rows) if row.expiring and not row.completeness.missing)
    fine = next(number for number, row in enumerate(rows) if not row.expiring)
    for number, is_said in ((soon, True), (fine, False)):
        page.table.choose(number)
        person.rest()
        remarks = [label.text() for label in page.preview.findChildren(QLabel) if label.isVisible()]
        assert any("left" in text or text == "expired" for text in remarks) == is_said


def test_more_hits_than_are_listed_are_said(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_model, "HITS_SHOWN", 5)
    person.search("20")
    assert person.page.model.rowCount() == 5
    assert person.page.model.total > 5
    assert f"{person.page.model.total} found, the first 5 are listed" in person.page._count.text()
