"""What looking at all widgets of a window tells: names, and room for texts."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QMargins, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QTabBar,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

CLICKABLE = (
    *(QAbstractButton, QLineEdit, QTextEdit, QPlainTextEdit, QComboBox),
    *(QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QTabBar),
)
ROUNDING, LINE_ROUNDING = 1, 2
"""Pixels by which fonts and layouts round differently, across and down."""
ROWS_LOOKED_AT = 30


def all_visible(window: QWidget) -> Iterator[QWidget]:
    """Every visible widget of our own in the window, in its dialogs and in its popups."""
    tops = [window, *(top for top in QApplication.topLevelWidgets() if top is not window and top.isVisible())]
    for top in tops:
        for widget in (top, *top.findChildren(QWidget)):
            if widget.isVisible() and not is_qts_own(widget):
                yield widget


def is_qts_own(widget: QWidget) -> bool:
    """Whether Qt made the widget as a part of another one, and speaks for it."""
    parent = widget.parentWidget()
    return (
        widget.objectName().startswith("qt_")
        or widget.metaObject().className() in {"QTableCornerButton", "QComboBoxPrivateContainer"}
        or (isinstance(parent, QAbstractSpinBox | QComboBox) and isinstance(widget, QLineEdit))
        or (isinstance(parent, QTabBar) and isinstance(widget, QToolButton))
        or (isinstance(widget, QHeaderView) and isinstance(parent, QTableView))
    )


def described(widget: QWidget) -> str:
    """Which widget it is, for whoever has to mend it."""
    chain: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(chain) < 4:
        chain.append(type(at).__name__)
        at = at.parentWidget()
    text = getattr(widget, "text", None)
    words = text() if callable(text) else ""
    return f"{' < '.join(chain)} {str(words)[:40]!r} at {widget.geometry().getRect()}"


# Names


def accessible_name(widget: QWidget) -> str:
    """What a screen reader calls the widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else widget.accessibleName()


def nameless(window: QWidget) -> list[str]:
    """What can be clicked or typed into, and has no name."""
    found = []
    for widget in all_visible(window):
        takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.focusProxy()
        clickable = isinstance(widget, CLICKABLE) and not isinstance(widget, QScrollBar)
        if (clickable or (takes_keys and not widget.isWindow())) and not accessible_name(widget).strip():
            found.append(f"no name: {described(widget)}")
        if isinstance(widget, QAbstractItemView):
            found += _silent_cells(widget)
    return found


def _silent_cells(view: QAbstractItemView) -> Iterator[str]:
    for index in _cells(view):
        said = index.data(Qt.ItemDataRole.AccessibleTextRole)
        said = index.data(Qt.ItemDataRole.DisplayRole) if said is None else said
        if not isinstance(said, str | int | float):
            yield f"a cell without words ({index.row()}, {index.column()}): {described(view)}"
            return


def _cells(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """The cells in sight."""
    model, sight = view.model(), view.viewport().rect()
    if model is None:
        return
    for row in range(min(model.rowCount(view.rootIndex()), ROWS_LOOKED_AT)):
        for column in range(1 if isinstance(view, QListView) else model.columnCount(view.rootIndex())):
            index = model.index(row, column, view.rootIndex())
            if sight.intersects(view.visualRect(index)):
                yield index


# Room for texts


def cut_texts(window: QWidget) -> list[str]:
    """Texts that have less room than they need, and controls that stand outside what holds them."""
    found = []
    for widget in all_visible(window):
        needs = _needs(widget)
        if needs is not None and not _is_told(widget):
            need, room = needs
            if need.width() > room.width() + ROUNDING or need.height() > room.height() + LINE_ROUNDING:
                found.append(
                    f"needs {need.width()}×{need.height()}, has {room.width()}×{room.height()}: "
                    f"{described(widget)}"
                )
        is_part = isinstance(widget, (QLabel, *CLICKABLE)) and not isinstance(widget, QScrollBar)
        if is_part and (holder := _cut_by(widget)) is not None:
            found.append(f"cut off by {type(holder).__name__}: {described(widget)}")
        if isinstance(widget, QTabBar):
            found += _cut_tabs(widget)
        elif isinstance(widget, QTableView):
            found += _cut_headings(widget.horizontalHeader())
        if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            found += _cut_cells(widget)
    return found


def _is_told(widget: QWidget) -> bool:
    """Whether a tooltip says all of a text that is shortened."""
    text = getattr(widget, "text", None)
    words = str(text()).replace("&", "") if callable(text) else ""
    return bool(words) and words in widget.toolTip()


def _needs(widget: QWidget) -> tuple[QSize, QSize] | None:
    """The room that a widget's text needs, and the room it has."""
    if isinstance(widget, QLabel):
        return _label_needs(widget)
    if isinstance(widget, QCheckBox | QRadioButton | QPushButton):
        return _button_needs(widget)
    if isinstance(widget, QToolButton) and widget.text():
        with_text = widget.toolButtonStyle() is not Qt.ToolButtonStyle.ToolButtonIconOnly
        is_shown = with_text or widget.icon().isNull()
        need = QSize(widget.sizeHint().width(), widget.fontMetrics().height())
        return (need, widget.size()) if is_shown else None
    if isinstance(widget, QLineEdit):
        shown = widget.placeholderText() if not widget.text() else ""
        return _line(widget, shown), _inside(widget)
    if isinstance(widget, QComboBox):
        return QSize(widget.minimumSizeHint().width(), 0), widget.size()
    return None


def _line(widget: QWidget, text: str) -> QSize:
    metrics = widget.fontMetrics()
    return QSize(metrics.horizontalAdvance(text), metrics.height() if text else 0)


def _inside(widget: QWidget) -> QSize:
    return widget.contentsRect().marginsRemoved(QMargins(2, 0, 2, 0)).size()


def _label_needs(label: QLabel) -> tuple[QSize, QSize] | None:
    text = label.text()
    if not text or not label.pixmap().isNull():
        return None
    if label.textFormat() is Qt.TextFormat.RichText:
        return _rich_label_needs(label)
    metrics = label.fontMetrics()
    frame = label.contentsRect().size() - QSize(2 * label.margin(), 2 * label.margin())
    if not label.wordWrap():
        return metrics.size(0, text), frame
    flags = int(Qt.TextFlag.TextWordWrap) | int(label.alignment())
    place = QRect(0, 0, frame.width(), 1 << 20)
    return metrics.boundingRect(place, flags, text).size(), frame


def _rich_label_needs(label: QLabel) -> tuple[QSize, QSize]:
    document = QTextDocument()
    document.setDefaultFont(label.font())
    document.setDocumentMargin(0)
    document.setHtml(label.text())
    document.setTextWidth(label.contentsRect().width() if label.wordWrap() else -1)
    return document.size().toSize(), label.contentsRect().size()


def _button_needs(button: QCheckBox | QRadioButton | QPushButton) -> tuple[QSize, QSize] | None:
    if not button.text():
        return None
    option = QStyleOptionButton()
    button.initStyleOption(option)
    parts = {
        QCheckBox: QStyle.SubElement.SE_CheckBoxContents,
        QRadioButton: QStyle.SubElement.SE_RadioButtonContents,
    }
    part = parts.get(next((kind for kind in parts if isinstance(button, kind)), QPushButton))
    room = (
        button.style().subElementRect(part or QStyle.SubElement.SE_PushButtonContents, option, button).size()
    )
    need = button.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic), button.text())
    if not button.icon().isNull():
        need.setWidth(need.width() + button.iconSize().width())
    return need, room


def _cut_by(widget: QWidget) -> QWidget | None:
    """The ancestor that does not show all of the widget; what scrolls shows all of it in time."""
    if widget.isWindow() or widget.size().isEmpty():
        return None
    holder = widget.parentWidget()
    place = widget.rect()
    at = widget
    while holder is not None:
        place = QRect(at.mapToParent(place.topLeft()), place.size())
        grand = holder.parentWidget()
        if isinstance(grand, QAbstractScrollArea) and grand.viewport() is holder:
            return None
        slack = QMargins(ROUNDING, ROUNDING, ROUNDING, ROUNDING)
        if not holder.rect().marginsAdded(slack).contains(place):
            return holder
        if holder.isWindow():
            return None
        at, holder = holder, grand
    return None


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    for tab in filter(bar.isTabVisible, range(bar.count())):
        need = bar.fontMetrics().horizontalAdvance(bar.tabText(tab).replace("&", ""))
        if need > bar.tabRect(tab).width() and bar.tabText(tab) not in bar.tabToolTip(tab):
            yield f"tab {bar.tabText(tab)!r} needs {need}: {described(bar)}"
        if not bar.rect().contains(bar.tabRect(tab)):
            yield f"tab {bar.tabText(tab)!r} is out of sight: {described(bar)}"


def _cut_headings(header: QHeaderView) -> Iterator[str]:
    if not header.isVisible() or header.model() is None:
        return
    for section in range(header.count()):
        if header.isSectionHidden(section):
            continue
        words = header.model().headerData(section, Qt.Orientation.Horizontal)
        told = header.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        need = header.fontMetrics().horizontalAdvance(str(words or ""))
        if need > header.sectionSize(section) and not told:
            yield f"heading {words!r} needs {need}, has {header.sectionSize(section)}: {described(header)}"


def _cut_cells(view: QAbstractItemView) -> Iterator[str]:
    for index in _cells(view):
        words = index.data(Qt.ItemDataRole.DisplayRole)
        if not isinstance(words, str) or _tells_by_itself(view, index):
            continue
        need = view.fontMetrics().horizontalAdvance(words)
        room = view.visualRect(index).width()
        if isinstance(view, QListView) and view.wordWrap():
            continue
        if need > room and not index.data(Qt.ItemDataRole.ToolTipRole):
            yield f"cell {words!r} needs {need}, has {room}, no tooltip: {described(view)}"
            return


def _tells_by_itself(view: QAbstractItemView, index: QModelIndex) -> bool:
    delegate = view.itemDelegateForIndex(index)
    return isinstance(delegate, QStyledItemDelegate) and "helpEvent" in {
        name
        for kind in type(delegate).__mro__
        if kind.__module__.startswith("dealerdesk")
        for name in vars(kind)
    }
