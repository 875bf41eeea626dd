"""How a spreadsheet is read: what its rows hold, which sheet, which row of headings, which letters."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message, said_list
from dealerdesk.services.imports import Preview
from dealerdesk.ui.imports.kind_chips import KindChips
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.controls import ChoiceBox, TickBox
from dealerdesk.ui.widgets.flow import FlowLayout
from dealerdesk.ui.widgets.tips import tip_of

ROW_IS = Message("ui.import_row_is", "Each row holds:")
SHEET = Message("ui.import_sheet", "Sheet")
HIDDEN_SHEET = Message("ui.import_sheet_hidden", "{name} (hidden)")
HEADINGS = Message("ui.import_headings", "Headings in")
HEADING_ROW = Message("ui.import_heading_row_is", "row {row}: {cells}")
WITHOUT = Message("ui.import_without_headings", "no row")
ENCODING = Message("ui.encoding", "Encoding of the letters")
ENCODINGS = {
    "UTF-8": Message("ui.encoding_utf8", "Unicode (UTF-8)"),
    "GB18030": Message("ui.encoding_gb", "Simplified Chinese (GB18030)"),
    "Big5": Message("ui.encoding_big5", "Traditional Chinese (Big5)"),
    "Windows-1252": Message("ui.encoding_western", "Western (Windows-1252)"),
}
FILL_MERGED = Message("ui.import_fill_merged", "Repeat what merged cells say in each of their rows")
MAKE_FILES = Message("ui.make_files_for_orders", "Make drafts for vehicles without a file")
_HEADING_ROWS = 30
_CELLS_TOLD = 3
_CELL_TOLD = 12


class MatchOptions(QWidget):
    """`changed` carries an `ImportMapping` that reads the spreadsheet otherwise."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._mapping: ImportMapping | None = None
        self.kinds = KindChips()
        self.sheet = _choice(12)
        self.headings = _choice(24)
        self.encoding = _choice(20)
        self.fill_merged = TickBox()
        self.make_files = TickBox()
        self._row_is = _caption()
        self._names = {box: _caption() for box in (self.sheet, self.headings, self.encoding)}
        self._parts: dict[QWidget, QWidget] = {}
        self._arrange()
        self.kinds.chosen.connect(self._on_kind_chosen)
        self.sheet.activated.connect(self._on_sheet_chosen)
        self.headings.activated.connect(self._on_headings_chosen)
        self.encoding.activated.connect(self._on_encoding_chosen)
        self.fill_merged.clicked.connect(self._on_ticked)
        self.make_files.clicked.connect(self._on_ticked)
        retell(self, self._tell)

    def show_preview(self, preview: Preview, mapping: ImportMapping) -> None:
        """Show how the spreadsheet is read now, and what else there is."""
        self._preview, self._mapping = preview, mapping
        self._tell()

    def take_heading_row(self, row: int) -> None:
        """Take another row for the headings."""
        if self._mapping is not None and self._preview is not None and row != self._preview.header_row:
            # Columns are named by their headings: with others, what was chosen of them says nothing.
            self.changed.emit(replace(self._mapping, header_row=row, columns=None))

    def _on_kind_chosen(self) -> None:
        kind = self.kinds.kind
        if self._mapping is not None and kind is not None and kind is not self._mapping.kind:
            begun = ImportMapping(
                kind, self._mapping.sheet, self._mapping.header_row, encoding=self._mapping.encoding
            )
            self.changed.emit(begun)

    def _on_sheet_chosen(self) -> None:
        if self._mapping is not None:
            sheet = str(self.sheet.currentData())
            self.changed.emit(replace(self._mapping, sheet=sheet, header_row=None, columns=None))

    def _on_headings_chosen(self) -> None:
        self.take_heading_row(int(self.headings.currentData()))

    def _on_encoding_chosen(self) -> None:
        if self._mapping is not None:
            encoding = str(self.encoding.currentData())
            self.changed.emit(replace(self._mapping, encoding=encoding, header_row=None, columns=None))

    def _on_ticked(self) -> None:
        if self._mapping is not None:
            self.changed.emit(
                replace(
                    self._mapping,
                    fill_merged=self.fill_merged.isChecked(),
                    create_files=self.make_files.isChecked(),
                )
            )

    def _arrange(self) -> None:
        kinds = QHBoxLayout()
        kinds.setSpacing(m.GAP_2)
        kinds.addWidget(self._row_is)
        kinds.addWidget(self.kinds, 1)
        holder = QWidget()
        flow = FlowLayout(holder, gap=m.GAP_4, line_gap=m.GAP_2)
        for box, name in self._names.items():
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(m.GAP_2)
            name.setBuddy(box)
            row.addWidget(name)
            row.addWidget(box)
            flow.addWidget(pair)
            self._parts[box] = pair
        for tick in (self.fill_merged, self.make_files):
            tick.setMinimumHeight(m.CONTROL)
            flow.addWidget(tick)
            self._parts[tick] = tick
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_2)
        column.addLayout(kinds)
        column.addWidget(holder)

    def _tell(self) -> None:
        self._row_is.setText(ROW_IS.said())
        for box, name in zip(self._names, (SHEET, HEADINGS, ENCODING), strict=True):
            self._names[box].setText(name.said())
            box.setAccessibleName(name.said())
        for tick, name in ((self.fill_merged, FILL_MERGED), (self.make_files, MAKE_FILES)):
            tick.setText(name.said())
            tick.setAccessibleName(name.said())
        preview, mapping = self._preview, self._mapping
        if preview is None or mapping is None:
            return
        self.kinds.choose(mapping.kind)
        # What was asked for is shown while it is being read: a box does not jump back and forth.
        self._fill_sheets(preview, mapping.sheet or preview.sheet)
        self._fill_headings(preview, mapping.header_row)
        letters = {code: name.said() for code, name in ENCODINGS.items()}
        found = preview.encoding.name if preview.encoding else None
        _fill(self.encoding, letters, mapping.encoding or found)
        self._parts[self.sheet].setVisible(len(preview.sheets) > 1)
        self._parts[self.encoding].setVisible(preview.encoding is not None)
        self.fill_merged.setVisible(preview.merged or mapping.fill_merged)
        self.fill_merged.setChecked(mapping.fill_merged)
        self.make_files.setVisible(mapping.kind in {RecordKind.REPAIR_ORDERS, RecordKind.POLICIES})
        self.make_files.setChecked(mapping.create_files)

    def _fill_sheets(self, preview: Preview, sheet: str) -> None:
        names = {
            each.name: HIDDEN_SHEET.said(name=each.name) if each.hidden else each.name
            for each in preview.sheets
        }
        _fill(self.sheet, names, sheet)

    def _fill_headings(self, preview: Preview, wanted: int | None) -> None:
        rows: dict[object, str] = {0: WITHOUT.said()}
        for row in preview.rows[:_HEADING_ROWS]:
            cells = [_short(cell) for cell in row.cells if cell.strip()][:_CELLS_TOLD]
            if cells:
                rows[row.number] = HEADING_ROW.said(row=row.number, cells=said_list(cells))
        row_now = preview.header_row if wanted is None else wanted
        if row_now not in rows:
            rows[row_now] = HEADING_ROW.said(row=row_now, cells="…")
        _fill(self.headings, rows, row_now)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _CELL_TOLD else f"{line[: _CELL_TOLD - 1]}…"


def _fill(box: ChoiceBox, choices: dict[object, str] | dict[str, str], chosen: object) -> None:
    box.clear()
    for value, name in choices.items():
        box.addItem(name, value)
    if chosen is not None and box.findData(chosen) < 0:
        box.addItem(str(chosen), chosen)
    box.setCurrentIndex(box.findData(chosen))
    box.setToolTip(tip_of(box.currentText()))


def _choice(letters: int) -> ChoiceBox:
    box = ChoiceBox()
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)
    return box


def _caption() -> QLabel:
    text = QLabel()
    text.setProperty("text_kind", "second")
    return text
