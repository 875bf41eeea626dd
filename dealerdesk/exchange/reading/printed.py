"""Reading printed reports in a child process: what a PDF carries along, and what its pages show."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.child import Limits, Report, run_in_child
from dealerdesk.exchange.messages import FILE_NOT_FOUND, FILE_UNREADABLE
from dealerdesk.exchange.reading.reader import READING

NOT_READABLE = Message(
    "report_damaged",
    "The PDF {path} is damaged or protected, so it cannot be checked. Take the file as it was first written, "
    "or write the report anew.",
)
TOO_LARGE = Message(
    "report_too_large", "The PDF {path} is larger than any report of an audit, so it is not read."
)

_MOST_BYTES: Final = 256 * 2**20
_MOST_PAGES: Final = 20_000
_MOST_ENCLOSED: Final = 64 * 2**10
_SIGNATURE: Final = b"%PDF-"
_FILLED_TEXT: Final = 0
_PALEST: Final = 160
"""Text on white paper in our reports is black or grey; what is paler than this is hidden."""
_SMALLEST_POINTS: Final = 6
_EVEN: Final = 1e-3


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """What a PDF carries along, "" for nothing, and what its pages say.

    `has_hidden` says that what is extracted need not be what is seen: pictures, notes, invisible text,
    something painted over text, or shapes that our reports do not have, such as those of letters.
    """

    enclosed: str
    pages: Sequence[str]
    has_hidden: bool


def is_pdf(path: Path) -> bool:
    """Whether a file begins as a PDF does; raises ``file_not_found``, ``file_unreadable``."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SIGNATURE)) == _SIGNATURE
    except FileNotFoundError as error:
        raise DealerDeskError(FILE_NOT_FOUND, path=path) from error
    except OSError as error:
        raise DealerDeskError(FILE_UNREADABLE, path=path, reason=error.strerror) from error


def read_printed(source: Path, *, progress: Progress, limits: Limits | None = None) -> PrintedReport:
    """Read a PDF that may be a report, in a child process.

    Raises ``report_damaged``, ``report_too_large``; `progress` may raise `Cancelled`.
    """
    if source.stat().st_size > _MOST_BYTES:
        raise DealerDeskError(TOO_LARGE, path=source)
    try:
        answer = run_in_child(_read, source, source=source, progress=progress, limits=limits or Limits())
    except DealerDeskError as error:
        # What the child says of a file it could not bear speaks of spreadsheets.
        if error.message.code.startswith("file_"):
            raise DealerDeskError(NOT_READABLE, path=source) from error
        raise
    return PrintedReport(answer["enclosed"], answer["pages"], answer["has_hidden"])


def _read(report: Report, source: Path) -> dict[str, Any]:
    """What the child does."""
    # Start-up: pdfium takes some 80 ms, and only the child needs it.
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - start-up, see above; it ships no types

    try:
        with closing(pypdfium2.PdfDocument(source)) as document:
            count = len(document)
            if not 0 < count <= _MOST_PAGES:
                raise DealerDeskError(NOT_READABLE, path=source)
            enclosed = _enclosed(document)
            if not enclosed:
                return {"enclosed": "", "pages": [], "has_hidden": False}
            pages, has_hidden = [], False
            for number in range(count):
                report(READING, number, count)
                with closing(document[number]) as page:
                    text, hidden = _seen(page)
                pages.append(text)
                has_hidden = has_hidden or hidden
    except pypdfium2.PdfiumError as error:
        raise DealerDeskError(NOT_READABLE, path=source) from error
    return {"enclosed": enclosed, "pages": pages, "has_hidden": has_hidden}


def _enclosed(document: Any) -> str:
    """The one small file that the PDF carries along, as text."""
    if document.count_attachments() != 1:
        return ""
    content = bytes(document.get_attachment(0).get_data())
    return content.decode("utf-8", "replace") if len(content) <= _MOST_ENCLOSED else ""


def _seen(page: Any) -> tuple[str, bool]:
    """The text of a page in the order in which it is painted, and whether a reader may see anything else."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # noqa: PLC0415 - start-up, see `_read`

    texts, places, hidden = [], [], pdfium.FPDFPage_GetAnnotCount(page) > 0
    paper = (0.0, 0.0, page.get_width(), page.get_height())
    with closing(page.get_textpage()) as textpage:
        for thing in page.get_objects(textpage=textpage):
            if thing.type == pdfium.FPDF_PAGEOBJ_TEXT:
                text = thing.extract()
                if text.strip():
                    texts.append(text)
                    places.append(thing.get_bounds())
                    hidden = hidden or _is_hidden(pdfium, thing) or not _covers(paper, places[-1:])
            elif thing.type == pdfium.FPDF_PAGEOBJ_PATH:
                hidden = hidden or (_is_filled(pdfium, thing) and _covers(thing.get_bounds(), places))
                hidden = hidden or (_is_filled(pdfium, thing) and not _is_of_boxes(pdfium, thing))
            else:
                hidden = True
    return "".join(texts), hidden


def _is_hidden(pdfium: Any, thing: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    is_pale = min(red.value, green.value, blue.value) > _PALEST or alpha.value < 255
    is_small = thing.get_font_size() * abs(thing.get_matrix().d) < _SMALLEST_POINTS
    return is_pale or is_small or pdfium.FPDFTextObj_GetTextRenderMode(thing) != _FILLED_TEXT


def _is_filled(pdfium: Any, thing: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, mode, stroke)
    return bool(mode.value)


def _is_of_boxes(pdfium: Any, thing: Any) -> bool:
    """Whether a shape has level and upright edges only."""
    x, y, last = ctypes.c_float(), ctypes.c_float(), (0.0, 0.0)
    for number in range(pdfium.FPDFPath_CountSegments(thing)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        is_even = abs(x.value - last[0]) < _EVEN or abs(y.value - last[1]) < _EVEN
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO or (kind == pdfium.FPDF_SEGMENT_LINETO and not is_even):
            return False
        last = (x.value, y.value)
    return True


def _covers(box: tuple[float, ...], places: Sequence[tuple[float, ...]]) -> bool:
    left, bottom, right, top = box
    return any(
        left < place[2] and right > place[0] and bottom < place[3] and top > place[1] for place in places
    )
