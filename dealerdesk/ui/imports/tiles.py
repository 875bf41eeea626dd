"""How many records, rows and cells an import touches, one tile a verdict; some show their rows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import ImportResult
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.imports.words import VERDICTS, Verdict
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

TILE_TOLD = Message("ui.import_tile", "{verdict}: {number}, {meaning}")
SHOW_ONLY = Message("ui.import_show_only", "Show these alone, or all again")


class Tiles(QWidget):
    """`chosen` carries the severity whose rows are to be shown alone, empty for all."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = {verdict.attribute: _Tile(verdict) for verdict in VERDICTS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_2)
        for tile in self._tiles.values():
            row.addWidget(tile, 1)
            tile.clicked.connect(lambda _checked=False, tile=tile: self._on_clicked(tile))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def tile(self, attribute: str) -> QPushButton:
        """The tile of a count of `ImportResult`."""
        return self._tiles[attribute]

    def show_result(self, result: ImportResult) -> None:
        """Show the counts, and forget what was chosen."""
        for attribute, tile in self._tiles.items():
            tile.show_number(getattr(result, attribute))
            tile.setChecked(False)

    def _on_clicked(self, tile: _Tile) -> None:
        for other in self._tiles.values():
            if other is not tile:
                other.setChecked(False)
        self.chosen.emit(tile.verdict.severity if tile.isChecked() else "")


class _Tile(QPushButton):
    """One count with its verdict."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict = verdict
        self.setProperty("look", "tile")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        self._number = 0
        self._figure = QLabel()
        self._figure.setProperty("text_kind", "figure")
        self._name = QLabel()
        self._name.setProperty("text_kind", "strong")
        self._meaning = QLabel()
        self._meaning.setProperty("text_kind", "caption")
        self._meaning.setWordWrap(True)
        upper = QHBoxLayout()
        upper.setSpacing(m.GAP_2)
        upper.addWidget(self._figure)
        upper.addWidget(IconSign(verdict.icon, verdict.role))
        upper.addWidget(self._name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_3, m.GAP_2, m.GAP_2, m.GAP_2)
        column.setSpacing(m.GAP_1)
        column.addLayout(upper)
        column.addWidget(self._meaning)
        column.addStretch(1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        retell(self, self._tell)

    def show_number(self, number: int) -> None:
        """Show how many there are; tiles with rows can be pressed."""
        self._number = number
        can_show = bool(self.verdict.severity and number)
        self.setCheckable(can_show)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not can_show)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_show else Qt.FocusPolicy.NoFocus)
        self._tell()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As large as the layout inside asks for."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Never so small that a word is cut."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def _tell(self) -> None:
        number = shown_number(self._number)
        self._figure.setText(number)
        self._name.setText(self.verdict.name.said())
        self._meaning.setText(self.verdict.meaning.said())
        self.setAccessibleName(
            TILE_TOLD.said(verdict=self.verdict.name, number=number, meaning=self.verdict.meaning)
        )
        self.setToolTip(SHOW_ONLY.said() if self.isCheckable() else "")
