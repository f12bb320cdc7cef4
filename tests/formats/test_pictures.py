"""Smaller pictures: upright, bounded, without what cameras write about people."""

import io
import struct
import zlib

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from moment_ui.formats import pdf_pages
from moment_ui.formats.pdf_pages import drawn_page
from moment_ui.formats.pictures import CannotDraw, smaller

ORIENTATION, MAKE = 0x0112, 0x010F


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_picture_is_made_to_fit_and_stands_upright_without_its_camera(tmp_path):
    source = tmp_path / "photo"
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, "NORD-ONLY"
    Image.new("RGB", (400, 200), "red").save(source, "JPEG", exif=exif)
    drawn = opened(smaller(source, 100))
    assert (drawn.format, drawn.size) == ("WEBP", (50, 100))
    assert not drawn.getexif()


def test_a_picture_that_is_small_already_is_not_enlarged(tmp_path):
    Image.new("RGBA", (9, 7), (1, 2, 3, 0)).save(tmp_path / "a", "PNG")
    drawn = opened(smaller(tmp_path / "a", 100))
    assert (drawn.size, drawn.mode) == ((9, 7), "RGBA")


@pytest.mark.parametrize("edge", [8_001, 10_000, 60_000])
def test_a_picture_that_would_unfold_to_gigabytes_is_not_unfolded(tmp_path, edge):
    header = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)

    def part(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + name
            + content
            + struct.pack(">I", zlib.crc32(name + content))
        )

    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", header)
        + part(b"IDAT", zlib.compress(b"\0" * 999))
        + part(b"IEND", b"")
    )
    (tmp_path / "bomb").write_bytes(bomb)
    with pytest.raises(CannotDraw, match=f"{edge}|Bomb"):
        smaller(tmp_path / "bomb", 100)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"<svg/>", b"%PDF-1.7"])
def test_what_is_no_picture_cannot_be_drawn(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(CannotDraw):
        smaller(tmp_path / "a", 100)


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "plan"
    canvas = Canvas(str(path), pagesize=(200, 100))
    for fill in (1, 0):
        canvas.rect(0, 0, 200, 100, fill=fill)
        canvas.showPage()
    canvas.save()
    return path


def test_pages_are_drawn_one_by_one(pdf):
    first, second = (drawn_page(pdf, page, 100) for page in (1, 2))
    assert first.pages == second.pages == 2
    assert opened(first.picture).size == (100, 50)
    assert opened(first.picture).getpixel((50, 25)) == (0, 0, 0)
    assert opened(second.picture).getpixel((50, 25)) == (255, 255, 255)


def test_a_page_that_is_not_there_and_a_damaged_file_cannot_be_drawn(pdf, tmp_path):
    (tmp_path / "broken").write_bytes(b"%PDF-1.7 and nothing else")
    for path, page in ((pdf, 3), (tmp_path / "broken", 1), (tmp_path / "none", 1)):
        with pytest.raises(CannotDraw):
            drawn_page(path, page, 100)


def test_a_page_that_takes_too_long_is_given_up(pdf, monkeypatch):
    monkeypatch.setattr(pdf_pages, "SECONDS", 0.01)
    with pytest.raises(CannotDraw, match="Timeout"):
        drawn_page(pdf, 1, 100)
