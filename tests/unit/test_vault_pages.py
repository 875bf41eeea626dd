"""Pages of scans: their number and their pictures."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.vault.media import HEAD_SIZE, MediaType, find_media_type
from dealerdesk.vault.pages import PagePicture, count_pages, draw_page
from tests.support import scans

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
IMAGE = scans.half_red_half_blue()
KINDS: dict[MediaType, bytes] = {
    MediaType.PDF: scans.pdf(),
    MediaType.JPEG: scans.jpeg(),
    MediaType.PNG: scans.encoded(IMAGE, "PNG"),
    MediaType.TIFF: scans.tiff(),
    MediaType.HEIC: scans.PHOTO_HEIC.read_bytes(),
    MediaType.WEBP: scans.encoded(IMAGE, "WEBP", lossless=True),
    MediaType.BMP: scans.encoded(IMAGE, "BMP"),
    MediaType.GIF: scans.encoded(IMAGE, "GIF"),
}
Written = Callable[[bytes], tuple[Path, MediaType]]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(content: bytes) -> tuple[Path, MediaType]:
        path = tmp_path / "scan"
        path.write_bytes(content)
        media_type = find_media_type(content[:HEAD_SIZE])
        assert media_type is not None
        return path, media_type

    return write


def colour_at(picture: PagePicture, x: int, y: int) -> tuple[int, ...]:
    at = 4 * (y * picture.width + x)
    return tuple(picture.pixels[at : at + 3])


def is_near(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(colour, wanted, strict=True))


def refusal_of(path: Path, media_type: MediaType) -> str:
    with pytest.raises(DealerDeskError) as refusal:
        count_pages(path, media_type, "contract.pdf")
    assert "contract.pdf" in str(refusal.value)
    return refusal.value.code


@pytest.mark.parametrize("media_type", MediaType)
def test_every_kind_of_scan_has_a_page_and_its_picture(media_type: MediaType, written: Written) -> None:
    path, found = written(KINDS[media_type])
    assert found is media_type
    assert count_pages(path, media_type, "scan") == 1
    picture = draw_page(path, media_type, 1, 32, "scan")
    assert picture.width == 32
    assert len(picture.pixels) == 4 * picture.width * picture.height
    assert set(picture.pixels[3::4]) == {255}


@pytest.mark.parametrize("media_type", [kind for kind in MediaType if kind is not MediaType.PDF])
def test_the_picture_of_an_image_shows_what_is_on_it(media_type: MediaType, written: Written) -> None:
    picture = draw_page(*written(KINDS[media_type]), 1, 32, "scan")
    assert (picture.width, picture.height) == (32, 24)
    assert is_near(colour_at(picture, 16, 4), RED)
    assert is_near(colour_at(picture, 16, 20), BLUE)


def test_the_picture_of_a_pdf_page_shows_what_is_on_it(written: Written) -> None:
    picture = draw_page(*written(scans.pdf()), 1, 400, "scan")
    assert (picture.width, picture.height) == (400, 200)
    assert colour_at(picture, 20, 180) == RED
    assert colour_at(picture, 300, 20) == WHITE


@pytest.mark.parametrize("width_px", [1, 333, 1000, 1001, 1999])
def test_a_pdf_page_is_drawn_exactly_as_wide_as_asked(width_px: int, written: Written) -> None:
    path, media_type = written(scans.pdf(size=(595.32, 841.92)))
    assert draw_page(path, media_type, 1, width_px, "scan").width == width_px


@pytest.mark.parametrize("pages", [1, 2, 7])
def test_pages_of_pdf_and_tiff_are_counted(pages: int, written: Written) -> None:
    assert count_pages(*written(scans.pdf(pages)), "scan") == pages
    assert count_pages(*written(scans.tiff(pages)), "scan") == pages


def test_each_page_of_a_tiff_has_its_own_picture(written: Written) -> None:
    path, media_type = written(scans.tiff(3))
    assert [draw_page(path, media_type, page, 500, "scan").width for page in (1, 2, 3)] == [64, 63, 62]


def test_an_animation_is_one_page(written: Written) -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue", "white")]
    moving = scans.encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert count_pages(*written(moving), "scan") == 1


@pytest.mark.parametrize(
    ("orientation", "corner", "size"),
    [
        (1, RED, (64, 48)),
        (3, BLUE, (64, 48)),
        (6, BLUE, (48, 64)),
        (8, RED, (48, 64)),
    ],
)
def test_photos_stand_upright(
    orientation: int, corner: tuple[int, ...], size: tuple[int, int], written: Written
) -> None:
    picture = draw_page(*written(scans.jpeg(orientation=orientation)), 1, 500, "scan")
    assert (picture.width, picture.height) == size
    assert is_near(colour_at(picture, 2, 2), corner)


def test_a_turned_photo_is_no_wider_than_asked(written: Written) -> None:
    picture = draw_page(*written(scans.jpeg(orientation=6, size=(640, 480))), 1, 48, "scan")
    assert (picture.width, picture.height) == (48, 64)


def test_images_are_never_enlarged(written: Written) -> None:
    assert draw_page(*written(scans.jpeg()), 1, 5000, "scan").width == 64


@pytest.mark.parametrize(
    "sheet",
    [
        Image.new("RGBA", (8, 8), (0, 0, 0, 0)),
        Image.new("LA", (8, 8), (0, 0)),
        Image.new("1", (8, 8), 1),
        Image.new("I;16", (8, 8), 65535),
        Image.new("L", (8, 8), 255),
    ],
    ids=lambda sheet: str(sheet.mode),
)
def test_clear_and_white_sheets_of_every_mode_are_white(sheet: Image.Image, written: Written) -> None:
    picture = draw_page(*written(scans.encoded(sheet, "PNG")), 1, 4, "scan")
    assert colour_at(picture, 2, 2) == WHITE


def test_ink_colours_of_a_print_shop_are_shown(written: Written) -> None:
    inks = Image.new("CMYK", (8, 8), (0, 255, 255, 0))
    assert is_near(
        colour_at(draw_page(*written(scans.encoded(inks, "JPEG")), 1, 4, "scan"), 2, 2), (254, 0, 0)
    )


@pytest.mark.parametrize("page", [0, -1, 3])
@pytest.mark.parametrize("content", [scans.pdf(2), scans.tiff(2)], ids=["pdf", "tiff"])
def test_a_page_that_is_not_there_is_named(content: bytes, page: int, written: Written) -> None:
    path, media_type = written(content)
    with pytest.raises(DealerDeskError, match=f"no page {page}: its pages are 1 to 2") as refusal:
        draw_page(path, media_type, page, 100, "scan")
    assert refusal.value.code == "scan_page"


def test_a_pdf_with_a_password_is_refused(written: Written) -> None:
    assert refusal_of(*written(scans.locked_pdf())) == "scan_password"


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n" + b"junk" * 500, scans.pdf(0)], ids=["without structure", "without pages"]
)
def test_a_damaged_pdf_is_refused(content: bytes, written: Written) -> None:
    assert refusal_of(*written(content)) == "scan_damaged"


def test_a_damaged_pdf_after_one_with_a_password_is_still_a_damaged_one(written: Written) -> None:
    assert refusal_of(*written(scans.locked_pdf())) == "scan_password"
    assert refusal_of(*written(scans.pdf(0))) == "scan_damaged"
    assert refusal_of(*written(scans.locked_pdf())) == "scan_password"


@pytest.mark.parametrize("media_type", [kind for kind in MediaType if kind is not MediaType.PDF])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.85])
def test_an_image_whose_copy_broke_off_is_refused(
    media_type: MediaType, kept: float, written: Written
) -> None:
    whole = KINDS[media_type]
    path, _ = written(whole)
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert refusal_of(path, media_type) == "scan_damaged"


@pytest.mark.parametrize("media_type", [MediaType.JPEG, MediaType.PNG, MediaType.BMP])
def test_an_image_with_strange_bytes_behind_it_is_accepted(media_type: MediaType, written: Written) -> None:
    path, _ = written(KINDS[media_type] + b"maker's notes" * 20)
    assert count_pages(path, media_type, "scan") == 1


def bomb_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [10_000, 100_000])
def test_a_decompression_bomb_is_refused(side: int, written: Written) -> None:
    assert refusal_of(*written(bomb_png(side, side))) == "scan_too_large"


def test_a_page_a_hair_wide_and_a_mile_high_takes_no_more_memory_than_others(written: Written) -> None:
    picture = draw_page(*written(scans.pdf(size=(3, 14_000))), 1, 3000, "scan")
    assert picture.width * picture.height <= 36_000_000


def test_pdf_pages_are_drawn_from_many_threads(written: Written) -> None:
    path, media_type = written(scans.pdf(3))
    with ThreadPoolExecutor(8) as threads:
        pictures = list(
            threads.map(lambda turn: draw_page(path, media_type, turn % 3 + 1, 100, "scan"), range(64))
        )
    assert len({picture.pixels for picture in pictures}) == 1


def test_a_picture_without_width_is_a_mistake_of_the_caller(written: Written) -> None:
    with pytest.raises(ValueError, match="0"):
        draw_page(*written(scans.jpeg()), 1, 0, "scan")
