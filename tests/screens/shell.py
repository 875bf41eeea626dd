"""The frame around the pages: what is said above and below every page, the palette, a question."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from dealerdesk.domain.messages import Message
from dealerdesk.services.sample.making import MAKING_SAMPLE
from dealerdesk.ui.dialogs import Question
from dealerdesk.ui.palette.palette import Palette
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.session import Session
from dealerdesk.ui.shell.everywhere import PALETTE
from tests.support.screens import SMALL, Reach, Screen
from tests.support.windows import settle

DO_IT = Message("test.screens_do_it", "Archive the file")


def say_a_bug(session: Session) -> None:
    session.crashed.emit("1A2B3C4D")


def make_something_long(session: Session) -> None:
    session.window.status.show_progress(MAKING_SAMPLE, 412, 1273)


def open_palette(words: str = "") -> Reach:
    def reach(session: Session) -> None:
        window = session.window
        window.top.search.field.setFocus()
        next(command for command in window.commands() if command.name is PALETTE).run()
        palette = window.findChild(Palette)
        assert palette is not None
        palette.field.setText(words)

    return reach


def read_help(topic: str) -> Reach:
    def reach(session: Session) -> None:
        session.window.go(Place(PageName.HELP, words=topic))
        settle(session)

    return reach


def ask(session: Session) -> None:
    dialog = Question(session.window, "2023-0417 goes into the archive, and its plate becomes free.", DO_IT)
    dialog.open()
    QApplication.processEvents()


SCREENS = (
    Screen("notice", "full", say_a_bug),
    Screen("progress", "empty", make_something_long),
    Screen("palette", "full", open_palette(), is_main=True, tabs_round=False),
    Screen("palette-found", "full", open_palette("the"), tabs_round=False),
    Screen("palette-nothing", "full", open_palette("qqqq"), SMALL, tabs_round=False),
    Screen("question", "full", ask, tabs_round=False),
    Screen("help", "full", read_help("documents"), is_main=True),
    Screen("help-keyboard", "full", read_help("keyboard")),
    Screen("help-small", "full", read_help("completeness"), SMALL),
)
