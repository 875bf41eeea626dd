"""The first run: three ways to begin, other folders, backups, refusals; by keys and clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from dealerdesk import i18n
from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import Market
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.required_documents import default_table
from dealerdesk.storage.failures import DATABASE_READ_ONLY
from dealerdesk.ui import app
from dealerdesk.ui.places import PageName
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.theme.colours import DARK
from dealerdesk.ui.theme.look import Look, ThemeChoice, colours
from dealerdesk.ui.welcome.start_page import RESTORING, Doing, StartPage
from dealerdesk.ui.welcome.welcome_page import WELCOME, WelcomePage
from tests.support.answers import Answers
from tests.support.windows import doors, sample_desk, settle, wait_until, window_on


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "new"


@pytest.fixture
def session(new: Path, look: Look, preferences: Preferences) -> Iterator[Session]:
    """A window on a folder without data."""
    with window_on(new, look, preferences, doors(8)) as session:
        session.window.activateWindow()
        wait_until(session.window.isActiveWindow)
        yield session


def start_of(session: Session) -> StartPage:
    return session.window.start


def welcome_of(session: Session) -> WelcomePage:
    welcome = start_of(session).welcome
    assert welcome is not None
    return welcome


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(keys: str) -> None:
    QTest.keySequence(focus(), QKeySequence(keys))


def opened(session: Session) -> Desk:
    wait_until(lambda: session.desk is not None)
    settle(session)
    assert isinstance(session.desk, Desk)
    return session.desk


def backup_of(folder: Path, files: int = 5) -> Path:
    desk = sample_desk(folder, files)
    path = desk.backups.backup().path
    desk.close()
    return path


def test_a_folder_without_data_is_an_invitation_that_says_where_and_how_much_room(
    session: Session, new: Path
) -> None:
    welcome = welcome_of(session)
    assert start_of(session).is_welcoming
    assert WELCOME.said() in start_of(session).text
    assert str(new) in start_of(session).text
    assert "free" in start_of(session).text
    assert welcome.sample_card.hasFocus()
    assert not session.window.top.isVisible()


def test_alt_1_opens_the_sample(session: Session) -> None:
    press("Alt+1")
    desk = opened(session)
    assert desk.surveys.get_survey().documents > 0
    assert session.window.top.isVisible()


def test_alt_3_asks_for_name_and_market_and_enter_begins_empty(session: Session) -> None:
    press("Alt+3")
    form = welcome_of(session).form
    assert form.name.editor.hasFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert "name" in form.name.editor.accessibleDescription()
    QTest.keyClicks(focus(), "Yuetong Motors")
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert form.market.editor.hasFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Home)
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    desk = opened(session)
    assert desk.settings.get("dealership_name") == "Yuetong Motors"
    assert desk.required_documents.get_table() == default_table(Market.TAIWAN)
    assert "Yuetong Motors" in session.window.windowTitle()
    assert session.window.current is session.window.page(PageName.FILES)


def test_alt_2_asks_too_and_goes_to_the_import(session: Session) -> None:
    press("Alt+2")
    welcome = welcome_of(session)
    QTest.keyClicks(focus(), "Yuetong")
    QTest.mouseClick(welcome.form.make_button, Qt.MouseButton.LeftButton)
    opened(session)
    place = session.window.pages.place
    assert place is not None
    assert place.page is PageName.IMPORT


def test_escape_and_back_lead_to_the_cards_again(session: Session) -> None:
    welcome = welcome_of(session)
    for by_key in (True, False):
        press("Alt+3")
        assert welcome.form.isVisible()
        if by_key:
            QTest.keyClick(focus(), Qt.Key.Key_Escape)
        else:
            QTest.mouseClick(welcome.form.back_button, Qt.MouseButton.LeftButton)
        assert welcome.sample_card.isVisible()
        assert welcome.sample_card.hasFocus()


@pytest.mark.parametrize(("language", "market"), [("zh_CN", Market.CHINA), ("zh_TW", Market.TAIWAN)])
def test_the_language_says_which_market_is_likely(session: Session, language: str, market: Market) -> None:
    welcome = welcome_of(session)
    box = welcome.looks.language
    box.setCurrentIndex(box.findData(language))
    box.activated.emit(box.currentIndex())
    settle(session)
    assert i18n.current_language() == language
    press("Alt+3")
    assert welcome.form.market.text == market.value


def test_language_and_theme_are_chosen_before_anything_else(
    session: Session, preferences: Preferences
) -> None:
    welcome = welcome_of(session)
    welcome.looks.theme.setFocus()
    QTest.keyClick(welcome.looks.theme, Qt.Key.Key_End)
    assert colours() is DARK
    assert preferences.theme is ThemeChoice.DARK
    welcome.looks.language.setFocus()
    QTest.keyClick(welcome.looks.language, Qt.Key.Key_End)
    settle(session)
    assert preferences.language == "zh_TW"
    session.window.status.theme_chosen.emit(ThemeChoice.LIGHT)
    assert welcome.looks.theme.currentData() == ThemeChoice.LIGHT


def test_another_folder_is_opened_when_it_holds_data_and_begun_in_when_not(
    session: Session, tmp_path: Path, answers: Answers
) -> None:
    welcome = welcome_of(session)
    answers.folder_chosen = tmp_path / "other"
    answers.folder_chosen.mkdir()
    QTest.mouseClick(welcome.change_button, Qt.MouseButton.LeftButton)
    settle(session)
    assert start_of(session).is_welcoming
    assert str(answers.folder_chosen) in start_of(session).text
    answers.folder_chosen = tmp_path / "there"
    sample_desk(answers.folder_chosen, 5).close()
    QTest.mouseClick(welcome.open_button, Qt.MouseButton.LeftButton)
    assert opened(session).folder.root == answers.folder_chosen
    assert "there" in session.window.windowTitle()


def test_thinking_better_of_it_changes_nothing(session: Session) -> None:
    welcome = welcome_of(session)
    for button in (welcome.change_button, welcome.open_button, welcome.restore_button):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert start_of(session).is_welcoming


def test_a_backup_is_restored_into_the_folder(
    session: Session, new: Path, tmp_path: Path, answers: Answers
) -> None:
    answers.files_chosen = [backup_of(tmp_path / "old")]
    QTest.mouseClick(welcome_of(session).restore_button, Qt.MouseButton.LeftButton)
    desk = opened(session)
    assert desk.folder.root == new
    assert desk.surveys.get_survey().documents > 0
    assert not session.window.status._bar.isVisible()


def test_what_is_no_backup_is_refused_in_a_sentence_and_one_goes_back(
    session: Session, new: Path, tmp_path: Path, answers: Answers
) -> None:
    answers.files_chosen = [tmp_path / "list.zip"]
    answers.files_chosen[0].write_text("a shopping list")
    QTest.mouseClick(welcome_of(session).restore_button, Qt.MouseButton.LeftButton)
    settle(session)
    start = start_of(session)
    assert "could not be restored" in start.text
    assert "not a backup" in start.text
    assert not new.exists()
    assert start.again_button.hasFocus()
    QTest.keyClick(start.again_button, Qt.Key.Key_Return)
    settle(session)
    assert start.is_welcoming


def test_restoring_can_be_cancelled(session: Session, new: Path, tmp_path: Path, answers: Answers) -> None:
    answers.files_chosen = [backup_of(tmp_path / "old")]
    QTest.mouseClick(welcome_of(session).restore_button, Qt.MouseButton.LeftButton)
    session.window.status.cancelled.emit()
    settle(session)
    assert session.desk is not None or (start_of(session).is_welcoming and not new.exists())


def test_what_is_restored_takes_a_moment_and_says_so(session: Session) -> None:
    start = start_of(session)
    start.wait(Doing.RESTORING)
    assert start.is_waiting
    wait_until(lambda: RESTORING.said() in start.text)


def test_a_folder_with_broken_data_offers_another_one_and_a_backup_elsewhere(
    tmp_path: Path, look: Look, preferences: Preferences, answers: Answers
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "dealerdesk.db").write_text("a shopping list\n" * 300)
    with window_on(broken, look, preferences) as session:
        refused = start_of(session)._refused
        assert refused.again_button.hasFocus()
        assert str(broken) in start_of(session).text
        answers.files_chosen = [backup_of(tmp_path / "old")]
        answers.folder_chosen = tmp_path / "again"
        QTest.mouseClick(refused.restore_button, Qt.MouseButton.LeftButton)
        assert opened(session).folder.root == tmp_path / "again"
    assert (broken / "dealerdesk.db").read_text().startswith("a shopping list")


def test_a_folder_without_permission_is_told_as_such(session: Session) -> None:
    start = start_of(session)
    start.show_error(DealerDeskError(DATABASE_READ_ONLY, path="/data"))
    assert "may not" in start.text
    assert "/data" in start.text
    assert start.again_button.hasFocus()


def test_a_folder_that_another_window_has_is_refused(
    new: Path, tmp_path: Path, look: Look, preferences: Preferences, answers: Answers
) -> None:
    asked: list[Path] = []

    def claim(folder: Path) -> bool:
        asked.append(folder)
        return False

    session: Any = Session(new, doors(), look, preferences, claim)
    session.window.show()
    wait_until(lambda: not session.window.start.is_waiting)
    settle(session)
    answers.folder_chosen = tmp_path / "taken"
    QTest.mouseClick(welcome_of(session).open_button, Qt.MouseButton.LeftButton)
    settle(session)
    assert asked == [tmp_path / "taken"]
    assert "another window" in start_of(session).text
    QTest.mouseClick(start_of(session).again_button, Qt.MouseButton.LeftButton)
    settle(session)
    assert str(new) in start_of(session).text
    session.window.close()


@pytest.mark.parametrize("size", [(880, 500), (1366, 768), (1920, 1080)])
def test_every_card_can_be_reached_in_every_size(session: Session, size: tuple[int, int]) -> None:
    session.window.resize(*size)
    settle(session)
    welcome = welcome_of(session)
    for button in (welcome.sample_card, welcome.import_card, welcome.empty_card, welcome.change_button):
        button.setFocus()
        place = button.mapTo(session.window, button.rect().center())
        assert session.window.rect().contains(place)
        assert button.width() <= size[0]


def test_every_button_of_the_welcome_has_a_name(session: Session) -> None:
    buttons = welcome_of(session).findChildren(QAbstractButton)
    assert len(buttons) >= 8
    assert not [button for button in buttons if not button.accessibleName()]


def test_the_folder_that_was_chosen_is_opened_next_time_too(
    tmp_path: Path, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, chosen = tmp_path / "usual", tmp_path / "chosen"
    monkeypatch.setattr(app, "data_folder", lambda _argument, _environ: usual)
    assert app.folder_to_open(usual, preferences) == usual
    preferences.keep(app.CHOSEN_FOLDER, str(chosen))
    assert app.folder_to_open(usual, preferences) == usual
    sample_desk(chosen, 3).close()
    assert app.folder_to_open(usual, preferences) == chosen
    assert app.folder_to_open(tmp_path / "said", preferences) == tmp_path / "said"
    preferences.keep(app.CHOSEN_FOLDER, [7])
    assert app.folder_to_open(usual, preferences) == usual
