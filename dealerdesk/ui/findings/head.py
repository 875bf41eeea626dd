"""The head of the page: which audit it is, where it stands, and its views as tabs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.audits.words import STATE_SIGNS, STATE_WORDS
from dealerdesk.ui.findings.known import Known
from dealerdesk.ui.findings.views import FAULTS, NAMES, View
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.counted_tabs import CountedTabs
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.restyling import restyle

BACK = Message("ui.findings_back", "All audits")
COUNT_ON = Message("ui.findings_count_on", "Go on counting")
TITLE = Message("ui.findings_title", "What the audit found")
PARTS = Message("ui.findings_parts", "Parts of the findings")
FOUND_OF = Message("ui.findings_found_of", "{counted} of {expected} folders found")
TO_EXPLAIN_OF = Message(
    "ui.findings_to_explain_of",
    "{unexplained} of {count} discrepancy to explain",
    "{unexplained} of {count} discrepancies to explain",
)
ALL_EXPLAINED = Message(
    "ui.findings_all_explained", "{count} discrepancy, explained", "{count} discrepancies, all explained"
)
NOTHING_WORTH = Message(
    "ui.findings_nothing_worth", "Nothing that was found in order contradicts the record."
)
ALL_IN_ORDER = Message("ui.findings_all_in_order", "nothing out of order")


class FindingsHead(QWidget):
    """`picked` carries the key of a view; `back_asked` and `count_asked` lead elsewhere."""

    picked = Signal(str)
    back_asked = Signal()
    count_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Known | None = None
        self._worth = 0
        self.back = QPushButton()
        self.back.setProperty("look", "icon")
        self.back.setIcon(icon("arrow-left"))
        self._title = QLabel()
        self._title.setProperty("text_kind", "title")
        self._sign, self._state = IconSign("", "text_2"), QLabel()
        self._figures = ElidingLabel(kind="second")
        self.count = QPushButton()
        self.tabs = CountedTabs({view.value: name for view, name in NAMES.items()}, PARTS)
        for view in View:
            self.tabs.add(view.value)
        self._tell_worth()
        self._arrange()
        self.back.clicked.connect(self.back_asked)
        self.count.clicked.connect(self.count_asked)
        self.tabs.currentChanged.connect(lambda _index: self.picked.emit(self.tabs.chosen_key))
        retell(self, self._tell)

    @property
    def said(self) -> str:
        """Title, state and figures."""
        return f"{self._title.text()} · {self._state.text()} · {self._figures.text}"

    def choose(self, view: View) -> None:
        """Show that `view` is in sight; the signal is not sent."""
        blocked = self.tabs.blockSignals(True)
        self.tabs.choose(view.value)
        self._tell_worth()
        self.tabs.blockSignals(blocked)
        self.tabs.update()

    def show_known(self, known: Known | None) -> None:
        """Show an audit as it stands."""
        if known is None:
            self.show_count(View.WORTH, 0)
        self._known = known
        self._tell()

    def show_count(self, view: View, count: int) -> None:
        """Show how much a view lists."""
        self.tabs.show_count(view.value, shown_number(count))
        if view is View.WORTH:
            self._worth = count
            self._tell_worth()

    def why_not_worth(self) -> Message | None:
        """What stands against going where corrections are listed."""
        return None if self._worth else NOTHING_WORTH

    @property
    def views(self) -> list[View]:
        """The views that have a tab now."""
        return [view for at, view in enumerate(View) if self.tabs.isTabVisible(at)]

    def _tell_worth(self) -> None:
        """Corrections that nobody must make stay out of the way while there are none."""
        is_chosen = self.tabs.chosen_key == View.WORTH.value
        self.tabs.setTabVisible(self.tabs.keys.index(View.WORTH.value), is_chosen or self._worth > 0)
        self.tabs.fit(self.width() - 2 * m.GAP_4)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Show as much of the tabs as there is room for."""
        super().resizeEvent(event)
        self.tabs.fit(self.width() - 2 * m.GAP_4)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(m.GAP_3, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_2)
        row.addWidget(self.back)
        row.addWidget(self._title)
        row.addSpacing(m.GAP_2)
        row.addWidget(self._sign)
        row.addWidget(self._state)
        row.addSpacing(m.GAP_2)
        row.addWidget(self._figures, 1)
        row.addWidget(self.count)
        upper = QWidget()
        upper.setFixedHeight(m.PAGE_HEAD)
        upper.setLayout(row)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(m.GAP_4 - m.GAP_3, 0, m.GAP_4, 0)
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        line = QFrame()
        line.setProperty("look", "divider")
        line.setFixedHeight(m.BORDER)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(upper)
        column.addLayout(tabs)
        column.addWidget(line)

    def _tell(self) -> None:
        known = self._known
        self.back.setAccessibleName(BACK.said())
        self.back.setToolTip(BACK.said())
        self.count.setText(COUNT_ON.said())
        self.count.setAccessibleName(COUNT_ON.said())
        self.count.setVisible(known is not None and not known.is_closed)
        self._title.setText(known.detail.audit.title if known else TITLE.said())
        self._state.setVisible(known is not None)
        self._sign.setVisible(known is not None)
        if known is None:
            self._figures.show_text("")
            return
        state = known.detail.audit.state
        name, role = STATE_SIGNS[state]
        self._sign.show_icon(name, role)
        self._state.setText(STATE_WORDS[state].said())
        restyle(self._state, "text_kind", f"strong_{role}")
        self._figures.show_text(_figures(known))
        self.show_count(View.ALL, known.total)
        for view in (View.LEFT, View.RECOUNT):
            self.show_count(view, known.count(FAULTS[view]))


def _figures(known: Known) -> str:
    figures = known.detail.figures
    found = FOUND_OF.said(counted=shown_number(figures.counted), expected=shown_number(figures.expected))
    if not known.total:
        rest = ALL_IN_ORDER.said()
    elif known.unexplained:
        rest = TO_EXPLAIN_OF.said(count=known.total, unexplained=shown_number(known.unexplained))
    else:
        rest = ALL_EXPLAINED.said(count=known.total)
    return f"{found} · {rest}"
