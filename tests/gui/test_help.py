"""The help: topics in three languages, words, links, keys that are never wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from dealerdesk import i18n
from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command
from dealerdesk.ui.help.page import NOTHING, HelpPage
from dealerdesk.ui.help.topics import find_topic, keys_table, read_topics
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.theme.look import Look, ThemeChoice, colours
from tests.gui.conftest import Person

TRIED = Message("test.help_tried", "Try *all* | of it")


@pytest.fixture
def page(person: Person) -> HelpPage:
    person.go(PageName.HELP)
    return person.page_as(PageName.HELP, HelpPage)


def titles(page: HelpPage) -> list[str]:
    return [str(page.list.model().index(row, 0).data()) for row in range(page.list.model().rowCount())]


def test_all_languages_have_the_same_topics_and_name_each_once() -> None:
    english = read_topics("en")
    names = [name for topic in english for name in topic.names]
    assert len(names) == len(set(names))
    for language in i18n.LANGUAGES:
        topics = read_topics(language)
        assert [topic.names for topic in topics] == [topic.names for topic in english]
        assert all(topic.text and topic.title for topic in topics)
        for topic, original in zip(topics, english, strict=True):
            # The same paragraphs, and the same things set as keys or code: nothing is left out.
            assert topic.text.count("\n\n") == original.text.count("\n\n"), topic.title
            assert sorted(topic.text.split("`")[1::2]) == sorted(original.text.split("`")[1::2]), topic.title


def test_every_page_and_tab_has_its_topic() -> None:
    topics = read_topics("en")
    pages = {name.value for name in PageName} - {PageName.HELP.value}
    assert all(find_topic(topics, name) for name in (*pages, *(tab.value for tab in FileTab)))


def test_the_keys_of_commands_stand_in_the_table_and_nothing_in_a_name_breaks_it() -> None:
    table = keys_table(
        [
            Command(TRIED, lambda: None, "Ctrl+J"),
            Command(TRIED, lambda: None, "Ctrl+Shift+J"),
            Command(Message("test.help_keyless", "Without a key"), lambda: None),
        ]
    )
    assert table.splitlines()[2:] == ["| `Ctrl+J` · `Ctrl+Shift+J` | Try \\*all\\* \\| of it |"]


def test_a_place_opens_its_topic_and_is_come_back_to(person: Person, page: HelpPage) -> None:
    person.go(Place(PageName.HELP, words="documents"))
    assert page.topic is not None
    assert page.topic.name == "documents"
    assert page.text.toPlainText().startswith(page.topic.title)
    page._on_link_clicked(QUrl("topic:history"))
    person.rest()
    assert page.topic.name == "history"
    person.window.go_back()
    assert page.topic.name == "documents"


def test_words_list_the_topics_that_have_them_and_are_marked(person: Person, page: HelpPage) -> None:
    everything = titles(page)
    person.press("Ctrl+F")
    person.type("inbox scanner")
    assert 0 < len(titles(page)) < len(everything)
    assert page.text.extraSelections()
    person.press("Escape")
    assert titles(page) == everything
    person.type("qqqq")
    assert page._nothing.text() == NOTHING.said()
    assert not page.text.toPlainText()


def test_arrows_walk_through_the_topics(person: Person, page: HelpPage) -> None:
    assert page.list.hasFocus()
    for _title in titles(page):
        person.press(Qt.Key.Key_Down)
    assert page.topic is not None
    assert page.topic.title == titles(page)[-1]
    assert page.text.toPlainText().startswith(page.topic.title)


def test_the_topic_stays_through_languages_and_themes(person: Person, page: HelpPage, look: Look) -> None:
    person.go(Place(PageName.HELP, words="backups"))
    page.show_commands([Command(TRIED, lambda: None, "Ctrl+J")])
    for language in i18n.LANGUAGES:
        look.use_language(language)
        for theme in (ThemeChoice.DARK, ThemeChoice.LIGHT):
            look.use_theme(theme)
            QApplication.processEvents()
            assert page.topic is not None
            assert page.topic.name == "settings"
            cursor = page.text.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            assert cursor.charFormat().foreground().color() == colours().of("text")
    assert page.topic in read_topics("zh_TW")


def test_the_keyboard_topic_tells_the_keys_that_there_are(person: Person, page: HelpPage) -> None:
    person.go(Place(PageName.HELP, words="keyboard"))
    page.show_commands([Command(TRIED, lambda: None, "Ctrl+J")])
    assert "Ctrl+J" in page.text.toPlainText()
    assert TRIED.text in page.text.toPlainText()
    page.text.setFocus()
    person.press(Qt.Key.Key_Tab)
    assert not page.text.hasFocus()
