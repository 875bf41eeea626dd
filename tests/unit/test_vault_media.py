"""What a scan is, told by its content."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.vault.media import HEAD_SIZE, MediaType, find_media_type
from tests.support import scans


def file_type_box(major: bytes, *compatible: bytes) -> bytes:
    brands = major + bytes(4) + b"".join(compatible)
    return struct.pack(">I", 8 + len(brands)) + b"ftyp" + brands


IMAGE = scans.half_red_half_blue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (scans.pdf(), MediaType.PDF),
        (b"\r\n" * 200 + scans.pdf(), MediaType.PDF),
        (scans.jpeg(), MediaType.JPEG),
        (scans.encoded(IMAGE, "PNG"), MediaType.PNG),
        (scans.tiff(), MediaType.TIFF),
        (scans.encoded(IMAGE, "TIFF", big_tiff=True), MediaType.TIFF),
        (b"MM\x00*" + bytes(20), MediaType.TIFF),
        (scans.PHOTO_HEIC.read_bytes(), MediaType.HEIC),
        (file_type_box(b"mif1", b"miaf", b"heic"), MediaType.HEIC),
        (scans.encoded(IMAGE, "WEBP"), MediaType.WEBP),
        (scans.encoded(IMAGE, "BMP"), MediaType.BMP),
        (scans.encoded(IMAGE, "GIF"), MediaType.GIF),
    ],
)
def test_content_tells_what_a_scan_is(content: bytes, media_type: MediaType) -> None:
    assert find_media_type(content[:HEAD_SIZE]) is media_type


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PD",
        b"PK\x03\x04" + bytes(100),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
        b"BMW 320i, first owner, one accident",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        file_type_box(b"isom", b"mp42"),
        file_type_box(b"avif", b"mif1", b"miaf"),
        file_type_box(b"mif1", b"avif") + b"heic",
        b"x" * HEAD_SIZE + b"%PDF-1.7",
    ],
)
def test_what_is_no_scan_has_no_media_type(content: bytes) -> None:
    assert find_media_type(content) is None


@given(st.binary(max_size=2 * HEAD_SIZE))
def test_any_bytes_are_answered(content: bytes) -> None:
    assert find_media_type(content) in {None, *MediaType}


@pytest.mark.parametrize("begin", [b"BM", b"RIFF", b"\x00\x00\x00\x1cftyp", b"II", b"%PDF"])
@given(rest=st.binary(max_size=40))
def test_heads_that_break_off_are_answered(begin: bytes, rest: bytes) -> None:
    assert find_media_type(begin + rest) in {None, *MediaType}
