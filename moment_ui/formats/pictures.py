"""Smaller pictures of pictures: bounded in what they may unfold to, upright, without hidden data."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

READ = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
MOST_PIXELS = 64_000_000
"""The largest picture read: cameras have up to 61 million. A small file can claim any size."""

MOST_UNFOLDED = 40_000_000
"""What is unfolded in memory at most, four bytes each; a JPEG is read in an eighth of its size."""

DRAWN_AS = "image/webp"


class CannotDraw(ValueError):
    """There is no picture to be had of the file: it is damaged, too large, or protected."""


def smaller(source: Path, edge: int) -> bytes:
    """The picture within a square of `edge` pixels, as WebP, turned as its camera was held.

    Raises CannotDraw. Nothing that the file carries besides its first picture is kept.
    """
    try:
        with Image.open(source, formats=READ) as picture:
            _check(picture.size, MOST_PIXELS)
            picture.draft(None, (2 * edge, 2 * edge))
            _check(picture.size, MOST_UNFOLDED)
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((edge, edge))
            return as_webp(upright)
    except CannotDraw:
        raise
    except Exception as error:  # Pillow's readers raise whatever a damaged file makes them
        raise CannotDraw(type(error).__name__) from error


def as_webp(picture: Image.Image) -> bytes:
    """A picture as the bytes of a WebP file."""
    out = BytesIO()
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    picture.convert(mode).save(out, "WEBP", quality=80, method=2)
    return out.getvalue()


def _check(size: tuple[int, int], most: int) -> None:
    if size[0] * size[1] > most:
        raise CannotDraw(f"{size[0]} × {size[1]} pixels")
