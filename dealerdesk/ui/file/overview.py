"""The overview of a vehicle file: vehicle, owner, contact, user and notes, edited where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.cards import FieldsChangedError, shown_values
from dealerdesk.services.details import FileDetail
from dealerdesk.services.editing import ValueRefusedError
from dealerdesk.ui.commands import Command
from dealerdesk.ui.file.card_fields import CardFields
from dealerdesk.ui.file.card_page import CardPage
from dealerdesk.ui.file.draft_keeper import DraftKeeper
from dealerdesk.ui.file.loading import LoadedFile, draft_name, load_file
from dealerdesk.ui.file.save_bar import DISCARD, SAVE, SaveBar
from dealerdesk.ui.file.tab import FileTabWidget
from dealerdesk.ui.page import Workplace

NOTHING_CHANGED = Message("ui.file.nothing_changed", "Nothing was changed.")
RESOLVE_FIRST = Message(
    "ui.file.resolve_first", "Somebody else changed a field meanwhile. Choose beside it which text is right."
)
_FIELD_OF_CODE = {
    "vin_has_file": "vin",
    "vin_length": "vin",
    "vin_letters": "vin",
    "file_without_vehicle": "vin",
    "plate_has_file": "plate",
    "file_no_taken": "file_no",
    "file_no_empty": "file_no",
    "no_owner": "customer",
    "customer_nameless": "customer",
}
"""Refusals that belong to one field, by their codes."""


class OverviewTab(FileTabWidget):
    """All fields of a file; what is typed stays until it is saved or discarded, over a crash, too.

    `saved` carries the `LoadedFile` after a save.
    """

    saved = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._detail: FileDetail | None = None
        self._since: datetime | None = None
        self._is_saving = False
        self.fields = CardFields(self)
        self.page = CardPage(self.fields)
        self.bar = SaveBar()
        self._keeper = DraftKeeper(workplace, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addWidget(self.bar)
        self.fields.changed.connect(self._on_changed)
        self.bar.saved.connect(self.save)
        self.bar.discarded.connect(self.discard)

    def show_loaded(self, loaded: LoadedFile) -> None:
        """Show a file: anew with its draft, or the same one with what was typed meanwhile left alone."""
        detail = loaded.detail
        values = shown_values(detail.values, detail.customer)
        is_same = self._detail is not None and self._detail.id == detail.id
        if not is_same:
            self._keeper.begin(detail.id, is_kept=loaded.draft is not None)
            self._since = loaded.draft.at if loaded.draft else None
        self._detail = detail
        self.page.show_facts(loaded)
        if is_same:
            self.fields.show_again(values, detail.customer_id)
            return
        self.fields.blockSignals(True)
        self.fields.show_values(values, detail.customer_id)
        if loaded.draft is not None:
            self.fields.restore(loaded.draft)
        self.fields.blockSignals(False)
        self._show_bar()
        self.page.scroll_to_top()

    def show_file(self, detail: FileDetail) -> None:
        """Show `detail` without a draft or what ends soon."""
        self.show_loaded(LoadedFile(detail, (), None, self.workplace.desk.database.now().date()))

    def leave(self) -> None:
        """Keep what was typed."""
        self._keeper.flush()

    def take_focus(self) -> None:
        """Begin in the scroll area, so that arrows scroll and Tab leads to the first field."""
        self.page.setFocus()

    def panes(self) -> Sequence[QWidget]:
        """The fields, then the bar while it is there."""
        return (self.page, self.bar.save) if self.bar.isVisible() else (self.page,)

    def go_back(self) -> bool:
        """Discard the field that the keyboard is in, then leave it."""
        code = self.fields.field_in_focus()
        if code is None:
            return False
        if code in self.fields.changes:
            self.fields.discard(code)
        else:
            self.page.setFocus()
        return True

    def commands(self) -> Sequence[Command]:
        """Save and discard."""
        return (
            Command(SAVE, self.save, "Ctrl+S", "floppy-disk", self._why_not_save),
            Command(DISCARD, self.discard, "", "arrow-counter-clockwise", self._why_not_discard),
        )

    def save(self) -> None:
        """Save all that was typed as one change."""
        if self._why_not_save() is not None or self._detail is None or self._is_saving:
            return
        desk, file_id, draft = self.workplace.desk, self._detail.id, self.fields.draft
        self._is_saving = True

        def work() -> LoadedFile | None:
            desk.cards.save(file_id, draft)
            return load_file(desk, file_id)

        def then(loaded: LoadedFile | None) -> None:
            self._is_saving = False
            if loaded is not None and self._detail is not None and self._detail.id == file_id:
                now = self._detail = loaded.detail
                self._since = None
                values = shown_values(now.values, now.customer)
                self.fields.accept(draft.typed, values, now.customer_id)
                self.saved.emit(loaded)
            elif loaded is not None:
                self._forget_draft(file_id)

        self.workplace.tasks.write(work, then, lambda error: self._on_refused(file_id, error))

    def discard(self) -> None:
        """Show again what stands in the file."""
        self._since = None
        self.fields.discard_all()

    def _forget_draft(self, file_id: int) -> None:
        """The file was left while it was being saved: what was kept on leaving is saved by now."""
        drafts = self.workplace.desk.drafts
        self.workplace.tasks.write(lambda: drafts.discard(draft_name(file_id)), lambda _none: None)

    def _why_not_save(self) -> Message | None:
        if not self.fields.changes:
            return NOTHING_CHANGED
        return RESOLVE_FIRST if self.fields.conflicts else None

    def _why_not_discard(self) -> Message | None:
        return None if self.fields.changes else NOTHING_CHANGED

    def _on_refused(self, file_id: int, error: Exception) -> None:
        self._is_saving = False
        if self._detail is None or self._detail.id != file_id:
            self.workplace.fail(error)
        elif isinstance(error, FieldsChangedError):
            self.fields.show_conflicts(error.theirs, error.owner)
        elif isinstance(error, ValueRefusedError):
            self._refuse(error.field.code, error)
        elif isinstance(error, DealerDeskError) and error.code in _FIELD_OF_CODE:
            self._refuse(_FIELD_OF_CODE[error.code], error)
        elif isinstance(error, DealerDeskError) and error.code == "number_of_another":
            code = "company_number" if "company_number" in self.fields.changes else "id_number"
            self._refuse(code, error)
        else:
            self.workplace.fail(error)

    def _refuse(self, code: str, error: DealerDeskError) -> None:
        self.fields.refuse(code, error)
        # The sentence below the field takes its room first.
        QTimer.singleShot(0, self.page, lambda: self.page.show_field(code))

    def _on_changed(self) -> None:
        if self._detail is not None:
            self._keeper.keep(self.fields.kept_draft)
        self._show_bar()

    def _show_bar(self) -> None:
        self.bar.show_changes(len(self.fields.changes), self._since)
        self.page.show_wanted()
