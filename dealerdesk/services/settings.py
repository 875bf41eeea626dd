"""What the owner sets: single values, and the table of required documents that goes with the market."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from dealerdesk.domain.documents import DocumentType, Market
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.files import FileKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.settings import HOLIDAYS, MARKET, OPTIONS, PAPER_AND_SCAN, Option, get_option
from dealerdesk.storage.unit_of_work import Database, Label

T = TypeVar("T")

SETTING_CHANGED = Message("action.setting_changed", "setting {key} changed")
SETTING_CHANGED_MEANWHILE = Message(
    "setting_changed_meanwhile",
    "Somebody else set this to “{value}” meanwhile. Look at it, and set it again if you still want to.",
)


class Settings:
    """The settings of one dealership."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def all(self) -> dict[str, str]:
        """The effective value of every setting, as its canonical text, by key."""
        with self._database.asking() as connection:
            stored = _stored(connection)
        return {key: _effective(option, stored) for key, option in OPTIONS.items()}

    def get(self, key: str) -> str:
        """The effective value of one setting as its canonical text; raises ``setting_unknown``."""
        option = get_option(key)
        with self._database.asking() as connection:
            return _effective(option, _stored(connection))

    def set(self, key: str, value: str, *, seen: str | None = None) -> str:
        """Set what `value` says; the canonical text. Raises ``setting_unknown`` or ``setting_value``.

        Another market brings its own table of required documents. Where `seen`, the text that the person
        had before their eyes, is given and counts no more, raises ``setting_changed_meanwhile``.
        """
        # Start-up: settings are read without SQLAlchemy.
        from dealerdesk.services.setting_up import seed_required, store  # noqa: PLC0415 - start-up, see above

        option = get_option(key)
        text = option.write(option.parse(value))
        with self._database.writing(Label(SETTING_CHANGED, {"key": option.key}), author=self._author) as work:
            counts = _effective(option, _stored(work.connection))
            if seen is not None and counts not in {seen, text}:
                raise DealerDeskError(SETTING_CHANGED_MEANWHILE, value=counts)
            is_new = counts != text
            if option is MARKET and is_new:
                seed_required(work.session, Market(text))
            else:
                store(work.session, option, text)
        return text


# Settings are read by the driver's connection, inside whichever transaction it is in.


def value_of(connection: Any, option: Option[T]) -> T:
    """The effective value of one setting."""
    return option.parse(_effective(option, _stored(connection)))


def paper_and_scan(connection: Any) -> bool:
    """Whether a required document must be there on paper and as a scan."""
    return value_of(connection, PAPER_AND_SCAN)


def required_types(connection: Any) -> Mapping[FileKind, tuple[DocumentType, ...]]:
    """The document types that files of each kind must hold, in the order of `DocumentType`."""
    rows = set(connection.execute("SELECT kind, type FROM required_document"))
    return {kind: tuple(type_ for type_ in DocumentType if (kind, type_) in rows) for kind in FileKind}


def _stored(connection: Any) -> dict[str, str]:
    return dict(connection.execute("SELECT key, value FROM setting").fetchall())


def _effective(option: Option[T], stored: Mapping[str, str]) -> str:
    """The canonical text that counts: what was set, unless it no longer makes sense, else the default."""
    text = stored.get(option.key, "")
    value = option.read(text) if option.key in stored else None
    effective = option.default_text if value is None else option.write(value)
    if option.key == HOLIDAYS.key and not effective:
        return _effective(MARKET, stored)
    return effective
