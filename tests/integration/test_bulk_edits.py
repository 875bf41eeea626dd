"""Many files changed at once: shown before, done as one change, and taken back as one."""

from __future__ import annotations

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.progress import Stoppable
from dealerdesk.services import bulk_edits
from dealerdesk.services.bulk_edits import AT_WORK, CHANGED_MEANWHILE, FieldChange, How, PlannedField
from dealerdesk.services.history import action_text
from dealerdesk.storage.bulk_lock import bulk_lock
from tests.support.desks import add_files, last_change
from tests.support.importing import query, records

NOBODY = None


@pytest.fixture
def ids(desk: Desk) -> list[int]:
    """Three files: two are Lin Mei's, one of them has a note; the third has neither."""
    ids = add_files(desk, 1, 3)
    desk.files.edit("T-00001", {"responsible": "Lin Mei", "notes": "likes tea"})
    desk.files.edit("T-00002", {"responsible": "Lin Mei"})
    return ids


def column(desk: Desk, name: str) -> list[object]:
    return [value for (value,) in query(desk, f"SELECT {name} FROM vehicle_file ORDER BY id")]


def test_a_plan_says_who_has_what_and_which_files_are_so_already(desk: Desk, ids: list[int]) -> None:
    plan = desk.bulk_edits.plan_edit(ids, [FieldChange("responsible", " Lin Mei ")])
    assert (plan.changing, plan.unchanged) == (1, ("T-00001", "T-00002"))
    (planned,) = plan.fields
    assert isinstance(planned, PlannedField)
    assert (planned.field.code, planned.after) == ("responsible", "Lin Mei")
    assert planned.before == (("Lin Mei", 2), (NOBODY, 1))
    assert column(desk, "responsible") == ["Lin Mei", "Lin Mei", None]


def test_an_edit_of_many_is_one_change_and_is_taken_back_as_one(desk: Desk, ids: list[int]) -> None:
    before = records(desk)
    changes = [
        FieldChange("location", "B-2/17"),
        FieldChange("responsible", ""),
        FieldChange("notes", "called", How.ADD),
    ]
    result = desk.bulk_edits.apply_edit(desk.bulk_edits.plan_edit(ids, changes))
    assert result.changed == 3
    assert column(desk, "location") == ["B-2/17"] * 3
    assert column(desk, "responsible") == [None] * 3
    assert column(desk, "notes") == ["likes tea\ncalled", "called", "called"]
    ((label, params),) = query(desk, "SELECT label, params FROM change_set ORDER BY id DESC LIMIT 1")
    assert action_text(label, params) == "3 files edited"
    desk.history.undo(last_change(desk))
    assert records(desk) == before


def test_what_changed_after_it_was_shown_is_not_written_over(desk: Desk, ids: list[int]) -> None:
    plan = desk.bulk_edits.plan_edit(ids, [FieldChange("location", "B-2/17")])
    desk.files.edit("T-00003", {"location": "A-1"})
    with pytest.raises(DealerDeskError) as refused:
        desk.bulk_edits.apply_edit(plan)
    assert refused.value.message is CHANGED_MEANWHILE
    assert column(desk, "location") == [None, None, "A-1"]


def test_what_is_stopped_leaves_all_as_it_was(desk: Desk, ids: list[int]) -> None:
    before, last = records(desk), last_change(desk)
    stopped = Stoppable()
    stopped.stop()
    plan = desk.bulk_edits.plan_edit(ids, [FieldChange("location", "B-2/17")])
    with pytest.raises(Cancelled):
        desk.bulk_edits.apply_edit(plan, stopped)
    with pytest.raises(Cancelled):
        desk.bulk_edits.archive(ids, "", stopped)
    assert (records(desk), last_change(desk)) == (before, last)


def test_who_changes_very_many_is_alone_and_named_to_others(
    desk: Desk, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_edits, "_MANY", 2)
    plan = desk.bulk_edits.plan_edit(ids, [FieldChange("location", "B-2/17")])
    with bulk_lock(desk.folder, AT_WORK, count=9), pytest.raises(DealerDeskError, match="9 vehicle files"):
        desk.bulk_edits.apply_edit(plan)
    with bulk_lock(desk.folder, AT_WORK, count=9):
        desk.bulk_edits.archive(ids[:1])
    assert desk.bulk_edits.apply_edit(plan).changed == 3


def test_an_edit_that_changes_nothing_leaves_no_change(desk: Desk, ids: list[int]) -> None:
    last = last_change(desk)
    plan = desk.bulk_edits.plan_edit(ids[:2], [FieldChange("responsible", "Lin Mei")])
    assert desk.bulk_edits.apply_edit(plan).changed == 0
    assert last_change(desk) == last


def test_a_text_that_cannot_be_kept_is_refused_in_the_plan(desk: Desk, ids: list[int]) -> None:
    with pytest.raises(DealerDeskError, match="Cabinet location"):
        desk.bulk_edits.plan_edit(ids, [FieldChange("location", "#N/A")])
    desk.files.edit("T-00003", {"notes": "x" * 32_760})
    with pytest.raises(DealerDeskError, match="Notes"):
        desk.bulk_edits.plan_edit(ids, [FieldChange("notes", "too much", How.ADD)])


def test_files_are_archived_and_taken_back_together(desk: Desk, ids: list[int]) -> None:
    assert desk.bulk_edits.archive(ids[:2], " sold  abroad ").changed == 2
    assert column(desk, "archive_reason") == ["sold abroad", "sold abroad", None]
    assert desk.bulk_edits.archive(ids).changed == 1
    assert desk.bulk_edits.unarchive(ids).changed == 3
    assert column(desk, "archived_at") == [None] * 3
    assert column(desk, "archive_reason") == [None] * 3


def test_a_file_whose_plate_is_another_s_by_now_stays_archived_and_is_named(
    desk: Desk, ids: list[int]
) -> None:
    desk.bulk_edits.archive(ids[:2])
    desk.files.edit("T-00003", {"plate": "粤B·10001"})
    result = desk.bulk_edits.unarchive(ids)
    assert (result.changed, result.kept) == (1, ("T-00001",))
    assert [bool(moment) for moment in column(desk, "archived_at")] == [True, False, False]
