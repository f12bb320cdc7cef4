"""E-mail addresses as they are pasted: one or many, with commas, semicolons or line ends between. Pure."""

import re
from dataclasses import dataclass

from moment_ui.core import fields
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _

MOST = 200
"""More than a company has partners' people: a longer list is a wrong paste."""

_BETWEEN = re.compile(r"[,;\n\r\t]+")
_NAMED = re.compile(r"^(?P<name>[^<>]*)<(?P<email>[^<>]+)>$")


@dataclass(frozen=True, slots=True)
class Typed:
    """One of the addresses: as it is compared, the name beside it, and what is wrong with it."""

    email: str
    name: str = ""
    problem: str = ""


def addresses_in(text: str) -> list[Typed]:
    """The addresses of a text in their order; a name may stand before one in angle brackets."""
    found: list[Typed] = []
    seen: set[str] = set()
    for part in filter(None, map(str.strip, _BETWEEN.split(text))):
        typed = _typed(part)
        if not typed.problem and typed.email in seen:
            typed = Typed(typed.email, typed.name, _("Stands twice in the list."))
        seen.add(typed.email)
        found.append(typed)
    return found


def _typed(part: str) -> Typed:
    named = _NAMED.match(part)
    address = named["email"].strip() if named else part
    name = named["name"].strip(" \"'") if named else ""
    try:
        email = fields.email(address)
    except Unfit as unfit:
        return Typed(address[:254].lower(), name[:200], unfit.message)
    if not email or not email.isascii():
        return Typed(address[:254].lower(), name[:200], _("This is not an e-mail address."))
    return Typed(email.lower(), name[:200])
