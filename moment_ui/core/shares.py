"""Dividing an amount so that the parts are the whole, to the last decimal of the currency. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from moment_ui.core.money import ZERO, round_money


def divided(whole: Decimal, weights: Sequence[Decimal], currency: str) -> list[Decimal]:
    """The whole by weights, each part rounded; the residue goes to the largest weight, the first of equals.

    Weights are not negative, and at least one of them is more than nought, else everything is in the first.
    """
    total = sum(weights, ZERO)
    if not total:
        return [whole, *[ZERO] * (len(weights) - 1)] if weights else []
    parts = [round_money(whole * weight / total, currency) for weight in weights]
    parts[_largest(weights)] += whole - sum(parts, ZERO)
    return parts


def divided_minutes(whole: int, weights: Sequence[Decimal]) -> list[int]:
    """Whole minutes by weights, rounded down; the residue goes to the largest weight."""
    total = sum(weights, ZERO)
    if not total:
        return [whole, *[0] * (len(weights) - 1)] if weights else []
    parts = [int(whole * weight / total) for weight in weights]
    parts[_largest(weights)] += whole - sum(parts)
    return parts


def _largest(weights: Sequence[Decimal]) -> int:
    return max(range(len(weights)), key=lambda at: (weights[at], -at))
