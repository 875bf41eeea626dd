"""What the words of a search may mean besides something that is there: a command, or a file to be made."""

from __future__ import annotations

from collections.abc import Sequence

from dealerdesk.domain.plates import PlateForm, inspect_plate
from dealerdesk.domain.vin import inspect_vin
from dealerdesk.ui.commands import Command
from dealerdesk.ui.palette.matching import find_words
from dealerdesk.ui.search.lines import FoundCommand, NewFileOffer

MOST_COMMANDS = 4
LEAST_LETTERS, LEAST_CHINESE = 3, 2
"""Fewer letters, or Chinese characters, begin too many commands to mean any."""


def found_commands(words: str, commands: Sequence[Command]) -> tuple[FoundCommand, ...]:
    """The commands that all `words` name, the nearest first, each once."""
    if len(words) < (LEAST_LETTERS if words.isascii() else LEAST_CHINESE):
        return ()
    found: dict[str, tuple[int, FoundCommand]] = {}
    for command in commands:
        hit = find_words(words, command.name.said(), command.name.text, command.shown_keys)
        if hit is not None:
            marks = tuple((at, at + 1) for at in sorted(hit.marks))
            found.setdefault(command.name.code, (hit.distance, FoundCommand(command, marks)))
    nearest = sorted(found.values(), key=lambda each: each[0])
    return tuple(command for _, command in nearest[:MOST_COMMANDS])


def new_file_offer(words: str) -> NewFileOffer | None:
    """A file to be made where the words are a whole VIN or a plate of a known form."""
    vin = inspect_vin(words)
    if vin.error is None:
        return NewFileOffer(vin.vin)
    plate = inspect_plate(words)
    if plate.error is None and plate.form is not PlateForm.OTHER:
        return NewFileOffer(plate.plate)
    return None
