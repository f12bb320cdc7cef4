"""Looking into ISO 20022 messages: by local names, so that every version reads alike."""

import datetime as dt
import re
from decimal import Decimal
from importlib import import_module
from typing import Any

from moment_ui.core.words import _
from moment_ui.formats.payments.payment import FileBroken

Element = Any
etree: Any = import_module("lxml.etree")  # which comes without types
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_AMOUNT = re.compile(r"(\d{1,14}(?:\.\d{0,4}0?)?|\.\d{1,4}0?)", re.ASCII)
MOST_DIGITS = 18


def local(element: Element) -> str:
    """An element's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(text: str | None) -> str:
    """A text on one line, without what cannot be printed."""
    if not text:
        return ""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())


class Part:
    """An element with all that stands in it, by path of local names; walked once.

    What lies in elements named `without` is left out.
    """

    def __init__(self, element: Element, without: str = "") -> None:
        self.name = local(element)
        self.line: int = element.sourceline or 0
        self._found: dict[str, list[Element]] = {}
        self._walk(element, "", without)

    def _walk(self, element: Element, above: str, without: str) -> None:
        for inner in element:
            name = local(inner)
            if name and name != without:
                self._found.setdefault(above + name, []).append(inner)
                if len(inner):
                    self._walk(inner, f"{above}{name}/", without)

    def parts(self, path: str) -> list["Part"]:
        """The elements at a path, each with what stands in it."""
        return [Part(each) for each in self._found.get(path, ())]

    def texts(self, path: str) -> list[str]:
        """The texts at a path."""
        return [line_of(each.text) for each in self._found.get(path, ())]

    def text(self, *paths: str) -> str:
        """The first text at any of the paths; "" without one."""
        for path in paths:
            if path in self._found and (said := line_of(self._found[path][0].text)):
                return said
        return ""

    def yes(self, path: str) -> bool:
        """Whether the text at a path says yes."""
        return self.text(path) in {"true", "1"}

    def whole(self, path: str) -> int | None:
        """A whole number at a path. Raises FileBroken for anything else."""
        said = self.text(path)
        if not said:
            return None
        if not (said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS):
            raise self.broken(_("“{said}” is not a whole number.").format(said=said[:40]))
        return int(said)

    def money(self, *paths: str) -> tuple[Decimal, str] | None:
        """The first amount at any of the paths, and its currency. Raises FileBroken for anything else."""
        for path in paths:
            if path in self._found:
                found = self._found[path][0]
                said = line_of(found.text)
                if not _AMOUNT.fullmatch(said):
                    raise self.broken(_("“{said}” is not an amount.").format(said=said[:40]))
                return round(Decimal(said), 4), line_of(found.get("Ccy"))[:3]
        return None

    def day(self, *paths: str) -> dt.date | None:
        """The first date at any of the paths, of a date or an instant. Raises FileBroken."""
        said = self.text(*(f"{path}/{kind}" for path in paths for kind in ("Dt", "DtTm")))
        if not said:
            return None
        found = _DAY.match(said)
        try:
            return dt.date.fromisoformat(found[0] if found else "")
        except ValueError:
            raise self.broken(_("“{said}” is not a date.").format(said=said[:40])) from None

    def broken(self, reason: str) -> FileBroken:
        """What is raised about this element."""
        return FileBroken(self.line, reason)
