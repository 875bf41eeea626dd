"""What people drop or paste: files, folders, and pictures that lie in no file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from dealerdesk.domain.messages import Message
from dealerdesk.services.documents import Picture, Source, sources_in

PASTED = Message("ui.doc_pasted_name", "pasted picture.png")


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came in: paths (of folders, too) and pictures."""

    paths: tuple[Path, ...] = ()
    pictures: tuple[QImage, ...] = ()

    @property
    def count(self) -> int:
        """How many things came in."""
        return len(self.paths) + len(self.pictures)

    def sources(self) -> Sequence[Source]:
        """What to attach; reads folders and encodes pictures, so it is called off the UI thread."""
        pictures = [Picture(PASTED.said(), _encoded(picture)) for picture in self.pictures]
        return [*sources_in(self.paths), *pictures]


def incoming_from(mime: QMimeData | None) -> Incoming:
    """What a drag or the clipboard (None when empty) holds; files go before the picture beside them."""
    if mime is None:
        return Incoming()
    paths = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    if paths:
        return Incoming(paths)
    picture = mime.imageData() if mime.hasImage() else None
    return (
        Incoming(pictures=(picture,)) if isinstance(picture, QImage) and not picture.isNull() else Incoming()
    )


def holds_scans(mime: QMimeData) -> bool:
    """Whether there may be something to attach; without reading it."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def _encoded(picture: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # its types want bytes, it wants text
    buffer.close()
    return bytes(content.data())
