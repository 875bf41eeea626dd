"""The audits of the sample dealership: last year's, closed, and one that is being counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import AuditState, Fault, Scope
from dealerdesk.domain.progress import Silent
from dealerdesk.services.audits.standing import Discrepancy
from dealerdesk.services.sample import SamplePlan, audits
from tests.support.factories import TODAY, empty_desk, fill_with_sample, sample_desk
from tests.support.importing import reading_here

COUNT = 400
LAST, NOW = 1, 2


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    house = sample_desk(tmp_path_factory.mktemp("audited"), COUNT, seed=7, drawn=2)
    yield house
    house.close()


def ask(desk: Desk, sql: str, *values: object) -> list[Any]:
    with desk.database.asking() as connection:
        return [row if len(row) > 1 else row[0] for row in connection.execute(sql, values)]


def looked_at(desk: Desk) -> list[Discrepancy]:
    """What the running audit found so far, apart from folders that nobody has come to yet."""
    return [found for found in desk.findings.discrepancies(NOW) if found.seen_by]


def test_last_years_audit_was_a_full_one_and_is_closed(desk: Desk) -> None:
    audit = desk.audits.get(LAST)
    assert (audit.state, audit.scope) == (AuditState.CLOSED, Scope.ALL)
    assert audit.closed_at
    assert TODAY - timedelta(days=373) <= audit.opened_at.date() <= TODAY - timedelta(days=366)
    assert timedelta(days=1) < audit.closed_at - audit.opened_at < timedelta(days=14)
    assert not desk.audits.reminder().is_due(TODAY)


def test_it_expected_the_active_files_of_that_time(desk: Desk) -> None:
    opened = f"{desk.audits.get(LAST).opened_at}"
    expected = ask(desk, "SELECT file_no FROM audit_file WHERE audit_id = ?", LAST)
    active = "SELECT file_no FROM vehicle_file WHERE created_at < ?1 AND coalesce(archived_at, '9') > ?1"
    assert sorted(expected) == sorted(ask(desk, active, opened))
    made_since = ask(desk, "SELECT file_no FROM vehicle_file WHERE created_at > ?", opened)
    assert made_since
    assert set(made_since).isdisjoint(expected)


def test_everything_it_found_is_explained(desk: Desk) -> None:
    found = desk.findings.discrepancies(LAST)
    assert desk.audits.figures(LAST).unexplained == 0
    assert {each.fault for each in found} == set(Fault)
    assert len(found) < COUNT / 10
    assert all(each.cause and each.action and each.responsible and each.due for each in found)
    assert len({each.cause for each in found}) > 5


def test_two_people_counted_it_over_some_days_and_two_signed(desk: Desk) -> None:
    assert len(ask(desk, "SELECT DISTINCT counted_by FROM audit_count WHERE audit_id = ?", LAST)) == 2
    days = ask(desk, "SELECT DISTINCT date(counted_at) FROM audit_count WHERE audit_id = ?", LAST)
    assert len(days) > 1
    assert all(datetime.fromisoformat(day).weekday() < 5 for day in days)
    assert len(set(ask(desk, "SELECT name FROM audit_signature WHERE audit_id = ?", LAST))) == 2


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_its_report_fits_its_fingerprint(desk: Desk, tmp_path: Path, ending: str) -> None:
    report = desk.audits.report(LAST, tmp_path / f"report.{ending}", language="zh_CN")
    with reading_here():
        assert desk.audits.verify(report).ok


def test_it_is_closed_to_everybody(desk: Desk) -> None:
    with desk.database.asking() as connection, pytest.raises(dbapi2.DatabaseError, match="closed audit"):
        connection.execute("UPDATE audit_count SET place = 'Z' WHERE audit_id = ?", (LAST,))


def test_the_running_audit_is_two_thirds_along_the_shelves(desk: Desk) -> None:
    audit, figures = desk.audits.get(NOW), desk.audits.figures(NOW)
    assert (audit.state, audit.scope) == (AuditState.OPEN, Scope.ALL)
    assert TODAY - timedelta(days=8) < audit.opened_at.date() <= TODAY - timedelta(days=5)
    assert 0.6 < figures.counted / figures.expected < 0.7
    is_counted = "EXISTS (SELECT 1 FROM audit_count c WHERE c.entry_id = f.id)"
    in_order = "FROM audit_file f WHERE audit_id = ? ORDER BY place_key, id"
    walked = ask(desk, f"SELECT {is_counted} {in_order}", NOW)
    assert all(walked[: int(len(walked) * 2 / 3)])
    assert sum(walked[int(len(walked) * 2 / 3) :]) < 5
    people = Counter(ask(desk, "SELECT counted_by FROM audit_count WHERE audit_id = ?", NOW))
    assert len(people) == 3


def test_nothing_of_it_lies_ahead(desk: Desk) -> None:
    last = ask(desk, "SELECT max(counted_at) FROM audit_count")
    assert last[0] < TODAY.isoformat()


def test_some_of_what_it_found_is_explained_and_some_is_not(desk: Desk) -> None:
    found = looked_at(desk)
    assert {each.fault for each in found} == set(Fault)
    explained = [each for each in found if each.cause]
    assert len(found) / 4 < len(explained) < len(found) * 3 / 4


def test_one_folder_was_missing_last_year_too(desk: Desk) -> None:
    missing = [each for each in looked_at(desk) if each.fault is Fault.MISSING]
    (again,) = [each for each in desk.findings.discrepancies(NOW) if each.again]
    assert again in missing
    assert again.cause is None
    assert len(missing) > 1


def test_nothing_changed_in_the_record_meanwhile(desk: Desk) -> None:
    assert desk.findings.changed_meanwhile(LAST) == ()
    assert desk.findings.changed_meanwhile(NOW) == ()


def test_unknown_labels_are_really_unknown_and_archived_ones_archived(desk: Desk) -> None:
    strays = ask(desk, "SELECT code, kind, file_id FROM audit_stray")
    assert {kind for _, kind, _ in strays} >= {"unknown", "archived"}
    for code, kind, file_id in strays:
        hits = ask(desk, "SELECT archived_at IS NOT NULL FROM vehicle_file WHERE file_no = ?", code)
        assert hits == ([] if kind == "unknown" else [kind == "archived"])
        assert (file_id is None) == (kind == "unknown")


def test_counting_goes_on_where_the_sample_stopped(tmp_path: Path) -> None:
    own = sample_desk(tmp_path, 40, drawn=0)
    left = own.findings.left_to_find(NOW)
    (result,) = own.counting.scan(NOW, [left[0].file_no], at=left[0].cabinet).results
    assert result.verdict == "counted"
    assert len(own.findings.left_to_find(NOW)) == len(left) - 1
    own.close()


def test_a_large_house_counts_one_cabinet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audits, "LARGEST_FULL_COUNT", 400)
    own = sample_desk(tmp_path, 1000, drawn=0)
    audit = own.audits.get(NOW)
    assert (audit.scope, own.audits.get(LAST).scope) == (Scope.FILTER, Scope.ALL)
    cabinets = ask(own, "SELECT DISTINCT cabinet FROM audit_file WHERE audit_id = ?", NOW)
    assert len(cabinets) == 1
    assert audit.conditions == f"location~{cabinets[0]}-"
    assert [each.again for each in own.findings.discrepancies(NOW)].count(True) == 1
    assert own.checks.check(deep=False, repair=False, progress=Silent()).problems == ()
    own.close()


@pytest.mark.parametrize("weekday", range(7))
def test_people_count_on_working_days_whatever_day_it_is(tmp_path: Path, weekday: int) -> None:
    today = TODAY + timedelta(days=weekday)
    own = empty_desk(tmp_path)
    fill_with_sample(own, SamplePlan(24, 3, today, drawn=0))
    moments = ask(own, "SELECT counted_at FROM audit_count")
    moments += ask(own, "SELECT coalesce(closed_at, opened_at) FROM audit")
    assert all(datetime.fromisoformat(moment).weekday() < 5 for moment in moments)
    assert max(moments) < today.isoformat()
    assert today - timedelta(days=8) < own.audits.get(NOW).opened_at.date() <= today - timedelta(days=5)
    assert not own.audits.reminder().is_due(today)
    own.close()


@pytest.mark.parametrize("count", [1, 2, 9, 30])
def test_a_small_house_has_audits_too(tmp_path: Path, count: int) -> None:
    own = sample_desk(tmp_path, count, drawn=0)
    assert own.checks.check(deep=True, repair=False, progress=Silent()).problems == ()
    for audit, figures in own.audits.all():
        assert figures.unexplained == 0 or audit.state is AuditState.OPEN
    own.close()
