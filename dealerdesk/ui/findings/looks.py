"""How discrepancies look and what is said of one: icon, colour, short name, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from dealerdesk.domain.audits import CARD_FIELD_LABELS, MARK_LABELS, Fault
from dealerdesk.domain.documents import TYPE_LABELS
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Discrepancy
from dealerdesk.ui.formats import label

WITH_PART = Message("ui.findings_with_part", "{fault}: {part}")
MISSING_SAID = Message("ui.findings_missing", "Nobody found this folder. It belongs in {place}.")
MISSING_HOMELESS = Message(
    "ui.findings_missing_homeless", "Nobody found this folder, and the record names no place for it."
)
MISPLACED_SAID = Message("ui.findings_misplaced", "This folder stood in {seen}. It belongs in {place}.")
CONFLICT_SAID = Message(
    "ui.findings_conflict", "{people} say otherwise of this folder. Count it once more, and see who is right."
)
PAPER_SAID = Message("ui.findings_paper", "{document}: the paper in the folder is {mark}.")
SCAN_SAID = Message("ui.findings_scan", "{document}: the scan in the record is {mark}.")
CARD_SAID = Message("ui.findings_card", "{field}: the paper says “{on_paper}”, the record something else.")
CARD_DIFFERS = Message("ui.findings_card_differs", "{field}: the paper says otherwise than the record.")
UNKNOWN_SAID = Message(
    "ui.findings_unknown", "“{code}” was scanned in {seen}, and no vehicle file has such a number."
)
UNKNOWN_ANYWHERE = Message(
    "ui.findings_unknown_anywhere", "“{code}” was scanned, and no vehicle file has such a number."
)
ARCHIVED_SAID = Message(
    "ui.findings_archived", "This folder stood in {seen}, though its file is in the archive."
)
ARCHIVED_ANYWHERE = Message(
    "ui.findings_archived_anywhere", "This folder stood among the others, though its file is in the archive."
)
NO_PLACE = Message("ui.findings_no_place", "no place noted")
SOMEBODY = Message("ui.findings_somebody", "Two counters")


@dataclass(frozen=True, slots=True)
class FaultLook:
    """A fault's icon, the role of its colour, and its name in a word or two."""

    icon: str
    role: str
    name: Message


LOOKS = {
    Fault.MISSING: FaultLook("file-dashed", "bad", Message("ui.fault_missing", "Left to find")),
    Fault.MISPLACED: FaultLook("map-pin", "warn", Message("ui.fault_misplaced", "Wrong cabinet")),
    Fault.UNKNOWN: FaultLook("question", "bad", Message("ui.fault_unknown", "Unknown")),
    Fault.ARCHIVED: FaultLook("archive", "warn", Message("ui.fault_archived", "Archived")),
    Fault.CONFLICT: FaultLook("users", "warn", Message("ui.fault_conflict", "Counts differ")),
    Fault.PAPER: FaultLook("file-text", "warn", Message("ui.fault_paper", "Paper")),
    Fault.SCAN: FaultLook("scan", "warn", Message("ui.fault_scan", "Scan")),
    Fault.CARD: FaultLook("identification-card", "warn", Message("ui.fault_card", "Card field")),
}
"""In the order in which they are counted."""


def part_of(found: Discrepancy) -> str:
    """Which document or field of the card a discrepancy is about; empty for the whole folder."""
    if found.type is not None:
        return label(TYPE_LABELS[found.type])
    return label(CARD_FIELD_LABELS[found.field]) if found.field is not None else ""


def fault_words(found: Discrepancy) -> str:
    """A discrepancy in few words: ``Wrong cabinet``, ``Paper: Sales contract``."""
    name, part = LOOKS[found.fault].name, part_of(found)
    return WITH_PART.said(fault=name, part=part) if part else name.said()


def sentence(found: Discrepancy) -> str:
    """What is not in order, in one sentence."""
    home, seen = found.location or NO_PLACE.said(), found.places or ""
    part, mark = part_of(found), MARK_LABELS[found.mark] if found.mark else ""
    sentences: dict[Fault, tuple[Message, dict[str, object]]] = {
        Fault.MISSING: (MISSING_SAID if found.location else MISSING_HOMELESS, {"place": home}),
        Fault.MISPLACED: (MISPLACED_SAID, {"seen": seen, "place": home}),
        Fault.CONFLICT: (CONFLICT_SAID, {"people": _people(found.seen_by)}),
        Fault.PAPER: (PAPER_SAID, {"document": part, "mark": mark}),
        Fault.SCAN: (SCAN_SAID, {"document": part, "mark": mark}),
        Fault.CARD: (
            CARD_SAID if found.on_paper else CARD_DIFFERS,
            {"field": part, "on_paper": found.on_paper or ""},
        ),
        Fault.UNKNOWN: (UNKNOWN_SAID if seen else UNKNOWN_ANYWHERE, {"code": found.code, "seen": seen}),
        Fault.ARCHIVED: (ARCHIVED_SAID if seen else ARCHIVED_ANYWHERE, {"seen": seen}),
    }
    message, params = sentences[found.fault]
    return message.said(**params)


def _people(seen_by: str | None) -> object:
    return [name.strip() for name in (seen_by or "").split(",") if name.strip()] or SOMEBODY
