"""Registering a vehicle: VIN first, nothing twice, all of it by keyboard (product.md, points 1, 5 and 6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.vin import normalise_vin
from dealerdesk.services.candidates import Candidate
from dealerdesk.services.customers import CustomerDetail
from dealerdesk.services.drafts import Draft
from dealerdesk.services.editing import NO_VEHICLE
from dealerdesk.services.registration import Alike, Beginning, Known, Registered
from dealerdesk.ui.commands import Command
from dealerdesk.ui.new_file.columns import Columns
from dealerdesk.ui.new_file.customer_form import CustomerForm
from dealerdesk.ui.new_file.foot import ANOTHER_KEYS, CREATE, CREATE_ANOTHER, CREATE_KEYS, Foot
from dealerdesk.ui.new_file.keeping import BEGIN_ANEW, NAME, DraftBand, Keeping
from dealerdesk.ui.new_file.known_card import OPEN_KNOWN
from dealerdesk.ui.new_file.looking_up import LookingUp
from dealerdesk.ui.new_file.papers_ahead import PapersAhead
from dealerdesk.ui.new_file.problems import field_of_error
from dealerdesk.ui.new_file.standing import HAS_FILE, standing
from dealerdesk.ui.new_file.suggesting import SuggestionList
from dealerdesk.ui.new_file.typed import draft_of, is_touched, write_draft
from dealerdesk.ui.new_file.vehicle_form import SUGGESTED, VehicleForm
from dealerdesk.ui.new_file.vin_input import vin_offers
from dealerdesk.ui.new_file.walking import Walking
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput

TITLE = Message("ui.new_file_title", "New file")
HINT = Message("ui.new_file_hint", "Enter goes to the next field")
MADE = Message("ui.file_made", "File {file_no} is created. Its scans can be added now.")
MADE_ANOTHER = Message("ui.file_made_another", "File {file_no} is created. Here is the next one.")
BEGUN_ALREADY = Message(
    "ui.new_file_begun", "Another new file is begun here already. Create it, or begin anew."
)
BEING_MADE = Message("ui.being_made", "The file is being created.")
NOTHING_KNOWN = Message("ui.nothing_known", "There is no file yet with this VIN or plate.")
NOTHING_TYPED = Message("ui.nothing_typed", "Nothing is typed yet.")
_SHORTEST_VIN = 10
"""Words shorter than this that a new file begins with are a plate."""
_BEGIN, _CHOSEN = "new_file.begin", "new_file.chosen"


class NewFilePage(Page):
    """One form for vehicle and customer; what is typed survives other pages and a crash."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._beginning: Beginning | None = None
        self._words = ""
        self._enter_waits: FieldInput | None = None
        self._alike = Alike("", "")
        self._is_creating = False
        self.vehicle = VehicleForm()
        self.customer = CustomerForm()
        self.band = DraftBand()
        self.foot = Foot(lambda: standing(self.vehicle, self.customer))
        self.suggestions = SuggestionList(self, self._suggest)
        self.keeping = Keeping(workplace.desk.drafts, workplace.tasks, self._draft, workplace.fail, self)
        self.looking_up = LookingUp(workplace, self._identity, self._people, self)
        self._title, self._hint = QLabel(), QLabel()
        self._title.setProperty("text_kind", "title")
        self._hint.setProperty("text_kind", "caption")
        self.papers = PapersAhead(workplace, self.vehicle.kind)
        self._scroll = Columns(self.vehicle, self.customer, self.papers)
        self._walking = Walking(self._order, self.foot.create_button, self._scroll, self)
        self._arrange()
        self._connect()
        self._begin()
        retell(self, self._tell)

    # --- what the window asks -------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Begin a file, with a VIN or a plate where the place names one; go on with what was typed."""
        desk, is_first = self.workplace.desk, self._beginning is None
        self._words = place.words
        self.workplace.tasks.read(
            _BEGIN,
            lambda: (desk.registration.beginning(), desk.drafts.find(NAME) if is_first else None),
            self._on_begun,
        )
        self.counted.emit("", "")

    def leave(self) -> None:
        """Keep what was typed."""
        self.suggestions.put_away()
        self.keeping.keep_waiting()

    def here(self, _place: Place) -> Place:
        """This page, as it was left."""
        return Place(PageName.NEW_FILE)

    def take_focus(self) -> None:
        """Begin with the VIN."""
        self.vehicle.vin.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """The vehicle, the customer, and what creates the file."""
        people = self.customer.card.button if self.customer.chosen else self.customer.name
        return (self.vehicle.vin, people, self.foot.create_button)

    def commands(self) -> Sequence[Command]:
        """Create, take what the VIN suggests, open the file that there is."""
        return (
            Command(CREATE, self.create_file, CREATE_KEYS, "check", self._why_not),
            Command(CREATE_ANOTHER, self._create_another, ANOTHER_KEYS, "plus", self._why_not),
            Command(OPEN_KNOWN, self._open_known, "", "arrow-right", self._why_none_known),
            *self.vehicle.vin.commands(),
            Command(BEGIN_ANEW, self._begin_anew, "", "arrow-counter-clockwise", self._why_no_anew),
        )

    # --- what a person does ---------------------------------------------------------------------------

    def create_file(self) -> None:
        """Make the file and go on to its documents, or go to the field that stands against it."""
        self._create(self._on_created)

    def _create_another(self) -> None:
        self._create(self._on_created_another)

    def _create(self, then: Callable[[Registered], None]) -> None:
        self.suggestions.put_away()
        wrong = self.vehicle.problem() or self.customer.problem()
        values = self.vehicle.values | self.customer.values
        if wrong is None and not (values["vin"].strip() or values["plate"].strip()):
            wrong = self.vehicle.vin
            wrong.show_problem(NO_VEHICLE.said())
        if wrong is not None:
            self._walking.go_to(wrong)
            return
        customer = self.customer.chosen.customer_id if self.customer.chosen else None
        registration = self.workplace.desk.registration
        self._is_creating = True
        self._refresh()
        self.workplace.tasks.write(
            lambda: registration.register(values, customer), then, self._on_create_failed
        )

    def _open_known(self) -> None:
        known = self.vehicle.known.known
        if known is not None:
            self.workplace.go(Place(PageName.FILE, known.file_id, FileTab.OVERVIEW))

    def _begin_anew(self) -> None:
        self.keeping.forget()
        self._begin()
        self.take_focus()

    # --- looking up -----------------------------------------------------------------------------------

    def _identity(self) -> tuple[str, str]:
        return self.vehicle.vin.text, self.vehicle.plate.text

    def _people(self) -> dict[str, str]:
        return {each.field.code: each.text for each in self.customer.order}

    def _on_identified(self) -> None:
        self._enter_waits = None
        self.looking_up.touch_vehicle()

    def _on_known(self, known: Known | None) -> None:
        self.vehicle.show_known(known)
        self._offer()
        self._refresh()
        waiting, self._enter_waits = self._enter_waits, None
        if waiting is None:
            return
        if known is not None and known.stands_against:
            self._open_known()
        else:
            self._walking.go_on_from(waiting)

    def _on_alike(self, alike: Alike) -> None:
        self._alike = alike
        self._offer()

    def _offer(self) -> None:
        values = self.vehicle.values
        known = self.vehicle.known.known
        if known is not None and known.stands_against:
            self.vehicle.vin.show_offers(())
            return
        offers = vin_offers(self.vehicle.vin.tells, self._alike.make, self._alike.model)
        self.vehicle.vin.show_offers([offer for offer in offers if not values[offer.field.code].strip()])

    def _on_people(self, found: tuple[Candidate, ...]) -> None:
        self.customer.show_candidates(found)
        self._refresh()
        if self.customer.name.editor.hasFocus():
            QTimer.singleShot(0, self, self._show_candidates_whole)

    def _show_candidates_whole(self) -> None:
        if self.customer.candidates.isVisible():
            self._walking.bring_into_sight(self.customer.candidates)

    def _suggest(self, each: FieldInput, typed: str, show: Callable[[Sequence[str]], None]) -> None:
        code, make = each.field.code, self.vehicle.inputs["make"].text
        offered = [o.value for o in self.vehicle.vin.offers if o.field is each.field and not typed]
        self.looking_up.suggest(
            code, typed, make, lambda values: show(list(dict.fromkeys([*offered, *values])))
        )

    def _order(self) -> tuple[QWidget, ...]:
        return (*self.vehicle.order, *self.customer.order)

    def _enter(self, each: FieldInput) -> None:
        """Enter in the VIN or the plate: once it is known whether there is a file, open it or go on."""
        if each.text.strip():
            self._enter_waits = each
            self.looking_up.look_up_vehicle()
        else:
            self._walking.go_on_from(each)

    # --- what became of it ----------------------------------------------------------------------------

    def _on_created(self, made: Registered) -> None:
        self._end()
        self.workplace.say(MADE.said(file_no=made.file_no))
        if self.isVisible():
            self.workplace.go(Place(PageName.FILE, made.file_id, FileTab.DOCUMENTS))

    def _on_created_another(self, made: Registered) -> None:
        kept = {code: self.vehicle.values[code] for code in ("kind", "responsible")}
        self._end()
        self.vehicle.write(kept)
        self.workplace.say(MADE_ANOTHER.said(file_no=made.file_no))
        self.arrive(Place(PageName.NEW_FILE))
        self.take_focus()

    def _end(self) -> None:
        self._is_creating = False
        self.keeping.forget()
        self._begin()

    def _on_create_failed(self, error: Exception) -> None:
        self._is_creating = False
        self._refresh()
        inputs = {**self.vehicle.inputs, **self.customer.inputs}
        each = inputs.get(field_of_error(error))
        if each is None:
            self.workplace.fail(error)
            return
        each.show_problem(str(error))
        self._walking.go_to(each)
        self.looking_up.look_up_vehicle()

    # --- beginning, and going on with what was typed ----------------------------------------------------

    def _begin(self) -> None:
        self.looking_up.stop()
        self._enter_waits = None
        responsible = self._beginning.responsible if self._beginning else ""
        self.vehicle.write({"responsible": responsible, "kind": "new_sale"})
        self.customer.write({})
        self.vehicle.show_known(None)
        self.band.show_time(None)
        self._alike = Alike("", "")
        self._refresh()

    def _begin_with(self, words: str) -> None:
        if self._is_touched:
            self.workplace.say(BEGUN_ALREADY.said())
            return
        vin = normalise_vin(words)
        is_vin = vin.isascii() and len(vin) >= _SHORTEST_VIN
        each = self.vehicle.vin if is_vin else self.vehicle.plate
        each.write(vin if is_vin else words.strip())
        self.vehicle.check(is_left=False)
        self._on_edited()

    def _on_begun(self, begun: tuple[Beginning, Draft | None]) -> None:
        self._beginning, draft = begun
        self.foot.show_number(self._beginning.file_no)
        self.vehicle.vin.begin(self.workplace.desk.database.now().year + 1)
        responsible = self.vehicle.inputs["responsible"]
        if not responsible.text and not self._is_touched:
            responsible.write(self._beginning.responsible)
        if draft is not None and not self._is_touched:
            self._go_on_with(draft)
        words, self._words = self._words, ""
        if words:
            self._begin_with(words)
        if self._is_touched:
            self.looking_up.look_up_vehicle()
            self.looking_up.look_up_people()
        self._refresh()

    def _go_on_with(self, draft: Draft) -> None:
        chosen = write_draft(draft, self.vehicle, self.customer)
        self.band.show_time(draft.at)
        if chosen is not None:
            customers = self.workplace.desk.customers
            self.workplace.tasks.read(
                _CHOSEN, lambda: customers.get(chosen), self._on_chosen_read, lambda _gone: None
            )

    def _on_chosen_read(self, detail: CustomerDetail) -> None:
        self.customer.choose_known(detail)
        self._refresh()

    @property
    def _is_touched(self) -> bool:
        return is_touched(self.vehicle, self.customer)

    def _draft(self) -> Draft | None:
        return None if self._is_creating else draft_of(self.vehicle, self.customer)

    # --- what is said ---------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self.foot.refresh()
        self.foot.show_reason(self._why_not())

    def _why_not(self) -> Message | None:
        known = self.vehicle.known.known
        if self._is_creating:
            return BEING_MADE
        return HAS_FILE if known is not None and known.stands_against else None

    def _why_none_known(self) -> Message | None:
        return None if self.vehicle.known.known is not None else NOTHING_KNOWN

    def _why_no_anew(self) -> Message | None:
        return None if self._is_touched else NOTHING_TYPED

    def _on_edited(self) -> None:
        self._offer()
        self.keeping.touch()
        self._refresh()

    def _on_decided(self) -> None:
        self._on_edited()
        if self.customer.chosen is not None:
            self._walking.go_to(self.foot.create_button)
        elif self.customer.new_name:
            self._walking.go_to(self.customer.phone)

    # --- how it stands together -----------------------------------------------------------------------

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_2)
        head.addWidget(self._title, 1)
        head.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.vehicle.edited.connect(self._on_edited)
        self.vehicle.identified.connect(self._on_identified)
        self.vehicle.known.open_asked.connect(self._open_known)
        self.vehicle.kind.finished.connect(partial(self._walking.go_on_from, self.vehicle.kind))
        self.customer.edited.connect(self._on_edited)
        self.looking_up.known_found.connect(self._on_known)
        self.looking_up.alike_found.connect(self._on_alike)
        self.looking_up.people_found.connect(self._on_people)
        self.customer.asked.connect(self.looking_up.touch_people)
        self.customer.decided.connect(self._on_decided)
        self.band.anew_asked.connect(self._begin_anew)
        self.foot.create_button.clicked.connect(self.create_file)
        self.foot.another_button.clicked.connect(self._create_another)
        for code in SUGGESTED:
            self.suggestions.serve(self.vehicle.inputs[code])
        for each in (*self.vehicle.inputs.values(), *self.customer.inputs.values()):
            if isinstance(each.editor, QLineEdit):
                looked_up = each in (self.vehicle.vin, self.vehicle.plate)
                each.editor.returnPressed.connect(
                    partial(self._enter if looked_up else self._walking.go_on_from, each)
                )
            elif isinstance(each.editor, QComboBox):
                self._walking.serve(each)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Put away what hangs at a field that stands elsewhere now."""
        super().resizeEvent(event)
        self.suggestions.put_away()

    def _tell(self) -> None:
        self._title.setText(TITLE.said())
        self._hint.setText(HINT.said())
        self._offer()
        self._refresh()
