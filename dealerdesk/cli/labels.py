"""``labels``: folder labels as a PDF, and cover sheets and the cabinet's index of the same files."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from dealerdesk.cli.commands import Command, ExitCode, UsageError
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import path, positive, word
from dealerdesk.domain.labels import (
    FORMATS,
    USUAL_FORMAT,
    USUAL_PARTS,
    FolderLabel,
    LabelPart,
    LabelSheet,
    get_format,
)
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _

SUMMARY = Message("help.labels", "print folder labels into a PDF")
PRINTED = Message("cli.labels_printed", "{count} label is in {path}.", "{count} labels are in {path}.")
FILTER_OR_REFS = Message(
    "usage.filter_or_refs", "Name files, or choose them with --where; both at once cannot be told apart."
)
COVERS_PRINTED = Message(
    "cli.covers_printed", "{count} cover sheet is in {path}.", "{count} cover sheets are in {path}."
)
INDEX_PRINTED = Message(
    "cli.index_printed", "An index of {count} file is in {path}.", "An index of {count} files is in {path}."
)
NOT_MILLIMETRES = Message(
    "usage.not_millimetres", "“{value}” is no number of millimetres. Write numbers such as 0.5 or -1."
)
TEST_PAGE_PRINTED = Message(
    "cli.label_test_page_printed",
    "A test page is in {path}. Print it on plain paper, and hold it and the labels against the light.",
)
LABELS, COVERS, INDEX, TEST = "labels", "covers", "index", "test"


def _millimetres(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ArgumentTypeError(NOT_MILLIMETRES.said(value=text)) from None


def _add_words(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", type=path, help=_("the file to write, .pdf"))
    parser.add_argument(
        "refs",
        metavar="REF",
        nargs="*",
        type=word,
        help=_("file number, VIN, the last six or more characters of a VIN, or plate; all files without any"),
    )
    parser.add_argument(
        "--where", metavar="FILTER", help=_("only these, such as “location~B-2 and state=filed”")
    )
    _add_paper_words(parser)
    parser.add_argument("--names", action="store_true", help=_("say the customer's name, too"))


def _add_paper_words(parser: ArgumentParser) -> None:
    """What is printed, and how it is laid on the paper."""
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        default=USUAL_FORMAT.code,
        choices=list(FORMATS),
        help=_("the labels that are in the printer: {formats}; {usual} where not said").format(
            formats=", ".join(FORMATS), usual=USUAL_FORMAT.code
        ),
    )
    parser.add_argument(
        "--start", metavar="N", default=1, type=positive, help=_("the first free label of the first sheet")
    )
    parser.add_argument(
        "--right",
        metavar="MM",
        default=0.0,
        type=_millimetres,
        help=_("move everything to the right; -1: left"),
    )
    parser.add_argument(
        "--down", metavar="MM", default=0.0, type=_millimetres, help=_("move everything down; -1: up")
    )
    parser.add_argument(
        "--paper",
        metavar="PAPER",
        default=LABELS,
        choices=[LABELS, COVERS, INDEX, TEST],
        help=_(
            "{labels}, {covers} for folders, the {index} of the cabinet, or a {test} page with frames where "
            "labels will be"
        ).format(labels=LABELS, covers=COVERS, index=INDEX, test=TEST),
    )


def labels(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Print the labels of the files that are named or chosen, else of all that are not archived."""
    if arguments.refs and arguments.where is not None:
        raise UsageError(FILTER_OR_REFS.said(), arguments.spelling)
    if arguments.paper in {COVERS, INDEX}:
        return _print_sheets(desk, arguments, output)
    kind = get_format(arguments.format)
    parts = USUAL_PARTS | {LabelPart.CUSTOMER} if arguments.names else USUAL_PARTS
    sheet = LabelSheet(kind, arguments.start, arguments.right, arguments.down, parts)
    if arguments.paper == TEST:
        return _print_test_page(desk, arguments, sheet, output)
    chosen = _chosen(desk, arguments)
    with output.progress() as progress:
        result = desk.labels.write(arguments.out, chosen, sheet, progress)
    output.answer({"path": str(result.path), "labels": result.labels})
    output.line(PRINTED.said(count=result.labels, path=result.path))
    return ExitCode.DONE


def _print_sheets(desk: Desk, arguments: Namespace, output: Output) -> int:
    ids = desk.labels.file_ids(_chosen(desk, arguments))
    out, names, covers = arguments.out, arguments.names, desk.cover_sheets
    with output.progress() as progress:
        if arguments.paper == COVERS:
            result = covers.write(out, covers.of_files(ids), progress, names=names)
        else:
            result = covers.write_index(out, covers.index_of(ids), progress, names=names)
    key, said = ("covers", COVERS_PRINTED) if arguments.paper == COVERS else ("lines", INDEX_PRINTED)
    output.answer({"path": str(result.path), key: result.labels})
    output.line(said.said(count=result.labels, path=result.path))
    return ExitCode.DONE


def _print_test_page(desk: Desk, arguments: Namespace, sheet: LabelSheet, output: Output) -> int:
    result = desk.labels.write_test_page(arguments.out, sheet)
    output.answer({"path": str(result.path), "labels": result.labels})
    output.line(TEST_PAGE_PRINTED.said(path=result.path))
    return ExitCode.DONE


def _chosen(desk: Desk, arguments: Namespace) -> tuple[FolderLabel, ...]:
    return desk.labels.named(arguments.refs) if arguments.refs else desk.labels.fitting(arguments.where)


COMMANDS = (Command("labels", SUMMARY, labels, _add_words),)
