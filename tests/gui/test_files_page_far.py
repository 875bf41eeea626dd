"""A list that is longer than its first page: Home and End, sorting, choosing all while it is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dealerdesk.services import file_listing
from dealerdesk.services.file_listing import FileListing
from dealerdesk.services.lists import Lists
from dealerdesk.ui.models.files_columns import Column
from dealerdesk.ui.models.files_model import FilesModel
from dealerdesk.ui.models.reading import STILL_READING
from tests.gui.conftest import Person
from tests.support.windows import settle

SHORT = 3


@pytest.fixture(autouse=True)
def short_pages() -> Iterator[None]:
    """First pages of so few files that most of the list comes later."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_listing, "PAGE", SHORT)
        yield


def model_of(person: Person) -> FilesModel:
    desk = person.session.desk
    assert desk is not None
    return FilesModel(person.session.tasks, desk.lists, lambda: desk.search)


def test_the_first_page_comes_at_once_and_the_rest_follows_without_a_reset(person: Person) -> None:
    model = model_of(person)
    states: list[tuple[bool, int]] = []
    resets: list[None] = []
    model.answered.connect(lambda: states.append((model.is_whole, model.rowCount())))
    model.modelReset.connect(lambda: resets.append(None))
    model.refresh()
    settle(person.session)
    assert states == [(False, SHORT), (True, person.page.model.rowCount())]
    assert len(resets) == 1


def test_end_and_home_show_the_last_and_the_first_file(person: Person) -> None:
    model, table = person.page.model, person.page.table
    person.click_row(0)
    for key, row in ((Qt.Key.Key_End, model.rowCount() - 1), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(table, key, Qt.KeyboardModifier.ControlModifier)
        person.rest()
        assert person.chosen_row() == row
        assert model.index(row, 0).data(FilesModel.ROW_ROLE) is not None
        assert person.page.preview.file_id == model.id_at(row)


def test_what_is_chosen_stays_where_a_list_that_is_sorted_is_longer_than_its_page(person: Person) -> None:
    person.click_row(5)
    chosen = person.page.model.id_at(5)
    person.page.table.sortByColumn(Column.VIN, Qt.SortOrder.AscendingOrder)
    person.page.table.sortByColumn(Column.VIN, Qt.SortOrder.DescendingOrder)
    person.rest()
    assert person.page.model.id_at(person.chosen_row()) == chosen
    vins = [vin for vin in person.column(Column.VIN) if vin]
    assert vins == sorted(vins, reverse=True)


def test_nothing_is_done_to_all_files_while_these_are_still_being_read(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = person.page.model
    today = person.page.workplace.desk.database.now().date()
    page = FileListing(model.ids, today, 0, is_whole=False)
    monkeypatch.setattr(model, "_listing", page)
    person.click_row(0)
    archive = next(c for c in person.page.commands() if c.keys == "Del")
    assert archive.why_not() is None
    person.page.table.selectAll()
    export = next(c for c in person.page.commands() if c.keys == "Ctrl+E")
    assert archive.why_not() is STILL_READING
    assert export.why_not() is STILL_READING


def test_a_change_elsewhere_reads_no_list_anew(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = person.session.desk
    assert desk is not None
    read: list[object] = []
    monkeypatch.setattr(Lists, "listing", lambda *asked: read.append(asked))
    row = person.page.model.index(2, 0).data(FilesModel.ROW_ROLE)
    desk.files.edit(row.file_no, {"location": "Z-9/9"})
    person.rest()
    assert person.page.model.index(2, 0).data(FilesModel.ROW_ROLE).location == "Z-9/9"
    assert read == []
