"""The inputs of the overview: what was shown, what was typed since, and what is wrong or doubtful."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import CUSTOMER, FILE_FIELDS, CustomerKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import read_value
from dealerdesk.services.cards import CARD_ONLY, CardDraft
from dealerdesk.services.drafts import Draft
from dealerdesk.ui.file.notes import ConflictNote, OwnerNote
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.widgets.form import FieldInput

OR_REASON = Message("ui.file.or_reason", "{problem} If it is right as it stands, give the reason below.")
OWNER_CODES = frozenset(
    {"customer_kind", "id_number", "company_number", "phone", "mailing_address", "registered_address"}
    | {each.code for each in CARD_ONLY}
)
"""Fields of the owner's card besides the name: a new owner brings a card of their own."""
_LINES = {"notes": 4}
_CORRECTS, _OWNER = "corrects_name", "owner"
_Sentence = Callable[[], str]


class CardFields(QObject):
    """Holds the inputs by field code; `changed` tells after every step of typing."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        fields = [each for each in (*FILE_FIELDS, *CARD_ONLY) if each.editable]
        self.inputs = {
            each.code: FieldInput(each, lines=_LINES.get(each.code, 1), quiet=True) for each in fields
        }
        self.owner_note = OwnerNote()
        self._notes = {code: ConflictNote() for code in self.inputs}
        self._values: dict[str, str] = dict.fromkeys(self.inputs, "")
        self._owner: int | None = None
        self._theirs: dict[str, str] = {}
        self._refused: dict[str, _Sentence] = {}
        for code, each in self.inputs.items():
            each.edited.connect(partial(self._on_edited, code))
            each.finished.connect(partial(self._on_finished, code))
            if code == CUSTOMER.code:
                each.stand_below(self.owner_note)
            each.stand_below(self._notes[code])
            self._notes[code].theirs_taken.connect(partial(self.take_theirs, code))
            self._notes[code].mine_kept.connect(partial(self.keep_mine, code))
        self.owner_note.chosen.connect(self._on_owner_chosen)
        retell(self.owner_note, self.tell)

    # --- what is shown and what was typed

    @property
    def changes(self) -> dict[str, str]:
        """What was typed and is not saved, by field code."""
        return {code: each.text for code, each in self.inputs.items() if each.is_changed}

    @property
    def conflicts(self) -> dict[str, str]:
        """Fields that somebody else changed while they were edited, with what stands there now."""
        return dict(self._theirs)

    @property
    def notes(self) -> list[ConflictNote]:
        """What stands below the inputs where somebody else changed something."""
        return list(self._notes.values())

    @property
    def is_new_owner(self) -> bool:
        """Whether another name was typed that means another owner."""
        return (
            self.inputs[CUSTOMER.code].is_changed
            and bool(self._values[CUSTOMER.code])
            and not self.owner_note.corrects_name
        )

    @property
    def draft(self) -> CardDraft:
        """What is to be saved."""
        typed = self.changes
        ignored = OWNER_CODES if self.is_new_owner else frozenset()
        seen = {code: self._values[code] for code in typed if code not in ignored}
        return CardDraft(typed, seen, corrects_name=self.owner_note.corrects_name, owner=self._owner)

    @property
    def kept_draft(self) -> Draft:
        """What is to be kept until it is saved."""
        draft = self.draft
        marks = {_CORRECTS: "yes"} if draft.corrects_name else {}
        marks |= {_OWNER: str(draft.owner)} if draft.owner is not None else {}
        return Draft(draft.typed, draft.seen, marks)

    def show_values(self, values: Mapping[str, str], owner: int | None) -> None:
        """Show another file's values, and those of its owner's card; nothing of what was typed stays."""
        self._values = {code: values[code] for code in self.inputs}
        self._owner = owner
        self._theirs.clear()
        self._refused.clear()
        self.owner_note.choose(corrects_name=False)
        for code, each in self.inputs.items():
            each.show_text(self._values[code])
        self._settle()

    def restore(self, draft: Draft) -> None:
        """Write what was typed earlier; what somebody changed since stands beside it."""
        self.owner_note.choose(corrects_name=_CORRECTS in draft.marks)
        for code, text in draft.typed.items():
            if code in self.inputs and text.strip() != self._values[code].strip():
                self.inputs[code].write(text)
                seen = draft.seen.get(code, self._values[code])
                if seen != self._values[code]:
                    self._theirs[code] = self._values[code]
        was = draft.marks.get(_OWNER, "")
        if was and was != str(self._owner):
            self._doubt_what_is_of_the_card()
        self._settle()

    def show_again(self, values: Mapping[str, str], owner: int | None) -> None:
        """Show the same file's values of now; what is being typed stays, also where they differ."""
        is_another, self._owner = self._owner not in {None, owner}, owner
        for code, each in self.inputs.items():
            now, before = values[code], self._values[code]
            if each.is_changed:
                if now == each.text.strip():
                    self._forget(code)
                    each.show_text(now)
                elif now != before:
                    self._theirs[code] = now
            elif now != each.shown:
                each.show_text(now)
        self._values = {
            code: self._values[code] if code in self._theirs else values[code] for code in self.inputs
        }
        if is_another:
            self._doubt_what_is_of_the_card()
        self._settle()

    def accept(self, sent: Mapping[str, str], values: Mapping[str, str], owner: int | None) -> None:
        """What was sent is saved, and `values` stand there now; what was typed meanwhile stays."""
        self._owner = owner
        self._values = {code: values[code] for code in self.inputs}
        if self.inputs[CUSTOMER.code].text == sent.get(CUSTOMER.code):
            self.owner_note.choose(corrects_name=False)
        for code, each in self.inputs.items():
            text, stays = each.text, each.is_changed and each.text != sent.get(code)
            self._forget(code)
            each.show_text(values[code])
            if stays:
                each.write(text)
        self._settle()

    def discard(self, code: str) -> None:
        """Show again what stood in one field."""
        self.inputs[code].show_text(self._theirs.get(code, self._values[code]))
        self._values[code] = self.inputs[code].text
        self._forget(code)
        self._settle()

    def discard_all(self) -> None:
        """Show again what stood in all fields."""
        self.show_values(self._values | self._theirs, self._owner)

    # --- what others changed, and what is wrong

    def show_conflicts(self, theirs: Mapping[str, str], owner: int | None) -> None:
        """Say what stands in these fields now, and whose card that is."""
        self._owner = owner
        self._theirs |= {code: text for code, text in theirs.items() if code in self.inputs}
        self._settle()

    def take_theirs(self, code: str) -> None:
        """Give up what was typed."""
        self.discard(code)

    def keep_mine(self, code: str) -> None:
        """What was typed is right, knowing what stands there now."""
        self._values[code] = self._theirs.pop(code, self._values[code])
        text = self.inputs[code].text
        self.inputs[code].show_text(self._values[code])
        self.inputs[code].write(text)
        self._settle()

    def refuse(self, code: str, error: DealerDeskError) -> None:
        """Say beside the field why it was not saved."""
        self._refused[code] = lambda: error.message.said(**error.params)
        self.tell()
        self.inputs[code].editor.setFocus()

    def field_in_focus(self) -> str | None:
        """The field that the keyboard is in."""
        focus = QApplication.focusWidget()
        found = (code for code, each in self.inputs.items() if focus and each.isAncestorOf(focus))
        return next(found, None)

    def _doubt_what_is_of_the_card(self) -> None:
        """What was typed for one owner is not meant for another, also where the same stood on both cards."""
        for code in self.draft.of_card & self.inputs.keys():
            self._theirs.setdefault(code, self._values[code])

    def _forget(self, code: str) -> None:
        self._theirs.pop(code, None)
        self._refused.pop(code, None)

    def _on_edited(self, code: str) -> None:
        self._refused.pop(code, None)
        self.inputs[code].show_problem()
        self._mark(code)
        self.changed.emit()

    def _on_finished(self, code: str) -> None:
        if code == CUSTOMER.code:
            self._rebase()
        self.tell()

    def _on_owner_chosen(self) -> None:
        self._settle()

    def _settle(self) -> None:
        """After any change that is not a step of typing."""
        self._rebase()
        for code in self.inputs:
            self._mark(code)
        self.tell()
        self.changed.emit()

    def _rebase(self) -> None:
        """A new owner's card is not the old one's: nothing stands in it yet."""
        for code in OWNER_CODES - {"customer_kind"}:
            each = self.inputs[code]
            base = "" if self.is_new_owner else self._values[code]
            if each.shown != base:
                text, stays = each.text, each.is_changed
                each.show_text(base)
                if stays:
                    each.write(text)
        name = self.inputs[CUSTOMER.code]
        self.owner_note.show_owner(
            self._values[CUSTOMER.code] if name.is_changed and name.text.strip() else ""
        )

    def _mark(self, code: str) -> None:
        self.inputs[code].mark_changed(changed=self.inputs[code].is_changed)

    def tell(self) -> None:
        """Say what is wrong or doubtful beside each field."""
        for code, each in self.inputs.items():
            note = self._notes[code]
            note.show_theirs(each.field, self._theirs.get(code))
            sentence, is_doubt = self._sentence(code)
            each.show_problem(sentence, warning=is_doubt)

    def _sentence(self, code: str) -> tuple[str, bool]:
        if code in self._refused:
            return self._refused[code](), False
        each = self.inputs[code]
        if not each.text.strip() or code in self._theirs:
            return "", False
        reading = read_value(each.field, each.text)
        if reading.error and code == "vin":
            if self.inputs["vin_note"].text.strip():
                return "", False
            return OR_REASON.said(problem=reading.error.said()), not each.is_changed
        if reading.error:
            return reading.error.said(), not each.is_changed
        return " ".join(doubt.said() for doubt in reading.warnings), True

    def wants(self, code: str) -> bool:
        """Whether a field that few need is to be seen."""
        each, kind = self.inputs[code], self.inputs["customer_kind"].text
        if each.text or each.is_changed:
            return True
        if code == "vin_note":
            return bool(read_value(self.inputs["vin"].field, self.inputs["vin"].text).error)
        if code == "company_number":
            return kind == CustomerKind.COMPANY
        return code != "id_number" or kind != CustomerKind.COMPANY
