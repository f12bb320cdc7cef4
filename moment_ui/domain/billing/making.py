"""Planned drafts become drafts: lines, and from each line what it bills."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.billing.caps import in_span
from moment_ui.domain.billing.errors import BilledMeanwhile
from moment_ui.domain.billing.plan import Plan, PlannedDraft, VatLine
from moment_ui.domain.billing.sheet import Item, Kind
from moment_ui.domain.drafts.attaching import attach_wanted
from moment_ui.domain.drafts.commands import create_draft
from moment_ui.domain.drafts.rows import lines_of, put_last, recount
from moment_ui.domain.invoices.sharing import new_group
from moment_ui.models.expense import ProjectExpense, ProjectProduct
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceLine, LineKind
from moment_ui.models.price_model import PlannedPayment, SubscriptionPeriod

CONFIRMED = frozenset({"activate"})
TABLES: dict[Kind, Any] = {
    Kind.PAYMENT: PlannedPayment,
    Kind.EXPENSE: ProjectExpense,
    Kind.PRODUCT: ProjectProduct,
}


def make(work: Work, plan: Plan) -> list[int]:
    """Store the drafts of a plan, in a transaction that has locked what they bill; returns their ids.

    Raises BilledMeanwhile when something is not free any more.
    """
    groups: dict[str, str] = {}
    made: list[int] = []
    for planned in plan.drafts:
        if planned.split_by is not None:
            groups.setdefault(planned.group, new_group(planned.split_by))
        made.append(_made(work, planned, groups.get(planned.group, "")))
    work.session.flush()
    work.session.expire_all()  # what lines bill was written past the session
    return made


def _made(work: Work, planned: PlannedDraft, group: str) -> int:
    own = planned.project_id if planned.owns_project else None
    draft_id = create_draft(
        work, planned.customer_id, own, currency=planned.currency, confirmed=CONFIRMED
    )
    draft = work.session.get_one(Invoice, draft_id)
    draft.project_id, draft.split_group = planned.project_id, group
    write_lines(work, draft, planned.lines, planned.items)
    attach_wanted(work, draft)
    return draft_id


def write_lines(
    work: Work, draft: Invoice, lines: Iterable[VatLine], items: dict[str, Item]
) -> None:
    """Add lines to a draft and let them bill their items. Raises BilledMeanwhile."""
    pairs = [(one, line_row(draft.key, one)) for one in lines]
    put_last([*lines_of(work, draft.key), *(row for _one, row in pairs)])
    work.session.add_all(row for _one, row in pairs)
    work.session.flush()
    for one, row in pairs:
        bill(work, row.key, [items[key] for key in one.line.items])
    days = [day for item in items.values() for day in (item.first, item.last) if day]
    draft.period_start = min(days, default=None)
    draft.period_end = max(days, default=None)
    recount(work, draft)


def line_row(draft_id: int, one: VatLine) -> InvoiceLine:
    """A planned line as it is stored."""
    line = one.line
    return InvoiceLine(
        invoice_id=draft_id,
        kind=line.kind,
        text=line.text,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.price,
        discount_percent=line.discount,
        net=line.net,
        vat_code=one.vat_code,
        vat_percent=one.vat_percent,
        account=one.account,
        project_id=line.project_id,
        activity_id=line.activity_id,
        price_model_id=line.model_id,
        price_model_line_id=line.line_id,
        period_start=line.first,
        period_end=line.last,
        made_as=made_as(one),
    )


def made_as(one: VatLine) -> dict[str, Any]:
    """What a line says when it is made, as texts; `about` is what it is for, whatever it costs."""
    line = one.line
    billed = "" if line.kind is LineKind.HOURS else ",".join(line.items)
    about = (line.kind.value, line.project_id, line.model_id, line.line_id, line.activity_id)
    return {
        "about": "|".join(map(str, (*about, billed or line.text))),
        "items": list(line.items),
        "text": line.text,
        "quantity": _plain(line.quantity),
        "unit": line.unit,
        "unit_price": _plain(line.price),
        "discount_percent": _plain(line.discount),
        "net": _plain(line.net),
        **({} if line.share is None else {"share": _plain(line.share)}),
    }


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def bill(work: Work, line_id: int, items: Iterable[Item]) -> None:
    """Let a line bill items: from now on they are on a draft. Raises BilledMeanwhile."""
    minutes = 0
    for item in items:
        if item.spans:
            minutes += sum(span.minutes for span in item.spans)
            _bill_hours(work, line_id, item)
        elif item.kind is Kind.SUBSCRIPTION:
            _bill_period(work, line_id, item)
        elif item.kind in TABLES:
            _bill_row(work, line_id, item)
    if minutes:
        query = select(sa.func.sum(col(TimeRecord.billable_minutes))).where(
            TimeRecord.invoice_line_id == line_id
        )
        if work.session.exec(query).one() != minutes:
            raise BilledMeanwhile


def _bill_hours(work: Work, line_id: int, item: Item) -> None:
    for span in item.spans:
        statement = (
            sa.update(TimeRecord)
            .where(*in_span(item.project_id, span))
            .values(invoice_line_id=line_id)
            .execution_options(synchronize_session=False)
        )
        if work.session.exec(statement).rowcount != span.count:
            raise BilledMeanwhile


def _bill_row(work: Work, line_id: int, item: Item) -> None:
    table = TABLES[item.kind]
    statement = (
        sa.update(table)
        .where(
            col(table.id) == item.row_id,
            col(table.version) == item.version,
            col(table.invoice_line_id).is_(None),
        )
        .values(invoice_line_id=line_id)
        .execution_options(synchronize_session=False)
    )
    if work.session.exec(statement).rowcount != 1:
        raise BilledMeanwhile


def _bill_period(work: Work, line_id: int, item: Item) -> None:
    first, last = item.first or work.today(), item.last or work.today()
    same = select(SubscriptionPeriod.id).where(
        SubscriptionPeriod.price_model_id == item.model_id, SubscriptionPeriod.starts_on == first
    )
    if work.session.exec(same).first() is not None:
        raise BilledMeanwhile
    row = {"price_model_id": item.model_id, "starts_on": first, "invoice_line_id": line_id}
    work.insert_rows(
        SubscriptionPeriod, [{**row, "ends_on": last.fromordinal(last.toordinal() + 1)}]
    )
