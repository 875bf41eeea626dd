"""Comparing what was read with what is there, and saying in words what came of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dealerdesk.domain.fields import Field, RecordKind, field_of
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.domain.values import from_stored, text_of
from dealerdesk.exchange.messages import describe_problem
from dealerdesk.exchange.reading.staging import StagedWorkbook
from dealerdesk.services.imports.results import ImportResult, Problem
from dealerdesk.storage.columns import is_text
from dealerdesk.storage.incoming.kinds import IMPORTS
from dealerdesk.storage.incoming.planning import Outcome, Terms, conflicts, counts, lay_out
from dealerdesk.storage.incoming.remarks import findings
from dealerdesk.storage.incoming.scans import ScanFindings, plan_scans
from dealerdesk.storage.interrupting import interruptible

COMPARING = Message("comparing", "Comparing with what is there")

_STORED_PARAMS = {"ours", "theirs", "earlier"}
"""Parameters that carry a value as it is stored, to be shown as people write it."""


FindScans = Callable[[Any, Progress], ScanFindings]
"""Finds the scans that rows of a plan name, on the connection that holds it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a comparison came to: records by outcome, records in conflict, and what is said of cells."""

    counts: dict[str, int]
    conflicts: int
    problems: tuple[Problem, ...]


def plan_import(
    connection: Any,
    terms: Terms,
    staged: StagedWorkbook,
    progress: Progress,
    find_scans: FindScans | None = None,
) -> Plan:
    """Compare the attached staging file with the database; the plan stands in temporary tables afterwards.

    `find_scans` says what the scans are that rows of documents name.
    """
    chosen = IMPORTS[terms.kind]
    progress.step(COMPARING, 0, None)
    with interruptible(connection, progress, COMPARING):
        lay_out(connection, terms)
        chosen.plan(connection, terms)
    found = find_scans(connection, progress) if find_scans else None
    with interruptible(connection, progress, COMPARING):
        if found:
            plan_scans(connection, terms, found)
        problems = tuple(_problems(findings(connection), terms.kind, staged))
        return Plan(counts(connection, chosen.unit), conflicts(connection, chosen.unit), problems)


def result_of(import_id: int | None, kind: RecordKind, staged: StagedWorkbook, plan: Plan) -> ImportResult:
    """What the import of `plan` says of itself, in the current language."""
    severities = Counter(problem.severity for problem in plan.problems)
    return ImportResult(
        import_id=import_id,
        kind=kind,
        sheet=staged.sheet,
        header_row=staged.header_row,
        columns=tuple((column.heading, column.code) for column in staged.columns),
        rows=staged.rows,
        new=plan.counts.get(Outcome.NEW, 0),
        changed=plan.counts.get(Outcome.CHANGED, 0),
        unchanged=plan.counts.get(Outcome.UNCHANGED, 0),
        conflicts=plan.conflicts,
        refused=severities["refused"],
        left_out=severities["left_out"],
        notes=tuple(describe_problem(code, json.dumps(params)) for code, params in staged.notes),
        problems=plan.problems,
    )


def said_reason(field: Field | None, code: str, params: str) -> str:
    """The sentence of a remark, its values as people write them, in the current language."""
    said = json.loads(params)
    said |= {name: told(field, said[name]) for name in _STORED_PARAMS & said.keys()}
    return describe_problem(code, json.dumps(said))


def told(field: Field | None, stored: str | int | None) -> str | None:
    """A value as people write it; text is what stood in the sheet."""
    if field and not is_text(field.type) and isinstance(stored, int):
        return text_of(field, from_stored(field.type, stored))
    return None if stored is None else str(stored)


def _problems(
    rows: Iterable[tuple[int, str | None, str | int | None, str, str, str]],
    kind: RecordKind,
    staged: StagedWorkbook,
) -> Iterator[Problem]:
    columns = {column.code: column for column in reversed(staged.columns) if column.code}
    for n, code, value, severity, message, params in rows:
        field = field_of(kind, code) if code else None
        column = columns.get(code or "")
        yield Problem(
            severity=severity,
            row=n,
            column=column.heading if column else None,
            at=column.at if column else None,
            value=told(field, value),
            code=message,
            message=said_reason(field, message, params),
        )
