"""``history`` and ``undo``: what happened, and taking it back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from dealerdesk.cli.commands import Command, ExitCode
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.json_values import json_moment
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import add_ref, positive
from dealerdesk.domain.history_words import field_label, value_in_words
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _

if TYPE_CHECKING:
    from dealerdesk.services.history import HistoryEntry

HISTORY = Message("help.history", "show who changed what in a vehicle file, newest first")
UNDO = Message("help.undo", "take back an import or a single change")
REVERTED = Message("cli.reverted", "{count} record was taken back.", "{count} records were taken back.")
KEPT = Message(
    "cli.kept",
    "{count} record was changed since and is kept as it is; it is listed above.",
    "{count} records were changed since and are kept as they are; they are listed above.",
)
KEPT_FILE = Message("cli.kept_file", "kept: {file_no}")
CHANGE = Message("cli.history_change", "Change")
AT = Message("cli.history_at", "When")
BY = Message("cli.history_by", "Who")
ACTION = Message("cli.history_action", "What")
FIELD = Message("cli.history_field", "Field")
BEFORE = Message("cli.history_before", "Before")
AFTER = Message("cli.history_after", "After")


def history(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Show all changes to one vehicle file."""
    entries = desk.history.of_file(arguments.ref)
    output.answer({"history": [_answer(entry) for entry in entries]})
    output.table(
        [heading.said() for heading in (CHANGE, AT, BY, ACTION, FIELD, BEFORE, AFTER)],
        [
            (
                entry.change,
                json_moment(entry.at).replace("T", " "),
                entry.by,
                entry.action,
                field_label(entry.field) if entry.field else None,
                value_in_words(entry.field or "", entry.before),
                value_in_words(entry.field or "", entry.after),
            )
            for entry in entries
        ],
    )
    return ExitCode.DONE


def _answer(entry: HistoryEntry) -> dict[str, str | int | None]:
    return {
        "change": entry.change,
        "at": json_moment(entry.at),
        "by": entry.by,
        "action": entry.action,
        "field": entry.field,
        "before": entry.before,
        "after": entry.after,
    }


def _undo_words(parser: ArgumentParser) -> None:
    parser.add_argument(
        "change",
        metavar="CHANGE",
        type=positive,
        help=_("the number of the import or change, as “imports” and “history” show it"),
    )


def undo(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Take a change back, keeping and naming what was changed since."""
    with output.progress() as progress:
        result = desk.history.undo(arguments.change, progress)
    output.answer({"reverted": result.reverted, "kept": list(result.kept), "change": result.change})
    output.line(REVERTED.said(count=result.reverted))
    if not result.kept:
        return ExitCode.DONE
    output.lines(KEPT_FILE.said(file_no=file_no) for file_no in result.kept)
    output.shortfall(KEPT.said(count=len(result.kept)))
    return ExitCode.DONE_IN_PART


COMMANDS = (
    Command("undo", UNDO, undo, _undo_words),
    Command("history", HISTORY, history, add_ref),
)
