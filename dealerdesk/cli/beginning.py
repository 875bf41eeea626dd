"""``new``: makes a data folder, empty or with a sample dealership."""

from __future__ import annotations

import secrets
import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dealerdesk.cli.commands import ExitCode, OutsideCommand, UsageError
from dealerdesk.cli.doors import Desk, Doors
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import positive, whole
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.i18n import _
from dealerdesk.paths import DataFolder

SUMMARY = Message("help.new", "make the data folder")
MADE = Message("cli.new_made", "The data folder {path} is ready.")
MADE_WITH_SAMPLE = Message(
    "cli.new_made_with_sample",
    "The data folder {path} is ready, with {count} made-up vehicle file. "
    "Whoever removes the folder removes it, too.",
    "The data folder {path} is ready, with {count} made-up vehicle files. "
    "Whoever removes the folder removes them, too.",
)
FOLDER_NOT_EMPTY = Message(
    "folder_not_empty",
    "{path} is not empty, and made-up files need a folder of their own. "
    "Name an empty or a new one with --data.",
)
SEED_WITHOUT_SAMPLE = Message("usage.seed_without_sample", "--seed belongs to --sample.")


def _add_words(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--sample",
        metavar="N",
        type=positive,
        help=_("fill it with N made-up vehicle files, to try things out"),
    )
    parser.add_argument("--seed", metavar="S", type=whole, help=_("the same number makes the same sample"))


def new(doors: Doors, arguments: Namespace, output: Output) -> int:
    """Make the data folder, whole or not at all."""
    folder: Path = arguments.folder
    if arguments.sample is None and arguments.seed is not None:
        raise UsageError(SEED_WITHOUT_SAMPLE.said(), arguments.spelling)
    if arguments.sample is None:
        doors.make_desk(folder).close()
        count = 0
    else:
        with output.progress() as progress:
            count = make_with_sample(doors.make_desk, folder, arguments.sample, arguments.seed or 0, progress)
    output.answer({"data": str(folder), "files": count})
    output.line(MADE_WITH_SAMPLE.said(path=folder, count=count) if count else MADE.said(path=folder))
    return ExitCode.DONE


def make_with_sample(
    make_desk: Callable[[Path], Desk], folder: Path, count: int, seed: int, progress: Progress
) -> int:
    """Make `folder` a data folder with `count` made-up vehicle files, whole or not at all; returns `count`.

    Raises ``data_folder_exists`` and ``folder_not_empty``.
    """
    # Start-up: only this makes up a dealership.
    from dealerdesk.services.sample import SamplePlan, make_sample  # noqa: PLC0415 - start-up, see above

    if DataFolder(folder).database.exists():
        make_desk(folder).close()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DealerDeskError(FOLDER_NOT_EMPTY, path=folder)
    with _built_aside(folder) as aside, closing(make_desk(aside)) as desk:
        plan = SamplePlan(count=count, seed=seed, today=desk.database.now().date())
        return make_sample(desk.database, desk.vault, plan, author=desk.author, progress=progress)


@contextmanager
def _built_aside(folder: Path) -> Iterator[Path]:
    """A folder beside `folder` that takes its place when the block ends, and is gone when it raises."""
    aside = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    aside.mkdir(parents=True)
    try:
        yield aside
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


COMMANDS = (OutsideCommand("new", SUMMARY, new, _add_words),)
