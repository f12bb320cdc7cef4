"""Draws one page of a PDF file: the order on stdin, the number of pages and a WebP picture on stdout.

Run as a file, so that nothing of the program is loaded with it; only pdf_pages.py does.
"""

import json
import sys
from contextlib import suppress
from importlib import import_module
from io import BytesIO
from typing import Any

MEMORY = 1 << 30
CPU_SECONDS = 15


def main() -> int:
    """Read the order, draw the page; returns the exit code."""
    _hold_back()
    pypdfium2: Any = import_module("pypdfium2")  # after the limits are set
    order = json.load(sys.stdin)
    document: Any = pypdfium2.PdfDocument(order["path"])
    page: Any = document[order["page"] - 1]
    scale = order["edge"] / max(1, *page.get_size())
    picture = page.render(scale=scale, may_draw_forms=False).to_pil()
    out = BytesIO()
    picture.convert("RGB").save(out, "WEBP", quality=80, method=2)
    sys.stdout.buffer.write(json.dumps({"pages": len(document)}).encode() + b"\n" + out.getvalue())
    return 0


def _hold_back() -> None:
    """Take no more memory and time than a page is worth, where the system can say so."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
