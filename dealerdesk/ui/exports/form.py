"""How something is exported: as a template, narrowed, in which language, as which kind of file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FIELDS, RecordKind
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import LANGUAGES
from dealerdesk.ui.files.filter_words import condition_words
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.shell.status_bar import LANGUAGE_NAMES
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.chip import switch_chip
from dealerdesk.ui.widgets.controls import ChoiceBox, TickBox
from dealerdesk.ui.widgets.restyling import restyle

TEMPLATE = Message("ui.export_template", "Only an empty template to fill in, with every column explained")
ONLY_THESE = Message("ui.export_only_these", "Only these")
FILTER_NAME = Message("ui.export_filter_name", "Conditions, such as state=draft and make~Ford")
FILTER_EXAMPLE = Message("ui.export_filter_example", "all, or conditions such as {example}")
FILTER_HINT = Message(
    "ui.export_filter_hint", "Fields go by their codes: point at a column to see its own. Empty means all."
)
LANGUAGE = Message("ui.export_language", "Language of the headings")
AS_HERE = Message("ui.export_language_here", "As in this window")
FILE = Message("ui.export_file_kind", "Write it as")
ENDINGS = {
    "xlsx": Message("ui.export_xlsx", "Excel workbook (.xlsx)"),
    "csv": Message("ui.export_csv", "Table as text (.csv)"),
}
_EXAMPLES = {
    RecordKind.FILES: "state=draft and insurance_ends<=2026-12-31",
    RecordKind.REPAIR_ORDERS: "date_in>=2026-01-01 and settled_on=",
    RecordKind.CUSTOMERS: "consent_to_call=yes",
    RecordKind.DOCUMENTS: "type=vehicle_invoice and paper!=present",
    RecordKind.POLICIES: "ends<=2026-12-31",
}
_SEPARATOR = " · "


class ExportForm(QWidget):
    """`changed` tells that a person decided otherwise; `wrong` is what is wrong with the filter."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = RecordKind.FILES
        self._shown_filter: str | None = None
        self._filters: dict[RecordKind, str] = {}
        self._wants_csv = False
        self.wrong: DealerDeskError | None = None
        self.template = TickBox()
        self.filter = QLineEdit()
        self.language = ChoiceBox()
        self.xlsx, self.csv = switch_chip(), switch_chip()
        self._labels = {words: QLabel() for words in (ONLY_THESE, LANGUAGE, FILE)}
        for name in self._labels.values():
            name.setProperty("text_kind", "strong")
        self._filter_words = QLabel()
        self._filter_words.setProperty("text_kind", "second")
        self._filter_words.setWordWrap(True)
        self._filter_words.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        for chip in (self.xlsx, self.csv):
            chip.setAutoExclusive(True)
            chip.clicked.connect(self.changed)
        self.xlsx.setChecked(True)
        self.template.clicked.connect(self.changed)
        self.language.activated.connect(self.changed)
        self.filter.textChanged.connect(self._on_filter_typed)
        retell(self, self._tell)

    @property
    def where(self) -> str:
        """The FILTER."""
        return self.filter.text().strip()

    @property
    def is_template(self) -> bool:
        """Whether a template is wanted, of a kind that has one."""
        return self.template.isChecked() and not self.template.isHidden()

    @property
    def chosen_language(self) -> str | None:
        """The language of the headings, None for that of the window."""
        return self.language.currentData() or None

    @property
    def ending(self) -> str:
        """The ending of the file."""
        return "csv" if self.csv.isChecked() and not self.csv.isHidden() else "xlsx"

    def show_kind(self, kind: RecordKind, *, is_template: bool = False) -> None:
        """Ask what there is to decide of the records of a kind."""
        self._filters[self._kind] = self.filter.text()
        self._kind, self._shown_filter = kind, None
        self._set_filter(self._filters.get(kind, ""))
        self.template.setVisible(True)
        self.template.setChecked(is_template)
        self._show_filter(is_asked=not is_template)
        self._offer_csv(is_offered=True)
        self._tell_filter()

    def show_list(self, filter_words: str) -> None:
        """Say what a list is narrowed to; nothing else is asked of it."""
        self._shown_filter = filter_words
        self.template.setVisible(False)
        self._show_filter(is_asked=False)
        self._offer_csv(is_offered=True)
        self._tell_filter()

    def show_register(self) -> None:
        """All of it, in a workbook."""
        self._shown_filter = ""
        self.template.setVisible(False)
        self._show_filter(is_asked=False)
        self._offer_csv(is_offered=False)
        self._tell_filter()

    def show_choice(self, where: str, language: str | None, ending: str) -> None:
        """Show what was saved, as nobody decided it."""
        self._set_filter(where)
        self.language.setCurrentIndex(max(self.language.findData(language or ""), 0))
        (self.csv if ending == "csv" else self.xlsx).setChecked(True)
        self._tell_filter()

    def _set_filter(self, where: str) -> None:
        """Put conditions there that nobody typed just now; those that stand there stay as they are."""
        if where != self.filter.text():
            self.filter.blockSignals(True)
            self.filter.setText(where)
            self.filter.blockSignals(False)

    def _offer_csv(self, *, is_offered: bool) -> None:
        """Where there is a workbook alone, whoever wanted a .csv gets it again afterwards."""
        if is_offered and self._wants_csv:
            self.csv.setChecked(True)
        elif not is_offered:
            self._wants_csv = self.csv.isChecked() or (self._wants_csv and self.csv.isHidden())
            self.xlsx.setChecked(True)
        self._wants_csv = self._wants_csv and not is_offered
        self.csv.setVisible(is_offered)

    def _show_filter(self, *, is_asked: bool) -> None:
        self.filter.setVisible(is_asked)
        is_said = is_asked or bool(self._shown_filter)
        self._labels[ONLY_THESE].setVisible(is_said)
        self._filter_words.setVisible(is_said)

    def _on_filter_typed(self) -> None:
        self._tell_filter()
        self.changed.emit()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_1)
        column.addWidget(self.template, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(m.GAP_3)
        column.addWidget(self._labels[ONLY_THESE])
        column.addWidget(self.filter)
        column.addWidget(self._filter_words)
        column.addSpacing(m.GAP_3)
        column.addWidget(self._labels[FILE])
        chips = QHBoxLayout()
        chips.setSpacing(m.GAP_2)
        chips.addWidget(self.xlsx)
        chips.addWidget(self.csv)
        chips.addStretch(1)
        column.addLayout(chips)
        column.addSpacing(m.GAP_3)
        column.addWidget(self._labels[LANGUAGE])
        self.language.setFixedWidth(m.SETTING_INPUT)
        column.addWidget(self.language)

    def _tell_filter(self) -> None:
        """Say in words what the filter asks, or what is wrong with it."""
        self.wrong = None
        if self._shown_filter is not None:
            words = self._shown_filter
        else:
            try:
                conditions = parse_filter(self.where, FIELDS[self._kind]).conditions
            except DealerDeskError as error:
                self.wrong, words = error, str(error)
            else:
                words = _SEPARATOR.join(map(condition_words, conditions)) or FILTER_HINT.said()
        restyle(self.filter, "problem", "bad" if self.wrong else "")
        restyle(self._filter_words, "text_kind", "alarm" if self.wrong else "second")
        self._filter_words.setText(words)
        self.filter.setPlaceholderText(FILTER_EXAMPLE.said(example=_EXAMPLES[self._kind]))

    def _tell(self) -> None:
        for words, name in self._labels.items():
            name.setText(words.said())
        self.template.setText(TEMPLATE.said())
        self.template.setAccessibleName(TEMPLATE.said())
        self.filter.setAccessibleName(FILTER_NAME.said())
        self.language.setAccessibleName(LANGUAGE.said())
        chosen = self.language.currentIndex()
        self.language.blockSignals(True)
        self.language.clear()
        self.language.addItem(AS_HERE.said(), "")
        for code in LANGUAGES:
            self.language.addItem(LANGUAGE_NAMES[code], code)
        self.language.setCurrentIndex(max(chosen, 0))
        self.language.blockSignals(False)
        for chip, ending in ((self.xlsx, "xlsx"), (self.csv, "csv")):
            chip.show_words(ENDINGS[ending].said())
        self._tell_filter()
