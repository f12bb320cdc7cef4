"""What a price model says in words, and as its form begins."""

import datetime as dt
from decimal import Decimal

from moment_ui.core.period import ONE_DAY
from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer
from moment_ui.domain.price_models.queries import ModelRecord
from moment_ui.domain.price_models.rules import bound_of
from moment_ui.models.price_model import PriceModel, PriceModelKind, RateBase, SplitBy
from moment_ui.reports.customers.customer_facts import FactLine

KINDS = {
    PriceModelKind.HOURLY: _("Hourly"),
    PriceModelKind.FIXED_PRICE: _("Fixed price"),
    PriceModelKind.SUBSCRIPTION: _("Subscription"),
    PriceModelKind.NON_BILLABLE: _("Non-billable"),
    PriceModelKind.OFFER: _("From an offer"),
}
BASES = {
    RateBase.PRICE_LIST: _("Price list"),
    RateBase.ROLE: _("A rate per role"),
    RateBase.COMMON: _("One common rate"),
    RateBase.CUSTOM: _("Set for each co-worker"),
    RateBase.CO_WORKER: _("The co-worker’s own rate"),
    RateBase.TRUE_COST: _("True cost"),
    RateBase.MAIN_PROJECT: _("Main project"),
}
SPLITS = {
    SplitBy.PERCENT: _("By percentage of the total"),
    SplitBy.LINES: _("By lines"),
    SplitBy.HOURS: _("By hours"),
}


def facts_of(one: ModelRecord, write: Writer, *, is_default: bool) -> list[FactLine]:
    """The facts of a model's card; those that say nothing are left out."""
    row = one.row
    lines = [
        FactLine(_("Rates"), _base(one)),
        FactLine(_("Runs"), _runs(row, write), css="tn"),
        FactLine(_("Invoiced"), _when(row)),
        FactLine(_("Invoiced until"), _last(one.invoiced_until, write), css="tn"),
        FactLine(_("Fixed price"), _fixed(row, write), css="tn"),
        FactLine(_("Per period"), _per_period(row, write), css="tn"),
        FactLine(_("Offered"), _offered(row, write), css="tn"),
        FactLine(_("Total fee"), _amount(row.estimated_total, row, write), css="tn"),
        FactLine(_("Invoiced so far"), _amount(one.priced.invoiced, row, write), css="tn"),
        FactLine(_("On drafts"), _amount(one.priced.drafted, row, write), css="tn"),
        FactLine(_("Discounts on it"), _amount(one.priced.discount, row, write), css="tn"),
        FactLine(_("Invoiced elsewhere"), _amount(one.priced.elsewhere, row, write), css="tn"),
        FactLine(_("Remains"), _remains(one, write), css="tn"),
        FactLine(_("VAT code"), row.vat_code, css="tn"),
        FactLine(_("Expenses and products"), _extras(row)),
        FactLine(_("Surcharge on expenses"), _surcharge(row, write), css="tn"),
        FactLine(_("Summary"), _("On the invoice") if row.show_summary else ""),
        FactLine(_("Activities"), _activities(one, is_default=is_default)),
    ]
    return [line for line in lines if line.value]


def typed_model(row: PriceModel, write: Writer) -> dict[str, str]:
    """The model as its form begins."""
    last = row.ends_on - ONE_DAY if row.ends_on else None
    return {
        "name": row.name,
        "vat_code": row.vat_code,
        "rate_base": row.rate_base.value,
        "price_list_id": str(row.price_list_id or ""),
        "estimated_total": "" if row.estimated_total is None else write.exact(row.estimated_total),
        "net": write.exact(row.net) if row.kind == PriceModelKind.FIXED_PRICE else "",
        "extras_included": "on" if row.extras_included else "",
        "surcharge_percent": write.exact(row.surcharge_percent) if row.surcharge_percent else "",
        "show_summary": "on" if row.show_summary else "",
        "starts_on": typed_day(row.starts_on),
        "until": typed_day(last),
        "interval_months": str(row.interval_months),
        "offset_days": str(row.offset_days),
    }


def typed_day(day: dt.date | None) -> str:
    """A day as people type it."""
    return f"{day:%d.%m.%Y}" if day else ""


def _base(one: ModelRecord) -> str:
    if one.row.kind != PriceModelKind.HOURLY:
        return ""
    if one.row.rate_base == RateBase.PRICE_LIST:
        return one.price_list or _("The customer’s price list, else the standard one")
    return BASES[one.row.rate_base]


def _is_subscription(row: PriceModel) -> bool:
    return row.kind == PriceModelKind.SUBSCRIPTION


def _runs(row: PriceModel, write: Writer) -> str:
    if not (_is_subscription(row) and row.starts_on):
        return ""
    if row.ends_on is None:
        return _("from {day}").format(day=write.day(row.starts_on))
    return f"{write.day(row.starts_on)} – {write.day(row.ends_on - ONE_DAY)}"


def _when(row: PriceModel) -> str:
    if not _is_subscription(row):
        return ""
    every = plural("each month", "every {count} months", row.interval_months)
    days = abs(row.offset_days)
    if not days:
        return _("{every}, as the period begins").format(every=every)
    offset = (
        plural("{count} day before", "{count} days before", days)
        if row.offset_days < 0
        else plural("{count} day after", "{count} days after", days)
    )
    return _("{every}, {offset} the period begins").format(every=every, offset=offset)


def _last(until: dt.date | None, write: Writer) -> str:
    return write.day(until - ONE_DAY) if until else ""


def _amount(amount: Decimal | None, row: PriceModel, write: Writer) -> str:
    return f"{write.amount(amount, row.currency)} {row.currency}" if amount else ""


def _fixed(row: PriceModel, write: Writer) -> str:
    return _amount(row.net, row, write) if row.kind == PriceModelKind.FIXED_PRICE else ""


def _per_period(row: PriceModel, write: Writer) -> str:
    return _amount(row.net, row, write) if _is_subscription(row) else ""


def _offered(row: PriceModel, write: Writer) -> str:
    return _amount(row.net, row, write) if row.kind == PriceModelKind.OFFER else ""


def _remains(one: ModelRecord, write: Writer) -> str:
    """What of an offer, a fixed price or a total fee is not billed yet."""
    row, bound = one.row, bound_of(one.row)
    if not bound:
        return ""
    left = bound - one.priced.total
    if not left:
        return _("Nothing")
    return f"{write.amount(left, row.currency)} {row.currency}"


def _extras(row: PriceModel) -> str:
    if row.kind in {PriceModelKind.NON_BILLABLE, PriceModelKind.SUBSCRIPTION}:
        return ""
    return _("Within the price") if row.extras_included else _("Invoiced separately")


def _surcharge(row: PriceModel, write: Writer) -> str:
    return f"{write.exact(row.surcharge_percent)} %" if row.surcharge_percent else ""


def _activities(one: ModelRecord, *, is_default: bool) -> str:
    chosen = ", ".join(one.activities)
    if is_default:
        others = _("All that choose no other")
        return f"{chosen}; {others.lower()}" if chosen else others
    return chosen or _("None")
