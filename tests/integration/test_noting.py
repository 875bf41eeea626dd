"""What leaves the house with names is in the history, and is nothing to take back."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.labels import USUAL_PARTS, LabelPart, LabelSheet
from dealerdesk.services.history import action_text
from dealerdesk.storage.unit_of_work import Change
from dealerdesk.ui.change_feed import ChangeFeed
from dealerdesk.ui.undoing import Undoing
from tests.support.desks import add_files, last_change

pytestmark = pytest.mark.usefixtures("qapp")

WITH_NAMES = LabelSheet(parts=USUAL_PARTS | {LabelPart.CUSTOMER})


def noted(desk: Desk, after: int) -> list[str]:
    """What the history calls the actions behind a change set, each of them sealed."""
    with desk.database.asking() as connection:
        rows = connection.execute(
            "SELECT label, params FROM change_set WHERE id > ? AND kind = 'note' AND hash <> '' ORDER BY id",
            (after,),
        ).fetchall()
    return [action_text(*row) for row in rows]


def test_papers_with_names_are_noted_and_others_are_not(desk: Desk, tmp_path: Path) -> None:
    ids = add_files(desk, 1, 3)
    before = last_change(desk)
    labels, lines = desk.labels.of_files(ids), desk.cover_sheets.index_of(ids)
    for names in (False, True):
        desk.labels.write(tmp_path / "labels.pdf", labels, WITH_NAMES if names else LabelSheet())
        covers = desk.cover_sheets.of_files(ids[:1])
        desk.cover_sheets.write(tmp_path / "covers.pdf", covers, names=names)
        desk.cover_sheets.write_index(tmp_path / "index.pdf", lines, names=names)
    assert noted(desk, before) == [
        "3 folder labels with customers' names printed",
        "1 cover sheet with the customer's name and phone printed",
        "cabinet index with the customers of 3 files printed",
    ]


def test_a_note_is_nothing_to_take_back(desk: Desk, tmp_path: Path) -> None:
    ids = add_files(desk, 1, 1)
    heard: list[Change] = []
    desk.database.on_change(heard.append)
    desk.labels.write(tmp_path / "labels.pdf", desk.labels.of_files(ids), WITH_NAMES)
    (change,) = heard
    assert not change.changes_rows
    assert change.files == frozenset()
    assert desk.history.undo(change.set_id).change is None
    assert desk.checks.check().ok
    feed = ChangeFeed()
    undoing = Undoing(feed, Mock(), Mock())
    feed.committed.emit(change)
    assert undoing.undoable is None
