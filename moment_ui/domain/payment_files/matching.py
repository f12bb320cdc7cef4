"""Finding the invoice of each payment of a file, some thousand at a time."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.core.money import ZERO, can_be_paid
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.payment_files.rules import bare_account, id_length, own_accounts, spellings
from moment_ui.domain.payment_ids.reading import plain
from moment_ui.domain.payment_ids.rules import holds
from moment_ui.formats.payments.payment import BankPayment
from moment_ui.models.company import Company
from moment_ui.models.finances import FinanceSettings
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceState
from moment_ui.models.payment import PaymentKind
from moment_ui.models.payment_file import (
    BankEntry,
    BankFile,
    BankFileState,
    BankFormat,
    Doubt,
    EntryState,
)

Row = dict[str, Any]
NOT_DONE_WITH = (EntryState.MATCHED, EntryState.POSTED, EntryState.UNKNOWN, EntryState.SET_ASIDE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An invoice that carries a payment ID."""

    id: int
    currency: str
    kind: InvoiceKind


@dataclass(slots=True)
class Matcher:
    """Matches the payments of one file in their order."""

    work: Work
    format: BankFormat
    file_id: int
    accounts: frozenset[str]
    currency: str
    length: int
    settings: FinanceSettings
    _twins: Counter[str] = field(default_factory=Counter[str])

    @classmethod
    def of(cls, work: Work, bank_format: BankFormat, file_id: int) -> "Matcher":
        """With what the company has set."""
        company = work.session.get(Company, work.company_id)
        if company is None:
            raise NotFound(_("The company"))
        settings = finance_settings(work)
        accounts = own_accounts(company, settings)
        length = id_length(settings)
        return cls(work, bank_format, file_id, accounts, company.currency, length, settings)

    def rows(self, payments: Sequence[BankPayment]) -> list[Row]:
        """The rows of these payments, each with its invoice or what is in doubt."""
        rows = [self._row(each) for each in payments]
        spelled = [spellings(row["payment_id"], self.length) for row in rows]
        invoices = self.candidates({each for some in spelled for each in some})
        known = self._known(rows)
        for payment, row, some in zip(payments, rows, spelled, strict=True):
            duplicate = known.get(row["payment_key"]) or known.get(row["twin_key"])
            if duplicate is not None:
                row.update(_in_doubt(EntryState.DUPLICATE, Doubt.IN_ANOTHER_FILE))
                row["duplicate_of_id"] = duplicate
            else:
                row.update(self.verdict(row, some, invoices))
                if row["doubt"] is Doubt.OTHER_CURRENCY and payment.ordered is not None:
                    row.update(self._as_ordered(payment, row, some, invoices))
        return rows

    def again(self, entries: Sequence[BankEntry]) -> list[Row]:
        """What stored payments are matched to now."""
        spelled = [spellings(entry.payment_id, self.length) for entry in entries]
        invoices = self.candidates({each for some in spelled for each in some})
        return [
            {"id": entry.key, **self.verdict(vars(entry), some, invoices)}
            for entry, some in zip(entries, spelled, strict=True)
        ]

    def verdict(
        self, row: Mapping[str, Any], spelled: Sequence[str], invoices: dict[str, list[Candidate]]
    ) -> Row:
        """The state, the doubt and the invoice of a payment."""
        if not row["amount"]:
            return _in_doubt(EntryState.UNKNOWN, Doubt.NO_AMOUNT)
        if self.is_elsewhere(row["account"]):
            return _in_doubt(EntryState.ELSEWHERE, Doubt.OTHER_ACCOUNT)
        nobody: list[Candidate] = []
        found = next((invoices[each] for each in spelled if each in invoices), nobody)
        if len(found) == 1:
            return _with_invoice(found[0], row["amount"], row["currency"])
        return _in_doubt(
            EntryState.UNKNOWN, Doubt.SEVERAL_INVOICES if found else self._missing(row, spelled)
        )

    def _missing(self, row: Mapping[str, Any], spelled: Sequence[str]) -> Doubt:
        """Why there is no invoice."""
        if not spelled:
            return Doubt.NO_DETAILS if row["doubt"] is Doubt.NO_DETAILS else Doubt.NO_REFERENCE
        said = plain(row["payment_id"])
        mistyped = len(said) == self.length and not holds(self.settings, said)
        return Doubt.CHECK_DIGIT if mistyped else Doubt.NO_SUCH_INVOICE

    def _as_ordered(
        self,
        payment: BankPayment,
        row: Row,
        spelled: Sequence[str],
        invoices: dict[str, list[Candidate]],
    ) -> Row:
        """The payment in the currency that its payer ordered it in, when that is the invoice's."""
        came = f"{payment.currency} {payment.amount.normalize():f}"
        ordered: Row = {
            "amount": payment.ordered,
            "currency": payment.ordered_in,
            "text": f"{row['text']} ({came})".strip()[:500],
        }
        found = self.verdict(row | ordered, spelled, invoices)
        return ordered | found if found["state"] is EntryState.MATCHED else {}

    def is_elsewhere(self, account: str) -> bool:
        """Whether money came to an account that is not among the company's."""
        return bool(self.accounts and account) and bare_account(account) not in self.accounts

    def candidates(self, spelled: set[str]) -> dict[str, list[Candidate]]:
        """The invoices with these payment IDs."""
        columns = (
            col(Invoice.payment_id),
            col(Invoice.id),
            col(Invoice.currency),
            col(Invoice.kind),
        )
        query = select(*columns).where(
            col(Invoice.payment_id).in_(sorted(spelled)), Invoice.state != InvoiceState.DRAFT
        )
        found: defaultdict[str, list[Candidate]] = defaultdict(list)
        for payment_id, key, currency, kind in self.work.session.exec(query):
            found[payment_id].append(Candidate(key or 0, currency, kind))
        return found

    def _row(self, payment: BankPayment) -> Row:
        account = payment.account[:40]
        said = f"{bare_account(account)}|{payment.paid_on}|{payment.amount.normalize()}|"
        twin = sha256(f"{said}{payment.payment_id}".encode()).hexdigest()
        self._twins[twin] += 1
        text = payment.text
        if payment.together > 1:
            text = f"{_('{count} payments').format(count=payment.together)} {text}".strip()
        return {
            "file_id": self.file_id,
            "line": payment.line,
            "account": account,
            "paid_on": payment.paid_on,
            "amount": payment.amount,
            "currency": payment.currency or self.currency,
            "payment_id": payment.payment_id[:140],
            "text": text[:500],
            "payer": payment.payer[:200],
            "payer_account": payment.payer_account[:40],
            "payment_key": payment.key[:100],
            "twin_key": f"{twin}:{self._twins[twin]}",
            "state": EntryState.UNKNOWN,
            "doubt": Doubt.NO_DETAILS if payment.together > 1 else Doubt.NONE,
            "invoice_id": None,
            "duplicate_of_id": None,
        }

    def _known(self, rows: Sequence[Row]) -> dict[str, int]:
        """Entries of other files that tell of the same payments, by either key."""
        keys = sorted(row["payment_key"] for row in rows)
        twins = sorted(row["twin_key"] for row in rows if row["payment_id"])
        found: dict[str, int] = {}
        columns = (col(BankEntry.id), col(BankEntry.payment_key), col(BankEntry.twin_key))
        others = (
            select(*columns)
            .join(BankFile, col(BankFile.id) == col(BankEntry.file_id))
            .where(
                col(BankEntry.file_id) != self.file_id,
                col(BankEntry.state).in_(NOT_DONE_WITH),
                BankFile.state != BankFileState.UNDONE,
            )
        )
        same = others.where(col(BankEntry.payment_key).in_(keys))
        alike = others.where(col(BankEntry.twin_key).in_(twins), BankFile.format != self.format)
        for key, payment_key, _twin in self.work.session.exec(same):
            found[payment_key] = key or 0
        for key, _key, twin in self.work.session.exec(alike) if twins else ():
            found[twin] = key or 0
        return found


def payment_row(
    file: BankFile, entry: BankEntry, invoice_id: int, amount: Decimal, place: int = 1
) -> Row:
    """A payment's row; its key is the entry's own, in this round and place, so that it is posted once."""
    return {
        "invoice_id": invoice_id,
        "kind": PaymentKind.OCR if file.format is BankFormat.OCR else PaymentKind.BANK_FILE,
        "paid_on": entry.paid_on,
        "amount": amount,
        "description": (entry.text or file.title)[:500],
        "bank_entry_id": entry.key,
        "import_key": f"bank-entry:{entry.key}:{file.rounds}:{place}",
    }


def _with_invoice(invoice: Candidate, amount: Decimal, currency: str) -> Row:
    if invoice.currency != currency or not can_be_paid(amount, currency):
        return _in_doubt(EntryState.UNKNOWN, Doubt.OTHER_CURRENCY)
    if invoice.kind is InvoiceKind.CREDIT_NOTE and amount > ZERO:
        return _in_doubt(EntryState.UNKNOWN, Doubt.CREDIT_NOTE)
    return {"state": EntryState.MATCHED, "doubt": Doubt.NONE, "invoice_id": invoice.id}


def _in_doubt(state: EntryState, doubt: Doubt) -> Row:
    return {"state": state, "doubt": doubt, "invoice_id": None}
