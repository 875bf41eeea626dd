"""Undo and redo of what was done in this window, by name.

Every commit comes by here through the change feed, so no screen can do something that is not undone with
Ctrl+Z. Undoing is a change set of its own (storage/undo.py), and redoing is the undo of that.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.ui.change_feed import ChangeFeed
from dealerdesk.ui.long_work import LongWork
from dealerdesk.ui.tasks import Failed

if TYPE_CHECKING:  # start-up: services are loaded after the first paint
    from dealerdesk.services.history import History, UndoResult
    from dealerdesk.storage.unit_of_work import Change

TAKEN_BACK = Message("ui.taken_back", "Taken back: {action}")
DONE_AGAIN = Message("ui.done_again", "Done again: {action}")
KEPT = Message("ui.undo_kept", "Taken back: {action}. Kept, because they were changed since: {kept}.")
NOTHING_BACK = Message(
    "ui.undo_nothing", "Nothing could be taken back of “{action}”: {kept} changed since. See the history."
)
NOTHING_LEFT = Message("ui.undo_nothing_left", "Nothing is left of “{action}” to take back.")
STEPS_KEPT = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One change set that can be taken back, with its action as the history keeps it."""

    set_id: int
    label: str
    params: str

    @property
    def action(self) -> str:
        """What was done, in the language that is spoken now."""
        # start-up: services are loaded after the first paint
        from dealerdesk.services.history import action_text  # noqa: PLC0415  # start-up, see above

        return action_text(self.label, self.params)

    @property
    def is_for_good(self) -> bool:
        """Whether taking it back is refused, whatever happened since."""
        # start-up: services are loaded after the first paint
        from dealerdesk.services.actions import FOR_GOOD  # noqa: PLC0415  # start-up, see above

        return self.label in FOR_GOOD


@dataclass(slots=True, eq=False)
class _Asked:
    """What a key asked for: the last of `steps` taken back, and how that is said.

    It is due when all that was written before the key is done; what comes after that is `spared`.
    """

    steps: list[Step]
    sentence: Message
    is_due: bool = False
    spared: set[int] = field(default_factory=set)

    @property
    def step(self) -> Step | None:
        """What is to be taken back."""
        return next((each for each in reversed(self.steps) if each.set_id not in self.spared), None)


class Undoing(QObject):
    """What can be taken back and what can be done again; `changed` tells when that is something else now.

    `said` carries a sentence on what was taken back, or why nothing was.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(
        self, feed: ChangeFeed, long_work: LongWork, failed: Failed, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._long_work = long_work
        self._failed = failed
        self._history: Callable[[], History] | None = None
        self._done: list[Step] = []
        self._taken_back: list[Step] = []
        self._asked: deque[_Asked] = deque()
        self._is_at_it = False
        feed.committed.connect(self._on_committed)

    def use(self, history: Callable[[], History]) -> None:
        """Take changes back with what `history` answers; it is asked when there is something to take back."""
        self._history = history

    @property
    def undoable(self) -> Step | None:
        """What Ctrl+Z takes back."""
        return self._done[-1] if self._done else None

    @property
    def redoable(self) -> Step | None:
        """What is done again."""
        return self._taken_back[-1] if self._taken_back else None

    def undo(self) -> None:
        """Take the latest change back: the one that is being written now, too, once it is."""
        self._ask(_Asked(self._done, TAKEN_BACK))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._ask(_Asked(self._taken_back, DONE_AGAIN))

    def _ask(self, asked: _Asked) -> None:
        """Wait for what is being written: which change was the latest when the key came shows then."""
        self._asked.append(asked)
        self._long_work.in_turn(partial(self._on_due, asked), waits=self._is_at_it)

    def _on_due(self, asked: _Asked) -> None:
        asked.is_due = True
        if not self._is_at_it:
            self._go_on()

    def _go_on(self) -> None:
        """Do what was asked for next."""
        self._is_at_it = bool(self._asked) and self._asked[0].is_due
        if self._is_at_it:
            self._take_back()

    def _take_back(self) -> None:
        asked, history = self._asked.popleft(), self._history
        steps, step = asked.steps, asked.step
        if step is None or history is None:
            self._go_on()
            return

        def work(progress: Progress) -> UndoResult:
            return history().undo(step.set_id, progress)

        def then(result: UndoResult) -> None:
            if result.change is None and steps and steps[-1] is not step:
                # A newer change came in between, and has to be taken back before.
                asked.spared.clear()
                self._asked.appendleft(asked)
                self._go_on()
                return
            if result.change is None:
                _drop(steps, step)
            self._say(step, result, asked.sentence)
            self.changed.emit()
            self._go_on()

        def failed(error: Exception) -> None:
            _drop(steps, step)
            cancelled()
            self.changed.emit()
            self._failed(error)

        def cancelled() -> None:
            # Whoever pressed the keys many times did not mean to go on past this.
            self._asked.clear()
            self._is_at_it = False

        self._long_work.run(work, then, failed, cancelled=cancelled, in_order=True)

    def _say(self, step: Step, result: UndoResult, sentence: Message) -> None:
        if result.change is None and not result.kept:
            self.said.emit(NOTHING_LEFT.said(action=step.action))
        elif result.change is None:
            self.said.emit(NOTHING_BACK.said(action=step.action, kept=list(result.kept)))
        elif result.kept:
            self.said.emit(KEPT.said(action=step.action, kept=list(result.kept)))
        else:
            self.said.emit(sentence.said(action=step.action))

    def _on_committed(self, change: Change) -> None:
        if not change.changes_rows:
            return
        if (step := _step_of(self._done, change.undoes)) is not None:
            self._done.remove(step)
            self._taken_back.append(Step(change.set_id, step.label, step.params))
        elif (step := _step_of(self._taken_back, change.undoes)) is not None:
            self._taken_back.remove(step)
            self._done.append(Step(change.set_id, step.label, step.params))
        else:
            self._done.append(Step(change.set_id, change.label, change.params))
            for asked in self._asked:
                if asked.is_due:
                    asked.spared.add(change.set_id)
            self._taken_back.clear()
            del self._done[:-STEPS_KEPT]
        self.changed.emit()


def _step_of(steps: list[Step], set_id: int | None) -> Step | None:
    return next((step for step in steps if step.set_id == set_id), None)


def _drop(steps: list[Step], step: Step) -> None:
    if step in steps:
        steps.remove(step)
