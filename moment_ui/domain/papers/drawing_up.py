"""The paper of an invoice from its rows as they are now."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.fields import language_of
from moment_ui.core.money import ZERO, round_money
from moment_ui.db.work import Work
from moment_ui.domain.drafts.queries import kept_options
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.invoices.sharing import divides_hours
from moment_ui.domain.invoicing.option import YES
from moment_ui.domain.papers.extras import (
    attached_to,
    category_of,
    codes_of,
    vat_groups,
)
from moment_ui.domain.papers.hours import hours_behind
from moment_ui.domain.papers.parties import (
    buyer_of,
    payment_box,
    printed_buyer,
    seller_of,
)
from moment_ui.domain.papers.sharing import share_of
from moment_ui.domain.summaries.queries import summaries
from moment_ui.domain.vat.rules import VatDraft
from moment_ui.formats.invoice import Credited, HourRow, InvoiceDocument, Line, Party
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceState, LineKind
from moment_ui.models.project import Activity, CoWorker, Project


@dataclass(frozen=True, slots=True)
class Around:
    """The rows around an invoice that its paper names."""

    company: Company
    customer: Customer
    project: Project | None
    our_reference: str
    lines: Sequence[InvoiceLine]
    options: Mapping[str, str]


def drawn_up(work: Work, invoice: Invoice) -> InvoiceDocument:
    """What the invoice says. One that is issued says what was printed on it, as far as that is known."""
    around, settings = _around(work, invoice), finance_settings(work)
    codes = codes_of(work)
    hours = hours_behind(work, invoice, around.lines)
    lines = _lines(work, around, codes, hours)
    start, end = _period(invoice, lines)
    home = around.company.currency
    return InvoiceDocument(
        kind=invoice.kind.value,
        number=invoice.number,
        language=_language(around),
        currency=invoice.currency,
        issued=invoice.issue_date or work.today(),
        due=invoice.due_date,
        seller=seller_of(around.company, settings, around.our_reference),
        buyer=_buyer(invoice, around),
        payment=payment_box(around.company, settings, invoice.payment_id),
        lines=lines,
        vat_groups=vat_groups(work, invoice, codes),
        net=invoice.net,
        vat=invoice.vat,
        gross=invoice.gross,
        rounding=sum((line.net for line in around.lines if _rounds(line)), ZERO),
        prepaid=invoice.prepaid,
        home_currency=home,
        rate=invoice.rate,
        vat_at_home=_at_home(invoice, home),
        delivered_on=_delivered(invoice, end),
        period_start=start,
        period_end=end,
        our_reference=around.our_reference,
        your_reference=invoice.your_reference,
        order_reference=invoice.order_reference,
        contract_reference=invoice.contract_reference,
        project_number=around.project.number if around.project else "",
        project_name=around.project.name if around.project else "",
        text=invoice.text,
        footer_text=invoice.footer_text,
        credit_of=_credited(work, invoice),
        credit_days=_days(invoice),
        hour_columns=around.options.get("hour_columns", ""),
        attach_hours=around.options.get("attach_hours") == YES,
        hours=hours,
        hours_share=share_of(invoice, around.lines),
        hours_divided=divides_hours(invoice.split_group),
        summaries=summaries(
            work,
            invoice.key,
            language=_language(around),
            everywhere=around.options.get("show_summary") == YES,
        ),
        attachments=attached_to(work, invoice),
        logo=around.company.logo_name,
    )


def _around(work: Work, invoice: Invoice) -> Around:
    session = work.session
    lines = select(InvoiceLine).where(InvoiceLine.invoice_id == invoice.key)
    order = col(InvoiceLine.position), col(InvoiceLine.id)
    responsible = select(CoWorker.name).where(CoWorker.id == invoice.responsible_id)
    return Around(
        session.get_one(Company, work.company_id),
        session.exec(select(Customer).where(Customer.id == invoice.customer_id)).one(),
        session.exec(select(Project).where(Project.id == invoice.project_id)).first(),
        session.exec(responsible).first() or "",
        session.exec(lines.order_by(*order)).all(),
        kept_options(work, invoice.key),
    )


def _language(around: Around) -> str:
    chosen = around.options.get("language") or around.customer.language
    return chosen or language_of(around.customer.country)


def _buyer(invoice: Invoice, around: Around) -> Party:
    buyer = buyer_of(around.customer, around.options)
    came_with_it = invoice.state is not InvoiceState.DRAFT and not around.options
    return printed_buyer(invoice, buyer) if came_with_it else buyer


def _lines(
    work: Work, around: Around, codes: Mapping[str, VatDraft], hours: Sequence[HourRow]
) -> tuple[Line, ...]:
    projects = _names(work, Project, {line.project_id for line in around.lines})
    activities = _names(work, Activity, {line.activity_id for line in around.lines})
    days: dict[int, list[dt.date]] = {}
    for row in hours:
        days.setdefault(row.line, []).append(row.day)
    return tuple(
        Line(
            key=line.key,
            kind=line.kind.value,
            text=line.text,
            quantity=line.quantity,
            unit=line.unit,
            unit_price=line.unit_price,
            net=line.net,
            per=line.per,
            discount_percent=line.discount_percent,
            vat_code=line.vat_code,
            vat_percent=line.vat_percent,
            vat_category=category_of(codes, line.vat_code, line.vat_percent),
            account=line.account,
            project=projects.get(line.project_id, ""),
            activity=activities.get(line.activity_id, ""),
            **_days_of(line, days.get(line.key, [])),
        )
        for line in around.lines
    )


def _days_of(line: InvoiceLine, worked: Sequence[dt.date]) -> dict[str, dt.date | None]:
    """What a line is for: the days that somebody wrote on it, else those of its hours."""
    if line.period_start or line.period_end:
        return {"period_start": line.period_start, "period_end": line.period_end}
    return {
        "period_start": min(worked, default=None),
        "period_end": max(worked, default=None),
    }


def _names(
    work: Work, model: type[Project] | type[Activity], ids: set[int | None]
) -> dict[int | None, str]:
    wanted = [key for key in ids if key is not None]
    if not wanted:
        return {}
    query = select(col(model.id), model.name).where(col(model.id).in_(wanted))
    return dict(work.session.exec(query).all())


def _rounds(line: InvoiceLine) -> bool:
    return line.kind is LineKind.ROUNDING


def _period(invoice: Invoice, lines: Sequence[Line]) -> tuple[dt.date | None, dt.date | None]:
    """When the work was done: as the invoice says, else as its lines do."""
    if invoice.period_start or invoice.period_end:
        return invoice.period_start, invoice.period_end
    days = [day for line in lines for day in (line.period_start, line.period_end) if day]
    return min(days, default=None), max(days, default=None)


def _delivered(invoice: Invoice, end: dt.date | None) -> dt.date | None:
    """The last day of the work, unless it is billed in advance."""
    issued = invoice.issue_date
    return None if end is None or issued is None or end > issued else end


def _at_home(invoice: Invoice, home: str) -> Decimal | None:
    if invoice.currency == home:
        return None
    if invoice.state is InvoiceState.DRAFT and invoice.rate == 1:  # nobody has written it yet
        return None
    if invoice.vat_at_home is not None:
        return invoice.vat_at_home
    return round_money(invoice.vat * invoice.rate, home)


def _credited(work: Work, invoice: Invoice) -> Credited | None:
    if invoice.credit_of_id is None:
        return None
    query = select(Invoice).where(Invoice.id == invoice.credit_of_id)
    source = work.session.exec(query).first()
    if source is None or source.number is None or source.issue_date is None:
        return None
    return Credited(source.number, source.issue_date)


def _days(invoice: Invoice) -> int:
    if invoice.due_date is None or invoice.issue_date is None:
        return 0
    return (invoice.due_date - invoice.issue_date).days
