"""QR codes (ISO/IEC 18004) as rows of modules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

import segno

from dealerdesk.domain.labels import Box

QUIET_MODULES: Final = 4
"""White modules that a reader needs around the code (ISO/IEC 18004, 6.3.8)."""


@lru_cache(maxsize=256)
def qr_modules(text: str) -> Sequence[Sequence[int]]:
    """The rows of the smallest code of error level M that carries `text`; 1 is black."""
    # Error level M and no more: on a small label larger modules are worth more than more redundancy.
    return tuple(tuple(row) for row in segno.make_qr(text, error="m", boost_error=False).matrix)


def black_boxes(modules: Sequence[Sequence[int]], x: float, y: float, module: float) -> Iterator[Box]:
    """The black parts of a code whose upper left corner is at (`x`, `y`), in millimetres."""
    for row, values in enumerate(modules):
        column = 0
        for value, group in groupby(values):
            length = len(list(group))
            if value:
                yield Box(x + column * module, y + row * module, length * module, module)
            column += length
