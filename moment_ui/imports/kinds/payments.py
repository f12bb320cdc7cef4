"""Payments: known by the source's own reference, else by invoice, day, amount and text."""

from collections import Counter
from typing import Any

from sqlmodel import col, select

from moment_ui.core import clock, fields
from moment_ui.core.money import can_be_paid
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.invoices.commands import recount_balances
from moment_ui.domain.payments.commands import add_payments
from moment_ui.domain.payments.errors import PaymentRefused
from moment_ui.imports.decimals import decimal
from moment_ui.imports.fields import Field, Row
from moment_ui.imports.keys import derived_key, given_key
from moment_ui.imports.kind import FileKind
from moment_ui.imports.kinds.write_offs import check_write_offs
from moment_ui.imports.lookups import Tell, chunks
from moment_ui.imports.plan import Plan, Values, Written
from moment_ui.imports.values import choice, day, line, text_of, whole
from moment_ui.models.importing import ImportKind
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.payment import Payment, PaymentKind

KIND_WORDS = {
    "manual": PaymentKind.MANUAL,
    "manuell": PaymentKind.MANUAL,
    "innbetaling": PaymentKind.MANUAL,
    "innbetalt": PaymentKind.MANUAL,
    "betaling": PaymentKind.MANUAL,
    "inbetalning": PaymentKind.MANUAL,
    "indbetaling": PaymentKind.MANUAL,
    "payment": PaymentKind.MANUAL,
    "utbetaling": PaymentKind.MANUAL,
    "tilbakebetaling": PaymentKind.MANUAL,
    "refund": PaymentKind.MANUAL,
    "ocr": PaymentKind.OCR,
    "kid": PaymentKind.OCR,
    "bank-file": PaymentKind.BANK_FILE,
    "bank": PaymentKind.BANK_FILE,
    "cremul": PaymentKind.BANK_FILE,
    "write-off": PaymentKind.WRITE_OFF,
    "avskrivning": PaymentKind.WRITE_OFF,
    "nedskrivning": PaymentKind.WRITE_OFF,
    "tap": PaymentKind.WRITE_OFF,
    "tapsfort": PaymentKind.WRITE_OFF,
    "tap pa fordring": PaymentKind.WRITE_OFF,
    "oresavrunding": PaymentKind.WRITE_OFF,
    "credit": PaymentKind.CREDIT,
    "kredit": PaymentKind.CREDIT,
    "kreditnota": PaymentKind.CREDIT,
    "kreditering": PaymentKind.CREDIT,
    "motregning": PaymentKind.CREDIT,
    "utligning": PaymentKind.CREDIT,
}
SAME = ("invoice_id", "paid_on", "amount", "kind", "description")


class PaymentPlanner:
    """Plans payments, and the balances that follow."""

    def __init__(self, work: Work, plan: Plan) -> None:
        self._work, self._plan = work, plan
        self._rows: list[tuple[Row, str]] = []
        self._seen: Counter[object] = Counter()
        self._keys: dict[str, int] = {}
        self._new: list[Values] = []

    def take(self, row: Row) -> None:
        """Keep the row, whatever is wrong with it: its invoice is looked at first."""
        if row.get("amount") == 0:
            row.problems["amount"] = _("A payment of nought says nothing.")
        key = self._key(row) if not row.problems else ""
        if key and self._keys.setdefault(key, row.number) != row.number:
            first = self._keys[key]
            row.problems["key"] = _("The same stands in row {row} already.").format(row=first)
        self._rows.append((row, key))

    def finish(self, tell: Tell) -> None:
        """Compare with the stored payments, some hundred at a time."""
        check_write_offs(self._work, [pair for pair in self._rows if not pair[0].problems])
        done = 0
        for some in chunks(self._rows):
            invoices = _invoices(self._work, {row.get("invoice_number") for row, _key in some})
            stored = _payments(self._work, [key for _row, key in some])
            for row, key in some:
                self._plan_row(row, key, invoices, stored)
            done += len(some)
            tell(done)

    def write(self, work: Work, tell: Tell) -> Written:
        """Write the new payments and recount their invoices."""
        now = clock.now()
        for some in chunks(self._new, 2000):
            ids = add_payments(work, [{**values, "created_at": now} for values in some])
            yield from (("payment", key) for key in ids)
            tell(len(some))

    def settle(self, work: Work) -> None:
        """Recount the invoices of changed payments."""
        recount_balances(work, self._plan.touched)

    def _key(self, row: Row) -> str:
        if row.get("key"):
            return given_key(row.get("key"))
        parts = (row.get("invoice_number"), row.get("paid_on"), row.get("amount"),
                 row.get("description") or "")  # fmt: skip
        self._seen[parts] += 1
        return derived_key(*parts, self._seen[parts])

    def _plan_row(
        self, row: Row, key: str, invoices: dict[int, Any], stored: dict[str, Payment]
    ) -> None:
        number = row.get("invoice_number")
        invoice = invoices.get(number)
        if number is not None:
            row.problems = _problem(row, number, invoice) | row.problems
        if row.problems or invoice is None:
            self._plan.refuse([row])
            return
        values = {name: row.get(name) for name in SAME if row.get(name) is not None}
        values["invoice_id"] = invoice[0]
        self._plan.add_up(invoice[2], amount=row.get("amount"))
        known = stored.get(key)
        if known is None:
            defaults = {"kind": PaymentKind.MANUAL, "description": "", "import_key": key}
            self._new.append(defaults | values)
            self._plan.created += 1
            return
        before = {name: getattr(known, name) for name in values}
        changed = self._plan.change(Payment, known.key, before, values)
        if changed:
            self._plan.touched |= {known.invoice_id, values["invoice_id"]}
        self._plan.count(changed=changed)


def _problem(row: Row, number: int, invoice: Any) -> dict[str, str]:
    if invoice is None:
        return {"invoice_number": _("There is no invoice {number}.").format(number=number)}
    _key, state, currency = invoice
    if state is InvoiceState.DRAFT:
        return {"invoice_number": _("Invoice {number} is a draft.").format(number=number)}
    if row.get("currency") not in (None, currency):
        return {"currency": _("The invoice is in {currency}.").format(currency=currency)}
    amount = row.get("amount")
    too_exact = amount is not None and not can_be_paid(amount, currency)
    return {"amount": PaymentRefused.too_exact(currency).message} if too_exact else {}


def _invoices(work: Work, numbers: set[int | None]) -> dict[int, Any]:
    query = select(
        col(Invoice.number), col(Invoice.id), col(Invoice.state), col(Invoice.currency)
    ).where(col(Invoice.number).in_(sorted(filter(None, numbers))))
    return {n: (key, state, currency) for n, key, state, currency in work.session.exec(query) if n}


def _payments(work: Work, keys: list[str]) -> dict[str, Payment]:
    query = select(Payment).where(col(Payment.import_key).in_(keys))
    return {payment.import_key or "": payment for payment in work.session.exec(query)}


PAYMENTS = FileKind(
    kind=ImportKind.PAYMENTS,
    title=_("Payments"),
    help=_("Known by reference, else by invoice, day, amount and text. The invoices must exist."),
    planner=PaymentPlanner,
    topics=("invoices",),
    fields=(
        Field("invoice_number", _("Invoice number"), whole(),
              ("fakturanummer", "fakturanr", "faktura", "faktura nr", "invoice", "bilag"),
              required=True, example="20379"),
        Field("paid_on", _("Paid on"), day,
              ("dato", "betalt", "betalingsdato", "innbetalt dato", "betalningsdag", "date",
               "payment date", "bokforingsdato", "betalt dato"),
              required=True, example="05.11.2026"),
        Field("amount", _("Amount"), decimal,
              ("belop", "belopp", "innbetalt", "sum", "betalt belop", "beloeb"),
              required=True, example="93125,00"),
        Field("currency", _("Currency"), text_of(fields.currency), ("valuta",)),
        Field("kind", _("Kind"), choice(KIND_WORDS), ("type", "betalingstype", "kilde")),
        Field("description", _("Description"), line(500),
              ("tekst", "beskrivelse", "merknad", "text", "melding"), example="Innbetaling"),
        Field("key", _("Reference"), line(80),
              ("referanse", "arkivreferanse", "transaksjon", "transaksjonsid", "bunt", "ref"),
              example="B-1042"),
    ),
)  # fmt: skip
