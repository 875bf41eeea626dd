"""What is to be printed: read once, pictured page by page, then written or printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from dealerdesk.domain.cover_sheets import CoverSheet, IndexLine
from dealerdesk.domain.labels import A4_HEIGHT, A4_WIDTH, FolderLabel, LabelSheet
from dealerdesk.domain.progress import Progress
from dealerdesk.printing.alignment import paint_alignment
from dealerdesk.printing.cabinet_index import page_count, paint_cabinet_index, picture_of_index
from dealerdesk.printing.cover_sheets import paint_cover_sheets, picture_of_cover
from dealerdesk.printing.labels import paint_labels, picture_of_label, picture_of_page
from dealerdesk.printing.paper import Pages, paint_on

if TYPE_CHECKING:
    from dealerdesk.services.labels import LabelResult
    from dealerdesk.ui.doors import Desk


class PaperKind(StrEnum):
    """What can be printed of vehicle files."""

    LABELS = "labels"
    COVERS = "covers"
    INDEX = "index"


Content = Sequence[FolderLabel] | Sequence[CoverSheet] | Sequence[IndexLine]


def read_content(desk: Desk, kind: PaperKind, ids: Sequence[int] | None) -> Content:
    """What papers of the files `ids` say, of all active files where None."""
    labels = desk.labels.of_files(ids) if ids is not None else desk.labels.fitting()
    if kind is PaperKind.LABELS:
        return labels
    chosen = ids if ids is not None else desk.labels.file_ids(labels)
    covers = desk.cover_sheets
    return covers.of_files(chosen) if kind is PaperKind.COVERS else covers.index_of(chosen)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """Papers of one kind; `sheet` says how labels are laid, and of all whether they say names."""

    kind: PaperKind
    content: Content
    sheet: LabelSheet

    @property
    def size(self) -> tuple[float, float]:
        """The paper in millimetres."""
        if self.kind is PaperKind.LABELS:
            return self.sheet.format.paper_width, self.sheet.format.paper_height
        return A4_WIDTH, A4_HEIGHT

    @property
    def pages(self) -> int:
        """How many pages there are."""
        count = len(self.content)
        if self.kind is PaperKind.LABELS:
            return self.sheet.pages(count)
        return count if self.kind is PaperKind.COVERS else page_count(count)

    def picture(self, page: int, dots_per_mm: float) -> QImage:
        """One page, from 0 on, as it will be printed."""
        names = self.sheet.names
        if self.kind is PaperKind.LABELS:
            return picture_of_page(self._labels, self.sheet, page, dots_per_mm)
        if self.kind is PaperKind.COVERS:
            return picture_of_cover(self._covers[page], dots_per_mm, names=names)
        return picture_of_index(self._lines, page, dots_per_mm, names=names)

    def picture_of_first(self, page: int, dots_per_mm: float) -> QImage:
        """The first label of a page, from 0 on, by itself."""
        first = max(page * self.sheet.format.per_page - self.sheet.start + 1, 0)
        return picture_of_label(self._labels[first], self.sheet, dots_per_mm)

    def write(self, desk: Desk, out: Path, progress: Progress) -> LabelResult:
        """Write all pages into the PDF `out`; raises the services' refusals."""
        names = self.sheet.names
        if self.kind is PaperKind.LABELS:
            return desk.labels.write(out, self._labels, self.sheet, progress)
        if self.kind is PaperKind.COVERS:
            return desk.cover_sheets.write(out, self._covers, progress, names=names)
        return desk.cover_sheets.write_index(out, self._lines, progress, names=names)

    def print_on(self, desk: Desk, printer: QPrinter, progress: Progress) -> None:
        """Hand all pages to a printer, noted if they say names; raises ``printer_refused``."""

        def paint(pages: Pages) -> None:
            names = self.sheet.names
            if self.kind is PaperKind.LABELS:
                paint_labels(pages, self._labels, self.sheet, progress)
            elif self.kind is PaperKind.COVERS:
                paint_cover_sheets(pages, self._covers, progress, names=names)
            else:
                paint_cabinet_index(pages, self._lines, progress, names=names)

        self._print(printer, paint)
        if self.sheet.names:
            self._note(desk)

    def _note(self, desk: Desk) -> None:
        count = len(self.content)
        if self.kind is PaperKind.LABELS:
            desk.labels.note_printed(count)
        elif self.kind is PaperKind.COVERS:
            desk.cover_sheets.note_printed(count)
        else:
            desk.cover_sheets.note_index_printed(count)

    def print_test_page(self, printer: QPrinter, _progress: Progress) -> None:
        """Hand the frames of the labels to a printer; raises ``printer_refused``."""
        self._print(printer, lambda pages: paint_alignment(pages, self.sheet))

    def _print(self, printer: QPrinter, paint: Callable[[Pages], None]) -> None:
        try:
            paint_on(printer, *self.size, paint)
        except BaseException:
            printer.abort()
            raise

    @property
    def _labels(self) -> Sequence[FolderLabel]:
        return cast("Sequence[FolderLabel]", self.content)

    @property
    def _covers(self) -> Sequence[CoverSheet]:
        return cast("Sequence[CoverSheet]", self.content)

    @property
    def _lines(self) -> Sequence[IndexLine]:
        return cast("Sequence[IndexLine]", self.content)
