"""Smaller pictures of pictures: bounded in what they may unfold to, upright, without hidden data."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageOps

Kept = TypeVar("Kept")
READ = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
MOST_PIXELS = 64_000_000
"""The largest picture read: cameras have up to 61 million. A small file can claim any size."""

MOST_UNFOLDED = 40_000_000
"""What is unfolded in memory at most, four bytes each; a JPEG is read in an eighth of its size."""

DRAWN_AS = "image/webp"


class CannotDraw(ValueError):
    """There is no picture to be had of the file: it is damaged, too large, or protected."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture as it is printed, on white; `width` and `height` in pixels."""

    content: bytes
    width: int
    height: int

    def within(self, width: int, height: int) -> tuple[int, int]:
        """How large it is drawn in a box, in whole points, never larger than two pixels a point."""
        scale = min(Fraction(width, self.width), Fraction(height, self.height), Fraction(1, 2))
        return max(1, int(self.width * scale)), max(1, int(self.height * scale))


def smaller(source: Path, edge: int) -> bytes:
    """The picture within a square of `edge` pixels, as WebP, turned as its camera was held.

    Raises CannotDraw. Nothing that the file carries besides its first picture is kept.
    """
    return _drawn(source, edge, as_webp)


def plate(source: Path, edge: int, *, photo: bool = True) -> Plate:
    """The picture for paper, within a square of `edge` pixels: a JPEG of a photo, else a PNG.

    Raises CannotDraw.
    """

    def printed(picture: Image.Image) -> Plate:
        white = Image.new("RGB", picture.size, "white")
        mask = picture.convert("RGBA") if picture.has_transparency_data else None
        white.paste(mask or picture.convert("RGB"), mask=mask)
        out = BytesIO()
        white.save(out, "JPEG" if photo else "PNG", quality=85)
        return Plate(out.getvalue(), *white.size)

    return _drawn(source, edge, printed)


def _drawn(source: Path, edge: int, kept: Callable[[Image.Image], Kept]) -> Kept:
    try:
        with Image.open(source, formats=READ) as picture:
            _check(picture.size, MOST_PIXELS)
            picture.draft(None, (2 * edge, 2 * edge))
            _check(picture.size, MOST_UNFOLDED)
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((edge, edge))
            return kept(upright)
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
