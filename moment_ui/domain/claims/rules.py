"""What the forms of claims mean, what a line comes to, and who may do what when. No database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from moment_ui.core import fields
from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Unfit
from moment_ui.core.money import round_money
from moment_ui.core.words import _
from moment_ui.models.claim import ClaimKind, ClaimStatus

HUNDRED = Decimal(100)
TEXT_LENGTH = 1000
_MONEY = Bounds(-(Decimal(10) ** 7), Decimal(10) ** 7, 2)
_RATE = Bounds(Decimal("0.0001"), Decimal(10) ** 6, 4)
_PERCENT = Bounds(Decimal(0), Decimal(1000), 2)

OPEN = frozenset({ClaimStatus.DRAFT, ClaimStatus.REJECTED})
"""The owner may still change it."""


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A claim's head as its form means it. Only a travel claim has places and a last day."""

    kind: ClaimKind
    title: str
    day: dt.date
    until_day: dt.date | None = None
    from_place: str = ""
    to_place: str = ""
    reviewer_id: int | None = None
    refunder_id: int | None = None


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line as its form means it. Without a currency it is in the claim's; `rate` is what one of it costs."""

    day: dt.date
    text: str
    amount: Decimal
    currency: str = ""
    rate: Decimal | None = None
    category_id: int | None = None
    project_id: int | None = None
    activity_id: int | None = None
    bill: bool = False
    markup_percent: Decimal = Decimal(0)


def read_claim(kind: ClaimKind, texts: Mapping[str, str]) -> ClaimDraft:
    """The claim that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    travel = kind is ClaimKind.TRAVEL
    draft = ClaimDraft(
        kind=kind,
        title=form.text("title", fields.required_line),
        day=form.read("day", _required_day) or dt.date.min,
        until_day=form.read("until_day", fields.day) if travel else None,
        from_place=form.text("from_place", fields.line) if travel else "",
        to_place=form.text("to_place", fields.line) if travel else "",
        reviewer_id=form.read("reviewer_id", fields.whole_number),
        refunder_id=form.read("refunder_id", fields.whole_number),
    )
    form.finish()
    if draft.until_day is not None and draft.until_day < draft.day:
        raise Invalid(until_day=_("The journey ends before it begins."))
    return draft


def read_line(texts: Mapping[str, str]) -> LineDraft:
    """The line that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = LineDraft(
        day=form.read("day", _required_day) or dt.date.min,
        text=form.text("text", partial(fields.required_line, longest=TEXT_LENGTH)),
        amount=form.read("amount", _required_amount) or Decimal(0),
        currency=form.text("currency", fields.currency),
        rate=form.read("rate", partial(decimal, bounds=_RATE)),
        category_id=form.read("category_id", fields.whole_number),
        project_id=form.read("project_id", fields.whole_number),
        activity_id=form.read("activity_id", fields.whole_number),
        bill=bool(texts.get("bill")),
        markup_percent=form.read("markup_percent", partial(decimal, bounds=_PERCENT)) or Decimal(0),
    )
    form.finish()
    if draft.bill and draft.project_id is None:
        raise Invalid(project_id=_("Choose the project whose customer pays it."))
    return draft


def rate_of(draft: LineDraft, home: str) -> Decimal:
    """What one of the line's currency costs in the claim's. Raises Invalid where nobody has said so."""
    if draft.currency in {"", home}:
        return Decimal(1)
    if draft.rate is None:
        text = _("Say what 1 {currency} cost in {home}.")
        raise Invalid(rate=text.format(currency=draft.currency, home=home))
    return draft.rate


def in_home(amount: Decimal, rate: Decimal, home: str) -> Decimal:
    """An amount in the claim's currency, in its decimals."""
    return round_money(amount * rate, home)


def with_markup(cost: Decimal, percent: Decimal, currency: str) -> Decimal:
    """What the project's customer pays of a cost."""
    return round_money(cost * (HUNDRED + percent) / HUNDRED, currency)


def _required_day(text: str) -> dt.date:
    day = fields.day(text)
    if day is None:
        raise Unfit(_("Fill this in."))
    return day


def _required_amount(text: str) -> Decimal:
    amount = decimal(text, bounds=_MONEY)
    if not amount:
        raise Unfit(_("Fill this in."))
    return amount
