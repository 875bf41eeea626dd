"""Filters under names: kept for everybody, replaced, deleted, and all of it undone."""

from __future__ import annotations

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS
from dealerdesk.domain.filters import parse_filter
from dealerdesk.services.file_filters import FilesFilter, Quick
from dealerdesk.services.saved_filters import NamedFilter
from tests.support.desks import last_change

OLD_FORDS = FilesFilter(parse_filter('make=Ford and notes~"a and b"', FILE_FIELDS), frozenset({Quick.MINE}))
OPEN = FilesFilter(quick=frozenset({Quick.DRAFT, Quick.INCOMPLETE}))


def test_a_filter_is_found_again_under_its_name_as_it_was(desk: Desk) -> None:
    desk.saved_filters.save(" old   Fords ", OLD_FORDS)
    desk.saved_filters.save("Open", OPEN)
    assert desk.saved_filters.all() == (NamedFilter("Open", OPEN), NamedFilter("old Fords", OLD_FORDS))


def test_saving_under_a_name_that_is_there_replaces_and_undo_brings_the_other_back(desk: Desk) -> None:
    desk.saved_filters.save("Mine", OLD_FORDS)
    desk.saved_filters.save("Mine", OPEN)
    assert desk.saved_filters.all() == (NamedFilter("Mine", OPEN),)
    desk.history.undo(last_change(desk))
    assert desk.saved_filters.all() == (NamedFilter("Mine", OLD_FORDS),)


def test_a_deleted_filter_comes_back_by_undo(desk: Desk) -> None:
    desk.saved_filters.save("Mine", OPEN)
    desk.saved_filters.delete("Mine")
    assert desk.saved_filters.all() == ()
    desk.history.undo(last_change(desk))
    assert desk.saved_filters.all() == (NamedFilter("Mine", OPEN),)


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_name_that_says_nothing_or_too_much_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(DealerDeskError, match="from 1 to 60 characters"):
        desk.saved_filters.save(name, OPEN)


def test_what_is_gone_cannot_be_deleted_again(desk: Desk) -> None:
    with pytest.raises(DealerDeskError, match="Mine"):
        desk.saved_filters.delete("Mine")
