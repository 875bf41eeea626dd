"""Tooltips with what strangers wrote: nothing in them is taken for markup."""

from __future__ import annotations

import html

LONGEST_TIP = 600
"""Letters; more would cover the screen."""


def tip_of(text: str) -> str:
    """`text` as a tooltip whose lines wrap, cut where it is endless.

    Qt would read ``<img src=…>`` in it, and fetch the picture.
    """
    return f"<p>{html.escape(shortened(text, LONGEST_TIP))}</p>" if text else ""


def shortened(text: str, longest: int) -> str:
    """`text`, cut in its middle where it has more than `longest` letters: the end often says why."""
    if len(text) <= longest:
        return text
    end = longest // 3
    return f"{text[: longest - end - 1]}…{text[-end:]}"
