"""A process that types words into the search of DealerDesk's window, and tells how the window kept up.

``python typist.py FOLDER``: the words stand on standard input, one in each line; what was seen goes to
standard output as JSON (`Seen`).
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from dealerdesk.__main__ import main as dealerdesk
from dealerdesk.bootstrap import open_desk
from dealerdesk.services.search import Lookup, Search
from dealerdesk.ui.search.asking import Asking
from dealerdesk.ui.search.lines import Found, FoundCommand, NewFileOffer, Suggestion
from dealerdesk.ui.search.popup import SearchPopup
from dealerdesk.ui.search.searching import PER_GROUP, Searching
from dealerdesk.ui.session import Session
from dealerdesk.ui.shell.window import MainWindow

KEY_MS = 50
"""Twenty keys a second."""
BEAT_MS = 5
LOOK_MS = 20
LOOKS = 3
"""The window has come to rest when it was seen idle so many times, one after the other."""


@dataclass(slots=True)
class Seen:
    """What the typist saw, in milliseconds.

    `painted`: from each key to the picture of an answer to it, or to a later one; `frames`: the longest that
    the event loop was away after each key, and `busy` the most CPU that it used of the UI thread meanwhile,
    which other programs do not lengthen; `drawing`: painting the rows once more, when all was settled;
    `lookup`: CPU of looking the whole word up.
    `late` answers were shown when other words stood in the box, `wrong` ones stayed when all was settled.
    """

    painted: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    drawing: list[float] = field(default_factory=list)
    lookup: list[float] = field(default_factory=list)
    answers: int = 0
    late: int = 0
    wrong: int = 0


class Typist(QObject):
    """Waits for the window, types all words, and closes it; `seen` is filled in on the way."""

    def __init__(self, words: Sequence[str], search: Search, parent: QObject) -> None:
        super().__init__(parent)
        self.seen = Seen()
        self._words = iter(words)
        self._search = search
        self._keys: Iterator[str] = iter("")
        self._waiting: list[float] = []
        self._last_beat = (0.0, 0.0)
        self._frame: tuple[float, float] | None = None
        self._idle = 0
        self._next_step: Callable[[], None] = self._begin
        self._beat = self._timer(BEAT_MS, self._on_beat)
        self._pace = self._timer(KEY_MS, self._on_pace)
        self._look = self._timer(LOOK_MS, self._on_look)
        self._look.start()

    def _timer(self, interval: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    def _on_look(self) -> None:
        """When the window has come to rest, go on."""
        windows = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        window = next(windows, None)
        popup = window.findChild(SearchPopup) if window is not None else None
        if window is None or popup is None:
            return
        self._window, self._popup, self._box = window, popup, window.top.search
        self._asking = cast("Asking", popup.findChild(Asking))
        session = cast("Session", self._asking._tasks.parent())
        self._searching = cast("Searching", session._hall._searching)
        is_idle = self._asking._tasks.is_idle and not self._box._pause.isActive()
        self._idle = self._idle + 1 if is_idle else 0
        if self._idle >= LOOKS:
            self._look.stop()
            self._idle = 0
            self._next_step()

    def _begin(self) -> None:
        self._window.activateWindow()
        self._box.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._asking.found.connect(self._on_found)
        for widget in (self._popup, self._popup.list.viewport(), self._popup.note):
            widget.installEventFilter(self)
        self._next_step = self._settled
        self._type_next()

    def _type_next(self) -> None:
        """Type the next word over the one before."""
        word = next(self._words, None)
        if word is None:
            self._window.close()
            return
        self._keys = iter(word)
        self._box.field.selectAll()
        self._last_beat = _now()
        self._beat.start()
        self._pace.start()

    def _on_pace(self) -> None:
        key = next(self._keys, None)
        self._end_frame()
        if key is None:
            self._pace.stop()
            self._look.start()
            return
        self._frame = (0.0, 0.0)
        start, before = time.perf_counter(), self._box.words
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            code = ord(key.upper()[0])
            QApplication.sendEvent(
                self._box.field, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, key)
            )
        # The space between two words asks for nothing new, and nothing is painted for it.
        if self._box.words != before:
            self._waiting.append(start)

    def _end_frame(self) -> None:
        self._on_beat()
        if self._frame is not None:
            self.seen.frames.append(self._frame[0])
            self.seen.busy.append(self._frame[1])
        self._frame = None

    def _on_beat(self) -> None:
        now, before = _now(), self._last_beat
        self._last_beat = now
        if self._frame is not None:
            away, busy = now[0] - before[0] - BEAT_MS, now[1] - before[1]
            self._frame = max(self._frame[0], away), max(self._frame[1], busy)

    def _on_found(self, lookup: Lookup) -> None:
        """An answer came; the window has heard of it before, and shows it or not."""
        self.seen.answers += 1
        self.seen.late += self._searching._lookup is lookup and lookup.text != self._box.words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See what is painted: what is due at once has its turn when the painting is done."""
        if event.type() is QEvent.Type.Paint and self._waiting and not self._asking.is_under_way:
            QTimer.singleShot(0, self, self._on_painted)
        return False

    def _on_painted(self) -> None:
        now = time.perf_counter()
        if self._box.words == self._box._asked_last and not self._asking.is_under_way:
            self.seen.painted += [(now - since) * 1000 for since in self._waiting]
            self._waiting = []

    def _settled(self) -> None:
        """A word is typed and answered: what is shown shall be what it stands for."""
        self._beat.stop()
        self._waiting = []
        before = _now()
        self._popup.repaint()
        painted = _now()
        lookup = self._search.look_up(self._box.words, PER_GROUP)
        self.seen.drawing.append(painted[0] - before[0])
        self.seen.lookup.append(_now()[1] - painted[1])
        others = FoundCommand | NewFileOffer | Suggestion
        shown = [row for row in self._popup.model.found if not isinstance(row, others)]
        self.seen.wrong += not are_of(shown, lookup)
        self._type_next()


def _now() -> tuple[float, float]:
    """Milliseconds on the wall, and of CPU of this thread."""
    return time.perf_counter() * 1000, time.thread_time() * 1000


def are_of(shown: Sequence[Found], lookup: Lookup) -> bool:
    """Whether the rows are the first ones of each group, and every group with rows is there."""
    counts = Counter(type(row) for row in shown)
    expected: list[Found] = []
    for group in (lookup.files, lookup.customers, lookup.documents, lookup.orders):
        rows: Sequence[Any] = group.rows
        expected += rows[: max(1, counts[type(rows[0])])] if rows else ()
    return list(shown) == expected


def main() -> int:
    application = QApplication(sys.argv[:1])
    folder, words = sys.argv[1], sys.stdin.read().split("\n")
    desk = open_desk(Path(folder))
    typist = Typist([word for word in words if word], desk.search, application)
    code = dealerdesk(["--data", folder])
    desk.close()
    sys.stdout.write(json.dumps(asdict(typist.seen)))
    return code


if __name__ == "__main__":
    sys.exit(main())
