"""What a file is, told from its bytes: a name can say anything.

Signatures are those that the formats' own specifications begin with.
"""

from dataclasses import dataclass

HEAD_BYTES = 8192
TAIL_BYTES = 65_536
"""How much of a file's beginning and end is looked at; a ZIP file's directory stands at its end."""

PDF, ZIP, TEXT, UNKNOWN = (
    "application/pdf",
    "application/zip",
    "text/plain",
    "application/octet-stream",
)
PROGRAM = "application/x-executable"
PICTURES = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff"}
)
"""Pictures that can be shown smaller."""

_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX, XLSX, PPTX = (
    f"{_OFFICE}.wordprocessingml.document",
    f"{_OFFICE}.spreadsheetml.sheet",
    f"{_OFFICE}.presentationml.presentation",
)
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "application/x-ole-storage",
    ),  # older Word, Excel, Outlook
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"AC10", "image/vnd.dwg"),
    (b"ID3", "audio/mpeg"),
    (b"{\\rtf", "application/rtf"),
    (b"\x7fELF", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),  # Mach-O, in its four orders of bytes and bits
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
)
_ZIPPED = ((b"word/document.xml", DOCX), (b"xl/workbook.", XLSX), (b"ppt/presentation.xml", PPTX))
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"avif": "image/avif",
}
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The beginning and the end of a file; of a short one, both hold all of it."""

    head: bytes
    tail: bytes


def media_type(seen: Glimpse) -> str:
    """The media type the bytes speak of; TEXT for anything readable, UNKNOWN for the rest.

    HTML and SVG are text: nothing here is ever shown as a page.
    """
    head = seen.head
    for beginning, found in _BEGINNINGS:
        if head.startswith(beginning):
            return found
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(seen)
    return _in_a_container(head) or _readable(head)


def _zipped(seen: Glimpse) -> str:
    at = seen.head.find(_OPEN_DOCUMENT)
    if 0 < at < 64:
        kind = seen.head[at + len(_OPEN_DOCUMENT) :][:12]
        return f"application/vnd.oasis.opendocument.{kind.partition(b'PK')[0].decode('ascii', 'replace')}"
    return next((found for name, found in _ZIPPED if name in seen.head or name in seen.tail), ZIP)


def _in_a_container(head: bytes) -> str:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    return ""


def _readable(head: bytes) -> str:
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return TEXT
    if not _CONTROLS.isdisjoint(head):
        return PROGRAM if head.startswith(b"MZ") else UNKNOWN
    return TEXT
