"""``audit scan``, ``mark``, ``explain`` and ``sheet``: counting folders and papers along the cabinet."""

from __future__ import annotations

import codecs
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from dealerdesk.cli.commands import Command, ExitCode, UsageError
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import add_audit, add_ref, day, path, word
from dealerdesk.domain.audits import VERDICT_LABELS, Explanation, Mark, Verdict
from dealerdesk.domain.code_lists import codes_in
from dealerdesk.domain.documents import TYPE_LABELS, DocumentType
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _

if TYPE_CHECKING:  # start-up: every command is declared, and only one counts
    from dealerdesk.services.audits import ScanResult, SheetRead

SCAN = Message("help.audit_scan", "count folders")
MARK = Message("help.audit_mark", "say how one document of a file was found")
EXPLAIN = Message("help.audit_explain", "say why something is not in order, and what is done about it")
SHEET = Message("help.audit_sheet", "write a count sheet, or with --read take a filled one in")
NO_MARK = Message("usage.no_mark", "Say what was found: --paper, --scan or --note.")
SCANNED = Message("cli.audit_scanned", "{count} code was scanned.", "{count} codes were scanned.")
IN_ORDER = Message("cli.audit_match", "{type} of {file_no} is in order.")
DIFFERS = Message("cli.audit_differs", "{type} of {file_no} is a discrepancy now, and needs an explanation.")
LEFT = Message(
    "cli.audit_left", "{count} discrepancy is left to explain.", "{count} discrepancies are left to explain."
)
SHEET_WRITTEN = Message(
    "cli.sheet_written",
    "{count} folder is on the count sheet {path}.",
    "{count} folders are on the count sheet {path}.",
)
SHEET_TAKEN = Message(
    "cli.sheet_taken",
    "{count} folder was counted that nobody had counted before.",
    "{count} folders were counted that nobody had counted before.",
)
ROW_SAID = Message("cli.sheet_row", "Row {row}: {problem}")
ROW_OF_SHEET_SAID = Message("cli.sheet_row_of", "{sheet}, row {row}: {problem}")
CODE, VERDICT = Message("cli.audit_code", "Scanned code"), Message("cli.audit_verdict", "Verdict")
FILE_NO, PLACE = Message("cli.audit_file_no", "File number"), Message("cli.audit_place", "Belongs in")
FROM_INPUT = "-"
_MARKS = [mark.value for mark in Mark]


def _scan_words(parser: ArgumentParser) -> None:
    add_audit(parser)
    parser.add_argument(
        "codes",
        metavar="CODE",
        nargs="+",
        help=_("what the label carries, a file number, VIN or plate; - reads one a line from standard input"),
    )
    parser.add_argument("--at", metavar="CABINET", default="", help=_("where these folders stand"))
    parser.add_argument("--by", metavar="NAME", default="", help=_("who counts; else who works now"))


def scan(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Count folders; every verdict that is answered is kept."""
    codes = [
        code for given in arguments.codes for code in (_read_codes() if given == FROM_INPUT else [given])
    ]
    scanned = desk.counting.scan(arguments.audit, codes, at=arguments.at, by=arguments.by)
    output.answer({"results": [_result(each) for each in scanned.results], "changes": list(scanned.changes)})
    output.table(
        [CODE.said(), VERDICT.said(), FILE_NO.said(), PLACE.said()],
        [
            (each.code, VERDICT_LABELS[each.verdict].said(), each.file_no, each.location)
            for each in scanned.results
        ],
    )
    output.line(SCANNED.said(count=len(scanned.results)))
    return ExitCode.DONE


def _read_codes() -> tuple[str, ...]:
    """The codes on standard input, one a line or as batch scanners write them, in any encoding."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return codes_in(sys.stdin.read()) if sys.stdin is not None else ()
    return codes_in(_decoded(stream.read()))


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")  # Windows in Chinese; codes of labels are plain anyway


def _result(each: ScanResult) -> dict[str, Any]:
    answer: dict[str, Any] = {"code": each.code, "verdict": each.verdict.value, "file_no": each.file_no}
    if each.verdict is Verdict.MISPLACED:
        answer["location"] = each.location
    if each.stray is not None:
        answer["why"] = each.stray.value
    return answer


def _mark_words(parser: ArgumentParser) -> None:
    add_audit(parser)
    add_ref(parser)
    parser.add_argument(
        "type",
        metavar="TYPE",
        choices=[kind.value for kind in DocumentType],
        help=_("the type of document: {types}").format(types=", ".join(DocumentType)),
    )
    parser.add_argument("--paper", choices=_MARKS, help=_("how the paper was found"))
    parser.add_argument("--scan", choices=_MARKS, help=_("how the scan was found"))
    parser.add_argument("--note", metavar="N", help=_("what there is to say of it"))
    parser.add_argument("--by", metavar="NAME", default="", help=_("who counts; else who works now"))


def mark(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Say how one document of an expected file was found."""
    # Start-up: every command is declared, and only one counts.
    from dealerdesk.services.audits import DocumentMark  # noqa: PLC0415 - start-up, see above

    if (arguments.paper, arguments.scan, arguments.note) == (None, None, None):
        raise UsageError(NO_MARK.said(), arguments.spelling)
    kind = DocumentType(arguments.type)
    said = DocumentMark(kind, _as_mark(arguments.paper), _as_mark(arguments.scan), arguments.note)
    marked = desk.counting.mark(arguments.audit, arguments.ref, said, by=arguments.by)
    output.answer(
        {"file_no": marked.file_no, "type": kind.value, "match": marked.match, "change": marked.change}
    )
    told = IN_ORDER if marked.match else DIFFERS
    output.line(told.said(type=TYPE_LABELS[kind], file_no=marked.file_no))
    return ExitCode.DONE


def _as_mark(text: str | None) -> Mark | None:
    return Mark(text) if text else None


def _explain_words(parser: ArgumentParser) -> None:
    add_audit(parser)
    parser.add_argument(
        "ref", metavar="REF|CODE", type=word, help=_("a file of the audit, or a code that was scanned")
    )
    parser.add_argument("--cause", metavar="C", type=word, required=True, help=_("why it is not in order"))
    parser.add_argument("--action", metavar="A", type=word, required=True, help=_("what is done about it"))
    parser.add_argument("--responsible", metavar="NAME", type=word, required=True, help=_("who does it"))
    parser.add_argument(
        "--due", metavar="D", type=day, required=True, help=_("until when, a date such as 2026-03-10")
    )


def explain(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Explain all discrepancies of a file, or of a code that is not on the list."""
    said = Explanation(arguments.cause, arguments.action, arguments.responsible, arguments.due)
    explained = desk.findings.explain(arguments.audit, arguments.ref, said)
    output.answer(
        {
            "file_no": explained.file_no,
            "open_discrepancies": explained.left,
            "change": explained.change,
        }
    )
    output.line(LEFT.said(count=explained.left))
    return ExitCode.DONE


def _sheet_words(parser: ArgumentParser) -> None:
    add_audit(parser)
    parser.add_argument("path", metavar="SHEET", type=path, help=_("the count sheet, a .pdf or .xlsx"))
    parser.add_argument("--read", action="store_true", help=_("take in what was filled in"))
    parser.add_argument(
        "--recount", action="store_true", help=_("only folders that are missing, misplaced or disputed")
    )


def sheet(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Write a count sheet, or take a filled one in; rows that are refused or disagree are named."""
    if not arguments.read:
        with output.progress() as progress:
            rows = desk.audits.write_sheet(
                arguments.audit, arguments.path, recount=arguments.recount, progress=progress
            )
        output.answer({"rows": rows, "path": str(arguments.path)})
        output.line(SHEET_WRITTEN.said(count=rows, path=arguments.path))
        return ExitCode.DONE
    with output.progress() as progress:
        read = desk.audits.read_sheet(arguments.audit, arguments.path, progress=progress)
    output.answer(_read_answer(read))
    output.line(SHEET_TAKEN.said(count=read.counted))
    for problem in read.problems:
        told = {"row": problem.row, "problem": problem.error}
        said = ROW_OF_SHEET_SAID.said(sheet=problem.sheet, **told) if problem.sheet else ROW_SAID.said(**told)
        output.shortfall(said)
    return ExitCode.DONE_IN_PART if read.is_partial else ExitCode.DONE


def _read_answer(read: SheetRead) -> dict[str, Any]:
    return {
        "counted": read.counted,
        "missing": read.missing,
        "refused": read.refused,
        "problems": [
            {
                "severity": problem.severity.value,
                "sheet": problem.sheet or None,
                "row": problem.row,
                "value": problem.value,
                "code": problem.error.code,
                "message": str(problem.error),
            }
            for problem in read.problems
        ],
        "changes": list(read.changes),
    }


COMMANDS = (
    Command("scan", SCAN, scan, _scan_words),
    Command("mark", MARK, mark, _mark_words),
    Command("explain", EXPLAIN, explain, _explain_words),
    Command("sheet", SHEET, sheet, _sheet_words),
)
