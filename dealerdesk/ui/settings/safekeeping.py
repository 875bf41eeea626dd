"""The section of data and backups: where the data lies, how much it is, backing it up and checking it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.paths import DataFolder
from dealerdesk.services.backups import BackupResult
from dealerdesk.services.checks import CheckResult, ProblemKind
from dealerdesk.services.data_folder import FolderSurvey
from dealerdesk.ui.commands import Command
from dealerdesk.ui.dialogs import choose_folder
from dealerdesk.ui.exporting import open_folder
from dealerdesk.ui.formats import shown_number, shown_size
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.backup_words import last_backup_words
from dealerdesk.ui.settings.figures import Figures
from dealerdesk.ui.settings.findings import Findings
from dealerdesk.ui.settings.section import SettingsSection, line_between, words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.controls import TickBox

TITLE = Message("ui.settings_data", "Data and backups")
ABOUT = Message(
    "ui.settings_data_about",
    "All of the dealership's data lies in one folder on this PC. A backup is one file that holds all of it; "
    "keep one on another disk.",
)
DATA_FOLDER = Message("ui.data_folder_heading", "Data folder")
BACKUPS = Message("ui.backups_heading", "Backups")
CHECK = Message("ui.check_heading", "Check")
FIGURES = {
    "files": Message("ui.figure_files", "vehicle files, archived ones too"),
    "documents": Message("ui.figure_documents", "documents"),
    "scans": Message("ui.figure_scans", "scans"),
    "database": Message("ui.figure_database", "database"),
    "scan_bytes": Message("ui.figure_scan_bytes", "all scans"),
    "free": Message("ui.figure_free", "free on this disk"),
}
OPEN_FOLDER = Message("ui.open_folder", "Open folder")
INTO = Message("ui.backups_into", "Backups go into {folder}")
BACK_UP = Message("ui.back_up_now", "Back up now")
OTHER_FOLDER = Message("ui.backup_folder_choose", "Another backup folder")
CHOOSE_TITLE = Message("ui.backup_folder_title", "The folder for backups")
CHECK_NOW = Message("ui.check_now", "Check now")
DUPLICATES = Message("ui.look_for_duplicates", "Look for duplicates")
DEEP = Message("ui.check_deep", "Read every scan, too (takes longer)")
MEND = Message("ui.mend", "Mend what can be mended")
BUSY = Message("ui.long_work_runs", "Something long is running. Wait for it, or cancel it in the status bar.")
NOT_READ = Message("ui.folder_not_read", "The data folder is still being looked at.")
BACKED_UP = Message(
    "ui.backed_up", "{path} holds {files} vehicle files and {documents} documents, and was checked."
)
BACKED_UP_WITH_FAULTS = Message(
    "ui.backed_up_with_faults",
    "{path} is written and checked, but something was amiss before. Read what follows.",
)
ALL_WELL = Message(
    "ui.check_all_well",
    "All is well: {files} vehicle files, {documents} documents and {scans} scans were checked.",
)
FOUND = Message("ui.check_found", "The check found {count} problem.", "The check found {count} problems.")
STOPPED = Message("ui.safekeeping_stopped", "Stopped. Everything is as it was before.")
_MENDED = {ProblemKind.SEARCH, ProblemKind.COMPLETENESS}
TOPIC = "settings.survey"
FOLDERS_KEPT = "settings.backup_folders"

_T = TypeVar("_T")


class SafekeepingSection(SettingsSection):
    """Back up and check are long work: the status bar shows how far they are, and can stop them."""

    title, about, icon = TITLE, ABOUT, "database"

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._survey: FolderSurvey | None = None
        self._headings = {name: words_of("section") for name in (DATA_FOLDER, BACKUPS, CHECK)}
        self.path = words_of("second", wraps=True)
        self.figures = Figures(FIGURES)
        self.last = words_of("strong", wraps=True)
        self._into = words_of("second", wraps=True)
        self.open_button = _button("folder-open")
        self.backup_button = _button("floppy-disk", "on_filled", look="filled")
        self.folder_button = _button("folder-plus")
        self.check_button = _button("shield-check")
        self.mend_button = _button("wrench")
        self.duplicates_button = _button("equals")
        self.mend_button.hide()
        self.deep = TickBox()
        self.backup_findings, self.check_findings = Findings(), Findings()
        self._buttons: tuple[tuple[QPushButton, Message, Callable[[], None]], ...] = (
            (self.open_button, OPEN_FOLDER, self.open_folder),
            (self.backup_button, BACK_UP, self.back_up),
            (self.folder_button, OTHER_FOLDER, self.choose_backup_folder),
            (self.check_button, CHECK_NOW, self.check),
            (self.mend_button, MEND, self.mend),
            (self.duplicates_button, DUPLICATES, self.look_for_duplicates),
        )
        self._place()
        for button, _name, action in self._buttons:
            button.clicked.connect(action)
        self.setFocusProxy(self.backup_button)
        workplace.long_work.stepped.connect(self._show_state)
        workplace.long_work.ended.connect(self._show_state)
        retell(self, self._tell)
        self._show_state()

    @property
    def backup_folder(self) -> Path | None:
        """Where this PC keeps its backups of this data; None for the data folder's own place."""
        if self._survey is None:
            return None
        kept = self.workplace.preferences.kept(FOLDERS_KEPT, {})
        chosen = kept.get(str(self._survey.path)) if isinstance(kept, dict) else None
        return Path(chosen) if isinstance(chosen, str) and chosen else None

    def reload(self) -> None:
        """Look at the data folder anew."""
        self.workplace.tasks.read(TOPIC, self.workplace.desk.surveys.get_survey, self._on_surveyed)

    def commands(self) -> Sequence[Command]:
        """What keeps the data safe."""
        return (
            Command(BACK_UP, self.back_up, "", "floppy-disk", self.why_not_now),
            Command(CHECK_NOW, self.check, "", "shield-check", self.why_not_now),
            Command(OPEN_FOLDER, self.open_folder, "", "folder-open", self._why_not_open),
            Command(OTHER_FOLDER, self.choose_backup_folder, "", "folder-plus", self._why_not_open),
        )

    def why_not_now(self) -> Message | None:
        """Long work goes one after the other."""
        return BUSY if self.workplace.long_work.is_running else self._why_not_open()

    def back_up(self) -> None:
        """Write a backup, and check it."""
        backups, folder = self.workplace.desk.backups, self.backup_folder
        self._run(
            lambda progress: backups.backup_into(folder, progress), self._on_backed_up, self.backup_findings
        )

    def check(self) -> None:
        """Check database, history and scans."""
        self._check(repair=False)

    def mend(self) -> None:
        """Mend what can be mended, then check again."""
        self._check(repair=True)

    def look_for_duplicates(self) -> None:
        """Show what may be there twice."""
        self.workplace.go(Place(PageName.DUPLICATES))

    def open_folder(self) -> None:
        """Show the data folder in the system's file manager."""
        if self._survey is not None:
            open_folder(self._survey.path)

    def choose_backup_folder(self) -> None:
        """Let the person choose where backups go from now on."""
        folder = choose_folder(self, CHOOSE_TITLE)
        if folder is None or self._survey is None:
            return
        kept = self.workplace.preferences.kept(FOLDERS_KEPT, {})
        kept = kept if isinstance(kept, dict) else {}
        self.workplace.preferences.keep(FOLDERS_KEPT, kept | {str(self._survey.path): str(folder)})
        self._tell()

    def _check(self, *, repair: bool) -> None:
        checks, deep = self.workplace.desk.checks, self.deep.isChecked()
        self._run(
            lambda progress: checks.check(deep=deep, repair=repair, progress=progress),
            self._on_checked,
            self.check_findings,
        )

    def _run(self, work: Callable[[Progress], _T], then: Callable[[_T], None], findings: Findings) -> None:
        if self.why_not_now() is not None:
            return
        findings.hide()
        self.workplace.long_work.run(
            work,
            then,
            partial(self._on_failed, findings),
            cancelled=partial(findings.show_findings, STOPPED.said),
        )
        self._show_state()

    def _on_surveyed(self, survey: FolderSurvey) -> None:
        self._survey = survey
        self._tell()
        self._show_state()

    def _on_backed_up(self, result: BackupResult) -> None:
        said = partial(
            (BACKED_UP_WITH_FAULTS if result.problems else BACKED_UP).said,
            path=result.path,
            files=shown_number(result.files),
            documents=shown_number(result.documents),
        )
        self.backup_findings.show_findings(said, result.problems)
        self.reload()

    def _on_checked(self, result: CheckResult) -> None:
        problems = tuple(problem.message for problem in result.problems)
        well = partial(
            ALL_WELL.said,
            files=shown_number(result.files),
            documents=shown_number(result.documents),
            scans=shown_number(result.scans),
        )
        found = partial(FOUND.said, count=len(problems))
        self.check_findings.show_findings(found if problems else well, problems)
        can_mend = any(problem.kind in _MENDED for problem in result.problems)
        self.mend_button.setVisible(can_mend)
        self.reload()

    def _on_failed(self, findings: Findings, error: Exception) -> None:
        if isinstance(error, DealerDeskError):
            findings.show_findings(lambda: str(error), is_bad=True)
        else:
            self.workplace.fail(error)

    def _why_not_open(self) -> Message | None:
        return NOT_READ if self._survey is None else None

    def _place(self) -> None:
        for part in (
            self._headings[DATA_FOLDER],
            _row(self.path, self.open_button),
            self.figures,
            line_between(),
            self._headings[BACKUPS],
            self.last,
            self._into,
            _row(self.backup_button, self.folder_button, None),
            self.backup_findings,
            line_between(),
            self._headings[CHECK],
            self.deep,
            _row(self.check_button, self.mend_button, self.duplicates_button, None),
            self.check_findings,
        ):
            self.add(part)
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _show_state(self) -> None:
        for button, reason in (
            (self.open_button, self._why_not_open()),
            (self.folder_button, self._why_not_open()),
            (self.backup_button, self.why_not_now()),
            (self.check_button, self.why_not_now()),
            (self.mend_button, self.why_not_now()),
        ):
            button.setEnabled(reason is None)
            button.setToolTip(reason.said() if reason else "")
        self.commands_changed.emit()

    def _tell(self) -> None:
        for message, heading in self._headings.items():
            heading.setText(message.said())
        for button, name, _action in self._buttons:
            button.setText(name.said())
            button.setAccessibleName(name.said())
        self.deep.setText(DEEP.said())
        self.deep.setAccessibleName(DEEP.said())
        survey = self._survey
        if survey is None:
            return
        self.path.setText(str(survey.path))
        self.last.setText(last_backup_words(survey.last_backup))
        self._into.setText(INTO.said(folder=self.backup_folder or DataFolder(survey.path).backups))
        self.figures.show_figures(
            {
                "files": shown_number(survey.files + survey.archived),
                "documents": shown_number(survey.documents),
                "scans": shown_number(survey.scans),
                "database": shown_size(survey.database_bytes),
                "scan_bytes": shown_size(survey.scans_bytes),
                "free": "" if survey.free_bytes is None else shown_size(survey.free_bytes),
            }
        )


def _button(icon_name: str, role: str = "text_2", *, look: str = "") -> QPushButton:
    button = QPushButton()
    button.setProperty("look", look)
    button.setIcon(icon(icon_name, role))
    return button


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Parts beside each other; None is room that nothing takes."""
    row = QHBoxLayout()
    row.setSpacing(m.GAP_2)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part, 1 if isinstance(part, QLabel) else 0)
    return row
