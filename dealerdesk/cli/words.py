"""The kinds of words that commands take, and what is said of a word that is none of its kind."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path

from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _

NOT_WHOLE = Message("usage.not_whole", "“{value}” is not a whole number. Write 0, 1, 2 and so on.")
NOT_POSITIVE = Message(
    "usage.not_positive", "“{value}” is not a whole number above 0. Write 1, 2, 3 and so on."
)
EMPTY_WORD = Message("usage.empty", "The value is empty.")
_DATE = Message("usage.date", "date")
_LONGEST_NUMBER = 18


def add_ref(parser: ArgumentParser) -> None:
    """Let a command take the REF of a vehicle file."""
    parser.add_argument(
        "ref",
        metavar="REF",
        type=word,
        help=_("file number, VIN, the last six or more characters of a VIN, or plate"),
    )


def add_audit(parser: ArgumentParser) -> None:
    """Let a command take the number of an audit."""
    parser.add_argument("audit", metavar="AUDIT", type=positive, help=_("the number of the audit"))


def word(text: str) -> str:
    """Any text but an empty one."""
    if not text.strip():
        raise ArgumentTypeError(EMPTY_WORD.said())
    return text


def path(text: str) -> Path:
    """A path as it was typed."""
    return Path(word(text)).expanduser()


def whole(text: str) -> int:
    """A whole number from 0 on that a database can count to."""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise ArgumentTypeError(NOT_WHOLE.said(value=text))
    return int(text)


def positive(text: str) -> int:
    """A whole number from 1 on that a database can count to."""
    if not text.isdigit() or whole(text) == 0:
        raise ArgumentTypeError(NOT_POSITIVE.said(value=text))
    return int(text)


def day(text: str) -> date:
    """A date as people write it."""
    # Start-up: the window and most commands do without what reads values.
    from dealerdesk.domain.fields import Field, FieldType  # noqa: PLC0415 - start-up, see above
    from dealerdesk.domain.values import read_value  # noqa: PLC0415 - start-up, see above

    reading = read_value(Field("date", FieldType.DATE, _DATE), word(text))
    if reading.error:
        raise ArgumentTypeError(reading.error.said())
    assert isinstance(reading.value, date)
    return reading.value
