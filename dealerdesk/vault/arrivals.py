"""Taking a scan in: copied once, hashed and recognised on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.vault.faults import SCAN_EMPTY, SCAN_MEDIA_TYPE, reading_source
from dealerdesk.vault.media import ACCEPTED, HEAD_SIZE, MediaType, find_media_type

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Arrival:
    """What was copied; `size` in bytes."""

    sha256: str
    size: int
    media_type: MediaType


def receive(source: BinaryIO, target: BinaryIO, name: str) -> Arrival:
    """Copy `source` to its end into `target`; sentences call it `name`.

    Raises ``scan_unreadable``, ``scan_empty`` or, before more than a chunk is copied, ``scan_media_type``.
    """
    digest = hashlib.sha256()
    size = 0
    media_type = None
    for chunk in _chunks(source, name):
        media_type = media_type or find_media_type(chunk)
        if media_type is None:
            raise DealerDeskError(SCAN_MEDIA_TYPE, path=name, accepted=ACCEPTED)
        digest.update(chunk)
        target.write(chunk)
        size += len(chunk)
    if media_type is None:
        raise DealerDeskError(SCAN_EMPTY, path=name)
    target.flush()
    return Arrival(digest.hexdigest(), size, media_type)


def _chunks(source: BinaryIO, name: str) -> Iterator[bytes]:
    """The bytes of `source`; the first chunk suffices to recognise the content, however they trickle."""
    gathered = b""
    while True:
        with reading_source(name):
            read = source.read(_CHUNK)
        gathered += read
        if gathered and (len(gathered) >= HEAD_SIZE or not read):
            yield gathered
            gathered = b""
        if not read:
            return
