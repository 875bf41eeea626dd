"""``attach``: scans into a vehicle file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from dealerdesk.cli.commands import Command, ExitCode
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import add_ref, day, path
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _

if TYPE_CHECKING:
    from dealerdesk.services.documents import Attached

SUMMARY = Message("help.attach", "put scans into a vehicle file")
ATTACHED_TO = Message(
    "cli.attached", "{count} scan is in the file now.", "{count} scans are in the file now."
)
ALREADY_IN = Message("cli.already_in", "{path}: the file {file_no} has the same scan; it is stored once.")
REFUSED = Message("cli.scan_refused", "{path} was not attached. {reason}")
PATH = Message("cli.scan_path", "Scan")
DOCUMENT = Message("cli.scan_document", "Document")
FINGERPRINT = Message("cli.scan_sha256", "SHA-256")


def _add_words(parser: ArgumentParser) -> None:
    add_ref(parser)
    parser.add_argument(
        "type",
        metavar="TYPE",
        choices=[type_.value for type_ in DocumentType],
        help=_("the type of document: {types}").format(types=", ".join(DocumentType)),
    )
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", type=path, help=_("PDF, JPEG, PNG, TIFF or another picture")
    )
    parser.add_argument("--number", metavar="NO", help=_("the document's number"))
    parser.add_argument("--date", metavar="DATE", type=day, help=_("the document's date, as 2026-03-10"))


def attach(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Put scans into one vehicle file; each one that cannot be read is named and left out."""
    with output.progress() as progress:
        result = desk.documents.attach(
            arguments.ref,
            DocumentType(arguments.type),
            arguments.paths,
            number=arguments.number,
            dated=arguments.date,
            progress=progress,
        )
    if not result.attached and len(result.refused) == 1:
        raise result.refused[0].error
    output.answer(_answer(result))
    _tell(result, output)
    if not result.refused:
        return ExitCode.DONE
    if result.attached:
        return ExitCode.DONE_IN_PART
    first = result.refused[0].error
    output.answer({"error": {"code": first.code, "message": str(first)}})
    return ExitCode.NOT_DONE


def _answer(result: Attached) -> dict[str, Any]:
    return {
        "attached": [
            {
                "path": str(scan.path),
                "sha256": scan.sha256,
                "document": scan.document,
                "already_in": scan.already_in,
            }
            for scan in result.attached
        ],
        "refused": [
            {"path": str(refusal.path), "code": refusal.error.code, "message": str(refusal.error)}
            for refusal in result.refused
        ],
        "change": result.change,
    }


def _tell(result: Attached, output: Output) -> None:
    if result.attached:
        output.table(
            [PATH.said(), DOCUMENT.said(), FINGERPRINT.said()],
            [(str(scan.path), scan.document, scan.sha256) for scan in result.attached],
        )
    for scan in result.attached:
        if scan.already_in:
            output.remark(ALREADY_IN.said(path=scan.path, file_no=scan.already_in))
    output.line(ATTACHED_TO.said(count=len(result.attached)))
    for refusal in result.refused:
        output.shortfall(REFUSED.said(path=refusal.path, reason=refusal.error))


COMMANDS = (Command("attach", SUMMARY, attach, _add_words),)
