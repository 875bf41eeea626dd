"""The page of possible duplicates: looked for off the UI thread, compared, merged or set apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealerdesk.domain.duplicates import Pair, PairKind
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.merging import Merged, MergePlan
from dealerdesk.ui.commands import Command
from dealerdesk.ui.duplicates.compare_pane import APART, APART_KEYS, MERGE, MERGE_KEYS, ComparePane
from dealerdesk.ui.duplicates.comparison import Comparison
from dealerdesk.ui.duplicates.head import DuplicatesHead
from dealerdesk.ui.duplicates.looking import Found, Looking, Scope
from dealerdesk.ui.duplicates.pairs_list import PairsList
from dealerdesk.ui.duplicates.pairs_model import PairsModel
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.undoing import Undoing
from dealerdesk.ui.widgets.message_page import MessagePage
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar
from dealerdesk.ui.widgets.reading_order import enter

LIST = Message("ui.duplicates_list", "Pairs that may be one record")
COUNT = Message("ui.duplicates_count", "{count} pair", "{count} pairs")
LOADING = Message("ui.duplicates_loading", "Looking for duplicates …")
FAILED = Message("ui.duplicates_failed", "The duplicates could not be looked for")
STOPPED = Message("ui.duplicates_stopped", "Stopped before everything was looked through")
AGAIN = Message("ui.duplicates_again", "Look again")
EMPTY = Message("ui.duplicates_empty", "Nothing looks twice")
EMPTY_HINT = Message(
    "ui.duplicates_empty_hint",
    "No two records here share a number, or enough else to be taken for one. A name alone is never a reason.",
)
TO_FILES = Message("ui.duplicates_to_files", "Go to the vehicle files")
OTHER_STAYS = Message("ui.command_other_stays", "Let the other one stay")
CARDS_MERGED = Message("ui.duplicates_cards_merged", "Card {gone} is merged into {number}, {name}.")
FILES_MERGED = Message("ui.duplicates_files_merged", "File {gone} is merged into file {number}.")
SET_APART = Message("ui.duplicates_set_apart", "These two are not shown as a pair any more.")
TAKE_BACK = Message("ui.duplicates_take_back", "Undo")
NOT_MEANT = Message("ui.duplicates_not_meant", "Nothing here looks like another one")
NOT_MEANT_HINT = Message(
    "ui.duplicates_not_meant_hint",
    "Write above what you know of the other one: a plate, a VIN, a name, a phone.",
)
PLAN_TOPIC = "duplicates.plan"


class DuplicatesPage(Page):
    """Shows `Place(DUPLICATES, words=kind)`: all pairs, those of an import (`item`) or a file (`file_id`)."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._found: Found | None = None
        self._kind = PairKind.CUSTOMERS
        self._asked_for_kind = False
        self._scope = Scope()
        self._chosen: Pair | None = None
        self._stale = True
        self._looking = Looking(workplace, self)
        self._error: DealerDeskError | None = None
        self.model = PairsModel(workplace.tasks, workplace.desk.duplicates, self)
        self.list = PairsList(self.model)
        self.pane = ComparePane()
        self.head = DuplicatesHead()
        self.outcome = OutcomeBar()
        self._loading = MessagePage("equals")
        self._empty = MessagePage("check-circle", "ok")
        self._to_files = self._empty.add_button()
        self._failed = MessagePage("warning-circle", "bad")
        self.again_button = self._failed.add_button(filled=True)
        self._stack = QStackedWidget()
        self._both = QWidget()
        self._arrange()
        self._connect()
        retell(self, self._tell)

    @property
    def said_instead(self) -> str:
        """What is said in the place of pairs; empty while there are some."""
        page = self._stack.currentWidget()
        return page.text if isinstance(page, MessagePage) else ""

    def arrive(self, place: Place) -> None:
        """Show the kind that the words of `place` name, of the import that it names."""
        self._asked_for_kind = place.words in list(PairKind)
        if self._asked_for_kind:
            self._kind = PairKind(place.words)
        if (place.item, place.file_id) != (self._scope.change, self._scope.beside):
            self._scope = Scope(place.item, place.file_id)
            self._found, self._chosen, self._stale = None, None, True
            self.outcome.hide()
        self.head.chips.choose(self._kind)
        self.head.show_scope(self._scope)
        if self._stale:
            self.look()
        else:
            self._show_pairs()

    def here(self, place: Place) -> Place:
        """The place with the kind that is shown."""
        return replace(place, words=self._kind.value)

    def take_focus(self) -> None:
        """Begin at the words for the other one, at the pairs, or at what stands in their place."""
        if self._scope.beside is not None:
            self.head.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not enter(self._stack, Qt.FocusReason.OtherFocusReason):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Kinds, pairs, fields."""
        return (self.head, self.list, self.pane.table) if not self.said_instead else (self.head, self._stack)

    def commands(self) -> Sequence[Command]:
        """What can be done with the chosen pair."""
        pane = self.pane
        return (
            Command(MERGE, self.merge, MERGE_KEYS, "equals", pane.why_not_merge),
            Command(APART, self.set_apart, APART_KEYS, "x", pane.why_not_apart),
            Command(OTHER_STAYS, self.turn, "Ctrl+T", "arrows-clockwise", pane.why_not_apart),
            Command(AGAIN, self.look, "", "arrow-clockwise"),
        )

    def look(self) -> None:
        """Look for duplicates anew; what is listed stays until they are found."""
        self._stale, self._error = False, None
        if self._found is None or not any(self._found.values()):
            self._show_page(self._loading)
        self._looking.look(self._scope)

    def merge(self) -> None:
        """Make one record of the chosen two."""
        comparison = self.pane.comparison
        if comparison is None or self.pane.why_not_merge() is not None:
            return
        merging, plan, chosen = self.workplace.desk.merging, comparison.plan, comparison.chosen
        self.pane.show_comparison(comparison, busy=True)
        self.workplace.long_work.run(
            lambda progress: merging.apply_merge(plan, chosen, progress),
            self._on_merged,
            self._on_refused,
            cancelled=partial(self.pane.show_comparison, comparison),
            in_order=True,
        )

    def set_apart(self) -> None:
        """Note that the chosen two are not the same."""
        pair, comparison = self._chosen, self.pane.comparison
        if pair is None or comparison is None or self.pane.why_not_apart() is not None:
            return
        duplicates, kind = self.workplace.desk.duplicates, comparison.plan.kind
        self.pane.show_comparison(comparison, busy=True)
        self.workplace.tasks.write(
            lambda: duplicates.set_apart(kind, pair.first, pair.second),
            lambda _change: self._on_done(lambda each: each != pair, SET_APART.said),
            self._on_refused,
        )

    def turn(self) -> None:
        """Let the other one of the two stay."""
        if self.pane.comparison is not None:
            self._plan(self.pane.comparison.plan.other.id)

    def _on_found(self, found: Found) -> None:
        """List what was found; where nobody chose a kind, one that has any."""
        is_first, self._found = self._found is None, found
        if is_first and not self._asked_for_kind and not found[self._kind]:
            self._kind = next((kind for kind in PairKind if found[kind]), self._kind)
            self.head.chips.choose(self._kind)
        self._show_pairs()

    def _on_stopped(self) -> None:
        """What the person stopped is said, unless there is something to show."""
        self._stale = True
        if self._found is None:
            self._show_page(self._failed)
            self._tell()

    def show_failed(self, error: Exception) -> None:
        """Say why duplicates could not be looked for."""
        self._error, self._stale = error_for_people(error), True
        self._show_page(self._failed)
        self._tell()

    def _show_pairs(self) -> None:
        """List the pairs of the chosen kind, with the same one chosen as before, or the next."""
        if self._found is None:
            return
        pairs = self._found[self._kind]
        at = max(self.list.currentIndex().row(), 0)
        chosen = self._chosen if self.model.kind is self._kind else None
        self.model.show_pairs(self._kind, pairs, is_beside=self._scope.beside is not None)
        self.head.chips.show_counts({kind: len(of_kind) for kind, of_kind in self._found.items()}, shown=bool)
        self._show_page(self._both if pairs else self._empty)
        if pairs:
            known = self.model.row_of(chosen)
            self.list.choose(known if known is not None else min(at, len(pairs) - 1))
        else:
            self._chosen = None
            self.pane.show_comparison(None)
        self.list.look_around()
        self._tell()

    def _on_chosen(self, row: int) -> None:
        pair = self.model.pair_at(row)
        if pair is None:
            return
        if pair != self._chosen:
            self._chosen = pair
            self.pane.wait()
        self._plan(None)
        self._tell_counted()

    def _plan(self, kept: int | None) -> None:
        """Compare the chosen two, and keep `kept`, or whichever has more; what was picked stays picked."""
        pair, kind, merging = self._chosen, self._kind, self.workplace.desk.merging
        if pair is None:
            return
        shown = self.pane.comparison
        if kept is None and shown is not None:
            kept = shown.plan.kept.id
        if kept is None:
            ask = partial(merging.plan_pair, kind, pair.first, pair.second)
        else:
            ask = partial(merging.plan_merge, kind, kept, pair.second if kept == pair.first else pair.first)
        self.workplace.tasks.read(PLAN_TOPIC, ask, partial(self._on_planned, pair), self._on_not_there)

    def _on_planned(self, pair: Pair, plan: MergePlan) -> None:
        shown = self.pane.comparison
        picked = shown.picked if shown is not None and pair == self._chosen else {}
        self.pane.show_comparison(Comparison(plan, pair.first, picked))

    def _on_not_there(self, _error: Exception) -> None:
        """One of the two is gone by now: what is left is looked for."""
        self.pane.show_comparison(None)
        self.look()

    def _on_merged(self, merged: Merged) -> None:
        message = CARDS_MERGED if merged.kind is PairKind.CUSTOMERS else FILES_MERGED
        said = partial(message.said, gone=merged.gone, number=merged.number, name=merged.name)
        chosen = self._chosen
        gone = {chosen.first, chosen.second} - {merged.kept_id} if chosen else set()
        self._on_done(lambda each: gone.isdisjoint((each.first, each.second)), said)

    def _on_done(self, stays: Callable[[Pair], bool], said: Callable[[], str]) -> None:
        """Go on with the next pair at once; the change itself is heard by the feed."""
        undoing: Undoing = self.workplace.undoing
        self.outcome.show_outcome(said, TAKE_BACK, undoing.undo)
        self.pane.wait()
        if self._found is not None:
            self._found = {**self._found, self._kind: tuple(filter(stays, self._found[self._kind]))}
            self._show_pairs()

    def _on_refused(self, error: Exception) -> None:
        self.workplace.fail(error)
        self.pane.show_comparison(self.pane.comparison)
        self._plan(None)

    def _on_committed(self) -> None:
        self.model.forget_rows()
        if self.isVisible():
            self.look()
        else:
            self._stale = True

    def _on_kind_picked(self, kind: str) -> None:
        self._kind = PairKind(kind)
        self._chosen = None
        self.pane.wait()
        self._show_pairs()

    def _on_typed(self, words: str) -> None:
        self._scope = replace(self._scope, words=words)
        self._looking.look_soon(self._scope)

    def _on_widened(self) -> None:
        self.workplace.go(Place(PageName.DUPLICATES, words=self._kind.value))

    def _on_undone(self, _sentence: str) -> None:
        self.outcome.hide()

    def _show_page(self, page: QWidget) -> None:
        focus = self.focusWidget()
        had_focus = focus is not None and focus.hasFocus() and self._stack.isAncestorOf(focus)
        self._stack.setCurrentWidget(page)
        if had_focus or self.hasFocus():
            self.take_focus()

    def _arrange(self) -> None:
        line = QFrame()
        line.setProperty("look", "divider")
        line.setFixedHeight(m.BORDER)
        between = QFrame()
        between.setProperty("look", "divider")
        between.setFixedWidth(m.BORDER)
        row = QHBoxLayout(self._both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list.setMinimumWidth(m.PAIRS_LEAST)
        self.list.setMaximumWidth(m.PREVIEW_WIDTH)
        self.pane.setMinimumWidth(m.MERGE_LEAST)
        row.addWidget(self.list, 1)
        row.addWidget(between)
        row.addWidget(self.pane, 3)
        for page in (self._loading, self._empty, self._failed, self._both):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.outcome)
        column.addWidget(line)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        feed = self.workplace.feed
        feed.committed.connect(lambda _change: self._on_committed())
        feed.changed_elsewhere.connect(self._on_committed)
        self.workplace.undoing.said.connect(self._on_undone)
        self.model.failed.connect(self.workplace.fail)
        self.list.seen.connect(self.model.see)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda: enter(self.pane.table, Qt.FocusReason.OtherFocusReason))
        self.head.picked.connect(self._on_kind_picked)
        self.head.typed.connect(self._on_typed)
        self.head.widened.connect(self._on_widened)
        self._looking.found.connect(self._on_found)
        self._looking.failed.connect(self.show_failed)
        self._looking.stopped.connect(self._on_stopped)
        self.pane.merge_asked.connect(self.merge)
        self.pane.apart_asked.connect(self.set_apart)
        self.pane.stay_asked.connect(self._plan)
        self.pane.open_asked.connect(
            lambda file_id: self.workplace.go(Place(PageName.FILE, file_id, FileTab.OVERVIEW))
        )
        self.again_button.clicked.connect(self.look)
        self._to_files.clicked.connect(lambda: self.workplace.go(Place(PageName.FILES)))

    def _tell_counted(self) -> None:
        count = len(self.model.pairs)
        said = COUNT.said(count=count) if self._found is not None else ""
        self.counted.emit(said, "")

    def _tell(self) -> None:
        self.list.setAccessibleName(LIST.said())
        self._loading.show_text(LOADING.said())
        is_beside = self._scope.beside is not None
        empty = (NOT_MEANT, NOT_MEANT_HINT) if is_beside else (EMPTY, EMPTY_HINT)
        self._empty.show_text(*(words.said() for words in empty))
        failed = FAILED if self._error is not None else STOPPED
        self._failed.show_text(failed.said(), str(self._error) if self._error else "")
        for button, words in ((self._to_files, TO_FILES), (self.again_button, AGAIN)):
            button.setText(words.said())
            button.setAccessibleName(words.said())
        self._tell_counted()
