"""What was committed of late, and by whom it was not."""

from __future__ import annotations

from dealerdesk.bootstrap import Desk
from tests.support.desks import add_files, last_change


def test_without_a_known_change_only_the_newest_is_told(desk: Desk) -> None:
    add_files(desk, 1, 2)
    since = desk.recent_changes.since(None)
    assert (since.newest, since.changes, since.files) == (last_change(desk), (), frozenset())


def test_what_others_did_is_told_with_its_files_and_ones_own_is_left_out(desk: Desk) -> None:
    known = last_change(desk)
    (theirs,) = add_files(desk, 1, 1)
    their_change = last_change(desk)
    add_files(desk, 2, 1)
    own_change = last_change(desk)
    since = desk.recent_changes.since(known, {own_change})
    assert since.newest == own_change
    assert since.changes == (their_change,)
    assert since.files == frozenset({theirs})
    assert desk.recent_changes.since(own_change).changes == ()
