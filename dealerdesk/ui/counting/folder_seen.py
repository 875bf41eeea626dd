"""Who saw a folder, where and when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.audits import Said
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Sighting
from dealerdesk.ui.counting.folder_section import SectionHead
from dealerdesk.ui.documents.words import in_a_line
from dealerdesk.ui.formats import shown_moment
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.laying_out import take_out

TITLE = Message("ui.seen_title", "Who saw the folder")
NO_PLACE = Message("ui.seen_no_place", "place not said")
IN_VAIN = Message("ui.seen_in_vain", "{name} looked for it in vain")


class SeenPart(QWidget):
    """One line a sighting, in the order in which they came."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sightings: tuple[Sighting, ...] = ()
        self.lines: list[ElidingLabel] = []
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_3)
        self._inner.setSpacing(m.GAP_1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(SectionHead(TITLE))
        column.addLayout(self._inner)
        retell(self, self._tell)

    def show_sightings(self, sightings: Sequence[Sighting]) -> None:
        """Show who saw the folder; nothing at all where nobody has."""
        if self._sightings != tuple(sightings):
            self._sightings = tuple(sightings)
            for line in self.lines:
                take_out(line, self._inner)
            self.lines = [ElidingLabel(kind="second") for _ in sightings]
            for line in self.lines:
                line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                self._inner.addWidget(line)
            self._tell()
        self.setVisible(bool(sightings))

    def _tell(self) -> None:
        for line, sighting in zip(self.lines, self._sightings, strict=True):
            who = sighting.by if sighting.said is Said.FOUND else IN_VAIN.said(name=sighting.by)
            place = sighting.place or NO_PLACE.said()
            line.show_text(in_a_line([who, place, shown_moment(sighting.at)]))
