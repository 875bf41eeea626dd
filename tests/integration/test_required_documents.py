"""The table of required documents on a real database: its effect is what a recount finds after saving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.completeness import DEFAULT_REQUIRED, Completeness
from dealerdesk.domain.documents import DocumentType, Market
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.files import FileKind
from dealerdesk.domain.progress import Stoppable
from dealerdesk.services.completeness import completeness_of
from dealerdesk.services.required_documents import RequiredTable, default_table
from dealerdesk.services.settings import required_types
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import VehicleFile
from tests.support.desks import last_change
from tests.support.factories import empty_desk, sample_desk

FILES = 60


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = sample_desk(tmp_path_factory.mktemp("required"), FILES)
    yield desk
    desk.close()


def judged(desk: Desk) -> dict[int, Completeness]:
    """The completeness of every file that is not archived, as the lists show it."""
    with desk.database.reading() as session:
        ids = session.scalars(select(VehicleFile.id).where(VehicleFile.archived_at.is_(None))).all()
        return completeness_of(driver(session.connection()), ids, desk.database.now().date())


def average(found: dict[int, Completeness]) -> float:
    rates = [each.rate for each in found.values() if each.rate is not None]
    return sum(rates) / len(rates)


def with_pair(table: RequiredTable, kind: FileKind, type_: DocumentType) -> RequiredTable:
    return replace(table, pairs=table.pairs ^ {(kind, type_)})


def stricter(table: RequiredTable) -> RequiredTable:
    return with_pair(table, FileKind.NEW_SALE, DocumentType.PURCHASE_INTENTION)


def laxer(table: RequiredTable) -> RequiredTable:
    return replace(table, pairs=frozenset(pair for pair in table.pairs if pair[0] is FileKind.NEW_SALE))


def both(table: RequiredTable) -> RequiredTable:
    return replace(table, paper_and_scan=True)


def nothing(table: RequiredTable) -> RequiredTable:
    return replace(table, pairs=frozenset())


@pytest.mark.parametrize("change", [stricter, laxer, both, nothing])
def test_the_effect_is_what_a_recount_finds_and_undo_gives_the_table_back(change, desk: Desk) -> None:  # type: ignore[no-untyped-def]  # one of the four above
    required = desk.required_documents
    seen = required.get_table()
    before = judged(desk)
    wanted = change(seen)
    effect = required.plan_required(wanted)
    assert required.get_table() == seen
    assert judged(desk) == before
    required.apply_required(wanted, seen=seen)
    after = judged(desk)
    assert required.get_table() == wanted
    assert effect.files == len(after) > 0
    assert effect.becoming_incomplete == sum(
        bool(after[each].missing) and not before[each].missing for each in after
    )
    assert effect.becoming_complete == sum(
        bool(before[each].missing) and not after[each].missing for each in after
    )
    assert effect.incomplete_before == sum(bool(each.missing) for each in before.values())
    assert effect.incomplete_after == sum(bool(each.missing) for each in after.values())
    assert effect.before == pytest.approx(average(before))
    if change is nothing:
        assert effect.after is None
    else:
        assert effect.after == pytest.approx(average(after))
    desk.history.undo(last_change(desk))
    assert required.get_table() == seen
    assert judged(desk) == before


def test_the_sample_tells_the_changes_apart(desk: Desk) -> None:
    required = desk.required_documents
    seen = required.get_table()
    assert required.plan_required(stricter(seen)).becoming_incomplete > 0
    assert required.plan_required(laxer(seen)).becoming_complete > 0
    same = required.plan_required(seen)
    assert (same.becoming_complete, same.becoming_incomplete) == (0, 0)
    assert same.before == same.after


def test_an_empty_dealership_has_nothing_to_be_judged(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path)
    effect = desk.required_documents.plan_required(default_table(Market.UNITED_STATES))
    assert (effect.files, effect.before, effect.after) == (0, None, None)
    desk.close()


def test_a_table_that_somebody_else_changed_is_not_written_over(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path)
    required = desk.required_documents
    seen = required.get_table()
    required.apply_required(stricter(seen), seen=seen)
    with pytest.raises(DealerDeskError) as refusal:
        required.apply_required(both(seen), seen=seen)
    assert refusal.value.code == "required_documents_changed_meanwhile"
    assert required.get_table() == stricter(seen)
    desk.close()


def test_saving_what_is_there_is_no_action(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path)
    before = last_change(desk)
    seen = desk.required_documents.get_table()
    desk.required_documents.apply_required(seen, seen=seen)
    assert last_change(desk) == before
    desk.close()


@pytest.mark.parametrize("market", list(Market))
def test_the_default_table_is_that_of_the_market(market: Market, tmp_path: Path) -> None:
    desk = empty_desk(tmp_path)
    desk.settings.set("market", market.value)
    assert desk.required_documents.get_table() == default_table(market)
    with desk.database.asking() as connection:
        table = required_types(connection)
    assert table == {kind: default_table(market).types_of(kind) for kind in FileKind}
    assert table == DEFAULT_REQUIRED[market]
    desk.close()


def test_counting_can_be_stopped_and_begun_again(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path)
    progress = Stoppable()
    progress.stop()
    required = desk.required_documents
    with pytest.raises(Cancelled):
        required.plan_required(required.get_table(), progress)
    assert required.plan_required(required.get_table()).files == 0
    desk.close()


def test_what_changed_since_the_last_count_is_counted(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path, 6)
    required = desk.required_documents
    before = required.plan_required(required.get_table())
    with desk.database.reading() as session:
        number = session.scalar(select(VehicleFile.file_no).where(VehicleFile.archived_at.is_(None)))
    assert number is not None
    desk.files.archive(number, "sold")
    assert required.plan_required(required.get_table()).files == before.files - 1
    desk.close()
