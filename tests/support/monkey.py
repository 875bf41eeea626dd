"""A monkey at the window: types, clicks, scrolls, drops files, goes everywhere, by a seed."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QDeadlineTimer,
    QEventLoop,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QUrl,
    Slot,
)
from PySide6.QtGui import (
    QDesktopServices,
    QKeySequence,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from dealerdesk import i18n
from dealerdesk.domain.audits import Fault, Scope
from dealerdesk.ui.findings.views import View
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.session import Session
from dealerdesk.ui.theme.look import Look, ThemeChoice
from tests.support.answers import Answers
from tests.support.dragging import Drag, mime_of
from tests.support.inspection import described

KEYS = (
    *("Down", "Up", "PgDown", "PgUp", "Home", "End", "Left", "Right", "Return", "Space", "Tab", "Tab"),
    *("Shift+Tab", "Backspace", "Del", "F6", "F1", "Esc", "Ctrl+K", "Ctrl+A", "Ctrl+Z", "Ctrl+Y"),
    *("Ctrl+S", "Ctrl+D", "Ctrl+R", "Ctrl+E", "Ctrl+N", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Alt+Left"),
    *("Ctrl+Shift+P", "Ctrl+C", "Ctrl+V", "Shift+Down", "Ctrl+Shift+Z", "Alt+Right", "Ctrl+F"),
)
WORDS = (
    *("li", "王", "1", "粤B", "zzzz", " ", "o'b", "%", '"', "20", "wang wei 9", "\U0001f697", "2026-02-30"),
    *("LSVAM4187C2184847", "13800138000", "-1", "1e9", "=1+1", "苏E·D12345", "99999999999999999999"),
)
CODES = ("2026-99999", "4006381333931", "LSVAM4187C2184847", "A-1", "B-2/14", "0")
"""Labels of no file, of a shop's goods, of a vehicle, and of cabinets."""
PATIENCE_IN_DIALOGS = 25
"""So many acts are done in a menu or a dialog before it is closed."""
SCHEMES = ("file", "http", "https", "mailto", "tel")
STUCK_AFTER_MS = 30_000
LAST_ACTS_KEPT = 40
ACTS_TOLD = 6


class Doorman(QObject):
    """Keeps links and folders from being opened by other programs, and remembers them."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        for scheme in SCHEMES:
            QDesktopServices.setUrlHandler(scheme, self, "note")  # type: ignore[arg-type]  # takes str, says bytes

    @Slot(QUrl)
    def note(self, url: QUrl) -> None:
        """Remember `url`."""
        self.opened.append(url.toString())

    def leave(self) -> None:
        """Let the system open things again."""
        for scheme in SCHEMES:
            QDesktopServices.unsetUrlHandler(scheme)


class Monkey:
    """Does one thing after the other, for the same seed the same ones; menus and dialogs do not stop it."""

    def __init__(  # noqa: PLR0917  # where it plays, and with what
        self,
        session: Session,
        look: Look,
        seed: int,
        answers: Answers,
        files: Path,
        codes: Sequence[str] = (),
    ) -> None:
        self._session = session
        self._window = session.window
        self._look = look
        self._answers = answers
        self._papers = sorted(path for path in files.iterdir() if path.is_file())
        self._codes = (*codes, *CODES)
        self._chance = random.Random(seed)
        self._in_front = 0
        self._is_over = False
        self._watch = QTimer(self._window, interval=STUCK_AFTER_MS)
        self._watch.timeout.connect(self._on_stuck)
        self.done = 0
        self.last: deque[str] = deque(maxlen=LAST_ACTS_KEPT)
        self._acts: tuple[Callable[[], str], ...] = (
            *[self._press] * 9,
            *[self._type] * 5,
            *[self._click] * 9,
            *[self._scroll] * 3,
            *[self._go] * 2,
            *[self._run_command] * 2,
            *[self._scan] * 3,
            self._audit,
            *(self._resize, self._speak, self._paint, self._drop, self._open_menu, self._answer),
        )

    def told(self) -> str:
        """What it did last, the latest at the end."""
        return "after: " + "; ".join(list(self.last)[-ACTS_TOLD:])

    def play(self, milliseconds: int) -> None:
        """Go on for some time, then close what is open."""
        self._is_over = False
        self._watch.start()
        deadline = QDeadlineTimer(milliseconds)
        QTimer.singleShot(0, self._window, self._act)
        while not deadline.hasExpired():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
        self._is_over = True
        self._watch.stop()
        while (front := self._front()) is not self._window:
            front.close()
            QApplication.processEvents()

    def _act(self) -> None:
        if self._is_over:
            return
        # The next act first: this one may open a menu that waits inside it.
        QTimer.singleShot(0, self._window, self._act)
        self._watch.start()
        front = self._front()
        self._in_front = 0 if front is self._window else self._in_front + 1
        if self._in_front > PATIENCE_IN_DIALOGS:
            self.last.append(f"close {described(front)}")
            front.close()
            return
        self.done += 1
        act = self._chance.choice(self._acts)
        self.last.append(f"{act.__name__} …")
        self.last[-1] = f"{act.__name__} {act()}"

    def _on_stuck(self) -> None:
        """Go on where something that waits inside an act has lost the next one, and say so."""
        QTimer.singleShot(0, self._window, self._act)
        raise RuntimeError(f"nothing came of the last act, in {described(self._front())}")

    def _front(self) -> QWidget:
        """What takes keys and clicks now."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._window

    def _focus(self) -> QWidget:
        front = self._front()
        focus = QApplication.focusWidget()
        return focus if focus is not None and focus.window() is front.window() else front

    def _any_widget(self) -> QWidget | None:
        front = self._front()
        inside = [
            child
            for child in front.findChildren(QWidget)
            if child.isVisible() and child.window() is front.window() and not child.size().isEmpty()
        ]
        return self._chance.choice(inside) if inside else None

    def _somewhere_in(self, widget: QWidget) -> QPoint:
        return QPoint(self._chance.randrange(widget.width()), self._chance.randrange(widget.height()))

    def _press(self) -> str:
        keys, focus = self._chance.choice(KEYS), self._focus()
        QTest.keySequence(focus, QKeySequence(keys))
        return keys

    def _type(self) -> str:
        focus, words = self._focus(), self._chance.choice(WORDS)
        if isinstance(focus, QLineEdit):
            focus.insert(words)
        elif isinstance(focus, QPlainTextEdit):
            focus.insertPlainText(words)
        elif words.isascii():
            QTest.keyClicks(focus, words)
        return words

    def _click(self) -> str:
        widget = self._any_widget()
        if widget is None:
            return ""
        what = described(widget)
        how = self._chance.choice((QTest.mouseClick, QTest.mouseClick, QTest.mouseDClick))
        if widget.window().windowType() is Qt.WindowType.Popup:
            # The first click closes it: a second one would come to nothing that is there.
            how = QTest.mouseClick
        modifier = self._chance.choice(
            (
                *[Qt.KeyboardModifier.NoModifier] * 4,
                Qt.KeyboardModifier.ControlModifier,
                Qt.KeyboardModifier.ShiftModifier,
            )
        )
        how(widget, Qt.MouseButton.LeftButton, modifier, self._somewhere_in(widget))
        return what

    def _open_menu(self) -> str:
        widget = self._any_widget()
        if widget is None:
            return ""
        what = described(widget)
        QTest.mouseClick(widget, Qt.MouseButton.RightButton, pos=self._somewhere_in(widget))
        return what

    def _scroll(self) -> str:
        widget = self._any_widget()
        if widget is None:
            return ""
        what, place = described(widget), QPointF(self._somewhere_in(widget))
        turn = QPoint(0, self._chance.choice((-1200, -360, -120, 120, 360, 1200)))
        event = QWheelEvent(
            place,
            QPointF(widget.mapToGlobal(place.toPoint())),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            self._chance.choice((Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)),
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
        return what

    def _go(self) -> str:
        if self._front() is not self._window or self._window.current is None:
            return ""
        place = Place(
            self._chance.choice(list(PageName)),
            file_id=self._chance.randrange(1, 60),
            tab=self._chance.choice([None, *FileTab]),
            words=self._chance.choice(("", *WORDS)),
        )
        self._window.go(place)
        return str(place)

    def _audit(self) -> str:
        """Go to an audit: counted, its findings in any view, all of them, or a new one."""
        if self._front() is not self._window or self._window.current is None:
            return ""
        page = self._chance.choice(
            (*[PageName.COUNTING] * 3, *[PageName.FINDINGS] * 3, PageName.AUDITS, PageName.NEW_AUDIT)
        )
        words = {
            PageName.COUNTING: ("", *self._codes),
            PageName.FINDINGS: ("", *View, *Fault),
            PageName.NEW_AUDIT: ("", Scope.SAMPLE.value),
        }
        # Of the last ones there are none at first, and some that the monkey has opened later.
        place = Place(
            page,
            item=self._chance.choice((1, 2, 2, 2, 3, 9)),
            words=self._chance.choice(words.get(page, ("",))),
        )
        self._window.go(place)
        return str(place)

    def _scan(self) -> str:
        """Hold a scanner to something: some codes at once, each ended as scanners end them."""
        codes = self._chance.choices(self._codes, k=self._chance.choice((1, 1, 2, 5)))
        for code in codes:
            QTest.keyClicks(self._focus(), code)
            QTest.keyClick(self._focus(), Qt.Key.Key_Return)
        return " ".join(codes)

    def _run_command(self) -> str:
        possible = [command for command in self._window.commands() if command.why_not() is None]
        if self._front() is not self._window or not possible:
            return ""
        command = self._chance.choice(possible)
        self.last[-1] = f"run {command.name.text}"
        command.run()
        return command.name.text

    def _drop(self) -> str:
        widget = self._any_widget()
        if widget is None:
            return ""
        what, place = described(widget), self._somewhere_in(widget)
        papers = self._chance.sample(self._papers, self._chance.randrange(1, 4))
        at: QWidget | None = widget
        while at is not None and not at.acceptDrops():
            place, at = at.mapToParent(place), at.parentWidget()
        if at is None:
            return ""
        Drag(at, mime_of(papers), place).drop_if_taken()
        return what

    def _resize(self) -> str:
        size = (self._chance.randrange(880, 2000), self._chance.randrange(500, 1200))
        self._window.resize(*size)
        return str(size)

    def _speak(self) -> str:
        language = self._chance.choice(i18n.LANGUAGES)
        self._window.status.language_chosen.emit(language)
        return language

    def _paint(self) -> str:
        choice = self._chance.choice(list(ThemeChoice))
        self._window.status.theme_chosen.emit(choice)
        return choice

    def _answer(self) -> str:
        """Answer otherwise from now on, where the system's dialogs would open."""
        folder = self._papers[0].parent
        number = self._chance.randrange(4)
        some = self._chance.sample(self._papers, self._chance.randrange(len(self._papers)) and 2)
        self._answers.files_chosen = some
        self._answers.place = self._chance.choice((None, folder.parent / f"saved-{number}.xlsx"))
        self._answers.folder_chosen = self._chance.choice((None, folder))
        self._answers.sure = self._chance.random() < 0.5
        return str(self._answers.sure)
