"""Pictures of pages, drawn off the UI thread and kept while there is room for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.tasks import Tasks
from dealerdesk.vault import PagePicture

SPARE = 1.02
"""A picture that is a hair narrower than the room for it looks the same."""

Draw = Callable[[str, int, int, str], PagePicture]
"""Draws a page of a scan (its hash or path), a page number from 1, at a width in pixels, with a name."""


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page of a scan: the scan's hash, its name for people, and the page's number from 1."""

    sha256: str
    name: str
    page: int = 1


class PagePictures(QObject):
    """Fetches what is wanted, one page after the other, the most urgent first; `arrived` carries a `PageRef`.

    At most `room` bytes of pictures are kept, those looked at last.
    """

    arrived = Signal(object)

    def __init__(
        self, tasks: Tasks, draw: Draw, topic: str, room: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._draw = draw
        self._topic = topic
        self._room = room
        self._kept: OrderedDict[PageRef, tuple[QImage, int]] = OrderedDict()
        self._errors: dict[PageRef, DealerDeskError] = {}
        self._wanted: OrderedDict[PageRef, int] = OrderedDict()
        self._drawing: PageRef | None = None

    @property
    def size(self) -> int:
        """Bytes that are kept now."""
        return sum(picture.sizeInBytes() for picture, _width in self._kept.values())

    def find(self, page: PageRef) -> QImage | None:
        """The picture that there is, sharp or not yet."""
        if page not in self._kept:
            return None
        self._kept.move_to_end(page)
        return self._kept[page][0]

    def error(self, page: PageRef) -> DealerDeskError | None:
        """Why the page cannot be shown."""
        return self._errors.get(page)

    def want(self, page: PageRef, width_px: int, *, urgent: bool = False) -> None:
        """Fetch the page at this width, unless it is there; urgent pages go before all others."""
        kept = self._kept.get(page)
        if page in self._errors or (kept and width_px <= kept[1] * SPARE):
            return
        self._wanted[page] = max(width_px, self._wanted.get(page, 0))
        if urgent:
            self._wanted.move_to_end(page, last=False)
        self._next()

    def forget_wishes(self) -> None:
        """Fetch nothing more of what was wanted so far."""
        self._wanted.clear()

    def forget_errors(self) -> None:
        """Try pages again that could not be drawn; a scan may have been restored meanwhile."""
        self._errors.clear()

    def _next(self) -> None:
        if self._drawing is not None or not self._wanted:
            return
        page, width = self._wanted.popitem(last=False)
        self._drawing = page
        self._tasks.read(
            self._topic,
            partial(_drawn, self._draw, page, width),
            partial(self._on_drawn, page, width),
            partial(self._on_failed, page),
        )

    def _on_drawn(self, page: PageRef, width: int, picture: QImage) -> None:
        self._drawing = None
        self._kept[page] = (picture, width)
        self._kept.move_to_end(page)
        while len(self._kept) > 1 and self.size > self._room:
            self._kept.popitem(last=False)
        self.arrived.emit(page)
        self._next()

    def _on_failed(self, page: PageRef, error: Exception) -> None:
        self._drawing = None
        self._errors[page] = error_for_people(error)
        self.arrived.emit(page)
        self._next()


def _drawn(draw: Draw, page: PageRef, width: int) -> QImage:
    return image_of(draw(page.sha256, page.page, width, page.name))


def image_of(picture: PagePicture) -> QImage:
    """The picture as Qt shows it, with bytes of its own."""
    line = 4 * picture.width
    return QImage(picture.pixels, picture.width, picture.height, line, QImage.Format.Format_RGBX8888).copy()
