"""Whether a picture's file ends where its format says: how copies that broke off are told at little cost."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from dealerdesk.vault.media import MediaType

_TAIL_SIZE = 64
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB\x60\x82"


def ends_as_declared(path: Path, media_type: MediaType) -> bool:
    """Whether the end is where it belongs; when not, only decoding tells whether the picture is whole.

    For a TIFF, whose end lies nowhere in particular, it is False.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL_SIZE))
        tail = file.read()
        file.seek(0)
        match media_type:
            case MediaType.JPEG:
                is_whole = tail.rstrip(b"\x00").endswith(b"\xff\xd9")
            case MediaType.PNG:
                is_whole = tail.endswith(_PNG_END)
            case MediaType.GIF:
                is_whole = tail.endswith(b"\x3b")
            case MediaType.WEBP:
                is_whole = int.from_bytes(file.read(8)[4:], "little") + 8 == size
            case MediaType.BMP:
                is_whole = int.from_bytes(file.read(6)[2:], "little") == size
            case MediaType.HEIC:
                is_whole = _end_of_boxes(file, size) == size
            case _:
                is_whole = False
    return is_whole


def _end_of_boxes(file: BinaryIO, size: int) -> int:
    """Where the last of the file's boxes ends (ISO/IEC 14496-12, 4.2)."""
    at = 0
    while at < size:
        file.seek(at)
        header = file.read(16)
        length = int.from_bytes(header[:4], "big")
        if length == 0:
            return size
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        if length < 8:
            break
        at += length
    return at
