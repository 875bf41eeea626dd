"""The files page by keys and clicks, on a real desk."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.details import FileDetail
from dealerdesk.storage.failures import DISK_FAILED
from dealerdesk.ui.files.page import FilesPage
from dealerdesk.ui.files.preview import PreviewPane
from dealerdesk.ui.models import files_model
from dealerdesk.ui.models.files_columns import Column
from dealerdesk.ui.models.files_model import LOADING_ROW, FilesModel
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import FILES, Person
from tests.support.windows import sample_desk, settle, window_on


def plate_of(person: Person, row: int) -> str:
    return str(person.page.model.index(row, Column.PLATE).data())


def some_vin(person: Person) -> str:
    return next(vin for vin in person.column(Column.VIN)[5:] if vin)


def found(person: Person, words: str) -> None:
    """Be led to the hits of `words`, as by the search box."""
    person.go(Place(PageName.FILES, words=words))


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


def test_words_list_their_hits_and_preview_the_best(person: Person) -> None:
    vin = some_vin(person)
    found(person, vin[-6:])
    assert person.column(Column.VIN) == [vin]
    assert person.column(Column.MATCHED) == ["VIN"]
    assert not person.page.table.isColumnHidden(Column.MATCHED)
    assert person.page.preview.file_id == person.page.model.id_at(0)


def test_holding_the_arrow_key_previews_the_last_file_only(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    show = PreviewPane.show_file

    def watched(pane: PreviewPane, detail: FileDetail, expiring: Sequence[DocumentType], today: date) -> None:
        shown.append(detail.id)
        show(pane, detail, expiring, today)

    monkeypatch.setattr(PreviewPane, "show_file", watched)
    person.press("Ctrl+1")
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
    counts = [tuple(map(int, text.split("/"))) for text in click(Column.DOCUMENTS) if "/" in text]
    rates = [present / required for present, required in counts]
    assert rates in (sorted(rates), sorted(rates, reverse=True))


def test_a_change_through_the_services_appears_in_list_and_preview_through_the_feed(person: Person) -> None:
    desk = person.session.desk
    assert desk is not None
    row = person.page.model.index(0, 0).data(FilesModel.ROW_ROLE)
    person.session.tasks.write(
        lambda: desk.files.edit(row.file_no, {"model": "Testarossa"}),
        lambda _edited: None,
    )
    person.rest()
    assert "Testarossa" in person.column(Column.VEHICLE)[0]
    assert "Testarossa" in person.page.preview._name.text()


def test_a_change_in_another_thread_appears_too(person: Person) -> None:
    desk = person.session.desk
    assert desk is not None
    row = person.page.model.index(1, 0).data(FilesModel.ROW_ROLE)
    edit = lambda: desk.files.edit(row.file_no, {"location": "Z-9/9"})  # noqa: E731
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
    desk.files.archive(row.file_no, None)
    person.rest()
    assert person.page.model.rowCount() == count - 1
    assert row.id not in [person.page.model.id_at(n) for n in range(count)]
    assert person.page.preview.file_id == person.page.model.id_at(0)
    found(person, row.vin or row.file_no)
    assert person.column(Column.STATE) == ["Archived"]


def test_a_list_that_cannot_be_read_says_why_and_can_be_tried_again(person: Person) -> None:
    error = DealerDeskError(DISK_FAILED, path="dealerdesk.db")
    person.page.model.failed.emit(error)
    assert str(error) in person.page.list.said
    person.click(person.page.list.again)
    assert person.page.table.isVisible()


def test_the_model_never_queries_when_a_view_asks_for_data(person: Person) -> None:
    page = person.page
    desk = page.workplace.desk
    model = FilesModel(person.session.tasks, desk.lists, lambda: desk.search)
    model.refresh()
    settle(person.session)
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in range(len(Column))]
    assert {cell.data() for cell in cells} == {""}
    assert {cell.data(Qt.ItemDataRole.AccessibleTextRole) for cell in cells} == {LOADING_ROW.said()}
    assert person.session.tasks.is_idle


def test_rows_are_fetched_as_they_come_into_sight(person: Person) -> None:
    page = person.page
    desk = page.workplace.desk
    model = FilesModel(person.session.tasks, desk.lists, lambda: desk.search)
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
    assert " documents" in spoken[-1]
    whole = model.index(0, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert all(text in whole for text in spoken)
    assert "Customer: " in whole


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
    found(person, "20")
    assert person.page.model.rowCount() == 5
    assert person.page.model.total > 5
    assert f"{person.page.model.total} found, the first 5 are listed" in person.page.head.count


def test_a_click_previews_and_enter_opens_the_file(person: Person) -> None:
    person.click_row(3)
    assert person.chosen_row() == 3
    chosen = person.page.model.id_at(3)
    assert person.page.preview.file_id == chosen
    person.press(Qt.Key.Key_Return)
    assert person.window.pages.place is not None
    assert (person.window.pages.place.page, person.window.pages.place.file_id) == (PageName.FILE, chosen)


def test_whoever_comes_back_finds_the_same_file_chosen(person: Person) -> None:
    person.click_row(3)
    chosen = person.page.model.id_at(3)
    person.press(Qt.Key.Key_Return)
    person.press("Alt+Left")
    assert person.window.current is person.page
    assert person.page.model.id_at(person.chosen_row()) == chosen
    assert person.page.table.hasFocus()


def test_the_chip_of_what_was_found_leads_back_to_all_files(person: Person) -> None:
    found(person, some_vin(person)[-6:])
    assert person.page.model.rowCount() == 1
    hit = person.page.model.id_at(0)
    assert person.page.chips.found.isVisible()
    person.click(person.page.chips.found)
    assert not person.page.chips.found.isVisible()
    assert person.page.model.rowCount() > FILES // 2
    assert person.page.model.id_at(person.chosen_row()) == hit
    assert person.page.table.isColumnHidden(Column.MATCHED)
    person.press("Alt+Left")
    assert person.page.model.rowCount() == 1


def test_what_nobody_has_is_said_and_one_button_leads_back(person: Person) -> None:
    found(person, "zzzz9999")
    assert person.page.model.rowCount() == 0
    assert not person.page.preview.isVisible()
    assert "zzzz9999" in person.page.list.said
    person.click(person.page.list.leave_search)
    assert person.page.model.rowCount() > FILES // 2


def test_the_panes_are_walked_with_f6(person: Person) -> None:
    person.page.table.setFocus()
    seen = []
    for _ in range(6):
        person.press("F6")
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(
            next((pane for pane in person.page.panes() if pane is focus or pane.isAncestorOf(focus)), None)
        )
    assert set(person.page.panes()) <= set(seen)


def test_the_preview_closes_where_the_window_is_narrow(person: Person) -> None:
    assert person.page.preview.isVisible()
    person.window.resize(1000, 600)
    person.rest()
    assert not person.page.preview.isVisible()


def test_an_empty_dealership_offers_a_new_file_and_an_import(
    tmp_path: Path, look: Look, preferences: Preferences
) -> None:
    sample_desk(tmp_path / "empty", 0).close()
    with window_on(tmp_path / "empty", look, preferences) as session:
        page = session.window.page(PageName.FILES)
        assert isinstance(page, FilesPage)
        session.window.go(Place(PageName.FILES))
        settle(session)
        assert page.list.is_empty
        assert not page.chips.isVisible()
        assert "dealerdesk" not in page.list.said
        for button, name in ((page.list.new_file, PageName.NEW_FILE), (page.list.import_, PageName.IMPORT)):
            session.window.go(Place(PageName.FILES))
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            settle(session)
            assert session.window.pages.place is not None
            assert session.window.pages.place.page is name
