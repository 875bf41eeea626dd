"""A slot on the screen: a document with its paper and scan, or a place that waits for one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.documents import PAPER_LABELS, Paper
from dealerdesk.domain.messages import Message
from dealerdesk.ui.documents.dropping import DropFrame
from dealerdesk.ui.documents.slot_parts import ARROWS, ASKS, DROP_HERE, Ask, compact_button, hint_of
from dealerdesk.ui.documents.slots import Slot, SlotState
from dealerdesk.ui.documents.text_line import TextLine
from dealerdesk.ui.documents.thumb import Thumb, kind_word
from dealerdesk.ui.documents.waiving import NAMED, ReasonLine
from dealerdesk.ui.documents.words import LACKS, ending, facts, spoken, type_name
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.controls import TickBox
from dealerdesk.ui.widgets.restyling import restyle

PAPER = Message("ui.doc_paper", "Paper")
SCAN = Message("ui.doc_scan", "Scan")
BROWSE = Message("ui.doc_browse", "Browse")
WAIVE = Message("ui.doc_waive", "Waive …")
WANT_AGAIN = Message("ui.doc_want_again", "Require again")
MORE = Message("ui.doc_more", "More for {document}")
RELEASE = Message("ui.doc_release", "Release to add as {document}")
RELEASE_THERE = Message("ui.doc_release_there", "Release to add to {document}")
RELEASE_COUNT = Message("ui.doc_release_count", "{count} scan or folder", "{count} scans or folders")
_NOTHING_TO_SCAN = Message("ui.doc_scan_browse", "Choose a scan")
_SHOW_SCAN = Message("ui.doc_scan_show", "Show the scan")
_REST = 100


class SlotCard(DropFrame):
    """Shows one slot; says what the person wants of it, and does nothing by itself.

    `moved` carries an arrow key, `dropped` what was dropped, `digit` a number from 1 to 9, `waived` a reason.
    """

    chosen = Signal()
    clicked = Signal()
    asked = Signal(object)
    menu_asked = Signal(QPoint)
    moved = Signal(int)
    digit = Signal(int)
    waived = Signal(str)

    def __init__(self, *, is_row: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "slot_row" if is_row else "slot")
        self.setProperty("chosen", "false")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._is_row = is_row
        self._slot: Slot | None = None
        self._over_words = ""
        self.thumb = Thumb()
        self._title = TextLine(Text.STRONG)
        self._badge = QLabel()
        self._aside = TextLine(Text.BODY, "text_3")
        self._facts = TextLine(Text.BODY, "text_2")
        self.paper = TickBox()
        self.scan = TickBox()
        self.browse = compact_button("")
        self.waive = compact_button("")
        self.want_again = compact_button("")
        self.more = QPushButton()
        self.more.setProperty("look", "icon")
        self.more.setIcon(icon("dots-three-vertical"))
        self.reason = ReasonLine()
        self.reason.hide()
        self._title_row = QHBoxLayout()
        self._second_row = QHBoxLayout()
        self._is_narrow = False
        self._ordinary = QWidget()
        self._arrange()
        self._connect()
        retell(self, self._tell)

    # --- what it shows ------------------------------------------------------------------------------

    @property
    def slot(self) -> Slot:
        """What it shows."""
        assert self._slot is not None
        return self._slot

    @property
    def _is_calm(self) -> bool:
        """Whether it is one quiet line, as nobody asks for the document."""
        return not self._is_row and self.slot.state is SlotState.OPTIONAL

    @property
    def is_waiving(self) -> bool:
        """Whether it asks for the reason of a waiver."""
        return not self.reason.isHidden()

    @property
    def texts(self) -> tuple[str, str, str]:
        """Title, facts and badge as they stand there."""
        second = self._aside if self._facts.isHidden() else self._facts
        return self._title.text, second.text, "" if self._badge.isHidden() else self._badge.text()

    def show_slot(self, slot: Slot) -> None:
        """Show `slot`."""
        self._slot = slot
        self._tell()

    def show_chosen(self, chosen: bool) -> None:
        """Mark it as the one that the keys and the viewer mean; the tab key comes to it."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        inner = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
        for part in (self.browse, self.waive, self.want_again, self.more):
            part.setFocusPolicy(inner)
        restyle(self, "chosen", "true" if chosen else "false")

    def show_thumb(self, picture: QImage | None) -> None:
        """Show the first page, once it is drawn."""
        document = self.slot.document
        if document and document.scans:
            self.thumb.show_scan(kind_word(document.scans[0].media_type), picture)

    def show_over(self, words: str) -> None:
        """Say what is held over it, once that is known."""
        if self.over:
            self._over_words = words
            self._tell_over()

    def tell_over(self) -> None:
        """Say what would happen, or show the slot again."""
        self._over_words = ""
        self._tell()

    def ask_reason(self) -> None:
        """Ask why the document is not required."""
        self.reason.show()
        self._ordinary.hide()
        self.reason.begin()

    def stop_waiving(self) -> None:
        """Ask no more."""
        had_focus = self.reason.isAncestorOf(QApplication.focusWidget() or self)
        self.reason.hide()
        self._ordinary.show()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- making it ----------------------------------------------------------------------------------

    def _arrange(self) -> None:
        title = self._title_row
        title.setSpacing(m.GAP_2)
        title.addWidget(self._title)
        title.addWidget(self._badge)
        # The title has its room first; what stands aside takes the rest.
        self._aside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        title.addWidget(self._aside, _REST)
        title.addStretch(1)
        ticks: QHBoxLayout | QVBoxLayout = QHBoxLayout() if self._is_row else QVBoxLayout()
        ticks.setSpacing(m.GAP_4 if self._is_row else m.GAP_1)
        for tick in (self.paper, self.scan):
            tick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            ticks.addWidget(tick)
        row = QHBoxLayout(self._ordinary)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_2)
        if self._is_row:
            row.addLayout(title, 1)
            row.addWidget(self._facts, 1)
            self.thumb.hide()
        else:
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addStretch(1)
            words.addLayout(title)
            self._second_row.setSpacing(m.GAP_2)
            self._second_row.addWidget(self._facts, 1)
            words.addLayout(self._second_row)
            words.addStretch(1)
            row.addWidget(self.thumb)
            row.addSpacing(m.GAP_1)
            row.addLayout(words, 1)
        for part in (self.browse, self.waive, self.want_again):
            row.addWidget(part)
        row.addLayout(ticks)
        row.addWidget(self.more)
        self._arrange_edges()

    def _arrange_edges(self) -> None:
        both = QVBoxLayout(self)
        side = m.GAP_2 if self._is_row else m.GAP_3
        both.setContentsMargins(side, 1 if self._is_row else m.GAP_1, m.GAP_1, 1 if self._is_row else m.GAP_1)
        both.addWidget(self._ordinary)
        both.addWidget(self.reason)

    def _connect(self) -> None:
        self.paper.clicked.connect(lambda: self._ask(Ask.PAPER))
        self.scan.clicked.connect(self._on_scan_clicked)
        self.browse.clicked.connect(lambda: self._ask(Ask.BROWSE))
        self.waive.clicked.connect(self._on_waive_clicked)
        self.want_again.clicked.connect(lambda: self._ask(Ask.UNWAIVE))
        self.more.clicked.connect(self._on_more)
        self.reason.given.connect(self._on_reason_given)
        self.reason.left.connect(self.stop_waiving)
        self.dropped.connect(self.chosen)

    # --- texts --------------------------------------------------------------------------------------

    def _tell(self) -> None:
        for button, words in ((self.browse, BROWSE), (self.waive, WAIVE), (self.want_again, WANT_AGAIN)):
            button.setText(words.said())
        self.paper.setText(PAPER.said())
        self.scan.setText(SCAN.said())
        if self._slot is None:
            return
        self._tell_slot(self._slot)
        self._tell_names(self._slot)
        if self.over:
            self._tell_over()

    def _tell_slot(self, slot: Slot) -> None:
        has_scan = bool(slot.document and slot.document.scans)
        restyle(self, "state", slot.state.value)
        is_filled, is_calm = slot.state is SlotState.FILLED, self._is_calm
        self._title.show_text(type_name(slot), *(("text_2", Text.BODY) if is_calm else ("text", Text.STRONG)))
        words, role = (facts(slot), "text_2") if is_filled else hint_of(slot)
        (self._aside if is_calm else self._facts).show_text(words, role)
        self._facts.setVisible(not is_calm)
        self._aside.setVisible(is_calm)
        self.thumb.setFixedHeight(m.LIST_LINE if is_calm else m.THUMB_HEIGHT)
        self.setMinimumHeight(m.SLOT_ROW if self._is_row else m.SLOT_CALM if is_calm else m.SLOT)
        self._show_badge(slot)
        if not has_scan:
            sign = ("file-dashed", "bad") if slot.state is SlotState.MISSING else ("file-dashed", "text_3")
            self.thumb.show_icon(*(("file", "text_3") if is_filled else sign))
        self.browse.setVisible(slot.state in {SlotState.MISSING, SlotState.OPTIONAL})
        can_be_waived = slot.state is SlotState.MISSING and slot.document is None
        self.waive.setVisible(can_be_waived and not self._is_narrow)
        self.want_again.setVisible(slot.state is SlotState.WAIVED)
        self.paper.setVisible(is_filled)
        self.scan.setVisible(is_filled)
        paper = slot.paper
        states = {Paper.PRESENT: Qt.CheckState.Checked, Paper.CHECKED_OUT: Qt.CheckState.PartiallyChecked}
        self.paper.setTristate(paper is Paper.CHECKED_OUT)
        self.paper.setCheckState(states.get(paper, Qt.CheckState.Unchecked))
        self.scan.setChecked(has_scan)

    def _tell_names(self, slot: Slot) -> None:
        name = type_name(slot)
        self.setAccessibleName(spoken(slot))
        self.reason.show_document(name)
        for button in (self.browse, self.waive, self.want_again):
            button.setAccessibleName(NAMED.said(action=button.text(), document=name))
        for tick in (self.paper, self.scan):
            tick.setAccessibleName(NAMED.said(action=tick.text(), document=name))
        self.more.setAccessibleName(MORE.said(document=name))
        self.more.setToolTip(MORE.said(document=name))
        self.setToolTip(DROP_HERE.said() if slot.state is SlotState.OPTIONAL else "")
        self.paper.setToolTip(label(PAPER_LABELS[slot.paper]))
        has_scan = bool(slot.document and slot.document.scans)
        self.scan.setToolTip((_SHOW_SCAN if has_scan else _NOTHING_TO_SCAN).said())

    def _show_badge(self, slot: Slot) -> None:
        words = LACKS[slot.lack].said() if slot.lack else ending(slot)
        is_bad = slot.lack is not None or (slot.days_left is not None and slot.days_left < 0)
        self._badge.setText(words)
        self._badge.setVisible(bool(words))
        restyle(self._badge, "text_kind", "tag_bad" if is_bad else "tag_warn")
        self._place_badge()

    def _tell_over(self) -> None:
        sentence = RELEASE_THERE if self.slot.document else RELEASE
        self._title.show_text(sentence.said(document=type_name(self.slot)), "accent", Text.STRONG)
        words = self._over_words or RELEASE_COUNT.said(count=self.over)
        (self._aside if self._is_calm else self._facts).show_text(words, "text_2")
        self._badge.hide()
        for part in (self.browse, self.waive, self.want_again, self.paper, self.scan):
            part.hide()
        if not (self.slot.document and self.slot.document.scans):
            self.thumb.show_icon("file-arrow-down", "accent")
        restyle(self, "state", "over")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Give up what there is no room for: waiving is in the menu, too."""
        super().resizeEvent(event)
        narrow = self.width() < m.SLOT_NARROW and not self._is_row
        if narrow is not self._is_narrow:
            self._is_narrow = narrow
            if self._slot is not None:
                self._tell()
        self._place_badge()

    def _place_badge(self) -> None:
        """Beside the title, or below it where title and badge have no room beside each other."""
        if self._is_row or self._badge.isHidden():
            return
        tick = max(self.paper, self.scan, key=lambda each: each.sizeHint().width())
        others = (self.thumb, self.browse, self.waive, self.want_again, tick, self.more)
        taken = sum(part.sizeHint().width() + m.GAP_2 for part in others if not part.isHidden())
        room = self.contentsRect().width() - m.GAP_3 - 2 * m.GAP_1 - taken
        needed = self._title.sizeHint().width() + m.GAP_2 + self._badge.sizeHint().width()
        row = self._second_row if needed > room else self._title_row
        if row.indexOf(self._badge) < 0:
            row.insertWidget(0 if row is self._second_row else 1, self._badge)

    # --- what people do -----------------------------------------------------------------------------

    def _ask(self, ask: Ask) -> None:
        self.chosen.emit()
        self._tell()
        self.asked.emit(ask)

    def _on_scan_clicked(self) -> None:
        self._ask(Ask.OPEN if self.slot.document and self.slot.document.scans else Ask.BROWSE)

    def _on_waive_clicked(self) -> None:
        self.chosen.emit()
        self.ask_reason()

    def _on_reason_given(self, reason: str) -> None:
        self.waived.emit(reason)
        self.stop_waiving()

    def _on_more(self) -> None:
        self.chosen.emit()
        self.menu_asked.emit(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  # Qt's name
        """Open the menu by the right button or the menu key."""
        self.chosen.emit()
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self.mapToGlobal(QPoint(m.GAP_5, m.GAP_5)) if by_key else event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """A click chooses."""
        super().mousePressEvent(event)
        self.chosen.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """A whole click may also assign what was chosen elsewhere."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Two clicks open."""
        super().mouseDoubleClickEvent(event)
        self._ask(Ask.OPEN)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  # Qt's name
        """Whatever has the keyboard is chosen."""
        super().focusInEvent(event)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Arrows walk, Space toggles the paper, Enter opens, Del removes, 1 to 9 assign new scans."""
        key = event.key()
        if self.is_waiving:
            if key == Qt.Key.Key_Escape:
                self.stop_waiving()
            return
        digit = key - Qt.Key.Key_0
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in ARROWS and plain:
            self.moved.emit(key)
        elif key in ASKS and plain:
            self._ask(ASKS[Qt.Key(key)])
        elif 1 <= digit <= 9 and plain:
            self.digit.emit(digit)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of a slot from what is around it."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.is_waiving
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)
