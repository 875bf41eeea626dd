"""``find``: what the search box does."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from dealerdesk.cli.commands import Command, ExitCode
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import positive
from dealerdesk.domain.fields import FILE_FIELDS, Field
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _

SUMMARY = Message("help.find", "find vehicle files by anything that is known of them")
FOUND = Message("cli.found", "{count} vehicle file fits.", "{count} vehicle files fit.")
DID_YOU_MEAN = Message("cli.did_you_mean", "Did you mean: {suggestions}?")
FOUND_MORE = Message(
    "cli.found_more", "{total} vehicle files fit; the {shown} most recent are shown. --limit shows more."
)
_SHOWN = ("file_no", "plate", "vin", "make", "model", "customer")
_FIELDS = {field.code: field for field in FILE_FIELDS}


def _add_words(parser: ArgumentParser) -> None:
    parser.add_argument(
        "text", metavar="TEXT", nargs="+", help=_("any part of plate, VIN, name, phone, make or model")
    )
    parser.add_argument(
        "--limit", metavar="N", type=positive, default=50, help=_("how many files to show at most (50)")
    )


def find(desk: Desk, arguments: Namespace, output: Output) -> int:
    """List the vehicle files that a text finds."""
    answer = desk.search.find(" ".join(arguments.text), arguments.limit)
    hits = [hit._asdict() for hit in answer.hits]
    for hit in hits:
        del hit["file_id"]
    suggestions = [] if hits else desk.search.suggest(answer.query)
    output.answer(
        {
            "query": answer.query,
            "total": answer.total,
            "total_is_exact": answer.is_counted,
            "hits": hits,
            "suggestions": list(suggestions),
        }
    )
    if hits:
        output.table(
            [_label(_FIELDS[code]) for code in _SHOWN], [[hit[code] for code in _SHOWN] for hit in hits]
        )
        output.line()
    if answer.total > len(hits) or not answer.is_counted:
        total = f"{answer.total}" if answer.is_counted else f"{answer.total}+"
        output.line(FOUND_MORE.said(total=total, shown=len(hits)))
    else:
        output.line(FOUND.said(count=answer.total))
    if suggestions:
        output.line(DID_YOU_MEAN.said(suggestions=list(suggestions)))
    return ExitCode.DONE


def _label(field: Field) -> str:
    return field.label.said()


COMMANDS = (Command("find", SUMMARY, find, _add_words),)
