"""How the hours behind a line share its amount. No database."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from moment_ui.core.money import ZERO, round_money

MINUTES = Decimal(60)


def billed_minutes(quantity: Decimal) -> int:
    """A quantity of hours as whole minutes: a third of an hour is kept as 0.3333."""
    return int((quantity * MINUTES).to_integral_value())


def shared_out(amount: Decimal, minutes: Sequence[int], currency: str) -> list[Decimal]:
    """The amount divided among rows by their minutes, each in the currency's decimals.

    The shares add up to the amount, none is further than one unit from its exact part. Rows that have
    no minutes between them share nothing.
    """
    total = sum(minutes)
    if not total:
        return [ZERO for _row in minutes]
    reached = [round_money(amount * up_to / total, currency) for up_to in accumulate(minutes)]
    return [after - before for before, after in pairwise([ZERO, *reached])]
