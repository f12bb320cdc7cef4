"""The payments of an invoice, and what a new one would do: strings in the reader's language."""

from dataclasses import dataclass, field
from decimal import Decimal

from moment_ui.core.actor import Permission
from moment_ui.core.money import ZERO, round_money
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.payments.finding import payables
from moment_ui.domain.payments.queries import Payable, PaymentLine, payable, payments_of
from moment_ui.domain.payments.rules import Leaves, left_by
from moment_ui.models.invoice import InvoiceKind, InvoiceState
from moment_ui.models.payment import PaymentKind, WriteOffReason
from moment_ui.reports.marks import PAYMENT_KINDS

REASONS = {
    WriteOffReason.ROUNDING: _("Rounding"),
    WriteOffReason.BAD_DEBT: _("Bad debt"),
    WriteOffReason.DISPUTE: _("Dispute"),
    WriteOffReason.OTHER: _("Other"),
}


@dataclass
class PaymentRow:
    """A payment: what it was, on which day, how much; `note` tells what became of it."""

    id: int = 0
    day: str = ""
    kind: str = ""
    description: str = ""
    by: str = ""
    amount: str = ""
    note: str = ""
    may_take_back: bool = False


@dataclass
class InvoiceChoice:
    """An invoice that a payment may be for. `note` is when it is due, `why` why it is offered."""

    id: int = 0
    number: str = ""
    customer: str = ""
    outstanding: str = ""
    note: str = ""
    why: str = ""


@dataclass
class PaymentsView:
    """The payments of one invoice, and what the reader may do about them."""

    invoice_id: int = 0
    currency: str = ""
    outstanding: str = ""
    tone: str = ""
    rows: list[PaymentRow] = field(default_factory=list[PaymentRow])
    may_pay: bool = False


def payments_view(work: Work, invoice_id: int) -> PaymentsView:
    """What the invoice's page shows of its payments. Raises NotFound."""
    owed = payable(work, invoice_id)
    write = writer(work.actor.locale, work.actor.timezone)
    lines = payments_of(work, invoice_id)
    return PaymentsView(
        invoice_id=invoice_id,
        currency=owed.currency,
        outstanding=write.amount(owed.outstanding, owed.currency),
        rows=[_row(work, line, write, owed.currency) for line in lines],
        may_pay=owed.state is not InvoiceState.DRAFT
        and work.actor.may(Permission.REGISTER_PAYMENTS),
    )


def payable_choices(work: Work, words: str) -> list[InvoiceChoice]:
    """The invoices that what was typed may mean."""
    write = writer(work.actor.locale, work.actor.timezone)
    return [
        InvoiceChoice(
            each.invoice_id,
            str(each.number or ""),
            each.customer,
            f"{write.amount(each.outstanding, each.currency)}\N{NO-BREAK SPACE}{each.currency}",
            _("due {day}").format(day=write.day(each.due)) if each.due else "",
        )
        for each in payables(work, words)
    ]


def title(owed: Payable) -> str:
    """The dialog's title: "New payment on 20385"."""
    return _("New payment on {number}").format(number=owed.number or _("Draft"))


def about(owed: Payable, write: Writer) -> str:
    """Who owes what: "Tindra Bygg AS · outstanding 118 750,00 NOK"."""
    if not owed.outstanding:
        return f"{owed.customer} · {_('nothing outstanding')}"
    amount = write.money(abs(owed.outstanding), owed.currency)
    credit = owed.kind is InvoiceKind.CREDIT_NOTE
    overpaid = (owed.outstanding < 0) is not credit
    word = _("to be given back {amount}") if credit else _("outstanding {amount}")
    if overpaid:
        word = _("{amount} too much given back") if credit else _("overpaid by {amount}")
    return f"{owed.customer} · {word.format(amount=amount)}"


def proposal(outstanding: Decimal, currency: str, write: Writer) -> str:
    """The amount that settles the invoice, as it is typed; "" when it is settled."""
    return write.exact(round_money(outstanding, currency), 2) if outstanding else ""


def effect(owed: Payable, amount: Decimal, write: Writer, kind: PaymentKind) -> str:
    """What a payment would leave: "Settles the invoice", "Leaves 500,00", "Overpays by 500,00".

    Money that is given back is told apart; a write-off of more than is owed is none.
    """
    if not amount:
        return ""
    leaves, rest = left_by(owed.outstanding, amount)
    if leaves is Leaves.OVERPAID and kind is PaymentKind.WRITE_OFF:
        return _("More than is outstanding")
    word = _("Settles the invoice") if leaves is Leaves.SETTLED else _left(owed, leaves, rest)
    return word.format(amount=write.amount(abs(rest), owed.currency))


def _left(owed: Payable, leaves: Leaves, rest: Decimal) -> str:
    credit = owed.kind is InvoiceKind.CREDIT_NOTE
    too_much = (rest < 0) is not credit
    if credit:
        return _("{amount} too much given back") if too_much else _("Leaves {amount} to give back")
    if leaves is Leaves.OVERPAID:
        return _("Overpays by {amount}") if too_much else _("{amount} too much given back")
    return _("Leaves {amount} overpaid") if too_much else _("Leaves {amount}")


def registered(owed: Payable, amount: Decimal, kind: PaymentKind, write: Writer) -> str:
    """What is said when it is done: "500,00 NOK is registered on 20385."."""
    text = _("{amount} is registered on {number}.")
    if kind is PaymentKind.WRITE_OFF:
        text = _("{amount} is written off on {number}.")
        if (amount < 0) is not (owed.outstanding < 0):
            text = _("{amount} of what was written off on {number} is taken back.")
    elif amount < 0:
        text = _("{amount} given back is registered on {number}.")
    return text.format(amount=write.money(abs(amount), owed.currency), number=owed.number)


def kind_word(kind: PaymentKind, reason: WriteOffReason | None) -> str:
    """Where a payment came from: "OCR file", "Write-off: bad debt"."""
    word = PAYMENT_KINDS[kind]
    return f"{word}: {REASONS[reason].lower()}" if reason else word


def _row(work: Work, line: PaymentLine, write: Writer, currency: str) -> PaymentRow:
    note = _("Taken back") if line.taken_back else ""
    if line.takes_back is not None:
        note = _("Takes back that of {day}").format(day=write.day(line.takes_back))
    own = line.kind is not PaymentKind.WRITE_OFF or work.actor.may(Permission.WRITE_OFF)
    return PaymentRow(
        id=line.id,
        day=write.day(line.paid_on),
        kind=kind_word(line.kind, line.reason),
        description=line.description,
        by=line.by_name,
        amount=write.amount(line.amount, currency) if line.amount != ZERO else "",
        note=note,
        may_take_back=line.may_take_back and own and work.actor.may(Permission.REGISTER_PAYMENTS),
    )
