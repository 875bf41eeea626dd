"""What a counter says of the documents of one folder, as it is typed: no screen, no database.

A press begins with the opposite of what the record holds, since that is what a counter has to say; whoever
agrees with the record says so for all documents at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from dealerdesk.domain.audits import CardSaid, Mark, is_match
from dealerdesk.domain.text import fold_line
from dealerdesk.services.audits import CardLine, CardMark, DocumentMark, FolderPaper
from dealerdesk.ui.counting.ticks_words import is_usual, reason_for

RING = (Mark.PRESENT, Mark.MISSING, Mark.UNREADABLE, Mark.NOT_APPLICABLE)
"""The order in which presses go on."""


class Side(Enum):
    """The two halves of a document."""

    PAPER = "paper"
    SCAN = "scan"


class Result(Enum):
    """What comes of the ticks of one document."""

    OPEN = "open"
    """Something that is on record was not looked at yet."""
    MATCH = "match"
    DIFFERS = "differs"


def pressed(mark: Mark | None, *, on_record: bool) -> Mark:
    """What a key makes of a tick: first the opposite of the record, then the next in the ring."""
    if mark is None:
        return Mark.MISSING if on_record else Mark.PRESENT
    return RING[(RING.index(mark) + 1) % len(RING)]


def clicked(mark: Mark | None) -> Mark:
    """What a click makes of a tick: an empty box is ticked, a ticked one goes on like a key."""
    return Mark.PRESENT if mark is None else pressed(mark, on_record=True)


@dataclass(frozen=True, slots=True)
class TickRow:
    """One document: what the record and the audit hold of it, and what is said here on top of that."""

    record: FolderPaper
    paper: Mark | None
    scan: Mark | None
    note: str

    @classmethod
    def of(cls, record: FolderPaper) -> TickRow:
        """The row as it was saved."""
        return cls(record, record.paper, record.scan, record.note or "")

    def mark(self, side: Side) -> Mark | None:
        """What is said of one half."""
        return self.paper if side is Side.PAPER else self.scan

    def on_record(self, side: Side) -> bool:
        """Whether the record held this half when the audit was opened."""
        return self.record.has_paper if side is Side.PAPER else self.record.has_scan

    def can_unsay(self, side: Side) -> bool:
        """Whether nothing was saved of this half yet, so that it may be as if nobody had looked."""
        return (self.record.paper if side is Side.PAPER else self.record.scan) is None

    @property
    def result(self) -> Result:
        """Whether the document is in order, as far as it was looked at."""
        if not is_match(self.paper, self.scan):
            return Result.DIFFERS
        missed = any(self.on_record(side) and self.mark(side) is None for side in Side)
        is_blank = self.paper is None and self.scan is None
        return Result.OPEN if missed or is_blank else Result.MATCH

    @property
    def is_changed(self) -> bool:
        """Whether something is said that was not handed over yet."""
        return self.pending() is not None

    def said(self, side: Side, mark: Mark | None) -> TickRow:
        """The row with another word on one half; its note follows while it is a usual reason."""
        if mark is None and not self.can_unsay(side):
            return self
        after = replace(self, paper=mark) if side is Side.PAPER else replace(self, scan=mark)
        if self.note and not is_usual(self.note):
            return after
        return replace(after, note=reason_for(after.paper, after.scan))

    def press(self, side: Side) -> TickRow:
        """The row after a key for one half."""
        return self.said(side, pressed(self.mark(side), on_record=self.on_record(side)))

    def click(self, side: Side) -> TickRow:
        """The row after a click on the box of one half."""
        return self.said(side, clicked(self.mark(side)))

    def agree(self) -> TickRow:
        """The row with what nobody has said yet as it is recorded; differences stay."""
        row = self
        for side in Side:
            if row.on_record(side) and row.mark(side) is None:
                row = row.said(side, Mark.PRESENT)
        return row

    def noted(self, note: str) -> TickRow:
        """The row with another note."""
        return replace(self, note=fold_line(note))

    def upon(self, record: FolderPaper) -> TickRow:
        """What is said here and was not handed over, on top of what `record` holds by now."""
        fresh = TickRow.of(record)
        return replace(
            fresh,
            paper=fresh.paper if self.paper == self.record.paper else self.paper,
            scan=fresh.scan if self.scan == self.record.scan else self.scan,
            note=fresh.note if self.note == (self.record.note or "") else self.note,
        )

    def recalled(self, mark: DocumentMark) -> TickRow:
        """The row with what could not be written before, unless something newer is said."""
        record = self.record
        is_noted = mark.note is not None and self.note == (record.note or "")
        return replace(
            self,
            paper=(self.paper if self.paper != record.paper else mark.paper) or self.paper,
            scan=(self.scan if self.scan != record.scan else mark.scan) or self.scan,
            note=(mark.note or "") if is_noted else self.note,
        )

    def handed_over(self) -> TickRow:
        """The row once what it says is on its way to the record."""
        return TickRow.of(
            replace(self.record, paper=self.paper, scan=self.scan, note=self.note or None),
        )

    def pending(self) -> DocumentMark | None:
        """What is said here and was not handed over; None for nothing."""
        record = self.record
        mark = DocumentMark(
            record.type,
            self.paper if self.paper != record.paper else None,
            self.scan if self.scan != record.scan else None,
            self.note if self.note != (record.note or "") else None,
        )
        return mark if (mark.paper, mark.scan, mark.note) != (None, None, None) else None


@dataclass(frozen=True, slots=True)
class CardRow:
    """One field of the card: what the record and the audit hold of it, and what is said here of the paper."""

    line: CardLine
    said: CardSaid | None
    on_paper: str

    @classmethod
    def of(cls, line: CardLine) -> CardRow:
        """The row as it was saved."""
        return cls(line, line.said, line.on_paper or "")

    def press(self) -> CardRow:
        """The row after a click or a key: the paper agrees, differs, agrees again."""
        return replace(self, said=CardSaid.DIFFERS if self.said is CardSaid.MATCH else CardSaid.MATCH)

    def differ(self) -> CardRow:
        """The row once the paper says otherwise."""
        return replace(self, said=CardSaid.DIFFERS)

    def agree(self) -> CardRow:
        """The row, as in the record unless something else was said of it."""
        return self if self.said else replace(self, said=CardSaid.MATCH)

    def upon(self, line: CardLine) -> CardRow:
        """What is said here and was not handed over, on top of what `line` holds by now."""
        return CardRow.of(line) if self.pending() is None else replace(self, line=line)

    def recalled(self, mark: CardMark) -> CardRow:
        """The row with what could not be written before, unless something newer is said."""
        if self.pending() is not None:
            return self
        return replace(self, said=mark.said, on_paper=mark.on_paper)

    def handed_over(self) -> CardRow:
        """The row once what it says is on its way to the record."""
        mark = self.pending()
        if mark is None:
            return self
        return CardRow.of(replace(self.line, said=mark.said, on_paper=mark.on_paper or None))

    def pending(self) -> CardMark | None:
        """What is said here and was not handed over; None for nothing."""
        on_paper = fold_line(self.on_paper) if self.said is CardSaid.DIFFERS else ""
        if (self.said, on_paper) == (self.line.said, self.line.on_paper or ""):
            return None
        return CardMark(self.line.field, self.said, on_paper)
