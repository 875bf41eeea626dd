"""Traditional Chinese characters as simplified ones, so that both ways of writing find each other."""

from __future__ import annotations

from functools import cache

from dealerdesk.domain.simplified_table import SIMPLIFIED


@cache
def _simplified_of() -> dict[int, str]:
    return {ord(traditional): entry[0] for entry in SIMPLIFIED.split() for traditional in entry[1:]}


def simplified(text: str) -> str:
    """`text` with each traditional character replaced by its simplified one; as long as before.

    Character by character, unlike OpenCC's phrases (乾 is always 干): fit for comparing, not for showing.
    """
    return text if text.isascii() else text.translate(_simplified_of())
