"""The pages that were shown, one over the other, and the way back and forward through them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from dealerdesk.ui.page import Page
from dealerdesk.ui.places import PageName, Place

STEPS_KEPT = 100


class PageStack(QStackedWidget):
    """Shows places; each page is made when it is first wanted, and stays. `moved` tells of another place."""

    moved = Signal()
    made = Signal(object)
    """Carries a page that has just been made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make: Callable[[PageName], Page] | None = None
        self._pages: dict[PageName, Page] = {}
        self._place: Place | None = None
        self._before: list[Place] = []
        self._after: list[Place] = []

    def begin(self, make: Callable[[PageName], Page]) -> None:
        """Make pages with `make` from now on."""
        self._make = make

    @property
    def place(self) -> Place | None:
        """Where the person is, with what the page shows by now; None before the first page."""
        return self.current.here(self._place) if self.current and self._place else None

    @property
    def current(self) -> Page | None:
        """The page that is shown."""
        return self._pages[self._place.page] if self._place else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place to go back to."""
        return bool(self._before)

    @property
    def can_go_forward(self) -> bool:
        """Whether the person has gone back and can go forward again."""
        return bool(self._after)

    def page(self, name: PageName) -> Page:
        """The page called `name`, made now if it was not yet."""
        if name not in self._pages:
            assert self._make is not None
            page = self._make(name)
            self._pages[name] = page
            self.addWidget(page)
            self.made.emit(page)
        return self._pages[name]

    def go(self, place: Place) -> None:
        """Show `place`; where one was can be gone back to."""
        here = self.place
        if here is not None and here != place:
            self._before.append(here)
            del self._before[:-STEPS_KEPT]
            self._after.clear()
        self._show(place)

    def back(self) -> None:
        """Show the place before, if there is one."""
        self._step(self._before, self._after)

    def forward(self) -> None:
        """Show the place that was gone back from, if there is one."""
        self._step(self._after, self._before)

    def _step(self, source: list[Place], target: list[Place]) -> None:
        here = self.place
        if source and here is not None:
            target.append(here)
            self._show(source.pop())

    def _show(self, place: Place) -> None:
        before, page = self.current, self.page(place.page)
        if before is not None and before is not page:
            before.leave()
        self._place = place
        self.setCurrentWidget(page)
        page.arrive(place)
        if before is not page:
            page.take_focus()
        self.moved.emit()
