"""``export``: vehicle files, repair orders or customers into a spreadsheet."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from dealerdesk.cli.commands import Command, ExitCode
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import path
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _, current_language

SUMMARY = Message("help.export", "write a spreadsheet that can be imported again")
EXPORTED = Message("cli.exported", "{count} row is in {path}.", "{count} rows are in {path}.")
NO_COLUMNS = Message("usage.no_columns", "“{value}” names no columns; write field codes with commas between.")


def _columns(text: str) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in text.split(",") if code.strip())
    if not codes:
        raise ArgumentTypeError(NO_COLUMNS.said(value=text))
    return codes


def _add_words(parser: ArgumentParser) -> None:
    parser.add_argument(
        "kind",
        metavar="KIND",
        choices=[kind.value for kind in RecordKind],
        help=_("what a row is: {kinds}").format(kinds=", ".join(RecordKind)),
    )
    parser.add_argument("out", metavar="OUT", type=path, help=_("the file to write, .xlsx or .csv"))
    parser.add_argument(
        "--where",
        metavar="FILTER",
        help=_("only these, such as “state=draft and insurance_ends<=2026-12-31 and make~Ford”"),
    )
    parser.add_argument(
        "--columns", metavar="A,B", type=_columns, help=_("only these fields, in this order, by their codes")
    )


def export(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Write records into a workbook or a .csv; its headings are in the language of ``--lang``."""
    with output.progress() as progress:
        result = desk.exports.export(
            RecordKind(arguments.kind),
            arguments.out,
            where=arguments.where,
            columns=arguments.columns,
            language=current_language(),
            progress=progress,
        )
    output.answer({"rows": result.rows, "path": str(result.path)})
    output.line(EXPORTED.said(count=result.rows, path=result.path))
    return ExitCode.DONE


COMMANDS = (Command("export", SUMMARY, export, _add_words),)
