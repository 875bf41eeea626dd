"""What a scan is, told by its first bytes and never by its name."""

from __future__ import annotations

from enum import StrEnum


class MediaType(StrEnum):
    """The kinds of scans that a vault takes in."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    HEIC = "image/heic"
    WEBP = "image/webp"
    BMP = "image/bmp"
    GIF = "image/gif"


ACCEPTED = "PDF, JPEG, PNG, TIFF, HEIC, WebP, BMP, GIF"

# PDF readers look for the header in the first 1,024 bytes (ISO 32000-1, annex H.3, note 13).
HEAD_SIZE = 1024

_SIGNATURES = (
    (b"%PDF-", MediaType.PDF),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"II+\x00\x08\x00\x00\x00", MediaType.TIFF),
    (b"MM\x00+\x00\x08\x00\x00", MediaType.TIFF),
    (b"GIF87a", MediaType.GIF),
    (b"GIF89a", MediaType.GIF),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
_BMP_HEADER_SIZES = frozenset({12, 40, 52, 56, 64, 108, 124})


def find_media_type(head: bytes) -> MediaType | None:
    """The kind of scan that begins with `head` (``HEAD_SIZE`` bytes, or all there is); None for others."""
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return MediaType.WEBP
    if _is_heic(head):
        return MediaType.HEIC
    if _is_bmp(head):
        return MediaType.BMP
    if b"%PDF-" in head[:HEAD_SIZE]:
        return MediaType.PDF
    return None


def _is_heic(head: bytes) -> bool:
    """Whether the file type box names HEVC pictures (ISO/IEC 23008-12, annex B), as phones write them."""
    if head[4:8] != b"ftyp":
        return False
    box = head[: int.from_bytes(head[:4], "big")]
    brands = {box[8:12], *(box[at : at + 4] for at in range(16, len(box), 4))}
    return not brands.isdisjoint(_HEIC_BRANDS)


def _is_bmp(head: bytes) -> bool:
    # "BM" alone also begins ordinary text, so the second header's size must be one that exists.
    return head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADER_SIZES
