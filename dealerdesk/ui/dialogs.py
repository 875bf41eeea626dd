"""Questions that everything else waits for: which file, which folder, and whether somebody is sure.

Nothing else opens the system's file dialogs, so that one place knows where a person chose from last, and
tests answer for the person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

CANCEL = Message("ui.cancel_question", "Cancel")
ALL_FILES = Message("ui.all_files", "All files")
_ANYTHING = "*"


@dataclass(frozen=True, slots=True)
class FilePattern:
    """A kind of file that can be chosen: its name, and endings such as ``*.pdf``."""

    name: Message
    endings: tuple[str, ...]

    def said(self) -> str:
        """The pattern as Qt writes it."""
        return f"{self.name.said()} ({' '.join(self.endings)})"


EVERY_FILE = FilePattern(ALL_FILES, (_ANYTHING,))


class Chooser(Protocol):
    """Who answers: the person by the system's dialogs, or a test in the person's place."""

    def files(
        self, parent: QWidget, title: str, patterns: Sequence[FilePattern], *, several: bool
    ) -> list[Path]:
        """The files that were chosen to be read."""
        ...

    def place_to_save(
        self, parent: QWidget, title: str, suggested: Path, patterns: Sequence[FilePattern]
    ) -> Path | None:
        """Where to write a file; somebody agreed to write over one that is there."""
        ...

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """The folder that was chosen."""
        ...

    def agrees(self, parent: QWidget, question: str, do_it: Message) -> bool:
        """Whether somebody is sure."""
        ...


class _System(Chooser):
    """Asks the person, beginning in the folder that was chosen last."""

    def __init__(self) -> None:
        self._last = Path.home()

    def files(
        self, parent: QWidget, title: str, patterns: Sequence[FilePattern], *, several: bool
    ) -> list[Path]:
        start, filters = str(self._last), _filters(patterns)
        if several:
            names = QFileDialog.getOpenFileNames(parent, title, start, filters)[0]
        else:
            names = [QFileDialog.getOpenFileName(parent, title, start, filters)[0]]
        chosen = [Path(name) for name in names if name]
        if chosen:
            self._last = chosen[0].parent
        return chosen

    def place_to_save(
        self, parent: QWidget, title: str, suggested: Path, patterns: Sequence[FilePattern]
    ) -> Path | None:
        dialog = QFileDialog(parent, title, str(self._last), _filters(patterns))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # Qt adds the ending before it asks whether to write over a file that is there.
        dialog.setDefaultSuffix(suggested.suffix)
        dialog.selectFile(str(suggested))
        try:
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return None
            chosen = Path(dialog.selectedFiles()[0])
        finally:
            dialog.deleteLater()
        self._last = chosen.parent
        return chosen

    def folder(self, parent: QWidget, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(parent, title, str(self._last))
        if name:
            self._last = Path(name)
        return Path(name) if name else None

    def agrees(self, parent: QWidget, question: str, do_it: Message) -> bool:
        dialog = Question(parent, question, do_it)
        try:
            return dialog.exec() == QDialog.DialogCode.Accepted
        finally:
            dialog.deleteLater()


class _Asked:
    """Who is asked now."""

    chooser: Chooser = _System()


@contextmanager
def answering(chooser: Chooser) -> Iterator[None]:
    """Let `chooser` answer all questions inside the ``with`` block."""
    before, _Asked.chooser = _Asked.chooser, chooser
    try:
        yield
    finally:
        _Asked.chooser = before


def choose_file(parent: QWidget, title: Message, patterns: Sequence[FilePattern] = ()) -> Path | None:
    """A file to read, or None when the person thought better of it."""
    chosen = _Asked.chooser.files(parent, title.said(), patterns, several=False)
    return chosen[0] if chosen else None


def choose_files(parent: QWidget, title: Message, patterns: Sequence[FilePattern] = ()) -> list[Path]:
    """Files to read; none when the person thought better of it."""
    return _Asked.chooser.files(parent, title.said(), patterns, several=True)


def save_file(
    parent: QWidget, title: Message, suggested: Path, patterns: Sequence[FilePattern] = ()
) -> Path | None:
    """Where to write a file, with the ending of `suggested` where none was typed; None to let it be."""
    return _Asked.chooser.place_to_save(parent, title.said(), suggested, patterns)


def choose_folder(parent: QWidget, title: Message) -> Path | None:
    """A folder, or None when the person thought better of it."""
    return _Asked.chooser.folder(parent, title.said())


def confirm(parent: QWidget, question: str, do_it: Message) -> bool:
    """Whether somebody is sure of what cannot be undone; `do_it` names it on the button, after its verb."""
    return _Asked.chooser.agrees(parent, question, do_it)


def _filters(patterns: Sequence[FilePattern]) -> str:
    return ";;".join(pattern.said() for pattern in (*patterns, EVERY_FILE))


class Question(QDialog):
    """A question before something that cannot be undone; Enter and Esc choose the safe answer."""

    def __init__(self, parent: QWidget, question: str, do_it: Message) -> None:
        super().__init__(parent)
        self.setWindowTitle("DealerDesk")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._do_it = do_it
        self._words = QLabel(question)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setMinimumWidth(m.QUESTION_WIDTH)
        self.yes = QPushButton()
        self.yes.setProperty("look", "danger")
        self.yes.setAutoDefault(False)
        self.no = QPushButton()
        self.no.setDefault(True)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self._arrange()
        self.no.setFocus()
        retell(self, self._tell)

    def _arrange(self) -> None:
        said = QHBoxLayout()
        said.setSpacing(m.GAP_4)
        said.addWidget(IconSign("warning-circle", "bad", m.NAVIGATION_ICON), 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(m.GAP_2)
        buttons.addStretch(1)
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_5, m.GAP_5, m.GAP_5, m.GAP_4)
        column.setSpacing(m.GAP_5)
        column.addLayout(said)
        column.addLayout(buttons)

    def _tell(self) -> None:
        self.setAccessibleName(self._words.text())
        for button, name in ((self.yes, self._do_it), (self.no, CANCEL)):
            button.setText(name.said())
            button.setAccessibleName(name.said())
