"""Printing a document: its pages drawn off the UI thread, one after the other, and painted on paper here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.ui.documents.pictures import Draw, PageRef, image_of
from dealerdesk.ui.long_work import LongWork
from dealerdesk.ui.tasks import Failed

PRINTING = Message("ui.doc_printing", "Printing")
PRINTER_FAILED = Message(
    "ui.doc_printer_failed", "The printer did not take the document. Check that it is on, then print again."
)
DOTS_PER_INCH = 200
_LONGEST_PAPER_INCHES = 14
_MARGIN_MM = 5.0

Ask = Callable[[QWidget, int], QPrinter | None]
"""Asks on which printer to print so many pages; None when the person thought better of it."""


def _ask_person(parent: QWidget, pages: int) -> QPrinter | None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
    try:
        return printer if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()


class _Asked:
    """Who is asked now."""

    ask: Ask = staticmethod(_ask_person)


@contextmanager
def printing_on(ask: Ask) -> Iterator[None]:
    """Let `ask` choose the printer inside the ``with`` block."""
    before, _Asked.ask = _Asked.ask, staticmethod(ask)
    try:
        yield
    finally:
        _Asked.ask = staticmethod(before)


def ask_for_printer(parent: QWidget, pages: int) -> QPrinter | None:
    """The printer on which to print so many pages; None when the person thought better of it."""
    return _Asked.ask(parent, pages)


class Printing(QObject):
    """One document on its way to paper; `finished` tells that all of it was handed over, or that it ended."""

    finished = Signal(bool)

    def __init__(self, long_work: LongWork, draw: Draw, failed: Failed, parent: QObject) -> None:
        super().__init__(parent)
        self._long_work = long_work
        self._draw = draw
        self._failed = failed
        self._pages: list[PageRef] = []
        self._done = 0
        # The painter before the printer: they go in this order, and a painter must not outlive its paper.
        self._painter = QPainter()
        self._printer: QPrinter | None = None

    def begin(self, parent: QWidget, pages: list[PageRef], name: str) -> bool:
        """Ask for the printer and print `pages`; whether there is one, and anything to print on it."""
        printer = ask_for_printer(parent, len(pages))
        if printer is None:
            return False
        first = printer.fromPage() or 1
        last = printer.toPage() or len(pages)
        self._pages = pages[first - 1 : last]
        if not self._pages:
            return False
        self._printer = printer
        printer.setDocName(name)
        printer.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
        self._next()
        return True

    def _next(self) -> None:
        if self._done == len(self._pages):
            self._end(whole=True)
            return
        page, total = self._pages[self._done], len(self._pages)
        width = _width_for(self._printer)
        work = partial(_drawn, self._draw, page, width, self._done, total)
        self._long_work.run(work, self._on_drawn, self._on_failed, cancelled=partial(self._end, whole=False))

    def _on_drawn(self, picture: QImage) -> None:
        assert self._printer is not None
        lies = picture.width() > picture.height()
        self._printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
        )
        is_ready = self._painter.begin(self._printer) if self._done == 0 else self._printer.newPage()
        if not is_ready:
            self._on_failed(DealerDeskError(PRINTER_FAILED))
            return
        paper = QRectF(self._painter.viewport())
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(paper.topLeft(), _fitted(picture, paper))
        place.moveCenter(paper.center())
        self._painter.drawImage(place, picture)
        self._done += 1
        self._next()

    def _on_failed(self, error: Exception) -> None:
        self._end(whole=False)
        self._failed(error)

    def _end(self, *, whole: bool) -> None:
        if self._painter.isActive():
            if not whole and self._printer is not None:
                self._printer.abort()
            self._painter.end()
        self._printer = None
        self.finished.emit(whole)
        self.deleteLater()


def _width_for(printer: QPrinter | None) -> int:
    """How wide a page is drawn; the longer side of the paper, as the page may lie."""
    assert printer is not None
    paper = printer.pageLayout().fullRect(QPageLayout.Unit.Inch)
    return round(min(max(paper.width(), paper.height()), _LONGEST_PAPER_INCHES) * DOTS_PER_INCH)


def _drawn(draw: Draw, page: PageRef, width: int, done: int, total: int, progress: Progress) -> QImage:  # noqa: PLR0913, PLR0917  # handed over as a partial
    progress.step(PRINTING, done, total)
    return image_of(draw(page.sha256, page.page, width, page.name))


def _fitted(picture: QImage, paper: QRectF) -> QSizeF:
    """The largest size of the picture on this paper."""
    return QSizeF(picture.size()).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
