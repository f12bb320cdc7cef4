"""Which files are taken, when two have the same name, what a file is called. Pure."""

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from moment_ui.core import media
from moment_ui.core.fields import Reading, line, required_line
from moment_ui.core.files import plain_title
from moment_ui.domain.folders.errors import EmptyFile, NotTaken

NAME_LENGTH = 200
DESCRIPTION_LENGTH = 500
SAME_NAME_LENGTH = 400
KEPT_AFTER_DELETION = dt.timedelta(days=30)

PROGRAMS = frozenset(
    {
        *(
            "exe",
            "com",
            "bat",
            "cmd",
            "msi",
            "msp",
            "scr",
            "pif",
            "cpl",
            "hta",
            "jar",
            "reg",
            "lnk",
        ),
        *("js", "jse", "vbs", "vbe", "wsf", "wsh", "ps1", "app", "apk", "command", "desktop"),
    }
)
"""Endings of files that run on a double click, on Windows, macOS, Linux or Android."""

_BY_ENDING = {"csv": "text/csv", "md": "text/markdown"}


@dataclass(frozen=True, slots=True)
class FileDraft:
    """What one can say of a file."""

    name: str
    description: str = ""


def read(texts: Mapping[str, str]) -> FileDraft:
    """A form's texts as a draft. Raises Invalid."""
    form = Reading(texts)
    name = form.text("name", lambda text: required_line(text, NAME_LENGTH))
    description = form.text("description", lambda text: line(text, DESCRIPTION_LENGTH))
    if ending(name) in PROGRAMS:
        form.errors["name"] = NotTaken().message
    form.finish()
    return FileDraft(plain_title(name, NAME_LENGTH), description)


def numbered_name(name: str, number: int) -> str:
    """What a file is called beside another of its name: "plan.pdf", 2 → "plan (2).pdf"."""
    path = PurePath(name)
    return plain_title(f"{path.stem} ({number}){path.suffix}", NAME_LENGTH)


def same_name(name: str) -> str:
    """What names are compared by: "Plan.PDF" and "plan.pdf" are the same file, from any system."""
    return unicodedata.normalize("NFC", name.casefold())[:SAME_NAME_LENGTH]


def ending(name: str) -> str:
    """What follows a name's last point, in lower case: "plan.PDF" → "pdf".

    Windows leaves out points and spaces at the end: "run.exe." is saved as "run.exe".
    """
    return PurePath(name.rstrip(". ")).suffix[1:].lower()


def checked_type(name: str, size: int, seen: media.Glimpse) -> str:
    """The media type of a file that is taken. Raises EmptyFile, NotTaken."""
    if not size:
        raise EmptyFile
    found = media.media_type(seen)
    if found == media.PROGRAM or ending(name) in PROGRAMS:
        raise NotTaken
    return _BY_ENDING.get(ending(name), found) if found == media.TEXT else found


def version_title(name: str, number: int, *, latest: bool) -> str:
    """What a version is saved as: the newest by its name, older ones say which they are."""
    if latest:
        return name
    path = PurePath(name)
    return f"{path.stem} (v{number}){path.suffix}"
