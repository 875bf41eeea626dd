"""``new``: makes a data folder, empty or with a sample dealership."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from dealerdesk.cli.commands import ExitCode, OutsideCommand, UsageError
from dealerdesk.cli.doors import Doors
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import positive, whole
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _

SUMMARY = Message("help.new", "make the data folder")
MADE = Message("cli.new_made", "The data folder {path} is ready.")
MADE_WITH_SAMPLE = Message(
    "cli.new_made_with_sample",
    "The data folder {path} is ready, with {count} made-up vehicle file. "
    "Whoever removes the folder removes it, too.",
    "The data folder {path} is ready, with {count} made-up vehicle files. "
    "Whoever removes the folder removes them, too.",
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
            seed = arguments.seed or 0
            doors.make_sample_desk(folder, arguments.sample, seed, progress).close()
        count = arguments.sample
    output.answer({"data": str(folder), "files": count})
    output.line(MADE_WITH_SAMPLE.said(path=folder, count=count) if count else MADE.said(path=folder))
    return ExitCode.DONE


COMMANDS = (OutsideCommand("new", SUMMARY, new, _add_words),)
