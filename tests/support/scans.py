"""Scans made for tests: the same arguments give the same bytes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

PHOTO_HEIC = Path(__file__).parents[1] / "data" / "photo.heic"  # 64 x 48, upper half red, lower half blue


def pdf(pages: int = 1, *, mark: int = 0, size: tuple[float, float] = (200, 100), trailer: str = "") -> bytes:
    """A PDF whose pages carry a red square in the lower left corner; `mark` makes the bytes differ."""
    kids = " ".join(f"{number} 0 R" for number in range(4, 4 + pages))
    paint = b"1 0 0 rg 0 0 50 50 re f"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(paint), paint),
    ]
    box = f"0 0 {size[0]} {size[1]}"
    objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 3 0 R >>".encode()] * pages
    content = b"%%PDF-1.4\n%% %d\n" % mark
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, trailer.encode(), len(content))
    )


def locked_pdf() -> bytes:
    """A PDF encrypted (standard handler, revision 2) under a password that is not the empty one."""
    key = "5A" * 32
    lock = f"/Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4"
    return pdf(trailer=f"/Encrypt << {lock} >> /ID [<00> <00>]")


def half_red_half_blue(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """A picture with a red upper and a blue lower half."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, size[1] // 2, *size))
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """`image` as a file of the Pillow format `kind`."""
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(*, orientation: int | None = None, size: tuple[int, int] = (64, 48)) -> bytes:
    """A JPEG, with the EXIF `orientation` of a camera that was held otherwise."""
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    return encoded(half_red_half_blue(size), "JPEG", exif=exif)


def tiff(pages: int = 1) -> bytes:
    """A TIFF with so many pages, each a little smaller than the one before."""
    first, *more = (half_red_half_blue((64 - number, 48)) for number in range(pages))
    return encoded(first, "TIFF", save_all=True, append_images=more, compression="tiff_lzw")
