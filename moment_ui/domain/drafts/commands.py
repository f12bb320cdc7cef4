"""Making, refreshing and removing drafts, and writing lines on them."""

from collections.abc import Mapping, Sequence

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.money import round_money
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.customers.first_order import locked_customer, make_active
from moment_ui.domain.drafts.attaching import attach_wanted
from moment_ui.domain.drafts.currency import rate_to_begin_with
from moment_ui.domain.drafts.errors import ActivateFirst
from moment_ui.domain.drafts.queries import draft_options, kept_options
from moment_ui.domain.drafts.rows import (
    LAST,
    draft_row,
    language_of,
    lines_of,
    put_last,
    recount,
    touch,
)
from moment_ui.domain.drafts.rules import FEE_TEXTS, DraftOptions, check_customer, in_language
from moment_ui.domain.drafts.vat import starting_code
from moment_ui.domain.invoices.drafting import NewLine, amounts
from moment_ui.domain.invoices.rules import line_net
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceLine, LineKind
from moment_ui.models.invoicing import InvoiceOption
from moment_ui.models.project import CoWorker

NOTHING_CONFIRMED: frozenset[str] = frozenset()


@needs(Permission.CREATE_INVOICES)
def create_draft(
    work: Work,
    customer_id: int,
    project_id: int | None = None,
    *,
    currency: str = "",
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> int:
    """Make a draft for a customer, or for one of its projects, with the options that hold there.

    Returns its id. Issued today and due by the credit terms, without lines, in the `currency` given, else
    in that of the options. Raises NotFound, NoInvoices, and ActivateFirst for a potential customer unless confirmed, which becomes active.
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
    draft.currency = currency or draft.currency
    work.session.add(draft)
    work.session.flush()
    _keep(work, draft.key, options)
    draft.rate = rate_to_begin_with(work, draft)
    _set_fee(work, draft, options)
    attach_wanted(work, draft)
    recount(work, draft)
    record(work, "create_draft", draft, f"{customer.number} {customer.name}")
    work.emit("invoices")
    return draft.key


@needs(Permission.CREATE_INVOICES)
def refresh_draft(work: Work, invoice_id: int) -> int:
    """Make a draft anew with the options that hold now; returns how many of them differ.

    What was written in its texts and references gives way, its files are those marked by now; lines stay. Raises NotFound, NotADraft.
    """
    draft = draft_row(work, invoice_id)
    before = kept_options(work, invoice_id)
    options = draft_options(work, draft.customer_id, draft.project_id)
    columns = options.columns(draft.issue_date or work.today())
    if any(line.kind not in LAST for line in lines_of(work, invoice_id)):
        columns.pop("currency")  # what lines say would mean something else
    _set(draft, columns)
    kept = select(InvoiceOption).where(InvoiceOption.invoice_id == invoice_id)
    for row in work.session.exec(kept).all():
        work.session.delete(row)
    work.session.flush()
    _keep(work, invoice_id, options)
    _set_fee(work, draft, options)
    attach_wanted(work, draft)
    recount(work, draft)
    changes = differences(before, options.values)
    record(work, "refresh_draft", draft, changes=changes)
    touch(work, draft)
    return len(changes)


@needs(Permission.CREATE_INVOICES)
def add_draft_lines(work: Work, invoice_id: int, lines: Sequence[NewLine]) -> list[int]:
    """Write lines on a draft, after those it has; returns their ids in order.

    Account and discount, where not given, are those the draft was made with. Raises NotFound, NotADraft.
    """
    draft = draft_row(work, invoice_id)
    options = DraftOptions({"discount_percent": "", **kept_options(work, invoice_id)})
    present = lines_of(work, invoice_id)
    rows = [_line(draft, line, options) for line in lines]
    work.session.add_all(rows)
    put_last([*present, *rows])
    work.session.flush()
    recount(work, draft)
    touch(work, draft)
    return [row.key for row in rows]


@needs(Permission.CREATE_INVOICES)
def add_draft_line(work: Work, invoice_id: int, line: NewLine) -> int:
    """Write one line on a draft: see `add_draft_lines`. Returns its id."""
    return add_draft_lines(work, invoice_id, [line])[0]


def _line(draft: Invoice, line: NewLine, options: DraftOptions) -> InvoiceLine:
    values = {name: getattr(line, name) for name in NewLine.__dataclass_fields__ if name != "net"}
    values["account"] = line.account or options.account(line.kind)
    values["discount_percent"] = line.discount_percent or options.discount_percent
    row = InvoiceLine(invoice_id=draft.key, **values)
    row.net = line_net(amounts(row), draft.currency) if line.net is None else line.net
    return row


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


def _set_fee(work: Work, draft: Invoice, options: DraftOptions) -> None:
    """Let the draft have the fee that its options say, as its last line."""
    lines = lines_of(work, draft.key)
    found = next((line for line in lines if line.kind is LineKind.FEE), None)
    if not options.fee:
        if found is not None:
            work.session.delete(found)
        return
    line = found or InvoiceLine(invoice_id=draft.key, kind=LineKind.FEE, position=len(lines))
    line.text = in_language(FEE_TEXTS, language_of(work, draft))
    line.unit_price = line.net = round_money(options.fee, draft.currency)
    line.account = options.account(LineKind.PRODUCT)
    line.vat_code, line.vat_percent = starting_code(work, options.vat_handling)
    line.project_id = draft.project_id
    work.session.add(line)
