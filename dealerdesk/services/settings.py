"""What the owner sets: single values, and the table of required documents that goes with the market."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.completeness import DEFAULT_REQUIRED
from dealerdesk.domain.documents import DocumentType, Market
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.files import FileKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.settings import (
    DEALERSHIP_NAME,
    HOLIDAYS,
    MARKET,
    OPTIONS,
    PAPER_AND_SCAN,
    Option,
    get_option,
)
from dealerdesk.storage.models import RequiredDocument, Setting
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
        with self._database.reading() as session:
            stored = _stored(session)
        return {key: _effective(option, stored) for key, option in OPTIONS.items()}

    def get(self, key: str) -> str:
        """The effective value of one setting as its canonical text; raises ``setting_unknown``."""
        option = get_option(key)
        with self._database.reading() as session:
            return _effective(option, _stored(session))

    def set(self, key: str, value: str, *, seen: str | None = None) -> str:
        """Set what `value` says; the canonical text. Raises ``setting_unknown`` or ``setting_value``.

        Another market brings its own table of required documents. Where `seen`, the text that the person
        had before their eyes, is given and counts no more, raises ``setting_changed_meanwhile``.
        """
        option = get_option(key)
        text = option.write(option.parse(value))
        with self._database.writing(Label(SETTING_CHANGED, {"key": option.key}), author=self._author) as work:
            counts = _effective(option, _stored(work.session))
            if seen is not None and counts not in {seen, text}:
                raise DealerDeskError(SETTING_CHANGED_MEANWHILE, value=counts)
            is_new = counts != text
            if option is MARKET and is_new:
                seed_required(work.session, Market(text))
            else:
                _store(work.session, option, text)
        return text


def value_of(session: Session, option: Option[T]) -> T:
    """The effective value of one setting."""
    return option.parse(_effective(option, _stored(session)))


def paper_and_scan(session: Session) -> bool:
    """Whether a required document must be there on paper and as a scan."""
    return value_of(session, PAPER_AND_SCAN)


def name_dealership(session: Session, name: str) -> None:
    """Give the dealership its name; raises ``setting_value``."""
    _store(session, DEALERSHIP_NAME, DEALERSHIP_NAME.write(DEALERSHIP_NAME.parse(name)))


def need_paper_and_scan(session: Session, *, both: bool) -> None:
    """Say whether a required document needs its paper and a scan."""
    _store(session, PAPER_AND_SCAN, PAPER_AND_SCAN.write(both))


def required_types(session: Session) -> Mapping[FileKind, tuple[DocumentType, ...]]:
    """The document types that files of each kind must hold, in the order of `DocumentType`."""
    rows = set(session.execute(select(RequiredDocument.kind, RequiredDocument.type)))
    return {kind: tuple(type_ for type_ in DocumentType if (kind, type_) in rows) for kind in FileKind}


def seed_required(session: Session, market: Market) -> None:
    """Make `market` the dealership's, and its default table the table of required documents."""
    require(session, DEFAULT_REQUIRED[market])
    _store(session, MARKET, market.value)


def require(session: Session, table: Mapping[FileKind, Iterable[DocumentType]]) -> None:
    """Make `table` the table of required documents; what stays in it is not touched."""
    wanted = {(kind.value, type_.value) for kind, types in table.items() for type_ in types}
    there = {(row.kind, row.type): row for row in session.scalars(select(RequiredDocument))}
    for pair in sorted(there.keys() - wanted):
        session.delete(there[pair])
    session.add_all(RequiredDocument(kind=kind, type=type_) for kind, type_ in sorted(wanted - there.keys()))


def _stored(session: Session) -> dict[str, str]:
    return dict(session.execute(select(Setting.key, Setting.value)).all())


def _effective(option: Option[T], stored: Mapping[str, str]) -> str:
    """The canonical text that counts: what was set, unless it no longer makes sense, else the default."""
    text = stored.get(option.key, "")
    value = option.read(text) if option.key in stored else None
    effective = option.default_text if value is None else option.write(value)
    if option.key == HOLIDAYS.key and not effective:
        return _effective(MARKET, stored)
    return effective


def _store(session: Session, option: Option[T], text: str) -> None:
    """Keep `text` where it differs from the default, and nothing where it does not."""
    row = session.scalar(select(Setting).where(Setting.key == option.key))
    if text == option.default_text:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(Setting(key=option.key, value=text))
    else:
        row.value = text
