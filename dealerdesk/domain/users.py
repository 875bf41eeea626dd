"""People who work with DealerDesk: their roles (product.md, Confidential) and their names."""

from __future__ import annotations

from enum import StrEnum

from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line

LONGEST_USER_NAME = 60


class Role(StrEnum):
    """What a person does in the house."""

    CLERK = "clerk"
    CUSTOMER_RELATIONS = "customer_relations"
    MANAGER = "manager"
    OWNER = "owner"
    AUDITOR = "auditor"


ROLE_LABELS = {
    Role.CLERK: Message("role.clerk", "clerk"),
    Role.CUSTOMER_RELATIONS: Message("role.customer_relations", "customer relations"),
    Role.MANAGER: Message("role.manager", "manager"),
    Role.OWNER: Message("role.owner", "owner"),
    Role.AUDITOR: Message("role.auditor", "auditor"),
}


def user_name(text: str) -> str | None:
    """The name that `text` says, on one line, or None where it is empty or too long."""
    name = fold_line(text)
    return name if 0 < len(name) <= LONGEST_USER_NAME else None
