"""Making, refreshing and removing drafts, and writing lines on them."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.customers.first_order import locked_customer, make_active
from moment_ui.domain.drafts.errors import ActivateFirst
from moment_ui.domain.drafts.queries import draft_options, kept_options
from moment_ui.domain.drafts.rows import draft_row, lines_of, parts_of
from moment_ui.domain.drafts.rules import DraftOptions, check_customer
from moment_ui.domain.invoices.drafting import NewLine, vat_rows
from moment_ui.domain.invoices.rules import LineAmounts, line_net, totals_of_nets
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceVat
from moment_ui.models.invoicing import InvoiceOption
from moment_ui.models.project import CoWorker

NOTHING_CONFIRMED: frozenset[str] = frozenset()


@needs(Permission.CREATE_INVOICES)
def create_draft(
    work: Work,
    customer_id: int,
    project_id: int | None = None,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> int:
    """Make a draft for a customer, or for one of its projects, with the options that hold there.

    Returns its id. Issued today and due by the credit terms, without lines. Raises NotFound,
    NoInvoices, and ActivateFirst for a potential customer unless confirmed, which becomes active.
    """
    customer = _invoiced(work, customer_id, confirmed)
    options = draft_options(work, customer_id, project_id)
    today = work.today()
    draft = Invoice(
        customer_id=customer_id,
        project_id=project_id,
        responsible_id=_responsible(work),
        issue_date=today,
        created_at=clock.now(),
    )
    _set(draft, options.columns(today))
    work.session.add(draft)
    work.session.flush()
    _keep(work, draft.key, options)
    record(work, "create_draft", draft, f"{customer.number} {customer.name}")
    work.emit("invoices")
    return draft.key


@needs(Permission.CREATE_INVOICES)
def refresh_draft(work: Work, invoice_id: int) -> int:
    """Make a draft anew with the options that hold now; returns how many of them differ.

    What was written in its texts and references gives way; lines stay. Raises NotFound, NotADraft.
    """
    draft = draft_row(work, invoice_id)
    before = kept_options(work, invoice_id)
    options = draft_options(work, draft.customer_id, draft.project_id)
    columns = options.columns(draft.issue_date or work.today())
    if lines_of(work, invoice_id):
        columns.pop("currency")  # what lines say would mean something else
    _set(draft, columns)
    kept = select(InvoiceOption).where(InvoiceOption.invoice_id == invoice_id)
    for row in work.session.exec(kept).all():
        work.session.delete(row)
    work.session.flush()
    _keep(work, invoice_id, options)
    changes = differences(before, options.values)
    record(work, "refresh_draft", draft, changes=changes)
    work.emit("invoices")
    return len(changes)


@needs(Permission.CREATE_INVOICES)
def add_draft_line(work: Work, invoice_id: int, line: NewLine) -> None:
    """Write a line on a draft; its account and discount, where not given, are those it was made with.

    Raises NotFound, NotADraft.
    """
    draft = draft_row(work, invoice_id)
    options = DraftOptions({"discount_percent": "", **kept_options(work, invoice_id)})
    line = replace(
        line,
        account=line.account or options.account(line.kind),
        discount_percent=line.discount_percent or options.discount_percent,
    )
    values = {name: getattr(line, name) for name in NewLine.__dataclass_fields__ if name != "net"}
    net = line_net(_amounts(line), draft.currency) if line.net is None else line.net
    position = len(lines_of(work, invoice_id))
    work.session.add(InvoiceLine(invoice_id=invoice_id, position=position, net=net, **values))
    work.session.flush()
    _add_up(work, draft)
    work.emit("invoices")


def _invoiced(work: Work, customer_id: int, confirmed: frozenset[str]) -> Customer:
    customer = locked_customer(work, customer_id)
    check_customer(customer.name, customer.status, is_customer=customer.is_customer)
    make_active(work, customer, ActivateFirst(customer.name), confirmed)
    return customer


def _responsible(work: Work) -> int | None:
    query = select(CoWorker.id).where(CoWorker.user_id == work.actor.user_id)
    return work.session.exec(query).first()


def _set(draft: Invoice, columns: Mapping[str, object]) -> None:
    for name, value in columns.items():
        setattr(draft, name, value)


def _keep(work: Work, invoice_id: int, options: DraftOptions) -> None:
    rows = [
        {"invoice_id": invoice_id, "option": key, "value": value}
        for key, value in options.values.items()
    ]
    work.insert_rows(InvoiceOption, rows)


def _amounts(line: NewLine) -> LineAmounts:
    return LineAmounts(
        line.quantity, line.unit_price, line.vat_percent, line.discount_percent, line.vat_code
    )


def _add_up(work: Work, draft: Invoice) -> None:
    keyed = [(line.net, line.vat_code, line.vat_percent) for line in lines_of(work, draft.key)]
    totals = totals_of_nets(keyed, draft.currency)
    draft.net, draft.vat, draft.gross = totals.net, totals.vat, totals.gross
    for row in parts_of(work, InvoiceVat, draft.key):
        work.session.delete(row)
    work.session.flush()
    work.insert_rows(InvoiceVat, vat_rows(draft.key, totals))
