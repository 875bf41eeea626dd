"""``export``: records of a kind, the whole register, or an empty template, into a spreadsheet."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from dealerdesk.cli.commands import Command, ExitCode, UsageError
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import path
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _, current_language

if TYPE_CHECKING:  # start-up: every command is declared, and only one exports
    from dealerdesk.services.exports import ExportResult

SUMMARY = Message("help.export", "write a spreadsheet that can be imported again")
EXPORTED = Message("cli.exported", "{count} row is in {path}.", "{count} rows are in {path}.")
TEMPLATE_WRITTEN = Message("cli.template_written", "An empty template is in {path}.")
NO_COLUMNS = Message("usage.no_columns", "“{value}” names no columns; write field codes with commas between.")
REGISTER_IS_WHOLE = Message(
    "usage.register_is_whole",
    "A register holds everything: {options} cannot be said of it. Export one kind of records instead.",
)
TEMPLATE_IS_EMPTY = Message(
    "usage.template_is_empty", "A template holds no records, so --where has nothing to choose from."
)
REGISTER = "register"


def _columns(text: str) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in text.split(",") if code.strip())
    if not codes:
        raise ArgumentTypeError(NO_COLUMNS.said(value=text))
    return codes


def _add_words(parser: ArgumentParser) -> None:
    kinds = [*(kind.value for kind in RecordKind), REGISTER]
    parser.add_argument(
        "kind",
        metavar="KIND",
        choices=kinds,
        help=_("what a row is: {kinds}; a register is a workbook with a sheet for each").format(
            kinds=", ".join(kinds)
        ),
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
    parser.add_argument(
        "--template",
        action="store_true",
        help=_("no records, but headings with explanations, drop-downs and an example, to be filled in"),
    )


def export(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Write records into a workbook or a .csv; its headings are in the language of ``--lang``."""
    if arguments.kind == REGISTER:
        options = [name for name in ("where", "columns", "template") if getattr(arguments, name)]
        if options:
            said = [f"--{name}" for name in options]
            raise UsageError(REGISTER_IS_WHOLE.said(options=said), arguments.spelling)
    elif arguments.template and arguments.where is not None:
        raise UsageError(TEMPLATE_IS_EMPTY.said(), arguments.spelling)
    result = _written(desk, arguments, output)
    output.answer({"rows": result.rows, "path": str(result.path)})
    said_of_it = TEMPLATE_WRITTEN if arguments.template else EXPORTED
    output.line(said_of_it.said(count=result.rows, path=result.path))
    return ExitCode.DONE


def _written(desk: Desk, arguments: Namespace, output: Output) -> ExportResult:
    language, out = current_language(), arguments.out
    with output.progress() as progress:
        if arguments.kind == REGISTER:
            return desk.exports.export_register(out, language=language, progress=progress)
        kind = RecordKind(arguments.kind)
        if arguments.template:
            return desk.exports.write_template(kind, out, columns=arguments.columns, language=language)
        return desk.exports.export(
            kind,
            out,
            where=arguments.where,
            columns=arguments.columns,
            language=language,
            progress=progress,
        )


COMMANDS = (Command("export", SUMMARY, export, _add_words),)
