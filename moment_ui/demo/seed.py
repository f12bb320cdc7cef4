"""Fills an empty database with the demo group, one transaction per company."""

import datetime as dt
from collections.abc import Callable

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import Conflict
from moment_ui.core.words import _
from moment_ui.db.work import Work, global_reading, writing
from moment_ui.demo import material
from moment_ui.demo.budgets import set_budgets
from moment_ui.demo.bulk import add_many
from moment_ui.demo.checks import add_checks
from moment_ui.demo.claims import add_claims
from moment_ui.demo.contacts import add_contact_life
from moment_ui.demo.customers import add_customers
from moment_ui.demo.duplicates import add_duplicates
from moment_ui.demo.expenses import add_expenses
from moment_ui.demo.files import add_files, add_project_files
from moment_ui.demo.hours import DemoHours, written_hours
from moment_ui.demo.hours_kinds import add_hours_kinds
from moment_ui.demo.invoicing import DemoInvoice, invoices_of
from moment_ui.demo.invoicing_setup import add_invoicing_setup
from moment_ui.demo.mailing import add_mailing_lists
from moment_ui.demo.milestones import add_milestones
from moment_ui.demo.month_end import add_month_end
from moment_ui.demo.offers import add_offers
from moment_ui.demo.participants import add_participants
from moment_ui.demo.partners import add_partners
from moment_ui.demo.paying import payments_of
from moment_ui.demo.payment_files import add_payment_files
from moment_ui.demo.people import add_co_workers, add_group
from moment_ui.demo.price_lists import add_price_lists
from moment_ui.demo.price_models import add_price_models
from moment_ui.demo.projects import DemoProject, add_projects
from moment_ui.demo.reminders import add_reminders
from moment_ui.demo.scale import Scale
from moment_ui.demo.sending import add_sending
from moment_ui.demo.tags import add_project_tags
from moment_ui.demo.tasks import add_tasks
from moment_ui.demo.vat_codes import add_vat_codes
from moment_ui.domain.invoices.commands import add_invoices
from moment_ui.domain.payments.commands import add_payments
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import InvoiceLine
from moment_ui.models.numbering import NumberSeries, SeriesKind

Say = Callable[[str], None]
APPROVED_AFTER_DAYS = 10


class NotEmpty(Conflict):
    """The database holds companies of its own."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The database already holds companies, and demo data only goes into an empty one. "
                "Set DATA_DIR or DATABASE_URL to another place."
            )
        )


def fill(scale: Scale | None = None, say: Say = lambda _text: None) -> bool:
    """Fill the database with demo data; False when it is there already.

    The companies are linked as partners when all of them are there.

    `scale` adds to the first company what a benchmark needs. `say` is told each company's name.
    A run that was cut off is completed by the next. Raises NotEmpty when others live there.
    """
    with global_reading() as session:
        present = set(session.exec(select(Company.slug)))
    if present - {company.slug for company in material.COMPANIES}:
        raise NotEmpty
    actors, filled = add_group(), False
    for company in material.COMPANIES:
        with writing(actors[company.slug]) as work:
            if work.session.exec(select(col(Customer.id)).limit(1)).first() is None:
                say(company.name)
                first = company is material.COMPANIES[0]
                _fill(work, company, scale if first else None)
                filled = True
    linked = add_partners(actors)
    desk = [add_tasks(actors), add_claims(actors)]
    return any(desk) or linked or filled


def _add_around(
    work: Work, company: material.DemoCompany, projects: list[DemoProject], today: dt.date
) -> None:
    """What stands around projects: who takes part, what is to be reached, whom one asks, kinds of hours."""
    add_participants(work, company.slug, projects)
    add_milestones(work, company.slug, projects, work.actor.name)
    add_project_files(work, company.slug, projects)
    add_contact_life(work, company, projects, today)
    add_hours_kinds(work)


def _add_post(work: Work, company: material.DemoCompany) -> None:
    """What left the company: invoices with the logo on their papers, then reminders."""
    add_sending(work, company)
    add_reminders(work)


def _fill(work: Work, company: material.DemoCompany, scale: Scale | None) -> None:
    today = work.today()
    co_workers = add_co_workers(work, company)
    customers = add_customers(work, company, today)
    add_checks(work, company.slug)
    projects = add_projects(work, company, customers, co_workers)
    _add_around(work, company, projects, today)
    add_vat_codes(work, "NO")
    add_invoicing_setup(work, company, customers, projects)
    add_mailing_lists(work, company)
    add_price_lists(work, company, customers)
    hours = list(written_hours(company.slug, projects, co_workers, today))
    invoices = invoices_of(work, company, hours)
    _add_invoices(work, company, invoices)
    _add_hours(work, hours, invoices)
    set_budgets(work, company.slug, projects, hours, today)
    after = add_duplicates(work, company.slug, customers, customers[-1].number + 1, today)
    numbers = after, company.last_invoice + 1
    next_offer = add_offers(work, company, customers, projects, co_workers)
    add_price_models(work, company, customers, projects)
    if scale:
        numbers = add_many(work, scale, numbers)
    _set_series(work, company, *numbers)
    add_files(work, company.slug, customers)
    begin_offers = {"kind": SeriesKind.OFFER, "first": 1001, "next_number": next_offer}
    work.insert_rows(NumberSeries, [begin_offers])
    add_project_tags(work, company.slug)
    add_expenses(work, company.slug)
    _add_post(work, company)
    add_payment_files(work, company.slug)
    add_month_end(work, company)


def _add_invoices(work: Work, company: material.DemoCompany, invoices: list[DemoInvoice]) -> None:
    payments = payments_of(company.slug, invoices, work.today())
    sources = [invoice for invoice in invoices if not invoice.credits]
    notes = [invoice for invoice in invoices if invoice.credits]
    for group in (sources, notes):
        for note in group:
            note.new.credit_of_id = note.credits.id if note.credits else None
        ids = add_invoices(work, [invoice.new for invoice in group])
        for key, invoice in zip(ids, group, strict=True):
            invoice.id = key
    add_payments(work, [{**row, "invoice_id": invoice.id} for invoice, row in payments])


def _add_hours(work: Work, hours: list[DemoHours], invoices: list[DemoInvoice]) -> None:
    statement = select(
        col(InvoiceLine.invoice_id), col(InvoiceLine.activity_id), col(InvoiceLine.id)
    )
    lines = {(invoice, activity): key for invoice, activity, key in work.session.exec(statement)}
    billed = {
        id(record): lines.get((invoice.id, record.activity_id), lines.get((invoice.id, None)))
        for invoice in invoices
        if invoice.new.number
        for record in invoice.hours
    }
    recent = work.today().toordinal() - APPROVED_AFTER_DAYS
    rows = [
        {
            "co_worker_id": record.co_worker_id,
            "project_id": record.project.id,
            "activity_id": record.activity_id,
            "day": record.day,
            "minutes": record.minutes,
            "billable_minutes": record.minutes if record.project.customer else 0,
            "comment": record.comment,
            "status": _status(record, recent, billed=id(record) in billed),
            "invoice_line_id": billed.get(id(record)),
            "created_at": clock.now(),
        }
        for record in hours
    ]
    work.insert_rows(TimeRecord, rows)


def _status(record: DemoHours, recent: int, *, billed: bool) -> HoursStatus:
    if billed:
        return HoursStatus.INVOICED
    late = record.day.toordinal() > recent
    return HoursStatus.NOT_APPROVED if late else HoursStatus.APPROVED


def _set_series(
    work: Work, company: material.DemoCompany, customer_number: int, invoice_number: int
) -> None:
    following = (
        (SeriesKind.CUSTOMER, company.first_customer, customer_number),
        (SeriesKind.PROJECT, 1, company.last_project + 1),
        (SeriesKind.INVOICE, 1, invoice_number),
    )
    rows = [
        {"kind": kind, "first": first, "next_number": number} for kind, first, number in following
    ]
    work.insert_rows(NumberSeries, rows)
