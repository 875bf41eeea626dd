"""Customers and policies out of a sheet: who is the same, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.fields import FIELDS, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import ImportResult
from dealerdesk.storage.incoming.kinds import IMPORTS
from dealerdesk.storage.incoming.planning import Terms, counts, lay_out
from dealerdesk.storage.incoming.remarks import findings
from dealerdesk.storage.unit_of_work import Label
from tests.support.importing import count_of, files, outcome, put_in, query, records, said, values
from tests.support.spreadsheets import VINS

ID, OTHER_ID = "11010519491231002X", "110101199003078515"
A, B = VINS[:2]


def customers(desk: Desk, *rows: Mapping[str, object], **options: bool) -> ImportResult:
    return put_in(desk, RecordKind.CUSTOMERS, *rows, **options)


def policies(desk: Desk, *rows: Mapping[str, object], **options: bool) -> ImportResult:
    return put_in(desk, RecordKind.POLICIES, *rows, **options)


# --- customers ----------------------------------------------------------------------------------------

KNOWN = {"customer_no": "K-1", "customer": "王伟", "id_number": ID, "phone": "13800138000"}


@pytest.mark.parametrize(
    "row",
    [
        {"customer_no": "K-1", "customer": "王伟"},
        {"customer": "王伟", "id_number": ID},
        {"customer": "王伟", "phone": "138-0013-8000"},
    ],
    ids=["number", "id", "name and phone"],
)
def test_a_customer_is_known_by_number_id_or_name_and_phone(desk: Desk, row: dict[str, str]) -> None:
    assert outcome(customers(desk, KNOWN)) == {"new": 1}
    assert outcome(customers(desk, row | {"occupation": "教师"})) == {"changed": 1}
    assert query(desk, "SELECT customer_no, occupation FROM customer") == [("K-1", "教师")]


@pytest.mark.parametrize(
    "row",
    [
        {"customer": "王伟"},
        {"customer": "王伟", "phone": "13900139000"},
        {"customer": "王伟", "phone": "13800138000", "id_number": OTHER_ID},
        {"customer": "李娜", "phone": "13800138000"},
        {"customer": "王伟", "phone": "13800138000", "customer_no": "K-2"},
    ],
    ids=["name alone", "another phone", "another id", "another name", "another number"],
)
def test_a_customer_is_never_known_by_less(desk: Desk, row: dict[str, str]) -> None:
    customers(desk, KNOWN)
    assert outcome(customers(desk, row)) == {"new": 1}
    assert count_of(desk, "customer") == 2


def test_a_customer_number_of_another_house_never_overwrites_a_card(desk: Desk) -> None:
    customers(
        desk, {"customer": "王伟", "phone": "13800138000"}, {"customer": "李娜", "phone": "13900139000"}
    )
    before = records(desk)
    theirs = {"customer_no": "C-000001", "customer": "Tom Baker", "phone": "020 7946 0000"}
    moved = {"customer_no": "C-000001", "customer": "李娜", "phone": "13900139000"}
    for row, becomes in ((theirs, {"new": 1}), (moved, {"unchanged": 1})):
        result = customers(desk, row, theirs=True)
        assert outcome(result) == becomes
        assert said(result) == [("warning", 2, "customer_number_not_kept")]
    assert dict(query(desk, "SELECT name, customer_no FROM customer")) == {
        "王伟": "C-000001",
        "李娜": "C-000002",
        "Tom Baker": "C-000003",
    }
    assert set(before["customer"]) < set(records(desk)["customer"])


def test_a_name_is_put_right_under_a_customer_number_whose_phone_fits(desk: Desk) -> None:
    customers(desk, {"customer": "王伟", "phone": "13800138000"})
    row = {"customer_no": "C-000001", "customer": "王玮", "phone": "138 0013 8000"}
    assert outcome(customers(desk, row)) == {"changed": 1}
    assert query(desk, "SELECT name FROM customer") == [("王玮",)]


def test_a_list_without_phones_is_the_same_list_the_second_time(desk: Desk) -> None:
    rows = ({"customer": "王伟", "notes": "a"}, {"customer": "王伟", "notes": "b"}, {"customer": "李娜"})
    assert outcome(customers(desk, *rows)) == {"new": 3}
    assert outcome(customers(desk, *rows)) == {"unchanged": 3}
    assert outcome(customers(desk, {"customer": "王伟", "notes": "c"})) == {"new": 1}


def test_namesakes_without_anything_else_stay_as_many_as_they_are(desk: Desk) -> None:
    assert outcome(customers(desk, {"customer": "王伟"}, {"customer": "王伟"})) == {"new": 2}
    assert outcome(customers(desk, {"customer": "王伟"}, {"customer": "王伟"})) == {"unchanged": 2}
    assert count_of(desk, "customer") == 2


def test_a_company_is_known_by_its_number(desk: Desk) -> None:
    customers(desk, {"customer": "远大贸易", "company_number": "91440300708461136T"})
    assert outcome(customers(desk, {"customer": "远大贸易", "company_number": "91440300708461136T"})) == {
        "unchanged": 1
    }
    assert query(desk, "SELECT kind FROM customer") == [("company",)]


def test_an_id_number_is_filled_into_a_card_known_by_name_and_phone(desk: Desk) -> None:
    customers(desk, {"customer": "王伟", "phone": "13800138000"})
    assert outcome(customers(desk, {"customer": "王伟", "phone": "13800138000", "id_number": ID})) == {
        "changed": 1
    }
    assert query(desk, "SELECT id_number FROM customer") == [(ID,)]


def test_another_name_for_an_id_number_is_a_conflict(desk: Desk) -> None:
    customers(desk, KNOWN)
    row = {"customer": "王小伟", "id_number": ID}
    result = customers(desk, row)
    assert (outcome(result), said(result)) == ({"conflicts": 1}, [("conflict", 2, "name_differs")])
    assert outcome(customers(desk, row, theirs=True)) == {"changed": 1}
    assert query(desk, "SELECT name FROM customer") == [("王小伟",)]


def test_the_same_row_twice_is_harmless_and_another_account_is_refused(desk: Desk) -> None:
    result = customers(
        desk, KNOWN, KNOWN, KNOWN | {"phone": "1"}, {"customer": "王伟", "phone": "13800138000"}
    )
    assert result.new == 1
    assert said(result) == [("refused", 4, "duplicate_in_sheet"), ("refused", 5, "duplicate_in_sheet")]
    assert query(desk, "SELECT customer_no, phone FROM customer") == [("K-1", "13800138000")]


def test_customers_without_numbers_are_given_free_ones(desk: Desk) -> None:
    customers(desk, {"customer": "甲", "customer_no": "C-000002"}, {"customer": "乙"}, {"customer": "丙"})
    assert dict(query(desk, "SELECT name, customer_no FROM customer")) == {
        "甲": "C-000002",
        "乙": "C-000003",
        "丙": "C-000004",
    }


def test_undo_of_customers_takes_the_cards_back(desk: Desk) -> None:
    customers(desk, KNOWN)
    before = records(desk)
    result = customers(desk, KNOWN | {"phone": "1"}, {"customer": "乙"})
    assert outcome(result) == {"new": 1, "changed": 1}
    assert result.import_id is not None
    assert desk.history.undo(result.import_id).reverted == 2
    assert records(desk) == before


# --- policies -----------------------------------------------------------------------------------------

POLICY = {"policy_no": "P1", "vin": A, "policy_kind": "compulsory", "ends": "2027-03-01", "premium": "950"}


def test_a_policy_is_known_by_its_number_and_moves_the_insurance_forward(desk: Desk) -> None:
    files(desk, {"vin": A, "insurance_ends": "2026-03-01"})
    assert outcome(policies(desk, POLICY)) == {"new": 1}
    assert str(values(desk, A)["insurance_ends"]) == "2027-03-01"
    assert outcome(policies(desk, POLICY)) == {"unchanged": 1}
    assert outcome(policies(desk, POLICY | {"ends": "2026-01-01", "insurer": "平安"})) == {"changed": 1}
    assert str(values(desk, A)["insurance_ends"]) == "2027-03-01"
    assert [found["insurer"] for found in desk.files.show(A).policies] == ["平安"]


def test_a_policy_without_a_file_is_refused_and_one_of_another_file_stays_there(desk: Desk) -> None:
    files(desk, {"vin": A}, {"vin": B})
    policies(desk, POLICY)
    before = records(desk)
    result = policies(desk, POLICY | {"vin": B, "premium": "1"}, POLICY | {"policy_no": "P2", "vin": VINS[5]})
    assert outcome(result) == {"conflicts": 1, "refused": 1}
    assert said(result) == [("conflict", 2, "policy_elsewhere"), ("refused", 3, "no_such_file")]
    assert records(desk) == before


def test_the_same_policy_again_is_harmless_and_another_account_of_it_is_refused(desk: Desk) -> None:
    files(desk, {"vin": A}, {"vin": B})
    result = policies(desk, POLICY, POLICY, POLICY | {"premium": "1"}, POLICY | {"vin": B})
    assert result.new == 1
    assert said(result) == [("refused", 4, "duplicate_in_sheet"), ("refused", 5, "duplicate_in_sheet")]
    assert count_of(desk, "policy") == 1


STAGED = Message("test.staged", "staged")


@contextmanager
def staged(folder: Path, kind: RecordKind, rows: tuple[Mapping[str, object], ...]) -> Iterator[Path]:
    """A staging file as `exchange` writes it, with rows that no sheet needs to be written for."""
    path = folder / "staging.db"
    path.unlink(missing_ok=True)
    names = [field.code for field in FIELDS[kind]]
    with dbapi2.connect(str(path)) as connection:
        connection.execute(
            f"CREATE TABLE staged (n INTEGER PRIMARY KEY, refused, {', '.join(names)}, plate_key)"
        )
        connection.execute("CREATE TABLE problem (n, field, value, severity, code, params)")
        for n, row in enumerate(rows, 2):
            into = ", ".join(["n", "refused", *row])
            connection.execute(
                f"INSERT INTO staged ({into}) VALUES ({', '.join('?' * (len(row) + 2))})",
                (n, 0, *row.values()),
            )
    connection.close()
    yield path


def import_staged(
    desk: Desk, kind: RecordKind, *rows: Mapping[str, object]
) -> tuple[dict[str, int], list[tuple[int, str]]]:
    """Plan and apply rows without a sheet; the outcomes, and what there is to say."""
    terms = Terms(
        kind, "", create_files=False, is_own=False, last_change=None, at=desk.database.now(), author=1
    )
    with (
        staged(desk.folder.root.parent, kind, rows) as path,
        desk.database.writing(Label(STAGED), author=1, attached=path) as work,
    ):
        lay_out(work.connection, terms)
        IMPORTS[kind].plan(work.connection, terms)
        told = [(n, code) for n, _, _, _, code, params in findings(work.connection) if json.loads(params)]
        found = counts(work.connection)
        IMPORTS[kind].apply(work.connection, terms)
    return found, told


def test_a_policy_without_number_is_known_by_vehicle_kind_and_last_day(desk: Desk) -> None:
    files(desk, {"vin": A})
    policies(desk, POLICY)
    row = {"vin": A, "policy_kind": "commercial", "ends": "2027-03-01", "insurer": "平安"}
    open_ended = {"vin": A, "insurer": "人保"}
    assert import_staged(desk, RecordKind.POLICIES, row, row, open_ended) == ({"new": 2, "unchanged": 1}, [])
    assert import_staged(desk, RecordKind.POLICIES, row, open_ended) == ({"unchanged": 2}, [])
    found = import_staged(desk, RecordKind.POLICIES, row | {"premium": 1}, row | {"premium": 2})
    assert found == ({"changed": 1, "refused": 1}, [(3, "duplicate_in_sheet")])
    named = {"vin": A, "policy_kind": "compulsory", "ends": "2027-03-01", "insurer": "太保"}
    assert import_staged(desk, RecordKind.POLICIES, named) == ({"changed": 1}, [])
    assert count_of(desk, "policy") == 3
