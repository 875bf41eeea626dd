"""What was scanned and needs a person: it stays in sight until somebody says that it was seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.counting.verdicts import Heard
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign

ASIDE = Message("ui.counting_aside", "{count} folder to put right", "{count} folders to put right")
ONE = Message("ui.counting_aside_one", "{verdict}: {what}, {why}")
ONE_BARE = Message("ui.counting_aside_bare", "{verdict}: {what}")
SEEN = Message("ui.counting_seen", "Seen")
SEEN_KEYS = "F8"
ALL_SEEN_KEYS = "Shift+F8"
SEEN_TIP = Message(
    "ui.counting_seen_tip", "I have seen it, and put the folder aside  {keys}; all of them  {all_keys}"
)


class Unseen(QFrame):
    """The oldest of them with a button; hidden while there is none.

    `changed` tells that others wait now, `emptied` that all were seen.
    """

    changed = Signal()
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "unseen")
        self._waiting: list[Heard] = []
        self._sign = IconSign("", "warn")
        self._count = QLabel()
        self._count.setProperty("text_kind", "strong")
        self._words = ElidingLabel()
        self.seen = QPushButton()
        self.seen.setIcon(icon("eye"))
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_3, m.GAP_1, m.GAP_2, m.GAP_1)
        row.setSpacing(m.GAP_3)
        row.addWidget(self._sign)
        row.addWidget(self._count)
        row.addWidget(self._words, 1)
        row.addWidget(self.seen)
        self.seen.clicked.connect(self.acknowledge)
        self.hide()
        retell(self, self._tell)

    @property
    def waiting(self) -> Sequence[Heard]:
        """All that nobody has seen, the oldest first."""
        return tuple(self._waiting)

    def add(self, heard: Sequence[Heard]) -> None:
        """Let these wait to be seen; the same folder at the same place waits once."""
        if heard:
            again = {_subject(each) for each in heard}
            self._waiting = [each for each in self._waiting if _subject(each) not in again]
            self._waiting += heard
            self._tell()
            self.changed.emit()

    def resume(self, heard: Sequence[Heard]) -> None:
        """Let these wait again, which nobody saw on another day, before those of today."""
        known = {_subject(each) for each in self._waiting}
        self._waiting = [*(each for each in heard if _subject(each) not in known), *self._waiting]
        self._tell()

    def acknowledge(self) -> None:
        """Somebody has seen the oldest."""
        if self._waiting:
            self._waiting.pop(0)
            self._tell()
            self.changed.emit()
            if not self._waiting:
                self.emptied.emit()

    def acknowledge_all(self) -> None:
        """Somebody has seen them all, such as those of a long list."""
        del self._waiting[1:]
        self.acknowledge()

    def take_back(self, set_id: int | None) -> None:
        """What was taken back needs nobody any more."""
        if set_id is not None and any(each.change == set_id for each in self._waiting):
            self._waiting = [each for each in self._waiting if each.change != set_id]
            self._tell()
            self.changed.emit()

    def forget(self) -> None:
        """Another audit is shown."""
        self._waiting.clear()
        self._tell()

    def _tell(self) -> None:
        self.setVisible(bool(self._waiting))
        self.seen.setText(SEEN.said())
        self.seen.setAccessibleName(SEEN.said())
        self.seen.setToolTip(SEEN_TIP.said(keys=SEEN_KEYS, all_keys=ALL_SEEN_KEYS))
        if not self._waiting:
            return
        first = self._waiting[0]
        what = " ".join(filter(None, (first.plate, first.file_no or first.code)))
        told = {"verdict": first.name, "what": what, "why": first.why}
        self._sign.show_icon(first.look.icon, first.look.role)
        self._count.setText(ASIDE.said(count=len(self._waiting)))
        self._words.show_text((ONE if first.why else ONE_BARE).said(**told))
        self.setAccessibleName(f"{self._count.text()}. {self._words.text}")


def _subject(heard: Heard) -> tuple[str, str]:
    """What two scans have in common that need to be looked at once."""
    return heard.file_no or heard.code, heard.place
