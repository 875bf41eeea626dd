"""The door: without a command the window opens, else the command line works."""

from __future__ import annotations

import gc
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dealerdesk.bootstrap import Desk
    from dealerdesk.domain.documents import Market
    from dealerdesk.domain.progress import Progress

SAMPLE_FILES = 500
"""How many vehicle files the window's sample dealership has."""


def main(words: Sequence[str] | None = None) -> int:
    """Run DealerDesk with `words`, else with those of the process; returns the exit code."""
    words = sys.argv[1:] if words is None else words
    try:
        return _run(words)
    except KeyboardInterrupt:  # while still starting: what runs says itself what became of it
        return _say_stopped(words)


def _run(words: Sequence[str]) -> int:
    # Start-up: the child processes that read spreadsheets import this module too, and need none of it.
    from dealerdesk.cli.doors import Doors  # noqa: PLC0415 - start-up, see above
    from dealerdesk.cli.program import run  # noqa: PLC0415 - start-up, see above

    _send_library_complaints_to_the_log()
    return run(words, Doors(_open_desk, _make_desk, _make_sample_desk, _open_window))


def _say_stopped(words: Sequence[str]) -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # impatient fingers, while the sentence is fetched
    from dealerdesk.cli.program import say_stopped  # noqa: PLC0415 - start-up, see above

    return say_stopped(words)


def _send_library_complaints_to_the_log() -> None:
    """Keep standard error for sentences to people, also before there is a log."""
    logging.captureWarnings(capture=True)
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.NullHandler())


# Start-up: the doors bring the database along, and the window is painted before anybody goes through one.


def _open_desk(folder: Path) -> Desk:
    from dealerdesk.bootstrap import open_desk  # noqa: PLC0415 - start-up, see above

    return open_desk(folder)


def _make_desk(folder: Path) -> Desk:
    from dealerdesk.bootstrap import make_desk  # noqa: PLC0415 - start-up, see above

    return make_desk(folder)


def _begin_desk(folder: Path, name: str, market: Market) -> Desk:
    from dealerdesk.bootstrap import make_desk  # noqa: PLC0415 - start-up, see above

    return make_desk(folder, market=market, name=name)


def _restore_desk(backup: Path, folder: Path, progress: Progress) -> Desk:
    from dealerdesk.bootstrap import open_desk  # noqa: PLC0415 - start-up, see above
    from dealerdesk.services.backups import restore_backup  # noqa: PLC0415 - start-up, see above

    restore_backup(backup, folder, progress)
    return open_desk(folder)


def _make_sample_desk(folder: Path, count: int, seed: int, progress: Progress) -> Desk:
    from dealerdesk.bootstrap import make_sample_desk  # noqa: PLC0415 - start-up, see above

    return make_sample_desk(folder, count, seed, progress)


def _open_window(folder: Path, language: str | None) -> int:
    # Start-up: what is made before the first paint stays; from then on the window's collector looks after it.
    gc.disable()
    # Start-up: commands do without Qt.
    from dealerdesk.ui.app import run  # noqa: PLC0415 - start-up, see above
    from dealerdesk.ui.doors import Doors  # noqa: PLC0415 - start-up, see above

    def make_sample(folder: Path, progress: Progress) -> Desk:
        return _make_sample_desk(folder, SAMPLE_FILES, 0, progress)

    return run(folder, language, Doors(_open_desk, _begin_desk, make_sample, _restore_desk))


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # The frozen program begins here also as the child that reads a spreadsheet.
        import multiprocessing

        multiprocessing.freeze_support()
    sys.exit(main())
