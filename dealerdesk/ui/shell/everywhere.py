"""What can be done on every page: going places, taking back, looks and languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from dealerdesk import i18n
from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.shell.pages import PageStack
from dealerdesk.ui.shell.rooms import RAIL, RAIL_FOOT
from dealerdesk.ui.shell.status_bar import LANGUAGE_NAMES, THEME_LABELS
from dealerdesk.ui.shell.top_bar import BACK, FORWARD, NEW_FILE
from dealerdesk.ui.theme.look import ThemeChoice
from dealerdesk.ui.undoing import Undoing
from dealerdesk.ui.widgets.reading_order import enter

SEARCH = Message("ui.command_search", "Search everything")
PALETTE = Message("ui.command_palette", "All commands")
IMPORT = Message("ui.command_import", "Import a list")
EXPORT = Message("ui.command_export", "Export: a kind of record, the whole register, an empty template")
LABELS = Message("ui.command_labels_everywhere", "Labels, cover sheets and the cabinet index")
DUPLICATES = Message("ui.command_duplicates", "Possible duplicates")
UNDO = Message("ui.command_undo", "Undo")
REDO = Message("ui.command_redo", "Redo")
NEXT_PANE = Message("ui.command_next_pane", "Next part of the window")
PANE_BEFORE = Message("ui.command_pane_before", "Previous part of the window")
HELP = Message("ui.command_help", "Help")
NOTHING_TO_UNDO = Message("ui.nothing_to_undo", "Nothing was changed in this window yet.")
NOTHING_TO_REDO = Message("ui.nothing_to_redo", "Nothing was taken back that could be done again.")
NO_WAY_BACK = Message("ui.no_way_back", "This is where you began.")
NO_WAY_FORWARD = Message("ui.no_way_forward", "There is nothing to go forward to.")
_LANGUAGES = {
    "en": Message("ui.command_english", "Language: English"),
    "zh_CN": Message("ui.command_simplified", "Language: Simplified Chinese"),
    "zh_TW": Message("ui.command_traditional", "Language: Traditional Chinese"),
}
_THEMES = {
    ThemeChoice.SYSTEM: Message("ui.command_theme_system", "Theme: as the system"),
    ThemeChoice.LIGHT: Message("ui.command_theme_light", "Theme: light"),
    ThemeChoice.DARK: Message("ui.command_theme_dark", "Theme: dark"),
}
assert set(_LANGUAGES) == set(LANGUAGE_NAMES) == set(i18n.LANGUAGES)
assert set(_THEMES) == set(THEME_LABELS)


class Frame(Protocol):
    """What this needs of the window."""

    @property
    def pages(self) -> PageStack: ...  # noqa: D102  # the type says it
    def go(self, place: Place) -> None: ...  # noqa: D102  # the name says it
    def panes(self) -> list[QWidget]: ...  # noqa: D102  # the name says it


class Everywhere:
    """The commands of the window itself."""

    def __init__(
        self,
        frame: Frame,
        undoing: Undoing,
        *,
        open_palette: Callable[[], None],
        use_language: Callable[[str], None],
        use_theme: Callable[[str], None],
    ) -> None:
        self._frame = frame
        self._undoing = undoing
        self._commands = (*self._ways(), *self._steps(open_palette), *_looks(use_language, use_theme))

    def commands(self) -> Sequence[Command]:
        """All of them, in the order in which people look for them."""
        return self._commands

    def _ways(self) -> tuple[Command, ...]:
        pages = self._frame.pages
        entries = tuple(
            Command(entry.name, partial(self._go_to_page, entry.page), f"Ctrl+{number}", entry.icon)
            for number, entry in enumerate((*RAIL, *RAIL_FOOT), start=1)
        )
        return (
            Command(SEARCH, self._go_to_search, "Ctrl+K", "magnifying-glass"),
            Command(NEW_FILE, partial(self._frame.go, Place(PageName.NEW_FILE)), "Ctrl+N", "folder-plus"),
            *entries,
            Command(IMPORT, partial(self._frame.go, Place(PageName.IMPORT)), "", "download-simple"),
            Command(DUPLICATES, partial(self._frame.go, Place(PageName.DUPLICATES)), "", "equals"),
            Command(EXPORT, partial(self._frame.go, Place(PageName.EXPORT)), "", "export"),
            Command(LABELS, partial(self._frame.go, Place(PageName.PRINT)), "", "printer"),
            Command(
                BACK,
                pages.back,
                "Alt+Left",
                "arrow-left",
                lambda: None if pages.can_go_back else NO_WAY_BACK,
            ),
            Command(
                FORWARD,
                pages.forward,
                "Alt+Right",
                "arrow-right",
                lambda: None if pages.can_go_forward else NO_WAY_FORWARD,
            ),
        )

    def _steps(self, open_palette: Callable[[], None]) -> tuple[Command, ...]:
        undoing = self._undoing

        def why_no_redo() -> Message | None:
            return None if undoing.redoable else NOTHING_TO_REDO

        return (
            Command(
                UNDO,
                undoing.undo,
                "Ctrl+Z",
                "arrow-u-up-left",
                lambda: None if undoing.undoable else NOTHING_TO_UNDO,
            ),
            Command(REDO, undoing.redo, "Ctrl+Y", "arrow-u-up-right", why_no_redo),
            Command(REDO, undoing.redo, "Ctrl+Shift+Z", "arrow-u-up-right", why_no_redo),
            Command(NEXT_PANE, partial(self._go_to_pane, 1), "F6", "sidebar-simple"),
            Command(PANE_BEFORE, partial(self._go_to_pane, -1), "Shift+F6", "sidebar-simple"),
            Command(PALETTE, open_palette, "Ctrl+Shift+P", "command"),
            Command(HELP, self._go_to_help, "F1", "question"),
        )

    def _go_to_page(self, name: PageName) -> None:
        """Show a page and put the keyboard on it, also when it was shown already."""
        self._frame.go(Place(name))
        if self._frame.pages.current is not None:
            self._frame.pages.current.take_focus()

    def _go_to_search(self) -> None:
        field = self._frame.panes()[0]
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        select_all = getattr(field, "selectAll", None)
        if select_all is not None:
            select_all()

    def _go_to_pane(self, step: int) -> None:
        """Walk from search to the page's parts, the status bar, and round again."""
        panes = self._frame.panes()
        focus = QApplication.focusWidget()
        held = (
            number
            for number, pane in enumerate(panes)
            if focus is not None and (pane is focus or pane.isAncestorOf(focus))
        )
        at = next(held, -1 if step > 0 else 0)
        enter(panes[(at + step) % len(panes)], Qt.FocusReason.ShortcutFocusReason)

    def _go_to_help(self) -> None:
        place = self._frame.pages.place
        topic = place.page.value if place is not None and place.page is not PageName.HELP else ""
        if place is not None and place.tab is not None:
            topic = place.tab.value
        self._frame.go(Place(PageName.HELP, words=topic))


def _looks(use_language: Callable[[str], None], use_theme: Callable[[str], None]) -> tuple[Command, ...]:
    return (
        *(
            Command(name, partial(use_language, code), "", "chat-centered-text")
            for code, name in _LANGUAGES.items()
        ),
        *(Command(name, partial(use_theme, choice.value), "", "sun") for choice, name in _THEMES.items()),
    )
