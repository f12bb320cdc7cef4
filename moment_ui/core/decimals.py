"""Numbers with decimals as people type them: prices, quantities, percents. Exact, never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.core.fields import Unfit
from moment_ui.core.words import _

_SPACES = str.maketrans("", "", " \u00a0\u202f'")
_NUMBER = re.compile(r"-?(\d+([.,]\d*)?|[.,]\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number may be: from `least` to `most`, both inside, with at most `places` decimals."""

    least: Decimal
    most: Decimal
    places: int = 4


def decimal(text: str, bounds: Bounds) -> Decimal:
    """The number typed: `1 234,50`, `1234.5`, `−3`; nought when empty. Raises Unfit."""
    plain = text.strip().translate(_SPACES).replace("\N{MINUS SIGN}", "-").removesuffix("%")
    if not plain:
        return Decimal(0)
    if len(plain) > 30 or not _NUMBER.fullmatch(plain):
        raise Unfit(_("Write a number like 1 234,50."))
    number = Decimal(plain.replace(",", "."))
    if number != round(number, bounds.places):
        raise Unfit(_("At most {count} decimals fit here.").format(count=bounds.places))
    if not bounds.least <= number <= bounds.most:
        raise Unfit(
            _("Write a number from {least} to {most}.").format(
                least=_said(bounds.least), most=_said(bounds.most)
            )
        )
    return round(number, bounds.places)


def _said(bound: Decimal) -> str:
    """A bound with its thousands apart: 1 000 000 000."""
    return f"{bound:,f}".replace(",", "\N{NO-BREAK SPACE}").replace("-", "\N{MINUS SIGN}")
