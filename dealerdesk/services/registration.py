"""Registering a vehicle: the file it has already, what is known of vehicles like it, and its new file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from dealerdesk import i18n
from dealerdesk.domain.files import file_number
from dealerdesk.domain.findings import Finding
from dealerdesk.domain.makes import known_makes, names_of_make
from dealerdesk.domain.plates import plate_key
from dealerdesk.domain.search_words import compact, make_spellings, model_spellings, name_spellings
from dealerdesk.domain.search_words import word_spellings as words_of
from dealerdesk.domain.text import fold_line
from dealerdesk.domain.vin import normalise_vin
from dealerdesk.domain.vin_tells import capitalised
from dealerdesk.services.actions import MADE
from dealerdesk.services.customers import get_card
from dealerdesk.services.editing import apply_changes
from dealerdesk.storage.columns import customer_codes_of_file
from dealerdesk.storage.models import Counter, Customer, PlateRecord, User, VehicleFile
from dealerdesk.storage.numbers import file_series, next_file_number
from dealerdesk.storage.unit_of_work import Database, Label

MOST_SUGGESTED = 8
_MOST_COMPARED = 2_000
_MAKER_LETTERS, _MODEL_LETTERS = 3, 8
_AFTER_ANY_LETTER = "~"


class KnownBy(StrEnum):
    """By what a file was found."""

    VIN = "vin"
    PLATE = "plate"
    OLD_PLATE = "old_plate"


@dataclass(frozen=True, slots=True)
class Known:
    """A file that has the VIN or the plate that a person typed for a new one."""

    by: KnownBy
    file_id: int
    file_no: str
    vin: str | None
    plate: str | None
    make: str | None
    model: str | None
    customer: str | None
    archived: bool

    @property
    def stands_against(self) -> bool:
        """Whether no second file can be made: a VIN has one file, a plate one active file."""
        return self.by is KnownBy.VIN or (self.by is KnownBy.PLATE and not self.archived)


@dataclass(frozen=True, slots=True)
class Alike:
    """Make and model of the files whose VINs begin like one; empty where there are none."""

    make: str
    model: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new file begins with: the number it will be given, and who is responsible."""

    file_no: str
    responsible: str


@dataclass(frozen=True, slots=True)
class Registered:
    """The file that was made."""

    file_id: int
    file_no: str
    warnings: tuple[Finding, ...]
    change: int | None


class Registration:
    """New vehicle files of one dealership."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def find_known(self, vin: str = "", plate: str = "") -> Known | None:
        """The file that has this VIN, else the one that has or had this plate, the active one first."""
        with self._database.reading() as session:
            for by, statement in _ways(normalise_vin(vin), plate_key(plate)):
                row = session.execute(statement.limit(1)).first()
                if row:
                    return Known(by, *row)
        return None

    def find_alike(self, vin: str) -> Alike:
        """What make and model most files have whose VINs begin like `vin`."""
        vin = normalise_vin(vin)
        with self._database.reading() as session:
            return Alike(
                _most_usual(session, VehicleFile.make, vin[:_MAKER_LETTERS], _MAKER_LETTERS),
                _most_usual(session, VehicleFile.model, vin[:_MODEL_LETTERS], _MODEL_LETTERS),
            )

    def beginning(self) -> Beginning:
        """What is known before anything is typed."""
        year = self._database.now().year
        with self._database.reading() as session:
            counter = session.get(Counter, file_series(year))
            sequence = counter.last + 1 if counter else 1
            while session.scalar(
                select(VehicleFile.id).where(VehicleFile.file_no == file_number(year, sequence))
            ):
                sequence += 1
            return Beginning(file_number(year, sequence), session.get_one(User, self._author).name)

    def suggestions(self, code: str, typed: str, make: str = "") -> tuple[str, ...]:
        """Values of a field that files have already and that begin like `typed`, the most usual first.

        Fields are make, model (of `make`, where one is given), colour, location, use and responsible; Chinese
        words are found by pinyin, makes by all their names. Other fields have no suggestions.
        """
        spellings = _SPELLINGS.get(code)
        if spellings is None:
            return ()
        with self._database.reading() as session:
            values = _usual_values(session, code, fold_line(make))
        wanted = compact(typed)
        fitting = (value for value in values if _fits(value, wanted, spellings))
        return tuple(_first_few(fitting))

    def register(self, values: Mapping[str, str], customer: int | None = None) -> Registered:
        """Make a draft from what was typed, by field code, for a customer that a person chose, or a new one.

        With `customer`, fields of the customer's card are left as they are. Raises ``customer_unknown`` and
        what `services.editing.apply_changes` raises; then nothing is made.
        """
        typed = {code: text for code, text in values.items() if text.strip()}
        if customer is not None:
            typed = {code: text for code, text in typed.items() if code not in customer_codes_of_file()}
        with self._database.writing(Label(MADE), author=self._author) as work:
            file = VehicleFile(created_at=work.at, created_by=work.author)
            if customer is not None:
                file.customer_id = get_card(work.session, customer).id
            if "file_no" not in typed:
                file.file_no = next_file_number(work.connection, work.at.year)
            _changed, warnings = apply_changes(work, file, typed)
            file_id, file_no = file.id, file.file_no
            work.name(file_no=file_no)
        return Registered(file_id, file_no, warnings, work.change.set_id if work.change else None)


_CARD = (
    VehicleFile.id,
    VehicleFile.file_no,
    VehicleFile.vin,
    VehicleFile.plate,
    VehicleFile.make,
    VehicleFile.model,
    Customer.name,
    VehicleFile.archived_at.is_not(None),
)


def _ways(vin: str, plate: str) -> Iterable[tuple[KnownBy, Select[*tuple[Any, ...]]]]:
    cards = select(*_CARD).outerjoin(Customer, Customer.id == VehicleFile.customer_id)
    if vin:
        yield KnownBy.VIN, cards.where(VehicleFile.vin == vin)
    if plate:
        active = cards.where(VehicleFile.plate_key == plate, VehicleFile.archived_at.is_(None))
        yield KnownBy.PLATE, active
        had = select(PlateRecord.file_id).where(PlateRecord.plate_key == plate)
        newest = cards.order_by(VehicleFile.id.desc())
        yield KnownBy.PLATE, newest.where(VehicleFile.plate_key == plate)
        yield KnownBy.OLD_PLATE, newest.where(VehicleFile.id.in_(had))


def _most_usual(session: Session, column: InstrumentedAttribute[str | None], begin: str, letters: int) -> str:
    if len(begin) < letters:
        return ""
    found = session.scalar(
        select(column)
        .where(VehicleFile.vin >= begin, VehicleFile.vin < begin + _AFTER_ANY_LETTER, column.is_not(None))
        .group_by(column)
        .order_by(func.count().desc(), column)
        .limit(1)
    )
    return found or ""


_SPELLINGS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "make": make_spellings,
    "model": model_spellings,
    "colour": name_spellings,
    "location": words_of,
    "use": name_spellings,
    "responsible": name_spellings,
}


def _usual_values(session: Session, code: str, make: str) -> Iterable[str]:
    column: InstrumentedAttribute[str | None] = getattr(VehicleFile, code)
    statement = select(column).where(column.is_not(None)).group_by(column)
    if code == "model" and make:
        statement = statement.where(VehicleFile.make.in_((make, *_other_names(make))))
    values = [
        value
        for value in session.scalars(statement.order_by(func.count().desc(), column).limit(_MOST_COMPARED))
        if value
    ]
    if code == "make":
        values += _makes_besides(values)
    elif code == "responsible":
        values += session.scalars(select(User.name).where(User.active).order_by(User.id)).all()
    return dict.fromkeys(values)


def _makes_besides(values: Iterable[str]) -> Iterator[str]:
    """Makes that no file has yet, each by one name: of a make that files have, their own name stands."""
    named = {name for value in values for name in _other_names(value)}
    speaks_chinese = i18n.current_language() == "zh_CN"
    for chinese, latin in known_makes():
        if chinese not in named:
            yield chinese if speaks_chinese else capitalised(latin)


def _other_names(make: str) -> tuple[str, ...]:
    return names_of_make((compact(make), make.casefold()))


def _fits(value: str, wanted: str, spellings: Callable[[str], tuple[str, ...]]) -> bool:
    return not wanted or any(spelling.startswith(wanted) for spelling in spellings(value))


def _first_few(values: Iterable[str]) -> Iterable[str]:
    for _, value in zip(range(MOST_SUGGESTED), values, strict=False):
        yield value
