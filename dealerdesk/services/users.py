"""The people who work with DealerDesk; for now, the one who does."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.users import LONGEST_USER_NAME, Role, user_name
from dealerdesk.services.actions import USER_RENAMED
from dealerdesk.storage.models import User
from dealerdesk.storage.unit_of_work import Database, Label

USER_NAME_WRONG = Message(
    "user_name", "A name has from 1 to {most} characters on one line. Type it as colleagues know it."
)
USER_NAME_TAKEN = Message(
    "user_name_taken", "Somebody else is called {name} already. Add what tells the two apart."
)
USER_RENAMED_MEANWHILE = Message(
    "user_renamed_meanwhile",
    "The name was changed to {name} meanwhile. Change it again if you still want to.",
)


@dataclass(frozen=True, slots=True)
class UserDetail:
    """A person who works with DealerDesk."""

    id: int
    name: str
    role: Role


class Users:
    """The people of one dealership, as seen by the one who works now."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def get_current(self) -> UserDetail:
        """Who works now."""
        with self._database.reading() as session:
            return _detail(session.get_one(User, self._author))

    def rename_current(self, name: str, *, seen: str) -> UserDetail:
        """Give who works now another name; `seen` is the name before.

        Raises ``user_name``, ``user_name_taken`` or ``user_renamed_meanwhile``.
        """
        wanted = user_name(name)
        if wanted is None:
            raise DealerDeskError(USER_NAME_WRONG, most=LONGEST_USER_NAME)
        label = Label(USER_RENAMED, {"before": seen, "name": wanted})
        with self._database.writing(label, author=self._author) as work:
            user = work.session.get_one(User, self._author)
            if user.name not in {seen, wanted}:
                raise DealerDeskError(USER_RENAMED_MEANWHILE, name=user.name)
            if _is_taken(work.session, wanted, user.id):
                raise DealerDeskError(USER_NAME_TAKEN, name=wanted)
            user.name = wanted
            return _detail(user)


def _is_taken(session: Session, name: str, by_other_than: int) -> bool:
    other = select(User.id).where(User.name == name, User.id != by_other_than)
    return session.scalar(other) is not None


def _detail(user: User) -> UserDetail:
    return UserDetail(user.id, user.name, Role(user.role))
