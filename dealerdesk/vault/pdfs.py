"""Pages of PDF scans, through pdfium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.vault.faults import SCAN_DAMAGED, SCAN_PAGE, SCAN_PASSWORD

# pdfium keeps state for the whole process: two threads inside it at once crash the program.
_ONE_AT_A_TIME = threading.Lock()
# pdfium rounds up, and 595.32 * (1000 / 595.32) is a hair above 1000.
_JUST_BELOW = 1 - 1e-9


def count_pages(path: Path, name: str) -> int:
    """Number of pages; raises ``scan_damaged`` or ``scan_password``."""
    with _opened(path, name) as pdf:
        return len(pdf)


def draw_page(path: Path, page: int, box: tuple[int, int], name: str) -> tuple[int, int, bytes]:
    """Width, height and pixels of `page` (from 1), as large as `box` (width, height) lets it be."""
    with _opened(path, name) as pdf:
        pdf.init_forms()  # else what was typed into a form's fields is not drawn; must precede the pages
        if not 1 <= page <= len(pdf):
            raise DealerDeskError(SCAN_PAGE, path=name, page=page, pages=len(pdf))
        sheet = pdf[page - 1]
        width, height = sheet.get_size()
        scale = min(box[0] / max(width, 1), box[1] / max(height, 1)) * _JUST_BELOW
        bitmap = sheet.render(scale=scale, rev_byteorder=True, prefer_bgrx=True, draw_annots=True)
        try:
            return bitmap.width, bitmap.height, bytes(bitmap.buffer)
        finally:
            bitmap.close()


@contextmanager
def _opened(path: Path, name: str) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME:
        try:
            with pypdfium2.PdfDocument(path) as pdf:
                if not len(pdf):
                    raise DealerDeskError(SCAN_DAMAGED, path=name)
                yield pdf
        except pypdfium2.PdfiumError as error:
            needs_password = _says_password(error) and _says_password(_second_opinion(path))
            raise DealerDeskError(SCAN_PASSWORD if needs_password else SCAN_DAMAGED, path=name) from error


def _says_password(error: pypdfium2.PdfiumError | None) -> bool:
    return error is not None and error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD


def _second_opinion(path: Path) -> pypdfium2.PdfiumError | None:
    """What pdfium has against `path` when the failure before it was of another kind.

    Some failures set no reason, and pdfium then repeats the one of the last PDF that failed.
    """
    refusal = None
    for source in (b"no PDF", path):
        try:
            pypdfium2.PdfDocument(source).close()
        except pypdfium2.PdfiumError as error:
            refusal = error
    return refusal
