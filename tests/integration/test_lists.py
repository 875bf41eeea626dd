"""Lists for the window: ids in order, rows in sight, one file in full."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.fields import FILE_FIELDS
from dealerdesk.domain.files import FileState
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.messages import Message
from dealerdesk.services.file_filters import FilesFilter, Quick
from dealerdesk.services.file_orders import FileOrder
from dealerdesk.storage.unit_of_work import Label
from tests.support.desks import last_change
from tests.support.importing import Clock, files, query
from tests.support.spreadsheets import VINS

DUE = Message("test.due", "due")


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


def numbers(desk: Desk, ids: Iterable[int]) -> str:
    """The numbers of the files, one letter each."""
    letters = {file_id: number for number, file_id in query(desk, "SELECT file_no, id FROM vehicle_file")}
    return "".join(letters[file_id] for file_id in ids)


def waive(desk: Desk, letter: str, type_: DocumentType) -> None:
    ((file_id,),) = query(desk, "SELECT id FROM vehicle_file WHERE file_no = ?", letter)
    desk.papers.waive(file_id, type_, "none needed")


@pytest.fixture
def various(desk: Desk) -> None:
    """Six files, of which B, C, … differ from A in one thing each; F is archived. Today is 2026-10-08."""
    plain = {"kind": "service only", "last_visit": "2026-09-30", "responsible": "Zhou Jian", "make": "Ford"}
    differing: tuple[dict[str, str], ...] = (
        {},
        {"last_visit": "2026-10-01"},
        {"insurance_ends": "2026-11-07"},
        {"responsible": "Owner"},
        {"insurance_ends": "2026-10-07", "make": "BMW"},
        {"responsible": "Owner", "last_visit": "2026-10-31"},
    )
    files(
        desk,
        *(
            plain | {"vin": vin, "file_no": letter, "customer": f"No. {letter}"} | own
            for vin, letter, own in zip(VINS, "ABCDEF", differing, strict=False)
        ),
    )
    desk.files.set_state("A", FileState.VERIFIED)
    desk.files.archive("F")
    for type_ in (DocumentType.REGISTRATION_CERTIFICATE, DocumentType.INSURANCE_POLICY):
        waive(desk, "B", type_)


def wanted(where: str = "", *quick: Quick) -> FilesFilter:
    return FilesFilter(parse_filter(where, FILE_FIELDS), frozenset(quick))


@pytest.mark.usefixtures("various")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (wanted(), "ABCDE"),
        (wanted("", Quick.INCOMPLETE), "ACDE"),
        (wanted("", Quick.DRAFT), "BCDE"),
        (wanted("", Quick.INSURANCE_ENDING), "C"),
        (wanted("", Quick.THIS_MONTH), "B"),
        (wanted("", Quick.MINE), "D"),
        (wanted("", Quick.DRAFT, Quick.INCOMPLETE), "CDE"),
        (wanted("make=Ford", Quick.INCOMPLETE), "ACD"),
        (wanted("customer~c and last_visit>=2026-09-01"), "C"),
        (wanted("archived=yes"), "F"),
        (wanted("archived=yes", Quick.MINE, Quick.THIS_MONTH), "F"),
    ],
)
def test_conditions_add_up(desk: Desk, asked: FilesFilter, expected: str) -> None:
    ids = desk.lists.file_ids(FileOrder.FILE_NO, descending=False, wanted=asked)
    assert numbers(desk, ids) == expected
    everything = [file_id for (file_id,) in query(desk, "SELECT id FROM vehicle_file ORDER BY id DESC")]
    assert numbers(desk, desk.lists.fitting(everything, asked)) == expected[::-1]


@pytest.mark.usefixtures("various")
def test_what_is_counted_is_what_is_listed(desk: Desk) -> None:
    counts = desk.lists.counts()
    assert (counts.active, counts.archived, counts.insurance_days) == (5, 1, 30)
    assert counts.quick == {quick: len(desk.lists.file_ids(wanted=wanted("", quick))) for quick in Quick}


@pytest.mark.usefixtures("various")
def test_counts_follow_every_change_also_that_of_the_required_documents_and_of_the_day(
    desk: Desk, clock: Clock
) -> None:
    assert desk.lists.counts().quick[Quick.INCOMPLETE] == 4
    waive(desk, "A", DocumentType.REGISTRATION_CERTIFICATE)
    waive(desk, "A", DocumentType.INSURANCE_POLICY)
    assert desk.lists.counts().quick[Quick.INCOMPLETE] == 3
    desk.history.undo(last_change(desk))
    assert desk.lists.counts().quick[Quick.INCOMPLETE] == 4
    desk.settings.set("market", "US")
    assert desk.lists.counts().quick[Quick.INCOMPLETE] == 3, "there, insurance policies are not required"
    clock.days_later(30)
    assert desk.lists.counts().quick[Quick.THIS_MONTH] == 0


@pytest.mark.usefixtures("various")
def test_files_are_sorted_by_completeness_and_by_owner(desk: Desk) -> None:
    waive(desk, "C", DocumentType.REGISTRATION_CERTIFICATE)
    waive(desk, "C", DocumentType.INSURANCE_POLICY)
    best = numbers(desk, desk.lists.file_ids(FileOrder.COMPLETENESS, descending=True))
    assert set(best[:3]) == set("ADE")
    assert set(best[3:]) == set("BC"), "nothing is required of them"
    by_owner = numbers(desk, desk.lists.file_ids(FileOrder.CUSTOMER, descending=True))
    assert by_owner == "EDCBA"


@pytest.mark.usefixtures("various")
@pytest.mark.parametrize("is_due", [False, True])
@pytest.mark.parametrize("order", list(FileOrder))
def test_every_order_takes_every_condition_also_on_days_that_change_completeness(
    desk: Desk, order: FileOrder, is_due: bool
) -> None:
    if is_due:
        with desk.database.writing(Label(DUE), author=desk.author) as work:
            work.connection.execute("UPDATE file_completeness SET due = '2026-10-08'")
    for asked, expected in (("customer~c", "C"), ("archived=yes", "F"), ("make=BMW", "E")):
        for descending in (False, True):
            ids = desk.lists.file_ids(order, descending=descending, wanted=wanted(asked))
            assert numbers(desk, ids) == expected


@pytest.mark.usefixtures("various")
def test_known_values_come_commonest_first_and_only_for_some_fields(desk: Desk) -> None:
    assert desk.lists.known_values("make") == ("Ford", "BMW")
    assert desk.lists.known_values("responsible") == ("Zhou Jian", "Owner")
    with pytest.raises(KeyError):
        desk.lists.known_values("notes")
