"""What sending many would do: which way each invoice takes, and why some cannot go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.drafts.receiver import receivers
from moment_ui.domain.einvoices.queries import first_stops
from moment_ui.domain.einvoices.trouble import Trouble
from moment_ui.domain.sending.errors import NoAddress
from moment_ui.domain.sending.rows import refusals
from moment_ui.mail.access_point import access_point
from moment_ui.models.customer import Customer, InvoiceType
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.sending import SendChannel

MOST, CHUNK = 500, 500


class Place(StrEnum):
    """Where what stands in the way is mended."""

    INVOICE = "invoice"
    CUSTOMER = "customer"
    COMPANY = "company"
    FINANCES = "finances"
    VAT = "vat"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An invoice among many. `channel` is the way it would take, None when it cannot go: then `problem`.

    `receiver` is the address it goes to. `by_email`: whether it could go by e-mail instead. `settled`:
    there is nothing to mend, it just does not go from here.
    """

    id: int
    number: int | None
    customer: str
    customer_id: int
    gross: Decimal
    currency: str
    prefers: InvoiceType
    channel: SendChannel | None
    receiver: str = ""
    problem: str = ""
    place: Place = Place.INVOICE
    by_email: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would become of many: those looked at, how many were sent before, how many are left for the next."""

    found: tuple[Candidate, ...]
    sent: int
    left: int


@needs(Permission.SEND_INVOICES, Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS)
def proposal(work: Work, invoice_ids: Iterable[int]) -> Proposal:
    """What would become of these, by number, at most MOST that were not sent before; drafts last."""
    wanted = sorted(set(invoice_ids))
    unsent: list[int] = []
    known = 0
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        rows = select(Invoice.id, Invoice.sent_at).where(col(Invoice.id).in_(part))
        for invoice_id, sent_at in work.session.exec(rows):
            known += 1
            if sent_at is None and invoice_id is not None:
                unsent.append(invoice_id)
    query = (
        select(Invoice, Customer)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(col(Invoice.id).in_(unsent[:MOST]))
        .order_by(col(Invoice.number).is_(None), col(Invoice.number), col(Invoice.id))
    )
    rows = work.session.exec(query).all()
    around = _around(work, [invoice for invoice, _customer in rows])
    found = [_Looked(around, *row).candidate() for row in rows]
    return Proposal(tuple(found), known - len(unsent), max(0, len(unsent) - MOST))


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of all of them, read at once: why not, e-mail addresses, e-invoices with what stops them."""

    refused: dict[int, AppError]
    addresses: dict[int, str]
    has_access_point: bool
    e_invoices: dict[int, tuple[str, Trouble | None]]


def _around(work: Work, invoices: Sequence[Invoice]) -> _Around:
    issued = [each for each in invoices if each.state is not InvoiceState.DRAFT]
    refused = refusals(work, issued)
    left = [each for each in issued if each.key not in refused]
    there = access_point() is not None
    as_e = [each.key for each in left if each.invoice_type is InvoiceType.E_INVOICE and there]
    mailed = {InvoiceType.EMAIL, InvoiceType.E_INVOICE}
    by_mail = [each.key for each in left if each.invoice_type in mailed]
    addresses = {key: one.address for key, one in receivers(work, by_mail).items()}
    return _Around(refused, addresses, there, first_stops(work, as_e))


class _Looked:
    """One invoice, looked at."""

    def __init__(self, around: _Around, invoice: Invoice, customer: Customer) -> None:
        self._around, self._invoice, self._customer = around, invoice, customer

    def candidate(self) -> Candidate:
        invoice = self._invoice
        if invoice.state is InvoiceState.DRAFT:
            return self._stopped(_("It is a draft: finalise it first."))
        refused = self._around.refused.get(invoice.key)
        return self._by_its_way() if refused is None else self._stopped(refused.message)

    def _by_its_way(self) -> Candidate:
        invoice = self._invoice
        ways = {InvoiceType.EMAIL: self._by_email, InvoiceType.E_INVOICE: self._as_e_invoice}
        if invoice.invoice_type in ways:
            return ways[invoice.invoice_type]()
        if invoice.invoice_type is InvoiceType.LETTER:
            return self._stopped(
                _("It waits among the letters to be printed."), Place.LETTERS, settled=True
            )
        text = _("The customer gets it by hand: nothing is sent from here.")
        return self._stopped(text, settled=True)

    def _by_email(self) -> Candidate:
        address = self._around.addresses[self._invoice.key]
        if address:
            return self._made(SendChannel.EMAIL, address)
        refused = NoAddress(self._invoice.printed_name or self._customer.name)
        return self._stopped(refused.message, Place.CUSTOMER)

    def _as_e_invoice(self) -> Candidate:
        instead = bool(self._around.addresses[self._invoice.key])
        if not self._around.has_access_point:
            text = _("It should go as an e-invoice, and no access point is configured.")
            return self._stopped(text, by_email=instead)
        endpoint, first = self._around.e_invoices[self._invoice.key]
        if first is not None:
            return self._stopped(first.text, _place(first), by_email=instead)
        return self._made(SendChannel.E_INVOICE, endpoint, by_email=instead)

    def _stopped(
        self,
        problem: str,
        place: Place = Place.INVOICE,
        *,
        by_email: bool = False,
        settled: bool = False,
    ) -> Candidate:
        found = self._made(None, by_email=by_email)
        return replace(found, problem=problem, place=place, settled=settled)

    def _made(
        self,
        channel: SendChannel | None,
        receiver: str = "",
        *,
        by_email: bool = False,
    ) -> Candidate:
        invoice, customer = self._invoice, self._customer
        return Candidate(
            invoice.key,
            invoice.number,
            invoice.printed_name or customer.name,
            customer.key,
            invoice.gross,
            invoice.currency,
            invoice.invoice_type,
            channel,
            receiver,
            by_email=by_email,
        )


def _place(trouble: Trouble) -> Place:
    return Place(trouble.mend) if trouble.mend in set(Place) else Place.INVOICE
