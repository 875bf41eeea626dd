"""What left the house, or was shown to somebody, in the history: an action that changes no record."""

from __future__ import annotations

from dealerdesk.domain.messages import Message
from dealerdesk.storage.unit_of_work import ChangeKind, Database, Label


def note(database: Database, author: int, action: Message, **params: str | int) -> None:
    """Note an action in the history, sealed as every change is; there is nothing in it to take back."""
    label = Label(action, params)
    with database.writing(label, author=author, kind=ChangeKind.NOTE, even_empty=True):
        pass
