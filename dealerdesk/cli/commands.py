"""What a command is: its name, its words and the small function that carries it out."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from dealerdesk.cli.doors import Desk, Doors
from dealerdesk.cli.output import Output
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message

USAGE = Message("usage", "{problem} “{command} --help” shows how it is written.")


class ExitCode(IntEnum):
    """What scripts learn (command-line.md)."""

    DONE = 0
    NOT_DONE = 1
    WORDS_ARE_OFF = 2
    DONE_IN_PART = 3


class UsageError(DealerDeskError):
    """The words of the command are off; `problem` says which."""

    def __init__(self, problem: str, command: str) -> None:
        super().__init__(USAGE, problem=problem, command=command)


def no_words(_parser: ArgumentParser) -> None:
    """For commands that take nothing but their name."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command on an open data folder; `add_words` tells a parser its arguments, `run` does it."""

    name: str
    summary: Message
    run: Callable[[Desk, Namespace, Output], int]
    add_words: Callable[[ArgumentParser], None] = no_words


@dataclass(frozen=True, slots=True)
class OutsideCommand:
    """A command that needs no open data folder: it makes one, or works on a backup."""

    name: str
    summary: Message
    run: Callable[[Doors, Namespace, Output], int]
    add_words: Callable[[ArgumentParser], None] = no_words


@dataclass(frozen=True, slots=True)
class Group:
    """Commands of two words that share the first, such as ``settings list``."""

    name: str
    summary: Message
    commands: tuple[Command | OutsideCommand, ...]


Entry = Command | OutsideCommand | Group
