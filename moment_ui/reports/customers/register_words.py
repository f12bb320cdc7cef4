"""What registers say of a company, in words with a tone and an icon."""

import datetime as dt

from moment_ui.core import identifiers
from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.registers.register import RegisterEntry, Standing
from moment_ui.registers.spelling import well_cased

TONES = {
    Standing.REGISTERED: "good",
    Standing.LIQUIDATION: "warn",
    Standing.BANKRUPT: "bad",
    Standing.DELETED: "bad",
    Standing.NOT_FOUND: "warn",
}


def standing_words(standing: Standing, deleted_on: dt.date | None, write: Writer) -> str:
    """A standing as it is said beside an organisation number."""
    if standing == Standing.DELETED and deleted_on:
        return _("deleted {day}").format(day=write.day(deleted_on))
    return {
        Standing.REGISTERED: _("in the register"),
        Standing.LIQUIDATION: _("being wound up"),
        Standing.BANKRUPT: _("bankrupt"),
        Standing.DELETED: _("deleted from the register"),
        Standing.NOT_FOUND: _("not in the register"),
    }[standing]


def warnings_of(entry: RegisterEntry, write: Writer) -> list[str]:
    """What one should know before a company becomes a customer; nothing of most."""
    said: list[str] = []
    if entry.standing != Standing.REGISTERED:
        said.append(standing_words(entry.standing, entry.deleted_on, write))
    if entry.vat_registered is False and not entry.deleted:
        said.append(_("not in the VAT register"))
    return said


def about_entry(entry: RegisterEntry, country: str) -> str:
    """Number, organisation form, place, and what a sub-unit is part of, in one line."""
    number = identifiers.shown_org_number(entry.number, country)
    city = well_cased(entry.visiting.city or entry.postal.city)
    whole = identifiers.shown_org_number(entry.part_of, country)
    part = _("part of {number}").format(number=whole) if whole else ""
    return " · ".join(filter(None, (number, entry.form, city, part)))
