"""Looking up words in everything, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.search_marks import Manner
from dealerdesk.services.search import FoundDocument, FoundFile, FoundOrder, Shown
from dealerdesk.services.search.files import FEW_FILES, LOOKED_AT_PER_ROW, MOST_FILES
from dealerdesk.storage.models import PlateRecord, VehicleFile
from tests.support.factories import (
    MADE_BY_A_TEST,
    NOW,
    TODAY,
    a_customer,
    a_document,
    a_repair_order,
    a_vehicle_file,
    empty_desk,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """张伟明 with two vehicles, 赵文敏 with one, and Zhu Wenmei with none."""
    with closing(empty_desk(tmp_path)) as desk:
        with desk.database.writing(MADE_BY_A_TEST, author=desk.author) as work:
            zhang = a_customer(
                work,
                name="张伟明",
                phone="13900007164",
                customer_no="C-00001",
                id_number="110101199003070134",
            )
            passat = a_vehicle_file(
                work, plate="浙A88K21", vin="LFVPG8B14MD636944", file_no="2022-00093", customer_id=zhang.id,
                make="大众", model="帕萨特 330TSI",
            )  # fmt: skip
            second = a_vehicle_file(work, plate="粤B12345", customer_id=zhang.id, file_no="2022-00094")
            a_document(work, passat, DocumentType.VEHICLE_INVOICE, number="04412888")
            a_document(work, passat, DocumentType.INSURANCE_POLICY, number="PDAA2025118802")
            a_repair_order(work, passat, order_no="RO-2025-0881", settlement_no="JS-5511")
            zhao = a_customer(work, name="赵文敏", phone="13900000001", customer_no="C-00002")
            a_vehicle_file(work, plate="苏EF88219", customer_id=zhao.id, file_no="2022-00095")
            a_customer(work, name="Zhu Wenmei", phone="8826 4190", customer_no="C-00003")
            work.session.add(
                PlateRecord(file_id=second.id, plate="川A·00001", plate_key="川A00001", until=TODAY)
            )
        yield desk


def texts(parts: tuple[Shown, ...], field: str) -> list[str]:
    return [part.text for part in parts if part.field == field]


def marked(shown: Shown | None) -> list[str]:
    assert shown is not None
    return [shown.text[begin:end] for begin, end in shown.marks]


def test_every_group_says_what_matched_and_why(desk: Desk) -> None:
    found = desk.search.look_up("zwm 88")
    passat, other = sorted(
        found.files.rows, key=lambda row: row.plate.text if row.plate else "", reverse=True
    )
    assert marked(other.plate) == ["88"]
    assert {marked(passat.plate)[0], marked(other.plate)[0]} == {"88"}
    names = {marked(part)[0] for row in found.files.rows for part in row.parts if part.field == "customer"}
    assert names == {"张伟明", "赵文敏"}
    assert [reason.manner for reason in passat.why] == [Manner.INITIALS, Manner.LITERAL]
    assert {row.number.text for row in found.documents.rows} == {"04412888", "PDAA2025118802"}
    (order,) = found.orders.rows
    assert marked(order.number) == ["88"]
    assert [group.total for group in (found.files, found.customers, found.documents, found.orders)] == [
        2,
        2,
        2,
        1,
    ]


def test_customers_come_with_the_vehicles_they_own(desk: Desk) -> None:
    (zhang,) = desk.search.look_up("张伟明").customers.rows
    assert [vehicle.plate.text for vehicle in zhang.vehicles if vehicle.plate] == ["浙A·88K21", "粤B·12345"]
    assert texts(zhang.parts, "phone") == ["13900007164"]
    (zhu,) = desk.search.look_up("zwm 8826").customers.rows
    assert zhu.name.text == "Zhu Wenmei"
    assert marked(zhu.name) == ["Z", "W", "m"]
    assert zhu.vehicles == ()


def test_a_plate_alone_finds_no_customer(desk: Desk) -> None:
    assert desk.search.look_up("浙A88K21").customers.rows == ()
    assert desk.search.look_up("zhang 浙A88K21").customers.rows != ()


def test_a_confidential_number_finds_its_customer_and_is_not_revealed(desk: Desk) -> None:
    (zhang,) = desk.search.look_up("11010119").customers.rows
    assert texts(zhang.parts, "id_number") == ["11010119••••••••••"]
    assert "199003070134" not in repr(zhang)
    assert desk.search.look_up("11010").customers.rows == ()
    assert desk.search.look_up("110101199003070135").customers.rows == ()


def test_documents_and_orders_are_found_by_their_numbers(desk: Desk) -> None:
    (document,) = desk.search.look_up("04412888").documents.rows
    assert document.type == "vehicle_invoice"
    assert document.is_exact
    (order,) = desk.search.look_up("js5511").orders.rows
    assert order.number.text == "RO-2025-0881"
    assert [marked(part) for part in order.parts if part.field == "settlement_no"] == [["JS-5511"]]


def test_the_orders_of_few_files_are_listed_without_their_number(desk: Desk) -> None:
    assert [row.number.text for row in desk.search.look_up("passat").orders.rows] == ["RO-2025-0881"]
    with desk.database.writing(MADE_BY_A_TEST, author=desk.author) as work:
        for _ in range(FEW_FILES):
            a_vehicle_file(work, model="帕萨特")
    assert desk.search.look_up("passat").orders.rows == ()
    assert len(desk.search.look_up("passat RO-2025-0881").orders.rows) == 1


def test_a_document_needs_its_number_among_the_words(desk: Desk) -> None:
    assert desk.search.look_up("张伟明").documents.rows == ()
    assert len(desk.search.look_up("张伟明 88").documents.rows) == 2
    assert desk.search.look_up("赵文敏 04412888").documents.rows == ()


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("浙A·88K21", FoundFile),
        ("浙a88k21", FoundFile),
        ("LFVPG8B14MD636944", FoundFile),
        ("2022-00093", FoundFile),
        ("RO-2025-0881", FoundOrder),
        ("JS-5511", FoundOrder),
        ("PDAA2025118802", FoundDocument),
        ("88", type(None)),
        ("636944", type(None)),
        ("", type(None)),
    ],
)
def test_a_whole_number_is_exact(desk: Desk, typed: str, kind: type) -> None:
    assert isinstance(desk.search.look_up(typed).exact, kind)


def test_old_plates_and_archived_files_are_told(desk: Desk) -> None:
    (old,) = desk.search.look_up("川A00001").files.rows
    assert old.plate is not None
    assert old.plate.text == "粤B·12345"
    assert [marked(part) for part in old.parts if part.field == "old_plate"] == [["川A·00001"]]
    assert not old.is_exact
    with desk.database.writing(MADE_BY_A_TEST, author=desk.author) as work:
        work.session.get_one(VehicleFile, old.file_id).archived_at = NOW
    (archived,) = desk.search.look_up("粤B12345").files.rows
    assert archived.is_archived


def test_an_exact_plate_comes_before_plates_that_only_hold_it(desk: Desk) -> None:
    with desk.database.writing(MADE_BY_A_TEST, author=desk.author) as work:
        exact = a_vehicle_file(work, plate="KT 5107")
        for number in range(12):
            a_vehicle_file(work, plate=f"KT5107{number:02}X")
        exact_id = exact.id
    found = desk.search.look_up("KT5107", 3)
    assert [row.file_id for row in found.files.rows][:1] == [exact_id]
    assert found.files.total == 13
    assert found.exact == found.files.rows[0]


def test_totals_are_counted_or_said_to_be_more(desk: Desk) -> None:
    with desk.database.writing(MADE_BY_A_TEST, author=desk.author) as work:
        customer = a_customer(work, name="欧阳修文")
        for number in range(MOST_FILES + 5):
            file = a_vehicle_file(
                work, customer_id=customer.id, plate=f"ZZ{number:04}", file_no=f"Q-{number:05}"
            )
            a_document(work, file, number=f"D7777-{number:04}")
    found = desk.search.look_up("欧阳修文", 5)
    assert (found.files.total, found.files.is_counted, len(found.files.rows)) == (MOST_FILES + 5, True, 5)
    assert (found.customers.total, found.customers.is_counted) == (1, False)
    assert found.orders.rows == ()
    found = desk.search.look_up("d7777", 5)
    assert (found.documents.total, found.documents.is_counted) == (5 * LOOKED_AT_PER_ROW, False)
    assert len(found.documents.rows) == 5


def test_words_with_o_and_long_words_are_counted_truly(desk: Desk) -> None:
    with desk.database.writing(MADE_BY_A_TEST, author=desk.author) as work:
        for number in range(FEW_FILES):
            a_vehicle_file(work, plate=f"HAO{number:03}", customer_id=a_customer(work, name="郝佳").id)
        a_vehicle_file(work, plate="HA0123", customer_id=None)
    assert desk.search.look_up("hao").files.total == len(desk.search.find("hao", 500).hits)
    assert desk.search.look_up("zhangweiming").files.total == 2
    assert desk.search.look_up("zhangweimin9").files.total == 0


def test_nothing_is_looked_up_without_words(desk: Desk) -> None:
    for text in ("", "   ", "·-/"):
        found = desk.search.look_up(text)
        groups = (found.files, found.customers, found.documents, found.orders)
        assert [group.total for group in groups] == [0, 0, 0, 0]


def test_recent_files_come_in_order_and_gone_ones_not(desk: Desk) -> None:
    ids = [row.file_id for row in desk.search.look_up("张伟明").files.rows]
    recent = desk.search.recent([ids[1], 987654, ids[0]])
    assert [row.file_id for row in recent] == [ids[1], ids[0]]
    assert all(row.why == () and not row.is_exact for row in recent)
    assert texts(recent[0].parts, "customer") == ["张伟明"]


def test_customers_without_a_vehicle_are_found_when_nobody_else_is(desk: Desk) -> None:
    assert [row.name.text for row in desk.search.look_up("zhuwen").customers.rows] == ["Zhu Wenmei"]
    assert [row.name.text for row in desk.search.look_up("C-00003").customers.rows] == ["Zhu Wenmei"]


def test_a_word_with_a_slip_brings_up_the_right_one_and_no_beginning_of_it(desk: Desk) -> None:
    assert desk.search.suggest("dazhogn") == ("dazhong",)
