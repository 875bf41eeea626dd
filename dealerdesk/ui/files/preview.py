"""The preview: one vehicle file at a glance, beside the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.files import FileState
from dealerdesk.domain.messages import LIST_SEPARATOR, Message
from dealerdesk.services.details import FileDetail
from dealerdesk.ui.files.delegates import paint_vin, vin_width
from dealerdesk.ui.files.documents_list import DocumentsList
from dealerdesk.ui.files.next_things import NextThings
from dealerdesk.ui.formats import shown_date, shown_number, shown_phone
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.plate import PlateSign
from dealerdesk.ui.widgets.states import StateSign
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

PREVIEW = Message("ui.preview", "Preview of the chosen file")
VIN = Message("ui.preview_vin", "VIN")
FILE_NO = Message("ui.preview_file_no", "File no.")
CUSTOMER = Message("ui.preview_customer", "Customer")
PHONE = Message("ui.preview_phone", "Phone")
LAST_VISIT = Message("ui.preview_last_visit", "Last visit")
FORMERLY = Message("ui.preview_formerly", "Old plate")
KILOMETRES = Message("ui.kilometres", "{number} km")
CABINET = Message("ui.cabinet", "Cabinet {location}")
NO_NAME = Message("ui.no_vehicle_name", "Make and model not known yet")
OPEN = Message("ui.open_file", "Open file")
OPEN_KEY = Message("ui.key_enter", "Enter")
MORE = Message("ui.more_actions", "More to do with this file")
COPY_VIN = Message("ui.copy_vin", "Copy the VIN")

_SIDE = m.GAP_4 - m.FOCUS_RING
_TITLES = (VIN, FILE_NO, CUSTOMER, PHONE, LAST_VISIT, FORMERLY)


class PreviewPane(QFrame):
    """Plate, vehicle, owner, documents and what comes next of one file; empty while none is chosen.

    `open_asked`, `more_asked` and `vin_asked` tell which of its buttons was pressed.
    """

    open_asked = Signal()
    more_asked = Signal()
    vin_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "preview")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(m.PREVIEW_LEAST)
        self.setMaximumWidth(m.PREVIEW_WIDEST)
        self._detail: FileDetail | None = None
        self._plate = PlateSign()
        self._state = StateSign()
        self._name = _line("section")
        self._name.setWordWrap(True)
        self._second = _line("second")
        self._second.setWordWrap(True)
        self._vin = _VinLine()
        self._facts = {title: _fact() for title in _TITLES if title is not VIN}
        self._titles = {title: _line("caption") for title in _TITLES}
        self._documents = DocumentsList()
        self._next = NextThings()
        self.open = QPushButton()
        self.open.setIcon(icon("folder-open", "text"))
        self.open.setIconSize(QSize(m.ICON + m.GAP_2, m.ICON))
        self.more = QPushButton()
        self.more.setIcon(icon("dots-three-vertical", "text"))
        self.more.setProperty("look", "narrow")
        self.copy_vin = QToolButton()
        self.copy_vin.setIcon(icon("copy"))
        self._key = QLabel()
        self._key.setProperty("text_kind", "key")
        self._contents = QWidget()
        self._foot = QWidget()
        self._arrange()
        self.open.clicked.connect(self.open_asked)
        self.more.clicked.connect(self.more_asked)
        self.copy_vin.clicked.connect(self.vin_asked)
        retell(self, self._tell)

    @property
    def vin(self) -> str:
        """The VIN of the file that is shown; empty without one."""
        return str(self._detail.values["vin"] or "") if self._detail else ""

    @property
    def file_id(self) -> int | None:
        """The file that is shown."""
        return self._detail.id if self._detail else None

    def show_file(self, detail: FileDetail, expiring: Sequence[DocumentType], today: date) -> None:
        """Show `detail` as of `today`; documents of the types in `expiring` end soon or have ended."""
        self._detail = detail
        self._documents.show_documents(detail, expiring, today)
        self._next.show_next(detail, today)
        self._tell()
        self._contents.show()
        self._foot.show()

    def show_nothing(self) -> None:
        """Show an empty pane."""
        self._detail = None
        self._contents.hide()
        self._foot.hide()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._plate)
        head.addStretch()
        head.addWidget(self._state)
        column = QVBoxLayout(self._contents)
        column.setContentsMargins(_SIDE, m.GAP_3 - m.FOCUS_RING, _SIDE, m.GAP_3)
        column.setSpacing(m.GAP_1)
        column.addLayout(head)
        column.addSpacing(m.GAP_2)
        column.addWidget(self._name)
        column.addWidget(self._second)
        column.addSpacing(m.GAP_2)
        column.addLayout(self._arranged_facts())
        for part in (self._documents, self._next):
            column.addSpacing(m.GAP_3)
            column.addWidget(_divider())
            column.addSpacing(m.GAP_3)
            column.addWidget(part)
        column.addStretch()
        scroll = UprightScroll(self._contents)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(m.FOCUS_RING, m.FOCUS_RING, m.FOCUS_RING, m.FOCUS_RING)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._foot)
        self._arrange_foot()
        self._contents.hide()
        self._foot.hide()

    def _arrange_foot(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(_SIDE, m.GAP_3, _SIDE, m.GAP_3 - m.FOCUS_RING)
        row.setSpacing(m.GAP_2)
        row.addWidget(self.open)
        row.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.more)
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_divider())
        column.addLayout(row)

    def _arranged_facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.GAP_4)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, title in enumerate(_TITLES):
            self._titles[title].setFixedHeight(m.LIST_LINE)
            grid.addWidget(self._titles[title], row, 0, Qt.AlignmentFlag.AlignTop)
            if title is not VIN:
                grid.addWidget(self._facts[title], row, 1)
        vin = QHBoxLayout()
        vin.addWidget(self._vin, 1)
        vin.addWidget(self.copy_vin)
        grid.addLayout(vin, _TITLES.index(VIN), 1)
        return grid

    def _tell(self) -> None:
        self.setAccessibleName(PREVIEW.said())
        self.open.setText(OPEN.said())
        self._key.setText(OPEN_KEY.said())
        for button, words in ((self.open, OPEN), (self.more, MORE), (self.copy_vin, COPY_VIN)):
            button.setAccessibleName(words.said())
            button.setToolTip(words.said() if button is not self.open else "")
        for title, line in self._titles.items():
            line.setText(title.said())
        if self._detail is None:
            return
        values = {code: value for code, value in self._detail.values.items() if value is not None}
        self._plate.show_plate(str(values["plate"]) if "plate" in values else None)
        self._state.show_state(FileState(str(values["state"])), archived=self._detail.archived)
        name = " ".join(str(values[code]) for code in ("make", "model") if code in values)
        self._name.setText(name or NO_NAME.said())
        self._second.setText(self._second_line())
        self._second.setVisible(bool(self._second.text()))
        self._vin.show_vin(self.vin)
        for part in (self._vin, self._titles[VIN], self.copy_vin):
            part.setVisible(bool(self.vin))
        location = values.get("location")
        cabinet = CABINET.said(location=location) if location else None
        visit = values.get("last_visit")
        self._fill(FILE_NO, " · ".join(filter(None, (str(values["file_no"]), cabinet))))
        self._fill(CUSTOMER, str(values.get("customer", "")))
        self._fill(PHONE, shown_phone(str(values.get("phone", ""))))
        self._fill(LAST_VISIT, shown_date(visit if isinstance(visit, date) else None))
        self._fill(FORMERLY, LIST_SEPARATOR.said().join(earlier.name for earlier in self._detail.old_plates))

    def _second_line(self) -> str:
        assert self._detail is not None
        values = self._detail.values
        built, odometer = values["manufacture_date"], values["odometer"]
        parts = (
            str(built)[:4] if built else None,
            str(values["colour"]) if values["colour"] else None,
            KILOMETRES.said(number=shown_number(odometer)) if isinstance(odometer, int) else None,
        )
        return " · ".join(filter(None, parts))

    def _fill(self, title: Message, text: str) -> None:
        self._facts[title].setText(text)
        for part in (self._titles[title], self._facts[title]):
            part.setVisible(bool(text))


class _VinLine(QWidget):
    """A VIN in two weights."""

    def __init__(self) -> None:
        super().__init__()
        self._vin = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_vin(self, vin: str) -> None:
        """Show `vin`."""
        self._vin = vin
        self.setAccessibleName(vin)
        self.setToolTip(vin)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        return QSize(vin_width(), m.LIST_LINE)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        with QPainter(self) as painter:
            paint_vin(painter, QRectF(self.rect()), self._vin)


def _divider() -> QFrame:
    line = QFrame()
    line.setProperty("look", "line")
    line.setFixedHeight(m.BORDER)
    return line


def _line(kind: str) -> QLabel:
    text = QLabel()
    text.setProperty("text_kind", kind)
    text.setTextFormat(Qt.TextFormat.PlainText)
    return text


def _fact() -> QLabel:
    text = _line("plain")
    text.setMinimumHeight(m.LIST_LINE)
    text.setWordWrap(True)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return text
