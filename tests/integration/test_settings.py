"""Settings on a real database: effective values, history, and the market's required documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from dealerdesk.bootstrap import Desk, make_desk, open_desk
from dealerdesk.domain.completeness import DEFAULT_REQUIRED
from dealerdesk.domain.documents import Market
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.settings import LAPSED_MONTHS, OPTIONS, WORKING_HOURS
from dealerdesk.domain.working_hours import parse_working_hours
from dealerdesk.services.settings import paper_and_scan, required_types, value_of
from dealerdesk.storage.models import ChangeSet, Setting


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "desk")
    yield desk
    desk.close()


def changes(desk: Desk) -> list[int]:
    with desk.database.reading() as session:
        return list(session.scalars(select(ChangeSet.id)))


def rows(desk: Desk) -> dict[str, str]:
    with desk.database.reading() as session:
        return {row.key: row.value for row in session.scalars(select(Setting))}


def test_a_new_data_folder_has_every_setting_at_its_default(desk: Desk) -> None:
    assert desk.settings.all() == {
        "dealership_name": "",
        "market": "CN",
        "language": "",
        "theme": "system",
        "paper_and_scan": "no",
        "working_hours": "09:00-17:00",
        "holidays": "CN",
        "insurance_warning_days": "30",
        "repeat_repair_days": "90",
        "odometer_daily_limit": "1000",
        "lapsed_months": "6",
        "followup_backlog_days": "90",
    }
    assert list(desk.settings.all()) == list(OPTIONS)
    assert rows(desk) == {}


def test_what_is_set_is_there_after_opening_again(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk")
    assert desk.settings.set("working_hours", "9:00-12:00,13:00-18:00") == "09:00-12:00,13:00-18:00"
    desk.settings.set("lapsed_months", "12")
    desk.close()
    desk = open_desk(tmp_path / "desk")
    assert desk.settings.get("lapsed_months") == "12"
    with desk.database.asking() as connection:
        assert value_of(connection, LAPSED_MONTHS) == 12
        assert value_of(connection, WORKING_HOURS) == parse_working_hours("09:00-12:00,13:00-18:00")
    desk.close()


def test_a_change_is_one_action_in_the_history_that_can_be_undone(desk: Desk) -> None:
    before = changes(desk)
    desk.settings.set("theme", "dark")
    (change,) = set(changes(desk)) - set(before)
    desk.history.undo(change)
    assert desk.settings.get("theme") == "system"


def test_setting_what_is_set_already_is_no_action(desk: Desk) -> None:
    desk.settings.set("theme", "dark")
    before = changes(desk)
    desk.settings.set("theme", "DARK")
    desk.settings.set("lapsed_months", "6")
    desk.settings.set("market", "CN")
    assert changes(desk) == before


def test_setting_the_default_again_leaves_no_row(desk: Desk) -> None:
    desk.settings.set("theme", "dark")
    desk.settings.set("theme", "system")
    assert rows(desk) == {}


@pytest.mark.parametrize(("key", "value"), [("colour", "red"), ("lapsed_months", "never")])
def test_a_refusal_changes_nothing(key: str, value: str, desk: Desk) -> None:
    before = changes(desk), desk.settings.all()
    with pytest.raises(DealerDeskError):
        desk.settings.set(key, value)
    assert (changes(desk), desk.settings.all()) == before


@pytest.mark.parametrize("market", list(Market))
def test_another_market_brings_its_required_documents(market: Market, desk: Desk) -> None:
    desk.settings.set("market", market.value)
    assert desk.settings.get("market") == market.value
    with desk.database.asking() as connection:
        assert required_types(connection) == DEFAULT_REQUIRED[market]


def test_the_market_and_its_documents_are_undone_together(desk: Desk) -> None:
    desk.settings.set("market", "US")
    desk.history.undo(changes(desk)[-1])
    assert desk.settings.get("market") == "CN"
    with desk.database.asking() as connection:
        assert required_types(connection) == DEFAULT_REQUIRED[Market.CHINA]


def test_a_data_folder_made_for_a_market_says_so(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk", market=Market.TAIWAN)
    assert desk.settings.get("market") == "TW"
    desk.close()


def test_holidays_follow_the_market_until_they_are_set(desk: Desk) -> None:
    desk.settings.set("market", "TW")
    assert desk.settings.get("holidays") == "TW"
    desk.settings.set("holidays", "CN")
    desk.settings.set("market", "GB")
    assert desk.settings.get("holidays") == "CN"
    desk.settings.set("holidays", "")
    assert desk.settings.get("holidays") == "GB"


def test_paper_and_scan_is_known_to_completeness(desk: Desk) -> None:
    with desk.database.asking() as connection:
        assert paper_and_scan(connection) is False
    desk.settings.set("paper_and_scan", "yes")
    with desk.database.asking() as connection:
        assert paper_and_scan(connection) is True


def test_a_stored_value_that_this_version_does_not_know_counts_as_the_default(desk: Desk) -> None:
    desk.settings.set("theme", "dark")
    connection = desk.database._engine.raw_connection()
    connection.execute("BEGIN IMMEDIATE")  # as another version would write it
    connection.execute(
        "INSERT INTO change_set (at, author, label, params, kind) VALUES ('', 1, '', '{}', '')"
    )
    connection.execute("INSERT INTO recording (one, set_id) SELECT 1, max(id) FROM change_set")
    connection.execute("UPDATE setting SET value = 'sepia'")
    connection.execute("DELETE FROM recording")
    connection.execute("COMMIT")
    connection.close()
    assert desk.settings.get("theme") == "system"
