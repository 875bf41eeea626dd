"""Saving the rows that stay out as a workbook, to be corrected there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from dealerdesk.domain.messages import Message
from dealerdesk.ui.dialogs import FilePattern, save_file
from dealerdesk.ui.exporting import OPEN_FOLDER, open_folder
from dealerdesk.ui.imports.work import ImportWork
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar

SAVE_TITLE = Message("ui.import_save_title", "Save the rows that stay out")
PROBLEMS_SAVED = Message(
    "ui.import_problems_saved",
    "{count} row is in {name}, its cells marked. Correct it there and import that file.",
    "{count} rows are in {name}, their cells marked. Correct them there and import that file.",
)
PROBLEMS_NAME = Message("ui.import_problems_name", "{name} - to correct")
WORKBOOK = FilePattern(Message("ui.import_pattern_workbook", "Excel workbook"), ("*.xlsx",))


class ProblemRows:
    """Writes what stays out of the check of an `ImportWork`, and says in `outcome` what came of it."""

    def __init__(self, work: ImportWork, workplace: Workplace, outcome: OutcomeBar) -> None:
        self._work = work
        self._workplace = workplace
        self._outcome = outcome

    def save(self) -> None:
        """Ask for a place, and write a copy of the workbook there."""
        check, imports = self._work.check, self._workplace.desk.imports
        name = PROBLEMS_NAME.said(name=self._work.path.stem)
        path = save_file(self._outcome, SAVE_TITLE, Path(f"{name}.xlsx"), (WORKBOOK,)) if check else None
        if check is None or path is None:
            return
        self._outcome.hide()
        self._workplace.long_work.run(
            lambda progress: imports.write_problem_rows(
                check.path, check.mapping, check.result, path, progress
            ),
            partial(self._on_saved, path),
            self._workplace.fail,
        )

    def _on_saved(self, path: Path, count: int) -> None:
        say = partial(PROBLEMS_SAVED.said, count=count, name=path.name)
        self._outcome.show_outcome(say, OPEN_FOLDER, partial(open_folder, path.parent))
