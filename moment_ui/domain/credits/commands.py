"""Making credit notes as drafts; finalising one settles its invoice (settling.py)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.composing.rows import Edited, Seen
from moment_ui.domain.credits.errors import CannotCredit, CreditDraftThere, NotThatInvoice
from moment_ui.domain.credits.rebooking import rebook
from moment_ui.domain.credits.rows import (
    COPIED,
    copied_lines,
    credit_lines,
    invoice_to_credit,
    new_draft,
    options_like,
)
from moment_ui.domain.customers.first_order import locked_customer
from moment_ui.domain.drafts.commands import create_draft
from moment_ui.domain.drafts.editing import edited
from moment_ui.domain.drafts.queries import draft_options
from moment_ui.domain.drafts.rows import locked_for_edit, recount
from moment_ui.domain.drafts.rules import DraftOptions
from moment_ui.domain.drafts.vat import starting_code
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoiceState, LineKind
from moment_ui.models.project import Activity, CoWorker, Project

NOTHING_CONFIRMED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Moved:
    """What `credit_and_move` made: the credit note, and the copy for the new customer."""

    note_id: int
    copy_id: int


@needs(Permission.CREATE_INVOICES)
def credit_invoice(
    work: Work,
    invoice_id: int,
    *,
    gives_back: bool,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> int:
    """Make a draft that takes back all that is left of an invoice; returns its id.

    `gives_back`: what it bills can be invoiced again once the note is finalised. The draft may be
    edited to take back a part. Raises NotFound, CannotCredit, and CreditDraftThere unless confirmed.
    """
    invoice, left = invoice_to_credit(work, invoice_id)
    question = CreditDraftThere(invoice.number or 0)
    if question.key not in confirmed and _drafts_for(work, invoice_id):
        raise question
    values = {name: getattr(invoice, name) for name in COPIED}
    values |= {"kind": InvoiceKind.CREDIT_NOTE, "credit_of_id": invoice_id}
    options = options_like(work, invoice)
    values |= {"gives_back": gives_back, "export_status": DraftOptions(options).export_status}
    draft = new_draft(work, values, options)
    _put(work, draft, credit_lines(work, invoice, left))
    record(work, "credit_invoice", draft, str(invoice.number))
    record(work, "credit_invoice", invoice, changes={"credit_note": ("", _("Draft"))})
    work.emit("invoices")
    return draft.key


@needs(Permission.CREATE_INVOICES, Permission.EDIT_PROJECTS)
def credit_and_move(
    work: Work,
    invoice_id: int,
    customer_id: int,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> Moved:
    """Credit an invoice, move its project to another customer, and copy the invoice as a draft for it.

    What was billed stays invoiced: once the note is finalised, the copy bills it; without the copy the
    note says what becomes of it. The copy's accounts and VAT are the new customer's, but for what was chosen
    by hand. Other drafts stay as they are: `drafts_left_behind`. Raises NotFound, CannotCredit, NoInvoices,
    CreditDraftThere and ActivateFirst unless confirmed.
    """
    invoice, left = invoice_to_credit(work, invoice_id)
    # Customers before projects, as those who bill do: nobody waits crosswise.
    locked_rows(work, Customer, [invoice.customer_id, customer_id], _("The customer"))
    project = _project_of(work, invoice)
    _check_uncopied(work, invoice)
    if customer_id == invoice.customer_id:
        raise NotFound(_("The new customer"))
    note_id = credit_invoice(work, invoice_id, gives_back=False, confirmed=confirmed)
    before, after = _name(work, invoice.customer_id), _name(work, customer_id)
    old = DraftOptions(options_like(work, invoice))
    project.customer_id = customer_id
    work.session.add(project)
    work.session.flush()
    record(work, "move_project", project, project.number, {"customer": (before, after)})
    work.emit("projects")
    copy_id = create_draft(work, customer_id, project.key, confirmed=confirmed)
    copy = work.session.get_one(Invoice, copy_id)
    for name in ("currency", "rate", "period_start", "period_end", "order_reference"):
        setattr(copy, name, getattr(invoice, name))
    copy.copy_of_id = invoice.key
    _clear(work, copy)
    lines = copied_lines(work, invoice, left)
    rebook(work, lines, old, draft_options(work, customer_id, project.key))
    _put(work, copy, lines)
    record(work, "copy_invoice", copy, str(invoice.number))
    return Moved(note_id, copy_id)


@needs(Permission.CREATE_INVOICES)
def create_free_credit(
    work: Work, customer_id: int, project_id: int | None, activity_id: int | None
) -> int:
    """Make a credit note that takes back no certain invoice, with one line to fill in; returns its id.

    Blocked customers may get one. Raises NotFound.
    """
    locked_customer(work, customer_id)
    options = draft_options(work, customer_id, project_id)
    activity = _activity(work, project_id, activity_id)
    columns = options.columns(work.today())
    columns.pop("due_date")
    person = select(CoWorker.id).where(CoWorker.user_id == work.actor.user_id)
    own = {"kind": InvoiceKind.CREDIT_NOTE, "customer_id": customer_id, "project_id": project_id}
    own |= {"responsible_id": work.session.exec(person).first()}
    draft = new_draft(work, columns | own, options.values)
    code, percent = starting_code(work, options.vat_handling)
    line = InvoiceLine(
        kind=LineKind.HOURS,
        text=activity.name if activity else "",
        quantity=Decimal(-1),
        vat_code=code,
        vat_percent=percent,
        account=options.account(LineKind.HOURS),
        project_id=project_id,
        activity_id=activity_id,
        invoice_id=draft.key,
    )
    _put(work, draft, [line])
    record(work, "create_free_credit", draft)
    work.emit("invoices")
    return draft.key


@needs(Permission.CREATE_INVOICES)
def tie_to_invoice(work: Work, seen: Seen, number: int | None) -> Edited:
    """Say which invoice a credit note takes back, by its number; None for none.

    Raises NotFound, NotADraft, DraftChanged, and NotThatInvoice for another customer's.
    """
    draft = locked_for_edit(work, seen)
    if draft.kind is not InvoiceKind.CREDIT_NOTE:
        raise NotThatInvoice
    before = draft.credit_of_id
    draft.credit_of_id = None if number is None else _numbered(work, draft, number)
    if draft.credit_of_id == before:
        return Edited(draft.version)
    if before is not None:
        for line in work.session.exec(
            select(InvoiceLine).where(InvoiceLine.invoice_id == draft.key)
        ):
            line.credits_line_id = None
    return edited(work, draft, {"credit_of": ("", number or "")})


@needs(Permission.CREATE_INVOICES)
def set_gives_back(work: Work, seen: Seen, *, gives_back: bool) -> Edited:
    """Say whether what a credit note takes back wholly can be invoiced again."""
    draft = locked_for_edit(work, seen)
    if draft.gives_back is gives_back:
        return Edited(draft.version)
    draft.gives_back = gives_back
    return edited(work, draft, {"gives_back": (not gives_back, gives_back)})


def _put(work: Work, draft: Invoice, lines: list[InvoiceLine]) -> None:
    for position, line in enumerate(lines):
        line.invoice_id, line.position = draft.key, position
    work.session.add_all(lines)
    recount(work, draft)


def _clear(work: Work, draft: Invoice) -> None:
    for line in work.session.exec(select(InvoiceLine).where(InvoiceLine.invoice_id == draft.key)):
        work.session.delete(line)
    work.session.flush()


def _drafts_for(work: Work, invoice_id: int) -> bool:
    query = select(col(Invoice.id)).where(
        Invoice.credit_of_id == invoice_id, Invoice.state == InvoiceState.DRAFT
    )
    return work.session.exec(query).first() is not None


def _check_uncopied(work: Work, invoice: Invoice) -> None:
    query = select(col(Invoice.id)).where(
        Invoice.copy_of_id == invoice.key, Invoice.state == InvoiceState.DRAFT
    )
    if work.session.exec(query).first() is not None:
        raise CannotCredit.copied(invoice.number or 0)


def _project_of(work: Work, invoice: Invoice) -> Project:
    query = select(Project).where(Project.id == invoice.project_id).with_for_update()
    project = work.session.exec(query).first()
    if project is None:
        raise CannotCredit.without_project()
    return project


def _activity(work: Work, project_id: int | None, activity_id: int | None) -> Activity | None:
    if activity_id is None:
        return None
    query = select(Activity).where(Activity.id == activity_id, Activity.project_id == project_id)
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The activity"))
    return found


def _numbered(work: Work, draft: Invoice, number: int) -> int:
    query = select(Invoice).where(Invoice.number == number)
    found = work.session.exec(query).first()
    if found is None or found.kind is InvoiceKind.CREDIT_NOTE:
        raise NotThatInvoice
    if (found.customer_id, found.currency) != (draft.customer_id, draft.currency):
        raise NotThatInvoice
    return found.key


def _name(work: Work, customer_id: int) -> str:
    customer = locked_customer(work, customer_id)
    return f"{customer.number} {customer.name}"
