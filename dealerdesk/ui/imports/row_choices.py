"""What somebody decides of rows, one by one and all at once."""

from __future__ import annotations

from dataclasses import replace

from dealerdesk.domain.import_mapping import Cell, ImportMapping, Rule, Side
from dealerdesk.services.imports import Check, Imports, Verdict


def with_later(planned: ImportMapping, before: ImportMapping, now: ImportMapping) -> ImportMapping:
    """`planned`, which was worked out of `before`, with what was decided and typed since, up to `now`."""
    since = {cell: side for cell, side in now.decisions.items() if before.decisions.get(cell) is not side}
    return replace(planned, decisions={**planned.decisions, **since}, corrections=now.corrections)


def ruled(imports: Imports, rule: Rule, check: Check, mapping: ImportMapping) -> ImportMapping:
    """`mapping` with one rule for all that differs.

    To keep ours is a decision of each conflict, and to fill empty ones of each value that would be replaced:
    of that, rules say nothing.
    """
    verdict = {Rule.OURS: Verdict.CONFLICT, Rule.EMPTY: Verdict.CHANGED}.get(rule)
    lines = imports.lines(check, {verdict}, 0, check.lines.get(verdict, 0)) if verdict else ()
    decisions: dict[Cell, Side] = {
        (line.row, line.code): Side.OURS
        for line in lines
        if line.code is not None and line.can_decide and (line.ours or rule is Rule.OURS)
    }
    return replace(mapping, on_conflict=rule, decisions=decisions)
