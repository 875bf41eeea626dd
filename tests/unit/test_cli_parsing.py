"""From words to commands, and what is said when the words are off."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from dealerdesk.cli.argparse_words import _WORDS, parser_speaks_our_language
from dealerdesk.cli.commands import Command, Entry, Group, OutsideCommand, UsageError
from dealerdesk.cli.parsing import HelpWanted, glance_at, parse
from dealerdesk.cli.program import WORD_CODES
from dealerdesk.cli.registry import ENTRIES
from dealerdesk.domain import filters, labels, settings
from dealerdesk.exchange.writing import writer
from dealerdesk.i18n import LANGUAGES
from dealerdesk.printing.paper import PRINT_ENDING
from dealerdesk.services import editing
from dealerdesk.services.exports import exporting

PROMISED = [
    *("new", "import", "imports", "undo", "export", "find", "show", "edit", "state", "archive", "unarchive"),
    *("history", "attach", "check", "backup", "verify", "restore", "settings list", "settings set"),
    *("audit open", "audit scan", "audit mark", "audit explain", "audit status", "audit sheet"),
    *("audit close", "audit report", "audit list", "audit verify", "labels"),
]


def parsed(*words: str) -> argparse.Namespace:
    return parse(words, ENTRIES)


def names(entries: Iterable[Entry], above: str = "") -> list[str]:
    found = []
    for entry in entries:
        if isinstance(entry, Group):
            found += names(entry.commands, f"{entry.name} ")
        else:
            found.append(above + entry.name)
    return found


def complaint(*words: str) -> str:
    with pytest.raises(UsageError) as caught:
        parsed(*words)
    return str(caught.value)


def test_every_promised_command_is_there_once() -> None:
    assert sorted(names(ENTRIES)) == sorted(PROMISED)


@pytest.mark.parametrize(
    "words",
    [
        ["--data", "D", "--lang", "zh_TW", "--json", "--quiet", "find", "x"],
        ["find", "x", "--data", "D", "--lang", "zh_TW", "--json", "--quiet"],
        ["--json", "find", "--data=D", "x", "--quiet", "--lang=zh_TW"],
    ],
)
def test_options_for_all_commands_stand_before_and_after_the_command(words: list[str]) -> None:
    arguments = parsed(*words)
    assert (arguments.data, arguments.lang, arguments.json, arguments.quiet) == (
        Path("D"),
        "zh_TW",
        True,
        True,
    )
    glance = glance_at(words)
    assert (glance.folder, glance.language, glance.json, glance.quiet) == (Path("D"), "zh_TW", True, True)


def test_options_for_all_commands_also_stand_between_two_words_of_a_command() -> None:
    assert parsed("settings", "--json", "list").json
    assert parsed("--json", "settings", "list").json


def test_no_command_means_the_window() -> None:
    assert parsed().command is None
    assert parsed("--data", "D").command is None


def test_the_command_and_its_arguments_come_out() -> None:
    arguments = parsed(
        "attach", "2026-00001", "sales_contract", "a.pdf", "b c.jpg", "--date", "2026年3月10日"
    )
    assert isinstance(arguments.command, Command)
    assert arguments.command.name == "attach"
    assert arguments.paths == [Path("a.pdf"), Path("b c.jpg")]
    assert arguments.date == date(2026, 3, 10)
    assert isinstance(parsed("new", "--sample", "5", "--seed", "0").command, OutsideCommand)
    assert parsed("edit", "X", "notes=a=b", "vin=").changes == [("notes", "a=b"), ("vin", "")]
    assert parsed("find", "王 伟", "大众").text == ["王 伟", "大众"]
    assert parsed("find", "--", "--json").text == ["--json"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frob"], "“frob” is none of 'new'"),
        (["find"], "missing: TEXT"),
        (["find", "x", "--limit"], "--limit: A value must follow it"),
        (["find", "x", "--limit", "0"], "“0” is not a whole number above 0"),
        (["find", "x", "--limit", "-1"], "--limit: “-1”"),
        (["find", "x", "--limit", "9" * 30], "--limit"),
        (["find", "x", "--lim", "5"], "not understood: --lim 5"),
        (["undo", "seven"], "CHANGE: “seven”"),
        (["undo", "²"], "CHANGE: “²”"),
        (["new", "--seed", "-1"], "--seed: “-1” is not a whole number"),
        (["import", "follow-ups", "x.xlsx"], "KIND: “follow-ups” is none of"),
        (["import", "files", "x.xlsx", "--errors", "e.csv"], "“e.csv” is no .xlsx file"),
        (["import", "cars", "x.xlsx"], "KIND: “cars” is none of"),
        (["export", "files", "x.xlsx", "--columns", " ,"], "names no columns"),
        (["edit", "X"], "missing: FIELD=VALUE"),
        (["edit", "X", "location"], "“location” is not FIELD=VALUE"),
        (["edit", "X", "=1"], "“=1” is not FIELD=VALUE"),
        (["show", ""], "REF: The value is empty"),
        (["state", "X", "closed"], "STATE: “closed” is none of"),
        (["attach", "X", "photo", "a.pdf"], "TYPE: “photo” is none of"),
        (["attach", "X", "sales_contract"], "missing: PATH"),
        (["attach", "X", "sales_contract", "a.pdf", "--date", "32.1.2026"], "--date: “32.1.2026”"),
        (["restore", "b"], "missing: --into"),
        (["settings"], "missing: COMMAND"),
        (["--lang", "fr", "find", "x"], "--lang: “fr” is none of"),
        (["--data", "", "find", "x"], "--data: The value is empty"),
        (["find", "x", "--json=yes"], "takes no value, but “yes”"),
        (["--json"], "--json needs a command"),
    ],
)
def test_words_that_are_off_are_named(words: list[str], said: str) -> None:
    assert said in complaint(*words)


def test_a_complaint_says_where_help_is() -> None:
    assert complaint("find").endswith("“dealerdesk find --help” shows how it is written.")
    assert complaint("settings", "set", "a", "b", "c").endswith(
        "“dealerdesk settings set --help” shows how it is written."
    )


@pytest.mark.parametrize("name", ["", *PROMISED])
@pytest.mark.parametrize("tongue", LANGUAGES)
def test_every_command_has_help_in_every_language(
    name: str, tongue: str, language: Callable[[str], None]
) -> None:
    language(tongue)
    with pytest.raises(HelpWanted) as caught:
        parsed(*name.split(), "--help")
    assert "--json" in caught.value.text
    assert "%" not in caught.value.text.replace("100%", "")


def test_a_glance_never_fails() -> None:
    assert glance_at(["--json", "--lang"]).json
    assert glance_at(["--lang", "fr", "--json"]).language is None
    assert not glance_at(["find", "--", "--json"]).json


def test_the_argument_parser_still_says_what_is_translated() -> None:
    """A new Python may say other words, which would then reach people in English."""
    source = inspect.getsource(argparse)
    assert not [words for words in _WORDS if f"'{words}'" not in source]


def test_the_argument_parser_has_its_own_words_back_afterwards() -> None:
    before = vars(argparse)["_"]
    with parser_speaks_our_language():
        assert vars(argparse)["_"] is not before
    assert vars(argparse)["_"] is before


def test_refusals_that_are_about_words_exist() -> None:
    declared = {filters.FILTER_FIELD, filters.FILTER_SYNTAX, filters.FILTER_VALUE, filters.FILTER_OPERATOR}
    declared |= {editing.UNKNOWN_FIELD, editing.FIXED_FIELD, settings.SETTING_UNKNOWN}
    declared |= {exporting.UNKNOWN_COLUMN, writer.EXPORT_ENDING}
    declared |= {labels.LABEL_START, labels.LABEL_OFFSET, PRINT_ENDING}
    assert {message.code for message in declared} == WORD_CODES


def test_a_glance_knows_whether_anything_else_was_said() -> None:
    assert glance_at([]).is_all
    assert glance_at(["--data", "D", "--lang", "zh_TW", "--quiet"]).is_all
    for words in (["find", "x"], ["--help"], ["--nonsense"], ["--lang", "fr"], ["--data"], ["--", "x"]):
        assert not glance_at(words).is_all
