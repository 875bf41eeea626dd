"""Printed reports in tests: what a stranger may do to a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
from pypdfium2 import raw


@contextmanager
def saved_anew(path: Path) -> Iterator[Any]:
    """A PDF to be changed; it is written to its place when the block ends."""
    with closing(pdfium.PdfDocument(path.read_bytes())) as document:
        yield document
        document.save(path)


def cover(document: Any, box: tuple[float, float, float, float]) -> None:
    """Paint a white box over a place of the first page; its left, lower edge, width and height in points."""
    with closing(document[0]) as page:
        rectangle = raw.FPDFPageObj_CreateNewRect(*box)
        raw.FPDFPageObj_SetFillColor(rectangle, 255, 255, 255, 255)
        raw.FPDFPath_SetDrawMode(rectangle, raw.FPDF_FILLMODE_WINDING, 0)
        raw.FPDFPage_InsertObject(page, rectangle)
        page.gen_content()


def _first_letter(page: Any) -> Any:
    return next(thing for thing in page.get_objects() if thing.type == raw.FPDF_PAGEOBJ_TEXT)


def hide(document: Any) -> None:
    """Make the first letter of the first page white."""
    with closing(document[0]) as page:
        raw.FPDFPageObj_SetFillColor(_first_letter(page), 255, 255, 255, 255)
        page.gen_content()


def move_away(document: Any) -> None:
    """Move the first letter of the first page off the paper."""
    with closing(document[0]) as page:
        _first_letter(page).transform(pdfium.PdfMatrix().translate(-500, 0))
        page.gen_content()


def make_tiny(document: Any) -> None:
    """Make the first letter of the first page so small that nobody sees it."""
    with closing(document[0]) as page:
        letter = _first_letter(page)
        left, bottom, _, _ = letter.get_bounds()
        letter.transform(
            pdfium.PdfMatrix().translate(-left, -bottom).scale(0.01, 0.01).translate(left, bottom)
        )
        page.gen_content()


def draw_a_letter(document: Any) -> None:
    """Draw the shape of a letter where nothing stands."""
    with closing(document[0]) as page:
        shape = raw.FPDFPageObj_CreateNewPath(300, 60)
        raw.FPDFPath_BezierTo(shape, 310, 60, 310, 70, 300, 70)
        raw.FPDFPath_Close(shape)
        raw.FPDFPageObj_SetFillColor(shape, 0, 0, 0, 255)
        raw.FPDFPath_SetDrawMode(shape, raw.FPDF_FILLMODE_WINDING, 0)
        raw.FPDFPage_InsertObject(page, shape)
        page.gen_content()


def note_on(document: Any) -> None:
    """Stick a note on the first page."""
    with closing(document[0]) as page:
        raw.FPDFPage_CloseAnnot(raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_TEXT))


def say_otherwise(document: Any, change: Callable[[str], str]) -> None:
    """Change the file that the PDF carries along."""
    enclosed = document.get_attachment(0)
    enclosed.set_data(change(bytes(enclosed.get_data()).decode()).encode())
