"""From the words on the command line to a command and its arguments."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, HelpFormatter, Namespace
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from dealerdesk.cli.argparse_words import parser_speaks_our_language
from dealerdesk.cli.commands import Command, Entry, Group, OutsideCommand, UsageError
from dealerdesk.cli.tables import wrapped
from dealerdesk.cli.words import path
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import LANGUAGES, _

PROGRAM = "dealerdesk"
UNKNOWN_WORDS = Message("usage.unknown_words", "This is not understood: {words}.")
NO_COMMAND_FOR_JSON = Message("usage.json_without_command", "--json needs a command to answer to.")


class HelpWanted(Exception):  # noqa: N818  # it is no error
    """Somebody asked for help; `text` is the help."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Glance:
    """The options for all commands, as far as they can be made out before the words are understood."""

    folder: Path | None
    language: str | None
    json: bool
    quiet: bool
    is_all: bool = False
    """Whether nothing else was said: no command, and no word that is off."""


class _Help(Action):
    def __call__(self, parser: ArgumentParser, *_ignored: Any) -> NoReturn:
        raise HelpWanted(parser.format_help())


class _Layout(HelpFormatter):
    """Help whose lines also fit where Chinese characters take two columns."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrapped(" ".join(text.split()), width - len(indent)))


class _Parser(ArgumentParser):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, allow_abbrev=False, formatter_class=_Layout)

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, self.prog)


def glance_at(words: Sequence[str]) -> Glance:
    """Make out the options for all commands; never raises, since the words may be off elsewhere."""
    parser = _Parser(prog=PROGRAM)
    _add_options_for_all(parser)
    try:
        arguments, others = parser.parse_known_args(list(words))
        found = vars(arguments)
    except UsageError:
        found, others = {"json": "--json" in words, "quiet": "--quiet" in words}, list(words)
    as_json, quiet = bool(found.get("json")), bool(found.get("quiet"))
    return Glance(found.get("data"), found.get("lang"), as_json, quiet, is_all=not others)


def parse(words: Sequence[str], entries: Iterable[Entry]) -> Namespace:
    """The arguments of a command; `command` is the command itself, or None for the window.

    Raises `UsageError`, and `HelpWanted` where help is asked for.
    """
    with parser_speaks_our_language():
        arguments, unknown = _whole_parser(entries).parse_known_args(list(words))
    if unknown:
        raise UsageError(UNKNOWN_WORDS.said(words=" ".join(unknown)), arguments.spelling)
    if arguments.command is None and getattr(arguments, "json", False):
        raise UsageError(NO_COMMAND_FOR_JSON.said(), PROGRAM)
    return arguments


def _whole_parser(entries: Iterable[Entry]) -> ArgumentParser:
    parser = _Parser(
        prog=PROGRAM,
        description=_(
            "One file per vehicle, for small car dealerships. Without a command, the window opens."
        ),
    )
    _add_help(parser)
    _add_options_for_all(parser)
    parser.set_defaults(command=None, spelling=PROGRAM)
    _add_entries(parser, entries, required=False)
    return parser


def _add_entries(parser: ArgumentParser, entries: Iterable[Entry], *, required: bool) -> None:
    choices = parser.add_subparsers(
        title=_("Commands"), metavar="COMMAND", parser_class=_Parser, required=required, dest=SUPPRESS
    )
    for entry in entries:
        summary = entry.summary.said().replace("%", "%%")
        inner = choices.add_parser(entry.name, help=summary, description=summary)
        _add_help(inner)
        _add_options_for_all(inner)
        if isinstance(entry, Group):
            _add_entries(inner, entry.commands, required=True)
        else:
            _add_command(inner, entry)


def _add_command(parser: ArgumentParser, command: Command | OutsideCommand) -> None:
    command.add_words(parser)
    parser.set_defaults(command=command, spelling=parser.prog)


def _add_help(parser: ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action=_Help, nargs=0, default=SUPPRESS, help=_("show this help"))


def _add_options_for_all(parser: ArgumentParser) -> None:
    """The options that may stand before and after the command; absent where they are not given."""
    options = parser.add_argument_group(_("Options for all commands"))
    options.add_argument(
        "--data",
        metavar="DIR",
        type=path,
        default=SUPPRESS,
        help=_("the data folder; else DEALERDESK_DATA, else the place this computer has for it"),
    )
    options.add_argument(
        "--lang",
        choices=LANGUAGES,
        metavar="LANG",
        default=SUPPRESS,
        help=_("the language of the answers: en, zh_CN or zh_TW"),
    )
    options.add_argument(
        "--json", action="store_true", default=SUPPRESS, help=_("answer with one JSON object")
    )
    options.add_argument(
        "--quiet", action="store_true", default=SUPPRESS, help=_("no progress and no remarks")
    )
