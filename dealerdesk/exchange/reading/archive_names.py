"""The names of an archive's entries, whichever program wrote them.

A zip says of each name whether it is UTF-8, and nothing of the others: Windows writes them in the encoding
of its language. Python reads those as cp437, from which the bytes come back whole.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from typing import Final

_UTF_8_FLAG: Final = 0x800
_COMMON: Final = {"gb18030": "gb2312", "big5": "big5"}
"""Encodings of Chinese, and in which of their characters nearly every Chinese text is written."""
_MOSTLY: Final = 0.8
# The signs and level 1 of Big5, 5,401 characters of daily use; GB2312 text looks like what lies beyond.
_BIG5_DAILY: Final = (0xA1, 0xC6)


def entry_names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names of `entries` in their order; those of one program are all in one encoding."""
    foreign = [
        entry.orig_filename.encode("cp437", "replace")
        for entry in entries
        if not entry.flag_bits & _UTF_8_FLAG and not entry.orig_filename.isascii()
    ]
    encoding = _encoding_of(foreign)
    return [
        entry.orig_filename
        if entry.flag_bits & _UTF_8_FLAG or entry.orig_filename.isascii()
        else entry.orig_filename.encode("cp437", "replace").decode(encoding, "replace")
        for entry in entries
    ]


def _encoding_of(names: Sequence[bytes]) -> str:
    """The encoding in which all `names` read best; cp437 where they are no Chinese."""
    if all(_decodes(name, "utf-8") for name in names):
        return "utf-8"
    shares = {
        encoding: _share_of_common(names, encoding)
        for encoding in _COMMON
        if all(_decodes(name, encoding) for name in names)
    }
    best = max(shares, key=lambda encoding: shares[encoding], default="cp437")
    return best if shares.get(best, 0) >= _MOSTLY else "cp437"


def _decodes(name: bytes, encoding: str) -> bool:
    try:
        name.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _share_of_common(names: Sequence[bytes], encoding: str) -> float:
    """How many of the characters beyond ASCII are in daily use."""
    signs = [sign for name in names for sign in name.decode(encoding) if not sign.isascii()]
    return sum(_is_common(sign, encoding) for sign in signs) / max(len(signs), 1)


def _is_common(sign: str, encoding: str) -> bool:
    try:
        written = sign.encode(_COMMON[encoding])
    except UnicodeEncodeError:
        return False
    if encoding == "big5":
        return _BIG5_DAILY[0] <= written[0] <= _BIG5_DAILY[1]
    # Level 1 and the signs of GB2312: the 3,755 characters of daily use.
    return written[0] < 0xD8
