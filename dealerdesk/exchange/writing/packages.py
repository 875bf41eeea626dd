"""Zip archives with a large part that is deflated while it is being made, and whose beginning comes last."""

from __future__ import annotations

import struct
import zlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

LARGEST_PART: Final = 2**31 - 1
"""Bytes of a part. More takes ZIP64, and Excel wants to repair such a workbook."""

_LARGEST_BLOCK: Final = 2**16 - 1
_LEVEL: Final = 1
"""A third of the time of level 6, for a file that is a fifth larger."""
_PIECES_WAITING: Final = 1
_POLYNOMIAL: Final = 0xEDB88320
"""That of CRC-32, lowest power in the highest bit."""


class LatePart:
    """A part of `archive`, deflated on a second core; `room` bytes are kept free for its beginning.

    `file` is what `archive` writes to. Nothing else is written to either between the first `write` and
    `finish`; `abandon` ends the thread when there will be no `finish`.
    """

    def __init__(self, file: BinaryIO, archive: ZipFile, name: str, room: int) -> None:
        if room > _LARGEST_BLOCK:
            raise ValueError(room)
        self._file, self._archive, self.room = file, archive, room
        self._info = ZipInfo(name)
        self._info.compress_type = ZIP_STORED
        self._member = archive.open(self._info, "w")
        self._start = file.tell()
        self._member.write(bytes(_block_header(room)) + bytes(room))
        self._deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._size = self._sum = 0
        self._thread = ThreadPoolExecutor(1, "deflate")
        self._waiting: deque[Future[None]] = deque()

    @property
    def size(self) -> int:
        """How many bytes the part has so far, the room for its beginning counted in."""
        return self.room + self._size

    def write(self, piece: bytes) -> None:
        """Append to the part; raises ``OSError`` for this piece or one before it."""
        self._size += len(piece)
        self._waiting.append(self._thread.submit(self._pack, piece))
        while len(self._waiting) > _PIECES_WAITING:
            self._waiting.popleft().result()

    def _pack(self, piece: bytes) -> None:
        self._sum = zlib.crc32(piece, self._sum)
        self._member.write(self._deflate.compress(piece))

    def abandon(self) -> None:
        """Wait for what is being written and end the part, whatever is in it; after `finish`, nothing."""
        self._thread.shutdown(cancel_futures=True)
        with suppress(OSError):
            self._member.close()

    def finish(self, beginning: bytes) -> None:
        """Put `beginning`, of exactly the room kept for it, before what was written, and end the part."""
        if len(beginning) != self.room:
            raise ValueError(len(beginning))
        while self._waiting:
            self._waiting.popleft().result()
        self._thread.shutdown()
        self._member.write(self._deflate.flush())
        self._member.close()
        # zipfile took the part for one that it stores as it is: it learns what is in there, before it
        # writes the archive's directory.
        self._info.compress_type = ZIP_DEFLATED
        self._info.file_size = self.size
        self._info.CRC = joined_sum(zlib.crc32(beginning), self._sum, self._size)
        end = self._file.tell()
        self._file.seek(self._info.header_offset)
        self._file.write(self._info.FileHeader(zip64=False))
        self._file.seek(self._start + len(_block_header(self.room)))
        self._file.write(beginning)
        self._file.seek(end)


def _block_header(length: int) -> bytes:
    """What begins a block of `length` bytes that are stored as they are (RFC 1951, section 3.2.4)."""
    return struct.pack("<BHH", 0, length, length ^ 0xFFFF)


def joined_sum(first: int, second: int, length: int) -> int:
    """The CRC-32 of two pieces in a row from those of either, the second of `length` bytes.

    A CRC is a remainder: `length` zero bytes behind the first piece multiply its own by x^(8·length).
    """
    shift, power = 1 << 31, 1 << 23  # x^0 and x^8
    while length:
        if length & 1:
            shift = _product(shift, power)
        power = _product(power, power)
        length >>= 1
    return _product(first, shift) ^ second


def _product(one: int, other: int) -> int:
    """The product of two polynomials modulo that of CRC-32."""
    product = 0
    for bit in range(31, -1, -1):
        if other >> bit & 1:
            product ^= one
        one = one >> 1 ^ (_POLYNOMIAL if one & 1 else 0)
    return product
