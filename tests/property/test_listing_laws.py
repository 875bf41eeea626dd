"""Lists of files: whatever was done, every order and filter lists what Python would list, in that order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.fields import FILE_FIELDS
from dealerdesk.domain.files import FileKind, FileState
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.messages import Message
from dealerdesk.services import file_listing
from dealerdesk.services.file_filters import FilesFilter, Quick
from dealerdesk.services.file_listing import FileLister, FileListing, FilesQuestion
from dealerdesk.services.file_orders import FileOrder
from dealerdesk.storage.completeness import misjudged
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import Customer, VehicleFile, Waiver
from dealerdesk.storage.unit_of_work import Label
from tests.support.desks import add_files
from tests.support.importing import Clock

FILES = 40
CHANGED = Message("test.changed_by_a_law", "changed")
WHERE = ("", "make=Ford", "make=Ford|BMW and odometer>=2", "customer~wang", "archived=yes", "state!=draft")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    root = tmp_path_factory.mktemp("laws") / "data"
    with closing(make_desk(root, clock=Clock())) as desk:
        add_files(desk, 1, FILES)
        with desk.database.writing(Label(CHANGED), author=desk.author) as work:
            for number in range(6):
                name = ("Wang", "Wang", "Li", "Ángel", "王伟", "Zhou")[number]
                work.session.add(Customer(customer_no=f"C{number}", name=name))
        yield desk


@pytest.fixture(scope="module", autouse=True)
def short_pages() -> Iterator[None]:
    """Pages that are shorter than the list, so that it has a beginning, a middle and an end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_listing, "PAGE", 5)
        yield


days = st.sampled_from([None, date(2026, 3, 12), date(2026, 3, 31), date(2025, 1, 1)])
changes = st.fixed_dictionaries(
    {},
    optional={
        "make": st.sampled_from([None, "Ford", "BMW", "比亚迪"]),
        "model": st.sampled_from([None, "A", "B"]),
        "state": st.sampled_from([state.value for state in FileState]),
        "responsible": st.sampled_from([None, "Owner", "Zhou"]),
        "location": st.sampled_from([None, "A-1", "a-1"]),
        "kind": st.sampled_from([kind.value for kind in FileKind]),
        "colour": st.sampled_from([None, "red", "Red"]),
        "manufacture_date": st.sampled_from([None, "2020", "2020-05", "2020-05-01"]),
        "odometer": st.sampled_from([None, 0, 1, 2, 10]),
        "last_visit": days,
        "insurance_ends": days,
        "next_service": days,
        "next_inspection": days,
        "customer_id": st.sampled_from([None, 1, 2, 3, 4, 5, 6]),
        "archived": st.booleans(),
        "waived": st.sampled_from(["registration_certificate", "insurance_policy", "sales_contract"]),
    },
)
actions = st.lists(st.tuples(st.integers(1, FILES), changes), min_size=1, max_size=6)
questions = st.builds(
    lambda order, descending, where, quick: FilesQuestion(
        order, descending, FilesFilter(parse_filter(where, FILE_FIELDS), frozenset(quick))
    ),
    st.sampled_from(list(FileOrder)),
    st.booleans(),
    st.sampled_from(WHERE),
    st.sets(st.sampled_from(list(Quick)), max_size=1),
)


def change(desk: Desk, file_id: int, values: dict[str, Any]) -> None:
    with desk.database.writing(Label(CHANGED), author=desk.author) as work:
        file = work.session.get_one(VehicleFile, file_id)
        for name, value in values.items():
            if name == "archived":
                file.archived_at = work.at if value else None
            elif name == "waived":
                there = work.session.query(Waiver).filter_by(file_id=file_id, type=value).first()
                if there is None:
                    work.session.add(Waiver(file_id=file_id, type=value, reason="x", waived_by=work.author))
                else:
                    work.session.delete(there)
            else:
                setattr(file, name, value)


def expected(desk: Desk, question: FilesQuestion) -> list[int]:
    """The list as Python sorts it, from what each file says by itself."""
    ids = range(1, FILES + 1)
    fitting = [file_id for file_id in ids if file_id in set(desk.lists.fitting(list(ids), question.wanted))]
    rows = desk.lists.rows(fitting)
    cards = {}
    with desk.database.reading() as session:
        cards = {file_id: session.get_one(VehicleFile, file_id).customer_id for file_id in fitting}

    def key(file_id: int) -> list[Any]:
        row = rows[file_id]
        order = question.order
        if order is FileOrder.CUSTOMER:
            return [row.customer, cards[file_id]]
        if order is FileOrder.COMPLETENESS:
            return [row.completeness.rate]
        if order is FileOrder.MAKE:
            return [row.make, row.model]
        return [getattr(row, order.value)]

    def sortable(file_id: int) -> tuple[Any, ...]:
        return (*((value is not None, value) for value in key(file_id)), file_id)

    known = [file_id for file_id in fitting if key(file_id)[0] is not None]
    blank = [file_id for file_id in fitting if key(file_id)[0] is None]
    return [
        *sorted(known, key=sortable, reverse=question.descending),
        *sorted(blank, key=sortable, reverse=question.descending),
    ]


@given(actions, questions)
def test_a_list_is_what_sorting_would_make_of_it(
    desk: Desk, done: list[tuple[int, dict[str, Any]]], question: FilesQuestion
) -> None:
    for file_id, values in done:
        change(desk, file_id, values)
    assert list(desk.lists.listing(question).ids) == expected(desk, question)


@given(actions, questions)
def test_the_first_page_is_the_beginning(
    desk: Desk, done: list[tuple[int, dict[str, Any]]], question: FilesQuestion
) -> None:
    for file_id, values in done:
        change(desk, file_id, values)
    page, whole = desk.lists.first_page(question), desk.lists.listing(question)
    assert page.ids == (whole.ids if page.is_whole else whole.ids[:5])


@given(questions, st.lists(actions, max_size=4))
def test_a_list_that_is_kept_up_is_the_list_read_anew(
    desk: Desk, question: FilesQuestion, rounds: list[list[tuple[int, dict[str, Any]]]]
) -> None:
    listing = desk.lists.listing(question)
    for done in rounds:
        for file_id, values in done:
            change(desk, file_id, values)
        listing = desk.lists.renewed(listing, question)
        assert listing == desk.lists.listing(question)


@given(actions)
def test_what_is_kept_of_completeness_is_what_the_rows_say(
    desk: Desk, done: list[tuple[int, dict[str, Any]]]
) -> None:
    for file_id, values in done:
        change(desk, file_id, values)
    with desk.database.reading() as session:
        connection = driver(session.connection())
        assert misjudged(connection, desk.database.now().date()) == []


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", list(FileOrder))
def test_every_order_is_read_off_an_index(desk: Desk, order: FileOrder, descending: bool) -> None:
    with desk.database.asking() as connection:
        lister = FileLister(connection, FilesQuestion(order, descending), date(2026, 3, 12), desk.author)
        for statement in lister.statements():
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
            assert not any("TEMP B-TREE" in step for step in plan), plan
            assert "INDEX" in plan[0] or "PRIMARY KEY" in plan[0], plan


def test_keeping_a_list_up_reads_only_what_changed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    question = FilesQuestion()
    listing = desk.lists.listing(question)
    assert desk.lists.renewed(listing, question) is listing
    monkeypatch.setattr(FileLister, "whole", _refuse)
    change(desk, 7, {"last_visit": date(2026, 3, 30)})
    change(desk, 8, {"archived": True})
    renewed = desk.lists.renewed(listing, question)
    monkeypatch.undo()
    assert renewed == desk.lists.listing(question)


def _refuse(_lister: FileLister) -> FileListing:
    raise AssertionError
