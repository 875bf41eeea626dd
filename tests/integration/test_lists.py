"""Lists for the window: ids in order, rows in sight, one file in full."""

from __future__ import annotations

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.lists import FileOrder
from tests.support.importing import files, query
from tests.support.spreadsheets import VINS


@pytest.fixture
def listed(desk: Desk) -> dict[str, int]:
    """The ids of four files by their letter; D is archived."""
    files(
        desk,
        {"vin": VINS[0], "file_no": "A", "plate": "粤B22222", "last_visit": "2026-03-01", "customer": "王伟"},
        {"vin": VINS[1], "file_no": "B", "plate": "粤B11111", "last_visit": "2026-05-01", "location": "B-2"},
        {"vin": VINS[2], "file_no": "C"},
        {"vin": VINS[3], "file_no": "D", "last_visit": "2026-06-01"},
    )
    desk.files.archive("D")
    return dict(query(desk, "SELECT file_no, id FROM vehicle_file"))


@pytest.mark.parametrize(
    ("order", "descending", "expected"),
    [
        (FileOrder.LAST_VISIT, True, "BAC"),
        (FileOrder.LAST_VISIT, False, "ABC"),
        (FileOrder.FILE_NO, True, "CBA"),
        (FileOrder.PLATE, False, "BAC"),
        (FileOrder.PLATE, True, "ABC"),
        (FileOrder.STATE, True, "CBA"),
    ],
)
def test_active_files_are_listed_in_order_with_blanks_last(
    desk: Desk, listed: dict[str, int], order: FileOrder, descending: bool, expected: str
) -> None:
    assert list(desk.lists.file_ids(order, descending=descending)) == [listed[letter] for letter in expected]


@pytest.mark.parametrize("order", list(FileOrder))
def test_every_order_lists_every_active_file_once(
    desk: Desk, listed: dict[str, int], order: FileOrder
) -> None:
    assert sorted(desk.lists.file_ids(order)) == sorted(listed[letter] for letter in "ABC")


def test_rows_say_what_a_list_shows_and_leave_out_what_is_gone(desk: Desk, listed: dict[str, int]) -> None:
    rows = desk.lists.rows([*listed.values(), 999])
    assert set(rows) == set(listed.values())
    first, last = rows[listed["A"]], rows[listed["D"]]
    assert (first.file_no, first.plate, first.customer, first.state) == ("A", "粤B·22222", "王伟", "draft")
    assert (len(first.completeness.required), first.archived, last.archived) == (7, False, True)
    assert first.completeness == desk.files.show("A").completeness
    assert str(first.last_visit) == "2026-03-01"


def test_one_file_in_full_is_the_one_that_show_gives(desk: Desk, listed: dict[str, int]) -> None:
    assert desk.lists.detail(listed["A"]) == desk.files.show("A")
    assert desk.lists.detail(999) is None
    missing = desk.files.show("A").completeness.missing
    assert DocumentType.SALES_CONTRACT in missing
