"""Which page is which: the rail's entries, and where each page's class is found when it is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from dealerdesk.domain.messages import Message
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName


@dataclass(frozen=True, slots=True)
class Room:
    """A page's class by module and name, and under which entry of the rail it stands."""

    module: str
    page: str
    entry: PageName | None = None


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One entry of the rail: its page, its icon (``-fill`` is added while it is shown) and its name.

    `badge` says, by ``name`` and ``count``, what a number at the entry counts.
    """

    page: PageName
    icon: str
    name: Message
    badge: Message | None = None


RAIL = (
    RailEntry(PageName.FILES, "folders", Message("ui.rail_files", "Files")),
    RailEntry(
        PageName.SERVICE,
        "wrench",
        Message("ui.rail_service", "Service"),
        Message(
            "ui.rail_service_open",
            "{name}, {count} repair order not settled",
            "{name}, {count} repair orders not settled",
        ),
    ),
    RailEntry(
        PageName.AUDITS,
        "clipboard-text",
        Message("ui.rail_audits", "Audits"),
        Message("ui.rail_audit_due", "{name}, a full audit is due"),
    ),
)
RAIL_FOOT = (RailEntry(PageName.SETTINGS, "gear-six", Message("ui.rail_settings", "Settings")),)

ROOMS = {
    PageName.FILES: Room("dealerdesk.ui.files.page", "FilesPage", PageName.FILES),
    PageName.FILE: Room("dealerdesk.ui.file.page", "FilePage", PageName.FILES),
    PageName.NEW_FILE: Room("dealerdesk.ui.new_file.page", "NewFilePage", PageName.FILES),
    PageName.IMPORT: Room("dealerdesk.ui.imports.page", "ImportPage", PageName.FILES),
    PageName.EXPORT: Room("dealerdesk.ui.exports.page", "ExportPage", PageName.FILES),
    PageName.PRINT: Room("dealerdesk.ui.printing.page", "PrintPage", PageName.FILES),
    PageName.DUPLICATES: Room("dealerdesk.ui.duplicates.page", "DuplicatesPage", PageName.FILES),
    PageName.SERVICE: Room("dealerdesk.ui.service.page", "ServicePage", PageName.SERVICE),
    PageName.AUDITS: Room("dealerdesk.ui.audits.page", "AuditsPage", PageName.AUDITS),
    PageName.NEW_AUDIT: Room("dealerdesk.ui.new_audit.page", "NewAuditPage", PageName.AUDITS),
    PageName.COUNTING: Room("dealerdesk.ui.counting.page", "CountingPage", PageName.AUDITS),
    PageName.FINDINGS: Room("dealerdesk.ui.findings.page", "FindingsPage", PageName.AUDITS),
    PageName.SETTINGS: Room("dealerdesk.ui.settings.page", "SettingsPage", PageName.SETTINGS),
    PageName.HELP: Room("dealerdesk.ui.help.page", "HelpPage"),
}


def make_page(name: PageName, workplace: Workplace) -> Page:
    """The page called `name`; its module is loaded now, when somebody wants to see it."""
    room = ROOMS[name]
    page = getattr(import_module(room.module), room.page)(workplace)
    assert isinstance(page, Page)
    return page
