"""Draws a page of a PDF file, or joins PDF files: the order on stdin, facts and bytes on stdout.

Run as a file, so that nothing of the program is loaded with it; only pdf_pages.py does.
"""

import base64
import json
import sys
from contextlib import suppress
from importlib import import_module
from io import BytesIO
from typing import Any

MEMORY = 1 << 30
CPU_SECONDS = 15
Order = dict[str, Any]


def main() -> int:
    """Read the order, do it; returns the exit code."""
    _hold_back()
    pdfium: Any = import_module("pypdfium2")  # after the limits are set
    order: Order = json.load(sys.stdin)
    told, content = (_joined if "base" in order else _drawn)(pdfium, order)
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)
    return 0


def _drawn(pdfium: Any, order: Order) -> tuple[Order, bytes]:
    """A page as a WebP picture, and how many pages there are."""
    document: Any = pdfium.PdfDocument(order["path"])
    page: Any = document[order["page"] - 1]
    scale = order["edge"] / max(1, *page.get_size())
    picture = page.render(scale=scale, may_draw_forms=False).to_pil()
    out = BytesIO()
    picture.convert("RGB").save(out, "WEBP", quality=80, method=2)
    return {"pages": len(document)}, out.getvalue()


def _joined(pdfium: Any, order: Order) -> tuple[Order, bytes]:
    """The first file with the pages of the others behind; how many each has, none if it is broken.

    Without a first file nothing is joined, only counted.
    """
    base: Any = pdfium.PdfDocument(base64.b64decode(order["base"])) if order["base"] else None
    pages: list[int] = []
    for path in order["paths"]:
        into: Any = base or pdfium.PdfDocument.new()
        try:
            other: Any = pdfium.PdfDocument(path)
            into.import_pages(other)
            pages.append(len(other))
        except pdfium.PdfiumError:
            pages.append(0)
    out = BytesIO()
    if base:
        base.save(out)
    return {"pages": pages}, out.getvalue()


def _hold_back() -> None:
    """Take no more memory and time than a page is worth, where the system can say so."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
