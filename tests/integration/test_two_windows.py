"""Two windows on one data folder: what one person saw and another changed is never mixed up or lost."""

from __future__ import annotations

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.cards import CardDraft, FieldsChangedError
from tests.support.cards import a_file, detail, values
from tests.support.desks import last_change


@pytest.fixture
def file_id(desk: Desk) -> int:
    return a_file(desk)


def file_no(desk: Desk, file_id: int) -> str:
    return str(detail(desk, file_id).values["file_no"])


def test_what_was_typed_for_one_owner_is_not_written_on_the_card_of_the_next(
    desk: Desk, file_id: int
) -> None:
    seen = detail(desk, file_id)
    desk.files.edit(file_no(desk, file_id), {"customer": "李娜"})
    draft = CardDraft({"occupation": "教师"}, {"occupation": ""}, owner=seen.customer_id)
    with pytest.raises(FieldsChangedError) as refused:
        desk.cards.save(file_id, draft)
    assert refused.value.theirs == {"occupation": ""}
    assert values(desk, file_id)["occupation"] == ""


def test_an_owner_of_the_same_name_is_somebody_else(desk: Desk, file_id: int) -> None:
    seen = detail(desk, file_id)
    number = file_no(desk, file_id)
    desk.files.edit(number, {"customer": "李娜"})
    desk.files.edit(number, {"customer": "王伟"})
    draft = CardDraft({"phone": "139"}, {"phone": ""}, owner=seen.customer_id)
    with pytest.raises(FieldsChangedError):
        desk.cards.save(file_id, draft)


def test_a_new_owner_is_given_although_the_old_one_is_another_by_now_only_knowingly(
    desk: Desk, file_id: int
) -> None:
    seen = detail(desk, file_id)
    desk.files.edit(file_no(desk, file_id), {"customer": "李娜"})
    draft = CardDraft({"customer": "赵敏"}, {"customer": "王伟"}, owner=seen.customer_id)
    with pytest.raises(FieldsChangedError) as refused:
        desk.cards.save(file_id, draft)
    assert refused.value.theirs == {"customer": "李娜"}
    draft = CardDraft(
        {"customer": "赵敏", "phone": "139"}, {"customer": "李娜"}, owner=detail(desk, file_id).customer_id
    )
    desk.cards.save(file_id, draft)
    assert values(desk, file_id)["customer"] == "赵敏"


@pytest.mark.parametrize("code", ["id_number", "company_number"])
def test_a_number_of_another_card_is_refused_also_from_the_file(desk: Desk, file_id: int, code: str) -> None:
    number = {"id_number": "11010519491231002X", "company_number": "91110000600037341L"}[code]
    desk.files.create({"plate": "粤B77777", "customer": "陈静", code: number})
    before = last_change(desk)
    with pytest.raises(DealerDeskError) as refused:
        desk.cards.save(file_id, CardDraft({code: number}, {code: ""}))
    assert refused.value.code == "number_on_another_card"
    with pytest.raises(DealerDeskError):
        desk.files.edit(file_no(desk, file_id), {code: number})
    assert (values(desk, file_id)[code], last_change(desk)) == ("", before)


def test_a_reason_of_blanks_is_none(desk: Desk, file_id: int) -> None:
    with pytest.raises(DealerDeskError) as refused:
        desk.cards.save(file_id, CardDraft({"vin": "123", "vin_note": " \u200b "}))
    assert refused.value.code == "vin_length"
    with pytest.raises(DealerDeskError):
        desk.registration.register({"vin": "ABC", "vin_note": "\t\u2060"})


def test_settling_says_when_somebody_else_settled_it_first(desk: Desk, file_id: int) -> None:
    order = desk.orders.create(file_id, {"date_in": "2026-03-01"}).order_id
    desk.orders.settle(order, "S-1", "2026-03-02")
    with pytest.raises(DealerDeskError) as refused:
        desk.orders.settle(order, "S-2", "2026-03-03")
    assert refused.value.code == "order_settled_already"
    history = desk.orders.history_of(file_id)
    assert history is not None
    (entry,) = history.entries
    assert entry.detail.values["settlement_no"] == "S-1"


def test_settling_twice_the_same_way_is_once(desk: Desk, file_id: int) -> None:
    order = desk.orders.create(file_id, {"date_in": "2026-03-01"}).order_id
    desk.orders.settle(order, "S-1", "2026-03-02")
    assert desk.orders.settle(order, "S-1", "2026-03-02").change is None


def test_documents_of_a_file_that_is_gone_are_refused_with_a_sentence(desk: Desk, file_id: int) -> None:
    desk.history.undo(last_change(desk))
    for action in (
        lambda: desk.papers.create(file_id, DocumentType.SALES_CONTRACT, {}),
        lambda: desk.papers.waive(file_id, DocumentType.SALES_CONTRACT, "lost"),
        lambda: desk.papers.unwaive(file_id, DocumentType.SALES_CONTRACT),
    ):
        with pytest.raises(DealerDeskError) as refused:
            action()
        assert refused.value.code == "file_gone"


def test_an_archived_file_is_told_to_who_saves_a_plate_that_is_taken_by_now(desk: Desk, file_id: int) -> None:
    number = file_no(desk, file_id)
    desk.files.archive(number)
    other = desk.files.create({"plate": "粤B12345"}).file_no
    with pytest.raises(DealerDeskError) as refused:
        desk.files.unarchive(number)
    assert refused.value.code == "plate_has_file"
    result = desk.bulk_edits.unarchive([file_id])
    assert (result.changed, result.kept) == (0, (number,))
    desk.files.archive(other)
    assert desk.bulk_edits.unarchive([file_id]).changed == 1
