"""Two cards of one customer made one: what stands, what moves, what is refused, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.history import action_text
from dealerdesk.services.merging import Choice, MergePlan
from dealerdesk.storage.models import OwnerRecord
from tests.support.databases import rows_of, value
from tests.support.factories import MADE_BY_A_TEST, a_customer, a_vehicle_file, empty_desk

CARDS = PairKind.CUSTOMERS


class Cards:
    """Two cards of 王小明, with a vehicle each, one of which the other card owned before."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        with desk.database.writing(MADE_BY_A_TEST, author=1) as work:
            kept = a_customer(work, phone="13800138000", id_number="A1", notes="calls on Monday")
            other = a_customer(
                work, phone="13800138000", occupation="teacher", id_number="A1", notes="has a dog"
            )
            first, second = (a_vehicle_file(work, customer_id=card.id) for card in (kept, other))
            work.session.add(OwnerRecord(file_id=first.id, customer_id=other.id, until=date(2026, 1, 1)))
            self.kept, self.other, self.first, self.second = kept.id, other.id, first.id, second.id

    def plan(self) -> MergePlan:
        return self.desk.merging.plan_merge(CARDS, self.kept, self.other)

    def values(self) -> dict[str, object]:
        return dict(self.desk.customers.get(self.kept).values)


@pytest.fixture
def cards(tmp_path: Path) -> Iterator[Cards]:
    with closing(empty_desk(tmp_path)) as desk:
        yield Cards(desk)


def refused(cards: Cards, plan: MergePlan, chosen: dict[str, Choice] | None = None) -> str:
    before = rows_of(cards.desk.database)
    with pytest.raises(DealerDeskError) as error:
        cards.desk.merging.apply_merge(plan, chosen or {})
    assert rows_of(cards.desk.database) == before
    assert str(error.value)
    return error.value.code


def test_what_the_one_lacks_the_other_gives_and_everything_points_to_the_one_that_stays(cards: Cards) -> None:
    cards.desk.merging.apply_merge(cards.plan(), {})
    assert cards.values()["occupation"] == "teacher"
    assert cards.values()["notes"] == "calls on Monday\nhas a dog"
    vehicles = cards.desk.customers.get(cards.kept).vehicles
    assert {vehicle.file_id for vehicle in vehicles} == {cards.first, cards.second}
    assert value(cards.desk.database, "SELECT count(*) FROM customer WHERE id = ?", cards.other) == 0
    assert value(cards.desk.database, "SELECT count(*) FROM owner_record") == 0
    assert cards.desk.checks.check(deep=True).problems == ()


def test_a_former_owner_who_is_not_of_the_two_is_kept(cards: Cards) -> None:
    with cards.desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        third = a_customer(work, name="李娜")
        work.session.add(OwnerRecord(file_id=cards.first, customer_id=third.id, until=date(2026, 2, 1)))
    cards.desk.merging.apply_merge(cards.plan(), {})
    sql = "SELECT group_concat(customer_id = ? ORDER BY until) FROM owner_record"
    assert value(cards.desk.database, sql, cards.kept) == "1,0"


def test_a_person_chooses_what_stands(cards: Cards) -> None:
    chosen = {"notes": Choice.OTHER, "occupation": Choice.KEPT, "customer": Choice.OTHER}
    cards.desk.customers.edit(cards.other, {"customer": "王晓明"})
    merged = cards.desk.merging.apply_merge(cards.plan(), chosen)
    assert cards.values()["notes"] == "has a dog"
    assert cards.values()["occupation"] is None
    assert cards.values()["customer"] == "王晓明"
    assert {hit.file_id for hit in cards.desk.search.find("王晓明").hits} == {cards.first, cards.second}
    assert merged.kept_id == cards.kept


def test_what_cannot_be_joined_is_not(cards: Cards) -> None:
    cards.desk.customers.edit(cards.other, {"birth_date": "1990-01-01"})
    cards.desk.merging.apply_merge(cards.plan(), {"birth_date": Choice.BOTH, "notes": Choice.BOTH})
    assert str(cards.values()["birth_date"]) == "1990-01-01"
    assert cards.values()["notes"] == "calls on Monday\nhas a dog"


def test_undo_brings_everything_back_row_for_row_and_the_history_tells_it(cards: Cards) -> None:
    before = rows_of(cards.desk.database)
    merged = cards.desk.merging.apply_merge(cards.plan(), {})
    for file_id in (cards.first, cards.second):
        newest = cards.desk.history.page_of_file(file_id).actions[0]
        assert newest.change == merged.change
        assert "merged into" in action_text(newest.label, newest.params)
    owner = next(
        row
        for row in cards.desk.history.page_of_file(cards.second).actions[0].rows
        if row.table == "vehicle_file"
    )
    assert [(field.before, field.after) for field in owner.fields] == [("王小明", "王小明")]
    undone = cards.desk.history.undo(merged.change)
    assert undone.kept == ()
    assert rows_of(cards.desk.database) == before
    assert cards.desk.checks.check(deep=True).problems == ()


def test_numbers_that_contradict_need_a_choice(cards: Cards) -> None:
    cards.desk.customers.edit(cards.other, {"id_number": "A2"})
    plan = cards.plan()
    assert [field.code for field in plan.undecided({})] == ["id_number"]
    assert refused(cards, plan) == "merge_choose_first"
    cards.desk.merging.apply_merge(plan, {"id_number": Choice.OTHER})
    assert cards.values()["id_number"] == "A2"


def test_what_was_changed_since_it_was_seen_is_not_merged_over(cards: Cards) -> None:
    plan = cards.plan()
    cards.desk.customers.edit(cards.other, {"occupation": "driver"})
    assert refused(cards, plan) == "merge_changed_since"
    plan = cards.plan()
    cards.desk.merging.apply_merge(plan, {})
    assert refused(cards, plan) == "customer_unknown"


def test_one_card_is_not_merged_with_itself(cards: Cards) -> None:
    plan = cards.desk.merging.plan_merge(CARDS, cards.kept, cards.kept)
    assert plan.refusal is not None
    assert refused(cards, plan) == "merge_same_card"


def test_a_refusal_to_be_called_stands(cards: Cards) -> None:
    cards.desk.customers.edit(cards.kept, {"consent_to_call": "yes"})
    cards.desk.customers.edit(cards.other, {"consent_to_call": "no"})
    plan = cards.plan()
    assert [warning.code for warning in plan.warnings] == ["merge_consent_differs"]
    cards.desk.merging.apply_merge(plan, {})
    assert cards.values()["consent_to_call"] is False


def test_what_was_said_of_the_card_that_goes_is_said_of_the_one_that_stays(cards: Cards) -> None:
    with cards.desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        thirds = [a_customer(work, phone="13800138000").id for _ in range(2)]
    cards.desk.duplicates.set_apart(CARDS, cards.other, thirds[0])
    cards.desk.duplicates.set_apart(CARDS, cards.kept, thirds[0])
    cards.desk.duplicates.set_apart(CARDS, cards.other, thirds[1])
    cards.desk.duplicates.set_apart(CARDS, cards.other, cards.kept)
    before = rows_of(cards.desk.database)
    merged = cards.desk.merging.apply_merge(cards.plan(), {})
    assert [(pair.first, pair.second) for pair in cards.desk.duplicates.find(CARDS)] == [tuple(thirds)]
    cards.desk.history.undo(merged.change)
    assert rows_of(cards.desk.database) == before


def test_the_card_that_has_more_is_proposed_to_stay(cards: Cards) -> None:
    with cards.desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        a_vehicle_file(work, customer_id=cards.other)
        a_vehicle_file(work, customer_id=cards.other)
    assert cards.desk.merging.plan_pair(CARDS, cards.kept, cards.other).kept.id == cards.other
