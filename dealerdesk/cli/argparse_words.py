"""The words of Python's argument parser in the program's language.

The parser asks gettext for its words, but in a catalogue of its own; here it is given ours instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from dealerdesk.domain.messages import Message

_WORDS: dict[str, tuple[Message, dict[str, str]]] = {
    "usage: ": (Message("usage.usage", "Usage: "), {}),
    "positional arguments": (Message("usage.arguments", "Arguments"), {}),
    "options": (Message("usage.options", "Options"), {}),
    "argument %(argument_name)s: %(message)s": (
        Message("usage.argument", "{argument}: {problem}"),
        {"argument": "%(argument_name)s", "problem": "%(message)s"},
    ),
    "invalid choice: %(value)r (choose from %(choices)s)": (
        Message("usage.choice", "“{value}” is none of {choices}."),
        {"value": "%(value)s", "choices": "%(choices)s"},
    ),
    "invalid %(type)s value: %(value)r": (
        Message("usage.number", "“{value}” is not a whole number."),
        {"value": "%(value)s"},
    ),
    "the following arguments are required: %s": (
        Message("usage.required", "Something is missing: {words}."),
        {"words": "%s"},
    ),
    "expected one argument": (Message("usage.one_value", "A value must follow it."), {}),
    "expected at least one argument": (Message("usage.values", "At least one value is missing."), {}),
    "ignored explicit argument %r": (
        Message("usage.no_value", "It takes no value, but “{value}” was given."),
        {"value": "%s"},
    ),
    "not allowed with argument %s": (
        Message("usage.not_together", "It cannot be used together with {other}."),
        {"other": "%s"},
    ),
}


@contextmanager
def parser_speaks_our_language() -> Iterator[None]:
    """Inside the block, parsers are made and complain in the current language."""
    theirs = {"_": vars(argparse)["_"]}
    vars(argparse).update({"_": _said})
    try:
        yield
    finally:
        vars(argparse).update(theirs)


def _said(words: str) -> str:
    message, params = _WORDS.get(words, (None, {}))
    return message.said(**params) if message else words
