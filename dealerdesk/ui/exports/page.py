"""The export page: what, which columns, which of them, in which language, and into which file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.services.exports import REGISTER
from dealerdesk.services.saved_exports import ExportChoice
from dealerdesk.ui.commands import WITH_KEYS, Command
from dealerdesk.ui.exporting import Exporting
from dealerdesk.ui.exports.asked import Asked, offered_fields, usual_columns
from dealerdesk.ui.exports.columns import ColumnsPart
from dealerdesk.ui.exports.form import ExportForm
from dealerdesk.ui.exports.saved import SavedExportsMenu
from dealerdesk.ui.exports.what import What, WhatChips, Whole
from dealerdesk.ui.listed import ShownList
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

TITLE = Message("ui.exports_title", "Export to a spreadsheet")
WHAT = Message("ui.exports_what", "What is exported")
SAVED = Message("ui.exports_saved", "Saved exports")
EXPORT = Message("ui.exports_run", "Export …")
EXPORT_NAME = Message("ui.command_export_now", "Write the spreadsheet")
SAVED_NAME = Message("ui.command_saved_exports", "Saved exports …")
ROWS = Message("ui.exports_rows", "{count} row with {columns} columns", "{count} rows with {columns} columns")
COUNTING = Message("ui.exports_counting", "{columns} columns")
LISTED = Message("ui.exports_listed", "{list}, with {columns} columns, in the order of the list")
REGISTER_SENTENCE = Message(
    "ui.exports_register", "One workbook as of now: a sheet for each kind of record, with all its columns."
)
TEMPLATE_SENTENCE = Message(
    "ui.exports_template", "A template with {columns} columns. Filled in, it can be imported."
)
COMES_BACK = Message("ui.exports_comes_back", "Imported again unchanged, it changes nothing.")
BUSY = Message("ui.exports_busy", "Wait until the spreadsheet is written, or stop it.")
NO_COLUMNS = Message("ui.exports_no_columns", "Tick at least one column.")
FILTER_WRONG = Message("ui.exports_filter_wrong", "Correct the conditions first.")
LIST_EMPTY = Message("ui.exports_list_empty", "There is nothing in the list.")
NOT_TO_SAVE = Message(
    "ui.exports_not_to_save", "Only exports of one kind of record can be saved, and no templates."
)
TEMPLATE_NAME = Message("ui.exports_template_name", "{what} template")
WRITTEN = Message(
    "ui.exports_written",
    "{count} row written to {name} in {folder}",
    "{count} rows written to {name} in {folder}",
)
TEMPLATE_WRITTEN = Message("ui.exports_template_written", "The template is in {name} in {folder}")
EXPORT_KEYS, SAVED_KEYS = "Ctrl+E", "Ctrl+O"
COUNT_TOPIC = "exports.count"


class ExportPage(Page):
    """Nothing is written before a place for the file was chosen."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._listed: ShownList | None = None
        self._rows: int | None = None
        self._is_busy = False
        self._ticked: dict[tuple[What, bool], tuple[str, ...]] = {}
        self._offering: tuple[What, bool] | None = None
        self._exporting = Exporting(workplace, self, TITLE)
        self.bar = self._exporting.bar
        self.what = WhatChips()
        self.form = ExportForm()
        self.columns = ColumnsPart()
        self.saved_button = QPushButton()
        self.saved_button.setProperty("look", "flat")
        self.saved_button.setIcon(icon("bookmark-simple"))
        self.saved = SavedExportsMenu(workplace, self.saved_button, self.use)
        self.export_button = QPushButton()
        self.export_button.setProperty("look", "filled")
        self.export_button.setAutoDefault(True)
        self._title = _words("title")
        self._question = _words("strong")
        self._foot_words = ElidingLabel()
        self._comes_back = ElidingLabel(kind="second")
        self._arrange()
        self._connect()
        self._show_what()
        retell(self, self._tell)

    # --- what the window asks -------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Offer the list that the person comes from; what was chosen before stays."""
        if place.listed is not None:
            self._listed = place.listed
            self._ticked.pop((Whole.LIST, False), None)
            self.what.offer_list(is_there=True)
            self.what.choose(Whole.LIST)
            self.bar.hide()
            self._show_what()
        self.saved.reload()
        self._count()
        self.counted.emit("", "")

    def here(self, _place: Place) -> Place:
        """The page; it keeps the list itself."""
        return Place(PageName.EXPORT)

    def take_focus(self) -> None:
        """Put the keyboard on the button, else on what is chosen."""
        goal = self.export_button if self.export_button.isEnabled() else self.what
        goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """What is exported, how, its columns, and the button."""
        return (self.what, self.form, self.columns.list, self.export_button)

    def go_back(self) -> bool:
        """Put the message away."""
        if self.bar.isVisible():
            self.bar.hide()
            return True
        return False

    def commands(self) -> Sequence[Command]:
        """Write it, and choose a saved one."""
        return (
            Command(EXPORT_NAME, self.export, EXPORT_KEYS, "export", self._why_not),
            Command(SAVED_NAME, self.open_saved, SAVED_KEYS, "bookmark-simple"),
        )

    # --- what a person does ---------------------------------------------------------------------------

    def export(self) -> None:
        """Ask for a place and write there."""
        if self._why_not() is not None:
            return
        what, today = self.what.what, self.workplace.desk.database.now().date()
        name = f"{self._name_of(what)} {today}"
        if self.form.is_template:
            name = TEMPLATE_NAME.said(what=self._name_of(what))
        self._is_busy = self._exporting.ask_and_write(
            name,
            self._asked().writing(self.workplace.desk.exports),
            TEMPLATE_WRITTEN if self.form.is_template else WRITTEN,
            ending=self.form.ending,
            only_workbook=what is Whole.REGISTER,
            ended=self._on_ended,
        )
        self._tell_state()

    def open_saved(self) -> None:
        """Open the menu of saved exports."""
        choice, reason = self._asked().choice, self._why_not() or NOT_TO_SAVE
        can_save = choice is not None and reason is NOT_TO_SAVE
        self.saved.open(choice if can_save else None, "" if can_save else reason.said())

    def use(self, choice: ExportChoice) -> None:
        """Show a saved export."""
        self.what.choose(choice.kind)
        self._ticked[choice.kind, False] = choice.columns
        self.form.template.setChecked(False)
        self._show_what()
        self.form.show_choice(choice.where, choice.language, choice.ending)
        self._count()
        self.take_focus()

    # --- what is chosen -------------------------------------------------------------------------------

    def _asked(self) -> Asked:
        form = self.form
        return Asked(
            self.what.what,
            self._listed,
            form.is_template,
            self.columns.ticked,
            form.where,
            form.chosen_language,
            form.ending,
        )

    def _why_not(self) -> Message | None:
        if self._is_busy:
            return BUSY
        what = self.what.what
        if what is Whole.REGISTER:
            return None
        if self.form.wrong:
            return FILTER_WRONG
        if what is Whole.LIST and (self._listed is None or not self._listed.ids):
            return LIST_EMPTY
        return None if self.columns.ticked else NO_COLUMNS

    # --- what is shown --------------------------------------------------------------------------------

    def _show_what(self) -> None:
        """Ask what there is to decide of what is chosen."""
        what = self.what.what
        if isinstance(what, RecordKind):
            self.form.show_kind(what, is_template=self.form.is_template)
        elif what is Whole.REGISTER:
            self.form.show_register()
        else:
            self.form.show_list(self._listed.say_filter() if self._listed else "")
        self.columns.setVisible(what is not Whole.REGISTER)
        self._offering = (what, self.form.is_template)
        fields = offered_fields(what, self._listed, for_template=self.form.is_template)
        usual = usual_columns(what, self._listed, fields)
        self.columns.show_fields(fields, self._ticked.get(self._offering, usual))
        self._count()

    def _count(self) -> None:
        """Read how many rows there would be."""
        self._rows, what = None, self.what.what
        if isinstance(what, RecordKind) and not self.form.is_template and not self.form.wrong:
            count = partial(self.workplace.desk.exports.count, what, self.form.where)
            self.workplace.tasks.read(COUNT_TOPIC, count, self._on_counted, self.workplace.fail)
        else:
            self.workplace.tasks.forget(COUNT_TOPIC)
        self._tell_state()

    def _on_counted(self, rows: int) -> None:
        self._rows = rows
        self._tell_state()

    def _on_form_changed(self) -> None:
        if (self.what.what, self.form.is_template) == self._offering:
            self._count()
        else:
            self._show_what()

    def _on_columns_changed(self) -> None:
        self._ticked[self.what.what, self.form.is_template] = self.columns.ticked
        self._tell_state()

    def _on_ended(self) -> None:
        self._is_busy = False
        self._tell_state()
        focus = self.what.focusWidget()
        if focus is not None and focus.hasFocus():
            self.take_focus()

    def _arrange(self) -> None:
        head = QWidget()
        head.setFixedHeight(m.PAGE_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_2, 0)
        row.addWidget(self._title, 1)
        row.addWidget(self.saved_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, m.GAP_3, m.GAP_3)
        column.setSpacing(m.GAP_2)
        for part in (self._question, self.what, self.form):
            column.addWidget(part)
        column.addStretch(1)
        column.insertSpacing(2, m.GAP_2)
        scroll = UprightScroll(left)
        body = QHBoxLayout()
        body.setContentsMargins(m.GAP_4, 0, m.GAP_4, m.GAP_4)
        body.setSpacing(m.GAP_4)
        body.addWidget(scroll, 1)
        body.addWidget(self.columns)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addLayout(body, 1)
        whole.addWidget(self.bar)
        whole.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("look", "foot")
        foot.setFixedHeight(m.FOOT)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addStretch(1)
        said.addWidget(self._foot_words)
        said.addWidget(self._comes_back)
        said.addStretch(1)
        row = QHBoxLayout(foot)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_3)
        row.addLayout(said, 1)
        row.addWidget(self.export_button)
        return foot

    def _connect(self) -> None:
        self.what.chosen.connect(self._show_what)
        self.form.changed.connect(self._on_form_changed)
        self.columns.changed.connect(self._on_columns_changed)
        self.saved_button.clicked.connect(self.open_saved)
        self.export_button.clicked.connect(self.export)
        self.workplace.feed.committed.connect(self._on_committed)

    def _on_committed(self, _change: object) -> None:
        if self.isVisible():
            self.saved.reload()
            self._count()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Leave the columns a third of the page."""
        super().resizeEvent(event)
        self.columns.setFixedWidth(min(max(self.width() // 3, m.COLUMNS_LIST), m.PREVIEW_WIDEST))

    @staticmethod
    def _name_of(what: What) -> str:
        return (RECORD_LABELS[what] if isinstance(what, RecordKind) else REGISTER).said()

    def _tell_state(self) -> None:
        """Say what would be written, or why nothing can be."""
        self._foot_words.show_text(self._sentence())
        self._comes_back.show_text(COMES_BACK.said())
        self._comes_back.setVisible(self._asked().can_come_back)
        reason, had_focus = self._why_not(), self.export_button.hasFocus()
        self.export_button.setEnabled(reason is None)
        if had_focus and reason is not None:
            self.take_focus()
        self.export_button.setToolTip(
            reason.said() if reason else WITH_KEYS.said(name=EXPORT_NAME, keys=EXPORT_KEYS)
        )

    def _sentence(self) -> str:
        what, columns = self.what.what, len(self.columns.ticked)
        if what is Whole.REGISTER:
            return REGISTER_SENTENCE.said()
        if what is Whole.LIST:
            return LISTED.said(list=self._listed.say() if self._listed else "", columns=columns)
        if self.form.is_template:
            return TEMPLATE_SENTENCE.said(columns=columns)
        if self._rows is None:
            return COUNTING.said(columns=columns)
        return ROWS.said(count=self._rows, columns=columns)

    def _tell(self) -> None:
        self._title.setText(TITLE.said())
        self._question.setText(WHAT.said())
        for button, words in ((self.saved_button, SAVED), (self.export_button, EXPORT)):
            button.setText(words.said())
            button.setAccessibleName(words.said())
        self.saved_button.setToolTip(WITH_KEYS.said(name=SAVED, keys=SAVED_KEYS))
        if self.what.what is Whole.LIST and self._listed is not None:
            self.form.show_list(self._listed.say_filter())
        self._tell_state()


def _words(kind: str) -> QLabel:
    words = QLabel()
    words.setProperty("text_kind", kind)
    return words
