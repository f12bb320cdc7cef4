"""Pages of PDF files as pictures, and files joined, by PDFium in a process of its own.

A PDF file is a program for a large reader written in C++; whatever it does there, it has no memory of
ours to read, and ends when it takes too long or too much.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    told, picture = _asked({"path": str(source), "page": page, "edge": edge})
    return DrawnPage(picture, told["pages"])


def page_counts(sources: Sequence[Path]) -> list[int]:
    """How many pages each file has that can be joined on; none for one that is broken or locked."""
    if not sources:
        return []
    try:
        told, _nothing = _asked({"base": "", "paths": [str(path) for path in sources]})
    except CannotDraw:  # one that brings the whole down: each is tried alone
        return [0] if len(sources) == 1 else [page_counts([path])[0] for path in sources]
    return told["pages"]


def joined(first: bytes, sources: Sequence[Path]) -> bytes:
    """A PDF with the pages of others behind. Raises CannotDraw."""
    if not sources:
        return first
    base = base64.b64encode(first).decode()
    told, content = _asked({"base": base, "paths": [str(path) for path in sources]})
    if not all(told["pages"]):
        raise CannotDraw("a file")
    return content


def _asked(order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        done = subprocess.run(  # noqa: S603 - our own Python and file, the order goes in by stdin
            [sys.executable, "-I", str(_CHILD)],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise CannotDraw(type(error).__name__) from error
    head, _, content = done.stdout.partition(b"\n")
    return json.loads(head), content
