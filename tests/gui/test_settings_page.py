"""The settings page by keys and clicks: fields, required documents, looks, backups, the user."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from dealerdesk import i18n
from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType, Market
from dealerdesk.domain.files import FileKind
from dealerdesk.domain.settings import OPTIONS
from dealerdesk.services.required_documents import default_table
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.settings.about import AboutSection
from dealerdesk.ui.settings.dealership import DealershipSection
from dealerdesk.ui.settings.option_input import OptionInput
from dealerdesk.ui.settings.page import DATA_PLACE, SettingsPage
from dealerdesk.ui.settings.required import RequiredSection
from dealerdesk.ui.settings.safekeeping import SafekeepingSection
from dealerdesk.ui.settings.section import SettingsSection
from dealerdesk.ui.settings.this_pc import ThisPcSection
from dealerdesk.ui.settings.user import UserSection
from dealerdesk.ui.shell.backup_status import BackupStatus
from dealerdesk.ui.theme.colours import DARK
from dealerdesk.ui.theme.look import ThemeChoice, colours
from tests.gui.conftest import Person
from tests.support.answers import Answers
from tests.support.windows import wait_until

_S = TypeVar("_S", bound=SettingsSection)
TICK = (FileKind.NEW_SALE, DocumentType.PURCHASE_INTENTION)


@pytest.fixture
def page(person: Person) -> SettingsPage:
    person.go(PageName.SETTINGS)
    return person.page_as(PageName.SETTINGS, SettingsPage)


@pytest.fixture
def desk(session: Session) -> Desk:
    assert isinstance(session.desk, Desk)
    return session.desk


def shown(person: Person, name: str, kind: type[_S]) -> _S:
    """Go to a section by its name."""
    person.go(Place(PageName.SETTINGS, words=name))
    section = person.page_as(PageName.SETTINGS, SettingsPage).section
    assert isinstance(section, kind)
    return section


def field_of(person: Person, key: str) -> OptionInput:
    return shown(person, "dealership", DealershipSection).inputs[key]


def problem_of(field: OptionInput) -> str:
    return field.input.editor.accessibleDescription()


def test_sections_are_walked_by_the_arrow_keys_and_entered_by_enter(
    person: Person, page: SettingsPage
) -> None:
    assert page.list.hasFocus()
    seen = []
    for _ in range(page.list.count()):
        seen.append(type(page.section))
        person.press(Qt.Key.Key_Down)
    assert seen == [
        *(DealershipSection, RequiredSection, ThisPcSection),
        *(SafekeepingSection, UserSection, AboutSection),
    ]
    person.press(Qt.Key.Key_Home)
    person.press(Qt.Key.Key_Return)
    assert field_of(person, "dealership_name").input.editor.hasFocus()
    person.press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()


def test_a_place_names_its_section_and_back_leads_to_it_again(person: Person) -> None:
    shown(person, "user", UserSection)
    person.go(PageName.FILES)
    person.press("Alt+Left")
    page = person.page_as(PageName.SETTINGS, SettingsPage)
    assert person.window.current is page
    assert isinstance(page.section, UserSection)


def test_a_field_is_saved_when_it_is_left_and_undone_with_ctrl_z(person: Person, desk: Desk) -> None:
    name = field_of(person, "dealership_name")
    person.write(name.input.editor, "Yuetong Motors")
    assert desk.settings.get("dealership_name") == ""
    person.press(Qt.Key.Key_Tab)
    assert desk.settings.get("dealership_name") == "Yuetong Motors"
    assert "Yuetong Motors" in person.window.windowTitle()
    person.press("Ctrl+Z")
    assert desk.settings.get("dealership_name") == ""
    assert name.input.text == ""


def test_ctrl_s_saves_what_stands_in_the_field_and_says_when_there_is_nothing(
    person: Person, desk: Desk
) -> None:
    months = field_of(person, "lapsed_months")
    person.write(months.input.editor, "012")
    person.press("Ctrl+S")
    assert desk.settings.get("lapsed_months") == "12"
    assert months.input.text == "12"
    person.press("Ctrl+S")
    assert "saved already" in person.window.status.sentence


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("lapsed_months", "0", "1 to 120"),
        ("working_hours", "nine to five", "09:00-12:00,13:00-18:00"),
        ("holidays", "XX", "two letters"),
    ],
)
def test_what_a_setting_does_not_take_is_said_beside_it_and_not_saved(
    person: Person, desk: Desk, key: str, text: str, expected: str
) -> None:
    before = desk.settings.all()
    field = field_of(person, key)
    person.write(field.input.editor, text)
    person.press(Qt.Key.Key_Tab)
    assert expected in problem_of(field)
    assert desk.settings.all() == before
    person.write(field.input.editor, before[key])
    person.press(Qt.Key.Key_Tab)
    assert problem_of(field) == ""


def test_every_option_stands_somewhere_on_the_page(page: SettingsPage) -> None:
    section = page.sections["dealership"]
    assert isinstance(section, DealershipSection)
    assert {"language", "theme", "paper_and_scan"} == set(OPTIONS) - set(section.inputs)


def test_a_setting_that_somebody_else_changed_is_said_and_stays(person: Person, desk: Desk) -> None:
    field = field_of(person, "lapsed_months")
    person.write(field.input.editor, "9")
    desk.settings.set("lapsed_months", "12")
    person.press(Qt.Key.Key_Tab)
    assert "12" in problem_of(field)
    assert desk.settings.get("lapsed_months") == "12"


def test_what_is_typed_is_saved_when_another_page_is_gone_to(person: Person, desk: Desk) -> None:
    field = field_of(person, "lapsed_months")
    person.write(field.input.editor, "9")
    person.press("Ctrl+1")
    assert desk.settings.get("lapsed_months") == "9"


def test_another_market_is_asked_for_with_its_effect(person: Person, desk: Desk) -> None:
    section = shown(person, "dealership", DealershipSection)
    market = section.inputs["market"]
    market.input.editor.setFocus()
    person.press(Qt.Key.Key_End)
    wait_until(lambda: section.question.effect is not None)
    assert section.question.isVisible()
    assert "United States" in section.question.go_button.text()
    assert desk.settings.get("market") == "CN"
    assert section.question.keep_button.hasFocus()
    person.press(Qt.Key.Key_Escape)
    assert not section.question.isVisible()
    assert market.input.text == "CN"
    assert market.input.editor.hasFocus()
    person.press(Qt.Key.Key_End)
    person.click(section.question.go_button)
    assert desk.settings.get("market") == "US"
    assert desk.required_documents.get_table() == default_table(Market.UNITED_STATES)
    assert not section.question.isVisible()
    person.press("Ctrl+Z")
    assert desk.settings.get("market") == "CN"
    assert desk.required_documents.get_table() == default_table(Market.CHINA)
    assert market.input.text == "CN"


def test_ticks_are_collected_their_effect_is_shown_and_saved_as_one_action(
    person: Person, desk: Desk
) -> None:
    section = shown(person, "required", RequiredSection)
    before = desk.required_documents.get_table()
    assert not section.effect.isVisible()
    assert not section.default_button.isEnabled()
    person.click(section.ticks.ticks[TICK])
    person.click(section.both)
    wanted = section.draft
    assert wanted is not None
    assert desk.required_documents.get_table() == before
    effect = section.effect.effect
    assert effect == desk.required_documents.plan_required(wanted)
    assert f"{effect.becoming_incomplete} files become incomplete" in section.effect.text
    person.press("Ctrl+S")
    assert desk.required_documents.get_table() == wanted
    assert not section.effect.isVisible()
    person.press("Ctrl+Z")
    assert desk.required_documents.get_table() == before
    assert section.draft == before
    assert not section.ticks.ticks[TICK].isChecked()


def test_the_table_is_walked_and_ticked_by_keys_and_discarded(person: Person, desk: Desk) -> None:
    section = shown(person, "required", RequiredSection)
    before = section.draft
    person.press("F6")
    person.press(Qt.Key.Key_Right)
    first = section.ticks.ticks[FileKind.NEW_SALE, DocumentType.PURCHASE_INTENTION]
    if not first.hasFocus():
        first.setFocus()
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Right)
    contract = section.ticks.ticks[FileKind.USED_SALE, DocumentType.SALES_CONTRACT]
    assert contract.hasFocus()
    person.press(Qt.Key.Key_Space)
    assert not contract.isChecked()
    person.press(Qt.Key.Key_Up)
    person.press(Qt.Key.Key_Up)
    assert section.ticks.ticks[FileKind.USED_SALE, DocumentType.PURCHASE_INTENTION].hasFocus()
    person.click(section.discard_button)
    assert section.draft == before
    assert desk.required_documents.get_table() == before


def test_the_default_is_one_click_away_and_saved_like_the_rest(person: Person, desk: Desk) -> None:
    section = shown(person, "required", RequiredSection)
    person.click(section.ticks.ticks[TICK])
    person.click(section.save_button)
    assert desk.required_documents.get_table() != default_table(Market.CHINA)
    person.click(section.default_button)
    assert section.draft == default_table(Market.CHINA)
    person.click(section.save_button)
    assert desk.required_documents.get_table() == default_table(Market.CHINA)


def test_a_table_that_was_changed_elsewhere_is_not_written_over(person: Person, desk: Desk) -> None:
    section = shown(person, "required", RequiredSection)
    person.click(section.ticks.ticks[TICK])
    desk.settings.set("market", "GB")
    person.rest()
    person.click(section.save_button)
    assert "Somebody else" in person.window.notice.sentence
    assert desk.required_documents.get_table() == default_table(Market.UNITED_KINGDOM)
    assert section.draft == default_table(Market.UNITED_KINGDOM)


def test_language_and_theme_change_at_once_and_are_remembered(
    person: Person, preferences: Preferences
) -> None:
    section = shown(person, "this_pc", ThisPcSection)
    section.language.setFocus()
    person.press(Qt.Key.Key_Down)
    assert i18n.current_language() == preferences.language == "zh_CN"
    section.theme.setFocus()
    person.press(Qt.Key.Key_End)
    assert preferences.theme is ThemeChoice.DARK
    assert colours() is DARK
    person.window.status.theme_chosen.emit(ThemeChoice.LIGHT)
    assert section.theme.currentData() == ThemeChoice.LIGHT
    person.window.status.language_chosen.emit("en")
    person.rest()
    assert section.language.currentData() == "en"


def test_the_data_folder_is_told_and_opened(
    person: Person, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    section = shown(person, "data", SafekeepingSection)
    survey = desk.surveys.get_survey()
    assert section.path.text() == str(survey.path)
    assert section.figures.figures["documents"].text() == f"{survey.documents:,}"
    assert "no backup" in section.last.text()
    person.click(section.open_button)
    assert opened == [str(survey.path)]


def test_a_backup_is_made_checked_and_told_here_and_in_the_status_bar(person: Person, desk: Desk) -> None:
    section = shown(person, "data", SafekeepingSection)
    person.click(section.backup_button)
    last = desk.surveys.find_last_backup()
    assert last is not None
    assert str(last.path) in section.backup_findings.sentence
    assert str(last.path) in section.last.text()
    assert section.backup_button.isEnabled()
    assert last.path.is_file()


def test_a_backup_goes_into_the_folder_that_was_chosen(
    person: Person, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    section = shown(person, "data", SafekeepingSection)
    answers.folder_chosen = tmp_path / "drive"
    answers.folder_chosen.mkdir()
    person.click(section.folder_button)
    assert section.backup_folder == answers.folder_chosen
    person.click(section.backup_button)
    last = desk.surveys.find_last_backup()
    assert last is not None
    assert last.path.parent == answers.folder_chosen
    last.path.unlink()
    answers.folder_chosen.rmdir()
    person.click(section.backup_button)
    assert "no folder" in section.backup_findings.sentence
    assert not answers.folder_chosen.exists()


def test_a_check_says_that_all_is_well_or_what_is_amiss(person: Person, desk: Desk) -> None:
    section = shown(person, "data", SafekeepingSection)
    person.click(section.check_button)
    assert "All is well" in section.check_findings.sentence
    for sha256 in list(desk.vault.hashes()):
        desk.vault.path_of(sha256).unlink()
    person.click(section.check_button)
    assert section.check_findings.list.count() > 0
    assert "problem" in section.check_findings.sentence
    assert "scan" in section.check_findings.list.item(0).text()


def test_long_work_can_be_cancelled_and_runs_one_at_a_time(person: Person, desk: Desk) -> None:
    section = shown(person, "data", SafekeepingSection)
    section.backup_button.click()
    assert not section.check_button.isEnabled()
    assert section.check_button.toolTip()
    person.window.status.cancelled.emit()
    person.rest()
    assert section.check_button.isEnabled()
    if desk.surveys.find_last_backup() is None:
        assert "Stopped" in section.backup_findings.sentence


def test_the_name_is_saved_and_told_in_the_top_bar(person: Person, desk: Desk) -> None:
    section = shown(person, "user", UserSection)
    assert section.role.text() == "Owner"
    person.write(section.name.editor, "Chen Jianguo")
    person.press(Qt.Key.Key_Return)
    assert desk.users.get_current().name == "Chen Jianguo"
    assert person.window.top._user.text == "Chen Jianguo"
    person.write(section.name.editor, " ")
    person.press(Qt.Key.Key_Return)
    assert "1 to 60" in section.name.editor.accessibleDescription()
    assert desk.users.get_current().name == "Chen Jianguo"


def test_the_words_about_the_program_say_its_version(person: Person) -> None:
    assert "0." in shown(person, "about", AboutSection).version.text()


def test_the_page_changes_its_language_while_it_is_shown(person: Person, page: SettingsPage) -> None:
    section = shown(person, "required", RequiredSection)
    person.click(section.ticks.ticks[TICK])
    before = page.list.item(1).text(), section.effect.text
    for language in ("zh_CN", "zh_TW", "en"):
        person.window.status.language_chosen.emit(language)
        person.rest()
    assert (page.list.item(1).text(), section.effect.text) == before


def test_the_status_bar_leads_to_the_backups(person: Person, qtbot: QtBot) -> None:
    status = person.window.findChild(BackupStatus)
    assert isinstance(status, BackupStatus)
    assert status.text() == "No backup yet"
    person.click(status)
    page = person.page_as(PageName.SETTINGS, SettingsPage)
    assert person.window.current is page
    assert isinstance(page.section, SafekeepingSection)
    person.click(page.section.backup_button)
    assert status.text() == "Backup 09:30"
    assert DATA_PLACE.words == "data"
