"""Every screen of the gallery, for everybody: names, room for texts in every language, the tab order."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from dealerdesk import i18n
from dealerdesk.ui.places import PageName
from dealerdesk.ui.session import Session
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import Person
from tests.support.inspection import cut_texts, nameless
from tests.support.keyboard import lost_keyboard, stuck, unreachable
from tests.support.screens import all_screens, shown
from tests.support.windows import sample_desk, wait_until

SCREENS = {f"{room}/{screen.name}": screen for room, screens in all_screens().items() for screen in screens}

LAYOUTS_SETTLE = 6
PATIENCE_MS = 2000


def complaints(session: Session) -> list[str]:
    """What is cut off or has no name now."""
    return [*cut_texts(session.window), *nameless(session.window)]


@pytest.fixture(scope="session")
def desks(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small desks of every kind."""
    folder = tmp_path_factory.mktemp("desks")
    for name in ("full", "imported"):
        shutil.copytree(sample, folder / name)
    sample_desk(folder / "empty", 0).close()
    (folder / "broken").mkdir()
    (folder / "broken" / "dealerdesk.db").write_text("This is a shopping list, not a database.\n" * 100)
    return folder


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_for_everybody(name: str, desks: Path, tmp_path: Path, look: Look) -> None:
    """In every language all has a name and room for its words, and Tab comes by every control."""
    screen = SCREENS[name]
    found: list[str] = []
    with shown(screen, desks, tmp_path, look) as session:
        for language in i18n.LANGUAGES:
            look.use_language(language)
            for _layouts_settle in range(LAYOUTS_SETTLE):
                QApplication.processEvents()
            # What is read anew in the language arrives later, and is laid out after that.
            with suppress(TimeoutError):
                wait_until(lambda: not complaints(session), PATIENCE_MS)
            found += [f"{language}: {complaint}" for complaint in complaints(session)]
        if screen.tabs_round:
            found += [*lost_keyboard(session.window), *unreachable(session.window)]
        found += stuck(session.window)
    assert not found, f"{len(found)} complaints\n" + "\n".join(found)


def test_tab_walks_search_toolbar_filters_table_preview_status(person: Person) -> None:
    window, page = person.window, person.page
    person.press("Ctrl+K")
    parts = (window.top, page.head, page.chips, page.table, page.preview, window.status, window.rail)
    walked: list[QWidget] = []
    while not walked or QApplication.focusWidget() is not window.top.search.field:
        focus = QApplication.focusWidget()
        assert focus is not None
        part = next(part for part in parts if part is focus or part.isAncestorOf(focus))
        walked += [part] if part not in walked[-1:] else []
        person.press(Qt.Key.Key_Tab)
    assert walked == list(parts)


@pytest.mark.parametrize(
    ("page", "keys"),
    [
        (PageName.FILES, "Ctrl+Shift+L"),
        (PageName.FILES, "Ctrl+Shift+F"),
        (PageName.FILES, "Ctrl+Shift+S"),
        (PageName.FILES, "F2"),
        (PageName.FILES, "Ctrl+Shift+P"),
        (PageName.SERVICE, "Ctrl+F"),
        (PageName.SETTINGS, "Ctrl+Shift+P"),
    ],
)
def test_what_opens_gives_the_keyboard_back_when_it_closes(person: Person, page: PageName, keys: str) -> None:
    person.go(page)
    before = QApplication.focusWidget()
    tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    person.press(keys)
    opened = [top for top in QApplication.topLevelWidgets() if top.isVisible()] != tops
    assert opened or QApplication.focusWidget() is not before
    person.press(Qt.Key.Key_Escape)
    assert [top for top in QApplication.topLevelWidgets() if top.isVisible()] == tops
    person.window.activateWindow()  # systems do so once a dialog is closed; not offscreen
    wait_until(person.window.isActiveWindow)
    assert QApplication.focusWidget() is before is not None
    assert person.window.pages.place is not None
    assert person.window.pages.place.page is page


def test_delete_on_a_condition_removes_it_and_archives_nothing(person: Person) -> None:
    page = person.page
    every = page.model.rowCount()
    person.search("king")
    person.press("Ctrl+Return")
    assert page.model.rowCount() < every
    page.chips.found.setFocus()
    person.press(Qt.Key.Key_Delete)
    assert not page.chips.found.isVisible()
    assert not page.model.query
    assert page.model.rowCount() == every
    assert person.session.undoing.undoable is None
