"""What the law of a country leaves of a fee, a waiting time and a rate of interest. No database.

Sources stand in `defaults` and beside the fields that are weighed. Whoever sets a level answers for it:
these are warnings and stop nothing.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer
from moment_ui.domain.reminders.defaults import LATE_INTEREST, Level, late_interest


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that a reminder may cost in a country, for how many reminders, and where that stands.

    `after` is how many days after the due date one with a fee goes at the earliest, where that is said.
    """

    amount: Decimal
    currency: str
    reminders: int
    source: str
    after: int = 0


CAPS = {
    "NO": Cap(
        Decimal("37.5"), "NOK", 2, "inkassoloven § 17, inkassoforskriften §§ 1-1 and 1-2", after=14
    ),
    "SE": Cap(Decimal(60), "SEK", 3, "lag 1981:739 § 4"),
    "DK": Cap(Decimal(100), "DKK", 3, "renteloven § 9 b"),
    "IS": Cap(Decimal(950), "ISK", 1, "reglugerð 37/2009 § 6"),
}


INTEREST_LAW = "forsinkelsesrenteloven § 3"


@dataclass(frozen=True, slots=True)
class Asking:
    """Who reminds: the company's country and currency, and the day it is there; how numbers are written."""

    country: str
    currency: str
    today: dt.date
    write: Writer


def fee_warning(who: Asking, level: int, fee: Decimal) -> str:
    """Why the fee of a level is more than the country allows; "" when it is not, or not known."""
    cap = CAPS.get(who.country)
    if cap is None or cap.currency != who.currency or not fee:
        return ""
    if level > cap.reminders:
        one, many = (
            "A fee may be taken for {count} reminder only",
            "A fee may be taken for {count} reminders only",
        )
        return f"{plural(one, many, cap.reminders)} ({cap.source})."
    if fee > cap.amount:
        text = _("More than the {amount} {currency} that a reminder may cost ({source}).")
        return text.format(
            amount=who.write.amount(cap.amount, cap.currency),
            currency=cap.currency,
            source=cap.source,
        )
    return ""


def days_warning(who: Asking, level: int, days: int, fee: Decimal) -> str:
    """Why a first reminder with a fee goes too early; "" when it does not, or not known."""
    cap = CAPS.get(who.country)
    if cap is None or level != 1 or not fee or days >= cap.after:
        return ""
    text = _(
        "A reminder with a fee goes {count} days after the due date at the earliest ({source})."
    )
    return text.format(count=cap.after, source=cap.source)


def percent_warning(who: Asking, percent: Decimal) -> str:
    """Why the interest may not be that of today; "" when nothing is known against it."""
    if who.country != "NO" or not percent:
        return ""
    now = late_interest(who.today)
    if now is not None and percent > now:
        text = _("More than the {percent} % that consumers pay at most ({source}).")
        return text.format(percent=who.write.exact(now), source=INTEREST_LAW)
    if now is None and percent in LATE_INTEREST.values():
        text = _(
            "{percent} % was the late interest of an earlier half-year. It is set anew each 1 January and 1 July: "
            "look it up at regjeringen.no and set it ({source})."
        )
        return text.format(percent=who.write.exact(percent), source=INTEREST_LAW)
    return ""


def warnings(
    who: Asking, level: int, days: int | None, fee: Decimal | None, percent: Decimal | None
) -> dict[str, str]:
    """What is known against a level, by field; what could not be read is not weighed."""
    told = {
        "fee": fee_warning(who, level, fee or Decimal(0)),
        "days": days_warning(who, level, days or 0, fee or Decimal(0)) if days is not None else "",
        "percent": percent_warning(who, percent or Decimal(0)),
    }
    return {key: text for key, text in told.items() if text}


def warnings_of(who: Asking, row: Level) -> dict[str, str]:
    """The same of a level as it holds."""
    return warnings(who, row.level, row.days, row.fee, row.percent)
