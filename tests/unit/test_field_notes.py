"""What is said of each field to whoever fills in a spreadsheet."""

from __future__ import annotations

import pytest

from dealerdesk.domain.field_notes import can_be_read_again, form_of, needed_with, note_of
from dealerdesk.domain.fields import FIELDS, Field, FieldType, RecordKind, field_of
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import read_value
from dealerdesk.i18n import LANGUAGES, speaking

IMPORTABLE = [(kind, field) for kind in RecordKind for field in FIELDS[kind] if field.importable]
LONGEST_MESSAGE = 255
"""What Excel shows of a message beside a cell."""


def example_of(kind: RecordKind, field: Field) -> str:
    example = note_of(kind, field).example
    return example.said() if isinstance(example, Message) else example


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "field"), IMPORTABLE, ids=lambda value: getattr(value, "code", value))
def test_every_field_that_can_be_imported_is_explained_in_every_language(
    kind: RecordKind, field: Field, language: str
) -> None:
    note = note_of(kind, field)
    with speaking("en"):
        english = note.words.said()
    with speaking(language):
        for message in (note.words, form_of(field)):
            assert 0 < len(message.said()) <= LONGEST_MESSAGE
        assert (note.words.said() == english) == (language == "en")
        reading = read_value(field, example_of(kind, field))
    assert not reading.error
    assert not reading.warnings


@pytest.mark.parametrize("kind", list(RecordKind))
def test_an_example_fills_in_what_is_needed(kind: RecordKind) -> None:
    codes = {code for field in FIELDS[kind] for code in needed_with(kind, field.code)}
    assert codes
    for code in codes:
        assert field_of(kind, code)
        group = [field for field in FIELDS[kind] if field.code in needed_with(kind, code)]
        assert any(example_of(kind, field) for field in group)


def test_kinds_say_their_own_of_a_field_that_several_have() -> None:
    orders = field_of(RecordKind.REPAIR_ORDERS, "order_no")
    documents = field_of(RecordKind.DOCUMENTS, "order_no")
    assert orders
    assert documents
    assert note_of(RecordKind.REPAIR_ORDERS, orders) != note_of(RecordKind.DOCUMENTS, documents)


def test_numbers_that_are_not_for_counting_are_said_to_be_text() -> None:
    vin = field_of(RecordKind.FILES, "vin")
    assert vin
    assert vin.type is FieldType.VIN
    assert "text" in form_of(vin).said()


@pytest.mark.parametrize(
    ("kind", "codes", "can"),
    [
        (RecordKind.FILES, {"vin"}, True),
        (RecordKind.FILES, {"make", "customer"}, False),
        (RecordKind.REPAIR_ORDERS, {"order_no"}, False),
        (RecordKind.REPAIR_ORDERS, {"order_no", "file_no"}, True),
        (RecordKind.CUSTOMERS, {"phone"}, False),
        (RecordKind.POLICIES, {"ends", "plate"}, True),
    ],
)
def test_columns_can_be_read_again_where_they_name_their_records(
    kind: RecordKind, codes: set[str], can: bool
) -> None:
    assert can_be_read_again(kind, codes) is can
