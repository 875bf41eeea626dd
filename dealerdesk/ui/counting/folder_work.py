"""The folder on the counter's desk: read when it is scanned, and what is said of it written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dealerdesk.services.audits import EvidenceRow, Folder, FolderTicks, Ticked
from dealerdesk.ui.counting.folder_panel import FolderPanel
from dealerdesk.ui.counting.scanning import Scanning
from dealerdesk.ui.page import Workplace

TOPIC = "counting.folder"


class FolderWork(QObject):
    """Brings the panel of one folder together with the record; `written` tells that an audit changed."""

    written = Signal()

    def __init__(self, workplace: Workplace, panel: FolderPanel, scanning: Scanning, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._panel = panel
        self._scanning = scanning
        self._is_closed = False
        panel.ticked.connect(self._on_ticked)
        panel.evidence_given.connect(self._on_evidence)
        panel.evidence_removed.connect(self._on_evidence_removed)

    def close(self, *, closed: bool) -> None:
        """Whether nothing is said of folders any more; the one in sight is shown so."""
        if closed != self._is_closed:
            self._is_closed = closed
            self.read_again()

    def read(self, file_no: str) -> None:
        """Read a folder and show it; keys that come before it is there are kept for it."""
        ask = partial(self._workplace.desk.counting.folder, self._scanning.audit, file_no)
        self._workplace.tasks.read(TOPIC, ask, self._on_folder)

    def read_again(self) -> None:
        """Read the folder in sight anew."""
        if self._panel.file_no:
            self.read(self._panel.file_no)

    def put_away(self) -> None:
        """Show no folder, neither now nor when one that was asked for arrives."""
        self._workplace.tasks.forget(TOPIC)
        self._panel.clear()

    def _on_folder(self, folder: Folder) -> None:
        self._panel.show_folder(folder, is_closed=self._is_closed)

    def _on_ticked(self, file_no: str, ticks: FolderTicks) -> None:
        counting, scanning = self._workplace.desk.counting, self._scanning
        tick = partial(counting.tick, scanning.audit, file_no, ticks, by=scanning.by)

        def written(_ticked: Ticked) -> None:
            self._refresh(file_no)

        def failed(error: Exception) -> None:
            self._panel.put_back(file_no, ticks)
            self._workplace.fail(error)

        self._workplace.tasks.write(tick, written, failed)

    def _on_evidence(self, file_no: str, note: str, photo: Path | None) -> None:
        counting, scanning = self._workplace.desk.counting, self._scanning
        add = partial(counting.add_evidence, scanning.audit, file_no, note=note, photo=photo, by=scanning.by)

        def written(_row: EvidenceRow) -> None:
            self._refresh(file_no)

        def failed(error: Exception) -> None:
            if note:
                self._panel.put_back_note(file_no, note)
            self._workplace.fail(error)

        self._workplace.tasks.write(add, written, failed)

    def _on_evidence_removed(self, file_no: str, number: int) -> None:
        remove = partial(self._workplace.desk.counting.remove_evidence, self._scanning.audit, number)
        self._workplace.tasks.write(remove, lambda _change: self._refresh(file_no))

    def _refresh(self, file_no: str) -> None:
        if file_no == self._panel.file_no:
            self.read(file_no)
        self.written.emit()
