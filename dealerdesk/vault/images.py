"""Pages of scans that are images, through Pillow, and pi-heif for what phones write."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import cast

from PIL import ExifTags, Image, ImageFile, ImageOps, TiffImagePlugin

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.vault.endings import ends_as_declared
from dealerdesk.vault.faults import SCAN_DAMAGED, SCAN_PAGE, SCAN_TOO_LARGE
from dealerdesk.vault.media import MediaType

# Pillow only warns between its limit and twice that; a page of 90 megapixels is an error here.
warnings.simplefilter("error", Image.DecompressionBombWarning)

_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_FORMATS = {
    MediaType.JPEG: "JPEG",
    MediaType.PNG: "PNG",
    MediaType.TIFF: "TIFF",
    MediaType.HEIC: "HEIF",
    MediaType.WEBP: "WEBP",
    MediaType.BMP: "BMP",
    MediaType.GIF: "GIF",
}
# Several pictures in one file of another kind are an animation, or a preview beside the photo: one page.
_PAGED = frozenset({MediaType.TIFF, MediaType.HEIC})
_LYING_ORIENTATIONS = frozenset({5, 6, 7, 8})


def count_pages(path: Path, media_type: MediaType, name: str) -> int:
    """Number of pages; raises ``scan_damaged`` (also for a copy that broke off) or ``scan_too_large``."""
    with _opened(path, media_type, name) as image:
        pages = _pages(image, media_type)
        declared = ends_as_declared(path, media_type)
        size = path.stat().st_size
        for page in range(pages):
            image.seek(page)
            if not (declared or _strips_end_within(image, size)):
                image.load()
        return pages


def draw_page(
    path: Path, media_type: MediaType, page: int, box: tuple[int, int], name: str
) -> tuple[int, int, bytes]:
    """Width, height and pixels of `page` (from 1), upright and no larger than `box` (width, height)."""
    with _opened(path, media_type, name) as image:
        pages = _pages(image, media_type)
        if not 1 <= page <= pages:
            raise DealerDeskError(SCAN_PAGE, path=name, page=page, pages=pages)
        image.seek(page - 1)
        lies = image.getexif().get(ExifTags.Base.Orientation) in _LYING_ORIENTATIONS
        target = (box[1], box[0]) if lies else box
        image.draft("RGB", target)  # a JPEG is then decoded at a half, a quarter or an eighth
        scaled = _scalable(image)
        scaled.thumbnail(target, reducing_gap=2.0)
        upright = _on_white(ImageOps.exif_transpose(scaled))
        return upright.width, upright.height, upright.convert("RGBX").tobytes()


@contextmanager
def _opened(path: Path, media_type: MediaType, name: str) -> Iterator[ImageFile.ImageFile]:
    """Open with the one decoder that the content asks for; what any step on it raises becomes a sentence."""
    if media_type is MediaType.HEIC:
        _learn_heic()
    try:
        with Image.open(path, formats=[_FORMATS[media_type]]) as image:
            yield image
    except DealerDeskError:
        raise
    except _BOMBS as error:
        most = (Image.MAX_IMAGE_PIXELS or 0) // 1_000_000
        raise DealerDeskError(SCAN_TOO_LARGE, path=name, megapixels=most) from error
    except Exception as error:  # decoders raise some twenty kinds of errors on bytes that are not sound
        raise DealerDeskError(SCAN_DAMAGED, path=name) from error


@cache
def _learn_heic() -> None:
    # Few scans are HEIC; for the others it would add 70 ms to the start-up of every command that attaches.
    import pi_heif  # type: ignore[import-untyped]  # noqa: PLC0415 - untyped; the reason stands above

    pi_heif.register_heif_opener()


def _pages(image: ImageFile.ImageFile, media_type: MediaType) -> int:
    return cast("int", getattr(image, "n_frames", 1)) if media_type in _PAGED else 1


def _strips_end_within(image: ImageFile.ImageFile, size: int) -> bool:
    """Whether a TIFF page's pixels lie inside the file, as its strips or tiles are declared (TIFF 6.0)."""
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        return False
    tags = image.tag_v2
    starts = tags.get(TiffImagePlugin.STRIPOFFSETS) or tags.get(TiffImagePlugin.TILEOFFSETS) or ()
    lengths = tags.get(TiffImagePlugin.STRIPBYTECOUNTS) or tags.get(TiffImagePlugin.TILEBYTECOUNTS) or ()
    ends = [start + length for start, length in zip(starts, lengths, strict=False)]
    return bool(ends) and len(starts) == len(lengths) and max(ends) <= size


def _scalable(image: Image.Image) -> Image.Image:
    """The image in a mode that scales smoothly: black-and-white, palettes and 16 bits do not."""
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if image.mode in {"P", "PA"}:
        return image.convert("RGBA")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    """The image as paper shows it: what is transparent is white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    sheet = Image.new("RGB", layered.size, "white")
    sheet.paste(layered, mask=layered.getchannel("A"))
    return sheet
