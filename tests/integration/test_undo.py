"""Taking changes back: what is kept, what is named, and that a VIN never has two files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dealerdesk.domain.errors import Cancelled
from dealerdesk.domain.messages import Message
from dealerdesk.domain.search_query import parse_query
from dealerdesk.storage import interrupting, search_index, search_upkeep
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import Customer, Document, PlateRecord, RepairOrder, Setting, VehicleFile
from dealerdesk.storage.numbers import next_customer_number, next_file_number
from dealerdesk.storage.restoring import RESTORING
from dealerdesk.storage.undo import undo_set
from dealerdesk.storage.unit_of_work import Database, UnitOfWork
from tests.support.databases import broken, changing, fresh_database, rows_of, stale, undo, value

VIN = "LSVAA49J132000001"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(fresh_database(tmp_path)) as opened:
        yield opened
        assert broken(opened) == []
        assert stale(opened) == []
        assert value(opened, "SELECT count(*) FROM pragma_foreign_key_check") == 0


def a_file(work: UnitOfWork, file_no: str, **values: object) -> VehicleFile:
    file = VehicleFile(file_no=file_no, created_at=work.at, created_by=work.author, **values)
    work.session.add(file)
    work.session.flush()
    return file


def imported(database: Database, count: int = 3) -> int:
    """Files with an owner and a document each, as one change set; its id."""
    with changing(database) as work:
        for n in range(1, count + 1):
            owner = Customer(customer_no=f"C{n}", name=f"王{n}", phone="1")
            work.session.add(owner)
            work.session.flush()
            file = a_file(work, f"F{n}", customer_id=owner.id, vin=VIN[:-1] + str(n), plate_key=f"P{n}")
            work.session.add(Document(file_id=file.id, type="sales_contract", created_at=work.at))
    return work.set_id


def found(database: Database, words: str) -> list[int]:
    with database.reading() as session:
        answer = search_index.find(driver(session.connection()), parse_query(words), 10)
        return [hit.file_id for hit in answer.hits]


def test_what_was_edited_since_is_kept_with_its_relatives_and_named(database: Database) -> None:
    done = imported(database)
    with changing(database) as work:
        work.session.get_one(Customer, 2).phone = "2"
    undone, _ = undo(database, done)
    assert undone.kept_files == (2,)
    assert undone.kept_file_nos == ("F2",)
    assert undone.kept_rows == 3
    assert undone.reverted == {"customer": 2, "document": 2, "vehicle_file": 2}
    assert {key for key in rows_of(database) if key[0] != "user"} == {
        ("customer", 2),
        ("document", 2),
        ("vehicle_file", 2),
    }


def test_an_edit_that_was_itself_taken_back_is_no_reason_to_keep(database: Database) -> None:
    before = rows_of(database)
    done = imported(database)
    with changing(database) as work:
        work.session.get_one(Customer, 2).phone = "2"
    undo(database, work.set_id)
    undone, _ = undo(database, done)
    assert undone.kept_rows == 0
    assert rows_of(database) == before


def test_a_file_that_got_a_repair_order_since_is_kept(database: Database) -> None:
    done = imported(database)
    with changing(database) as work:
        work.session.add(RepairOrder(order_no="R", file_id=3))
    undone, _ = undo(database, done)
    assert undone.kept_file_nos == ("F3",)


def test_an_edit_of_other_fields_does_not_stand_in_the_way(database: Database) -> None:
    imported(database)
    with changing(database) as work:
        work.session.get_one(VehicleFile, 1).location = "A-1"
    done = work.set_id
    with changing(database) as work:
        work.session.get_one(VehicleFile, 1).notes = "later"
    undone, _ = undo(database, done)
    assert undone.kept_rows == 0
    assert value(database, "SELECT location || notes FROM vehicle_file WHERE id = 1") is None
    assert value(database, "SELECT notes FROM vehicle_file WHERE id = 1") == "later"


def test_a_vin_that_was_taken_meanwhile_is_kept_named_and_never_has_two_files(database: Database) -> None:
    with changing(database) as work:
        a_file(work, "F1", vin=VIN)
    with changing(database) as work:
        work.session.get_one(VehicleFile, 1).vin = None
    done = work.set_id
    with changing(database) as work:
        a_file(work, "F2", vin=VIN)
    undone, change = undo(database, done)
    assert undone.kept_file_nos == ("F1",)
    assert change is None
    assert value(database, f"SELECT group_concat(file_no) FROM vehicle_file WHERE vin = '{VIN}'") == "F2"


def test_a_file_that_cannot_come_back_is_named_and_nothing_of_it_comes_back(database: Database) -> None:
    _, gone = undo(database, imported(database))
    assert gone
    with changing(database) as work:
        a_file(work, "F9", vin=VIN[:-1] + "2")
    undone, _ = undo(database, gone.set_id)
    assert undone.kept_file_nos == ("F2",)
    assert undone.reverted == {"customer": 2, "document": 2, "vehicle_file": 2}
    assert value(database, "SELECT count(*) FROM customer WHERE id = 2") == 0
    assert value(database, "SELECT group_concat(file_no) FROM vehicle_file") == "F1,F3,F9"


def test_a_plate_that_moved_between_files_moves_back(database: Database) -> None:
    imported(database)
    before = rows_of(database)
    with changing(database) as work:
        for file, plate in ((1, None), (2, "P1"), (3, "P2"), (1, "P3")):
            work.connection.execute("UPDATE vehicle_file SET plate_key = ? WHERE id = ?", (plate, file))
    undone, _ = undo(database, work.set_id)
    assert undone.kept_rows == 0
    assert rows_of(database) == before


def test_a_row_that_was_changed_and_then_deleted_comes_back_as_it_was_first(database: Database) -> None:
    with changing(database) as work:
        work.session.add(Setting(key="k", value="first"))
    with changing(database) as work:
        work.connection.execute("UPDATE setting SET value = 'second'")
        work.connection.execute("DELETE FROM setting")
    undo(database, work.set_id)
    assert value(database, "SELECT value FROM setting") == "first"


def test_a_file_whose_earlier_owner_is_gone_is_kept_and_named(database: Database) -> None:
    with changing(database) as work:
        work.session.add_all([Customer(customer_no="C1", name="王"), Customer(customer_no="C2", name="李")])
        work.session.flush()
        a_file(work, "F1", customer_id=1)
    with changing(database) as work:
        work.session.get_one(VehicleFile, 1).customer_id = 2
    done = work.set_id
    with changing(database) as work:
        work.session.delete(work.session.get_one(Customer, 1))
    undone, change = undo(database, done)
    assert undone.kept_file_nos == ("F1",)
    assert change is None
    assert value(database, "SELECT customer_id FROM vehicle_file") == 2


def test_a_customer_whom_a_changed_file_of_the_same_set_got_since_is_kept(database: Database) -> None:
    with changing(database) as work:
        a_file(work, "F1")
    with changing(database) as work:
        work.session.add(Customer(customer_no="C1", name="王"))
        work.session.get_one(VehicleFile, 1).make = "大众"
    done = work.set_id
    with changing(database) as work:
        work.session.get_one(VehicleFile, 1).customer_id = 1
    undone, _ = undo(database, done)
    assert undone.kept_file_nos == ("F1",)
    assert value(database, "SELECT customer_id FROM vehicle_file") == 1


def test_an_undo_counts_the_version_up(database: Database) -> None:
    imported(database)
    with changing(database) as work:
        work.session.get_one(Customer, 1).phone = "2"
    undo(database, work.set_id)
    assert value(database, "SELECT version FROM customer WHERE id = 1") == 3


def test_taking_back_the_making_of_the_data_folder_keeps_its_user(database: Database) -> None:
    undone, _ = undo(database, 1)
    assert undone.kept_rows == 1
    assert value(database, "SELECT name FROM user") == "Owner"


def test_a_search_finds_what_is_and_old_plates_and_nothing_else_that_was(database: Database) -> None:
    with changing(database) as work:
        a_file(work, "F1", plate="粤B·12345", plate_key="粤B12345", make="大众")
    with changing(database) as work:
        file = work.session.get_one(VehicleFile, 1)
        file.plate, file.plate_key, file.make = "粤B·99999", "粤B99999", "丰田"
        work.session.add(
            PlateRecord(file_id=1, plate="粤B·12345", plate_key="粤B12345", until=date(2026, 3, 10))
        )
    for words, hits in (("大众", []), ("丰田", [1]), ("12345", [1]), ("99999", [1])):
        assert found(database, words) == hits
    undo(database, work.set_id)
    for words, hits in (("大众", [1]), ("丰田", []), ("12345", [1]), ("99999", [])):
        assert found(database, words) == hits


def test_a_rebuilt_index_keeps_the_order_in_which_files_were_touched(database: Database) -> None:
    with changing(database) as work:
        for n in range(1, 6):
            a_file(work, f"F{n}", make="大众")
    for file in (4, 1, 5):
        with changing(database) as work:
            work.session.get_one(VehicleFile, file).notes = "touched"
    before = found(database, "大众")
    assert before == [5, 1, 4, 3, 2]
    with database.reading() as session:
        connection = driver(session.connection())
        connection.execute("DELETE FROM search_entry WHERE file_id = 3")
        search_upkeep.rebuild(connection, _Counting())
        answer = search_index.find(connection, parse_query("大众"), 10)
        assert ([hit.file_id for hit in answer.hits], answer.total) == ([5, 1, 4, 2, 3], 5)


class _Counting:
    def step(self, stage: object, done: int, total: int | None) -> None:
        assert total is not None
        assert done <= total


def numbers(database: Database) -> tuple[str, str]:
    with changing(database, even_empty=True) as work:
        return next_file_number(work.connection, 2026), next_customer_number(work.connection)


def test_numbers_are_given_once_also_after_an_undo(database: Database) -> None:
    given = [numbers(database)]
    with changing(database) as work:
        a_file(work, next_file_number(work.connection, 2026))
        work.session.add(Customer(customer_no=next_customer_number(work.connection), name="王"))
    undo(database, work.set_id)
    given.append(numbers(database))
    assert given == [("2026-00001", "C-000001"), ("2026-00003", "C-000003")]


@pytest.mark.parametrize(
    ("kept", "following"),
    [
        ("2026-00041", "2026-00042"),
        ("2026-100000", "2026-100001"),
        ("2026-9999999999999999999999", "2026-00001"),
        ("2026-00041A", "2026-00001"),
        ("2025-00041", "2026-00001"),
        ("2026-41", "2026-00001"),
        ("2026-", "2026-00001"),
        ("A-2026-00041", "2026-00001"),
    ],
)
def test_a_kept_number_that_looks_like_ours_is_passed_by_even_when_it_is_gone(
    database: Database, kept: str, following: str
) -> None:
    with changing(database) as work:
        a_file(work, kept)
    undo(database, work.set_id)
    assert numbers(database)[0] == following


def test_a_number_that_a_record_had_before_is_not_given_again(database: Database) -> None:
    with changing(database) as work:
        a_file(work, "F1")
        work.session.add(Customer(customer_no="K", name="王"))
    for file_no, customer_no in (("2026-00007", "C-000009"), ("F1", "K")):
        with changing(database) as work:
            work.session.get_one(VehicleFile, 1).file_no = file_no
            work.session.get_one(Customer, 1).customer_no = customer_no
    assert numbers(database) == ("2026-00008", "C-000010")


def test_an_undo_says_its_label_in_the_history(database: Database) -> None:
    done = imported(database)
    _, change = undo(database, done)
    assert change
    assert value(database, "SELECT undoes FROM change_set WHERE id = ?", change.set_id) == done
    assert json.loads(value(database, "SELECT params FROM change_set WHERE id = ?", change.set_id)) == {}


class StopsAt:
    """Progress that stops the restoring at its n-th question, and counts them."""

    def __init__(self, question: int) -> None:
        self._left = question
        self.asked = 0

    def step(self, stage: Message, done: int, total: int | None) -> None:
        if stage is RESTORING:
            self.asked += 1
            if self.asked == self._left:
                raise Cancelled


def test_stopped_at_any_moment_an_undo_leaves_things_as_before(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, before = imported(database), rows_of(database)
    monkeypatch.setattr(interrupting, "_STEPS_BETWEEN_QUESTIONS", 50)
    everything = StopsAt(0)
    with pytest.raises(RuntimeError), changing(database) as work:  # noqa: PT012 - what is rolled back
        undo_set(work.connection, done, everything)
        raise RuntimeError
    assert everything.asked > 10
    for question in range(1, everything.asked + 1):
        with pytest.raises(Cancelled), changing(database) as work:
            undo_set(work.connection, done, StopsAt(question))
        assert rows_of(database) == before, f"stopped at question {question} of {everything.asked}"
    undo(database, done)
    assert {table for table, _ in rows_of(database)} == {"user"}
