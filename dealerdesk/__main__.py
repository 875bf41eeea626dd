"""The door: without a command the window opens, else the command line works."""

from __future__ import annotations

import logging
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dealerdesk.bootstrap import Desk
    from dealerdesk.domain.progress import Progress

SAMPLE_FILES = 500
"""How many vehicle files the window's sample dealership has."""


def main(words: Sequence[str] | None = None) -> int:
    """Run DealerDesk with `words`, else with those of the process; returns the exit code."""
    # Start-up: the child processes that read spreadsheets import this module too, and need none of it.
    from dealerdesk import bootstrap  # noqa: PLC0415 - start-up, see above
    from dealerdesk.cli.doors import Doors  # noqa: PLC0415 - start-up, see above
    from dealerdesk.cli.program import run  # noqa: PLC0415 - start-up, see above

    _send_library_complaints_to_the_log()
    doors = Doors(bootstrap.open_desk, bootstrap.make_desk, _open_window)
    return run(sys.argv[1:] if words is None else words, doors)


def _send_library_complaints_to_the_log() -> None:
    """Keep standard error for sentences to people, also before there is a log."""
    logging.captureWarnings(capture=True)
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.NullHandler())


def _open_window(folder: Path, language: str | None) -> int:
    # Start-up: commands do without Qt.
    from dealerdesk import bootstrap  # noqa: PLC0415 - start-up, see above
    from dealerdesk.ui.app import run as run_window  # noqa: PLC0415 - start-up, see above
    from dealerdesk.ui.doors import Doors  # noqa: PLC0415 - start-up, see above

    return run_window(folder, language, Doors(bootstrap.open_desk, bootstrap.make_desk, _make_sample))


def _make_sample(folder: Path, progress: Progress) -> Desk:
    # Start-up: only whoever wants a sample needs what makes it up.
    from dealerdesk import bootstrap  # noqa: PLC0415 - start-up, see above
    from dealerdesk.cli.beginning import make_with_sample  # noqa: PLC0415 - start-up, see above

    make_with_sample(bootstrap.make_desk, folder, SAMPLE_FILES, seed=0, progress=progress)
    return bootstrap.open_desk(folder)


if __name__ == "__main__":
    # The frozen program begins here also as the child that reads a spreadsheet.
    multiprocessing.freeze_support()
    sys.exit(main())
