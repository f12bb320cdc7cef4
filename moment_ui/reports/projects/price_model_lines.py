"""The rows of a price model's card: rates, planned payments, what is sold."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.domain.price_models.queries import Line, ModelRecord, Payment
from moment_ui.domain.rates.rules import Rate, Subject, holding
from moment_ui.models.price_model import PriceKind, PriceModelKind
from moment_ui.reports.projects.price_model_facts import typed_day
from moment_ui.reports.projects.price_model_view import ModelRateLine, PlanLine, SoldLine

_SOLD = {PriceModelKind.SUBSCRIPTION, PriceModelKind.OFFER}


def rates_of_model(
    rates: Iterable[Rate], people: Mapping[int, str], today: dt.date, write: Writer
) -> list[ModelRateLine]:
    """One line per role and co-worker: the rate of today, and the next one."""
    known = list(rates)
    held = holding(known, today)
    subjects = sorted({rate.subject for rate in known}, key=lambda one: _order(one, people))
    return [
        ModelRateLine(
            _who(subject, people),
            _rate(held.get(subject), write),
            _next(subject, known, today, write),
        )
        for subject in subjects
    ]


def plan_of(
    one: ModelRecord, activities: Mapping[int, str], today: dt.date, write: Writer
) -> list[PlanLine]:
    """The rows of a payment plan, by the day they fall due."""
    return [_payment(row, one.row.currency, activities, today, write) for row in one.payments]


def sold_of(one: ModelRecord, activities: Mapping[int, str], write: Writer) -> list[SoldLine]:
    """What a subscription bills each period, or an offer sells and what of it remains."""
    if one.row.kind not in _SOLD:
        return []
    return [_sold(line, one.row.currency, activities, write) for line in one.lines]


def _order(subject: Subject, people: Mapping[int, str]) -> tuple[bool, str, str]:
    return subject.co_worker_id is not None, subject.role, people.get(subject.co_worker_id or 0, "")


def _who(subject: Subject, people: Mapping[int, str]) -> str:
    who = people.get(subject.co_worker_id or 0, "")
    return ", ".join(filter(None, (who, subject.role))) or _("Everybody")


def _rate(rate: Rate | None, write: Writer) -> str:
    return write.exact(rate.amount, 2 if rate.amount % 1 else 0) if rate else "–"


def _next(subject: Subject, rates: Iterable[Rate], today: dt.date, write: Writer) -> str:
    coming = [one for one in rates if one.subject == subject and one.starts_on > today]
    if not coming:
        return ""
    first = min(coming, key=lambda one: one.starts_on)
    return _("{amount} from {day}").format(
        amount=_rate(first, write), day=write.day(first.starts_on)
    )


def _payment(
    row: Payment, currency: str, activities: Mapping[int, str], today: dt.date, write: Writer
) -> PlanLine:
    status, css = _standing(row, today)
    return PlanLine(
        id=row.id,
        version=row.version,
        due=write.day(row.due_on),
        text=row.text,
        about=activities.get(row.activity_id or 0, ""),
        amount=write.amount(row.amount, currency),
        status=status,
        status_css=css,
        invoice_id=row.invoice_id or 0,
        fixed=row.invoice_id is not None,
        typed={
            "due_on": typed_day(row.due_on),
            "text": row.text,
            "amount": write.exact(row.amount),
            "activity_id": str(row.activity_id or ""),
            "elsewhere": "on" if row.elsewhere else "",
        },
    )


def _standing(row: Payment, today: dt.date) -> tuple[str, str]:
    if row.number is not None:
        return _("Invoice {number}").format(number=row.number), "status good disc"
    if row.invoice_id is not None:
        return _("On a draft"), "status info half"
    if row.elsewhere:
        return _("Invoiced elsewhere"), "status disc"
    is_due = row.due_on <= today
    return (_("To be invoiced"), "status warn ring") if is_due else (_("Planned"), "status ring")


def _sold(line: Line, currency: str, activities: Mapping[int, str], write: Writer) -> SoldLine:
    billed = line.billed.total
    return SoldLine(
        id=line.id,
        text=line.text,
        about=", ".join(
            filter(None, (activities.get(line.activity_id or 0, ""), _price(line, write)))
        ),
        net=write.amount(line.net, currency),
        billed=write.amount(billed, currency),
        left=write.amount(line.net - billed, currency),
        typed={
            "text": line.text,
            "quantity": write.exact(line.quantity),
            "unit": line.unit,
            "price": write.exact(line.price),
            "discount_percent": write.exact(line.discount_percent) if line.discount_percent else "",
        },
    )


def _price(line: Line, write: Writer) -> str:
    if line.kind == PriceKind.FIXED_PRICE:
        words = _("fixed price")
    elif line.kind == PriceKind.HOURS:
        hours = write.exact(round(Decimal(line.minutes) / 60, 2))
        words = _("{hours} h at {price}").format(hours=hours, price=write.exact(line.price, 2))
    else:
        quantity = " ".join(filter(None, (write.exact(line.quantity), line.unit)))
        words = f"{quantity} × {write.exact(line.price, 2)}"
    if line.discount_percent:
        words += f", −{write.exact(line.discount_percent)} %"
    return words
