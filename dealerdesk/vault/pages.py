"""Pages of scans: how many there are, and what one looks like."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dealerdesk.vault.media import MediaType

# A page at most this many times as tall as it is asked wide is drawn at full width; 36 million pixels bound
# the memory that a hostile page, a hair wide and a mile high, may take.
_MOST_PIXELS = 36_000_000


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as pixels: rows from the top, four bytes a pixel (red, green, blue, 255), no padding.

    Qt shows it as ``QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBX8888)``.
    """

    width: int
    height: int
    pixels: bytes


def count_pages(path: Path, media_type: MediaType, name: str) -> int:
    """Number of pages of the scan at `path`, which sentences call `name`.

    Raises ``scan_damaged``, ``scan_password`` or ``scan_too_large``.
    """
    if media_type is MediaType.PDF:
        from dealerdesk.vault import pdfs  # noqa: PLC0415 - pdfium costs start-up some 80 ms

        return pdfs.count_pages(path, name)
    from dealerdesk.vault import images  # noqa: PLC0415 - Pillow costs start-up some 50 ms

    return images.count_pages(path, media_type, name)


def draw_page(path: Path, media_type: MediaType, page: int, width_px: int, name: str) -> PagePicture:
    """Picture of `page` (from 1) at most `width_px` wide, upright, on white; images are never enlarged.

    Raises ``scan_page``, ``scan_damaged``, ``scan_password`` or ``scan_too_large``.
    """
    if width_px < 1:
        raise ValueError(width_px)
    box = (width_px, max(1, _MOST_PIXELS // width_px))
    if media_type is MediaType.PDF:
        from dealerdesk.vault import pdfs  # noqa: PLC0415 - pdfium costs start-up some 80 ms

        return PagePicture(*pdfs.draw_page(path, page, box, name))
    from dealerdesk.vault import images  # noqa: PLC0415 - Pillow costs start-up some 50 ms

    return PagePicture(*images.draw_page(path, media_type, page, box, name))
