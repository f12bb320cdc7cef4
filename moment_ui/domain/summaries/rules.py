"""What the form of a record means. No database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from moment_ui.core import fields
from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.fields import Unfit
from moment_ui.core.money import ZERO, round_money
from moment_ui.core.words import _

HUNDRED = Decimal(100)
_GROSS = Bounds(-(Decimal(10) ** 9), Decimal(10) ** 9, 2)


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """Something billed elsewhere; `gross` includes VAT."""

    day: dt.date
    text: str
    gross: Decimal


def read_record(texts: Mapping[str, str]) -> RecordDraft:
    """The record that a form's texts mean. Raises Invalid."""
    form = fields.Reading(texts)
    draft = RecordDraft(
        day=form.read("day", _day) or dt.date.min,
        text=form.text("text", partial(fields.line, longest=500)),
        gross=form.read("gross", _gross) or ZERO,
    )
    form.finish()
    return draft


def vat_shares(
    nets: Mapping[int, Decimal], percent: Decimal, vat: Decimal, currency: str
) -> dict[int, Decimal]:
    """The VAT of each net amount, by their keys; together they are `vat`, that of the whole, to the øre.

    What rounding leaves goes to the largest, whatever its sign. At least one amount is given.
    """
    shares = {key: round_money(net * percent / HUNDRED, currency) for key, net in nets.items()}
    largest = max(nets, key=lambda key: abs(nets[key]))
    shares[largest] += vat - sum(shares.values(), ZERO)
    return shares


def _day(text: str) -> dt.date:
    found = fields.day(text)
    if found is None:
        raise Unfit(_("Fill this in."))
    return found


def _gross(text: str) -> Decimal:
    amount = decimal(text, _GROSS)
    if not amount:
        raise Unfit(_("Write an amount."))
    return amount
