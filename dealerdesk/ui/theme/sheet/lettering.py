"""Text: its kinds, by the property ``text_kind`` of a QLabel."""

from __future__ import annotations

from dealerdesk.ui.theme.colours import Colours
from dealerdesk.ui.theme.fonts import Text


def labels(c: Colours) -> str:
    """Each kind of text."""
    kinds = {
        "caption": (Text.CAPTION, c.text_3),
        "strong_caption": (Text.STRONG_CAPTION, c.text_2),
        "second": (Text.BODY, c.text_2),
        "strong": (Text.STRONG, c.text),
        "section": (Text.SECTION, c.text),
        "title": (Text.TITLE, c.text),
        "missing": (Text.STRONG_CAPTION, c.bad),
        "expiring": (Text.STRONG_CAPTION, c.warn),
        "problem": (Text.CAPTION, c.bad),
        "doubt": (Text.CAPTION, c.warn),
        "good": (Text.CAPTION, c.ok),
        "alarm": (Text.BODY, c.bad),
        "figure": (Text.PLATE, c.text),
        "welcome": (Text.WELCOME, c.text),
        "link_caption": (Text.CAPTION, c.accent),
        "strong_text_2": (Text.STRONG, c.text_2),
        "strong_accent": (Text.STRONG, c.accent),
        "strong_ok": (Text.STRONG, c.ok),
        "strong_warn": (Text.STRONG, c.warn),
        "strong_bad": (Text.STRONG, c.bad),
    }
    rules = [
        f'QLabel[text_kind="{name}"] {{ color: {colour}; {type_of(kind)} }}'
        for name, (kind, colour) in kinds.items()
    ]
    return "\n".join([f"QLabel {{ color: {c.text}; background: transparent; }}", *rules])


def type_of(kind: Text) -> str:
    """Size and weight of a kind of text, as a style sheet says them."""
    return f"font-size: {kind.points}pt; font-weight: {int(kind.weight)};"
