"""What a file is, by its bytes."""

import io
import zipfile

import pytest
from openpyxl import Workbook
from PIL import Image

from moment_ui.core import media
from moment_ui.core.media import HEAD_BYTES, TAIL_BYTES, Glimpse, media_type


def seen(content: bytes) -> Glimpse:
    return Glimpse(content[:HEAD_BYTES], content[-TAIL_BYTES:])


def picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(out, form)
    return out.getvalue()


def zipped(**names: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_pictures_are_known(form):
    assert media_type(seen(picture(form))) == f"image/{form.lower()}"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n...", media.PDF),
        (b"\n\n%PDF-1.4", media.PDF),
        (b"<html><script>alert(1)</script>", media.TEXT),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", media.TEXT),
        ("Søkeord;Beløp\n".encode("latin-1"), media.TEXT),
        ("Ø".encode("utf-16"), media.TEXT),
        (b"MZ\x90\x00\x03\x00", media.PROGRAM),
        (b"MZ stands for nothing", media.TEXT),
        (b"\x7fELF\x02\x01", media.PROGRAM),
        (b"BMW is a word", media.TEXT),
        (b"\x00\x01\x02", media.UNKNOWN),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", media.UNKNOWN),
        (b"AC1032\x00\x00", "image/vnd.dwg"),
        (zipped(a=b"1"), media.ZIP),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), media.ZIP.replace("zip", "vnd.oasis.opendocument.text")),
        (workbook(), media.XLSX),
    ],
)  # fmt: skip
def test_the_bytes_say_what_it_is(content, expected):
    assert media_type(seen(content)) == expected
