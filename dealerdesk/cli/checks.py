"""``check``: whether everything is well with the data folder."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from dealerdesk.cli.commands import Command, ExitCode
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.output import Output
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _

SUMMARY = Message("help.check", "check the database and its history, and the scans")
CHECKED = Message("cli.checked", "Checked {files} vehicle files, {documents} documents, {scans} scans.")
ALL_WELL = Message("cli.all_well", "All is well.")
FOUND_PROBLEMS = Message(
    "cli.check_found",
    "The check found {count} problem, named in the answer. “check --repair” mends what can be mended; "
    "for the rest, restore a backup.",
    "The check found {count} problems, named in the answer. “check --repair” mends what can be mended; "
    "for the rest, restore a backup.",
)
KIND = Message("cli.problem_kind", "Problem")
REF = Message("cli.problem_ref", "Where")
MESSAGE = Message("cli.problem_message", "What is wrong")


def _add_words(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--deep", action="store_true", help=_("also every scan against its hash, and the search index")
    )
    parser.add_argument("--repair", action="store_true", help=_("mend what can be mended"))


def check(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Check the data folder; done only when all is well."""
    with output.progress() as progress:
        result = desk.checks.check(deep=arguments.deep, repair=arguments.repair, progress=progress)
    output.answer(
        {
            "ok": result.ok,
            "files": result.files,
            "documents": result.documents,
            "scans": result.scans,
            "problems": [
                {"kind": problem.kind, "ref": problem.ref, "message": problem.message}
                for problem in result.problems
            ],
        }
    )
    if result.problems:
        output.table(
            [KIND.said(), REF.said(), MESSAGE.said()],
            [(problem.kind, problem.ref, problem.message) for problem in result.problems],
        )
    output.line(CHECKED.said(files=result.files, documents=result.documents, scans=result.scans))
    if result.ok:
        output.line(ALL_WELL.said())
        return ExitCode.DONE
    output.shortfall(FOUND_PROBLEMS.said(count=len(result.problems)))
    return ExitCode.NOT_DONE


COMMANDS = (Command("check", SUMMARY, check, _add_words),)
