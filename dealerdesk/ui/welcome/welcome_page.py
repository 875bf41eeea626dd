"""The welcome of a first run: what DealerDesk is, three ways to begin, and where the data will lie."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.messages import Message
from dealerdesk.ui.formats import shown_size
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import ThemeChoice
from dealerdesk.ui.welcome.beginning_form import BeginningForm
from dealerdesk.ui.welcome.card import BeginCard
from dealerdesk.ui.welcome.looks_bar import LooksBar
from dealerdesk.ui.welcome.picture import Picture
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign

WELCOME = Message("ui.welcome", "Welcome to DealerDesk")
PROMISE = Message(
    "ui.welcome_promise",
    "One file per vehicle. Every paper in its place, found in a second, counted once a year.",
)
SAMPLE = Message("ui.begin_with_sample", "Open the sample dealership")
SAMPLE_WORDS = Message(
    "ui.begin_with_sample_words", "Look around with made-up vehicles, customers, repair orders and scans."
)
IMPORT = Message("ui.begin_with_import", "Import my Excel")
IMPORT_WORDS = Message(
    "ui.begin_with_import_words",
    "Use the customer or vehicle list you have. You check every row before anything is written.",
)
EMPTY = Message("ui.begin_with_nothing", "Start empty")
EMPTY_WORDS = Message(
    "ui.begin_with_nothing_words", "Enter your dealership's name and add the first vehicle yourself."
)
RESTORE = Message("ui.restore", "Restore from a backup")
OPEN_OTHER = Message("ui.open_other_folder", "Open an existing data folder")
STAYS_HERE = Message("ui.data_stays", "Your data stays on this PC")
FOLDER_AND_SPACE = Message("ui.data_folder_space", "{folder} · {space} free")
CHANGE_FOLDER = Message("ui.change_folder", "Change folder")


class WelcomePage(QWidget):
    """Shown where there is no dealership yet; what the person wants goes out as signals."""

    sample_asked = Signal()
    answered = Signal(str, object, bool)
    """The dealership's name, its market, and whether a list is imported next."""
    restore_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, theme: ThemeChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folder = Path()
        self._space: int | None = None
        self.looks = LooksBar(theme)
        self.sample_card = BeginCard("storefront", SAMPLE, SAMPLE_WORDS, "Alt+1")
        self.import_card = BeginCard("file-arrow-down", IMPORT, IMPORT_WORDS, "Alt+2")
        self.empty_card = BeginCard("folder-plus", EMPTY, EMPTY_WORDS, "Alt+3")
        self.restore_button = _link("clock-counter-clockwise")
        self.open_button = _link("folder-open")
        self.change_button = QPushButton()
        self.form = BeginningForm()
        self._title, self._promise = _words("welcome"), _words("second")
        self._stays, self._place = _words("strong"), ElidingLabel(kind="second")
        self._left = self._introduction()
        self._ways = QStackedWidget()
        self._cards = self._choices()
        self._ways.addWidget(self._cards)
        self._ways.addWidget(self.form)
        self._arrange()
        self._connect()
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """What it says, with the folder."""
        return f"{self._title.text()}\n{self._promise.text()}\n{self._place.text}"

    def show_folder(self, folder: Path) -> None:
        """Say where the data will lie."""
        self._folder, self._space = folder, None
        self._ways.setCurrentWidget(self._cards)
        self._tell()

    def show_space(self, space: int | None) -> None:
        """Say how many bytes are free there; None where nobody knows."""
        self._space = space
        self._tell()

    def take_focus(self) -> None:
        """Put the keyboard where the person begins."""
        if self._ways.currentWidget() is self.form:
            self.form.name.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.sample_card.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Do without the picture where there is no room for it."""
        super().resizeEvent(event)
        beside = m.WELCOME_CARDS_LEAST + m.WELCOME_GAP + m.WELCOME_TEXT + 2 * m.GAP_5
        self._left.setVisible(self.width() >= beside)

    def _introduction(self) -> QWidget:
        left = QWidget()
        left.setFixedWidth(m.WELCOME_TEXT)
        for words in (self._title, self._promise):
            words.setWordWrap(True)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_3)
        column.addStretch(1)
        column.addWidget(Picture())
        column.addSpacing(m.GAP_4)
        column.addWidget(self._title)
        column.addWidget(self._promise)
        column.addStretch(1)
        return left

    def _choices(self) -> QWidget:
        links = QHBoxLayout()
        links.setSpacing(m.GAP_4)
        links.addWidget(self.restore_button)
        links.addStretch(1)
        links.addWidget(self.open_button)
        line = QFrame()
        line.setProperty("look", "line")
        line.setFixedHeight(m.BORDER)
        cards = QWidget()
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, m.GAP_3, 0, m.GAP_3)
        column.setSpacing(m.GAP_3)
        column.addStretch(1)
        for card in (self.sample_card, self.import_card, self.empty_card):
            column.addWidget(card)
        column.addLayout(links)
        column.addWidget(line)
        column.addLayout(self._where())
        column.addStretch(1)
        return cards

    def _where(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._stays)
        words.addWidget(self._place)
        row = QHBoxLayout()
        row.setContentsMargins(m.GAP_2, 0, 0, 0)
        row.setSpacing(m.GAP_3)
        row.addWidget(IconSign("hard-drives", "text_2"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.change_button)
        return row

    def _arrange(self) -> None:
        self._ways.setMinimumWidth(m.WELCOME_CARDS_LEAST)
        self._ways.setMaximumWidth(m.WELCOME_CARDS)
        self._ways.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(m.GAP_5, 0, m.GAP_5, 0)
        row.setSpacing(m.WELCOME_GAP)
        row.addStretch(1)
        row.addWidget(self._left)
        row.addWidget(self._ways, 100)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.looks)
        column.addWidget(scroll, 1)

    def _connect(self) -> None:
        self.sample_card.clicked.connect(self.sample_asked)
        self.import_card.clicked.connect(partial(self._ask, imports=True))
        self.empty_card.clicked.connect(partial(self._ask, imports=False))
        self.form.answered.connect(self.answered)
        self.form.left.connect(self._on_form_left)
        self.restore_button.clicked.connect(self.restore_wanted)
        for button in (self.open_button, self.change_button):
            button.clicked.connect(self.folder_wanted)
        for number, card in enumerate((self.sample_card, self.import_card, self.empty_card), start=1):
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(card.click)

    def _ask(self, *, imports: bool) -> None:
        self._ways.setCurrentWidget(self.form)
        self.form.ask(imports=imports)

    def _on_form_left(self) -> None:
        self._ways.setCurrentWidget(self._cards)
        self.sample_card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self._title.setText(WELCOME.said())
        self._promise.setText(PROMISE.said())
        self._stays.setText(STAYS_HERE.said())
        place = str(self._folder)
        if self._space is not None:
            place = FOLDER_AND_SPACE.said(folder=self._folder, space=shown_size(self._space))
        self._place.show_text(place)
        for button, words in (
            (self.restore_button, RESTORE),
            (self.open_button, OPEN_OTHER),
            (self.change_button, CHANGE_FOLDER),
        ):
            button.setText(words.said())
            button.setAccessibleName(words.said())


def _words(kind: str) -> QLabel:
    words = QLabel()
    words.setProperty("text_kind", kind)
    words.setTextFormat(Qt.TextFormat.PlainText)
    return words


def _link(icon_name: str) -> QPushButton:
    link = QPushButton()
    link.setProperty("look", "link")
    link.setIcon(icon(icon_name, "accent"))
    return link
