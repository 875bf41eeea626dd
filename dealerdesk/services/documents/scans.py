"""The scans themselves: pictures of their pages, and copies under the names they came with."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dealerdesk import durable
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.text import fold_line
from dealerdesk.services.documents.attaching import sources_in
from dealerdesk.vault import Vault
from dealerdesk.vault.faults import SCAN_DAMAGED, SCAN_MEDIA_TYPE, reading_source
from dealerdesk.vault.media import ACCEPTED, HEAD_SIZE, find_media_type
from dealerdesk.vault.pages import PagePicture, count_pages, draw_page

COPYING = Message("copying_scan", "Saving a copy")
COPY_EXISTS = Message("copy_exists", "There is a file {path} already. Choose another name.")
COPY_FAILED = Message(
    "copy_failed", "The copy could not be written to {path}; the system says: {error}. Choose another place."
)
_AT_ONCE = 1 << 20
_SURVEYED = 50
"""Of more files than this nobody waits to hear the pages."""
_LONGEST_NAME = 120
# What Windows refuses in names, and the devices that it takes some names for (Naming Files, Paths, and
# Namespaces): a copy must open on whichever computer it is carried to.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Survey:
    """What is about to be attached: how many files, their pages and bytes."""

    files: int
    pages: int
    size: int


class Scans:
    """The scans of one dealership, to look at and to copy."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def page(self, sha256: str, page: int, width_px: int, name: str = "") -> PagePicture:
        """Picture of a page (from 1) at most `width_px` wide; sentences call the scan `name`.

        Raises what `Vault.page_picture` raises.
        """
        return self._vault.page_picture(sha256, page, width_px, name)

    def page_of_file(self, path: str, page: int, width_px: int, name: str = "") -> PagePicture:
        """Picture of a page of a scan that is in no vehicle file yet; raises what `Vault.store` raises."""
        name = name or path
        with reading_source(name), Path(path).open("rb") as file:
            media_type = find_media_type(file.read(HEAD_SIZE))
        if media_type is None:
            raise DealerDeskError(SCAN_MEDIA_TYPE, path=name, accepted=ACCEPTED)
        return draw_page(Path(path), media_type, page, width_px, name)

    def survey(self, paths: Sequence[Path]) -> Survey:
        """How many files, pages and bytes `paths` hold, folders among them; what is no scan has no pages."""
        files = sources_in(paths)
        pages = size = 0
        for path in files[:_SURVEYED]:
            with suppress(OSError, DealerDeskError), path.open("rb") as file:
                size += os.fstat(file.fileno()).st_size
                media_type = find_media_type(file.read(HEAD_SIZE))
                pages += count_pages(path, media_type, path.name) if media_type else 0
        return Survey(len(files), pages, size)

    def save_copy(
        self,
        sha256: str,
        target: Path,
        *,
        name: str = "",
        replace: bool = False,
        progress: Progress | None = None,
    ) -> Path:
        """Write the scan's bytes, checked against their hash, to `target`.

        A file that is there is written over only with `replace`. Raises ``copy_exists``, ``copy_failed``,
        ``scan_missing`` and ``scan_damaged``; then `target` is what it was.
        """
        progress = progress or Silent()
        digest = hashlib.sha256()
        with self._vault.open(sha256, name) as source:
            size, done = os.fstat(source.fileno()).st_size, 0
            try:
                if not replace and target.exists():
                    raise DealerDeskError(COPY_EXISTS, path=target)
                with durable.write_durably(target) as copy:
                    while part := source.read(_AT_ONCE):
                        progress.step(COPYING, done, size)
                        digest.update(part)
                        copy.write(part)
                        done += len(part)
                    if digest.hexdigest() != sha256:
                        raise DealerDeskError(SCAN_DAMAGED, path=name or sha256[:12])
            except OSError as error:
                reason = error.strerror or str(error)
                raise DealerDeskError(COPY_FAILED, path=target, error=reason) from error
        return target

    def lend(self, sha256: str, name: str, folder: Path) -> Path:
        """A copy in `folder` for another program to show, so that it never touches the scan itself."""
        place = folder / sha256[:12]
        place.mkdir(exist_ok=True)
        target = place / file_name(name)
        return target if target.exists() else self.save_copy(sha256, target, name=name)


def file_name(name: str) -> str:
    """`name` as every system takes it for a file."""
    plain = _FORBIDDEN.sub("_", fold_line(name)).strip(" .") or "scan"
    stem, dot, ending = plain.rpartition(".")
    if dot and len(plain) > _LONGEST_NAME:
        plain = f"{stem[: _LONGEST_NAME - len(ending)]}.{ending}"
    return f"_{plain}" if _DEVICES.fullmatch(plain) else plain[: _LONGEST_NAME + 1]
