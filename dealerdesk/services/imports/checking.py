"""Lines of a check in words, a window at a time."""

from __future__ import annotations

from collections.abc import Iterable

from dealerdesk.domain.fields import NO, YES, Field, FieldType, RecordKind, field_of
from dealerdesk.domain.import_mapping import Side
from dealerdesk.domain.imports import Verdict
from dealerdesk.services.imports.plans import said_reason, told
from dealerdesk.services.imports.results import CheckLine
from dealerdesk.storage.incoming.verdicts import Line


def said_lines(kind: RecordKind, lines: Iterable[tuple[int, Line]]) -> tuple[CheckLine, ...]:
    """Lines as people read them, in the current language."""
    return tuple(_said(kind, at, line) for at, line in lines)


def _said(kind: RecordKind, at: int, line: Line) -> CheckLine:
    field = field_of(kind, line.field) if line.field else None
    verdict = Verdict(line.verdict)
    theirs = _shown(field, line.theirs)
    # A row that is refused for its VIN or its plate is known by what stands in the sheet.
    said_vin = theirs if line.field == "vin" and line.vin is None else line.vin
    said_plate = theirs if line.field == "plate" and line.plate is None else line.plate
    return CheckLine(
        at=at,
        row=line.row,
        verdict=verdict,
        plate=said_plate,
        vin=said_vin,
        customer=line.customer,
        code=line.field,
        values=line.values,
        ours=_shown(field, line.ours),
        theirs=theirs,
        reason=said_reason(field, line.code, line.params),
        decision=Side(line.decision) if line.decision else None,
        can_decide=bool(line.decidable),
        can_fix=field is not None and field.importable,
    )


def _shown(field: Field | None, stored: str | int | None) -> str | None:
    """A value as a screen shows it: words where a field has a choice of them."""
    if field is None or stored is None:
        return None if stored is None else str(stored)
    if field.type is FieldType.CHOICE:
        return next((label.said() for code, label in field.choices if code == stored), str(stored))
    if field.type is FieldType.YES_NO and isinstance(stored, int):
        return (YES if stored else NO).said()
    return told(field, stored)
