"""The guard of all tests of the window: whoever uses the database on the UI thread is found out."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import Person
from tests.support.thread_guard import CalledOnUiThreadError
from tests.support.windows import settle


def screen_that(does: str) -> Any:
    """A function of a made-up screen."""
    module: dict[str, Any] = {"__name__": "dealerdesk.ui.made_up"}
    exec(f"def act(desk):\n    return {does}", module)  # a module that the guard takes for a screen
    return module["act"]


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("desk.lists.file_ids()", "Database.asking"),
        ("desk.vault.contains('0' * 64)", "Vault.contains"),
    ],
)
def test_a_screen_that_reads_on_the_ui_thread_is_found_out(
    person: Person, ui_thread_offences: list[str], does: str, told: str
) -> None:
    act = screen_that(does)
    with pytest.raises(CalledOnUiThreadError, match=rf"{told} .* dealerdesk\.ui\.made_up"):
        act(person.session.desk)
    assert len(ui_thread_offences) == 1
    ui_thread_offences.clear()


def test_an_answer_that_reads_more_on_the_ui_thread_is_found_out(
    person: Person, ui_thread_offences: list[str], qtbot: QtBot
) -> None:
    desk = person.session.desk
    assert desk is not None
    with qtbot.capture_exceptions() as exceptions:
        person.session.tasks.read("offence", lambda: None, lambda _none: desk.lists.file_ids())  # type: ignore[arg-type]  # the offence itself
        person.rest()
    assert [kind for kind, _error, _trace in exceptions] == [CalledOnUiThreadError]
    assert len(ui_thread_offences) == 1
    ui_thread_offences.clear()


def test_a_screen_may_read_in_a_lane_and_a_test_where_it_is(
    person: Person, ui_thread_offences: list[str]
) -> None:
    desk = person.session.desk
    assert desk is not None
    counted: list[int] = []
    act = screen_that("desk.lists.file_ids()")
    person.session.tasks.read("lawful", lambda: len(act(desk)), counted.append)
    settle(person.session)
    QApplication.processEvents()
    assert counted == [len(desk.lists.file_ids())]
    assert not ui_thread_offences
