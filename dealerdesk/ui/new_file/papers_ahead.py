"""Which documents a file of the chosen kind must hold, so that a clerk has them at hand while it is made."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dealerdesk.domain.documents import TYPE_LABELS, DocumentType, Side
from dealerdesk.domain.files import FileKind
from dealerdesk.domain.messages import Message, said_list
from dealerdesk.services.required_documents import RequiredTable
from dealerdesk.ui.formats import label
from dealerdesk.ui.new_file.kind_choice import KindChoice
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.flow import FlowLayout
from dealerdesk.ui.widgets.icon_sign import IconSign

PAPERS = Message("ui.new_file_papers", "Documents this file must hold")
NO_PAPERS = Message("ui.new_file_no_papers", "Files of this kind need no documents.")
AFTER_SERVICE = Message("ui.new_file_papers_service", "Once a repair order is settled: {documents}")
_TOPIC = "new_file.papers"


class PapersAhead(QFrame):
    """Lists the types that the table of required documents names for the chosen kind."""

    def __init__(self, workplace: Workplace, kind: KindChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "summary")
        self._workplace = workplace
        self._kind = kind
        self._table: RequiredTable | None = None
        self._title = QLabel()
        self._title.setProperty("text_kind", "strong")
        self._after = QLabel()
        self._after.setProperty("text_kind", "caption")
        self._after.setWordWrap(True)
        self._signs = {kind: _Paper() for kind in DocumentType if kind.side is Side.SALES}
        signs = QWidget()
        flow = FlowLayout(signs, gap=m.GAP_5, line_gap=m.GAP_1)
        for sign in self._signs.values():
            flow.addWidget(sign)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_3)
        column.setSpacing(m.GAP_1)
        column.addWidget(self._title)
        column.addWidget(signs)
        column.addWidget(self._after)
        self.hide()
        kind.edited.connect(self._tell)
        workplace.feed.committed.connect(self.reload)
        retell(self, self._tell)
        self.reload()

    @property
    def documents(self) -> tuple[str, ...]:
        """The names of the sales side's documents that are listed."""
        return tuple(sign.name.text() for sign in self._signs.values() if not sign.isHidden())

    def reload(self) -> None:
        """Read the table anew."""
        required = self._workplace.desk.required_documents
        self._workplace.tasks.read(_TOPIC, required.get_table, self._on_read)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  # Qt's name
        """Another program may have changed the table since."""
        super().showEvent(event)
        self.reload()

    def _on_read(self, table: RequiredTable) -> None:
        if table != self._table:
            self._table = table
            self._tell()
        self.show()

    def _tell(self) -> None:
        if self._table is None:
            return
        types = self._table.types_of(FileKind(self._kind.text))
        for kind, sign in self._signs.items():
            sign.name.setText(label(TYPE_LABELS[kind]))
            sign.setVisible(kind in types)
        service = [label(TYPE_LABELS[kind]) for kind in types if kind.side is Side.SERVICE]
        self._title.setText(PAPERS.said() if self.documents else NO_PAPERS.said())
        self._after.setText(AFTER_SERVICE.said(documents=said_list(service)))
        self._after.setVisible(bool(service))
        self.updateGeometry()


class _Paper(QWidget):
    """A document that is not there yet."""

    def __init__(self) -> None:
        super().__init__()
        self.name = QLabel()
        self.name.setProperty("text_kind", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_1)
        row.addWidget(IconSign("file-dashed", "text_3"))
        row.addWidget(self.name)
        self.setMinimumHeight(m.LIST_LINE)
