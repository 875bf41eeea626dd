"""What a row of the search shows: texts with their marked parts, in the language that is spoken now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from dealerdesk.domain.documents import TYPE_LABELS, DocumentType
from dealerdesk.domain.messages import Message, said_list
from dealerdesk.services.search import (
    FoundCustomer,
    FoundDocument,
    FoundFile,
    FoundOrder,
    OwnedVehicle,
    Shown,
)
from dealerdesk.ui.commands import Command
from dealerdesk.ui.formats import label, shown_amount, shown_date, shown_phone
from dealerdesk.ui.models.reasons import reason_words
from dealerdesk.ui.widgets.marked import Spans
from dealerdesk.ui.widgets.plate import NO_PLATE
from dealerdesk.ui.widgets.states import ARCHIVED

FORMER_PLATE = Message("ui.search_former_plate", "formerly {plate}")
VEHICLES = Message("ui.search_vehicles", "{count} vehicle: {plates}", "{count} vehicles: {plates}")
VEHICLES_MORE = Message("ui.search_vehicles_more", "{count} vehicles: {plates} …")
NO_VEHICLE = Message("ui.search_no_vehicle", "no vehicle now")
ENDS = Message("ui.search_ends", "ends {date}")
NEW_FILE_FOR = Message("ui.search_new_file_for", "Make a new file for {number}")
SAID_ROW = Message("ui.search_said_row", "{row}; found by {reason}")

PLATES_NAMED = 3


@dataclass(frozen=True, slots=True)
class NewFileOffer:
    """A VIN or a plate that no file has."""

    number: str


@dataclass(frozen=True, slots=True)
class FoundCommand:
    """A command whose name the words are."""

    command: Command
    marks: Spans


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that find something, instead of typed ones that do not."""

    words: str


Found: TypeAlias = (
    FoundFile | FoundCustomer | FoundDocument | FoundOrder | FoundCommand | NewFileOffer | Suggestion
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a row; a `strong` one is what people look for first."""

    text: str
    marks: Spans = ()
    strong: bool = False
    is_vin: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row: an icon, a plate or a text to begin with, further texts, and at the right why it was found."""

    icon: str
    head: Piece | None
    pieces: tuple[Piece, ...]
    reason: str = ""
    has_plate: bool = False
    opens: bool = True
    """Whether it is opened, and not just done."""
    is_possible: bool = True

    def said(self) -> str:
        """The row in words, for people who hear it."""
        first = self.head.text if self.head else (NO_PLATE.said() if self.has_plate else "")
        row = said_list([text for text in (first, *(piece.text for piece in self.pieces)) if text])
        return SAID_ROW.said(row=row, reason=self.reason) if self.reason and self.opens else row


def key_of(found: Found) -> tuple[str, int | str]:  # noqa: PLR0911 - one a kind
    """What stays the same of a found thing while its values change."""
    match found:
        case FoundFile():
            return "file", found.file_id
        case FoundCustomer():
            return "customer", found.customer_id
        case FoundDocument():
            return "document", found.document_id
        case FoundOrder():
            return "order", found.order_id
        case FoundCommand():
            return "command", found.command.name.code
        case NewFileOffer():
            return "offer", found.number
        case Suggestion():
            return "suggestion", found.words


def line_of(found: Found) -> Line:  # noqa: PLR0911 - one a kind
    """How `found` is shown."""
    match found:
        case FoundFile():
            return _of_file(found)
        case FoundCustomer():
            return _of_customer(found)
        case FoundDocument():
            return _of_document(found)
        case FoundOrder():
            return _of_order(found)
        case FoundCommand():
            return _of_command(found)
        case NewFileOffer():
            return Line("folder-plus", None, (Piece(NEW_FILE_FOR.said(number=found.number), strong=True),))
        case Suggestion():
            return Line("magnifying-glass", None, (Piece(found.words, strong=True),), opens=False)


def _of_file(found: FoundFile) -> Line:
    pieces = tuple(_pieces(found.parts))
    if found.is_archived:
        pieces = (*pieces, Piece(ARCHIVED.said(), strong=True))
    head = Piece(found.plate.text, found.plate.marks) if found.plate else None
    icon = "archive" if found.is_archived else "folders"
    return Line(icon, head, pieces, reason_words(found.why), has_plate=True)


def _of_customer(found: FoundCustomer) -> Line:
    pieces = (*_pieces(found.parts), _vehicles(found.vehicles))
    head = Piece(found.name.text, found.name.marks, strong=True)
    return Line("user", head, pieces, reason_words(found.why))


def _of_document(found: FoundDocument) -> Line:
    type_ = DocumentType(found.type)
    ends = ENDS.said(date=shown_date(found.expiry)) if found.expiry else shown_date(found.dated)
    pieces = [Piece(found.number.text, found.number.marks), *_pieces(found.parts)]
    pieces += _plain(ends, shown_amount(found.amount))
    icon = "shield-check" if type_ is DocumentType.INSURANCE_POLICY else "file-text"
    reason = reason_words(found.why, number="document_no")
    return Line(icon, Piece(label(TYPE_LABELS[type_])), tuple(pieces), reason)


def _of_order(found: FoundOrder) -> Line:
    came: date | None = found.date_in.date() if found.date_in else None
    fault = (found.reported_fault or "").partition("\n")[0]
    pieces = (*_pieces(found.parts), *_plain(fault, shown_date(came), shown_amount(found.total)))
    head = Piece(found.number.text, found.number.marks)
    return Line("wrench", head, pieces, reason_words(found.why, number="order_no"))


def _of_command(found: FoundCommand) -> Line:
    command = found.command
    against = command.why_not()
    name = Piece(command.name.said(), found.marks)
    right = against.said() if against else command.shown_keys
    return Line(command.icon or "command", None, (name,), right, opens=False, is_possible=against is None)


def _plain(*texts: str) -> list[Piece]:
    return [Piece(text) for text in texts if text]


def _pieces(parts: Iterable[Shown]) -> Iterator[Piece]:
    """The pieces of `parts`; make and model are read as one."""
    make: Shown | None = None
    for part in parts:
        if part.field == "make":
            make = part
            continue
        if make is not None:
            yield _joined(make, part if part.field == "model" else None)
            make, was_make = None, part.field == "model"
            if was_make:
                continue
        yield _piece(part)
    if make is not None:
        yield _joined(make, None)


def _joined(make: Shown, model: Shown | None) -> Piece:
    if model is None:
        return Piece(make.text, make.marks)
    behind = len(make.text) + 1
    shifted = tuple((begin + behind, end + behind) for begin, end in model.marks)
    return Piece(f"{make.text} {model.text}", (*make.marks, *shifted))


def _piece(part: Shown) -> Piece:
    if part.field == "phone":
        return Piece(shown_phone(part.text), carried(part.marks, part.text, shown_phone(part.text)))
    if part.field == "old_plate":
        text = FORMER_PLATE.said(plate=part.text)
        at = text.find(part.text)
        return Piece(text, tuple((begin + at, end + at) for begin, end in part.marks))
    return Piece(part.text, part.marks, strong=part.field == "customer", is_vin=part.field == "vin")


def carried(marks: Spans, text: str, spaced: str) -> Spans:
    """The same marks in `spaced`, which is `text` with spaces put between its letters."""
    if text == spaced:
        return marks
    places = [at for at, letter in enumerate(spaced) if letter != " "]
    return tuple((places[begin], places[end - 1] + 1) for begin, end in marks)


def _vehicles(vehicles: Sequence[OwnedVehicle]) -> Piece:
    """How many vehicles a customer has, and the first plates of them, with their marks."""
    if not vehicles:
        return Piece(NO_VEHICLE.said())
    named = vehicles[:PLATES_NAMED]
    plates = [vehicle.plate.text if vehicle.plate else NO_PLATE.said() for vehicle in named]
    message = VEHICLES if len(named) == len(vehicles) else VEHICLES_MORE
    text = message.said(count=len(vehicles), plates=plates)
    spans: list[tuple[int, int]] = []
    at = 0
    for vehicle in named:
        if vehicle.plate:
            at = text.find(vehicle.plate.text, at)
            spans += [(begin + at, end + at) for begin, end in vehicle.plate.marks]
            at += len(vehicle.plate.text)
    return Piece(text, tuple(spans))
