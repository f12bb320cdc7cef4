"""What a company reminds with until it says otherwise: three levels, and words in four languages.

Norway: a reminder with a fee goes 14 days after the due date at the earliest, and the fee of each of two, in
kroner, is at most a twentieth of the collection rate, inkassosatsen (inkassoloven § 17, inkassoforskriften
§§ 1-1 and 1-2; 750 kroner from 1 January 2026, so 37.50). Interest is forsinkelsesrenten in percent a year, set
each 1 January and 1 July (forsinkelsesrenteloven § 3; 12.00 in the first half of 2026). The notice of debt
collection gives 14 days (inkassoloven § 9).

Sweden: 60 kronor a reminder, if agreed on when the debt arose (lag 1981:739 §§ 2 and 4 as of SFS 2013:56);
interest is the half-year's reference rate and 8 points (räntelagen 1975:635 §§ 6 and 9). Denmark: 100 kroner a
reminder, for three, ten days apart (renteloven § 9 b); interest is the lending rate of Danmarks Nationalbank and
8 points (§ 5). Iceland: 950 krónur for the one notice that warns of collection and gives ten days (innheimtulög
95/2008 § 7, reglugerð 37/2009 § 6 as changed by 133/2010); interest as the central bank announces (lög 38/2001
III). Looked up in November 2026, the rates of interest in pages that tell of them. In these three countries companies
begin with no fee, because most have to be agreed on.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.models.company import Company
from moment_ui.models.reminder import NOT_SAID, ReminderLevel

LEVELS = (1, 2, 3)
LAST = LEVELS[-1]
FEE = Decimal(37)
LATE_INTEREST = {(2026, 1): Decimal(12)}
"""Forsinkelsesrenten in percent a year, by year and half-year, as far as it was known when this was written."""

DAYS = {1: 14, 2: 14, 3: 14}
LANGUAGES = ("nb", "sv", "da", "en")
TOKENS = ("{customer}", "{company}", "{total}", "{invoices}", "{until}")
"""What a text may hold: who owes, to whom, how much, on which invoices, and the last day to pay."""

_TEXTS: dict[int, dict[str, tuple[str, str]]] = {
    1: {
        "nb": (
            "Betalingspåminnelse fra {company}",
            (
                "Hei,\n\nvi kan ikke se at {invoices} er betalt. Utestående er {total}.\n\nVi ber om betaling innen "
                "{until}. Oversikten er vedlagt. Er beløpet betalt, kan dere se bort fra denne påminnelsen.\n\n"
                "Vennlig hilsen\n{company}"
            ),
        ),
        "sv": (
            "Betalningspåminnelse från {company}",
            (
                "Hej,\n\nvi kan inte se att {invoices} har betalats. Obetalt belopp är {total}.\n\nVi ber om betalning "
                "senast {until}. Översikten är bifogad. Bortse från påminnelsen om ni redan har betalat.\n\n"
                "Vänliga hälsningar\n{company}"
            ),
        ),
        "da": (
            "Betalingspåmindelse fra {company}",
            (
                "Hej,\n\nvi kan ikke se, at {invoices} er betalt. Udestående er {total}.\n\nVi beder om betaling senest "
                "{until}. Oversigten er vedhæftet. Er beløbet betalt, kan I se bort fra påmindelsen.\n\n"
                "Venlig hilsen\n{company}"
            ),
        ),
        "en": (
            "Payment reminder from {company}",
            (
                "Hello,\n\nwe cannot see that {invoices} has been paid. {total} is outstanding.\n\nPlease pay by {until}. "
                "The list is attached. If you have paid already, please disregard this reminder.\n\n"
                "Kind regards\n{company}"
            ),
        ),
    },
    2: {
        "nb": (
            "Andre påminnelse fra {company}",
            (
                "Hei,\n\nvi har minnet dere på {invoices} før. {total} er fortsatt ikke betalt.\n\nBetal innen {until}. "
                "Ta kontakt hvis det er noe dere er uenige i.\n\nVennlig hilsen\n{company}"
            ),
        ),
        "sv": (
            "Andra påminnelsen från {company}",
            (
                "Hej,\n\nvi har påmint er om {invoices} tidigare. {total} är fortfarande obetalt.\n\nBetala senast "
                "{until}. Hör av er om det är något ni inte håller med om.\n\nVänliga hälsningar\n{company}"
            ),
        ),
        "da": (
            "Anden påmindelse fra {company}",
            (
                "Hej,\n\nvi har mindet jer om {invoices} før. {total} er stadig ikke betalt.\n\nBetal senest {until}. "
                "Kontakt os, hvis der er noget, I er uenige i.\n\nVenlig hilsen\n{company}"
            ),
        ),
        "en": (
            "Second reminder from {company}",
            (
                "Hello,\n\nwe have reminded you of {invoices} before. {total} is still unpaid.\n\nPlease pay by {until}. "
                "Tell us if there is anything you do not agree with.\n\nKind regards\n{company}"
            ),
        ),
    },
    3: {
        "nb": (
            "Inkassovarsel fra {company}",
            (
                "Til {customer}\n\nDette er et varsel etter inkassoloven § 9. {total} for {invoices} er ikke betalt. Er "
                "kravet ikke betalt innen {until}, sendes det til inkasso, med kostnader for dere.\n\n"
                "Vennlig hilsen\n{company}"
            ),
        ),
        "sv": (
            "Inkassovarning från {company}",
            (
                "Till {customer}\n\n{total} för {invoices} är inte betalt. Betalas det inte senast {until} lämnas "
                "kravet till inkasso, med kostnader för er.\n\nVänliga hälsningar\n{company}"
            ),
        ),
        "da": (
            "Inkassovarsel fra {company}",
            (
                "Til {customer}\n\n{total} for {invoices} er ikke betalt. Betales det ikke senest {until}, overgives "
                "kravet til inkasso, med omkostninger for jer.\n\nVenlig hilsen\n{company}"
            ),
        ),
        "en": (
            "Notice of debt collection from {company}",
            (
                "To {customer}\n\n{total} for {invoices} has not been paid. Unless it is paid by {until}, the claim goes "
                "to debt collection, at your cost.\n\nKind regards\n{company}"
            ),
        ),
    },
}


@dataclass(frozen=True, slots=True)
class Level:
    """A level as it holds on a day. `said`: its `percent` is the company's own, else what is known, or nought."""

    level: int
    days: int
    fee: Decimal
    percent: Decimal
    said: bool
    texts: dict[str, dict[str, str]]
    version: int


_TITLES = {
    "nb": ("Betalingspåminnelse", "Andre påminnelse", "Inkassovarsel"),
    "sv": ("Betalningspåminnelse", "Andra påminnelsen", "Inkassovarning"),
    "da": ("Betalingspåmindelse", "Anden påmindelse", "Inkassovarsel"),
    "en": ("Payment reminder", "Second reminder", "Notice of debt collection"),
}


def title_of(level: int, language: str) -> str:
    """What the paper of a level is called in a language."""
    titles = _TITLES.get({"nn": "nb"}.get(language, language)) or _TITLES["en"]
    return titles[level - 1]


def late_interest(day: dt.date) -> Decimal | None:
    """Norway's interest for late payment on a day; None where it is not known here."""
    return LATE_INTEREST.get((day.year, 1 if day.month <= 6 else 2))


def level_on(row: ReminderLevel, company: Company, today: dt.date) -> Level:
    """A level as it holds on a day.

    A rate of another half-year is never asked for: where nobody has said one, there is today's in Norway, and
    none where that is not known or elsewhere.
    """
    said = row.percent != NOT_SAID
    known = late_interest(today) if company.country == "NO" else None
    percent = row.percent if said else known or Decimal(0)
    return Level(row.level, row.days, row.fee, percent, said, row.texts, row.version)


def default_level(level: int, company: Company) -> ReminderLevel:
    """A level as it is until the company says otherwise; not stored, at version 0.

    Only Norwegian companies begin with a fee and interest: elsewhere they depend on what was agreed.
    """
    at_home = company.country == "NO"
    return ReminderLevel(
        company_id=company.id or 0,
        level=level,
        days=DAYS[level],
        fee=FEE if at_home and level < LAST else Decimal(0),
        percent=NOT_SAID,
        texts=default_texts(level),
        version=0,
    )


def default_texts(level: int) -> dict[str, dict[str, str]]:
    """Subject and text of a level by language, as they are until the company says otherwise."""
    return {key: {"subject": s, "text": t} for key, (s, t) in _TEXTS[level].items()}
