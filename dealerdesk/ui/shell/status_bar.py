"""The status bar: what is listed and chosen, how far long work is, theme and language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QStatusBar,
    QToolButton,
    QWidget,
)

from dealerdesk import i18n
from dealerdesk.domain.messages import Message
from dealerdesk.ui.formats import shown_day, shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import Look, ThemeChoice
from dealerdesk.ui.widgets.eliding_label import ElidingLabel

LANGUAGE = Message("ui.language", "Language: {language}")
THEME = Message("ui.theme", "Theme: {theme}")
THEME_LABELS = {
    ThemeChoice.SYSTEM: Message("ui.theme_system", "As the system"),
    ThemeChoice.LIGHT: Message("ui.theme_light", "Light"),
    ThemeChoice.DARK: Message("ui.theme_dark", "Dark"),
}
CANCEL = Message("ui.cancel", "Cancel")
STAGE_OF = Message("ui.stage_of", "{stage}: {done} of {total}")
STAGE = Message("ui.stage", "{stage}: {done}")

LANGUAGE_NAMES = {"en": "English", "zh_CN": "简体中文", "zh_TW": "繁體中文"}
"""Each in its own words, so that whoever is lost finds back."""
SAID_MS = 8000
"""How long a sentence about what was done stays."""
_SHORT_NAMES = {"en": "EN", "zh_CN": "简", "zh_TW": "繁"}
_THEME_ICONS = {ThemeChoice.SYSTEM: "monitor", ThemeChoice.LIGHT: "sun", ThemeChoice.DARK: "moon"}


class StatusBar(QStatusBar):
    """The foot of the window; the person's choices go out as signals."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizeGripEnabled(False)
        self.setFixedHeight(m.STATUS_BAR)
        self._count = QLabel()
        self._selected = ElidingLabel()
        self._selected.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._count.setContentsMargins(0, 0, m.GAP_2, 0)
        self._selected.setContentsMargins(m.GAP_2, 0, 0, 0)
        self._divider = _divider()
        self._said = ElidingLabel()
        self._said_divider = _divider()
        self._said_time = QTimer(self)
        self._said_time.setSingleShot(True)
        self._said_time.setInterval(SAID_MS)
        self._said_time.timeout.connect(lambda: self.say(""))
        self._today: date | None = None
        self._day = QLabel()
        self._day_divider = _divider()
        self._day.setContentsMargins(m.GAP_2, 0, m.GAP_2, 0)
        self._stage = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = QToolButton()
        self._cancel.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._cancel.setIcon(icon("x"))
        self._progress_divider = _divider()
        self.theme_button = _menu_button()
        self.language_button = _menu_button()
        self._arrange()
        self._fill_menus()
        self._cancel.clicked.connect(self.cancelled)
        look.theme_changed.connect(self._tell)
        self.hide_progress()
        self.show_counts("", "")
        self.say("")
        retell(self, self._tell)

    def _arrange(self) -> None:
        self.addWidget(_space(m.GAP_2))
        left: tuple[QWidget, ...] = (self._count, self._divider, self._selected)
        right: tuple[QWidget, ...] = (self._stage, self._bar, self._cancel, self._progress_divider)
        for part in left:
            self.addWidget(part)
        self.addWidget(self._said_divider)
        self.addWidget(self._said, 1)
        guests = QWidget()
        self._guests = QHBoxLayout(guests)
        self._guests.setContentsMargins(0, 0, 0, 0)
        self._guests.setSpacing(0)
        looks = (self._day, self._day_divider, self.theme_button, _divider(), self.language_button)
        for part in (*right, guests, *looks):
            self.addPermanentWidget(part)

    def show_counts(self, listed: str, selected: str) -> None:
        """Say how much is listed and how much of it is chosen."""
        self._count.setText(listed)
        self._selected.show_text(selected)
        self._divider.setVisible(bool(listed and selected))
        self._divide()

    @property
    def sentence(self) -> str:
        """What is said of what was done last; empty after a while."""
        return self._said.text

    def say(self, sentence: str) -> None:
        """Say for a while what was done, or why something cannot be done."""
        self._said.show_text(sentence)
        self._divide()
        if sentence:
            self._said_time.start()

    def _divide(self) -> None:
        """A sentence is set apart from the counts, where there are any."""
        counts = self._count.text() or self._selected.text
        self._said_divider.setVisible(bool(self.sentence and counts))
        self._said.setContentsMargins(m.GAP_2 if counts else 0, 0, m.GAP_2, 0)

    def place_right(self, widget: QWidget) -> None:
        """Put `widget` before the day, until the window is gone."""
        self._guests.addWidget(widget)
        self._guests.addWidget(_divider())

    def show_today(self, today: date) -> None:
        """Say which day it is."""
        if today != self._today:
            self._today = today
            self._tell()

    def show_progress(self, stage: Message, done: int, total: int | None) -> None:
        """Show how far long work is, with a button that stops it."""
        if total is None:
            self._stage.setText(STAGE.said(stage=stage, done=shown_number(done)))
        else:
            words = STAGE_OF.said(stage=stage, done=shown_number(done), total=shown_number(total))
            self._stage.setText(words)
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)
        for part in (self._stage, self._bar, self._cancel, self._progress_divider):
            part.show()

    def hide_progress(self) -> None:
        """Long work has ended."""
        for part in (self._stage, self._bar, self._cancel, self._progress_divider):
            part.hide()

    def _fill_menus(self) -> None:
        _fill(self.language_button, LANGUAGE_NAMES, self.language_chosen.emit)
        _fill(self.theme_button, dict.fromkeys(THEME_LABELS, ""), self.theme_chosen.emit)

    def _tell(self) -> None:
        language, theme = i18n.current_language(), self._look.choice
        self._day.setText(shown_day(self._today) if self._today else "")
        self._day_divider.setVisible(self._today is not None)
        self.language_button.setText(_SHORT_NAMES[language])
        self.theme_button.setIcon(icon(_THEME_ICONS[theme]))
        names = (
            (self.language_button, LANGUAGE.said(language=LANGUAGE_NAMES[language])),
            (self.theme_button, THEME.said(theme=THEME_LABELS[theme])),
        )
        for button, name in names:
            button.setAccessibleName(name)
            button.setToolTip(name)
        for action in self.language_button.menu().actions():
            action.setChecked(action.data() == language)
        for action in self.theme_button.menu().actions():
            action.setText(THEME_LABELS[action.data()].said())
            action.setChecked(action.data() == theme)
        self._cancel.setText(CANCEL.said())


def _menu_button() -> QToolButton:
    button = QToolButton()
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setMenu(QMenu(button))
    return button


def _fill(button: QToolButton, choices: Mapping[Any, str], chosen: Callable[[Any], None]) -> None:
    group = QActionGroup(button)
    for choice, name in choices.items():
        action = button.menu().addAction(name)
        action.setData(choice)
        action.setCheckable(True)
        group.addAction(action)
    group.triggered.connect(lambda action: chosen(action.data()))


def _divider() -> QFrame:
    divider = QFrame()
    divider.setProperty("look", "divider")
    divider.setFixedSize(m.BORDER, m.ICON)
    return divider


def _space(width: int) -> QWidget:
    space = QWidget()
    space.setFixedWidth(width)
    return space
