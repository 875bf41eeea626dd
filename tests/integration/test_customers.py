"""Customer cards: shown with their vehicles, corrected, and found before a second one is made."""

from __future__ import annotations

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.services.candidates import Candidate, Why
from dealerdesk.services.editing import ValueRefusedError
from tests.support.importing import put_in, query, records

ID, OTHER_ID = "11010519491231002X", "440305199001011239"


def person(desk: Desk, plate: str, name: str, **card: str) -> int:
    """Make a file with an owner; the owner's id."""
    desk.files.create({"plate": plate, "customer": name, **card})
    (found,) = query(desk, "SELECT customer_id FROM vehicle_file ORDER BY id DESC LIMIT 1")[0]
    return int(found)


def offered(found: tuple[Candidate, ...]) -> list[tuple[int, Why]]:
    return [(candidate.customer_id, candidate.why) for candidate in found]


def test_a_card_is_shown_with_its_vehicles_active_ones_first(desk: Desk) -> None:
    card = person(desk, "粤B10001", "王伟", phone="13800138000")
    desk.files.create({"plate": "粤B10002", "make": "大众", "customer": "王伟", "phone": "138 0013 8000"})
    desk.files.archive("粤B10002")
    shown = desk.customers.get(card)
    assert shown.values["customer"] == "王伟"
    assert shown.values["phone"] == "138 0013 8000"
    assert [(v.plate, v.make, v.archived) for v in shown.vehicles] == [
        ("粤B·10001", None, False),
        ("粤B·10002", "大众", True),
    ]


def test_a_card_that_is_gone_is_said(desk: Desk) -> None:
    with pytest.raises(DealerDeskError) as refused:
        desk.customers.get(99)
    assert refused.value.code == "customer_unknown"


def test_the_spelling_of_a_name_is_corrected_and_it_stays_one_customer(desk: Desk) -> None:
    card = person(desk, "粤B10001", "陈佳怡", phone="13907554821")
    before = records(desk)
    edited = desk.customers.edit(card, {"customer": "陈嘉怡", "occupation": "教师"})
    assert edited.changed == ("customer", "occupation")
    assert query(desk, "SELECT name FROM customer") == [("陈嘉怡",)]
    assert query(desk, "SELECT count(*) FROM owner_record") == [(0,)]
    assert [hit.plate for hit in desk.search.find("陈嘉怡").hits] == ["粤B·10001"]
    assert edited.change is not None
    desk.history.undo(edited.change)
    assert records(desk) == before


def test_what_was_so_already_is_no_change(desk: Desk) -> None:
    card = person(desk, "粤B10001", "王伟", phone="13800138000")
    edited = desk.customers.edit(card, {"customer": " 王伟 ", "phone": "13800138000"})
    assert edited.changed == ()
    assert edited.change is None


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"birth_date": "2023-13-02"}, "birth_date", "date_impossible"),
        ({"customer": "  "}, "customer", "customer_nameless"),
        ({"id_number": OTHER_ID}, "id_number", "number_on_another_card"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    desk: Desk, changes: dict[str, str], field: str, code: str
) -> None:
    card = person(desk, "粤B10001", "王伟", id_number=ID)
    person(desk, "粤B10002", "李娜", id_number=OTHER_ID)
    before = records(desk)
    with pytest.raises(ValueRefusedError) as refused:
        desk.customers.edit(card, {"phone": "139", **changes})
    assert (refused.value.field.code, refused.value.code) == (field, code)
    assert "{" not in str(refused.value)
    assert records(desk) == before


def test_fields_that_a_card_does_not_have_are_refused(desk: Desk) -> None:
    card = person(desk, "粤B10001", "王伟")
    for changes, code in (
        ({"vin": "1"}, "unknown_field"),
        ({"customer_no": "1"}, "fixed_field"),
        ({"customer_kind": ""}, "choice_empty"),
    ):
        with pytest.raises(DealerDeskError) as refused:
            desk.customers.edit(card, changes)
        assert refused.value.code == code


# --- found before a second card is made -----------------------------------------------------------------


def test_a_number_is_certain_and_a_name_alone_is_not(desk: Desk) -> None:
    first = person(desk, "粤B10001", "王伟", phone="13800138000", id_number=ID)
    second = person(desk, "粤B10002", "王伟", phone="13900139000")
    found = desk.customers.find_candidates(name="王伟")
    assert offered(found) == [(second, Why.NAME), (first, Why.NAME)]
    assert not any(candidate.certain for candidate in found)
    found = desk.customers.find_candidates(name="王伟", id_number=ID.lower())
    assert offered(found)[0] == (first, Why.NUMBER)
    assert found[0].certain
    found = desk.customers.find_candidates(name="王伟", phone="+86 139-0013-9000")
    assert offered(found) == [(second, Why.NAME_AND_PHONE), (first, Why.NAME)]


def test_another_number_says_that_the_same_name_and_phone_are_somebody_else(desk: Desk) -> None:
    card = person(desk, "粤B10001", "王伟", phone="13800138000", id_number=ID)
    found = desk.customers.find_candidates(name="王伟", phone="13800138000", id_number=OTHER_ID)
    assert offered(found) == [(card, Why.NAME)]


def test_a_phone_finds_whoever_has_it_however_it_is_written(desk: Desk) -> None:
    card = person(desk, "粤B10001", "王伟", phone="0755-83214567 / 13800138000")
    assert offered(desk.customers.find_candidates(name="李娜", phone="138 0013 8000")) == [(card, Why.PHONE)]
    assert not desk.customers.find_candidates(name="李娜", phone="8000")


@pytest.mark.parametrize("typed", ["張偉明", "zhangweiming", "Zhang Weiming", "章伟铭"])
def test_the_same_name_in_other_writing_is_alike(desk: Desk, typed: str) -> None:
    card = person(desk, "粤B10001", "张伟明")
    person(desk, "粤B10002", "李娜")
    found = desk.customers.find_candidates(name=typed)
    expected = [(card, Why.NAME_ALIKE)] if typed != "章伟铭" else []
    assert offered(found) == expected


def test_a_name_is_offered_while_it_is_typed_also_without_a_vehicle(desk: Desk) -> None:
    card = person(desk, "AB12 CDE", "Oliver Grant")
    put_in(desk, RecordKind.CUSTOMERS, {"customer": "Olivia Stone", "phone": "020 7946 0123"})
    found = desk.customers.find_candidates(name="Oliv")
    assert sorted(candidate.name for candidate in found) == ["Oliver Grant", "Olivia Stone"]
    assert {candidate.why for candidate in found} == {Why.NAME_BEGINS}
    assert offered(desk.customers.find_candidates(name="grant")) == [(card, Why.NAME_BEGINS)]


def test_candidates_come_with_some_vehicles_and_their_number(desk: Desk) -> None:
    card = person(desk, "粤B10000", "平安租赁公司", company_number="91440300708461136T")
    for number in range(1, 6):
        desk.files.create({"plate": f"粤B1000{number}", "customer": "平安租赁公司", "phone": ""})
    with_number = {"customer": "平安租赁公司", "company_number": "91440300708461136T"}
    desk.files.create({"plate": "粤B10009", **with_number})
    found = desk.customers.find_candidates(company_number="91440300708461136T")
    assert offered(found) == [(card, Why.NUMBER)]
    assert found[0].vehicle_count == 2
    assert [vehicle.plate for vehicle in found[0].vehicles] == ["粤B·10009", "粤B·10000"]
    assert found[0].kind == "company"


def test_nothing_typed_offers_nobody(desk: Desk) -> None:
    person(desk, "粤B10001", "王伟")
    assert desk.customers.find_candidates() == ()
    assert desk.customers.find_candidates(name="  ") == ()
