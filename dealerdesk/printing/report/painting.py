"""Reports painted: as a PDF that carries a file along."""

from __future__ import annotations

from pathlib import Path

from dealerdesk.domain.labels import A4_HEIGHT, A4_WIDTH
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.printing.paper import Enclosed, Paper, pdf_pages, ready_to_paint
from dealerdesk.printing.qr import black_boxes, qr_modules
from dealerdesk.printing.report.blocks import Report
from dealerdesk.printing.report.layout import laid_out
from dealerdesk.printing.report.pages import Filled, Outlined, PageMarks, Written

PAINTING = Message("painting_report", "Painting the report")


def write_report(out: Path, report: Report, enclosed: Enclosed, progress: Progress) -> int:
    """Write a report as a PDF, whole or not at all; how many pages it has.

    Raises ``print_ending`` and ``print_failed``; `progress` may raise `Cancelled`.
    """
    ready_to_paint()
    pages = laid_out(report)
    with pdf_pages(out, A4_WIDTH, A4_HEIGHT, f"{report.kind} · {report.title}", enclosed) as target:
        for done, page in enumerate(pages):
            progress.step(PAINTING, done, len(pages))
            paint_page(target.next(), page)
    progress.step(PAINTING, len(pages), len(pages))
    return len(pages)


def paint_page(paper: Paper, page: PageMarks) -> None:
    """Paint the marks of one page in their order."""
    for mark in page.marks:
        if isinstance(mark, Written):
            paper.put(mark.text, mark.x, mark.y, mark.style)
        elif isinstance(mark, Filled):
            paper.fill([mark.box], mark.ink)
        elif isinstance(mark, Outlined):
            paper.outline(mark.box, width=mark.width, radius=mark.radius)
        else:
            modules = qr_modules(mark.text)
            paper.fill(black_boxes(modules, mark.box.x, mark.box.y, mark.box.width / len(modules)))
