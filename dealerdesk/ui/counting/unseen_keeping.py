"""What waits to be seen is kept beside the database, so that neither leaving nor a crash takes it away."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from dealerdesk.domain.audits import StrayKind, Verdict
from dealerdesk.services.drafts import Draft, Drafts
from dealerdesk.ui.counting.verdicts import Heard
from dealerdesk.ui.draft_lane import DraftLane
from dealerdesk.ui.page import Workplace

_TEXTS = ("place", "file_no", "plate", "vin", "vehicle", "owner", "belongs", "before")


class UnseenKeeping(QObject):
    """Keeps the unseen scans of every audit, off the UI thread and in the order of the scans."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts: Drafts = workplace.desk.drafts
        self._workplace = workplace
        self._lane = DraftLane(self._drafts, workplace.tasks, workplace.fail)

    def keep(self, audit: int, waiting: Sequence[Heard]) -> None:
        """Let these be what is unseen of an audit."""
        if waiting:
            self._lane.keep_made(_name_of(audit), partial(_draft_of, tuple(waiting)))
        else:
            self._lane.discard(_name_of(audit))

    def add(self, audit: int, heard: Sequence[Heard]) -> None:
        """Let these wait, too, in an audit that is not shown."""

        def work() -> None:
            waiting = [*_read(self._drafts.find(_name_of(audit))), *heard]
            self._drafts.keep(_name_of(audit), _draft_of(waiting))

        self._workplace.tasks.write(work, lambda _none: None)

    def find(self, audit: int, then: Callable[[int, Sequence[Heard]], None]) -> None:
        """Tell `then` of which audit what was kept: after all that is on its way there."""
        find = partial(self._drafts.find, _name_of(audit))
        self._workplace.tasks.write(find, lambda draft: then(audit, _read(draft)))


def _name_of(audit: int) -> str:
    return f"audit-{audit}-unseen"


def _draft_of(waiting: Sequence[Heard]) -> Draft:
    return Draft({str(at): _written(heard) for at, heard in enumerate(waiting)})


def _written(heard: Heard) -> str:
    content: dict[str, str | int | None] = {name: getattr(heard, name) for name in _TEXTS}
    content |= {"code": heard.code, "verdict": heard.verdict, "stray": heard.stray}
    content |= {"at": heard.at.isoformat(), "change": heard.change}
    return json.dumps(content)


def _read(draft: Draft | None) -> list[Heard]:
    """The scans in a draft; anything else that somebody wrote there is passed by."""
    texts = draft.typed.values() if draft is not None else ()
    return [heard for text in texts if (heard := _heard(text)) is not None]


def _heard(text: str) -> Heard | None:
    try:
        content = json.loads(text)
        told = {name: None if content[name] is None else str(content[name]) for name in _TEXTS}
        told |= {name: told[name] or "" for name in ("place", "before")}
        return Heard(
            code=str(content["code"]),
            verdict=Verdict(content["verdict"]),
            at=datetime.fromisoformat(content["at"]),
            stray=StrayKind(content["stray"]) if content["stray"] else None,
            change=content["change"] if isinstance(content["change"], int) else None,
            **told,  # type: ignore[arg-type]  # texts where texts belong
        )
    except (ValueError, KeyError, TypeError):
        return None
