"""Registering vehicles: what is there already, what is known of vehicles like it, and the new file."""

from __future__ import annotations

import pytest

from dealerdesk import i18n
from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.registration import KnownBy
from tests.support.importing import count_of, query, records

VIN, LIKE_IT = "LSVAM4187C2184847", "LSVAM4182C2184848"


def test_a_vin_has_one_file_also_an_archived_one(desk: Desk) -> None:
    number = desk.files.create({"vin": VIN, "plate": "粤B12345", "make": "大众", "customer": "王伟"}).file_no
    known = desk.registration.find_known(vin=" lsvam4187c2184847", plate="粤B99999")
    assert known is not None
    assert (known.by, known.file_no, known.customer, known.archived) == (KnownBy.VIN, number, "王伟", False)
    assert known.stands_against
    desk.files.archive(number)
    known = desk.registration.find_known(vin=VIN)
    assert known is not None
    assert known.archived
    assert known.stands_against


def test_a_plate_stands_against_a_new_file_only_while_it_is_on_an_active_one(desk: Desk) -> None:
    number = desk.files.create({"vin": VIN, "plate": "粤B12345"}).file_no
    known = desk.registration.find_known(plate="粤b12345")
    assert known is not None
    assert (known.by, known.stands_against) == (KnownBy.PLATE, True)
    desk.files.archive(number)
    known = desk.registration.find_known(plate="粤b12345")
    assert known is not None
    assert (known.by, known.archived, known.stands_against) == (KnownBy.PLATE, True, False)


def test_an_old_plate_is_known_and_stands_against_nothing(desk: Desk) -> None:
    number = desk.files.create({"plate": "粤B12345"}).file_no
    desk.files.edit(number, {"plate": "粤B54321"})
    known = desk.registration.find_known(plate="粤B12345")
    assert known is not None
    assert (known.by, known.file_no, known.stands_against) == (KnownBy.OLD_PLATE, number, False)
    assert desk.registration.find_known() is None
    assert desk.registration.find_known(vin=LIKE_IT, plate="粤B00000") is None


def test_vehicles_whose_vins_begin_alike_tell_make_and_model(desk: Desk) -> None:
    for tail in range(3):
        desk.files.create({"vin": f"LSVAM418XC218000{tail}", "make": "大众", "model": "帕萨特"})
    desk.files.create({"vin": "LSVNB4187C2180009", "make": "大众", "model": "朗逸"})
    alike = desk.registration.find_alike("LSVNB4187C2189999")
    assert (alike.make, alike.model) == ("大众", "朗逸")
    assert desk.registration.find_alike("LSVXX").make == "大众"
    assert desk.registration.find_alike("LSVXXXXXX").model == ""
    assert desk.registration.find_alike("LS").make == ""


def test_suggestions_are_what_files_have_the_most_usual_first(desk: Desk) -> None:
    for number, (make, model) in enumerate(
        (("丰田", "凯美瑞"), ("大众", "朗逸"), ("大众", "迈腾"), ("大众", "朗逸"))
    ):
        desk.files.create({"plate": f"粤B1000{number}", "make": make, "model": model, "responsible": "陈静"})
    suggest = desk.registration.suggestions
    assert suggest("make", "")[:2] == ("大众", "丰田")
    assert suggest("make", "dazh") == ("大众",)
    assert suggest("make", "vw")[0] == "大众"
    assert suggest("model", "", "大众") == ("朗逸", "迈腾")
    assert suggest("model", "", "Volkswagen") == ("朗逸", "迈腾")
    assert suggest("model", "kai", "丰田") == ("凯美瑞",)
    assert suggest("responsible", "chen") == ("陈静",)
    assert "Owner" in suggest("responsible", "")
    assert suggest("notes", "") == ()


def test_makes_are_known_before_there_is_a_file_in_the_language_that_is_spoken(desk: Desk) -> None:
    assert "Land Rover" in desk.registration.suggestions("make", "land")
    i18n.use_language("zh_CN")
    try:
        assert desk.registration.suggestions("make", "luhu") == ("路虎",)
    finally:
        i18n.use_language("en")


def test_the_number_that_is_announced_is_the_number_that_is_given(desk: Desk) -> None:
    announced = desk.registration.beginning()
    assert announced.responsible == "Owner"
    assert desk.registration.register({"vin": VIN}).file_no == announced.file_no
    following = desk.registration.beginning().file_no
    desk.files.create({"plate": "粤B1", "file_no": following})
    again = desk.registration.beginning().file_no
    assert desk.registration.register({"plate": "粤B2"}).file_no == again


def test_a_chosen_customer_gets_no_second_card_and_keeps_the_one_there_is(desk: Desk) -> None:
    desk.registration.register({"vin": VIN, "customer": "王伟", "phone": "13800138000"})
    (card,) = query(desk, "SELECT id FROM customer")[0]
    cards = records(desk)["customer"]
    made = desk.registration.register({"vin": LIKE_IT, "customer": "王 伟", "phone": "1"}, customer=card)
    assert records(desk)["customer"] == cards
    assert desk.files.show(made.file_no).values["customer"] == "王伟"
    assert query(desk, "SELECT customer_id FROM vehicle_file WHERE id = ?", made.file_id) == [(card,)]
    assert made.change is not None
    desk.history.undo(made.change)
    assert count_of(desk, "vehicle_file") == 1
    assert count_of(desk, "customer") == 1


def test_a_new_customer_of_the_same_name_gets_a_card_of_their_own(desk: Desk) -> None:
    desk.registration.register({"vin": VIN, "customer": "王伟", "phone": "13800138000"})
    desk.registration.register({"vin": LIKE_IT, "customer": "王伟", "phone": "13900139000"})
    assert count_of(desk, "customer") == 2


@pytest.mark.parametrize(
    ("values", "customer", "code"),
    [
        ({"vin": VIN}, None, "vin_has_file"),
        ({"plate": "粤B12345"}, None, "plate_has_file"),
        ({"vin": "LSV"}, None, "vin_length"),
        ({"make": "大众"}, None, "file_without_vehicle"),
        ({"plate": "粤B1"}, 99, "customer_unknown"),
    ],
)
def test_what_cannot_be_registered_leaves_nothing(
    desk: Desk, values: dict[str, str], customer: int | None, code: str
) -> None:
    desk.files.create({"vin": VIN, "plate": "粤B12345"})
    before = records(desk)
    with pytest.raises(DealerDeskError) as refused:
        desk.registration.register(values, customer)
    assert refused.value.code == code
    assert records(desk) == before
