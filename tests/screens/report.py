"""What audits print, page beside page: the report, open and closed, and count sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel

from dealerdesk.domain.audits import AuditState
from dealerdesk.ui.doors import Desk
from dealerdesk.ui.session import Session
from tests.support.screens import LARGE, Screen

DESK_COLOUR = QColor("#8A939B")
GAP = 14

Write = Callable[[Desk, Path], object]


def pictures(path: Path, numbers: Sequence[int], box: QSize) -> list[QImage]:
    """Pages of a PDF, the last one as -1, as large as they are beside each other in `box`."""
    painted = []
    with closing(pdfium.PdfDocument(path)) as document:
        for number in numbers:
            page = document[number % len(document)]
            width = (box.width() - GAP * (len(numbers) + 1)) / len(numbers)
            scale = min(width / page.get_width(), (box.height() - 2 * GAP) / page.get_height())
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            )
            painted.append(image.copy())
            bitmap.close()
            page.close()
    return painted


def pages(write: Write, numbers: Sequence[int]) -> Callable[[Session], None]:
    """Cover the window with pages of what is written."""

    def reach(session: Session) -> None:
        assert session.desk is not None
        window = session.window
        with TemporaryDirectory() as folder:
            path = Path(folder) / "printed.pdf"
            write(session.desk, path)
            found = pictures(path, numbers, window.size())
        sheet = QPixmap(window.size())
        sheet.fill(DESK_COLOUR)
        with QPainter(sheet) as painter:
            x = (window.width() - sum(image.width() + GAP for image in found) + GAP) // 2
            for image in found:
                painter.drawImage(
                    QRect(x, (window.height() - image.height()) // 2, image.width(), image.height()), image
                )
                x += image.width() + GAP
        cover = QLabel(window)
        cover.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cover.setPixmap(sheet)
        cover.setGeometry(window.rect())
        cover.show()

    return reach


def audit(desk: Desk, state: AuditState) -> int:
    return next(row.id for row, _ in desk.audits.all() if row.state is state)


def closed_report(desk: Desk, path: Path) -> None:
    desk.audits.report(audit(desk, AuditState.CLOSED), path)


def open_report(desk: Desk, path: Path) -> None:
    desk.audits.report(audit(desk, AuditState.OPEN), path)


def count_sheet(desk: Desk, path: Path) -> None:
    desk.audits.write_sheet(audit(desk, AuditState.OPEN), path)


def recount(desk: Desk, path: Path) -> None:
    desk.audits.write_sheet(audit(desk, AuditState.OPEN), path, recount=True)


SCREENS = (
    Screen("report-closed", "full", pages(closed_report, (0, 1, 2)), LARGE),
    Screen("report-closed-end", "full", pages(closed_report, (-2, -1)), LARGE),
    Screen("report-open", "full", pages(open_report, (0, 1, 2)), LARGE),
    Screen("report-count-sheet", "full", pages(count_sheet, (0,)), LARGE),
    Screen("report-recount", "full", pages(recount, (0,)), LARGE),
)
