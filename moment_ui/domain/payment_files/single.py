"""Single payments of a file, dealt with by hand: attached to invoices, set aside, brought back."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.money import ZERO, can_be_paid
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.payment_files.errors import EntryGone
from moment_ui.domain.payment_files.locking import locked_file, one_at_a_time
from moment_ui.domain.payment_files.matching import payment_row
from moment_ui.domain.payments.many import post_many
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.payment_file import BankEntry, BankFile, BankFileState, Doubt, EntryState

OPEN = (EntryState.UNKNOWN, EntryState.ELSEWHERE, EntryState.DUPLICATE, EntryState.MATCHED)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a payment for one invoice, in the invoice's currency."""

    invoice_id: int
    amount: Decimal


@needs(Permission.REGISTER_PAYMENTS)
def attach(work: Work, entry_id: int, shares: Sequence[Share]) -> None:
    """Post a payment in doubt on the invoices that somebody chose, all of it, at once.

    Raises NotFound, EntryGone, and Invalid when the shares are not the payment, or an invoice is in
    another currency.
    """
    one_at_a_time(work)
    file, entry = _entry(work, entry_id)
    if entry.state not in (*OPEN, EntryState.SET_ASIDE):
        raise EntryGone
    closed = finance_settings(work).closed_until
    if closed and entry.paid_on <= closed:
        raise Invalid(
            shares=_("The payment is dated in a closed period. Open it under Setup → Payments.")
        )
    shares = sorted(shares, key=lambda share: share.invoice_id)
    _check_shares(work, entry, shares)
    rows = [
        payment_row(file, entry, share.invoice_id, share.amount, place)
        for place, share in enumerate(shares, start=1)
    ]
    post_many(work, rows)
    entry.state, entry.doubt, entry.note = EntryState.POSTED, Doubt.NONE, ""
    entry.invoice_id = shares[0].invoice_id if len(shares) == 1 else None
    entry.by_name = work.actor.name
    if file.state is not BankFileState.POSTED:
        file.state, file.rounds = BankFileState.POSTED, file.rounds + 1
        file.posted_at, file.posted_by = clock.now(), work.actor.name
    record(work, "attach_bank_payment", entry, f"{file.title}, {entry.line}: {entry.amount}")
    work.emit("payment-files")


@needs(Permission.REGISTER_PAYMENTS)
def set_aside(work: Work, entry_id: int, reason: str) -> None:
    """Leave a payment out of the work list for a reason. Raises NotFound, EntryGone, Invalid."""
    file, entry = _entry(work, entry_id)
    if entry.state not in OPEN:
        raise EntryGone
    if not reason.strip():
        raise Invalid(note=_("Write why, so that others know."))
    entry.state, entry.note, entry.by_name = EntryState.SET_ASIDE, reason, work.actor.name
    record(work, "set_bank_payment_aside", entry, f"{file.title}, {entry.line}: {reason}")
    work.emit("payment-files")


@needs(Permission.REGISTER_PAYMENTS)
def bring_back(work: Work, entry_id: int) -> None:
    """Put a payment that was set aside back on the work list. Raises NotFound, EntryGone."""
    file, entry = _entry(work, entry_id)
    if entry.state is not EntryState.SET_ASIDE:
        raise EntryGone
    entry.state, entry.note = EntryState.UNKNOWN, ""
    if entry.invoice_id is not None:
        entry.state = EntryState.MATCHED
    record(work, "bring_back_bank_payment", entry, f"{file.title}, {entry.line}")
    work.emit("payment-files")


def _entry(work: Work, entry_id: int) -> tuple[BankFile, BankEntry]:
    """A payment of a file, with its file locked."""
    found = work.session.exec(select(BankEntry.file_id).where(BankEntry.id == entry_id)).first()
    if found is None:
        raise NotFound(_("The payment"))
    file = locked_file(work, found)
    query = select(BankEntry).where(BankEntry.id == entry_id)
    return file, work.session.exec(query.execution_options(populate_existing=True)).one()


def _check_shares(work: Work, entry: BankEntry, shares: Sequence[Share]) -> None:
    if not shares:
        raise Invalid(shares=_("Choose an invoice."))
    if len({share.invoice_id for share in shares}) < len(shares):
        raise Invalid(shares=_("An invoice stands there twice."))
    total = sum((share.amount for share in shares), ZERO)
    if total != entry.amount or any(not share.amount for share in shares):
        write = writer(work.actor.locale, work.actor.timezone)
        said = [write.money(amount, entry.currency) for amount in (total, entry.amount)]
        text = _("The shares come to {total}; the payment is {amount}.")
        raise Invalid(shares=text.format(total=said[0], amount=said[1]))
    ids = [share.invoice_id for share in shares]
    query = select(col(Invoice.id), Invoice.currency, Invoice.state)
    found = {key: (c, s) for key, c, s in work.session.exec(query.where(col(Invoice.id).in_(ids)))}
    for share in shares:
        currency, state = found.get(share.invoice_id, ("", InvoiceState.DRAFT))
        if state is InvoiceState.DRAFT:
            raise NotFound(_("The invoice"))
        if currency != entry.currency or not can_be_paid(share.amount, currency):
            text = _("The invoice is in {currency}, the payment in {other}.")
            raise Invalid(shares=text.format(currency=currency, other=entry.currency))
