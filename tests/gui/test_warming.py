"""Pages are loaded while nothing else is to be done, in steps too small to be felt."""

from __future__ import annotations

import subprocess
import sys

from dealerdesk.ui.shell.rooms import ROOMS
from dealerdesk.ui.shell.warming import screens

MOST_AT_ONCE = 14
"""Modules that one step may bring; the largest pages bring fifty when they are opened cold."""

_STEPS = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
import dealerdesk.bootstrap, dealerdesk.ui.app, dealerdesk.ui.shell.hall, dealerdesk.ui.files.page
from dealerdesk.ui.shell import warming
from dealerdesk.ui.tasks import Tasks
tasks = Tasks(print)
warmed = warming.Warming(tasks)
warmed.begin()
warming._load_services()
most = 0
while not warmed.is_done:
    before = len(sys.modules)
    warmed.step()
    most = max(most, len(sys.modules) - before)
tasks.drain()
print(most, *[name for name in warming.screens() if name not in sys.modules])
"""


def test_no_step_of_the_warming_loads_much_and_all_together_load_everything() -> None:
    ran = subprocess.run([sys.executable, "-c", _STEPS], capture_output=True, text=True, check=False)
    assert not ran.stderr
    most, *missing = ran.stdout.split()
    assert not missing
    assert 1 < int(most) <= MOST_AT_ONCE


def test_every_page_that_is_not_shown_first_is_warmed() -> None:
    warmed = set(screens())
    first = "dealerdesk.ui.files.page"
    assert {room.module for room in ROOMS.values()} - {first} <= warmed
