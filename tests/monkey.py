"""Half an hour of random use: ``python -m tests.monkey --minutes 30 --seed 7 --files 2000``.

It ends with an error when an exception was not caught, when Qt or the log warned, when a screen used the
database on the UI thread, or when memory kept growing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication

from dealerdesk.ui.dialogs import answering
from dealerdesk.ui.memory import share_one_heap
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.theme.look import STYLE_WORDS, Look
from tests.support.answers import Answers
from tests.support.monkey import Doorman, Monkey
from tests.support.thread_guard import guarded_ui_thread
from tests.support.watching import Troubles, memory_mb, watching
from tests.support.windows import sample_desk, settle, wait_until, window_on

SAMPLES = Path(__file__).parent / "data" / "samples"
SAMPLES_OF_MEMORY = 24
GROWTH_ALLOWED = 0.08
"""How much larger the memory of the last quarter may be than that of the second one, as a share of it."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory in megabytes over the time, measured at rest."""

    measured: Sequence[float]

    @property
    def after_warming_up(self) -> float:
        """The middle of the second quarter."""
        quarter = len(self.measured) // 4
        return median(self.measured[quarter : 2 * quarter])

    @property
    def in_the_end(self) -> float:
        """The middle of the last quarter."""
        return median(self.measured[-(len(self.measured) // 4) :])

    @property
    def growth(self) -> float:
        """How much it grew in between, as a share."""
        return self.in_the_end / self.after_warming_up - 1


def rest(session: Session) -> None:
    """Go where little is shown, and let everything come to its end."""
    wait_until(lambda: session.window.current is not None, patience_ms=60_000)
    session.long_work.stop()
    session.window.go(Place(PageName.FILES))
    session.window.top.search.clear()
    settle(session)


def play(minutes: float, session: Session, monkey: Monkey) -> Memory:
    """Let the monkey play, and measure memory from time to time."""
    measured = []
    clock = QElapsedTimer()
    clock.start()
    for _part in range(SAMPLES_OF_MEMORY):
        monkey.play(round(minutes * 60_000 / SAMPLES_OF_MEMORY))
        rest(session)
        measured.append(memory_mb())
        tell(f"{clock.elapsed() // 1000:5} s  {monkey.done:7} acts  {measured[-1]:7.1f} MB")
    return Memory(measured)


def tell(line: str) -> None:
    """Write a line for whoever waits."""
    print(line, flush=True)  # noqa: T201  # what the command is asked for


def verdict(troubles: Troubles, offences: Sequence[str], memory: Memory) -> list[str]:
    """What is wrong."""
    wrong = [*troubles.seen, *offences]
    if memory.growth > GROWTH_ALLOWED:
        wrong.append(
            f"memory grew from {memory.after_warming_up:.1f} to {memory.in_the_end:.1f} MB "
            f"({memory.growth:+.1%}, allowed are {GROWTH_ALLOWED:+.0%})"
        )
    return wrong


def main() -> None:
    """Play, and say what happened."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--files", type=int, default=2000)
    arguments = parser.parse_args()
    share_one_heap()
    application = QApplication(["monkey", *STYLE_WORDS])
    application.setQuitOnLastWindowClosed(False)
    look = Look(application)
    answers, doorman = Answers(), Doorman()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)  # what prints without a printer writes here
        papers = Path(shutil.copytree(SAMPLES, folder / "papers"))
        with closing(sample_desk(folder / "desk", arguments.files)) as desk:
            codes = [
                row.file_no for audit, _ in desk.audits.all() for row in desk.findings.left(audit.id).rows
            ]
        with (
            watching() as troubles,
            guarded_ui_thread() as offences,
            answering(answers),
            window_on(folder / "desk", look, Preferences(folder / "window.ini")) as session,
        ):
            session.window.activateWindow()
            monkey = Monkey(session, look, arguments.seed, answers, papers, codes)
            troubles.under_way = monkey.told
            memory = play(arguments.minutes, session, monkey)
        wrong = verdict(troubles, offences, memory)
    doorman.leave()
    tell(f"memory after warming up {memory.after_warming_up:.1f} MB, in the end {memory.in_the_end:.1f} MB")
    tell("\n\n".join(wrong) if wrong else "no exception, no warning, and memory is flat")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
