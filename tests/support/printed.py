"""Printed pages as tests see them: what stands where, in millimetres, and which codes a reader finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
import zxingcpp

from dealerdesk.domain.labels import Box

POINTS_PER_INCH, MM_PER_INCH = 72, 25.4
_PATH = 2
_HALF = 127
_MM = MM_PER_INCH / POINTS_PER_INCH


def pages_of(path: Path) -> Iterator[pdfium.PdfPage]:
    """The pages of a PDF, open while they are looked at."""
    with closing(pdfium.PdfDocument(path)) as document:
        for number in range(len(document)):
            with closing(document[number]) as page:
                yield page


def things_on(page: pdfium.PdfPage, *, only_shapes: bool = False) -> list[Box]:
    """Where the letters and shapes of a page are, from its upper left corner."""
    boxes = []
    for thing in page.get_objects():
        if only_shapes and thing.type != _PATH:
            continue
        left, bottom, right, top = (edge * _MM for edge in thing.get_bounds())
        boxes.append(Box(left, page.get_height() * _MM - top, right - left, top - bottom))
    return [box for box in boxes if box.width > 0 and box.height > 0]


def text_of(page: pdfium.PdfPage) -> str:
    """The text of a page in the order in which it was written, with single spaces: readers guess at lines."""
    with closing(page.get_textpage()) as text:
        return " ".join(text.get_text_range().split())


def letters_on(page: pdfium.PdfPage, letters: str) -> list[Box]:
    """Where the ink of these letters is on a page."""
    boxes = []
    with closing(page.get_textpage()) as text:
        for number, letter in enumerate(text.get_text_range()):
            if letter in letters:
                left, bottom, right, top = (edge * _MM for edge in text.get_charbox(number))
                boxes.append(Box(left, page.get_height() * _MM - top, right - left, top - bottom))
    return boxes


def codes_on(page: pdfium.PdfPage, dots_per_inch: int, *, in_grey: bool = False) -> list[tuple[str, str]]:
    """Kind and text of the codes that a reader finds on a page printed at this resolution.

    Where an edge lies between two dots, `in_grey` leaves the dot grey, as on a screen and in a photo.
    """
    picture = page.render(scale=dots_per_inch / POINTS_PER_INCH, grayscale=True).to_pil()
    if not in_grey:
        # A printer's dot is black or is not there.
        picture = picture.point(lambda grey: 255 * (grey > _HALF))
    # A reader also tries the picture at a third, where modules are a dot or less; in one of a hundred such
    # rows the check digit of wrong bars is right by chance.
    found = zxingcpp.read_barcodes(picture, try_downscale=False)
    return sorted((code.format.name, code.text) for code in found)
