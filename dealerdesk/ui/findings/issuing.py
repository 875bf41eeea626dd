"""Reports and count sheets from the page of findings: asked where to, written beside other work, and told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.audits.actions import (
    BUSY,
    OPEN_WRITTEN,
    PROVISIONAL_NAME,
    PROVISIONAL_WRITTEN,
    RECOUNT_NAME,
    RECOUNT_TO_FILL,
    RECOUNT_TO_PRINT,
    REPORT,
    REPORT_NAME,
    REPORT_WRITTEN,
    SHEET,
    SHEET_WRITTEN,
)
from dealerdesk.ui.dialogs import FilePattern, save_file
from dealerdesk.ui.exporting import OPEN_FOLDER, WORKBOOK, open_file, open_folder
from dealerdesk.ui.findings.known import Known
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.printing.page import PDF
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar

_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))


class Issuing(QObject):
    """Writes what `known` tells of; `bar` says where it went, `busied` that work has begun or ended."""

    busied = Signal()

    def __init__(
        self, workplace: Workplace, bar: OutcomeBar, known: Callable[[], Known | None], page: QWidget
    ) -> None:
        super().__init__(page)
        self._workplace = workplace
        self._bar = bar
        self._known = known
        self._page = page
        self._is_busy = False

    def why_not(self) -> Message | None:
        """What stands against writing now."""
        return BUSY if self._is_busy or self._known() is None else None

    def report(self, pattern: FilePattern) -> None:
        """Write the report of the audit, provisional while it is open."""
        known = self._known()
        if known is None or self.why_not() is not None:
            return
        name, said = (
            (REPORT_NAME, REPORT_WRITTEN) if known.is_closed else (PROVISIONAL_NAME, PROVISIONAL_WRITTEN)
        )
        path = self._place_for(REPORT, name, known, pattern)
        if path is None:
            return
        audits, audit_id = self._workplace.desk.audits, known.detail.audit.id
        self._begin()
        self._workplace.long_work.run(
            lambda progress: audits.report(audit_id, path, progress=progress),
            partial(self._on_written, said.said),
            self._on_failed,
            cancelled=self._end,
        )

    def offer_recount(self, below: QWidget) -> None:
        """Offer the sheets with what is to be counted again."""
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        for name, picture, pattern in (
            (RECOUNT_TO_PRINT, "printer", PDF),
            (RECOUNT_TO_FILL, "file-xls", WORKBOOK),
        ):
            action = menu.addAction(icon(picture), name.said())
            action.triggered.connect(partial(self._on_recount_chosen, pattern))
        menu.popup(below.mapToGlobal(QPoint(0, below.height() + 1)))
        menu.setActiveAction(menu.actions()[0])

    def recount_sheet(self, pattern: FilePattern) -> None:
        """Write a sheet with what is to be counted again."""
        known = self._known()
        if known is None or self.why_not() is not None:
            return
        path = self._place_for(SHEET, RECOUNT_NAME, known, pattern)
        if path is None:
            return
        audits, audit_id = self._workplace.desk.audits, known.detail.audit.id

        def written(count: int) -> None:
            self._on_written(partial(SHEET_WRITTEN.said, count=count), path)

        self._begin()
        self._workplace.long_work.run(
            lambda progress: audits.write_sheet(audit_id, path, recount=True, progress=progress),
            written,
            self._on_failed,
            cancelled=self._end,
        )

    def _on_recount_chosen(self, pattern: FilePattern, _checked: bool = False) -> None:
        self.recount_sheet(pattern)

    def _place_for(self, title: Message, name: Message, known: Known, pattern: FilePattern) -> Path | None:
        ending = pattern.endings[0].removeprefix("*")
        offered = f"{name.said(title=known.detail.audit.title).translate(_NOT_IN_NAMES)}{ending}"
        return save_file(self._page, title, Path(offered), (pattern,))

    def _begin(self) -> None:
        self._is_busy = True
        self._bar.hide()
        self.busied.emit()

    def _on_written(self, say: Callable[..., str], path: Path) -> None:
        self._end()
        self._bar.show_outcome(
            partial(say, name=path.name, folder=path.parent),
            OPEN_FOLDER,
            partial(open_folder, path.parent),
            also=(OPEN_WRITTEN, partial(open_file, path)),
        )

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._workplace.fail(error)

    def _end(self) -> None:
        self._is_busy = False
        self.busied.emit()
