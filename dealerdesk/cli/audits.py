"""``audit``: the annual audit from its opening to the report that is verified."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from dealerdesk.cli import audit_counting
from dealerdesk.cli.commands import Command, ExitCode, Group, UsageError
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.json_values import json_moment
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import add_audit, path, positive, whole, word
from dealerdesk.domain.audit_findings import COMPARED_LABELS
from dealerdesk.domain.audits import STATE_LABELS
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _

if TYPE_CHECKING:  # start-up: every command is declared, and only one is about audits
    from dealerdesk.domain.audits import Figures
    from dealerdesk.services.audits import AuditRow, Comparison

SUMMARY = Message("help.audit", "count the folders in the cabinet, once a year or by surprise")
OPEN = Message("help.audit_open", "open an audit: from now on its list of active files is fixed")
STATUS = Message("help.audit_status", "show the figures of an audit")
CLOSE = Message("help.audit_close", "sign and close an audit; two people do")
REPORT = Message("help.audit_report", "write the report of an audit")
LIST = Message("help.audit_list", "show all audits")
VERIFY = Message("help.audit_verify", "see whether a report still fits the database")

SEED_WITHOUT_SAMPLE = Message("usage.audit_seed", "--seed chooses a draw, so it needs --sample.")
TWO_NAMES = Message("usage.two_names", "Two people sign: give --by twice.")
OPENED = Message(
    "cli.audit_opened",
    "The audit {audit} is open; it expects {count} folder.",
    "The audit {audit} is open; it expects {count} folders.",
)
CLOSED = Message("cli.audit_closed", "The audit {audit} is closed; nothing of it is changed any more.")
REPORTED = Message("cli.audit_reported", "The report is in {path}.")
FITS = Message("cli.audit_fits", "The report fits audit {audit} in the database.")
FITS_NOT = Message("cli.audit_fits_not", "The report does not fit audit {audit}: {doubts}.")
NONE_YET = Message("cli.no_audits", "There are no audits yet.")
NUMBER, TITLE = Message("cli.audit_number", "No."), Message("cli.audit_title", "Title")
AS_OF, STATE = Message("cli.audit_as_of", "As of"), Message("cli.audit_state", "State")
EXPECTED, COUNTED = Message("cli.audit_expected", "Expected"), Message("cli.audit_counted", "Counted")
MISSING, MISPLACED = Message("cli.audit_missing", "Missing"), Message("cli.audit_misplaced", "Misplaced")
UNKNOWN, ARCHIVED = Message("cli.audit_unknown", "Unknown"), Message("cli.audit_archived", "Archived")
CONFLICTS = Message("cli.audit_conflicts", "Counters disagree")
DISCREPANCIES = Message("cli.audit_discrepancies", "Discrepancies")
UNEXPLAINED = Message("cli.audit_unexplained", "Not explained yet")


def _open_words(parser: ArgumentParser) -> None:
    parser.add_argument("--title", metavar="T", type=word, required=True, help=_("what the audit is called"))
    parser.add_argument(
        "--where", metavar="FILTER", help=_("only these files, such as “location~B-2 and make~Ford”")
    )
    parser.add_argument(
        "--sample", metavar="N", type=positive, help=_("only so many of them, drawn by chance")
    )
    parser.add_argument("--seed", metavar="S", type=whole, help=_("the same seed draws the same files (0)"))


def open_audit(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Open an audit and freeze its expected list."""
    # Start-up: every command is declared, and only one is about audits.
    from dealerdesk.services.audits import AuditDraft  # noqa: PLC0415 - start-up, see above

    if arguments.seed is not None and arguments.sample is None:
        raise UsageError(SEED_WITHOUT_SAMPLE.said(), arguments.spelling)
    draft = AuditDraft(arguments.title, arguments.where, arguments.sample, arguments.seed or 0)
    opened = desk.audits.open_audit(draft)
    output.answer({"audit": opened.audit, "expected": opened.expected, "change": opened.change})
    output.line(OPENED.said(audit=opened.audit, count=opened.expected))
    return ExitCode.DONE


def status(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Show the figures of an audit."""
    audit, figures = desk.audits.get(arguments.audit), desk.audits.figures(arguments.audit)
    comparison = desk.findings.comparison(arguments.audit)
    answer = {"state": audit.state.value, **_figures(figures), "before": _compared(comparison)}
    output.answer(answer)
    output.pairs(
        [
            (TITLE.said(), audit.title),
            (STATE.said(), STATE_LABELS[audit.state].said()),
            (EXPECTED.said(), figures.expected),
            (COUNTED.said(), figures.counted),
            (MISSING.said(), figures.missing),
            (MISPLACED.said(), figures.misplaced),
            (UNKNOWN.said(), figures.unknown),
            (ARCHIVED.said(), figures.archived),
            (CONFLICTS.said(), figures.conflicts),
            (DISCREPANCIES.said(), figures.discrepancies),
            (UNEXPLAINED.said(), figures.unexplained),
            *_compared_pairs(comparison),
        ]
    )
    return ExitCode.DONE


def _compared(comparison: Comparison | None) -> dict[str, Any] | None:
    """The last audit of the same scope, and what became of the folders that were missing."""
    if comparison is None:
        return None
    folders = {what.value: count for what, count in comparison.counts.items()}
    return {"audit": comparison.before.id, "missing": comparison.figures_before.missing, **folders}


def _compared_pairs(comparison: Comparison | None) -> list[tuple[str, int]]:
    told = comparison.counts.items() if comparison else ()
    return [(COMPARED_LABELS[what].said(), count) for what, count in told]


def _figures(figures: Figures) -> dict[str, int]:
    return {
        "expected": figures.expected,
        "counted": figures.counted,
        "missing": figures.missing,
        "misplaced": figures.misplaced,
        "unknown": figures.unknown,
        "archived": figures.archived,
        "conflicts": figures.conflicts,
        "papers": figures.papers,
        "scans": figures.scans,
        "cards": figures.cards,
        "passed": figures.passed,
        "discrepancies": figures.discrepancies,
        "unexplained": figures.unexplained,
    }


def _close_words(parser: ArgumentParser) -> None:
    add_audit(parser)
    parser.add_argument(
        "--by", metavar="NAME", type=word, action="append", required=True, help=_("who signs; give it twice")
    )


def close(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Sign and close an audit."""
    if len(arguments.by) != 2:
        raise UsageError(TWO_NAMES.said(), arguments.spelling)
    audit = desk.audits.close(arguments.audit, arguments.by)
    output.answer({"audit": audit.id, "state": audit.state.value, "fingerprint": audit.fingerprint})
    output.line(CLOSED.said(audit=audit.id))
    return ExitCode.DONE


def _report_words(parser: ArgumentParser) -> None:
    add_audit(parser)
    parser.add_argument("out", metavar="OUT", type=path, help=_("the file to write, .pdf or .xlsx"))


def report(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Write the report of an audit, provisional while it is open."""
    with output.progress() as progress:
        written = desk.audits.report(arguments.audit, arguments.out, progress=progress)
    output.answer({"path": str(written)})
    output.line(REPORTED.said(path=written))
    return ExitCode.DONE


def list_audits(desk: Desk, _arguments: Namespace, output: Output) -> int:
    """Show every audit with its figures, newest first."""
    audits = desk.audits.all()
    output.answer({"audits": [_row(audit, figures) for audit, figures in audits]})
    if not audits:
        output.line(NONE_YET.said())
        return ExitCode.DONE
    headings = (NUMBER, TITLE, AS_OF, STATE, EXPECTED, COUNTED, DISCREPANCIES, UNEXPLAINED)
    output.table(
        [heading.said() for heading in headings],
        [
            (
                audit.id,
                audit.title,
                audit.as_of.isoformat(),
                STATE_LABELS[audit.state].said(),
                figures.expected,
                figures.counted,
                figures.discrepancies,
                figures.unexplained,
            )
            for audit, figures in audits
        ],
    )
    return ExitCode.DONE


def _row(audit: AuditRow, figures: Figures) -> dict[str, Any]:
    return {
        "audit": audit.id,
        "title": audit.title,
        "as_of": audit.as_of.isoformat(),
        "scope": audit.scope.value,
        "where": audit.conditions,
        "population": audit.population,
        "seed": audit.seed,
        "state": audit.state.value,
        "opened": json_moment(audit.opened_at),
        "closed": json_moment(audit.closed_at) if audit.closed_at else None,
        **_figures(figures),
    }


def _verify_words(parser: ArgumentParser) -> None:
    parser.add_argument("report", metavar="REPORT", type=path, help=_("a report that “audit report” wrote"))


def verify(desk: Desk, arguments: Namespace, output: Output) -> int:
    """See whether a report fits the database, and what stands in it what was written."""
    # Start-up: every command is declared, and only one is about audits.
    from dealerdesk.services.audits.verifying import DOUBT_LABELS  # noqa: PLC0415 - start-up, see above

    with output.progress() as progress:
        found = desk.audits.verify(arguments.report, progress)
    output.answer({"ok": found.ok, "audit": found.audit, "doubts": [doubt.value for doubt in found.doubts]})
    if found.ok:
        output.line(FITS.said(audit=found.audit))
        return ExitCode.DONE
    output.shortfall(FITS_NOT.said(audit=found.audit, doubts=[DOUBT_LABELS[doubt] for doubt in found.doubts]))
    return ExitCode.NOT_DONE


COMMANDS = (
    Group(
        "audit",
        SUMMARY,
        (
            Command("open", OPEN, open_audit, _open_words),
            *audit_counting.COMMANDS,
            Command("status", STATUS, status, add_audit),
            Command("close", CLOSE, close, _close_words),
            Command("report", REPORT, report, _report_words),
            Command("list", LIST, list_audits),
            Command("verify", VERIFY, verify, _verify_words),
        ),
    ),
)
