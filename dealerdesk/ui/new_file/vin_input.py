"""The field for a VIN: how many characters there are, and what they tell already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from dealerdesk import i18n
from dealerdesk.domain.countries import COUNTRY_LABELS
from dealerdesk.domain.fields import VIN, Field, RecordKind, field_of
from dealerdesk.domain.messages import Message
from dealerdesk.domain.vin import LENGTH
from dealerdesk.domain.vin_tells import VinTells, what_vin_tells
from dealerdesk.domain.wmi import REGION_LABELS
from dealerdesk.ui.commands import Command
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import text_font
from dealerdesk.ui.widgets.chip import Chip
from dealerdesk.ui.widgets.flow import FlowLayout
from dealerdesk.ui.widgets.form import FieldInput

HINT = Message("ui.vin_hint", "Type or scan it: a vehicle that has a file is found at once")
COUNTED = Message("ui.vin_counted", "{count} of {whole}")
FROM_COUNTRY = Message("ui.vin_from_country", "From {country}.")
FROM_REGION = Message("ui.vin_from_region", "From {region} ({country}).")
MADE_BY = Message("ui.vin_made_by", "Made by {maker}, {country}.")
TAKE_OFFER = Message("ui.vin_take_offer", "Take {value} as {field}")
TAKE_FIRST = Message("ui.take_first_offer", "Take the first thing that the VIN suggests")
TAKE_SECOND = Message("ui.take_second_offer", "Take the second thing that the VIN suggests")
TAKE_THIRD = Message("ui.take_third_offer", "Take the third thing that the VIN suggests")
TAKE_FOURTH = Message("ui.take_fourth_offer", "Take the fourth thing that the VIN suggests")
NO_OFFER = Message("ui.no_offer", "The VIN suggests nothing more. Type it whole.")
_TAKE = (TAKE_FIRST, TAKE_SECOND, TAKE_THIRD, TAKE_FOURTH)
_COUNTED_FROM = 1


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that the VIN suggests for a field."""

    field: Field
    value: str


class VinInput(FieldInput):
    """Seventeen characters, counted as they are typed; `offer_taken` carries an `Offer`."""

    offer_taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._counter = QLabel()
        super().__init__(VIN, parent=parent)
        self._latest = 0
        self._offers: tuple[Offer, ...] = ()
        self._counter.setParent(self.editor)
        self._counter.setProperty("text_kind", "caption")
        self._counter.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._told = QLabel()
        self._told.setProperty("text_kind", "second")
        self._told.setWordWrap(True)
        self._chips = [Chip(adds=True) for _ in _TAKE]
        self._below = self._made_below()
        self.stand_below(self._below)
        retell(self, self._tell_vin)

    @property
    def line(self) -> QLineEdit:
        """Where the VIN is typed."""
        assert isinstance(self.editor, QLineEdit)
        return self.editor

    @property
    def tells(self) -> VinTells:
        """What is typed so far tells."""
        return what_vin_tells(self.text, latest=self._latest)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is offered now, in the order of the keys that take it."""
        return self._offers

    def begin(self, latest_model_year: int) -> None:
        """Know models up to a year."""
        self._latest = latest_model_year

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Offer values for other fields."""
        self._offers = tuple(offers[: len(_TAKE)])
        self._tell_vin()

    def refresh(self) -> None:
        """Say anew what the characters tell."""
        self._tell_vin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Keep the counter at the end of the line."""
        if watched is self.editor and event.type() in {QEvent.Type.Resize, QEvent.Type.FontChange}:
            self._place_counter()
        return super().eventFilter(watched, event)

    def _made_below(self) -> QWidget:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_1)
        column.addWidget(self._told)
        chips = QWidget()
        flow = FlowLayout(chips, gap=m.GAP_2, line_gap=m.GAP_1)
        for number, chip in enumerate(self._chips):
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.hide()
            chip.clicked.connect(lambda _checked=False, number=number: self.take(number))
            flow.addWidget(chip)
        column.addWidget(chips)
        self._chip_row = chips
        return below

    def take(self, number: int) -> None:
        """Take the offer with this place in the order."""
        if number < len(self._offers):
            self.offer_taken.emit(self._offers[number])

    def commands(self) -> tuple[Command, ...]:
        """Take what is offered, by number."""
        return tuple(
            Command(
                name,
                partial(self.take, number),
                f"Alt+{number + 1}",
                "sparkle",
                partial(self._why_not, number),
            )
            for number, name in enumerate(_TAKE)
        )

    def _why_not(self, number: int) -> Message | None:
        return None if number < len(self._offers) else NO_OFFER

    def _place_counter(self) -> None:
        self._counter.adjustSize()
        width = self._counter.width()
        self.line.setTextMargins(0, 0, width + m.GAP_2, 0)
        top = (self.editor.height() - self._counter.height()) // 2
        self._counter.move(self.editor.width() - width - m.GAP_2, top)

    def _tell_vin(self) -> None:
        tells = self.tells
        self.editor.setFont(text_font(Text.VIN))
        self.line.setPlaceholderText(HINT.said())
        count = len(tells.vin)
        self._counter.setText(COUNTED.said(count=count, whole=LENGTH) if count >= _COUNTED_FROM else "")
        self._counter.setAccessibleName(self._counter.text())
        self._place_counter()
        self._told.setText(_origin(tells))
        self._told.setVisible(bool(self._told.text()))
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < len(self._offers))
            if number < len(self._offers):
                offer = self._offers[number]
                field = label(offer.field.label)
                chip.show_words(offer.value, f"Alt+{number + 1}")
                taking = TAKE_OFFER.said(field=field, value=offer.value)
                chip.setAccessibleName(taking)
                chip.setToolTip(taking)
        self._chip_row.setVisible(bool(self._offers))
        self._below.setVisible(bool(self._offers or self._told.text()))


def _origin(tells: VinTells) -> str:
    """Where a vehicle comes from, as far as its VIN tells."""
    if tells.region is None or len(tells.vin) < 2:
        return ""
    region = REGION_LABELS[tells.region]
    country = COUNTRY_LABELS.get(tells.country or "")
    if tells.maker:
        return MADE_BY.said(maker=tells.maker, country=country or region)
    if country:
        return FROM_COUNTRY.said(country=country)
    return (
        FROM_COUNTRY.said(country=region)
        if not tells.country
        else FROM_REGION.said(region=region, country=tells.country)
    )


def vin_offers(tells: VinTells, make: str, model: str) -> tuple[Offer, ...]:
    """What a VIN suggests: make and model of vehicles like it, else its maker's make; its model years."""
    own = tells.make_chinese if i18n.current_language() == "zh_CN" and tells.make_chinese else tells.make
    offers = [Offer(MAKE, make or own), Offer(MODEL, model)]
    offers += [Offer(MANUFACTURE_DATE, str(year)) for year in tells.years]
    return tuple(offer for offer in offers if offer.value)


def _file_field(code: str) -> Field:
    field = field_of(RecordKind.FILES, code)
    assert field is not None
    return field


MAKE, MODEL, MANUFACTURE_DATE = map(_file_field, ("make", "model", "manufacture_date"))
