"""The status bar's word on the last backup; a click leads to where backups are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QToolButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.backup_words import backup_age, last_backup_words
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.restyling import restyle

if TYPE_CHECKING:  # start-up: backups are looked for when the first page is shown
    from dealerdesk.services.backups import LastBackup

LEADS_TO = Message("ui.backup_status_leads", "{sentence} Click to see data and backups.")
TOPIC = "shell.last_backup"
EVERY_MS = 3_600_000
"""Windows stay open for days, and the backup grows older."""
PLACE = Place(PageName.SETTINGS, words="data")


class BackupStatus(QToolButton):
    """Says how old the last backup is; reads anew after long work and every hour."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._last: LastBackup | None = None
        self._is_known = False
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda: workplace.go(PLACE))
        workplace.long_work.ended.connect(self.reload)
        self._hour = QTimer(self)
        self._hour.setInterval(EVERY_MS)
        self._hour.timeout.connect(self.reload)
        self._hour.start()
        self.hide()
        retell(self, self._tell)
        self.reload()

    def reload(self) -> None:
        """Look for the last backup anew."""
        surveys = self._workplace.desk.surveys
        self._workplace.tasks.read(TOPIC, surveys.find_last_backup, self._on_found)

    def _on_found(self, last: LastBackup | None) -> None:
        self._last, self._is_known = last, True
        self._tell()
        self.show()

    def _tell(self) -> None:
        if not self._is_known:
            return
        age = backup_age(self._last, self._workplace.desk.database.now())
        self.setText(age.sentence)
        self.setIcon(icon("warning-circle", "warn") if age.is_warning else icon("check-circle", "ok"))
        restyle(self, "worries", age.is_warning)
        in_full = LEADS_TO.said(sentence=last_backup_words(self._last))
        self.setToolTip(in_full)
        self.setAccessibleName(age.sentence)
        self.setAccessibleDescription(in_full)
