"""Markdown in the theme's type and colours.

Qt's style sheets for documents reach HTML only, so the document is walked through once it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_font

LINE_HEIGHT_PERCENT: Final = 145
_KEYS_AND_MEANING: Final = (30, 70)
"""How much of a table's width each of two columns takes, as percent."""
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


def write_markdown(document: QTextDocument, text: str) -> None:
    """Write `text` into `document` as it is to look now."""
    document.setDefaultFont(text_font(Text.BODY))
    document.setMarkdown(text)
    document.setDocumentMargin(m.GAP_4)
    document.setIndentWidth(m.GAP_5)
    block = document.begin()
    while block.isValid():
        _space(block)
        for fragment in list(_fragments(block)):
            _dress(fragment, block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _rule(frame)


def _space(block: QTextBlock) -> None:
    spaced = QTextBlockFormat()
    level = block.blockFormat().headingLevel()
    in_table = QTextCursor(block).currentTable() is not None
    if level:
        spaced.setTopMargin(m.GAP_5 if level > 1 else 0)
        spaced.setBottomMargin(m.GAP_2)
    elif in_table:
        spaced.setTopMargin(0)
        spaced.setBottomMargin(0)
    else:
        spaced.setTopMargin(0)
        goes_on = block.textList() is not None and block.next().textList() is block.textList()
        spaced.setBottomMargin(m.GAP_1 if goes_on else m.GAP_3)
        spaced.setLineHeight(LINE_HEIGHT_PERCENT, _PROPORTIONAL)
    QTextCursor(block).mergeBlockFormat(spaced)


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    # PySide6's iterator of a block stands on a fragment, and is moved by hand.
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1


def _dress(fragment: QTextFragment, block: QTextBlock) -> None:
    now = colours()
    level = block.blockFormat().headingLevel()
    dress = QTextCharFormat(fragment.charFormat())
    # Markdown's headings are larger by steps, which Qt would add to the size below.
    dress.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
    if dress.fontFixedPitch():
        dress.setFont(text_font(Text.STRONG_CAPTION))
        dress.setBackground(now.of("subtle"))
        dress.setForeground(now.of("text"))
    else:
        usual = {0: Text.BODY, 1: Text.TITLE}.get(level, Text.SECTION)
        is_strong = not level and dress.fontWeight() > QFont.Weight.Normal
        dress.setFont(text_font(Text.STRONG if is_strong else usual))
        dress.setForeground(now.of("accent" if dress.isAnchor() else "text"))
    cursor = QTextCursor(block)
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(dress)


def _rule(table: QTextTable) -> None:
    now = colours()
    ruled = table.format()
    ruled.setBorder(m.BORDER)
    ruled.setBorderBrush(now.of("row_line"))
    ruled.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    ruled.setBorderCollapse(True)
    ruled.setCellPadding(m.GAP_2)
    ruled.setCellSpacing(0)
    ruled.setTopMargin(m.GAP_2)
    ruled.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    if table.columns() == len(_KEYS_AND_MEANING):
        percent = QTextLength.Type.PercentageLength
        ruled.setColumnWidthConstraints([QTextLength(percent, share) for share in _KEYS_AND_MEANING])
    table.setFormat(ruled)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(now.of("subtle"))
        cell.setFormat(head)
