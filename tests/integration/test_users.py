"""Who works here: one name, which the history keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.users import ROLE_LABELS, Role
from dealerdesk.storage.unit_of_work import Label
from tests.support.desks import last_change
from tests.support.factories import a_user, empty_desk

ADDED = Message("test.user_added", "added")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = empty_desk(tmp_path)
    yield desk
    desk.close()


def test_the_first_user_is_the_owner(desk: Desk) -> None:
    user = desk.users.get_current()
    assert (user.name, user.role) == ("Owner", Role.OWNER)


def test_a_new_name_is_folded_and_can_be_undone(desk: Desk) -> None:
    renamed = desk.users.rename_current("  陈　建国 ", seen="Owner")
    assert renamed.name == "陈 建国"
    assert desk.users.get_current() == renamed
    desk.history.undo(last_change(desk))
    assert desk.users.get_current().name == "Owner"


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_no_name_or_a_very_long_one_is_refused(name: str, desk: Desk) -> None:
    with pytest.raises(DealerDeskError) as refusal:
        desk.users.rename_current(name, seen="Owner")
    assert refusal.value.code == "user_name"
    assert desk.users.get_current().name == "Owner"


def test_a_name_that_somebody_else_has_is_refused(desk: Desk) -> None:
    with desk.database.writing(Label(ADDED), author=desk.author) as work:
        a_user(work, "周健")
    with pytest.raises(DealerDeskError) as refusal:
        desk.users.rename_current("周健", seen="Owner")
    assert refusal.value.code == "user_name_taken"


def test_a_name_that_was_changed_meanwhile_is_not_written_over(desk: Desk) -> None:
    desk.users.rename_current("陈建国", seen="Owner")
    with pytest.raises(DealerDeskError) as refusal:
        desk.users.rename_current("王芳", seen="Owner")
    assert refusal.value.code == "user_renamed_meanwhile"
    assert desk.users.get_current().name == "陈建国"


def test_the_same_name_is_no_action(desk: Desk) -> None:
    before = last_change(desk)
    desk.users.rename_current("Owner", seen="Owner")
    assert last_change(desk) == before


def test_every_role_has_a_name() -> None:
    assert set(ROLE_LABELS) == set(Role)
