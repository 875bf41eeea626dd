"""What is asked of the database while a new file is typed; only the latest answer of each kind counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from dealerdesk.domain.vin import normalise_vin
from dealerdesk.services.registration import Alike
from dealerdesk.ui.page import Workplace

_PAUSE_MS = 40
"""Long enough to take a scanner's burst as one question, too short to be felt."""
_FROM_VIN = 3
_KNOWN, _ALIKE, _PEOPLE, _WORDS = (f"new_file.{topic}" for topic in ("known", "alike", "people", "words"))


class LookingUp(QObject):
    """`known_found` carries a `Known` or None, `alike_found` an `Alike`, `people_found` the candidates."""

    known_found = Signal(object)
    alike_found = Signal(object)
    people_found = Signal(object)

    def __init__(
        self,
        workplace: Workplace,
        vehicle: Callable[[], tuple[str, str]],
        people: Callable[[], Mapping[str, str]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tasks = workplace.tasks
        self._desk = workplace.desk
        self._vehicle = vehicle
        self._people = people
        self._vehicle_pause = self._timer(self.look_up_vehicle)
        self._people_pause = self._timer(self.look_up_people)

    def touch_vehicle(self) -> None:
        """VIN or plate are being typed."""
        self._vehicle_pause.start()

    def touch_people(self) -> None:
        """The customer is being typed."""
        self._people_pause.start()

    def look_up_vehicle(self) -> None:
        """Ask now which file has the VIN or the plate, and what vehicles like it are."""
        self._vehicle_pause.stop()
        vin, plate = self._vehicle()
        registration = self._desk.registration
        self._tasks.read(_KNOWN, lambda: registration.find_known(vin, plate), self.known_found.emit)
        if len(normalise_vin(vin)) >= _FROM_VIN:
            self._tasks.read(_ALIKE, lambda: registration.find_alike(vin), self.alike_found.emit)
        else:
            self._tasks.forget(_ALIKE)
            self.alike_found.emit(Alike("", ""))

    def look_up_people(self) -> None:
        """Ask now which known customers may be meant."""
        self._people_pause.stop()
        typed, customers = self._people(), self._desk.customers
        self._tasks.read(
            _PEOPLE,
            lambda: customers.find_candidates(
                typed.get("customer", ""),
                typed.get("phone", ""),
                typed.get("id_number", ""),
                typed.get("company_number", ""),
            ),
            self.people_found.emit,
        )

    def suggest(self, code: str, typed: str, make: str, then: Callable[[Sequence[str]], None]) -> None:
        """Ask what a field may be meant to say."""
        registration = self._desk.registration
        self._tasks.read(_WORDS, lambda: registration.suggestions(code, typed, make), then)

    def stop(self) -> None:
        """Want no answer any more."""
        for pause in (self._vehicle_pause, self._people_pause):
            pause.stop()
        for topic in (_KNOWN, _ALIKE, _PEOPLE, _WORDS):
            self._tasks.forget(topic)

    def _timer(self, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(_PAUSE_MS)
        timer.timeout.connect(then)
        return timer
