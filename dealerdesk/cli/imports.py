"""``import`` and ``imports``: spreadsheets into the data folder."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dealerdesk.cli.commands import Command, ExitCode
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.json_values import json_moment
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import path, word
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FIELDS, RECORD_LABELS, RecordKind
from dealerdesk.domain.import_mapping import ImportMapping, Rule
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _

if TYPE_CHECKING:
    from dealerdesk.domain.progress import Progress
    from dealerdesk.services.imports import ImportResult, Problem

IMPORT = Message("help.import", "read a spreadsheet into the data folder")
IMPORTS = Message("help.imports", "list the imports, newest first")
IN_PART = Message(
    "cli.import_in_part",
    "Done in part: {refused} rows refused, {left_out} cells left out, {conflicts} conflicts. "
    "The answer names each; mend them in the workbook and import it again.",
)
PROBLEM_OF_CELL = Message("cli.problem_of_cell", "row {row}, {column}: {message}")
PROBLEM_OF_ROW = Message("cli.problem_of_row", "row {row}: {message}")
NOT_XLSX = Message("usage.not_xlsx", "“{value}” is no .xlsx file; write a name that ends in .xlsx.")
ERRORS_WRITTEN = Message(
    "cli.import_errors_written",
    "The row that stayed out is in {path}, with its reason.",
    "The {count} rows that stayed out are in {path}, each with its reason.",
)
DRY_RUN = Message("cli.import_dry_run", "This was a dry run; nothing was changed.")
IMPORTED = Message(
    "cli.import_done", "This is import {import_id}. “dealerdesk undo {import_id}” takes it back."
)
SHEET = Message("cli.import_sheet", "Sheet")
HEADER_ROW = Message("cli.import_header_row", "Heading row")
ROWS = Message("cli.import_rows", "Rows")
NEW = Message("cli.import_new", "New")
CHANGED = Message("cli.import_changed", "Changed")
UNCHANGED = Message("cli.import_unchanged", "Unchanged")
CONFLICTS = Message("cli.import_conflicts", "Conflicts")
REFUSED = Message("cli.import_refused", "Refused")
LEFT_OUT = Message("cli.import_left_out", "Left out")
SEVERITIES = {
    "refused": Message("severity.refused", "These rows were refused:"),
    "conflict": Message("severity.conflict", "These are in conflict with what stands here:"),
    "left_out": Message("severity.left_out", "These cells were left out:"),
    "warning": Message("severity.warning", "These are worth a look:"),
}
ARCHIVE_HAS_NO_ROWS = Message(
    "cli.import_archive_rows",
    "{path} is an archive, so there are no rows to copy. Leave --errors out: the answer names each scan that "
    "stays out.",
)
NOTES = Message("cli.import_notes", "About the whole file:")
NOT_RECOGNISED = Message("cli.import_column_unknown", "(not recognised)")
HEADING = Message("cli.import_heading", "Heading")
FIELD = Message("cli.import_field", "Field")
NUMBER = Message("cli.import_number", "Import")
AT = Message("cli.import_at", "When")
BY = Message("cli.import_by", "Who")
KIND = Message("cli.import_kind", "Kind")
PATH = Message("cli.import_path", "File")
UNDONE = Message("cli.import_undone", "taken back")


def _import_words(parser: ArgumentParser) -> None:
    parser.add_argument(
        "kind",
        metavar="KIND",
        choices=[kind.value for kind in RecordKind],
        help=_("what a row is: {kinds}").format(kinds=", ".join(RecordKind)),
    )
    parser.add_argument(
        "path", metavar="FILE", type=path, help=_(".xlsx, .xlsm, .xls, .xlsb, .ods, .csv or .tsv")
    )
    parser.add_argument("--sheet", metavar="NAME", type=word, help=_("the sheet to read"))
    parser.add_argument("--encoding", metavar="E", type=word, help=_("the encoding of a .csv or .tsv"))
    parser.add_argument(
        "--mapping",
        metavar="FILE",
        type=path,
        help=_("a mapping that the import page wrote: columns, heading row and decisions"),
    )
    parser.add_argument(
        "--on-conflict",
        metavar="WHOSE",
        choices=("ours", "theirs"),
        help=_(
            "which value stands when both sides changed it: ours (as it is here) or theirs (the workbook's)"
        ),
    )
    parser.add_argument(
        "--create-files",
        action="store_true",
        help=_("make a service-only draft for a repair order whose vehicle has no file"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, and change nothing"))
    parser.add_argument(
        "--errors",
        metavar="OUT.xlsx",
        type=_workbook,
        help=_("write the rows that stay out into a copy of the workbook, each with its reason"),
    )


def _workbook(text: str) -> Path:
    out = path(text)
    if out.suffix.lower() != ".xlsx":
        raise ArgumentTypeError(NOT_XLSX.said(value=text))
    return out


def import_spreadsheet(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Read one sheet into the data folder, naming every row and cell that is not imported."""
    with output.progress() as progress:
        mapping = _mapping(arguments)
        if arguments.errors:
            if _is_archive(arguments.path):
                raise DealerDeskError(ARCHIVE_HAS_NO_ROWS, path=arguments.path)
            desk.imports.expect_problem_rows(arguments.path, arguments.errors)
        result = desk.imports.run(arguments.path, mapping, progress, dry_run=arguments.dry_run)
        output.answer(_answer(result))
        _tell(result, output)
        if arguments.errors and result.has_shortfall:
            _write_errors(desk, arguments, mapping, result, progress, output)
    if not result.has_shortfall:
        return ExitCode.DONE
    output.shortfall(
        IN_PART.said(refused=result.refused, left_out=result.left_out, conflicts=result.conflicts)
    )
    return ExitCode.DONE_IN_PART


def _write_errors(  # noqa: PLR0913, PLR0917  # what such a copy is made of
    desk: Desk,
    arguments: Namespace,
    mapping: ImportMapping,
    result: ImportResult,
    progress: Progress,
    output: Output,
) -> None:
    """Write the rows that stay out; what was imported is told of even where that fails."""
    try:
        written = desk.imports.write_problem_rows(arguments.path, mapping, result, arguments.errors, progress)
    except DealerDeskError as error:
        output.refuse(error.code, str(error))
    else:
        output.line(ERRORS_WRITTEN.said(count=written, path=arguments.errors))


def _is_archive(source: Path) -> bool:
    # Start-up: the spreadsheets' room is opened by its own command only.
    from dealerdesk.services.imports import is_archive  # noqa: PLC0415 - start-up, see above

    return is_archive(source)


def _mapping(arguments: Namespace) -> ImportMapping:
    """What was decided of the import; what stands on the command line outweighs the mapping."""
    # Start-up: the spreadsheets' room is opened by its own command only.
    from dealerdesk.services.imports import load_mapping  # noqa: PLC0415 - start-up, see above

    kind = RecordKind(arguments.kind)
    mapping = load_mapping(arguments.mapping, kind) if arguments.mapping else ImportMapping(kind)
    return replace(
        mapping,
        sheet=arguments.sheet or mapping.sheet,
        encoding=arguments.encoding or mapping.encoding,
        on_conflict=Rule(arguments.on_conflict) if arguments.on_conflict else mapping.on_conflict,
        create_files=arguments.create_files or mapping.create_files,
    )


def _answer(result: ImportResult) -> dict[str, Any]:
    return {
        "import": result.import_id,
        "kind": result.kind.value,
        "sheet": result.sheet,
        "header_row": result.header_row,
        "columns": _columns(result.columns),
        "rows": result.rows,
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "conflicts": result.conflicts,
        "refused": result.refused,
        "left_out": result.left_out,
        "notes": list(result.notes),
        "problems": [
            {
                "severity": problem.severity,
                "row": problem.row,
                "column": problem.column,
                "value": problem.value,
                "code": problem.code,
                "message": problem.message,
            }
            for problem in result.problems
        ],
    }


def _columns(columns: Iterable[tuple[str, str | None]]) -> dict[str, str | None]:
    """The field of each heading; of two columns under one heading, that of the one that is read."""
    answer: dict[str, str | None] = {}
    for heading, code in columns:
        answer[heading] = answer.get(heading) or code
    return answer


def _tell(result: ImportResult, output: Output) -> None:
    labels = {field.code: field.label for field in FIELDS[result.kind]}
    output.table(
        [HEADING.said(), FIELD.said()],
        [
            (heading, labels[code].said() if code in labels else code or NOT_RECOGNISED.said())
            for heading, code in result.columns
        ],
    )
    output.line()
    output.pairs(
        (
            (SHEET.said(), result.sheet),
            (HEADER_ROW.said(), result.header_row),
            (ROWS.said(), result.rows),
            (NEW.said(), result.new),
            (CHANGED.said(), result.changed),
            (UNCHANGED.said(), result.unchanged),
            (CONFLICTS.said(), result.conflicts),
            (REFUSED.said(), result.refused),
            (LEFT_OUT.said(), result.left_out),
        )
    )
    for heading, sentences in _remarks(result):
        output.line()
        output.line(heading.said())
        for sentence in sentences:
            output.line(sentence)
    output.line()
    if result.import_id is None:
        output.line(DRY_RUN.said())
    else:
        output.line(IMPORTED.said(import_id=result.import_id))


def _remarks(result: ImportResult) -> Iterator[tuple[Message, list[str]]]:
    """What there is to say, the gravest first, under a heading each."""
    for severity, heading in SEVERITIES.items():
        sentences = [_problem(problem) for problem in result.problems if problem.severity == severity]
        if sentences:
            yield heading, sentences
    if result.notes:
        yield NOTES, list(result.notes)


def _problem(problem: Problem) -> str:
    sentence = PROBLEM_OF_CELL if problem.column else PROBLEM_OF_ROW
    return sentence.said(row=problem.row, column=problem.column, message=problem.message)


def list_imports(desk: Desk, _arguments: Namespace, output: Output) -> int:
    """List all imports into this data folder."""
    entries = desk.imports.list()
    output.answer(
        {
            "imports": [
                {
                    "import": entry.import_id,
                    "at": json_moment(entry.at),
                    "by": entry.by,
                    "kind": entry.kind,
                    "path": entry.path,
                    "new": entry.new,
                    "changed": entry.changed,
                    "undone": entry.undone,
                }
                for entry in entries
            ]
        }
    )
    output.table(
        [heading.said() for heading in (NUMBER, AT, BY, KIND, PATH, NEW, CHANGED)] + [""],
        [
            (
                entry.import_id,
                json_moment(entry.at).replace("T", " "),
                entry.by,
                RECORD_LABELS[RecordKind(entry.kind)].said(),
                entry.path,
                entry.new,
                entry.changed,
                UNDONE.said() if entry.undone else None,
            )
            for entry in entries
        ],
    )
    return ExitCode.DONE


COMMANDS = (
    Command("import", IMPORT, import_spreadsheet, _import_words),
    Command("imports", IMPORTS, list_imports),
)
