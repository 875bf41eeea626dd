"""What stands between the pages of an open data folder: search, palette, title, badges, and the day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from dealerdesk.domain.messages import Message
from dealerdesk.domain.settings import DEALERSHIP_NAME
from dealerdesk.services.audit_reminder import due_audit
from dealerdesk.ui.doors import Desk
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.shell.everywhere import Everywhere
from dealerdesk.ui.shell.rooms import RAIL
from dealerdesk.ui.shell.window import MainWindow
from dealerdesk.ui.theme.look import Look

if TYPE_CHECKING:  # start-up: the palette is loaded when somebody opens it, the search after the first page
    from dealerdesk.domain.audits import AuditReminder
    from dealerdesk.ui.palette.palette import Palette
    from dealerdesk.ui.search.searching import Searching

DAY_CHECKED_MS = 60_000
"""Windows stay open over midnight."""
AFTER_PAGE_MS = 100
"""Until what the first page has read is painted."""
PATIENCE_MS = 1000
"""After so long the rest is furnished, even if the first page is still being read."""
SIGNS_TOPIC = "shell.signs"
KEPT_REMINDER = "audits.reminded"
AUDIT_DUE = Message("ui.audit_due", "{how_long} {keys} leads to the audits.")


@dataclass(frozen=True, slots=True)
class _Signs:
    """Whose data it is, who is at work, how many orders wait to be settled, and whether an audit is due."""

    dealership: str
    user: str
    open_orders: int
    due_audit: AuditReminder | None


class Hall(QObject):
    """Brings the window and an open data folder together.

    The first page comes first; what nobody can use or read before that is shown is furnished afterwards.
    """

    def __init__(self, window: MainWindow, workplace: Workplace, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._workplace = workplace
        self._asked_from: Page | None = None
        self._look = look
        self._searching: Searching | None = None
        self._rest = QTimer(window)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._furnish_the_rest)
        status = window.status
        self._everywhere = Everywhere(
            window,
            workplace.undoing,
            open_palette=lambda: self._palette.open(window.commands()),
            use_language=status.language_chosen.emit,
            use_theme=status.theme_chosen.emit,
        )
        window.pages.moved.connect(self._on_moved)
        self._day_passes = QTimer(self)
        self._day_passes.setInterval(DAY_CHECKED_MS)
        self._day_passes.timeout.connect(self._show_day)

    @cached_property
    def _palette(self) -> Palette:
        # start-up: it is loaded when somebody opens it
        from dealerdesk.ui.palette.palette import Palette  # noqa: PLC0415  # start-up, see above

        return Palette(self._window, self._workplace.preferences)

    def open(self, place: Place) -> None:
        """Begin at `place`."""
        self._show_day()
        self._day_passes.start()
        self._window.furnish(self._workplace, self._everywhere, place)
        self._workplace.tasks.rested.connect(self._on_rested)
        self._rest.start(AFTER_PAGE_MS if self._workplace.tasks.is_idle else PATIENCE_MS)

    def _on_rested(self) -> None:
        self._workplace.tasks.rested.disconnect(self._on_rested)
        if self._searching is None:
            self._rest.start(AFTER_PAGE_MS)

    def _furnish_the_rest(self) -> None:
        # start-up: the first page is shown by now
        from dealerdesk.ui.elsewhere import Elsewhere  # noqa: PLC0415  # start-up, see above
        from dealerdesk.ui.search.searching import Searching  # noqa: PLC0415  # start-up, see above
        from dealerdesk.ui.shell.backup_status import BackupStatus  # noqa: PLC0415  # start-up, see above
        from dealerdesk.ui.shell.warming import Warming  # noqa: PLC0415  # start-up, see above

        window, workplace = self._window, self._workplace
        tasks, feed = workplace.tasks, workplace.feed
        self._searching = Searching(window.top.search, workplace, window.commands, self)
        window.top.search.setEnabled(True)
        window.status.place_right(BackupStatus(workplace))
        self._elsewhere = Elsewhere(workplace.desk.recent_changes, tasks, feed, self)
        self._look.language_changed.connect(self._tell)
        feed.committed.connect(self._tell)
        feed.changed_elsewhere.connect(self._tell)
        self._tell()
        self._note_recent()
        self._warming = Warming(tasks, self)
        self._warming.begin()

    def _show_day(self) -> None:
        self._window.status.show_today(self._workplace.desk.database.now().date())

    def _tell(self) -> None:
        """Read what belongs to the dealership and is shown in the frame."""
        self._workplace.tasks.read(SIGNS_TOPIC, partial(_signs_of, self._workplace.desk), self._on_signs)

    def _on_signs(self, signs: _Signs) -> None:
        self._window.show_name(signs.dealership or self._window.folder.name)
        self._window.top.show_user(signs.user)
        self._window.rail.show_badge(PageName.SERVICE, signs.open_orders)
        self._window.rail.show_badge(PageName.AUDITS, 1 if signs.due_audit else 0)
        if signs.due_audit is not None:
            self._remind(signs.due_audit)

    def _remind(self, due: AuditReminder) -> None:
        """Say once a day that an audit of all files is due; its entry in the rail says so all the time."""
        # start-up: most days no audit is due
        from dealerdesk.ui.audits.due import due_words  # noqa: PLC0415  # start-up, see above

        today, preferences = self._workplace.desk.database.now().date(), self._workplace.preferences
        if preferences.kept(KEPT_REMINDER) != today.isoformat():
            preferences.keep(KEPT_REMINDER, today.isoformat())
            number = next(at for at, entry in enumerate(RAIL, start=1) if entry.page is PageName.AUDITS)
            self._workplace.say(AUDIT_DUE.said(how_long=due_words(due, today), keys=f"Ctrl+{number}"))

    def _on_moved(self) -> None:
        place, page = self._window.pages.place, self._window.current
        self._note_recent()
        if place is not None and place.page is PageName.HELP:
            self._show_commands_in(page)
        else:
            self._asked_from = page

    def _note_recent(self) -> None:
        place = self._window.pages.place
        if self._searching and place and place.page is PageName.FILE and place.file_id is not None:
            self._searching.recent.note(place.file_id)

    def _show_commands_in(self, page: Page | None) -> None:
        # start-up: who has come to the help has loaded it
        from dealerdesk.ui.help.page import HelpPage  # noqa: PLC0415  # start-up, see above

        if isinstance(page, HelpPage):
            before = self._asked_from.commands() if self._asked_from is not None else ()
            page.show_commands((*before, *self._everywhere.commands()))


def _signs_of(desk: Desk) -> _Signs:
    dealership, user = desk.settings.get(DEALERSHIP_NAME.key), desk.users.get_current().name
    return _Signs(dealership, user, desk.orders.count_open(), due_audit(desk.database))
