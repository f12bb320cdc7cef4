"""The pre-flight: everything that stands in the way of finalising a draft, or should be asked about."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.bookkeeping.queries import keeps_accounts
from moment_ui.domain.drafts.errors import NoInvoices
from moment_ui.domain.drafts.receiver import draft_receiver
from moment_ui.domain.drafts.rows import NOT_FOR_VAT, home_currency, lines_of
from moment_ui.domain.drafts.rules import check_customer
from moment_ui.domain.einvoices.rules import problems
from moment_ui.domain.finalising.credited import copy_problems, credit_problems
from moment_ui.domain.finalising.rules import (
    DayFacts,
    LineFacts,
    Mend,
    Problem,
    amount_problems,
    currency_problems,
    day_problems,
    line_problems,
    prepaid_problems,
)
from moment_ui.domain.finances.queries import finance_settings, uses_payment_ids
from moment_ui.domain.invoices import sources
from moment_ui.domain.numbering.errors import SeriesUsedUp
from moment_ui.domain.numbering.series import proposed_number
from moment_ui.domain.papers.queries import draft_document
from moment_ui.domain.payment_ids.errors import PaymentIdRefused
from moment_ui.domain.payment_ids.rules import payment_id_of
from moment_ui.domain.vat.queries import categories, codes
from moment_ui.models.customer import Customer, InvoiceType
from moment_ui.models.invoice import (
    DraftApproval,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    InvoiceState,
)
from moment_ui.models.numbering import SeriesKind
from moment_ui.models.price_model import PriceModelLine
from moment_ui.models.project import Project

MOST = 1000


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft and what stands in its way; `title` and `project` say whose and what it is for."""

    id: int
    version: int
    title: str
    problems: tuple[Problem, ...]
    project: str = ""
    gross: Decimal = Decimal(0)
    currency: str = ""

    @property
    def stops(self) -> bool:
        """Whether something has to be mended first."""
        return any(problem.stops for problem in self.problems)


@needs(Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS)
def checked_drafts(work: Work, invoice_ids: Iterable[int]) -> list[Checked]:
    """The drafts among these, the oldest first, each with its problems; at most MOST."""
    wanted = sorted(set(invoice_ids))[:MOST]
    query = (
        select(Invoice, Customer, Project)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .outerjoin(Project, col(Project.id) == col(Invoice.project_id))
        .where(col(Invoice.id).in_(wanted), Invoice.state == InvoiceState.DRAFT)
        .order_by(col(Invoice.issue_date), col(Invoice.id))
    )
    return [
        Checked(
            draft.key,
            draft.version,
            f"{customer.number} {customer.name}",
            tuple(problems_of(work, draft)),
            f"{project.number} {project.name}" if project else "",
            draft.gross,
            draft.currency,
        )
        for draft, customer, project in work.session.exec(query).all()
    ]


def problems_of(work: Work, draft: Invoice) -> Iterator[Problem]:
    """Everything in the way of this draft, as its rows are now. For this noun's commands."""
    lines = [line for line in lines_of(work, draft.key) if line.kind not in NOT_FOR_VAT]
    customer = work.session.exec(select(Customer).where(Customer.id == draft.customer_id)).one()
    is_credit = draft.kind is InvoiceKind.CREDIT_NOTE
    settings = finance_settings(work)
    yield from _approval(draft, needed=settings.drafts_need_approval)
    if not is_credit:
        yield from _customer(customer)
    offered = {} if is_credit else _offered(work, lines)
    facts = _line_facts(work, lines, offered)
    yield from line_problems(facts, keeps_accounts=keeps_accounts(work))
    yield from amount_problems(draft.gross, is_credit=is_credit)
    yield from prepaid_problems(draft.prepaid, draft.gross, draft.currency)
    yield from day_problems(
        DayFacts(
            work.today(),
            draft.issue_date,
            None if is_credit else draft.due_date,
            settings.closed_until,
            _last_issued(work),
            is_owed=draft.gross > 0,
        )
    )
    yield from currency_problems(draft.currency, home_currency(work), draft.rate)
    yield from _hours(work, lines)
    yield from _receiver(work, draft, customer)
    yield from _number(work, draft, customer)
    yield from credit_problems(work, draft)
    yield from copy_problems(work, draft)


def _approval(draft: Invoice, *, needed: bool) -> Iterator[Problem]:
    if needed and draft.approval is not DraftApproval.APPROVED:
        yield Problem("approval", _("The draft is not approved yet."), Mend.APPROVAL)


def _customer(customer: Customer) -> Iterator[Problem]:
    try:
        check_customer(customer.name, customer.status, is_customer=customer.is_customer)
    except NoInvoices as refused:
        yield Problem("customer", refused.message, Mend.CUSTOMER)


def _line_facts(
    work: Work, lines: list[InvoiceLine], offered: dict[int, Decimal]
) -> list[LineFacts]:
    known = categories(work)
    active = {row.draft.code for row in codes(work) if row.active}

    def state(code: str) -> str:
        return "" if code in active else "aside" if code in known else "missing"

    return [
        LineFacts(
            line.key,
            line.text,
            line.vat_code,
            state(line.vat_code),
            line.account,
            line.vat_percent,
            offered.get(line.price_model_line_id or 0),
        )
        for line in lines
    ]


def _offered(work: Work, lines: list[InvoiceLine]) -> dict[int, Decimal]:
    """The rates of VAT that offers say, by their lines."""
    wanted = {line.price_model_line_id for line in lines if line.price_model_line_id}
    query = select(col(PriceModelLine.id), col(PriceModelLine.vat_percent)).where(
        col(PriceModelLine.id).in_(wanted)
    )
    if not wanted:
        return {}
    rows = work.session.exec(query)
    return {key: percent for key, percent in rows if key is not None and percent is not None}


def _last_issued(work: Work) -> dt.date | None:
    """The date of the highest number, which the unique index of numbers finds at once."""
    query = (
        select(col(Invoice.issue_date))
        .where(col(Invoice.number).is_not(None))
        .order_by(col(Invoice.number).desc())
        .limit(1)
    )
    return work.session.exec(query).first()


def _hours(work: Work, lines: list[InvoiceLine]) -> Iterator[Problem]:
    count = sources.unapproved(work, [line.key for line in lines])
    if count:
        text = plural(
            "{count} time record on the lines is not approved any more.",
            "{count} time records on the lines are not approved any more.",
            count,
        )
        yield Problem("hours", text, Mend.HOURS)


def _receiver(work: Work, draft: Invoice, customer: Customer) -> Iterator[Problem]:
    if draft.invoice_type is InvoiceType.E_INVOICE:
        yield from _e_invoice(work, draft)
    elif draft.invoice_type is InvoiceType.EMAIL and draft_receiver(work, draft.key).layer is None:
        text = _("{name} has no e-mail address to send the invoice to.").format(name=customer.name)
        yield Problem("email", text, Mend.CUSTOMER, stops=False)


def _e_invoice(work: Work, draft: Invoice) -> Iterator[Problem]:
    """What e-invoices ask for: the common rules, and those of the seller's country."""
    for one in problems(draft_document(work, draft.key)):
        key = one.key if one.stops else f"einvoice-{one.key}-{one.line}"
        yield Problem(key, one.text, Mend(one.mend), one.stops, one.field, one.line)


def _number(work: Work, draft: Invoice, customer: Customer) -> Iterator[Problem]:
    try:
        number = proposed_number(work, SeriesKind.INVOICE)
    except SeriesUsedUp as used_up:
        yield Problem("series", used_up.message, Mend.SERIES)
        return
    if not uses_payment_ids(work) or draft.issue_date is None:
        return
    try:
        payment_id_of(finance_settings(work), draft.kind, number, customer.number, draft.issue_date)
    except PaymentIdRefused as refused:
        yield Problem("payment-id", refused.message, Mend.FINANCES)
