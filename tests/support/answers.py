"""What a person would answer to the questions of `dealerdesk.ui.dialogs`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.dialogs import FilePattern


@dataclass(slots=True)
class Answers:
    """The same answer every time, at first none; `asked` keeps the titles and questions in order."""

    files_chosen: Sequence[Path] = ()
    place: Path | None = None
    folder_chosen: Path | None = None
    sure: bool = False
    asked: list[str] = field(default_factory=list)

    def files(
        self, parent: QWidget, title: str, patterns: Sequence[FilePattern], *, several: bool
    ) -> list[Path]:
        self.asked.append(title)
        return list(self.files_chosen) if several else list(self.files_chosen[:1])

    def place_to_save(
        self, parent: QWidget, title: str, suggested: Path, patterns: Sequence[FilePattern]
    ) -> Path | None:
        self.asked.append(title)
        return self.place

    def folder(self, parent: QWidget, title: str) -> Path | None:
        self.asked.append(title)
        return self.folder_chosen

    def agrees(self, parent: QWidget, question: str, do_it: Message) -> bool:
        self.asked.append(question)
        return self.sure
