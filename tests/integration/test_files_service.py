"""Single changes to vehicle files: made, edited, moved through their states, archived, named by a REF."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS
from dealerdesk.domain.files import FileState
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import text_of
from dealerdesk.services.files import Files
from dealerdesk.storage.models import User
from dealerdesk.storage.unit_of_work import Label
from tests.support.importing import Clock, count_of, picture, query, values

VIN, OTHER = "LSVAM4187C2184847", "1HGCM82633A004352"
UNUSUAL = "ABC12345"
PEOPLE_CAME = Message("test.people_came", "people came")
TYPED = {
    "file_no": "A-77", "plate": "粤B12345", "vin": VIN, "engine_no": "EA888", "make": "大众",
    "model": "帕萨特", "colour": "白", "manufacture_date": "2019-05", "registration_date": "2019-06-07",
    "use": "非营运", "kind": "used_sale", "location": "B-2/17", "responsible": "陈静", "odometer": "52000",
    "last_visit": "2026-03-01", "next_service": "2026-12-01", "next_inspection": "2027-06-30",
    "insurance_ends": "2026-12-31", "customer": "王伟", "customer_kind": "company",
    "id_number": "11010519491231002X", "company_number": "91440300708461136T", "phone": "13800138000",
    "mailing_address": "深圳", "registered_address": "广州", "contact_person": "李娜",
    "contact_phone": "139", "actual_user": "赵敏", "user_phone": "137", "notes": "one\ntwo",
    "vin_note": "imported in 1980",
}  # fmt: skip


@pytest.fixture
def file(desk: Desk) -> str:
    """The number of a file with plate, make and owner."""
    typed = {"vin": VIN, "plate": "粤B12345", "make": "大众", "customer": "王伟", "phone": "13800138000"}
    return desk.files.create(typed).file_no


def refusal(change: Callable[..., object], *words: object) -> str:
    with pytest.raises(DealerDeskError) as refused:
        change(*words)
    assert "{" not in str(refused.value)
    return refused.value.code


# --- made and edited ----------------------------------------------------------------------------------


def test_every_editable_field_can_be_typed(desk: Desk) -> None:
    fields = {field.code: field for field in FILE_FIELDS if field.editable}
    assert set(TYPED) == set(fields)
    number = desk.files.create({"plate": "京A88888"}).file_no
    edited = desk.files.edit(number, TYPED)
    assert set(edited.changed) == set(TYPED)
    found = desk.files.show("A-77").values
    assert {code: text_of(field, found[code]) for code, field in fields.items()} == TYPED | {
        "plate": "粤B·12345"
    }
    assert desk.files.edit("A-77", TYPED).change is None


def test_a_file_is_made_with_all_fields_at_once(desk: Desk) -> None:
    made = desk.files.create(TYPED)
    assert (made.file_no, set(made.changed)) == ("A-77", set(TYPED) | {"state"})
    shown = desk.files.show("A-77")
    assert (shown.values["state"], shown.archived, shown.old_plates, shown.old_owners) == (
        "draft",
        False,
        (),
        (),
    )


def test_empty_text_empties_a_field(desk: Desk) -> None:
    desk.files.create(TYPED)
    kept = {"file_no", "vin", "kind", "customer", "customer_kind"}
    desk.files.edit("A-77", dict.fromkeys(TYPED.keys() - kept, ""))
    assert set(values(desk, "A-77")) == kept | {"state", "archived"}
    desk.files.edit("A-77", {"customer": "", "plate": "京A88888", "vin": ""})
    assert set(values(desk, "A-77")) == {"file_no", "plate", "kind", "state", "archived"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"colours": "red"}, "unknown_field"),
        ({"state": "filed"}, "fixed_field"),
        ({"archived": "yes"}, "fixed_field"),
        ({"kind": ""}, "choice_empty"),
        ({"customer_kind": ""}, "choice_empty"),
        ({"kind": "stolen"}, "choice_unknown"),
        ({"file_no": ""}, "file_no_empty"),
        ({"file_no": "B-1"}, "file_no_taken"),
        ({"odometer": "-5"}, "integer_range"),
        ({"registration_date": "2019-02-30"}, "date_impossible"),
        ({"vin": OTHER}, "vin_has_file"),
        ({"vin": UNUSUAL}, "vin_length"),
        ({"vin": "", "plate": ""}, "file_without_vehicle"),
        ({"plate": "京a·88888"}, "plate_has_file"),
        ({"plate": "-"}, "plate_unusable"),
        ({"customer": "李娜", "id_number": "11010519491231002X"}, "number_of_another"),
    ],
)
def test_a_refused_change_changes_nothing_at_all(
    desk: Desk, file: str, changes: dict[str, str], code: str
) -> None:
    desk.files.create({"vin": OTHER, "plate": "京A88888", "file_no": "B-1"})
    desk.files.edit("B-1", {"customer": "赵敏", "id_number": "11010519491231002X"})
    before = picture(desk)
    assert refusal(desk.files.edit, file, {"location": "X", "customer": "钱"} | changes) == code
    assert picture(desk) == before


def test_making_a_file_is_refused_without_a_vehicle_and_for_one_that_has_a_file(
    desk: Desk, file: str
) -> None:
    before = picture(desk)
    assert refusal(desk.files.create, {"make": "大众"}) == "file_without_vehicle"
    assert refusal(desk.files.create, {"vin": VIN}) == "vin_has_file"
    assert refusal(desk.files.create, {"vin": OTHER, "plate": "粤 B 12345"}) == "plate_has_file"
    assert refusal(desk.files.create, {"vin": OTHER, "phone": "1"}) == "no_owner"
    assert picture(desk) == before


def test_numbers_are_given_in_order_and_skip_what_is_taken(desk: Desk) -> None:
    desk.files.create({"vin": VIN, "file_no": "2026-00001"})
    assert desk.files.create({"vin": OTHER, "file_no": " "}).file_no == "2026-00002"


def test_an_unusual_vin_needs_a_reason_as_long_as_it_stands(desk: Desk) -> None:
    assert refusal(desk.files.create, {"vin": UNUSUAL}) == "vin_length"
    made = desk.files.create({"vin": UNUSUAL.lower(), "vin_note": "built in 1975"})
    assert values(desk, UNUSUAL)["vin"] == UNUSUAL
    assert refusal(desk.files.edit, made.file_no, {"vin_note": ""}) == "vin_length"
    assert desk.files.edit(made.file_no, {"vin": UNUSUAL, "colour": "red"}).changed == ("colour",)
    desk.files.edit(made.file_no, {"vin": VIN, "vin_note": ""})
    assert refusal(desk.files.create, {"vin": VIN, "vin_note": "old"}) == "vin_has_file"


def test_a_wrong_check_digit_is_only_a_warning(desk: Desk, file: str) -> None:
    edited = desk.files.edit(file, {"vin": "1HGCM82633A004353"})
    assert [warning.code for warning in edited.warnings] == ["vin_check_digit"]
    assert desk.files.edit(file, {"vin_note": "seen on the frame"}).warnings == ()


def test_plates_keep_a_history(desk: Desk, file: str, clock: Clock) -> None:
    clock.days_later(5)
    assert desk.files.edit(file, {"plate": "京A88888"}).changed == ("plate",)
    assert desk.files.edit(file, {"plate": "京A·88888"}).change is None
    desk.files.edit(file, {"plate": ""})
    desk.files.edit(file, {"plate": "沪C00001"})
    earlier = desk.files.show(file).old_plates
    assert [plate.name for plate in earlier] == ["粤B·12345", "京A·88888"]
    assert {plate.until for plate in earlier} == {clock.now.date()}


def test_an_archived_files_plate_may_be_given_again_but_not_taken_back(desk: Desk, file: str) -> None:
    desk.files.archive(file, "sold abroad")
    other = desk.files.create({"vin": OTHER, "plate": "粤B12345"}).file_no
    assert desk.files.edit(file, {"plate": "京A88888"}).changed == ("plate",)
    assert desk.files.edit(file, {"plate": "粤B12345"}).changed == ("plate",)
    before = picture(desk)
    assert refusal(desk.files.unarchive, file) == "plate_has_file"
    assert picture(desk) == before
    desk.files.edit(other, {"plate": "沪C00001"})
    assert desk.files.unarchive(file).changed == ("archived",)
    assert (desk.files.show(file).archived, desk.files.show(file).archive_reason) == (False, None)
    assert desk.files.unarchive(file).change is None
    assert desk.files.archive(file).changed == ("archived",)
    assert desk.files.archive(file).change is None


# --- owners -------------------------------------------------------------------------------------------


def test_another_owner_is_another_card_with_history(desk: Desk, file: str, clock: Clock) -> None:
    clock.days_later(2)
    desk.files.edit(file, {"customer": "李娜", "phone": "13900139000"})
    shown = desk.files.show(file)
    assert (shown.values["customer"], shown.values["phone"]) == ("李娜", "13900139000")
    assert [(owner.name, owner.until) for owner in shown.old_owners] == [("王伟", clock.now.date())]
    desk.files.edit(file, {"customer": ""})
    assert [owner.name for owner in desk.files.show(file).old_owners] == ["王伟", "李娜"]
    assert refusal(desk.files.edit, file, {"phone": "1"}) == "no_owner"
    assert desk.files.edit(file, {"phone": ""}).change is None


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ({}, False),
        ({"phone": "138-0013-8000"}, True),
        ({"phone": "13900139000"}, False),
        ({"phone": "n/a"}, False),
        ({"id_number": "11010519491231002X"}, True),
        ({"phone": "13800138000", "id_number": "110101199003078515"}, False),
    ],
    ids=["name alone", "name and phone", "another phone", "no phone", "id", "another id"],
)
def test_a_known_customer_is_found_but_never_by_name_alone(
    desk: Desk, file: str, typed: dict[str, str], same: bool
) -> None:
    desk.files.edit(file, {"id_number": "11010519491231002X"})
    desk.files.create({"vin": OTHER, "customer": "王伟"} | typed)
    assert count_of(desk, "customer") == (1 if same else 2)


def test_a_phone_is_changed_on_the_card_that_the_owners_vehicles_share(desk: Desk, file: str) -> None:
    other = desk.files.create({"vin": OTHER, "customer": "王伟", "phone": "13800138000"}).file_no
    desk.files.edit(file, {"phone": "13900139000"})
    assert values(desk, other)["phone"] == "13900139000"


# --- states -------------------------------------------------------------------------------------------


def test_a_file_goes_step_by_step_and_back_to_draft(desk: Desk, file: str) -> None:
    assert refusal(desk.files.set_state, file, FileState.FILED) == "state_step"
    assert desk.files.set_state(file, FileState.VERIFIED).changed == ("state",)
    assert desk.files.set_state(file, FileState.VERIFIED).change is None
    assert desk.files.set_state(file, FileState.FILED).changed == ("state",)
    assert refusal(desk.files.set_state, file, FileState.VERIFIED) == "state_step"
    marks = "SELECT verified_by, verified_at, filed_by, filed_at FROM vehicle_file"
    assert query(desk, marks) == [(1, "2026-10-08 11:00:00", 1, "2026-10-08 11:00:00")]
    desk.files.set_state(file, FileState.DRAFT)
    assert query(desk, marks) == [(None, None, None, None)]


def people(desk: Desk) -> list[Files]:
    """What two clerks can do, besides the owner."""
    with desk.database.writing(Label(PEOPLE_CAME), author=1) as work:
        work.session.add_all([User(id=2, name="Ann", role="clerk"), User(id=3, name="Ben", role="clerk")])
    return [Files(desk.database, author) for author in (2, 3)]


def test_whoever_made_a_file_does_not_verify_it_once_there_are_several_people(desk: Desk) -> None:
    ann, ben = people(desk)
    file = ann.create({"vin": VIN}).file_no
    before = picture(desk)
    assert refusal(ann.set_state, file, FileState.VERIFIED) == "verifier_is_creator"
    assert picture(desk) == before
    ben.set_state(file, FileState.VERIFIED)
    assert query(desk, "SELECT created_by, verified_by FROM vehicle_file") == [(2, 3)]
    # Saying it again does not make the creator the verifier.
    assert ann.set_state(file, FileState.VERIFIED).change is None
    ann.set_state(file, FileState.FILED)


def test_the_owner_may_verify_an_own_file_and_that_is_in_the_history(desk: Desk, file: str) -> None:
    people(desk)
    desk.files.set_state(file, FileState.VERIFIED)
    entries = {entry.field: entry.after for entry in desk.history.of_file(file)}
    assert entries["verified_by"] == "Owner"
    assert entries["state"] == "verified"


# --- names of files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ref",
    [
        "{no}",
        " {no} ",
        VIN,
        VIN.lower(),
        "184847",
        "4187c2184847",
        "粤B·12345",
        "粤b12345",
        "粤Ｂ－１２３４５",
        "京A88888",
    ],
)
def test_a_file_is_named_in_many_ways(desk: Desk, file: str, ref: str) -> None:
    desk.files.edit(file, {"plate": "京A88888"})
    desk.files.create({"vin": OTHER})
    assert desk.files.show(ref.format(no=file)).values["file_no"] == file


@pytest.mark.parametrize("ref", ["", " ", "4847", "84847", "粤B12346", "nobody", "%", "______"])
def test_what_names_no_file_is_said(desk: Desk, file: str, ref: str) -> None:
    assert refusal(desk.files.show, ref) == "unknown_ref"


def test_a_tail_that_fits_several_files_is_not_guessed(desk: Desk) -> None:
    first, second = (desk.files.create({"vin": f"{head}M4187C2184847"}).file_no for head in ("LSVA", "LFVA"))
    with pytest.raises(DealerDeskError) as refused:
        desk.files.show("184847")
    assert refused.value.code == "ambiguous_ref"
    assert f"{first}, {second}" in str(refused.value)
    assert desk.files.show("lfvam4187c2184847").values["file_no"] == second


def test_the_active_file_comes_before_those_that_had_the_plate(desk: Desk, file: str) -> None:
    desk.files.archive(file)
    assert desk.files.show("粤B12345").values["file_no"] == file
    other = desk.files.create({"vin": OTHER, "plate": "粤B12345"}).file_no
    assert desk.files.show("粤B12345").values["file_no"] == other


def test_file_numbers_that_came_with_small_letters_and_spaces_are_found(desk: Desk) -> None:
    desk.files.create({"vin": VIN, "file_no": "Mappe 7b"})
    assert desk.files.show("Mappe  7b").values["vin"] == VIN


def test_a_file_number_is_never_reused_but_still_leads_to_its_history(desk: Desk) -> None:
    first = desk.files.create({"plate": "粤B12345"}).file_no
    desk.files.edit(first, {"file_no": "OLD-1"})
    desk.files.edit("OLD-1", {"file_no": "NEW-1"})
    second = desk.files.create({"plate": "粤B12346"}).file_no
    with pytest.raises(DealerDeskError) as refusal:
        desk.files.edit(second, {"file_no": "OLD-1"})
    assert refusal.value.code == "file_no_taken"
    assert desk.files.edit("NEW-1", {"file_no": "OLD-1"}).changed == ("file_no",)
    assert {entry.field for entry in desk.history.of_file("NEW-1")} == {"file_no", None}
