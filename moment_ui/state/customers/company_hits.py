"""What a look-up shows: companies of the register, customers that may be the same, what was filled in."""

from dataclasses import dataclass

from moment_ui.core.writing import Writer
from moment_ui.domain.customers.errors import Lookalike
from moment_ui.registers.register import RegisterEntry
from moment_ui.registers.spelling import well_cased
from moment_ui.reports.customers.register_words import about_entry, warnings_of


@dataclass
class HitLine:
    """A company of the register's; `warnings` is what one should know of it first."""

    number: str = ""
    name: str = ""
    about: str = ""
    warnings: str = ""


@dataclass
class LookalikeLine:
    """A customer that may be the same company, and where to open it."""

    name: str = ""
    reason: str = ""
    href: str = ""


@dataclass
class FilledLine:
    """The company that the form was filled in from: which, with what, and what to know of it.

    `kept`: another name was typed already and stands. `spelled` is the name letter for letter as the
    register has it, where the form has it otherwise.
    """

    number: str = ""
    company: str = ""
    warnings: str = ""
    fields: str = ""
    kept: bool = False
    spelled: str = ""


def lookalike_lines(found: tuple[Lookalike, ...], slug: str) -> list[LookalikeLine]:
    """Customers that may be the same, as links."""
    return [
        LookalikeLine(f"{other.number} {other.name}", other.reason, f"/{slug}/customers/{other.id}")
        for other in found
    ]


def hit_line(entry: RegisterEntry, country: str, write: Writer) -> HitLine:
    """A company found, as a line to pick."""
    warnings = ", ".join(warnings_of(entry, write))
    name = well_cased(entry.name) or entry.number
    return HitLine(entry.number, name, about_entry(entry, country), warnings)


def filled_line(
    hit: HitLine, entry: RegisterEntry, fields: list[str], typed_name: str
) -> FilledLine:
    """What was filled in from the company of a hit, while the name field holds `typed_name`."""
    same = typed_name.casefold() == entry.name.casefold()
    return FilledLine(
        number=entry.number,
        company=" · ".join(filter(None, (entry.name, hit.about))),
        warnings=hit.warnings,
        fields=", ".join(fields),
        kept=bool(entry.name) and not same,
        spelled=entry.name if same and typed_name != entry.name else "",
    )
