"""The help: topics at the left, the one that is read at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QStringListModel, Qt, QUrl
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from dealerdesk import i18n
from dealerdesk.domain.messages import Message
from dealerdesk.domain.search_words import plain
from dealerdesk.ui.commands import Command
from dealerdesk.ui.help.paper import write_markdown
from dealerdesk.ui.help.topics import Topic, find_topic, read_topics
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.ringed_list import RingedList

TITLE = Message("ui.help", "Help")
FIND = Message("ui.help_find", "Find in the help")
TOPICS = Message("ui.help_topics", "Topics of the help")
TEXT = Message("ui.help_text", "What the help says")
NOTHING = Message("ui.help_nothing", "The help says nothing about these words. Try a shorter or another one.")
LINK_SCHEME = "topic"


class HelpPage(Page):
    """Shows topics; `Place.words` are a topic's name, or words to look for."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._commands: Sequence[Command] = ()
        self._topics: Sequence[Topic] = ()
        self._listed: Sequence[Topic] = ()
        self._name = ""
        self.title = QLabel()
        self.title.setProperty("text_kind", "title")
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(False)
        self.list = RingedList()
        self._titles = QStringListModel(self)
        self.text = _Reading()
        self._nothing = QLabel()
        self._prepare()
        self._arrange()
        self.field.textChanged.connect(self._list_topics)
        self.list.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.text.anchorClicked.connect(self._on_link_clicked)
        retell(self, self._tell)

    @property
    def topic(self) -> Topic | None:
        """What is read now."""
        return find_topic(self._listed, self._name)

    def show_commands(self, commands: Sequence[Command]) -> None:
        """List the keys of `commands` where keys are explained."""
        self._commands = tuple(commands)
        self._tell()

    def arrive(self, place: Place) -> None:
        """Open the topic that `place.words` name, or look for these words."""
        self.counted.emit("", "")
        if not place.words:
            return
        found = find_topic(self._topics, place.words)
        self.field.setText("" if found else place.words)
        if found:
            self._name = found.name
            self._list_topics()

    def here(self, place: Place) -> Place:
        """The help at the topic that is read."""
        return Place(place.page, words=self._name)

    def take_focus(self) -> None:
        """Begin at the topics."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Topics, then the text."""
        return (self.list, self.text)

    def go_back(self) -> bool:
        """Stop looking for words."""
        if not self.field.text():
            return False
        self.field.clear()
        return True

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        return (Command(FIND, self._find, "Ctrl+F", "magnifying-glass"),)

    def _prepare(self) -> None:
        self.list.setModel(self._titles)
        self.list.setProperty("look", "topics")
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("text_kind", "second")
        self._nothing.setContentsMargins(m.GAP_3, m.GAP_2, m.GAP_3, 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.hide()

    def _arrange(self) -> None:
        side = QWidget()
        side.setFixedWidth(m.HELP_TOPICS)
        left = QVBoxLayout(side)
        left.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_4)
        left.setSpacing(m.GAP_3)
        left.addWidget(self.title)
        left.addWidget(self.field)
        left.addWidget(self.list, 1)
        left.addWidget(self._nothing, 1)
        line = QWidget()
        line.setProperty("look", "divider")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line.setFixedWidth(m.BORDER)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(line)
        row.addWidget(self.text, 1)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Write the text anew in the colours and sizes of now."""
        super().changeEvent(event)
        changes = {QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange}
        if event.type() in changes and hasattr(self, "_nothing"):
            self._show_topic()

    def _tell(self) -> None:
        self.title.setText(TITLE.said())
        self.field.setPlaceholderText(FIND.said())
        self.field.setAccessibleName(FIND.said())
        self.list.setAccessibleName(TOPICS.said())
        self.text.setAccessibleName(TEXT.said())
        self._nothing.setText(NOTHING.said())
        self._topics = read_topics(i18n.current_language(), self._commands)
        self._list_topics()

    def _list_topics(self) -> None:
        """List the topics that have the words, and stay at the one that is read, if it has them."""
        words = self.field.text()
        self._listed = [topic for topic in self._topics if topic.has_words(words)]
        if self.topic is None and self._listed:
            self._name = self._listed[0].name
        self._titles.setStringList([topic.title for topic in self._listed])
        self.list.setVisible(bool(self._listed))
        self._nothing.setVisible(not self._listed)
        if self.topic is not None:
            index = self._titles.index(self._listed.index(self.topic), 0)
            self.list.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self._show_topic()

    def _on_row_changed(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._listed) and self._listed[row].name != self._name:
            self._name = self._listed[row].name
            self._show_topic()

    def _show_topic(self) -> None:
        topic = self.topic
        write_markdown(self.text.document(), f"# {topic.title}\n\n{topic.text}" if topic else "")
        self.text.verticalScrollBar().setValue(0)
        self._mark_words()

    def _mark_words(self) -> None:
        marked = QTextCharFormat()
        marked.setBackground(QColor(colours().mark))
        marked.setForeground(QColor(colours().on_mark))
        marks = []
        for word in plain(self.field.text()).split():
            at = self.text.document().find(word)
            while not at.isNull():
                one = QTextEdit.ExtraSelection()
                one.cursor, one.format = at, marked
                marks.append(one)
                at = self.text.document().find(word, at)
        self.text.setExtraSelections(marks)
        if marks:
            self.text.setTextCursor(_without_selection(marks[0].cursor))

    def _on_link_clicked(self, link: QUrl) -> None:
        if link.scheme() == LINK_SCHEME:
            self.workplace.go(Place(PageName.HELP, words=link.path()))

    def _find(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()


class _Reading(QTextBrowser):
    """Text in a column that is not wider than eyes like to follow."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "reading")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Leave the room on the right empty that would make lines too long."""
        inner = self.width() - 2 * self.frameWidth() - self.verticalScrollBar().width()
        self.setViewportMargins(0, 0, max(inner - m.READING_WIDTH, 0), 0)
        super().resizeEvent(event)


def _without_selection(cursor: QTextCursor) -> QTextCursor:
    there = QTextCursor(cursor)
    there.setPosition(cursor.selectionStart())
    return there
