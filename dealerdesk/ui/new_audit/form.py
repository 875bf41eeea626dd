"""What an audit is called, as of when, and which files it counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from dealerdesk.domain.audits import LONGEST_WORDS, Scope
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.domain.values import read_value
from dealerdesk.services.audits.opening import TITLE, AuditDraft
from dealerdesk.ui.formats import shown_date
from dealerdesk.ui.listed import ShownList
from dealerdesk.ui.new_audit.draw import DrawPart
from dealerdesk.ui.new_audit.filter_line import FilterLine
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput, Form

AS_OF = Message("ui.new_audit_as_of", "As of")
WHAT = Message("ui.new_audit_what", "What is counted")
ALL_FILES = Message("ui.new_audit_all", "All active files: the annual audit")
OF_FILTER = Message("ui.new_audit_filter", "Only files that meet conditions")
OF_LIST = Message("ui.new_audit_list", "The list you came with: {list}")
OF_DRAW = Message("ui.new_audit_draw", "A surprise audit: files drawn by chance")
DRAWN_FROM = Message("ui.new_audit_drawn_from", "Drawn from")
ANNUAL = Message("ui.new_audit_annual_title", "Annual audit {year}")
PARTIAL = Message("ui.new_audit_partial_title", "Audit of {date}")
SURPRISE = Message("ui.new_audit_surprise_title", "Surprise audit of {date}")
TITLE_NEEDED = Message(
    "ui.new_audit_title_needed", "Give the audit a title, so that everybody knows it again."
)
TITLE_LONG = Message("ui.new_audit_title_long", "Say it shorter: a title has at most {most} letters.")
DAY_NEEDED = Message("ui.new_audit_day_needed", "Write a day, such as {example}.")
_INDENT = m.ICON + m.GAP_2


class AuditForm(QWidget):
    """`changed` tells that other files may be meant than before."""

    changed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = workplace.desk.database.now().date()
        self._listed: ShownList | None = None
        self._proposed = ""
        self.title = FieldInput(Field("title", FieldType.TEXT, TITLE))
        self.as_of = FieldInput(Field("as_of", FieldType.DATE, AS_OF))
        self.scopes: Mapping[Scope, QRadioButton] = {
            scope: QRadioButton() for scope in (Scope.ALL, Scope.LIST, Scope.FILTER, Scope.SAMPLE)
        }
        self._group = QButtonGroup(self)
        self.filter = FilterLine(workplace)
        self.draw = DrawPart()
        self._what, self._from = words_of("strong"), words_of("strong")
        self._problem = words_of("problem", wraps=True)
        self._arrange()
        for scope in self.scopes.values():
            self._group.addButton(scope)
            scope.clicked.connect(self._on_scope_chosen)
        self.filter.changed.connect(self.changed)
        self.draw.changed.connect(self.changed)
        self.begin(None)
        retell(self, self._tell)

    @property
    def scope(self) -> Scope:
        """Which files are counted."""
        return next(scope for scope, button in self.scopes.items() if button.isChecked())

    @property
    def is_readable(self) -> bool:
        """Whether it is clear which files are meant."""
        if self.scope is Scope.SAMPLE:
            return not (self.filter.wrong or self.draw.check())
        return self.scope is not Scope.FILTER or not self.filter.wrong

    @property
    def problem(self) -> str:
        """What is said to be wrong with the files that are meant."""
        return self._problem.text()

    def begin(self, listed: ShownList | None, scope: Scope = Scope.ALL) -> None:
        """Begin anew, with the list that somebody came with."""
        self._listed = listed
        self.title.show_text("")
        self._proposed = ""
        self.as_of.show_text(self._today.isoformat())
        self.filter.field.clear()
        if listed is not None and listed.where is None:
            scope = Scope.LIST
        elif listed is not None and listed.where:
            scope = Scope.FILTER
            self.filter.field.setText(listed.where)
        for each in (self.title, self.as_of):
            each.show_problem()
        self.scopes[scope].setChecked(True)
        self._show_scope()

    def draft(self, people: Mapping[str, str]) -> AuditDraft:
        """What is decided."""
        scope, where = self.scope, self.filter.where or None
        is_list = scope is Scope.LIST and self._listed is not None
        return AuditDraft(
            title=self.title.text,
            where=where if scope in {Scope.FILTER, Scope.SAMPLE} else None,
            size=self.draw.files if scope is Scope.SAMPLE else None,
            seed=self.draw.seed or 0,
            as_of=self._day(),
            people=people,
            file_ids=self._listed.ids if is_list and self._listed else None,
            listed=_words_of(self._listed) if is_list and self._listed else "",
        )

    def check(self) -> QWidget | None:
        """Say at each field what is wrong with it; the first one that is."""
        title = fold_line(self.title.text)
        too_long = TITLE_LONG.said(most=LONGEST_WORDS) if len(title) > LONGEST_WORDS else ""
        wrong_day = "" if self._day() else DAY_NEEDED.said(example=shown_date(self._today))
        self.title.show_problem(too_long if title else TITLE_NEEDED.said())
        self.as_of.show_problem(wrong_day)
        if too_long or not title:
            return self.title
        if wrong_day:
            return self.as_of
        if self.scope in {Scope.FILTER, Scope.SAMPLE} and self.filter.wrong:
            return self.filter
        return self.draw.check() if self.scope is Scope.SAMPLE else None

    def show_problem(self, sentence: str = "") -> None:
        """Say what is wrong with the files that are meant."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _day(self) -> date | None:
        value = read_value(self.as_of.field, self.as_of.text).value
        return value if isinstance(value, date) else None

    def _on_scope_chosen(self) -> None:
        self._show_scope()
        self.changed.emit()

    def _show_scope(self) -> None:
        scope = self.scope
        self.scopes[Scope.LIST].setVisible(self._listed is not None and self._listed.where is None)
        self.filter.setVisible(scope in {Scope.FILTER, Scope.SAMPLE})
        for part in (self._from, self.draw):
            part.setVisible(scope is Scope.SAMPLE)
        self.show_problem()
        self._propose()

    def _propose(self) -> None:
        """Propose a title, unless somebody has written one."""
        if self.title.text != self._proposed:
            return
        day = shown_date(self._today)
        titles = {
            Scope.ALL: ANNUAL.said(year=self._today.year),
            Scope.SAMPLE: SURPRISE.said(date=day),
        }
        self._proposed = titles.get(self.scope, PARTIAL.said(date=day))
        self.title.show_text(self._proposed)

    def _arrange(self) -> None:
        self.as_of.setMaximumWidth(m.FILTER_INPUT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_1)
        column.addWidget(Form(None, (self.title, self.as_of)))
        column.addSpacing(m.GAP_3)
        column.addWidget(self._what)
        column.addSpacing(m.GAP_1)
        for button in self.scopes.values():
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        inside = QVBoxLayout()
        inside.setContentsMargins(_INDENT, m.GAP_2, 0, 0)
        inside.setSpacing(m.GAP_1)
        inside.addWidget(self.draw)
        inside.addSpacing(m.GAP_2)
        for part in (self._from, self.filter, self._problem):
            inside.addWidget(part)
        column.addLayout(inside)

    def _tell(self) -> None:
        self._what.setText(WHAT.said())
        self._from.setText(DRAWN_FROM.said())
        names = {
            Scope.ALL: ALL_FILES.said(),
            Scope.LIST: OF_LIST.said(list=_words_of(self._listed) if self._listed else ""),
            Scope.FILTER: OF_FILTER.said(),
            Scope.SAMPLE: OF_DRAW.said(),
        }
        for scope, button in self.scopes.items():
            button.setText(names[scope].replace("&", "&&"))
            button.setAccessibleName(names[scope])
        self._propose()

    def show_list(self) -> None:
        """Say which list somebody came with."""
        self._tell()


def _words_of(listed: ShownList) -> str:
    narrowed = listed.say_filter()
    return f"{listed.say()} ({narrowed})" if narrowed else listed.say()
