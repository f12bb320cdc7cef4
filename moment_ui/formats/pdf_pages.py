"""Pages of a PDF file as pictures, drawn by PDFium in a process of its own.

A PDF file is a program for a large reader written in C++; whatever it does there, it has no memory of
ours to read, and ends when it takes too long or too much.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from moment_ui.formats.pictures import CannotDraw

SECONDS = 20
_CHILD = Path(__file__).with_name("pdf_pages_child.py")


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as a WebP picture, and how many pages there are."""

    picture: bytes
    pages: int


def drawn_page(source: Path, page: int, edge: int) -> DrawnPage:
    """Page `page`, from 1, within a square of `edge` pixels. Raises CannotDraw."""
    order = json.dumps({"path": str(source), "page": page, "edge": edge})
    try:
        done = subprocess.run(  # noqa: S603 - our own Python and file, the order goes in by stdin
            [sys.executable, "-I", str(_CHILD)],
            input=order.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise CannotDraw(type(error).__name__) from error
    head, _, picture = done.stdout.partition(b"\n")
    return DrawnPage(picture, json.loads(head)["pages"])
