"""The documents of one file in the preview: each required type with paper and scan, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dealerdesk.domain.completeness import MONTHS_JUDGED
from dealerdesk.domain.documents import PAPER_LABELS, TYPE_LABELS, DocumentType, Paper
from dealerdesk.domain.messages import Message
from dealerdesk.services.details import DocumentDetail, FileDetail
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.meter import said_with_missing
from dealerdesk.ui.widgets.restyling import restyle

DOCUMENTS = Message("ui.documents", "Documents")
PRESENT_OF = Message("ui.present_of", "{present} of {required}")
PAPER = Message("ui.paper", "Paper")
SCAN = Message("ui.scan", "Scan")
MISSING = Message("ui.missing", "Missing")
DAYS_LEFT = Message("ui.days_left", "{count} day left", "{count} days left")
EXPIRED = Message("ui.expired", "expired")
NONE_DUE = Message("ui.none_due", "none in {months} months")
LINE_SPOKEN = Message("ui.document_spoken", "{document}: paper {paper}, scan {scan}")
LINE_NONE_DUE = Message("ui.document_spoken_none_due", "{document}: none in {months} months")
LINE_MISSING = Message("ui.document_spoken_missing", "{document}: missing")
SCAN_THERE = Message("ui.scan_there", "present")
SCAN_NOT_THERE = Message("ui.scan_not_there", "missing")


@dataclass(frozen=True, slots=True)
class _Line:
    """One document type of a file, its documents taken together."""

    type: DocumentType
    paper: Paper
    has_scan: bool
    is_missing: bool
    is_there: bool
    days_left: int | None


def _lines(detail: FileDetail, expiring: Sequence[DocumentType], today: date) -> list[_Line]:
    held: dict[DocumentType, list[DocumentDetail]] = {}
    for document in detail.documents:
        held.setdefault(DocumentType(document.type), []).append(document)
    shown = [kind for kind in DocumentType if kind in held or kind in detail.completeness.required]
    insurance_ends = detail.values["insurance_ends"]
    lines = []
    for kind in shown:
        documents = held.get(kind, [])
        ends = max((document.expiry for document in documents if document.expiry), default=None)
        if kind is DocumentType.INSURANCE_POLICY and isinstance(insurance_ends, date):
            ends = insurance_ends
        days = (ends - today).days if ends else None
        is_urgent = days is not None and (kind in expiring or days < 0)
        lines.append(
            _Line(
                type=kind,
                paper=_best_paper(Paper(document.paper) for document in documents),
                has_scan=any(document.scans for document in documents),
                is_missing=kind in detail.completeness.missing,
                is_there=bool(documents),
                days_left=days if is_urgent else None,
            )
        )
    return lines


def _best_paper(papers: Iterable[Paper]) -> Paper:
    order = (Paper.PRESENT, Paper.CHECKED_OUT, Paper.NOT_APPLICABLE, Paper.MISSING)
    return min(papers, key=order.index, default=Paper.MISSING)


class DocumentsList(QWidget):
    """Head and lines; lines are kept and filled anew, since this is shown at every step of the arrow keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: FileDetail | None = None
        self._expiring: Sequence[DocumentType] = ()
        self._today = date.min
        self._title = _text("strong")
        self._count = _text("second")
        self._paper = _text("caption")
        self._scan = _text("caption")
        head = QHBoxLayout()
        head.setSpacing(m.GAP_2)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch()
        for title in (self._paper, self._scan):
            title.setMinimumWidth(m.MARK_COLUMN)
            title.setAlignment(Qt.AlignmentFlag.AlignCenter)
            head.addWidget(title)
        head.setSpacing(0)
        head.insertSpacing(1, m.GAP_2)
        self._lines: list[_LineWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addSpacing(m.GAP_1)
        retell(self, self._tell)

    def show_documents(self, detail: FileDetail, expiring: Sequence[DocumentType], today: date) -> None:
        """Show the documents of `detail` as of `today`; those of the types in `expiring` end soon."""
        self._detail, self._expiring, self._today = detail, expiring, today
        self._tell()

    def _tell(self) -> None:
        self._title.setText(DOCUMENTS.said())
        self._paper.setText(PAPER.said())
        self._scan.setText(SCAN.said())
        if self._detail is None:
            return
        complete = self._detail.completeness
        self._count.setText(PRESENT_OF.said(present=len(complete.present), required=len(complete.required)))
        self._count.setAccessibleName(said_with_missing(complete))
        lines = _lines(self._detail, self._expiring, self._today)
        while len(self._lines) < len(lines):
            self._lines.append(_LineWidget(self))
            self._column.addWidget(self._lines[-1])
        for number, widget in enumerate(self._lines):
            widget.setVisible(number < len(lines))
            if number < len(lines):
                widget.show_line(lines[number])


class _LineWidget(QWidget):
    """One type: its name, what is urgent about it, and marks for paper and scan."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumHeight(m.LIST_LINE)
        self._name = _text("plain")
        self._remark = _text("caption")
        self._missing_icon = IconSign("warning-circle-fill", "bad", m.ICON)
        self._missing = _text("missing")
        self._marks = [IconSign("", "ok"), IconSign("", "ok")]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_1)
        row.addWidget(self._name, 1)
        row.addWidget(self._remark)
        row.addWidget(self._missing_icon)
        row.addWidget(self._missing)
        self._cells = [_centred_in(mark) for mark in self._marks]
        for cell in self._cells:
            row.addWidget(cell)

    def show_line(self, line: _Line) -> None:
        """Show one type."""
        name = label(TYPE_LABELS[line.type])
        self._name.setText(name)
        self._name.setToolTip(name)
        restyle(self._name, "text_kind", "strong" if line.is_missing else "plain")
        for part in (self._missing_icon, self._missing):
            part.setVisible(line.is_missing)
        self._missing.setText(MISSING.said())
        self._show_remark(line)
        for cell in self._cells:
            cell.setVisible(line.is_there and not line.is_missing)
        self._marks[0].show_icon(*_PAPER_MARKS[line.paper])
        self._marks[0].setToolTip(label(PAPER_LABELS[line.paper]))
        self._marks[1].show_icon(*(("check", "ok") if line.has_scan else ("minus", "text_3")))
        self._marks[1].setToolTip(label(SCAN_THERE if line.has_scan else SCAN_NOT_THERE))
        self.setAccessibleName(_spoken(line, name))

    def _show_remark(self, line: _Line) -> None:
        """Say in a few words when it expires, or that nothing is due; what is missing says so already."""
        words, kind = "", "expiring"
        if line.days_left is not None:
            is_over = line.days_left < 0
            words = EXPIRED.said() if is_over else DAYS_LEFT.said(count=line.days_left)
            kind = "missing" if is_over else "expiring"
        elif not line.is_there:
            words, kind = NONE_DUE.said(months=MONTHS_JUDGED), "caption"
        self._remark.setText(words)
        self._remark.setVisible(bool(words) and not line.is_missing)
        restyle(self._remark, "text_kind", kind)


def _spoken(line: _Line, name: str) -> str:
    if line.is_missing:
        return LINE_MISSING.said(document=name)
    if not line.is_there:
        return LINE_NONE_DUE.said(document=name, months=MONTHS_JUDGED)
    scan = SCAN_THERE if line.has_scan else SCAN_NOT_THERE
    return LINE_SPOKEN.said(document=name, paper=PAPER_LABELS[line.paper], scan=scan)


_PAPER_MARKS = {
    Paper.PRESENT: ("check", "ok"),
    Paper.MISSING: ("minus", "text_3"),
    Paper.NOT_APPLICABLE: ("prohibit", "text_3"),
    Paper.CHECKED_OUT: ("arrow-square-out", "warn"),
}


def _text(kind: str) -> QLabel:
    text = QLabel()
    text.setProperty("text_kind", kind)
    text.setTextFormat(Qt.TextFormat.PlainText)
    return text


def _centred_in(mark: IconSign) -> QWidget:
    cell = QWidget()
    cell.setMinimumWidth(m.MARK_COLUMN)
    layout = QHBoxLayout(cell)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignCenter)
    return cell
