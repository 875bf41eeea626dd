"""The sample dealership: realistic, whole, and the same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.fields import CustomerKind
from dealerdesk.domain.files import FileKind, FileState
from dealerdesk.domain.people import inspect_company_number, inspect_id_number
from dealerdesk.domain.plates import PlateForm, inspect_plate
from dealerdesk.domain.progress import Silent, Stoppable
from dealerdesk.domain.vin import inspect_vin, model_year_candidates
from dealerdesk.domain.wmi import maker_of
from dealerdesk.services.sample import SamplePlan, drawing, make_sample, making
from dealerdesk.services.sample.rows import TABLES
from dealerdesk.storage.engine import driver
from dealerdesk.storage.history import broken_sets
from dealerdesk.storage.models import Base
from dealerdesk.storage.recording import recorded_columns, recorded_tables
from dealerdesk.storage.search_upkeep import stale_files
from tests.support.factories import (
    MADE_BY_A_TEST,
    TODAY,
    a_document,
    a_policy,
    a_repair_order,
    a_user,
    a_vehicle_file,
    empty_desk,
    fill_with_sample,
    sample_desk,
)

COUNT = 500
DRAWN = 15


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    house = sample_desk(tmp_path_factory.mktemp("sample"), COUNT, seed=7, drawn=DRAWN)
    yield house
    house.close()


def rows(desk: Desk, sql: str) -> list[Any]:
    with desk.database.reading() as session:
        return [row if len(row) > 1 else row[0] for row in session.execute(text(sql))]


def one(desk: Desk, sql: str) -> Any:
    (value,) = rows(desk, sql)
    return value


def everything(desk: Desk) -> dict[str, list[Any]]:
    return {
        table.name: rows(desk, f'SELECT * FROM "{table.name}" ORDER BY id') for table in recorded_tables()
    }


def made(folder: Path, plan: SamplePlan) -> dict[str, list[Any]]:
    desk = empty_desk(folder)
    fill_with_sample(desk, plan)
    found = everything(desk)
    desk.close()
    return found


def test_the_same_seed_makes_the_same_rows_and_another_seed_others(tmp_path: Path) -> None:
    plan = SamplePlan(30, 5, TODAY, drawn=1)
    first = made(tmp_path / "first", plan)
    assert made(tmp_path / "second", plan) == first
    other = made(tmp_path / "third", SamplePlan(30, 6, TODAY, drawn=1))
    assert {row[3] for row in other["vehicle_file"]}.isdisjoint(row[3] for row in first["vehicle_file"])


def test_every_table_of_a_dealership_has_rows(desk: Desk) -> None:
    there = everything(desk)
    assert [name for name in TABLES.values() if not there[name]] == []
    assert len(there["vehicle_file"]) == COUNT


def test_the_rows_name_every_column_of_their_tables() -> None:
    for kind, table in TABLES.items():
        columns = recorded_columns(Base.metadata.tables[table])
        expected = set(columns) | {"id"}
        # A vehicle file of the sample has no unusual VIN that asks for a reason.
        assert set(kind._fields) == expected - ({"vin_note"} if table == "vehicle_file" else set())


def test_all_kinds_and_states_and_markets_are_there(desk: Desk) -> None:
    assert set(rows(desk, "SELECT DISTINCT kind FROM vehicle_file")) == set(FileKind)
    assert set(rows(desk, "SELECT DISTINCT state FROM vehicle_file")) == set(FileState)
    forms = {
        inspect_plate(plate).form for plate in rows(desk, "SELECT plate FROM vehicle_file WHERE plate > ''")
    }
    assert forms >= {
        PlateForm.MAINLAND,
        PlateForm.NEW_ENERGY,
        PlateForm.TAIWAN,
        PlateForm.BRITISH,
        PlateForm.OTHER,
    }
    assert set(rows(desk, "SELECT DISTINCT kind FROM customer")) == set(CustomerKind)


def test_vins_are_valid_and_of_a_known_maker_and_of_the_year(desk: Desk) -> None:
    for vin, made_on in rows(desk, "SELECT vin, manufacture_date FROM vehicle_file"):
        report = inspect_vin(vin)
        assert (report.vin, report.error, report.warning) == (vin, None, None)
        assert maker_of(vin), vin
        assert int(made_on[:4]) in model_year_candidates(vin, latest=TODAY.year)


def test_numbers_of_people_and_companies_are_valid_and_unique(desk: Desk) -> None:
    people = rows(desk, "SELECT id_number FROM customer WHERE id_number IS NOT NULL")
    companies = rows(desk, "SELECT company_number FROM customer WHERE company_number IS NOT NULL")
    assert [number for number in people if inspect_id_number(number).warning] == []
    assert [number for number in companies if inspect_company_number(number).warning] == []
    assert {len(number) for number in people} == {10, 18}
    assert {len(number) for number in companies} == {8, 18}
    assert len(set(people)) == len(people)
    assert len(set(companies)) == len(companies)


def test_resident_ids_carry_the_birth_date(desk: Desk) -> None:
    cards = rows(desk, "SELECT id_number, birth_date FROM customer WHERE length(id_number) = 18")
    assert [number for number, born in cards if number[6:14] != born.replace("-", "")] == []


def test_plates_are_stored_as_the_program_writes_them(desk: Desk) -> None:
    for table in ("vehicle_file", "plate_record"):
        for plate, key in rows(desk, f"SELECT plate, plate_key FROM {table} WHERE plate IS NOT NULL"):
            report = inspect_plate(plate)
            assert (report.plate, report.key, report.error) == (plate, key, None)


def test_repair_orders_add_up(desk: Desk) -> None:
    wrong = """
        SELECT order_no FROM repair_order o WHERE total <> parts_cost + labour_cost + other_cost
        OR total <> (SELECT sum(line_amount) FROM repair_line l WHERE l.order_id = o.id)
        OR parts_cost <> (SELECT coalesce(sum(line_amount), 0) FROM repair_line l
                          WHERE l.order_id = o.id AND line_kind = 'part')
    """
    assert not rows(desk, wrong)
    assert not rows(
        desk, "SELECT id FROM repair_line WHERE line_amount * 10000 <> line_quantity * line_unit_price"
    )


def test_the_odometer_grows_and_the_file_shows_the_last_visit(desk: Desk) -> None:
    backwards = """
        SELECT o.order_no FROM repair_order o JOIN repair_order e ON e.file_id = o.file_id
        WHERE e.date_in < o.date_in AND e.odometer_out > o.odometer_in
    """
    assert not rows(desk, backwards)
    astray = """
        SELECT file_no FROM vehicle_file f
        WHERE last_visit IS NOT (SELECT max(date(date_in)) FROM repair_order o WHERE o.file_id = f.id)
        OR odometer IS NOT
           (SELECT max(coalesce(odometer_out, odometer_in)) FROM repair_order o WHERE o.file_id = f.id)
        OR insurance_ends IS NOT (SELECT max(ends) FROM policy p WHERE p.file_id = f.id)
    """
    assert not rows(desk, astray)


def test_repeats_name_an_order_of_the_same_vehicle(desk: Desk) -> None:
    repeats = rows(
        desk,
        "SELECT o.file_id, e.file_id FROM repair_order o LEFT JOIN repair_order e "
        "ON e.order_no = o.repeat_of WHERE o.repeat_of IS NOT NULL",
    )
    assert repeats
    assert [pair for pair in repeats if pair[0] != pair[1]] == []


def test_some_orders_are_open_and_most_are_settled(desk: Desk) -> None:
    assert one(desk, "SELECT count(*) FROM repair_order WHERE date_out IS NULL")
    assert one(desk, "SELECT count(*) FROM repair_order WHERE settled_on IS NOT NULL") > COUNT / 2


def test_nobody_verifies_what_he_made_himself_and_steps_follow_each_other(desk: Desk) -> None:
    assert not rows(desk, "SELECT file_no FROM vehicle_file WHERE verified_by = created_by")
    wrong = """
        SELECT file_no FROM vehicle_file
        WHERE (state <> 'draft') <> (verified_at IS NOT NULL) OR (state = 'filed') <> (filed_at IS NOT NULL)
        OR verified_at < created_at OR filed_at < verified_at
    """
    assert not rows(desk, wrong)


def test_nothing_has_happened_yet_that_lies_ahead(desk: Desk) -> None:
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    for column in ("created_at", "verified_at", "filed_at", "archived_at", "registration_date", "last_visit"):
        assert rows(desk, f"SELECT file_no FROM vehicle_file WHERE {column} >= '{TODAY}'") == [], column
    assert not rows(
        desk, f"SELECT order_no FROM repair_order WHERE max(date_in, coalesce(date_out, '')) >= '{TODAY}'"
    )
    assert not rows(desk, f"SELECT id FROM document WHERE max(dated, created_at) >= '{tomorrow}'")


def test_insurance_runs_out_soon_ran_out_and_runs_on(desk: Desk) -> None:
    ends = rows(desk, "SELECT insurance_ends FROM vehicle_file WHERE insurance_ends IS NOT NULL")
    days = [(date.fromisoformat(day) - TODAY).days for day in ends]
    assert any(0 <= left <= 30 for left in days)
    assert any(left < 0 for left in days)
    assert sum(left > 30 for left in days) > len(days) / 2


def test_documents_are_missing_waived_checked_out_and_complete(desk: Desk) -> None:
    papers = set(rows(desk, "SELECT DISTINCT paper FROM document"))
    assert papers == {"present", "missing", "not_applicable", "checked_out"}
    rates = {
        desk.files.show(number).completeness.rate
        for number in rows(desk, "SELECT file_no FROM vehicle_file")[:60]
    }
    assert 1.0 in rates
    assert len(rates) > 3


def test_archived_files_have_a_reason_and_old_plates_and_owners_a_day(desk: Desk) -> None:
    assert one(desk, "SELECT count(*) FROM vehicle_file WHERE archived_at IS NOT NULL")
    assert not rows(
        desk, "SELECT id FROM vehicle_file WHERE (archived_at IS NULL) <> (archive_reason IS NULL)"
    )
    assert not rows(
        desk,
        "SELECT r.id FROM owner_record r JOIN vehicle_file f ON f.id = r.file_id "
        "WHERE f.customer_id = r.customer_id",
    )


def test_an_old_plate_finds_the_file(desk: Desk) -> None:
    plate, number = rows(
        desk, "SELECT r.plate, f.file_no FROM plate_record r JOIN vehicle_file f ON f.id = r.file_id"
    )[0]
    assert number in [hit.file_no for hit in desk.search.find(plate).hits]


def test_scans_are_whole_small_and_shared(desk: Desk) -> None:
    hashes = rows(desk, "SELECT DISTINCT sha256 FROM scan")
    assert sorted(hashes) == sorted(desk.vault.hashes())
    assert all(desk.vault.verify(sha256) for sha256 in hashes)
    assert one(desk, "SELECT max(size) FROM scan") < 40_000
    assert one(desk, "SELECT count(*) FROM scan") > 3 * len(hashes)
    assert set(rows(desk, "SELECT DISTINCT media_type FROM scan")) == {"application/pdf", "image/jpeg"}


def test_scans_can_be_drawn_without_a_chinese_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(drawing, "_CHINESE_FONTS", ())
    for remembered in (drawing._chinese_font, drawing._font, drawing._blank, drawing._terms_page):
        remembered.cache_clear()
    try:
        assert made(tmp_path, SamplePlan(3, 1, TODAY))["scan"]
    finally:
        for remembered in (drawing._font, drawing._blank, drawing._terms_page, drawing._chinese_font):
            remembered.cache_clear()


def test_the_history_is_sealed_and_relations_hold(desk: Desk) -> None:
    with desk.database.reading() as session:
        connection = driver(session.connection())
        assert list(broken_sets(connection, Silent())) == []
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_check_finds_nothing_wrong(desk: Desk) -> None:
    result = desk.checks.check(deep=False, repair=False, progress=Silent())
    assert result.problems == ()
    assert result.files == COUNT


def test_every_file_is_indexed(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path, 20, drawn=0)
    with desk.database.reading() as session:
        assert list(stale_files(driver(session.connection()), Silent())) == []
    desk.close()


def test_file_and_customer_numbers_go_on_after_those_of_the_sample(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path, 40, drawn=0)
    used = set(rows(desk, "SELECT file_no FROM vehicle_file"))
    assert all(re.fullmatch(r"20[0-9]{2}-[0-9]{5}", number) for number in used)
    counters = dict(rows(desk, "SELECT series, last FROM counter"))
    assert counters["customer"] == one(desk, "SELECT count(*) FROM customer")
    for number in used:
        year, sequence = number.split("-")
        assert counters[f"file:{year}"] >= int(sequence)
    desk.close()


def test_a_data_folder_with_files_gets_no_sample(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path, 2, drawn=0)
    with pytest.raises(DealerDeskError) as refusal:
        fill_with_sample(desk, SamplePlan(2, 9, TODAY))
    assert refusal.value.code == "sample_not_empty"
    assert one(desk, "SELECT count(*) FROM vehicle_file") == 2
    desk.close()


def test_stopping_leaves_whole_change_sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_FILES_A_SET", 10)
    desk = empty_desk(tmp_path)
    progress = Stoppable()
    desk.database.on_change(lambda change: progress.stop())
    with pytest.raises(Cancelled):
        make_sample(
            desk.database, desk.vault, SamplePlan(30, 1, TODAY, 0), author=desk.author, progress=progress
        )
    assert one(desk, "SELECT count(*) FROM vehicle_file") == 10
    desk.close()


def test_several_change_sets_make_what_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = SamplePlan(30, 1, TODAY, drawn=0)
    whole = made(tmp_path / "one", plan)
    monkeypatch.setattr(making, "_FILES_A_SET", 8)
    monkeypatch.setattr(making, "_FILES_AT_ONCE", 3)
    assert made(tmp_path / "several", plan) == whole


def test_a_test_can_compose_a_file_of_its_own(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path)
    with desk.database.writing(MADE_BY_A_TEST, author=desk.author) as work:
        file = a_vehicle_file(work, plate="粤b12345", make="丰田")
        order = a_repair_order(work, file)
        a_document(work, file)
        a_policy(work, file)
        a_user(work)
    (hit,) = desk.search.find(order.order_no).hits
    assert (hit.file_no, hit.plate, hit.make) == (file.file_no, "粤B·12345", "丰田")
    assert one(desk, "SELECT sum(line_amount) FROM repair_line") == one(
        desk, "SELECT total FROM repair_order"
    )
    assert one(desk, "SELECT insurance_ends FROM vehicle_file") == one(desk, "SELECT ends FROM policy")
    desk.close()
