"""Previews: pictures of files, drawn when they are first asked for and kept for a week.

They hold nothing of their own: whoever may fetch the file may see them, and they go with it.
"""

import re
import time
from pathlib import Path

from moment_ui.core import media
from moment_ui.core.files import Shelf, written_whole
from moment_ui.domain.folders.folder import FOLDERS
from moment_ui.domain.folders.queries import Download
from moment_ui.formats.pdf_pages import drawn_page
from moment_ui.formats.pictures import CannotDraw, smaller

SMALL, LARGE = "small", "large"
_EDGES = {SMALL: 144, LARGE: 1600}
MOST_PAGES = 500
_PAGE = re.compile(r"page-([1-9][0-9]{0,2})")
_WEEK = 7 * 24 * 3600
shelf = Shelf("pictures", r"[A-Za-z0-9_-]{43}\.[a-z0-9-]{4,9}")


def is_shown(media_type: str) -> bool:
    """Whether there can be a picture of such a file."""
    return media_type in media.PICTURES or media_type == media.PDF


def picture_of(file: Download, what: str) -> Path:
    """Where the picture lies: "small", "large", or "page-3" of a PDF file. Raises CannotDraw.

    What cannot be drawn is remembered by an empty picture: trying again would cost as much.
    """
    path = shelf.path_of(f"{file.stored}.{what}")
    if path is None or not _is_asked_rightly(file, what):
        raise CannotDraw(what)
    if not path.is_file():
        _keep(path, _drawn(file, what, path))
    if not path.stat().st_size:
        raise CannotDraw(what)
    return path


def page_count(file: Download) -> int:
    """How many pages of a PDF file can be shown; 0 when it cannot be read."""
    try:
        picture_of(file, "page-1")
    except CannotDraw:
        return 0
    counted = shelf.path_of(f"{file.stored}.pages")
    return min(MOST_PAGES, int(counted.read_text("ascii"))) if counted else 0


def can_be_shown(file: Download) -> bool:
    """Whether there is a large picture of a picture: not of a damaged one, or one without measure."""
    try:
        picture_of(file, LARGE)
    except CannotDraw:
        return False
    return True


def sweep() -> int:
    """Remove pictures that are a week old, and those whose file is gone; returns how many."""
    removed, oldest = 0, time.time() - _WEEK
    for path in shelf.folder().glob("*"):
        if not _has_original(path) or path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _has_original(picture: Path) -> bool:
    name = picture.name.partition(".")[0]
    paths = (folder.shelf.path_of(name) for folder in FOLDERS.values())
    return any(path is not None and path.is_file() for path in paths)


def _is_asked_rightly(file: Download, what: str) -> bool:
    if file.media_type == media.PDF:
        return what == SMALL or bool(_PAGE.fullmatch(what))
    return file.media_type in media.PICTURES and what in _EDGES


def _drawn(file: Download, what: str, path: Path) -> bytes:
    try:
        if file.media_type in media.PICTURES:
            return smaller(file.path, _EDGES[what])
        page = _PAGE.fullmatch(what)
        drawn = drawn_page(file.path, int(page[1]) if page else 1, _EDGES[LARGE if page else SMALL])
    except CannotDraw:
        return b""
    _keep(path.with_name(f"{file.stored}.pages"), str(drawn.pages).encode())
    return drawn.picture


def _keep(path: Path, content: bytes) -> None:
    with written_whole(path) as out:
        out.write(content)
