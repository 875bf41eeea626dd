"""The overview's cards, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.vin import model_year_candidates
from dealerdesk.domain.wmi import REGION_LABELS, maker_of, region_of
from dealerdesk.services.details import Earlier
from dealerdesk.ui.file.card_fields import CardFields
from dealerdesk.ui.file.loading import LoadedFile
from dealerdesk.ui.file.policies import PoliciesCard
from dealerdesk.ui.file.tab_strip import NAMES
from dealerdesk.ui.formats import shown_date
from dealerdesk.ui.places import FileTab
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import Form
from dealerdesk.ui.widgets.laying_out import lay_out_anew

VEHICLE = Message("ui.file.card_vehicle", "Vehicle")
OWNER = Message("ui.file.card_owner", "Owner")
FILE = Message("ui.file.card_file", "File and dates")
PEOPLE = Message("ui.file.card_people", "Contact person and actual user")
NOTES = Message("ui.file.card_notes", "Notes")
VIN_TELLS = Message("ui.file.vin_tells", "The VIN tells: {facts}")
YEARS = Message("ui.file.vin_years", "model year {years}")
EITHER_YEAR = Message("ui.file.vin_either_year", "{first} or {second}")
EARLIER = Message("ui.file.earlier_name", "{name} until {date}")
BEFORE = Message("ui.file.before_that", "Before: {names}")
_GROUPS: dict[Message, tuple[str, ...]] = {
    VEHICLE: (
        *("plate", "vin", "vin_note", "engine_no", "make", "model", "colour"),
        *("manufacture_date", "registration_date", "use"),
    ),
    OWNER: (
        *("customer", "customer_kind", "phone", "id_number", "company_number", "occupation", "birth_date"),
        *("mailing_address", "mailing_phone", "registered_address", "registered_phone"),
        *("consent_to_call", "preferences", "special_days"),
    ),
    FILE: (
        *("file_no", "kind", "location", "responsible", "odometer", "last_visit"),
        *("next_service", "next_inspection", "insurance_ends"),
    ),
    PEOPLE: ("contact_person", "contact_phone", "actual_user", "user_phone"),
    NOTES: ("notes",),
}
_POLICIES = PoliciesCard.HEADING
_COLUMNS = {
    1: ((VEHICLE, OWNER, PEOPLE, FILE, NOTES, _POLICIES),),
    2: ((VEHICLE, FILE, _POLICIES), (OWNER, PEOPLE, NOTES)),
    3: ((VEHICLE, _POLICIES), (OWNER,), (FILE, PEOPLE, NOTES)),
}
_WANTED_SOMETIMES = ("vin_note", "id_number", "company_number")


class CardPage(QScrollArea):
    """Scrolls the cards; their order for the Tab key is the order in which they are read."""

    def __init__(self, fields: CardFields, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = fields
        self._loaded: LoadedFile | None = None
        self._vin_tells, self._old_plates, self._old_owners = _quiet_line(), _quiet_line(), _quiet_line()
        for code, line in (
            ("vin", self._vin_tells),
            ("plate", self._old_plates),
            ("customer", self._old_owners),
        ):
            fields.inputs[code].stand_below(line)
        self.policies = PoliciesCard()
        self._forms = {
            heading: Form(heading, [fields.inputs[code] for code in codes], dense=True)
            for heading, codes in _GROUPS.items()
        }
        self._cards: dict[Message, QWidget] = {name: _card(form) for name, form in self._forms.items()}
        self._cards[_POLICIES] = self.policies
        self._contents = QWidget()
        self._holders: list[QWidget] = []
        self._columns: list[QVBoxLayout] = []
        self._row = QHBoxLayout()
        self._shown_columns = 0
        self._arrange()
        retell(self, self._tell)

    def show_facts(self, loaded: LoadedFile) -> None:
        """Show what stands beside the fields: earlier plates and owners, the policies."""
        self._loaded = loaded
        self.policies.show_policies(loaded.detail.policies, loaded.today)
        self._tell()

    def show_wanted(self) -> None:
        """Show the fields that few need where they are needed, and what the VIN tells."""
        for form in self._forms.values():
            for each in form.inputs:
                if each.field.code in _WANTED_SOMETIMES:
                    form.show_input(each, visible=self._fields.wants(each.field.code))
        self._align()
        self._tell_vin()

    def show_field(self, code: str) -> None:
        """Scroll to a field."""
        self.ensureWidgetVisible(self._fields.inputs[code], 0, m.GAP_5)

    def scroll_to_top(self) -> None:
        """Begin at the top."""
        self.verticalScrollBar().setValue(0)

    def _arrange(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._contents.setLayout(self._row)
        self._row.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_4)
        self._row.setSpacing(m.GAP_4)
        for _ in _COLUMNS[3]:
            holder = QWidget()
            self._holders.append(holder)
            holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(m.GAP_4)
            column.addStretch(1)
            self._columns.append(column)
            self._row.addWidget(holder, 1)
        self.setWidget(self._contents)
        self._spread(1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Use as many columns as there is room for."""
        super().resizeEvent(event)
        width = self.width()
        self._spread(3 if width >= m.THREE_COLUMNS else 2 if width >= m.TWO_COLUMNS else 1)

    def _spread(self, columns: int) -> None:
        if columns == self._shown_columns:
            return
        self._shown_columns = columns
        for column in self._columns:
            for card in self._cards.values():
                # Not takeAt: an item that Python holds keeps the card's height from being reckoned anew.
                column.removeWidget(card)
        for index, column in enumerate(self._columns):
            used = index < columns
            self._holders[index].setVisible(used)
            for place, name in enumerate(_COLUMNS[columns][index] if used else ()):
                column.insertWidget(place, self._cards[name])
        self._align()

    def _align(self) -> None:
        """Let labels below each other take the same room."""
        for column in _COLUMNS[self._shown_columns]:
            forms = [self._forms[name] for name in column if name in self._forms]
            for form in forms:
                widest = max(other.label_width for other in forms)
                form.align_labels(min(widest, m.LABEL_WIDEST))

    def _tell(self) -> None:
        self.setAccessibleName(NAMES[FileTab.OVERVIEW].said())
        if self._loaded is not None:
            detail = self._loaded.detail
            _write(self._old_plates, _earlier(detail.old_plates))
            _write(self._old_owners, _earlier(detail.old_owners))
            self._tell_vin()
        # The forms below have told their labels by now: Qt tells children in the order they were made.
        self._align()
        lay_out_anew(self._contents)

    def _tell_vin(self) -> None:
        today = self._loaded.today if self._loaded else date.min
        _write(self._vin_tells, _vin_facts(self._fields.inputs["vin"].text.strip().upper(), today))


def _vin_facts(vin: str, today: date) -> str:
    """Maker, region and year, as far as the VIN tells."""
    region, years = region_of(vin), model_year_candidates(vin, latest=today.year + 1)[-2:]
    facts: list[object] = [maker_of(vin), REGION_LABELS[region] if region else None]
    if years:
        said = EITHER_YEAR.said(first=years[0], second=years[1]) if len(years) > 1 else str(years[0])
        facts.append(YEARS.said(years=said))
    known = [fact for fact in facts if fact]
    return VIN_TELLS.said(facts=known) if known and len(vin) > 2 else ""


def _earlier(names: Iterable[Earlier]) -> str:
    told = [EARLIER.said(name=each.name, date=shown_date(each.until)) for each in names]
    return BEFORE.said(names=told[::-1]) if told else ""


def _quiet_line() -> QLabel:
    line = QLabel()
    line.setProperty("text_kind", "caption")
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(True)
    line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    line.hide()
    return line


def _write(line: QLabel, words: str) -> None:
    line.setText(words)
    line.setVisible(bool(words))


def _card(form: Form) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_4)
    column.addWidget(form)
    return card
