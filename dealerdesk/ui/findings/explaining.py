"""What is typed beside a list of discrepancies: shown, kept, saved for one or many; and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTemporaryDir

from dealerdesk.domain.audits import Explanation, Fault
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Corrected, Correction, EvidenceRow, Explained
from dealerdesk.ui.exporting import open_file
from dealerdesk.ui.findings.about import More
from dealerdesk.ui.findings.known import Known, read_more
from dealerdesk.ui.findings.list_view import FindingsList
from dealerdesk.ui.findings.pane import FindingPane, Mode
from dealerdesk.ui.findings.typed import MANY, SIGNERS, Typed, key_text
from dealerdesk.ui.findings.usual import ACTIONS, CAUSES
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar

SAVED = Message(
    "ui.findings_saved_all",
    "{count} discrepancy is explained in one go.",
    "{count} discrepancies are explained in one go.",
)
CORRECTED = Message("ui.findings_corrected", "File {file_no}: {correction}. Explain it, too.")
TAKE_BACK = Message("ui.findings_take_back", "Undo")
DAYS_TO_ACT = 14
"""An explanation is due so many days from now, until somebody says otherwise."""
_MORE, _OPEN_COUNT = "findings.more", "findings.open_count"


class Explaining(QObject):
    """Works on the list that `use` was told of; `typed` holds what is not saved."""

    def __init__(self, workplace: Workplace, pane: FindingPane, bar: OutcomeBar, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._pane = pane
        self._bar = bar
        self._list: FindingsList | None = None
        self._known: Known | None = None
        self._last: Explanation | None = None
        self._is_all = False
        self._open_count = 0
        self._goes_on = False
        self._lent: QTemporaryDir | None = None
        self.typed = Typed(workplace.desk.drafts, workplace.tasks, workplace.fail, self)
        self.typed.read.connect(self._on_draft_read)
        pane.save_asked.connect(self.save)
        pane.edited.connect(self._on_edited)
        pane.left.connect(self.leave_many)
        pane.correction_asked.connect(self.correct)
        pane.open_asked.connect(self._on_open_asked)
        pane.photo_asked.connect(self._on_photo_asked)

    @property
    def unsaved(self) -> int:
        """How many explanations are typed and not saved."""
        return self.typed.count_but(SIGNERS)

    def use(self, listing: FindingsList | None) -> None:
        """Work on `listing` from now on."""
        self._list = listing
        self._is_all = False
        self.show()

    def show_known(self, known: Known) -> None:
        """Take what is known of the audit as it is now."""
        self._known = known
        self._pane.show_closed(closed=known.is_closed)
        self._offer()

    def show(self) -> None:
        """Show what is chosen in the list."""
        listing = self._list
        if listing is None:
            return
        count = listing.table.chosen_count
        if self._is_all or (count > 1 and not self._is_closed):
            self._workplace.tasks.forget(_MORE)
            shown = self._open_count if self._is_all else count
            self._pane.show_many(shown, self.typed.texts(MANY), self._known_texts(), are_all=self._is_all)
            self._offer()
            return
        found = listing.row
        if found is None and listing.model.rowCount() and listing.table.currentIndex().isValid():
            return
        typed = self.typed.texts(key_text(found.key)) if found is not None else {}
        before = self._pane.found
        if self._pane.mode is not Mode.ONE or found is None or before is None or before != found:
            self._pane.show_one(found, typed, self._known_texts())
            self._offer()
        if found is not None:
            read = partial(read_more, self._workplace.desk, self._audit, found.key)
            self._workplace.tasks.read(_MORE, read, self._on_more)

    def begin(self) -> None:
        """Put the keyboard where the explanation begins."""
        if self._pane.mode is not Mode.NONE and not self._is_closed:
            self._pane.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def explain_all(self) -> None:
        """Let everything that is listed and not explained be explained at once."""
        if self._list is not None and not self._is_closed:
            self._workplace.tasks.read(_OPEN_COUNT, self._list.count_unexplained, self._on_open_counted)

    def _on_open_counted(self, count: int) -> None:
        if count and self._list is not None:
            self._open_count, self._is_all = count, True
            self.show()
            self.begin()

    def leave_many(self) -> None:
        """Go back to the row at hand."""
        listing = self._list
        self._is_all = False
        if listing is not None:
            listing.table.go_to(listing.table.currentIndex().row())
            self.show()
            listing.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self, goes_on: bool) -> None:  # what a signal carries
        """Save what is written; with `goes_on` the next row is shown then, and the keyboard stays."""
        listing, pane = self._list, self._pane
        if listing is None or pane.mode is Mode.NONE or self._is_closed:
            return
        said = pane.explanation
        if said is None:
            return
        self._last = said
        if pane.mode is not Mode.ONE or pane.found is None:
            self._save_many(listing, said)
            return
        self._goes_on = goes_on
        key, findings, audit = pane.found.key, self._workplace.desk.findings, self._audit
        self._workplace.tasks.write(
            lambda: findings.explain_listed(audit, [key], said), partial(self._on_saved, key_text(key))
        )

    def correct(self, correction: Correction) -> None:
        """Change the record as the discrepancy suggests."""
        found = self._pane.found
        if found is None:
            return
        findings, audit, key = self._workplace.desk.findings, self._audit, found.key
        self._workplace.tasks.write(
            lambda: findings.correct(audit, key, correction),
            partial(self._on_corrected, key_text(key), correction),
        )

    def _save_many(self, listing: FindingsList, said: Explanation) -> None:
        read = listing.keys_unexplained() if self._is_all else listing.keys_chosen()
        findings, audit = self._workplace.desk.findings, self._audit

        def work() -> tuple[Explained, int]:
            keys = read()
            return findings.explain_listed(audit, keys, said), len(keys)

        self._workplace.long_work.run(
            lambda _progress: work(), self._on_saved_many, self._workplace.fail, in_order=True
        )

    def _on_saved(self, key: str, _explained: Explained) -> None:
        self.typed.forget(key)
        self._pane.note_typed(typed=False)
        listing = self._list
        if listing is None or not self._goes_on:
            return
        self._goes_on = False
        if listing.filter.unexplained:
            return
        listing.table.go_to(self._next_open(listing))
        self.begin()

    def _next_open(self, listing: FindingsList) -> int:
        """The next row that nobody explained, as far as rows are there; else the next one."""
        here = listing.table.currentIndex().row()
        for row in range(here + 1, listing.model.rowCount()):
            found = listing.model.row_at(row)
            if found is None:
                break
            if found.cause is None:
                return row
        return here + 1

    def _on_saved_many(self, result: tuple[Explained, int]) -> None:
        _explained, count = result
        self.typed.forget(MANY)
        self._bar.show_outcome(partial(SAVED.said, count=count), TAKE_BACK, self._workplace.undoing.undo)
        self.leave_many()

    def _on_corrected(self, key: str, correction: Correction, corrected: Corrected) -> None:
        """Say what was done, and offer it as the action where none is written."""

        def say() -> str:
            return CORRECTED.said(file_no=corrected.file_no, correction=correction.said())

        self._bar.show_outcome(say, TAKE_BACK, self._workplace.undoing.undo)
        found, form = self._pane.found, self._pane.form
        if found is None or key_text(found.key) != key or self._is_closed:
            return
        if not form.texts["action"].strip():
            form.write("action", correction.said())

    def _on_edited(self) -> None:
        pane = self._pane
        key = MANY if pane.found is None else key_text(pane.found.key)
        self.typed.write(key, pane.form.typed)
        pane.note_typed(typed=bool(pane.form.typed))

    def _on_draft_read(self) -> None:
        self._pane.mode = Mode.NONE
        self.show()

    def _on_more(self, more: More) -> None:
        self._pane.show_more(more)

    def _on_open_asked(self, file_id: int) -> None:
        self._workplace.go(Place(PageName.FILE, file_id=file_id))

    def _on_photo_asked(self, row: EvidenceRow) -> None:
        """Show a copy of the photo in the program that the system has for it."""
        sha256, scans = row.sha256, self._workplace.desk.scans
        if sha256 is None:
            return
        self._lent = self._lent or QTemporaryDir()
        folder = Path(self._lent.path())
        self._workplace.long_work.run(
            lambda _progress: scans.lend(sha256, row.name, folder), open_file, self._workplace.fail
        )

    @property
    def _is_closed(self) -> bool:
        return self._known is not None and self._known.is_closed

    @property
    def _audit(self) -> int:
        return self._known.detail.audit.id if self._known is not None else 0

    def _known_texts(self) -> Mapping[str, str]:
        """What an explanation begins with: who was responsible last time, and a day in some time."""
        last = self._last
        due = last.due if last else self._workplace.desk.database.now().date() + timedelta(days=DAYS_TO_ACT)
        return {"responsible": last.responsible if last else "", "due": due.isoformat()}

    def _offer(self) -> None:
        known = self._known
        if known is None:
            return
        found = self._pane.found
        faults = (found.fault,) if found is not None else tuple(Fault)
        self._pane.form.offer(
            {
                "cause": (*_said(CAUSES, faults), *known.used.causes),
                "action": (*_said(ACTIONS, faults), *known.used.actions),
                "responsible": (*known.used.responsible, *known.people),
            }
        )


def _said(words: Mapping[Fault, tuple[Message, ...]], faults: tuple[Fault, ...]) -> list[str]:
    return [message.said() for fault in faults for message in words[fault]]
