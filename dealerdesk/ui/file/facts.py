"""The line below a vehicle's name: VIN, owner, phone, file number, odometer, responsible person."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from dealerdesk.domain.fields import CUSTOMER, PHONE, VIN, RecordKind, field_of
from dealerdesk.domain.messages import Message
from dealerdesk.services.details import FileDetail
from dealerdesk.ui.formats import label, shown_number, shown_phone
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.flow import FlowLayout
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.painting import paint_text

COPY_VIN = Message("ui.file.copy_vin", "Copy the VIN")
FILE_IN_CABINET = Message("ui.file.in_cabinet", "{file_no} · Cabinet {location}")
FILE_NUMBER = Message("ui.file.number", "File number and cabinet")
KILOMETRES = Message("ui.file.odometer_km", "{number} km")
FACT = Message("ui.file.fact", "{name}: {value}")
NO_VIN = Message("ui.file.no_vin", "No VIN yet")
NO_OWNER_YET = Message("ui.file.no_owner_yet", "No owner yet")
VIN_TAIL = 6


class FactsLine(QWidget):
    """Facts beside each other, on a second line where there is no room; `copied` asks for the VIN."""

    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: FileDetail | None = None
        self.vin = VinText()
        self.copy = QToolButton()
        self.copy.setIcon(icon("copy"))
        self.copy.clicked.connect(self.copy_asked)
        self._owner = _Fact("user")
        self._phone = _Fact("phone")
        self._number = _Fact("folder-simple")
        self._odometer = _Fact("gauge")
        self._responsible = _Fact("user-circle")
        first = QWidget()
        first.setFixedHeight(m.LIST_LINE)
        self.copy.setFixedSize(m.LIST_LINE, m.LIST_LINE)
        self.copy.setProperty("look", "square")
        row = QHBoxLayout(first)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_1)
        row.addWidget(self.vin)
        row.addWidget(self.copy)
        flow = FlowLayout(self, gap=m.GAP_4)
        for part in (first, self._owner, self._phone, self._number, self._odometer, self._responsible):
            flow.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        retell(self, self._tell)

    def show_file(self, detail: FileDetail) -> None:
        """Show the facts of `detail`."""
        self._detail = detail
        self._tell()

    def _tell(self) -> None:
        self.copy.setToolTip(COPY_VIN.said())
        self.copy.setAccessibleName(COPY_VIN.said())
        if self._detail is None:
            return
        values = {code: value for code, value in self._detail.values.items() if value is not None}
        self.vin.show_vin(str(values.get("vin", "")))
        self.copy.setVisible("vin" in values)
        self._owner.show_fact(label(CUSTOMER.label), str(values.get("customer") or NO_OWNER_YET.said()))
        self._phone.show_fact(label(PHONE.label), shown_phone(str(values.get("phone", ""))))
        number = str(values["file_no"])
        if "location" in values:
            number = FILE_IN_CABINET.said(file_no=number, location=values["location"])
        self._number.show_fact(FILE_NUMBER.said(), number)
        driven = values.get("odometer")
        words = KILOMETRES.said(number=shown_number(driven)) if isinstance(driven, int) else ""
        self._odometer.show_fact(_name("odometer"), words)
        self._responsible.show_fact(_name("responsible"), str(values.get("responsible", "")))
        self.updateGeometry()


def _name(code: str) -> str:
    field = field_of(RecordKind.FILES, code)
    return label(field.label) if field else code


class _Fact(QWidget):
    """An icon and a text that can be selected; hidden while there is nothing to say."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        self._text = QLabel()
        self._text.setProperty("text_kind", "second")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_1)
        row.addWidget(IconSign(picture, "text_3"))
        row.addWidget(self._text)
        self.setFixedHeight(m.LIST_LINE)

    def show_fact(self, name: str, value: str) -> None:
        """Show `value`; `name` says what it is."""
        self._text.setText(value)
        self._text.setAccessibleName(FACT.said(name=name, value=value))
        self.setToolTip(name)
        self.setVisible(bool(value))


class VinText(QWidget):
    """A VIN in two weights, as wide as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vin = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_vin(self, vin: str) -> None:
        """Show `vin`, or that there is none."""
        self._vin = vin
        self.setAccessibleName(FACT.said(name=label(VIN.label), value=vin) if vin else NO_VIN.said())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """The room that the VIN takes."""
        if not self._vin:
            return QSize(text_metrics(Text.BODY).horizontalAdvance(NO_VIN.said()) + 1, m.LIST_LINE)
        head = text_metrics(Text.VIN).horizontalAdvance(self._vin[:-VIN_TAIL])
        tail = text_metrics(Text.VIN_TAIL).horizontalAdvance(self._vin[-VIN_TAIL:])
        return QSize(head + tail + m.GAP_1, m.LIST_LINE)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """The room follows the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the VIN."""
        now, place = colours(), QRectF(self.rect())
        with QPainter(self) as painter:
            if not self._vin:
                paint_text(painter, place, NO_VIN.said(), Text.BODY, now.text_3)
                return
            head, tail = self._vin[:-VIN_TAIL], self._vin[-VIN_TAIL:]
            used = paint_text(painter, place, head, Text.VIN, now.text_3)
            paint_text(painter, place.adjusted(used, 0, 0, 0), tail, Text.VIN_TAIL, now.text)
