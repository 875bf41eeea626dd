"""Columns of the list: chosen, ordered and sized by hand, and found so again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from dealerdesk.ui.files.layout import (
    ColumnLayout,
    read_layout,
    read_sorting,
    written_sorting,
)
from dealerdesk.ui.files.page import FilesPage
from dealerdesk.ui.models.files_columns import (
    OFFERED_COLUMNS,
    SORTED_BY,
    USUAL_COLUMNS,
    Column,
    column_title,
)
from dealerdesk.ui.places import PageName
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import Look, text_metrics
from tests.gui.conftest import Person
from tests.support.windows import settle, window_on

ORDERS = st.lists(st.sampled_from(OFFERED_COLUMNS), min_size=1, unique=True)


def shown(person: Person) -> list[Column]:
    """The columns on the screen, from left to right, as the header has them."""
    header = person.page.table.horizontalHeader()
    logical = [header.logicalIndex(place) for place in range(header.count())]
    return [Column(column) for column in logical if not header.isSectionHidden(column)]


@given(ORDERS, st.dictionaries(st.sampled_from(OFFERED_COLUMNS), st.integers(40, 1200)))
def test_a_layout_is_read_as_it_was_written(order: list[Column], widths: dict[Column, int]) -> None:
    layout = ColumnLayout(tuple(order), widths)
    assert read_layout(layout.written()) == layout


@pytest.mark.parametrize(
    "kept",
    [None, 7, [], {"shown": 3}, {"shown": ["x", "matched"]}, {"shown": [], "widths": {"vin": "x"}}],
)
def test_what_cannot_be_read_is_as_usual(kept: object) -> None:
    assert read_layout(kept).shown == USUAL_COLUMNS
    assert read_sorting(kept) == read_sorting(None)


def test_every_sorting_is_read_as_it_was_written() -> None:
    for column in SORTED_BY:
        for order in Qt.SortOrder:
            assert read_sorting(written_sorting((column, order))) == (column, order)


def test_columns_are_ticked_and_moved_by_keyboard_and_found_so_in_the_next_window(
    person: Person, folder: Path, look: Look, preferences: Preferences
) -> None:
    person.press("Ctrl+Shift+L")
    popup = person.page.narrowing.columns
    assert popup.isVisible()
    QTest.keyClick(popup.list, Qt.Key.Key_Space)
    assert Column.PLATE not in shown(person)
    QTest.keyClick(popup.list, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    person.press(Qt.Key.Key_Escape)
    assert shown(person)[:2] == [Column.VEHICLE, Column.VIN]
    assert person.page.table.property("first_column") == Column.VEHICLE
    expected = shown(person)
    person.window.close()
    with window_on(folder, look, preferences) as again:
        page = again.window.page(PageName.FILES)
        assert isinstance(page, FilesPage)
        settle(again)
        assert list(page.table.visible_columns) == expected


def test_the_last_column_cannot_be_taken_away_and_as_usual_brings_all_back(person: Person) -> None:
    person.page.table.choose_columns(ColumnLayout((Column.PLATE,)))
    person.press("Ctrl+Shift+L")
    popup = person.page.narrowing.columns
    QTest.keyClick(popup.list, Qt.Key.Key_Space)
    assert shown(person) == [Column.PLATE]
    popup.usual.click()
    assert tuple(shown(person)) == USUAL_COLUMNS


def test_a_title_that_is_dragged_takes_its_column_along_and_an_edge_its_width(
    person: Person, preferences: Preferences
) -> None:
    header = person.page.table.horizontalHeader()
    view = header.viewport()
    edge = header.sectionViewportPosition(Column.VIN) + header.sectionSize(Column.VIN) - 1
    drag(view, QPoint(edge, 10), QPoint(edge + 30, 10))
    assert person.page.table.columns.widths.keys() == {Column.VIN}
    start = header.sectionViewportPosition(Column.CUSTOMER) + 20
    drag(view, QPoint(start, 10), QPoint(header.sectionViewportPosition(Column.VIN) + 5, 10))
    person.rest()
    assert shown(person)[:3] == [Column.PLATE, Column.CUSTOMER, Column.VIN]
    assert read_layout(preferences.kept("files.columns")) == person.page.table.columns
    edge = header.sectionViewportPosition(Column.VIN) + header.sectionSize(Column.VIN) - 1
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(edge, 10))
    assert not person.page.table.columns.widths


def drag(widget: object, start: QPoint, end: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(widget, left, pos=start)  # type: ignore[call-overload]  # any widget
    for step in range(1, 6):
        QTest.mouseMove(widget, start + (end - start) * step / 5)  # type: ignore[call-overload]  # any widget
    QTest.mouseRelease(widget, left, pos=end)  # type: ignore[call-overload]  # any widget


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_no_title_is_cut_with_or_without_the_arrow(person: Person, language: str) -> None:
    person.session._on_language_chosen(language)
    person.page.table.choose_columns(ColumnLayout(OFFERED_COLUMNS))
    header = person.page.table.horizontalHeader()
    for column in OFFERED_COLUMNS:
        needed = text_metrics(Text.STRONG_CAPTION).horizontalAdvance(column_title(column)) + 16
        needed += 16 if column in SORTED_BY else 0
        assert header.sectionSize(column) >= needed, column


def test_the_sorting_is_kept(person: Person, preferences: Preferences) -> None:
    header = person.page.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(Column.VIN) + 10, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.rest()
    assert read_sorting(preferences.kept("files.sorting")) == person.page.table.sorting
    assert person.page.table.sorting[0] is Column.VIN
