"""Searching: brings the search box, the popup below it, and the ways around the window together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent

from dealerdesk.domain.messages import Message
from dealerdesk.services.search import FoundFile, Lookup
from dealerdesk.ui.commands import Command
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.formats import shown_total
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.search.asking import Asking
from dealerdesk.ui.search.lines import Found, FoundCommand, Suggestion, line_of
from dealerdesk.ui.search.offers import found_commands, new_file_offer
from dealerdesk.ui.search.popup import SearchPopup
from dealerdesk.ui.search.recent import RecentFiles
from dealerdesk.ui.search.results import LOOKED_UP, Group, Section, sections_of
from dealerdesk.ui.search.ways import place_of
from dealerdesk.ui.shell.search_box import SearchBox

HINT = Message(
    "ui.search_popup_hint",
    "Type whatever is known, in any order: part of a plate, the end of a VIN, a name, its pinyin or "
    "initials, a phone, or the number of an order or a document.",
)
NOTHING = Message(
    "ui.search_popup_nothing",
    "Nothing is found for “{words}”. Every word must match the same record: leave one out, or type fewer "
    "letters of it.",
)
DID_YOU_MEAN = Message(
    "ui.search_popup_did_you_mean", "Nothing is found for “{words}”. Did you mean “{other}”?"
)
LOADING = Message("ui.search_popup_loading", "Searching for “{words}” …")
FAILED = Message("ui.search_popup_failed", "The search did not work. {reason}")

PER_GROUP = 8
ONE_GROUP = 50
PAGE_STEP = 8
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: PAGE_STEP,
    Qt.Key.Key_PageUp: -PAGE_STEP,
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Searching(QObject):
    """What is typed into `box` is looked up, shown below it, and opened.

    `commands` are those that can be done now; `recent` is to be told of every file that is opened. The focus
    stays in the box all the while.
    """

    def __init__(
        self,
        box: SearchBox,
        workplace: Workplace,
        commands: Callable[[], Sequence[Command]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._box = box
        self._workplace = workplace
        self._commands = commands
        self._lookup: Lookup | None = None
        self._opens_when_answered = False
        self._is_scan = False
        self._error: Exception | None = None
        self._chosen_before: Found | None = None
        self.recent = RecentFiles(workplace.preferences, str(workplace.desk.folder.root))
        self.popup = SearchPopup(box.window())
        self._asking = asking = Asking(workplace.desk.search, workplace.tasks, self.popup)
        asking.found.connect(self._on_found)
        asking.remembered.connect(self._on_remembered)
        asking.failed.connect(self._on_failed)
        asking.took_long.connect(self._on_took_long)
        box.asked.connect(self._on_asked)
        box.typed.connect(self._on_typed)
        box.pressed.connect(self._on_pressed)
        box.entered.connect(self._on_entered)
        box.left.connect(self.close)
        self.popup.opened.connect(self._open)
        self.popup.all_asked.connect(self._show_all)
        self.popup.group_chosen.connect(self._on_group_chosen)
        workplace.feed.committed.connect(self._on_committed)
        workplace.feed.changed_elsewhere.connect(self._on_committed)
        box.installEventFilter(self)
        box.window().installEventFilter(self)
        self.destroyed.connect(self.popup.deleteLater)

    @property
    def is_open(self) -> bool:
        """Whether the popup is shown."""
        return not self.popup.isHidden()

    def close(self) -> None:
        """Close the popup; what is typed stays."""
        self._opens_when_answered = False
        self._asking.forget()
        self._lookup = None
        self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Keep the popup below the box whatever moves, and its words in the language that is spoken."""
        kind = event.type()
        # The kind first: the window's last events come when the popup is gone.
        if kind in {QEvent.Type.Resize, QEvent.Type.Move} and self.is_open:
            self._stand()
        elif kind is QEvent.Type.LanguageChange and watched is self._box and self.is_open:
            QTimer.singleShot(0, self, self._show_again)
        return False

    # What is asked

    def _on_typed(self) -> None:
        self._opens_when_answered = False

    def _on_asked(self, words: str) -> None:
        self.popup.chips.choose(None)
        if words:
            self._look_up()
        elif self.is_open:
            self._show_recent()
        else:
            self._asking.forget()

    def _on_entered(self) -> None:
        if not self._box.words:
            self._show_recent()
        elif not self.is_open:
            self._look_up()

    def _on_group_chosen(self, group: Group | None) -> None:
        self.popup.chips.choose(group)
        self._look_up()

    def _on_committed(self) -> None:
        if self.is_open and self._box.words:
            self._look_up(self.popup.chosen)

    def _look_up(self, chosen: Found | None = None) -> None:
        """Look up what is typed; `chosen` stays chosen."""
        words = self._box.words
        if not words:
            return
        self._lookup = None
        self._chosen_before = chosen
        self._error = None
        self._asking.look_up(words, ONE_GROUP if self.popup.chips.choice else PER_GROUP)

    def _show_recent(self) -> None:
        self._asking.remember(self.recent.ids)

    # What is answered

    def _on_found(self, lookup: Lookup) -> None:
        if not self._box.field.hasFocus():
            return
        if lookup.text != self._box.words:
            self._box.forget_asked()
            return
        self._lookup = lookup
        self._show(lookup, self._chosen_before)
        if self._opens_when_answered:
            self._opens_when_answered = False
            # Words that nobody has seen yet are nobody's choice.
            if not lookup.suggestions:
                self._open_answer()

    def _on_remembered(self, files: tuple[FoundFile, ...]) -> None:
        self.recent.forget_all_but(file.file_id for file in files)
        if self._box.words or not self._box.field.hasFocus():
            return
        sections = [Section(Group.RECENT, files)] if files else []
        self.popup.chips.hide()
        self.popup.hints.show_for_results(is_result=False)
        self._unfold()
        self.popup.show_sections(sections, note=HINT.said())

    def _on_failed(self, error: Exception) -> None:
        self._opens_when_answered = False
        self._error = error_for_people(error)
        self._say(FAILED.said(reason=str(self._error)), is_bad=True)

    def _on_took_long(self) -> None:
        if self._box.field.hasFocus():
            self._say(LOADING.said(words=self._box.words))

    def _say(self, note: str, *, is_bad: bool = False) -> None:
        self.popup.chips.hide()
        self.popup.hints.show_for_results(is_result=False)
        self._unfold()
        self.popup.show_sections([], note=note, is_bad=is_bad)

    def _show_again(self) -> None:
        """Say what is shown in another language."""
        if self._lookup is not None:
            self._show(self._lookup, self.popup.chosen)
        elif self._error is not None:
            self._say(FAILED.said(reason=str(self._error)), is_bad=True)
        elif not self._box.words:
            self._show_recent()

    def _show(self, lookup: Lookup, best: Found | None = None) -> None:
        popup = self.popup
        choice = popup.chips.choice
        sections = sections_of(lookup)
        popup.chips.show_numbers(_numbers(lookup, sections))
        if choice is not None:
            is_listed_elsewhere = choice in {Group.FILES, Group.ORDERS}
            sections = [
                replace(section, has_more=section.has_more and is_listed_elsewhere)
                for section in sections
                if section.group is choice
            ]
        others = [] if choice else self._others(lookup)
        note = "" if sections or others else NOTHING.said(words=lookup.text)
        if not sections and any(section.group is Group.OFFERS for section in others):
            note = NOTHING.said(words=lookup.text)
        if lookup.suggestions:
            note = DID_YOU_MEAN.said(words=lookup.text, other=lookup.suggestions[0])
        popup.chips.setVisible(bool(sections) or choice is not None)
        popup.hints.show_for_results(is_result=bool(sections))
        self._unfold()
        popup.show_sections(
            [*sections, *others], note=note, best=best or lookup.exact, shares_out=choice is None
        )
        self._announce()

    def _others(self, lookup: Lookup) -> list[Section]:
        """What can be done with the words besides opening what they found."""
        commands = found_commands(lookup.text, self._commands())
        offer = None if lookup.files.total else new_file_offer(lookup.text)
        meant = tuple(map(Suggestion, lookup.suggestions))
        return [
            *([Section(Group.SUGGESTIONS, meant)] if meant else []),
            *([Section(Group.OFFERS, (offer,))] if offer else []),
            *([Section(Group.COMMANDS, commands)] if commands else []),
        ]

    def _unfold(self) -> None:
        self._stand()
        self.popup.show()
        self.popup.raise_()

    def _stand(self) -> None:
        place = self._box.mapTo(self._box.window(), QPoint(0, 0))
        self.popup.stand_below(QRect(place, self._box.size()))

    # Keys

    def _on_pressed(self, event: QKeyEvent) -> None:
        """Take the keys that steer the popup; the others are left to the field and the window."""
        act = self._act_of(event)
        if act is None:
            return
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            act()

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_plain = modifiers == Qt.KeyboardModifier.NoModifier
        if key in _STEPS and is_plain:
            return partial(self._step, _STEPS[key])
        if key in _ENTER and is_plain:
            return self._enter
        if key in _ENTER and modifiers == Qt.KeyboardModifier.ControlModifier and self._box.words:
            return self._show_in_list
        if key is Qt.Key.Key_Escape and (self.is_open or self._box.has_text):
            return self._escape
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and self.is_open and not self.popup.chips.isHidden():
            return partial(self._to_next_group, 1 if key is Qt.Key.Key_Tab else -1)
        return None

    def _step(self, steps: int) -> None:
        if self.is_open:
            self.popup.step(steps)
            self._announce()
        else:
            self._on_entered()

    def _enter(self) -> None:
        """Open what is chosen; while the answer to these words is on its way, wait for it."""
        self._is_scan = self._box.was_scanned
        self._box.ask()
        if not self._box.words:
            if self.is_open and self.popup.chosen is not None:
                self._open(self.popup.chosen)
        elif self._lookup is not None and self._lookup.text == self._box.words:
            self._open_answer()
        elif self._asking.is_under_way:
            self._opens_when_answered = True
        else:
            self._look_up()

    def _open_answer(self) -> None:
        """Open what is chosen; of something scanned only what was scanned, or the one thing there is."""
        lookup, chosen = self._lookup, self.popup.chosen
        if lookup is not None and self._is_scan and lookup.exact is None:
            others = (FoundCommand, Suggestion)
            rows = [found for found in self.popup.model.found if not isinstance(found, others)]
            files = lookup.files
            chosen = files.rows[0] if files.total == 1 else rows[0] if len(rows) == 1 else None
        if chosen is not None:
            self._open(chosen)

    def _escape(self) -> None:
        if self.is_open:
            self.close()
        else:
            self._box.clear()

    def _to_next_group(self, steps: int) -> None:
        self._on_group_chosen(self.popup.chips.next_choice(steps))

    # Ways

    def _open(self, found: Found) -> None:
        if isinstance(found, FoundCommand):
            against = found.command.why_not()
            if against is not None:
                self._workplace.say(against.said())
                return
            self._end()
            found.command.run()
            return
        if isinstance(found, Suggestion):
            self._box.field.setText(found.words)
            self._box.ask()
            return
        place = place_of(found)
        self._end()
        self._workplace.go(place)

    def _show_in_list(self) -> None:
        group = self.popup.chips.choice if self.is_open else None
        self._leave_for_list(PageName.SERVICE if group is Group.ORDERS else PageName.FILES)

    def _show_all(self, group: Group) -> None:
        if group is Group.FILES:
            self._leave_for_list(PageName.FILES)
        elif group is Group.ORDERS:
            self._leave_for_list(PageName.SERVICE)
        else:
            self._on_group_chosen(group)

    def _leave_for_list(self, page: PageName) -> None:
        words = self._box.words
        self._end()
        self._workplace.go(Place(page, words=words))

    def _end(self) -> None:
        """Leave the search: the next one begins with an empty box."""
        self.close()
        self._box.clear()

    def _announce(self) -> None:
        """Say the chosen row to people who listen: the focus, which is heard otherwise, stays in the box."""
        chosen = self.popup.chosen
        if chosen is not None and QAccessible.isActive():
            said = QAccessibleAnnouncementEvent(self._box.field, line_of(chosen).said())
            QAccessible.updateAccessibility(said)


def _numbers(lookup: Lookup, sections: Sequence[Section]) -> dict[Group | None, str]:
    found = {section.group: section.total for section in sections}
    groups = (lookup.files, lookup.customers, lookup.documents, lookup.orders)
    total = sum(group.total for group in groups)
    are_counted = all(group.is_counted for group in groups)
    return {
        None: shown_total(total, is_counted=are_counted),
        **{g: found[g] for g in LOOKED_UP if g in found},
    }
