"""The report of an audit as it is printed: the same figures, set for reading and signing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dealerdesk.domain.audits import FAULT_LABELS, MARK_LABELS, SCOPE_LABELS, STRAY_LABELS, AuditState, Fault
from dealerdesk.domain.documents import TYPE_LABELS
from dealerdesk.domain.messages import Message
from dealerdesk.printing.paper import Side
from dealerdesk.printing.report.blocks import (
    PLAIN,
    SMALL,
    STRONG,
    Block,
    Cell,
    Column,
    Facts,
    Figure,
    FigureRow,
    Prose,
    Report,
    Seal,
    Section,
    Signatures,
    Table,
    plain,
    strong,
)
from dealerdesk.printing.setting import Words
from dealerdesk.services.audits import reporting
from dealerdesk.services.audits.reported import AuditReport
from dealerdesk.services.audits.standing import Discrepancy

STAMP = Message("audit_report.stamp", "PROVISIONAL")
NOT_CLOSED = Message(
    "audit_report.not_closed",
    "This audit is still open: its figures may change until two people have signed it.",
)
SUBTITLE = Message("audit_report.subtitle", "As of {day} · {scope}")
MADE = Message("audit_report.made", "made {at} by {name}")
SCOPE_AND_METHOD = Message("audit_report.scope_and_method", "Scope and method")
FIGURES = Message("audit_report.figures", "Figures")
SIGNATURES = Message("audit_report.signatures", "Signatures")
SIGN_HERE = Message("audit_report.sign_here", "Name, date, signature")
NUMBER = Message("audit_report.number", "No.")
FOLDER = Message("audit_report.folder", "Folder")
CAUSE_AND_ACTION = Message("audit_report.cause_and_action", "Cause and action")
WHO_AND_WHEN = Message("audit_report.who_and_when", "Responsible, due")
NO_CABINET = Message("audit_report.no_cabinet", "without a place")
IN_ALL = Message("audit_report.in_all", "In all")
NONE = Message("audit_report.none", "None.")
NAMED = Message("audit_report.named", "{name}: {text}")
ABOUT_SEAL = Message(
    "audit_report.about_seal",
    "This fingerprint is that of all rows of the audit; the code beside it carries it, too. Whether the "
    "report still fits the database is checked in DealerDesk, with “audit verify” or on the page of the "
    "audits. One changed row gives another fingerprint.",
)
_FIGURES_A_LINE = 6
_TYPE_WIDTHS = (18, 18, 18, 18, 23, 18, 23)
_GROUP = 8
_MOST_LETTERS = 500
"""Of one entry of a row: as many as people may write, so that no row is higher than a page."""


@dataclass(frozen=True, slots=True)
class Made:
    """When, by whom and in whose name a report was made."""

    at: datetime
    by: str
    dealership: str


def printed(report: AuditReport, made: Made) -> Report:
    """The printed report in the current language."""
    audit = report.audit
    is_open = audit.state is AuditState.OPEN
    return Report(
        owner=made.dealership,
        kind=reporting.SHEET_REPORT.said(),
        title=audit.title,
        subtitle=SUBTITLE.said(day=audit.as_of.isoformat(), scope=SCOPE_LABELS[audit.scope]),
        made=MADE.said(at=f"{made.at:%Y-%m-%d %H:%M}", name=made.by),
        mark=STAMP.said() if is_open else "",
        sections=tuple(_sections(report, is_open=is_open)),
    )


def _sections(report: AuditReport, *, is_open: bool) -> Iterator[Section]:
    notice = [Prose(NOT_CLOSED.said(), is_marked=True)] if is_open else []
    yield Section(FIGURES.said(), [*notice, *_figures(report)])
    yield Section(SCOPE_AND_METHOD.said(), [Facts(list(reporting.scope_pairs(report)))])
    yield Section(reporting.SHEET_CABINETS.said(), [_cabinets(report)])
    if report.types:
        yield Section(reporting.SHEET_DOCUMENTS.said(), [_types(report)])
    if report.comparison:
        yield Section(reporting.SHEET_COMPARED.said(), [_compared(report)])
    heading = f"{reporting.SHEET_DISCREPANCIES.said()} · {len(report.discrepancies)}"
    yield Section(heading, [_discrepancies(report.discrepancies)])
    if report.changed:
        yield Section(reporting.SHEET_MEANWHILE.said(), [_changed(report)])
    if report.beside:
        yield Section(reporting.SHEET_BESIDE.said(), [_beside(report)])
    yield Section(SIGNATURES.said(), [_signatures(report)])
    groups = [report.seal[at : at + _GROUP] for at in range(0, len(report.seal), _GROUP)]
    code = f"DealerDesk audit {report.audit.id} {report.seal}"
    yield Section(reporting.FINGERPRINT.said(), [Seal(groups, code, ABOUT_SEAL.said())])


def _figures(report: AuditReport) -> Iterator[Block]:
    pairs = reporting.figure_pairs(report)
    figures = [Figure(number, name) for name, number in pairs[: 2 * _FIGURES_A_LINE]]
    yield FigureRow(figures[:_FIGURES_A_LINE])
    yield FigureRow(figures[_FIGURES_A_LINE:])
    yield Facts([*pairs[2 * _FIGURES_A_LINE :], *reporting.rate_pairs(report)])


def _cabinets(report: AuditReport) -> Table:
    _, *labels = (field.label.said() for field in reporting.CABINET_COLUMNS)
    columns = [
        Column(reporting.CABINET.label.said(), 40),
        *(Column(label, 24, Side.RIGHT) for label in labels),
    ]
    rows = [
        _counts(
            strong(each.cabinet or _capital(NO_CABINET.said())),
            each.expected,
            each.counted,
            each.missing,
            each.misplaced,
        )
        for each in report.cabinets
    ]
    sums = [
        sum(getattr(each, name) for each in report.cabinets)
        for name in ("expected", "counted", "missing", "misplaced")
    ]
    return Table(columns, rows, _counts(strong(IN_ALL.said()), *sums))


def _counts(name: Cell, expected: int, counted: int, missing: int, misplaced: int) -> list[Cell]:
    """The figures of a cabinet; a bar shows how far it was counted."""
    return [name, plain(expected), _part(counted, expected), plain(missing), plain(misplaced)]


def _part(count: int, whole: int) -> Cell:
    """A figure with a bar for how much of the whole it is."""
    return Cell((Words(str(count), PLAIN),), share=count / whole if whole else None)


def _types(report: AuditReport) -> Table:
    name, *labels = (field.label.said() for field in reporting.TYPE_COLUMNS)
    columns = [Column(name, 36)]
    columns += [Column(label, width, Side.RIGHT) for label, width in zip(labels, _TYPE_WIDTHS, strict=True)]
    rows = [
        [
            strong(_capital(TYPE_LABELS[each.type].said())),
            plain(each.required),
            _part(each.papers, each.required),
            _part(each.scans, each.required),
            plain(each.papers_checked),
            plain(each.papers_wrong),
            plain(each.scans_checked),
            plain(each.scans_wrong),
        ]
        for each in report.types
    ]
    return Table(columns, rows)


def _compared(report: AuditReport) -> Table:
    name, then, now = (field.label.said() for field in reporting.COMPARED_COLUMNS)
    columns = [Column(name, 70), Column(then, 48, Side.RIGHT), Column(now, 48, Side.RIGHT)]
    rows = [
        [strong(item), plain(before), plain(after)] for item, before, after in reporting.compared_rows(report)
    ]
    return Table(columns, rows)


def _discrepancies(found: Sequence[Discrepancy]) -> Block:
    if not found:
        return Prose(NONE.said())
    columns = [
        Column(NUMBER.said(), 9),
        Column(FOLDER.said(), 34),
        Column(reporting.FAULT.label.said(), 50),
        Column(CAUSE_AND_ACTION.said(), 50),
        Column(WHO_AND_WHEN.said(), 26),
    ]
    rows = [
        [
            Cell((Words(str(number), SMALL),)),
            Cell(tuple(_folder(each))),
            Cell(tuple(_fault(each))),
            Cell(tuple(_explanation(each))),
            Cell(tuple(_responsible(each))),
        ]
        for number, each in enumerate(found, 1)
    ]
    return Table(columns, rows)


def _folder(found: Discrepancy) -> Iterator[Words]:
    yield Words(_cut(found.code), STRONG)
    for text in (found.plate, found.vehicle):
        if text:
            yield Words(_cut(text), SMALL)


def _fault(found: Discrepancy) -> Iterator[Words]:
    yield Words(_capital(FAULT_LABELS[found.fault].said()), STRONG)
    if about := reporting.about(found):
        mark = f" · {MARK_LABELS[found.mark].said()}" if found.mark else ""
        yield Words(f"{_capital(about)}{mark}", PLAIN)
    # Where a folder was seen matters where that is what is wrong; of a paper, only who looked.
    of_folder = found.fault not in {Fault.PAPER, Fault.SCAN, Fault.CARD}
    told = (
        (reporting.ON_PAPER, found.on_paper),
        (reporting.BELONGS_IN, found.location),
        (reporting.SEEN_IN, found.places if of_folder else None),
        (reporting.SEEN_BY, found.seen_by),
    )
    places = [NAMED.said(name=name, text=_cut(text)) for name, text in told if text]
    if places:
        yield Words(" · ".join(places), SMALL)
    if found.note:
        yield Words(_cut(found.note), SMALL)
    if found.again:
        yield Words(reporting.AGAIN.said(), STRONG)


def _explanation(found: Discrepancy) -> Iterator[Words]:
    if not found.cause:
        yield Words(reporting.UNEXPLAINED.said(), STRONG)
        return
    yield Words(_cut(found.cause), PLAIN)
    yield Words(f"→ {_cut(found.action or '')}", PLAIN)


def _responsible(found: Discrepancy) -> Iterator[Words]:
    if found.responsible:
        yield Words(_cut(found.responsible), PLAIN)
    if found.due:
        yield Words(found.due.isoformat(), SMALL)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"


def _changed(report: AuditReport) -> Table:
    columns = [Column(field.label.said(), 40) for field in reporting.CHANGED_COLUMNS]
    rows = [
        [strong(number), *(plain(text) for text in rest)] for number, *rest in reporting.changed_rows(report)
    ]
    return Table(columns, rows)


def _beside(report: AuditReport) -> Table:
    columns = [Column(field.label.said(), 40) for field in reporting.BESIDE_COLUMNS]
    rows = [[strong(no), plain(STRAY_LABELS[why].said()), plain(place)] for no, why, place in report.beside]
    return Table(columns, rows)


def _signatures(report: AuditReport) -> Signatures:
    signed = [(name, f"{at:%Y-%m-%d %H:%M}") for name, at in report.signatures]
    return Signatures(signed or [("", SIGN_HERE.said())] * 2)
