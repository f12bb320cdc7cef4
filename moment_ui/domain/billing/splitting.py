"""What is billed of one price model divided between its customers: by percent, by lines, by hours. Pure.

Who divides by lines pays some of the items whole, with all lines that they become. Else the nets of
all parts together are the net of the whole, to the last decimal; where rounding leaves something, the
customer with the largest share has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from moment_ui.core.money import ZERO
from moment_ui.core.shares import divided
from moment_ui.core.writing import percent_in
from moment_ui.domain.billing.lines import PlannedLine
from moment_ui.domain.billing.sheet import ONE, Item, Model, Share
from moment_ui.domain.drafts.rules import in_language
from moment_ui.models.invoice import LineKind
from moment_ui.models.price_model import SplitBy

Parts = dict[int, list[PlannedLine]]

SHARE_TEXTS = {
    "nb": "Andel {percent}",
    "nn": "Del {percent}",
    "sv": "Andel {percent}",
    "da": "Andel {percent}",
    "is": "Hlutdeild {percent}",
    "en": "Share of {percent}",
}
ROUNDING_TEXTS = {
    "nb": "Avrunding av delingen",
    "nn": "Avrunding av delinga",
    "sv": "Avrundning av delningen",
    "da": "Afrunding af delingen",
    "is": "Sléttun skiptingar",
    "en": "Rounding of the division",
}
"""What the lines that a division adds are called, by the language of the invoice."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What the customers' drafts are written in, by customer, and booked on, by what is billed.

    What some of them book differently has a deduction of its own.
    """

    languages: Mapping[int, str] = field(default_factory=dict[int, str])
    accounts: Mapping[LineKind, Sequence[str]] = field(
        default_factory=dict[LineKind, Sequence[str]]
    )

    def language(self, customer_id: int) -> str:
        """The language of a customer's drafts."""
        return self.languages.get(customer_id, "")

    def booked(self, line: PlannedLine) -> Sequence[str]:
        """The account of a line on each customer's draft."""
        return self.accounts.get(line.booked_as or line.kind, ())


_UNITS = Decimal(10_000)
"""An hour is divided into so many parts, which is what a line's quantity can say."""


def main_payer(shares: Sequence[Share]) -> int:
    """The customer with the largest share, the first of equals: what was billed stands with him."""
    return max(shares, key=lambda share: share.percent).customer_id


def by_payer(
    items: Iterable[Item], model: Model, receivers: Mapping[str, int]
) -> dict[int, list[Item]]:
    """The items that each customer pays, where they divide the lines; `receivers` says who, by item.

    What is included in the price goes with something that is not.
    """
    payers, main = {share.customer_id for share in model.shares}, main_payer(model.shares)
    parts: dict[int, list[Item]] = {}
    included: list[Item] = []
    for item in items:
        if item.included:
            included.append(item)
        else:
            chosen = receivers.get(item.key, main)
            parts.setdefault(chosen if chosen in payers else main, []).append(item)
    for item in included if parts else ():
        chosen = receivers.get(item.key, main)
        parts[chosen if chosen in parts else next(iter(parts))].append(item)
    return parts


def split(lines: Sequence[PlannedLine], model: Model, habits: Habits) -> Parts:
    """The lines of each customer of a model that they share by percent or by hours."""
    if model.split_by is SplitBy.HOURS:
        hours = [line for line in lines if line.kind is LineKind.HOURS]
        others = [line for line in lines if line.kind is not LineKind.HOURS]
        parts = _by_hours(hours, model, habits)
        for customer_id, found in _by_percent(others, model, habits).items():
            parts[customer_id] = [*parts.get(customer_id, ()), *found]
        return parts
    return _by_percent(lines, model, habits)


def _by_percent(lines: Sequence[PlannedLine], model: Model, habits: Habits) -> Parts:
    """Everybody has all lines, and a deduction that leaves the share; sources stand with the main payer."""
    if not lines:
        return {}
    main = main_payer(model.shares)
    groups: dict[tuple[object, ...], list[PlannedLine]] = {}
    for line in lines:
        alike = (line.vat_code, line.vat_percent, line.project_id, tuple(habits.booked(line)))
        groups.setdefault(alike, []).append(line)
    parts: Parts = {
        share.customer_id: [_part_of(line, share, keep=share.customer_id == main) for line in lines]
        for share in model.shares
    }
    for group in groups.values():
        whole = sum((line.net for line in group), ZERO)
        percents = [share.percent for share in model.shares]
        for share, part in zip(
            model.shares, divided(whole, percents, group[0].currency), strict=True
        ):
            if part != whole:
                text = in_language(SHARE_TEXTS, language := habits.language(share.customer_id))
                text = text.format(percent=percent_in(language, share.percent))
                parts[share.customer_id].append(_extra(group[0], text, part - whole))
    return parts


def _by_hours(lines: Sequence[PlannedLine], model: Model, habits: Habits) -> Parts:
    """Everybody has so many of the hours at the same rate; what rounding leaves is a line of its own."""
    parts: Parts = {}
    main = main_payer(model.shares)
    for line in lines:
        units = divided(
            line.quantity * _UNITS, [share.percent for share in model.shares], "ISK"
        )  # whole units: a currency without decimals
        mine: list[PlannedLine] = []
        for share, count in zip(model.shares, units, strict=True):
            part = replace(line, quantity=count / _UNITS)
            part = _part_of(part, share, keep=share.customer_id == main)
            mine.append(part)
            parts.setdefault(share.customer_id, []).append(part)
        left = line.net - sum((part.net for part in mine), ZERO)
        if left:
            text = in_language(ROUNDING_TEXTS, habits.language(main))
            parts[main].append(_extra(line, text, left))
    return parts


def _extra(like: PlannedLine, text: str, amount: Decimal) -> PlannedLine:
    return PlannedLine(
        kind=LineKind.DEDUCTION,
        text=text,
        project_id=like.project_id,
        currency=like.currency,
        quantity=ONE,
        price=amount,
        model_id=like.model_id,
        vat_code=like.vat_code,
        vat_percent=like.vat_percent,
        booked_as=like.booked_as or like.kind,
    )


def _part_of(line: PlannedLine, share: Share, *, keep: bool) -> PlannedLine:
    return replace(line, share=share.percent, items=line.items if keep else ())
