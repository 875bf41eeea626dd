"""All commands of the program; a new group of commands is a module and its line here."""

from __future__ import annotations

from dealerdesk.cli import (
    audits,
    backups,
    beginning,
    checks,
    documents,
    exports,
    files,
    history,
    imports,
    labels,
    search,
    settings,
    show,
)
from dealerdesk.cli.commands import Entry

ENTRIES: tuple[Entry, ...] = (
    *beginning.COMMANDS,
    *imports.COMMANDS,
    *exports.COMMANDS,
    *labels.COMMANDS,
    *search.COMMANDS,
    *show.COMMANDS,
    *files.COMMANDS,
    *history.COMMANDS,
    *documents.COMMANDS,
    *audits.COMMANDS,
    *checks.COMMANDS,
    *backups.COMMANDS,
    *settings.COMMANDS,
)
