"""The topics of the help: one Markdown file a language, split by its headings.

A topic begins with ``# [names] Title``; the names, which are the same in every language, are what places
and links call it by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dealerdesk.domain.messages import Message
from dealerdesk.domain.search_words import plain
from dealerdesk.domain.simplified import simplified
from dealerdesk.paths import resource
from dealerdesk.ui.commands import Command

KEYS = Message("ui.help_keys", "Keys")
COMMAND = Message("ui.help_command", "What they do")
COMMANDS_HERE = "{commands}"
KEYS_BETWEEN = " · "

_HEADING = re.compile(r"^# \[(?P<names>[a-z_ ]+)\] (?P<title>.+)$", re.MULTILINE)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~-])")


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its names, its title, and what follows in Markdown."""

    names: tuple[str, ...]
    title: str
    text: str

    @property
    def name(self) -> str:
        """What it is called first."""
        return self.names[0]

    def has_words(self, words: str) -> bool:
        """Whether all `words` stand in it."""
        whole = comparable(f"{self.title} {self.text} {' '.join(self.names)}")
        return all(word in whole for word in comparable(words).split())


def comparable(text: str) -> str:
    """`text` as it is compared: folded and simplified."""
    return simplified(plain(text))


def read_topics(language: str, commands: Iterable[Command] = ()) -> tuple[Topic, ...]:
    """All topics in `language`; where keys are listed, those of `commands`."""
    text = resource(f"help/{language}.md").read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    topics = [
        Topic(tuple(heading["names"].split()), heading["title"], text[heading.end() : end].strip())
        for heading, end in zip(headings, ends, strict=True)
    ]
    table = keys_table(commands)
    return tuple(replace(topic, text=topic.text.replace(COMMANDS_HERE, table)) for topic in topics)


def find_topic(topics: Sequence[Topic], name: str) -> Topic | None:
    """The topic that is called `name`."""
    return next((topic for topic in topics if name in topic.names), None)


def keys_table(commands: Iterable[Command]) -> str:
    """The commands that have keys, as a Markdown table in the language that is spoken."""
    keys_of: dict[Message, list[str]] = {}
    for command in commands:
        if command.keys:
            keys = keys_of.setdefault(command.name, [])
            if command.shown_keys not in keys:
                keys.append(command.shown_keys)
    lines = [f"| {_escaped(KEYS.said())} | {_escaped(COMMAND.said())} |", "|---|---|"]
    for name, keys in keys_of.items():
        caps = KEYS_BETWEEN.join(f"`{key}`" for key in keys)
        lines.append(f"| {caps} | {_escaped(name.said())} |")
    return "\n".join(lines) if keys_of else ""


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)
