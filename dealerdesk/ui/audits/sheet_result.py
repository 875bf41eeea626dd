"""What came of a count sheet that was read: figures, and every row that there is something to say of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import SheetRead
from dealerdesk.services.audits.sheets import Severity, SheetProblem
from dealerdesk.ui.audits.model import Listed
from dealerdesk.ui.audits.titles import Titles
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.imports.row_grounds import paint_row_ground
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.columns import paint_right
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_font, text_metrics
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.painting import paint_cell_text, square
from dealerdesk.ui.widgets.rows_table import RowsTable
from dealerdesk.ui.widgets.tips import tip_of

Index = QModelIndex | QPersistentModelIndex

TITLE = Message("ui.sheet_result_title", "The count sheet is read")
OF = Message("ui.sheet_result_of", "{name}, into “{title}”")
COUNTED = Message("ui.sheet_result_counted", "newly counted")
MISSING = Message("ui.sheet_result_missing", "said to be missing")
REFUSED = Message("ui.sheet_result_refused", "rows not taken")
CONFLICTS = Message("ui.sheet_result_conflicts", "counters disagree")
ALL_WELL = Message(
    "ui.sheet_result_all_well",
    "Every row was taken. What was counted before stays as it was: no folder counts twice.",
)
SOME_PROBLEMS = Message(
    "ui.sheet_result_problems",
    "{count} row needs a look. Mend the rows that were not taken in the sheet and read it again: no folder "
    "counts twice.",
    "{count} rows need a look. Mend the rows that were not taken in the sheet and read it again: no folder "
    "counts twice.",
)
BACK = Message("ui.sheet_result_back", "Back to the audits")
RECOUNT = Message("ui.sheet_result_recount", "What to count again")
TABLE = Message("ui.sheet_result_table", "Rows of the sheet that need a look")
SEVERITY_WORDS = {
    Severity.REFUSED: Message("ui.sheet_row_refused", "Not taken"),
    Severity.CONFLICT: Message("ui.sheet_row_conflict", "Counters disagree"),
    Severity.WARNING: Message("ui.sheet_row_warning", "Noted"),
}
_SIGNS = {
    Severity.REFUSED: ("x-circle-fill", "bad"),
    Severity.CONFLICT: ("warning-fill", "warn"),
    Severity.WARNING: ("info", "accent"),
}
_TITLES = (
    Message("ui.sheet_row", "Row"),
    Message("ui.sheet_row_what", "What is wrong"),
    Message("ui.sheet_row_value", "Entry"),
    Message("ui.sheet_row_why", "Why, and what to do"),
)
IN_SHEET = Message("ui.sheet_row_in", "{sheet}, {row}")
_ROW, _WHAT, _VALUE, _WHY = range(4)
_USUAL = ("18,888", "", "DD-2028-00888", "")
_LEAD = m.GAP_4 - m.GAP_2
ROOT = QModelIndex()


def place_of(problem: SheetProblem) -> str:
    """The row, after the sheet's name where the workbook has several."""
    row = shown_number(problem.row)
    return IN_SHEET.said(sheet=problem.sheet, row=row) if problem.sheet else row


class ProblemsModel(QAbstractTableModel):
    """Rows of a count sheet that were refused, contradict another counter, or are worth a look."""

    PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[SheetProblem, ...] = ()
        self.places: set[str] = set()

    def show_problems(self, problems: tuple[SheetProblem, ...]) -> None:
        """Show those of another sheet, the heaviest first."""
        order = list(Severity)
        heaviest = sorted(problems, key=lambda each: (order.index(each.severity), each.sheet, each.row))
        self.beginResetModel()
        self._problems = tuple(heaviest)
        self.places = {place_of(each) for each in problems}
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802  # Qt's name
        """How many there are."""
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802  # Qt's name
        """Row, what, value, sentence."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says."""
        problem = self._problems[index.row()]
        if role == self.PROBLEM_ROLE:
            return problem
        texts = (
            place_of(problem),
            SEVERITY_WORDS[problem.severity].said(),
            problem.value,
            str(problem.error),
        )
        text = texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of(text)
        shown = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return text if role in shown else None

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section].said()
        return None


class ProblemsTable(RowsTable):
    """One problem a row; its sentence has two lines, and the room that the others leave."""

    def __init__(self, model: ProblemsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, m.CANDIDATE_ROW, parent)
        self._problems = model
        self.setHorizontalHeader(Titles(self, frozenset({_ROW}), _LEAD))
        self.setItemDelegate(_Cell(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def fit_columns(self) -> None:
        """Lay the columns out in the room there is."""
        rest, metrics = self.viewport().width(), text_metrics(Text.BODY)
        for column in (_ROW, _WHAT, _VALUE):
            words = [_TITLES[column].said(), _USUAL[column]]
            extra = _LEAD if column == _ROW else 0
            if column == _ROW:
                words += self._problems.places
            if column == _WHAT:
                words += [message.said() for message in SEVERITY_WORDS.values()]
                extra = m.ICON + m.GAP_1
            width = max(map(metrics.horizontalAdvance, words)) + extra + 2 * m.GAP_2 + 2
            self.setColumnWidth(column, width)
            rest -= width
        self.setColumnWidth(_WHY, max(rest, 0))


class _Cell(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        problem: SheetProblem = index.data(ProblemsModel.PROBLEM_ROLE)
        place, now, text = QRectF(option.rect), colours(), str(index.data())
        painter.save()
        paint_row_ground(painter, place, option, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = place.adjusted(m.GAP_2 + (0 if index.column() else _LEAD), 0, -m.GAP_2, -m.BORDER)
        if index.column() == _ROW:
            paint_right(painter, inner, text, Text.BODY, now.text_2)
        elif index.column() == _WHAT:
            picture, role = _SIGNS[problem.severity]
            paint_icon(painter, square(inner, m.ICON), picture, getattr(now, role))
            words = inner.adjusted(m.ICON + m.GAP_1, 0, 0, 0)
            paint_cell_text(painter, words, text, Text.BODY, getattr(now, role))
        elif index.column() == _VALUE:
            paint_cell_text(painter, inner, text, Text.BODY, now.text)
        else:
            painter.setFont(text_font(Text.BODY))
            painter.setPen(QColor(now.text))
            wrapped = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, int(wrapped.value) | int(Qt.TextFlag.TextWordWrap.value), text)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  # Qt's name
        return QSize(0, m.CANDIDATE_ROW)


class SheetResult(QWidget):
    """Shows a `SheetRead`; `back_asked` wants the list, `recount_asked` what is to be counted again."""

    back_asked = Signal()
    recount_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row: Listed | None = None
        self._path = Path()
        self._read: SheetRead | None = None
        self._title, self._of = words_of("section"), ElidingLabel(kind="second")
        self._sentence = words_of("second", wraps=True)
        self._figures = {
            COUNTED: _Figure("check-circle", "ok", COUNTED),
            MISSING: _Figure("file-dashed", "text_2", MISSING),
            REFUSED: _Figure(*_SIGNS[Severity.REFUSED], REFUSED),
            CONFLICTS: _Figure(*_SIGNS[Severity.CONFLICT], CONFLICTS),
        }
        self.model = ProblemsModel(self)
        self.table = ProblemsTable(self.model)
        self.back, self.recount = QPushButton(), QPushButton()
        self._arrange()
        self.back.clicked.connect(self.back_asked)
        self.recount.clicked.connect(self.recount_asked)
        retell(self, self._tell)

    @property
    def row(self) -> Listed | None:
        """The audit that the sheet was read into."""
        return self._row

    @property
    def text(self) -> str:
        """What it says above the rows."""
        figures = (figure.text for figure in self._figures.values() if figure.isVisibleTo(self))
        return "\n".join((self._title.text(), self._of.text, *figures, self._sentence.text()))

    def show_read(self, row: Listed, path: Path, read: SheetRead) -> None:
        """Show what came of the sheet at `path`."""
        self._row, self._path, self._read = row, path, read
        self.model.show_problems(read.problems)
        if read.problems:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._tell()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, 0)
        head.setSpacing(m.GAP_3)
        head.addWidget(self._title)
        head.addWidget(self._of, 1)
        figures = QHBoxLayout()
        figures.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, 0)
        figures.setSpacing(m.GAP_3)
        for figure in self._figures.values():
            figures.addWidget(figure)
        figures.addStretch(1)
        said = QHBoxLayout()
        said.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_3)
        said.addWidget(self._sentence)
        foot = QFrame()
        foot.setProperty("look", "foot")
        foot.setFixedHeight(m.FOOT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_3)
        row.addStretch(1)
        self.back.setProperty("look", "filled")
        for button in (self.recount, self.back):
            button.setAutoDefault(True)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for layout in (head, figures, said):
            column.addLayout(layout)
        column.addWidget(self.table, 1)
        column.addStretch()
        column.addWidget(foot)

    def _tell(self) -> None:
        self._title.setText(TITLE.said())
        self.table.setAccessibleName(TABLE.said())
        for button, name in ((self.back, BACK), (self.recount, RECOUNT)):
            button.setText(name.said())
            button.setAccessibleName(name.said())
        read, row = self._read, self._row
        if read is None or row is None:
            return
        conflicts = sum(problem.severity is Severity.CONFLICT for problem in read.problems)
        counts = {COUNTED: read.counted, MISSING: read.missing, REFUSED: read.refused, CONFLICTS: conflicts}
        for name, count in counts.items():
            self._figures[name].show_count(count)
            self._figures[name].setVisible(bool(count) or name is COUNTED)
        self._of.show_text(OF.said(name=self._path.name, title=row.audit.title))
        rows = len({(problem.sheet, problem.row) for problem in read.problems})
        self._sentence.setText(SOME_PROBLEMS.said(count=rows) if rows else ALL_WELL.said())
        self.table.setVisible(bool(rows))
        self.recount.setVisible(bool(conflicts))


class _Figure(QFrame):
    """A number with what it counts."""

    def __init__(self, picture: str, role: str, name: Message) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._message, self._count = name, 0
        self._number, self._name = QLabel(), QLabel()
        self._number.setProperty("text_kind", "figure")
        self._name.setProperty("text_kind", f"strong_{role}")
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_3, m.GAP_2, m.GAP_3, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addWidget(self._number)
        row.addWidget(IconSign(picture, role))
        row.addWidget(self._name)
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._number.text()} {self._name.text()}"

    def show_count(self, count: int) -> None:
        """Show another number."""
        self._count = count
        self._tell()

    def _tell(self) -> None:
        self._number.setText(shown_number(self._count))
        self._name.setText(self._message.said())
