"""Looks for pairs off the UI thread: all there are, those of an import, or those with one file or card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from dealerdesk.domain.duplicates import Pair, PairKind
from dealerdesk.domain.progress import Progress
from dealerdesk.services.duplicates import Duplicates
from dealerdesk.ui.page import Workplace

Found = Mapping[PairKind, tuple[Pair, ...]]

TYPED_MS = 40
"""Long enough to take a scanner's burst as one question, too short to be felt."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked for: pairs with what the change set `change` made, with the file `beside`, or its owner.

    With `beside`, `words` are what a person knows of the other one.
    """

    change: int | None = None
    beside: int | None = None
    words: str = ""


class Looking(QObject):
    """`found` carries the pairs by kind, `failed` an exception; `stopped` tells that a person had enough."""

    found = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stop: Callable[[], None] = _nothing
        self._turn = 0
        self._scope = Scope()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPED_MS)
        self._pause.timeout.connect(lambda: self.look(self._scope))

    def look_soon(self, scope: Scope) -> None:
        """Look once the person has stopped typing."""
        self._scope = scope
        self._pause.start()

    def look(self, scope: Scope) -> None:
        """Look now; what was looked for before is stopped and not told."""
        self._pause.stop()
        self._stop()
        self._turn += 1
        turn = self._turn
        work = partial(_look, self._workplace.desk.duplicates, scope)
        self._stop = self._workplace.long_work.run(
            work,
            partial(self._tell, turn, self.found.emit),
            partial(self._tell, turn, self.failed.emit),
            cancelled=lambda: self._tell(turn, lambda _none: self.stopped.emit(), None),
        )

    def _tell(self, turn: int, tell: Callable[[object], None], what: object) -> None:
        if turn == self._turn:
            tell(what)


def _look(duplicates: Duplicates, scope: Scope, progress: Progress) -> Found:
    if scope.beside is not None:
        return {kind: duplicates.beside(kind, scope.beside, scope.words, progress) for kind in PairKind}
    if scope.change is not None:
        return {kind: duplicates.among(scope.change, kind, progress) for kind in PairKind}
    return {kind: duplicates.find(kind, progress) for kind in PairKind}


def _nothing() -> None:
    pass
