"""Counting where things go wrong: scanners without an end, slow disks, long lists, hasty hands."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from dealerdesk.domain.audits import Mark
from tests.gui.conftest import Person
from tests.gui.test_counting import Clock, Counter, clock
from tests.support.scanner import scan
from tests.support.windows import wait_until

__all__ = ("clock",)  # pytest finds it by its name


@pytest.fixture
def counter(person: Person, clock: Clock) -> Counter:
    return Counter(person, clock)


def _busy(counter: Counter) -> Event:
    """Let the disk be slow until the event is set."""
    gate = Event()
    counter.session.tasks.write(gate.wait, lambda _opened: None)
    return gate


def _press(counter: Counter, *keys: Qt.Key) -> None:
    """Press keys as a person does, and wait for no service."""
    for key in keys:
        counter.clock.pause()
        QTest.keyClick(counter.person.focus, key)
    wait_until(lambda: not counter.page.scanner._held)


def _said(counter: Counter, file_no: str) -> Sequence[Mark | None]:
    return [paper.paper for paper in counter.desk.counting.folder(counter.audit, file_no).papers]


def test_a_scanner_without_an_end_ticks_nothing_and_enter_counts_it(counter: Counter) -> None:
    first, second = counter.rows[:2]
    counter.scan(first.file_no)
    QTest.keyClicks(counter.person.focus, second.file_no)
    counter.person.rest()
    assert counter.page.panel.pending() is None
    assert counter.page.field.line.text() == second.file_no
    counter.clock.pause()
    counter.person.press(Qt.Key.Key_Return)
    assert counter.counted == 2


def test_the_next_scan_of_a_scanner_without_an_end_counts_the_one_before(counter: Counter) -> None:
    counter.scan(counter.rows[0].file_no)
    for row in counter.rows[1:4]:
        counter.page.side.scan_list.setFocus()
        QTest.keyClicks(counter.person.focus, row.file_no)
        counter.person.rest()
        counter.clock.pause()
    assert counter.counted == 3
    assert counter.page.field.line.text() == counter.rows[3].file_no


def test_a_scan_that_is_interrupted_is_whole_in_the_end(counter: Counter) -> None:
    counter.scan(counter.rows[0].file_no)
    code = counter.rows[1].file_no
    QTest.keyClicks(counter.person.focus, code[:-3])
    counter.person.rest()
    counter.clock.pause()
    scan(counter.session, code[-3:])
    counter.person.rest()
    assert counter.counted == 2


def test_keys_before_the_verdict_are_for_the_folder_in_the_hand(counter: Counter) -> None:
    first, second = counter.rows[:2]
    counter.scan(first.file_no)
    gate = _busy(counter)
    scan(counter.session, second.file_no)
    _press(counter, Qt.Key.Key_1)
    assert counter.page.panel.pending() is None
    gate.set()
    counter.person.rest()
    assert counter.page.panel.file_no == second.file_no
    pending = counter.page.panel.pending()
    assert pending is not None
    assert len(pending.marks) == 1
    counter.page.panel.save()
    counter.person.rest()
    assert not any(_said(counter, first.file_no))


def test_keys_before_a_verdict_that_names_no_folder_say_nothing(counter: Counter) -> None:
    first, second = counter.rows[:2]
    counter.scan(first.file_no)
    gate = _busy(counter)
    scan(counter.session, "DD:2019-0X77")
    _press(counter, Qt.Key.Key_Space)
    gate.set()
    counter.person.rest()
    counter.scan(second.file_no)
    assert counter.page.panel.pending() is None
    assert not any(_said(counter, first.file_no))


def test_keys_between_two_scans_never_say_anything_of_the_second(counter: Counter) -> None:
    rows = counter.rows[:3]
    counter.scan(rows[0].file_no)
    gate = _busy(counter)
    scan(counter.session, rows[1].file_no)
    _press(counter, Qt.Key.Key_Space)
    counter.clock.pause()
    scan(counter.session, rows[2].file_no)
    gate.set()
    counter.person.rest()
    assert counter.counted == 3
    assert counter.page.panel.file_no == rows[2].file_no
    assert counter.page.panel.pending() is None
    assert not any(_said(counter, rows[0].file_no))


def test_a_scan_after_ctrl_z_was_pressed_is_never_taken_back_by_it(counter: Counter) -> None:
    for row in counter.rows[:4]:
        counter.scan(row.file_no)
    gate = _busy(counter)
    for _time in range(3):
        QTest.keySequence(counter.person.focus, "Ctrl+Z")
    counter.clock.pause()
    scan(counter.session, counter.rows[5].file_no)
    gate.set()
    counter.person.rest()
    assert sorted(row.file_no or "" for row in counter.page.side.scans.rows) == sorted(
        (counter.rows[0].file_no, counter.rows[5].file_no)
    )
    assert counter.counted == 2


def test_ctrl_z_after_a_scan_on_its_way_takes_that_one_back(counter: Counter) -> None:
    counter.scan(counter.rows[0].file_no)
    gate = _busy(counter)
    QTest.keySequence(counter.person.focus, "Ctrl+Z")
    scan(counter.session, counter.rows[1].file_no)
    QTest.keySequence(counter.person.focus, "Ctrl+Z")
    gate.set()
    counter.person.rest()
    assert counter.counted == 0


def test_what_a_long_list_leaves_to_be_put_right_is_seen_by_one_key(counter: Counter) -> None:
    QGuiApplication.clipboard().setText("\n".join(f"DD:1999-{number:05}" for number in range(300)))
    counter.person.press("Ctrl+V")
    assert len(counter.page.unseen.waiting) == 300
    counter.person.press("Shift+F8")
    assert not counter.page.unseen.waiting
    counter.come()
    assert counter.page.field.line.hasFocus()
