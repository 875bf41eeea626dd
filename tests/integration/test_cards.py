"""A file and its owner's card saved together: one change, nobody's work written over."""

from __future__ import annotations

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.cards import CardDraft, CardSaved, FieldsChangedError
from dealerdesk.services.editing import ValueRefusedError
from tests.support.cards import VIN, a_file, detail, values
from tests.support.desks import last_change


@pytest.fixture
def file_id(desk: Desk) -> int:
    return a_file(desk)


def save(desk: Desk, file_id: int, corrects_name: bool = False, **typed: str) -> CardSaved:
    seen = {code: text for code, text in values(desk, file_id).items() if code in typed}
    return desk.cards.save(file_id, CardDraft(typed, seen, corrects_name=corrects_name))


def test_fields_of_the_file_and_of_the_card_are_one_change(desk: Desk, file_id: int) -> None:
    before = last_change(desk)
    saved = save(desk, file_id, odometer="52,000", phone="139 0755 4821", birth_date="1990-02-28")
    assert saved.change == before + 1 == last_change(desk)
    assert set(saved.changed) == {"odometer", "phone", "birth_date"}
    now = values(desk, file_id)
    assert (now["odometer"], now["phone"], now["birth_date"]) == ("52000", "139 0755 4821", "1990-02-28")
    desk.history.undo(saved.change)
    assert values(desk, file_id)["birth_date"] == values(desk, file_id)["odometer"] == ""


def test_another_name_is_a_new_owner_with_a_card_of_their_own(desk: Desk, file_id: int) -> None:
    old = detail(desk, file_id).customer_id
    save(desk, file_id, customer="李娜", occupation="教师")
    shown = detail(desk, file_id)
    assert shown.customer_id != old
    assert [earlier.name for earlier in shown.old_owners] == ["王伟"]
    now = values(desk, file_id)
    assert (now["customer"], now["phone"], now["occupation"]) == ("李娜", "", "教师")
    assert old is not None
    assert desk.customers.get(old).values["occupation"] is None


def test_a_corrected_name_stays_the_same_owner(desk: Desk, file_id: int) -> None:
    old = detail(desk, file_id).customer_id
    save(desk, file_id, corrects_name=True, customer="王炜", phone="139")
    shown = detail(desk, file_id)
    assert (shown.customer_id, shown.old_owners) == (old, ())
    assert (shown.values["customer"], shown.values["phone"]) == ("王炜", "139")


def test_what_somebody_else_changed_meanwhile_is_not_written_over(desk: Desk, file_id: int) -> None:
    seen = values(desk, file_id)
    desk.files.edit(str(detail(desk, file_id).values["file_no"]), {"phone": "111", "colour": "白"})
    draft = CardDraft({"phone": "222", "make": "奥迪"}, {"phone": seen["phone"], "make": seen["make"]})
    with pytest.raises(FieldsChangedError) as refused:
        desk.cards.save(file_id, draft)
    assert refused.value.theirs == {"phone": "111"}
    now = values(desk, file_id)
    assert (now["phone"], now["make"], now["colour"]) == ("111", "大众", "白")


def test_who_typed_the_same_as_somebody_else_is_not_asked(desk: Desk, file_id: int) -> None:
    seen = values(desk, file_id)
    desk.files.edit(str(detail(desk, file_id).values["file_no"]), {"phone": "222"})
    saved = desk.cards.save(file_id, CardDraft({"phone": "222"}, {"phone": seen["phone"]}))
    assert (saved.changed, saved.change) == ((), None)


def test_one_refused_field_keeps_all_from_being_written(desk: Desk, file_id: int) -> None:
    with pytest.raises(ValueRefusedError) as refused:
        save(desk, file_id, colour="白", birth_date="31 February")
    assert refused.value.field.code == "birth_date"
    assert values(desk, file_id)["colour"] == ""


def test_a_card_needs_an_owner(desk: Desk) -> None:
    file_id = desk.files.show(desk.files.create({"vin": VIN}).file_no).id
    with pytest.raises(DealerDeskError) as refused:
        save(desk, file_id, occupation="教师")
    assert refused.value.code == "no_owner"


def test_a_file_that_is_gone_is_said(desk: Desk) -> None:
    with pytest.raises(DealerDeskError) as refused:
        desk.cards.save(4711, CardDraft({"make": "x"}))
    assert refused.value.code == "file_gone"
