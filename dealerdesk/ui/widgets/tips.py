"""Tooltips with what strangers wrote: nothing in them is taken for markup."""

from __future__ import annotations

import html


def tip_of(text: str) -> str:
    """`text` as a tooltip whose lines wrap; Qt would read ``<img src=…>`` in it, and fetch the picture."""
    return f"<p>{html.escape(text)}</p>" if text else ""
