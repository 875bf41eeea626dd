"""A photo of a folder: small beside its words, and large enough to read when it is opened."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.ui.documents.pictures import PagePictures, PageRef
from dealerdesk.ui.documents.thumb import Thumb
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.popup import Popup
from dealerdesk.ui.widgets.tips import tip_of

SMALL = QSize(m.THUMB_WIDTH + 2 * m.GAP_1, m.THUMB_HEIGHT + 2 * m.GAP_1)
LARGE = QSize(520, 520)
_CUT = Qt.TextElideMode.ElideRight


class PhotoButton(QPushButton):
    """A thumbnail that opens its photo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "inbox")
        self.thumb = Thumb()
        self.thumb.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.thumb, 0, Qt.AlignmentFlag.AlignCenter)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """The same room always; the style sheet knows only that of buttons with words."""
        return SMALL

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """It is never cut."""
        return SMALL


class PhotoPopup(Popup):
    """Shows one photo; Esc, Enter, Space and a click put it away."""

    def __init__(self, pictures: PagePictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._page: PageRef | None = None
        self._words = QLabel()
        self._words.setProperty("text_kind", "caption")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.photo = QLabel()
        self.photo.setFixedSize(LARGE)
        self.photo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_3, m.GAP_3, m.GAP_3, m.GAP_2)
        column.setSpacing(m.GAP_2)
        column.addWidget(self.photo)
        column.addWidget(self._words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        pictures.arrived.connect(self._on_arrived)

    def open_photo(self, page: PageRef, words: str, beside: QWidget) -> None:
        """Open at a widget, with `words` below the photo."""
        self._page = page
        self.setAccessibleName(words)
        self._words.setText(self._words.fontMetrics().elidedText(words, _CUT, LARGE.width()))
        self._words.setToolTip(tip_of(words))
        self.photo.clear()
        self._pictures.want(page, round(LARGE.width() * self.devicePixelRatioF()), urgent=True)
        self._show(self._pictures.find(page))
        self.open_below(beside)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Put it away by the keys that opened it, too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.close()
        else:
            super().keyPressEvent(event)

    def _on_arrived(self, page: PageRef) -> None:
        if page == self._page:
            error = self._pictures.error(page)
            if error is not None:
                self.photo.setWordWrap(True)
                self.photo.setText(str(error))
            self._show(self._pictures.find(page))

    def _show(self, picture: QImage | None) -> None:
        if picture is None:
            return
        ratio = self.devicePixelRatioF()
        shown = QPixmap.fromImage(picture).scaled(
            LARGE * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        self.photo.setPixmap(shown)
