"""What wins: the most specific level that says something. No database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from moment_ui.core.actor import Actor, Permission
from moment_ui.domain.invoicing.option import InvoicingOption, Level, OptionKind
from moment_ui.domain.invoicing.options import OF_THE_ECONOMY

Said = Mapping[Level, Mapping[str, str]]
"""What each level says, by option. A key that is missing says nothing; "" can be a value."""


MONEY = frozenset({OptionKind.AMOUNT, OptionKind.PERCENT})
"""Kinds of options that are money whatever their group: the fee and the discount."""


@dataclass(frozen=True, slots=True)
class Effective:
    """An option's value in one place, and the level that says so; None when it is the default."""

    value: str
    origin: Level | None


def resolve(options: Iterable[InvoicingOption], said: Said) -> dict[str, Effective]:
    """The effective value of each option: project's, else customer's, else company's, else default."""
    return {option.key: effective_at(option, said, Level.PROJECT) for option in options}


def effective_at(option: InvoicingOption, said: Said, level: Level) -> Effective:
    """What holds for an option at a level, from that level upwards."""
    for here in reversed(tuple(Level)[: _depth(level) + 1]):
        values = said.get(here, {})
        if option.key in values:
            return Effective(values[option.key], here)
    return Effective(option.default, None)


def above(option: InvoicingOption, said: Said, level: Level) -> Effective:
    """What would hold if the level said nothing."""
    others = {other: values for other, values in said.items() if other is not level}
    return effective_at(option, others, level)


def may_see(actor: Actor, option: InvoicingOption) -> bool:
    """Whether the actor may see what an option says: money and bookkeeping are as invoices are."""
    money = option.group in OF_THE_ECONOMY or option.kind in MONEY
    return not money or actor.may(Permission.VIEW_INVOICES)


def may_change(actor: Actor, option: InvoicingOption, level: Level) -> bool:
    """Whether the actor may set the option there: company-wide, and money, is the economy's."""
    company = level is Level.COMPANY or option.group in OF_THE_ECONOMY
    needed = Permission.SETUP_INVOICING if company else Permission.EDIT_INVOICING
    return level in option.levels and actor.may(needed) and may_see(actor, option)


def _depth(level: Level) -> int:
    return tuple(Level).index(level)
