"""A vehicle file and its owner's card as one screen shows them: saved together, never over somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import CUSTOMER, CUSTOMER_FIELDS, FILE_FIELDS, Field
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import text_of
from dealerdesk.services.actions import EDITED
from dealerdesk.services.customers import write_card
from dealerdesk.services.details import Values
from dealerdesk.services.editing import apply_changes
from dealerdesk.services.file_details import card_values, file_values
from dealerdesk.services.owners import NO_OWNER, owner_of
from dealerdesk.services.refs import get_known_file
from dealerdesk.storage.columns import customer_codes_of_file
from dealerdesk.storage.models import Customer, VehicleFile
from dealerdesk.storage.unit_of_work import Database, Label

CHANGED_BY_OTHERS = Message(
    "changed_by_others",
    "Somebody else changed {fields} meanwhile. Compare both, and choose which one is right.",
)

CARD_ONLY = tuple(
    each
    for each in CUSTOMER_FIELDS
    if each.editable and each.code not in {known.code for known in FILE_FIELDS}
)
"""Fields of the owner's card that the fields of a file do not show."""
CARD_CODES = frozenset({each.code for each in CARD_ONLY} | customer_codes_of_file())
"""Codes of all fields that stand on the owner's card, the name among them."""
_FIELDS: dict[str, Field] = {each.code: each for each in (*CARD_ONLY, *FILE_FIELDS)}


class FieldsChangedError(DealerDeskError):
    """Fields have other values than the person saw: `theirs` is what stands there now, by field code.

    `owner` is the customer whose card that is, None where there is none.
    """

    def __init__(self, theirs: Mapping[str, str], owner: int | None) -> None:
        super().__init__(CHANGED_BY_OTHERS, fields=[_FIELDS[code].label for code in theirs])
        self.theirs = dict(theirs)
        self.owner = owner


@dataclass(frozen=True, slots=True)
class CardDraft:
    """What was typed, and what stood there before, both as text by field code.

    With `corrects_name` another customer's name is the right spelling of the same owner; else it is a new
    owner, and the old one stays in the history. `owner` is the customer whose card was seen, None where that
    was nobody's: what was typed for one owner is not written on the card of the next.
    """

    typed: Mapping[str, str]
    seen: Mapping[str, str] = field(default_factory=dict)
    corrects_name: bool = False
    owner: int | None = None

    @property
    def of_card(self) -> frozenset[str]:
        """The codes of what was typed for the owner who was seen; nothing where another one is given."""
        gives_another = CUSTOMER.code in self.typed and not self.corrects_name
        return frozenset() if gives_another else frozenset(self.typed.keys() & CARD_CODES)


@dataclass(frozen=True, slots=True)
class CardSaved:
    """What saving did; `change` is None when everything was so already."""

    changed: tuple[str, ...]
    change: int | None


class Cards:
    """The files of one dealership with their owners' cards."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def save(self, file_id: int, draft: CardDraft) -> CardSaved:
        """Write all that was typed as one change; raises `FieldsChangedError` before anything is lost.

        Raises also ``file_gone`` and what `apply_changes` and `write_card` raise; then nothing is changed.
        """
        with self._database.writing(Label(EDITED), author=self._author) as work:
            file = get_known_file(work.session, file_id)
            owner = owner_of(work.session, file)  # held on to, since a session forgets what nobody holds
            before = _texts(file, owner)
            _refuse_surprises(before, draft, file.customer_id)
            own, card = _told_apart(draft)
            apply_changes(work, file, own)
            if card:
                _write_owner(work.session, file, card)
            work.session.flush()
            after = _texts(file, owner_of(work.session, file))
            work.name(file_no=file.file_no)
        changed = tuple(code for code in after if before[code] != after[code])
        return CardSaved(changed, work.change.set_id if work.change else None)


def shown_values(file: Values, card: Values | None) -> dict[str, str]:
    """The values of a file and its owner's card as canonical text, by field code."""
    values = {code: file[code] for code in (each.code for each in FILE_FIELDS)}
    values |= {each.code: card[each.code] if card else None for each in CARD_ONLY}
    return {code: text_of(_FIELDS[code], value) for code, value in values.items()}


def _texts(file: VehicleFile, owner: Customer | None) -> dict[str, str]:
    return shown_values(file_values(file, owner), card_values(owner) if owner else None)


def _refuse_surprises(now: Mapping[str, str], draft: CardDraft, owner: int | None) -> None:
    """Refuse where something else stands there than was seen, or where the same stands on another card."""
    of_others = draft.of_card if draft.owner not in {None, owner} else frozenset()
    theirs = {
        code: now[code]
        for code, text in draft.typed.items()
        if now.get(code, text) != text.strip()
        and (code in of_others or draft.seen.get(code, now[code]) != now[code])
    }
    if theirs:
        raise FieldsChangedError(theirs, owner)


def _told_apart(draft: CardDraft) -> tuple[dict[str, str], dict[str, str]]:
    """What belongs to the file (with a new owner's name), and what to the card of whoever owns it then."""
    of_card = {each.code for each in CARD_ONLY} | ({CUSTOMER.code} if draft.corrects_name else set())
    own = {code: text for code, text in draft.typed.items() if code not in of_card}
    return own, {code: text for code, text in draft.typed.items() if code in of_card}


def _write_owner(session: Session, file: VehicleFile, card: Mapping[str, str]) -> None:
    owner = owner_of(session, file)
    if owner is not None:
        write_card(session, owner, card)
    elif any(text.strip() for text in card.values()):
        raise DealerDeskError(NO_OWNER, file_no=file.file_no)
