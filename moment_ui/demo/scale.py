"""How much a large demo holds. Apart from what fills it: the command line reads it before any setting."""

import re
from dataclasses import dataclass

from moment_ui.core.errors import Invalid
from moment_ui.core.words import _


@dataclass(frozen=True, slots=True)
class Scale:
    """How many customers and invoices to add to the first company."""

    customers: int
    invoices: int

    @classmethod
    def parse(cls, text: str) -> "Scale":
        """Read "2000x100000": customers and invoices. Raises Invalid."""
        found = re.fullmatch(r"(\d{1,7})x(\d{1,8})", text.strip().lower())
        if not found or not all(map(int, found.groups())):
            raise Invalid(
                scale=_("Write the scale as customers x invoices, for example 2000x100000.")
            )
        return cls(*map(int, found.groups()))
