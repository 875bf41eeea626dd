"""The vehicle's half of a new file: VIN and plate first, then what is on the registration certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.fields import PLATE, RecordKind, field_of
from dealerdesk.domain.findings import Finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.vin import LENGTH
from dealerdesk.services.registration import Known, KnownBy
from dealerdesk.ui.formats import label
from dealerdesk.ui.new_file.kind_choice import KindChoice
from dealerdesk.ui.new_file.known_card import KnownCard
from dealerdesk.ui.new_file.problems import show_reading, tidy
from dealerdesk.ui.new_file.vin_input import Offer, VinInput
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput

VEHICLE = Message("ui.new_vehicle", "Vehicle")
UNUSUAL_VIN = Message(
    "ui.unusual_vin",
    "It is accepted as it is, for the reason given below: the VIN of an old vehicle perhaps.",
)
_ROWS = (
    ("make", "model"),
    ("colour", "odometer"),
    ("manufacture_date", "registration_date"),
    ("location", "responsible"),
)
_AFTER_VIN, _AFTER_PLATE = 2, 4
"""Where in the grid a file that is there already is shown."""
SUGGESTED = ("make", "model", "colour", "location", "responsible")

_Editor = FieldInput | KindChoice


def _input(code: str) -> FieldInput:
    field = field_of(RecordKind.FILES, code)
    assert field is not None, code
    return FieldInput(field)


class VehicleForm(QWidget):
    """`edited` tells that something is typed, `identified` that VIN or plate are other ones than before."""

    edited = Signal()
    identified = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.vin = VinInput()
        self.reason = _input("vin_note")
        self.plate = FieldInput(PLATE)
        self.kind = KindChoice()
        self.known = KnownCard()
        self._rest = {code: _input(code) for row in _ROWS for code in row}
        self._title = QLabel()
        self._title.setProperty("text_kind", "section")
        self._labels: dict[_Editor, QLabel] = {}
        self._grid = QGridLayout()
        self._arrange()
        self._connect()
        retell(self, self._tell)

    @property
    def inputs(self) -> dict[str, FieldInput]:
        """All inputs by field code, in the order in which Enter goes through them."""
        return {"vin": self.vin, "vin_note": self.reason, "plate": self.plate, **self._rest}

    @property
    def order(self) -> tuple[_Editor, ...]:
        """The fields that can be gone through now, in order."""
        reason = (self.reason,) if self.reason.isVisibleTo(self) else ()
        return (self.vin, *reason, self.plate, self.kind, *self._rest.values())

    @property
    def values(self) -> dict[str, str]:
        """What was typed, by field code."""
        typed = {code: each.text for code, each in self.inputs.items()}
        if not self.reason.isVisibleTo(self):
            typed.pop("vin_note")
        return typed | {"kind": self.kind.text}

    def write(self, values: Mapping[str, str]) -> None:
        """Show values by field code, as nobody typed them; fields that are not named become empty."""
        for code, each in self.inputs.items():
            each.write(values.get(code, ""))
            each.show_problem()
        if values.get("kind"):
            self.kind.write(values["kind"])
        self.vin.show_offers(())
        self.check(is_left=True)

    def show_known(self, known: Known | None) -> None:
        """Show the file that the vehicle has already."""
        by_vin = known is not None and known.by is KnownBy.VIN
        self._grid.addWidget(self.known, _AFTER_VIN if by_vin else _AFTER_PLATE, 1, 1, 3)
        self.known.show_known(known)

    def take(self, offer: Offer) -> None:
        """Write what the VIN suggests into its field."""
        each = self.inputs[offer.field.code]
        each.write(offer.value)
        tidy(each)
        self.edited.emit()

    def check(self, *, is_left: bool) -> Finding | None:
        """Say what is wrong with the VIN: while it is typed nothing of its length, unless it is too long."""
        tells = self.vin.tells
        error = tells.error if is_left or tells.missing <= 0 else None
        has_reason = bool(self.reason.text.strip())
        self._labels[self.reason].setVisible(error is not None or has_reason)
        self.reason.setVisible(error is not None or has_reason)
        if error and not has_reason:
            self.vin.show_problem(error.said())
            return error
        sentence = UNUSUAL_VIN.said() if error else tells.warning.said() if tells.warning else ""
        self.vin.show_problem(sentence, warning=True)
        self.vin.refresh()
        return None

    def problem(self) -> FieldInput | None:
        """The first input whose text cannot be stored; says what is wrong with each."""
        wrong = [self.vin] if self.check(is_left=True) else []
        others = [each for each in (self.plate, *self._rest.values()) if show_reading(each).error]
        return next(iter([*wrong, *others]), None)

    def _arrange(self) -> None:
        grid = self._grid
        grid.setHorizontalSpacing(m.GAP_3)
        grid.setVerticalSpacing(m.GAP_2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._add(grid, 0, (self.vin,))
        self._add(grid, 1, (self.reason,))
        self._add(grid, _AFTER_PLATE - 1, (self.plate,))
        self._add(grid, _AFTER_PLATE + 1, (self.kind,))
        for row, codes in enumerate(_ROWS, start=_AFTER_PLATE + 2):
            self._add(grid, row, [self._rest[code] for code in codes])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_3)
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _add(self, grid: QGridLayout, row: int, editors: Sequence[_Editor]) -> None:
        """Put a row into the grid: one editor through to the end, or two beside each other."""
        for place, each in enumerate(editors):
            name = QLabel()
            name.setProperty("text_kind", "second")
            name.setMinimumHeight(m.CONTROL)
            name.setBuddy(each)
            self._labels[each] = name
            grid.addWidget(name, row, 2 * place, Qt.AlignmentFlag.AlignTop)
            span = 3 if len(editors) == 1 else 1
            grid.addWidget(each, row, 2 * place + 1, 1, span, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self.kind.edited.connect(self.edited)
        for each in self.inputs.values():
            each.edited.connect(self.edited)
        for each in (self.plate, *self._rest.values()):
            each.edited.connect(each.show_problem)
            each.finished.connect(partial(tidy, each))
        self.vin.edited.connect(self._on_vin_edited)
        self.vin.finished.connect(self._on_vin_finished)
        self.vin.offer_taken.connect(self.take)
        self.plate.edited.connect(self.identified)
        self.reason.edited.connect(lambda: self.check(is_left=True))

    def _on_vin_edited(self) -> None:
        self.check(is_left=len(self.vin.tells.vin) >= LENGTH)
        self.vin.refresh()
        self.identified.emit()

    def _on_vin_finished(self) -> None:
        vin = self.vin.tells.vin
        if vin and vin != self.vin.text:
            self.vin.write(vin)
        self.check(is_left=True)

    def _tell(self) -> None:
        self._title.setText(VEHICLE.said())
        for each, name in self._labels.items():
            field = each.field if isinstance(each, FieldInput) else field_of(RecordKind.FILES, "kind")
            assert field is not None
            name.setText(label(field.label))
        for each in (self.plate, *self._rest.values()):
            if each.text:
                show_reading(each)
        self.check(is_left=not self.vin.line.hasFocus())
