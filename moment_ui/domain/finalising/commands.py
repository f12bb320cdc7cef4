"""Finalising a draft: all of it in one transaction, so that nobody ever sees a part."""

from dataclasses import dataclass

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.credits.settling import locked_credited, settle
from moment_ui.domain.drafts.rows import lines_of, locked_for_edit, recount
from moment_ui.domain.finalising.checking import problems_of
from moment_ui.domain.finalising.errors import CannotFinalise
from moment_ui.domain.finances.queries import finance_settings, uses_payment_ids
from moment_ui.domain.invoices import balances, sources
from moment_ui.domain.invoices.printed import printed_address
from moment_ui.domain.numbering.series import take_number
from moment_ui.domain.papers.keeping import keep_paper
from moment_ui.domain.payment_ids.rules import payment_id_of
from moment_ui.domain.summaries.commands import record_invoice
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import DraftApproval, Invoice, InvoiceKind, InvoiceState
from moment_ui.models.numbering import SeriesKind
from moment_ui.models.payment import PREPAID_KEY, Payment

NOTHING_CONFIRMED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finalised:
    """What became of a draft."""

    id: int
    number: int


@needs(Permission.FINALISE_INVOICES)
def finalise_draft(
    work: Work, seen: Seen, *, confirmed: frozenset[str] = NOTHING_CONFIRMED
) -> Finalised:
    """Give a draft its number and payment ID, keep its paper, lock what it bills.

    A credit note settles its invoice. Afterwards only a credit note corrects it. Raises NotFound,
    NotADraft, DraftChanged, SeriesUsedUp, and CannotFinalise with what has to be mended, or asked
    about unless `confirmed` holds its key.
    """
    draft = locked_for_edit(work, seen)
    credited = locked_credited(work, draft)
    line_ids = [line.key for line in lines_of(work, draft.key)]
    sources.sources_of(work, line_ids, lock=True)
    recount(work, draft)
    standing = [
        problem
        for problem in problems_of(work, draft)
        if problem.stops or problem.key not in confirmed
    ]
    if standing:
        raise CannotFinalise(standing)
    _number(work, draft)
    sources.lock_sources(work, line_ids)
    if credited is not None:
        settle(work, draft, credited)
    keep_paper(work, draft)
    if draft.prepaid:
        _post_prepaid(work, draft)
    record_invoice(work, draft)
    record(work, "finalise_invoice", draft, str(draft.number), {"number": ("", draft.number)})
    for topic in ("invoices", "hours", "expenses", "price-models"):
        work.emit(topic)
    return Finalised(draft.key, draft.number or 0)


def _post_prepaid(work: Work, draft: Invoice) -> None:
    """What was paid before it had a number, as a payment."""
    work.session.add(
        Payment(
            invoice_id=draft.key,
            paid_on=draft.issue_date or work.today(),
            amount=draft.prepaid,
            description=_("Paid before it was invoiced"),
            import_key=f"{PREPAID_KEY}{draft.key}",
            by_name=work.actor.name,
            created_at=clock.now(),
        )
    )
    work.session.flush()
    balances.recount(work, [draft.key])
    work.session.refresh(draft)
    work.emit("payments")


def _number(work: Work, draft: Invoice) -> None:
    """The columns that make an invoice of a draft; the series stays locked until the commit."""
    customer = work.session.exec(select(Customer).where(Customer.id == draft.customer_id)).one()
    number = take_number(work, SeriesKind.INVOICE)
    draft.number, draft.state = number, InvoiceState.FINALISED
    draft.finalised_at = clock.now()
    draft.outstanding = draft.gross
    draft.approval, draft.approval_note = DraftApproval.NONE, ""
    draft.printed_name, draft.printed_number = customer.name, customer.number
    draft.printed_address = printed_address(customer)
    if draft.kind is InvoiceKind.CREDIT_NOTE:
        draft.due_date = draft.due_date or draft.issue_date
    if uses_payment_ids(work) and draft.issue_date is not None:
        draft.payment_id, _shown = payment_id_of(
            finance_settings(work), draft.kind, number, customer.number, draft.issue_date
        )
    draft.version += 1
    draft.changed_by = work.actor.name
    work.session.add(draft)
    work.session.flush()
