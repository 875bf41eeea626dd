"""Two cards of one customer become one; whatever pointed to the other points to the one that stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.fields import COMPANY_NUMBER, CUSTOMER_FIELDS, ID_NUMBER, NOTES, FieldType
from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import text_of
from dealerdesk.services.customers import get_card
from dealerdesk.services.merging.plans import Choice, Hanging, MergeField, MergePlan, MergeSide, joined
from dealerdesk.services.merging.set_apart import follow_marks
from dealerdesk.storage.columns import column_name
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import Customer
from dealerdesk.storage.restoring import foreign_keys
from dealerdesk.storage.unit_of_work import UnitOfWork

SAME_CARD = Message("merge_same_card", "This is one card. Choose another one to merge it with.")
KINDS_DIFFER = Message(
    "merge_kinds_differ", "One is a person, the other a company. Merge them only if that was a slip."
)
CONSENT_DIFFERS = Message(
    "merge_consent_differs",
    "One of the two does not want to be called. That stands unless you choose otherwise.",
)

_NUMBERS = {ID_NUMBER.code, COMPANY_NUMBER.code}
_CONSENT = "consent_to_call"
_FIELDS = tuple(field for field in CUSTOMER_FIELDS if field.editable)
_HANGING = """
SELECT (SELECT count(*) FROM vehicle_file WHERE customer_id = ?1),
       (SELECT count(DISTINCT file_id) FROM owner_record WHERE customer_id = ?1)
"""
_CAME_BEFORE_ITSELF = """
DELETE FROM owner_record WHERE id IN (
    SELECT id FROM (
        SELECT o.id, o.customer_id, coalesce(
            lead(o.customer_id) OVER (PARTITION BY o.file_id ORDER BY o.until, o.id), f.customer_id
        ) AS next
        FROM owner_record o JOIN vehicle_file f ON f.id = o.file_id
        WHERE o.file_id IN (SELECT file_id FROM owner_record WHERE customer_id = ?1)
    ) WHERE customer_id = ?1 AND next = ?1
)
"""
"""Owners who were followed by themselves, now that two cards are one: the vehicle did not change hands."""


def plan_of_customers(session: Session, kept: int, other: int) -> MergePlan:
    """What merging the card `other` into `kept` would do; raises ``customer_unknown``."""
    cards = get_card(session, kept), get_card(session, other)
    fields = tuple(_field(cards, at) for at in range(len(_FIELDS)))
    warnings: list[Finding] = []
    if cards[0].kind != cards[1].kind:
        warnings.append(finding(KINDS_DIFFER))
    if {cards[0].consent_to_call, cards[1].consent_to_call} == {True, False}:
        warnings.append(finding(CONSENT_DIFFERS))
    refusal = finding(SAME_CARD) if kept == other else None
    one, two = (_side(session, card) for card in cards)
    return MergePlan(PairKind.CUSTOMERS, one, two, fields, tuple(warnings), refusal)


def merge_customers(work: UnitOfWork, plan: MergePlan, taken: Mapping[str, Choice]) -> str:
    """Carry `plan` out, with the values that are `taken`; the name of the card that stays."""
    session, connection = work.session, work.connection
    kept, other = get_card(session, plan.kept.id), get_card(session, plan.other.id)
    for field in _FIELDS:
        column = column_name("customer", field.code)
        setattr(kept, column, _value(getattr(kept, column), getattr(other, column), taken[field.code]))
    session.flush()
    for child, column, parent in foreign_keys():
        if parent == Customer.__tablename__:
            connection.execute(
                f'UPDATE "{child}" SET "{column}" = ?, version = version + 1 WHERE "{column}" = ?',
                (kept.id, other.id),
            )
    connection.execute(_CAME_BEFORE_ITSELF, (kept.id,))
    follow_marks(connection, PairKind.CUSTOMERS, kept.id, other.id)
    session.delete(other)
    session.flush()
    return kept.name


def _side(session: Session, card: Customer) -> MergeSide:
    (files, former) = driver(session.connection()).execute(_HANGING, (card.id,)).fetchone()
    return MergeSide(card.id, card.customer_no, card.name, Hanging(files=files, former_files=former))


def _value(kept: Any, other: Any, choice: Choice) -> Any:
    if choice is Choice.BOTH:
        return joined(kept or "", other or "") or None
    return kept if choice is Choice.KEPT else other


def _field(cards: tuple[Customer, Customer], at: int) -> MergeField:
    field = _FIELDS[at]
    values = tuple(getattr(card, column_name("customer", field.code)) for card in cards)
    kept, other = (text_of(field, value) for value in values)
    default = Choice.KEPT if kept or not other else Choice.OTHER
    can_join = field.type is FieldType.TEXT and field.code in {NOTES.code, "preferences", "special_days"}
    clashes = bool(kept and other) and kept != other
    if field is NOTES and clashes:
        default = Choice.BOTH
    if field.code == _CONSENT and values[1] is False:
        default = Choice.OTHER
    return MergeField(field, kept, other, default, can_join and clashes, clashes and field.code in _NUMBERS)
