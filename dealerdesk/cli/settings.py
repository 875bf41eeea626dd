"""``settings list`` and ``settings set``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from dealerdesk.cli.commands import Command, ExitCode, Group
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import word
from dealerdesk.domain.messages import Message
from dealerdesk.domain.settings import OPTIONS
from dealerdesk.i18n import _

SETTINGS = Message("help.settings", "show and change the dealership's settings")
LIST = Message("help.settings_list", "show all settings")
SET = Message("help.settings_set", "change one setting")
KEY = Message("cli.setting_key", "Setting")
VALUE = Message("cli.setting_value", "Value")
MEANING = Message("cli.setting_meaning", "Meaning")
NOW = Message("cli.setting_now", "{key} is “{value}” now.")


def list_settings(desk: Desk, _arguments: Namespace, output: Output) -> int:
    """Show every setting with its effective value."""
    values = desk.settings.all()
    output.answer({"settings": values})
    output.table(
        [KEY.said(), VALUE.said(), MEANING.said()],
        [(key, value, OPTIONS[key].description.said()) for key, value in values.items()],
    )
    return ExitCode.DONE


def _set_words(parser: ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY", type=word, help=_("a setting, as “settings list” shows it"))
    parser.add_argument("value", metavar="VALUE", help=_("its new value"))


def set_setting(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Change one setting."""
    value = desk.settings.set(arguments.key, arguments.value)
    output.answer({"settings": desk.settings.all()})
    output.line(NOW.said(key=arguments.key, value=value))
    return ExitCode.DONE


COMMANDS = (
    Group(
        "settings",
        SETTINGS,
        (
            Command("list", LIST, list_settings),
            Command("set", SET, set_setting, _set_words),
        ),
    ),
)
