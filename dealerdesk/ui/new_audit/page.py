"""Opening an audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.audits import Scope
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.domain.sampling import sample_size
from dealerdesk.services.audits import AuditDraft, Audits, DraftPreview, Opened
from dealerdesk.ui.audits.cabinets import CabinetLine, CabinetsModel, CabinetsTable
from dealerdesk.ui.commands import WITH_KEYS, Command
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.new_audit.form import AuditForm
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.reading_order import enter
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

TITLE = Message("ui.new_audit_title", "Open an audit")
OPEN = Message("ui.new_audit_open", "Open the audit")
WHO = Message("ui.new_audit_who", "Who counts which cabinet")
WHO_HINT = Message(
    "ui.new_audit_who_hint", "Names can wait, and be changed later. Anybody can count anywhere all the same."
)
FOLDERS = Message("ui.new_audit_folders", "{count} folder", "{count} folders")
IN_CABINETS = Message(
    "ui.new_audit_in_cabinets", "{folders} in {count} cabinet", "{folders} in {count} cabinets"
)
DRAWN = Message("ui.new_audit_drawn", "{some}, drawn from {population}")
FROZEN = Message(
    "ui.new_audit_frozen",
    "The list is fixed when the audit is opened; what changes later is shown, not mixed in.",
)
LOOKING = Message("ui.new_audit_looking", "Looking which folders these are …")
BUSY = Message("ui.new_audit_busy", "The audit is being opened.")
MEND = Message("ui.new_audit_mend", "Correct first what is marked.")
OPEN_KEYS = "Ctrl+S"
AFTER_TYPING_MS = 200
PREVIEW_TOPIC, PEOPLE_TOPIC = "new_audit.preview", "new_audit.people"


class NewAuditPage(Page):
    """Nothing is opened before it is clear which folders are counted."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._preview: DraftPreview | None = None
        self._people: dict[str, str] = {}
        self._is_busy = False
        self.form = AuditForm(workplace)
        self.model = CabinetsModel(self)
        self.table = CabinetsTable(self.model)
        self.open_button = QPushButton()
        self.open_button.setProperty("look", "filled")
        self.open_button.setAutoDefault(True)
        self._title, self._who = words_of("title"), words_of("strong")
        self._who_hint = words_of("caption", wraps=True)
        self._summary, self._frozen = ElidingLabel(kind="strong"), ElidingLabel(kind="second")
        self._right = QWidget()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AFTER_TYPING_MS)
        self._arrange()
        self._connect()
        retell(self, self._tell)

    @property
    def summary(self) -> str:
        """What would be counted."""
        return self._summary.text

    # --- what the window asks ---------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Begin with the list that the person comes with, or the scope; else go on with what was begun."""
        if place.listed is not None or place.words:
            self._people.clear()
            self.form.begin(place.listed, Scope.SAMPLE if place.words == Scope.SAMPLE else Scope.ALL)
            self.form.show_list()
        audits = self.workplace.desk.audits
        self.workplace.tasks.read(PEOPLE_TOPIC, audits.people, self._on_people, self.workplace.fail)
        self.look()
        self.counted.emit("", "")

    def here(self, _place: Place) -> Place:
        """The page; it keeps what was typed itself."""
        return Place(PageName.NEW_AUDIT)

    def leave(self) -> None:
        """Take over the name that is being typed."""
        self.table.finish_typing()

    def take_focus(self) -> None:
        """Put the keyboard into the title."""
        enter(self.form.title, Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """What is counted, by whom, and the button."""
        return (self.form, self.table, self.open_button)

    def commands(self) -> Sequence[Command]:
        """Open it."""
        return (Command(OPEN, self.open_audit, OPEN_KEYS, "clipboard-text", self._why_not),)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter in a field opens the audit."""
        enters = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enters and isinstance(self.focusWidget(), QLineEdit):
            self.open_audit()
        else:
            super().keyPressEvent(event)

    # --- what a person does -----------------------------------------------------------------------------

    def open_audit(self) -> None:
        """Open it as it stands, and go to count; where something is wrong, say so there."""
        self.table.finish_typing()
        wrong = self.form.check()
        if wrong is not None:
            enter(wrong, Qt.FocusReason.OtherFocusReason)
        if wrong is not None or self._is_busy:
            return
        self._is_busy = True
        self._tell_state()
        audits, draft = self.workplace.desk.audits, self.form.draft(self._people)
        margin = self._margin
        self.workplace.long_work.run(
            partial(_open, audits, draft, margin),
            self._on_opened,
            self._on_refused,
            cancelled=self._on_stopped,
            in_order=True,
        )

    def _on_opened(self, opened: Opened) -> None:
        self._is_busy = False
        self._people.clear()
        self.form.begin(None)
        self._tell_state()
        self.workplace.go(Place(PageName.COUNTING, item=opened.audit))

    def _on_stopped(self) -> None:
        self._is_busy = False
        self._tell_state()

    def _on_refused(self, error: Exception) -> None:
        self._is_busy = False
        if isinstance(error, DealerDeskError):
            self._show_problem(error)
        else:
            self.workplace.fail(error)
        self._tell_state()

    # --- what is looked at ------------------------------------------------------------------------------

    @property
    def _margin(self) -> float | None:
        return self.form.draw.margin if self.form.scope is Scope.SAMPLE else None

    def look(self) -> None:
        """See which folders would be counted now."""
        self._later.stop()
        if not self.form.is_readable:
            self.workplace.tasks.forget(PREVIEW_TOPIC)
            self._preview = None
            self.model.show_lines([])
            self._tell_state()
            return
        audits, draft, margin = self.workplace.desk.audits, self.form.draft({}), self._margin
        self.workplace.tasks.read(
            PREVIEW_TOPIC,
            lambda: audits.preview(_with_size(audits, draft, margin)),
            self._on_preview,
            self._on_no_preview,
        )

    def _on_preview(self, preview: DraftPreview) -> None:
        self._preview = preview
        self.form.show_problem()
        self.form.draw.show_drawn(preview.expected, preview.population)
        self.model.show_lines(
            [
                CabinetLine(name, folders, None, self._people.get(name, ""))
                for name, folders in preview.cabinets
            ]
        )
        self.table.fit_columns()
        self._tell_state()

    def _on_no_preview(self, error: Exception) -> None:
        self._preview = None
        self.model.show_lines([])
        self._show_problem(error_for_people(error))
        self._tell_state()

    def _show_problem(self, error: DealerDeskError) -> None:
        self.form.show_problem(str(error))

    def _on_people(self, people: tuple[str, ...]) -> None:
        self.table.people = people

    def _on_named(self, cabinet: str, person: str) -> None:
        self._people[cabinet] = person
        if person and person not in self.table.people:
            self.table.people = (*self.table.people, person)

    def _on_changed(self) -> None:
        self._tell_state()
        self._later.start()

    def _on_committed(self, _change: object = None) -> None:
        if self.isVisible() and not self._is_busy:
            self._later.start()

    def _why_not(self) -> Message | None:
        if self._is_busy:
            return BUSY
        if not self.form.is_readable or self.form.problem:
            return MEND
        return None if self._preview is not None else LOOKING

    # --- what is shown ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Leave the cabinets a part of the page."""
        super().resizeEvent(event)
        self._right.setFixedWidth(min(max(self.width() * 2 // 5, m.SETTING_INPUT), m.FOUND_TALLEST))

    def _arrange(self) -> None:
        head = QWidget()
        head.setFixedHeight(m.PAGE_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        row.addWidget(self._title, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, m.GAP_3, m.GAP_3)
        column.addWidget(self.form)
        column.addStretch(1)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(m.GAP_2)
        for part in (self._who, self._who_hint):
            right.addWidget(part)
        card = QFrame()
        card.setProperty("look", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(m.BORDER, m.BORDER, m.BORDER, m.BORDER)
        inside.addWidget(self.table)
        right.addWidget(card, 1)
        body = QHBoxLayout()
        body.setContentsMargins(m.GAP_4, 0, m.GAP_4, m.GAP_4)
        body.setSpacing(m.GAP_5)
        body.addWidget(UprightScroll(left), 1)
        body.addWidget(self._right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addLayout(body, 1)
        whole.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("look", "foot")
        foot.setFixedHeight(m.FOOT)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addStretch(1)
        said.addWidget(self._summary)
        said.addWidget(self._frozen)
        said.addStretch(1)
        row = QHBoxLayout(foot)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_3)
        row.addLayout(said, 1)
        row.addWidget(self.open_button)
        return foot

    def _connect(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.model.named.connect(self._on_named)
        self.open_button.clicked.connect(self.open_audit)
        self._later.timeout.connect(self.look)
        self.workplace.feed.committed.connect(self._on_committed)
        self.workplace.feed.changed_elsewhere.connect(self._on_committed)

    def _tell_state(self) -> None:
        """Say what would be counted, or why nothing can be opened."""
        reason = self._why_not()
        self._summary.show_text(reason.said() if reason else _said(self._preview) if self._preview else "")
        self._frozen.show_text(FROZEN.said())
        self._frozen.setVisible(reason is None)
        had_focus = self.open_button.hasFocus()
        self.open_button.setEnabled(reason is None)
        if had_focus and reason is not None:
            self.take_focus()
        told = WITH_KEYS.said(name=OPEN, keys=OPEN_KEYS)
        self.open_button.setToolTip(told if reason is None else reason.said())

    def _tell(self) -> None:
        self._title.setText(TITLE.said())
        self._who.setText(WHO.said())
        self._who_hint.setText(WHO_HINT.said())
        self.open_button.setText(OPEN.said())
        self.open_button.setAccessibleName(OPEN.said())
        self._tell_state()


def _said(preview: DraftPreview) -> str:
    """How many folders in how many cabinets."""
    cabinets = sum(bool(name) for name, _ in preview.cabinets)
    said = FOLDERS.said(count=preview.expected)
    if cabinets:
        said = IN_CABINETS.said(folders=said, count=cabinets)
    if preview.margin is None:
        return said
    return DRAWN.said(some=said, population=shown_number(preview.population))


def _with_size(audits: Audits, draft: AuditDraft, margin: float | None) -> AuditDraft:
    """`draft` with as many files drawn as `margin` asks for."""
    if margin is None:
        return draft
    population = audits.preview(replace(draft, size=None)).population
    return replace(draft, size=sample_size(population, margin))


def _open(audits: Audits, draft: AuditDraft, margin: float | None, progress: Progress) -> Opened:
    return audits.open_audit(_with_size(audits, draft, margin), progress)
