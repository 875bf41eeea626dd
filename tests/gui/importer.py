"""A person at the import page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.fields import RecordKind
from dealerdesk.services.imports import CheckLine
from dealerdesk.ui.imports.check_model import CheckColumn
from dealerdesk.ui.imports.columns_model import ColumnPart
from dealerdesk.ui.imports.page import ImportPage
from dealerdesk.ui.imports.stages import Stage
from dealerdesk.ui.places import PageName, Place
from tests.gui.conftest import Person
from tests.support.answers import Answers
from tests.support.importing import sheet
from tests.support.windows import wait_until


class Importer:
    """Walks through the steps by keys and clicks."""

    def __init__(self, person: Person, answers: Answers) -> None:
        self.person = person
        self.answers = answers
        person.go(Place(PageName.IMPORT))
        self.page = person.page_as(PageName.IMPORT, ImportPage)
        self.page.foot.back_up_first.setChecked(False)

    @property
    def desk(self) -> Desk:
        desk = self.person.session.desk
        assert isinstance(desk, Desk)
        return desk

    def stage(self) -> Stage:
        """Where the import stands now."""
        return self.page.work.stage

    @property
    def folder(self) -> Path:
        """A folder of the test's own, beside the data folder."""
        return self.desk.folder.root.parent

    def choose(self, path: Path) -> None:
        """Choose a file in the system's dialog."""
        self.answers.files_chosen = [path]
        self.person.press("Ctrl+O")

    def check(self, path: Path) -> None:
        """Choose a file and have its rows checked."""
        self.choose(path)
        self.person.press("Ctrl+Return")
        assert self.stage() is Stage.CHECK, self.page.matching.problem.text()

    def files(self, *rows: Mapping[str, object], kind: RecordKind = RecordKind.FILES) -> Path:
        """A spreadsheet of these rows."""
        return sheet(self.folder, kind, rows)

    def paste(self, text: str) -> None:
        """Copy `text` elsewhere, and paste it on the page."""
        QGuiApplication.clipboard().setText(text)
        self.person.press("Ctrl+V")

    def be_in_the_window(self) -> None:
        """Have the keyboard back after a popup, as systems give it; not so offscreen."""
        self.person.window.activateWindow()
        wait_until(self.person.window.isActiveWindow)
        self.person.rest()

    def columns(self) -> dict[str, str]:
        """What each heading becomes."""
        model = self.page.matching.model
        return {
            model.index(row, ColumnPart.HEADING).data(): model.index(row, ColumnPart.FIELD).data()
            for row in range(model.rowCount())
        }

    def why(self) -> dict[str, str]:
        """Why each heading becomes that."""
        model = self.page.matching.model
        return {
            model.index(row, ColumnPart.HEADING).data(): model.index(row, ColumnPart.WHY).data()
            for row in range(model.rowCount())
        }

    def match(self, heading: str, words: str) -> None:
        """Go to a column, type a few letters of a field, and take it."""
        table, row = self.page.matching.table, list(self.columns()).index(heading)
        self.person.click_cell(table, row, ColumnPart.HEADING)
        QTest.keyClicks(table, words[0])
        self.person.rest()
        popup = self.page.matching.popup
        assert popup.isVisible()
        QTest.keyClicks(popup.field, words[1:])
        QTest.keyClick(popup.field, Qt.Key.Key_Return)
        self.person.rest()

    def lines(self) -> list[list[Any]]:
        """What the table of the check shows, as far as it was read."""
        model = self.page.checking.model
        return [
            [model.index(row, column).data() for column in CheckColumn] for row in range(model.rowCount())
        ]

    def results(self) -> list[str]:
        """The results of the lines."""
        return [line[CheckColumn.RESULT] for line in self.lines()]

    @property
    def line(self) -> CheckLine:
        """The line at hand."""
        line = self.page.checking.table.line
        assert line is not None
        return line

    @property
    def editor(self) -> QLineEdit:
        """The cell of the check that is open for typing."""
        editors = self.page.checking.table.viewport().findChildren(QLineEdit)
        return next(editor for editor in editors if editor.isVisible())

    def fix(self, row: int, text: str) -> None:
        """Type `text` instead of what stands in the cell of a line."""
        table = self.page.checking.table
        self.person.click_cell(table, row, CheckColumn.REASON)
        self.person.press("F2")
        editor = self.editor
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        self.person.rest()
