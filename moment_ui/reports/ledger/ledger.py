"""The reports of the customer ledger: who owes what, and entry by entry."""

from moment_ui.core.actor import Permission
from moment_ui.core.money import Money
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind, Tone, Toned
from moment_ui.core.words import _
from moment_ui.domain.ledger import customers, entries
from moment_ui.domain.ledger.customers import CustomerBalance
from moment_ui.domain.ledger.entries import Entry
from moment_ui.domain.ledger.rules import NOT_DUE
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import INVOICE_KIND, PAYMENT_KINDS
from moment_ui.reports.report import Report

AGE_WORDS = (
    _("Not due"),
    _("1–30 days"),
    _("31–60 days"),
    _("61–90 days"),
    _("Over 90 days"),
    _("Credits not set off"),
)
ENTRY_KINDS = {
    **{kind.value: word for kind, word in INVOICE_KIND.items()},
    **{kind.value: word for kind, word in PAYMENT_KINDS.items()},
}
_PERIOD = Filter("period", _("Period"), FilterKind.PERIOD)
_CUSTOMER = Filter("customer", _("Customer"), FilterKind.REFERENCES, of="customer")
_CURRENCY = Filter("currency", _("Currency"), FilterKind.CODES, of="currency")
_OPEN = Filter("open", _("Open items only"), FilterKind.FLAG)


def _age(at: int) -> Column[CustomerBalance]:
    def owed(row: CustomerBalance) -> Toned:
        tone = Tone.BAD if at != NOT_DUE and row.ages[at] > 0 else Tone.PLAIN
        return Toned(Money(row.ages[at], row.currency), tone, tinted=False)

    return Column(f"age{at}", AGE_WORDS[at], Kind.MONEY, owed, adds_up=True)


def _balance(row: CustomerBalance) -> Toned:
    money = Money(row.balance, row.currency)
    if row.balance < 0:
        return Toned(money, Tone.WARN, _("We owe them · Statement of account"))
    return Toned(money, Tone.PLAIN, _("Statement of account"))


def _entries_of(row: CustomerBalance) -> str:
    """The customer's own ledger, as of the day of the list."""
    asked = f"?period=..{row.until}" if row.until else ""
    return f"/customers/{row.customer_id}/ledger{asked}"


def _statement_of(row: CustomerBalance) -> str:
    """The customer's statement, as of the day of the list."""
    asked = f"?until={row.until}" if row.until else ""
    return f"/customers/{row.customer_id}/statement{asked}"


CUSTOMER_COLUMNS: tuple[Column[CustomerBalance], ...] = (
    Column("number", _("Customer no."), Kind.NUMBER, lambda r: r.number),
    Column("customer", _("Customer"), Kind.TEXT, lambda r: r.name),
    Column("invoiced", _("Invoiced"), Kind.MONEY, lambda r: Money(r.invoiced, r.currency), adds_up=True, default=False),
    Column("paid", _("Amount paid"), Kind.MONEY, lambda r: Money(r.paid, r.currency), adds_up=True, default=False),
    Column("balance", _("Balance"), Kind.MONEY, _balance, adds_up=True),
    *(_age(at) for at in range(len(AGE_WORDS))),
    Column("currency", _("Currency"), Kind.TEXT, lambda r: r.currency),
)  # fmt: skip

CUSTOMER_LEDGER: Report[CustomerBalance] = Report(
    key="ledger",
    title=_("Customer ledger"),
    columns=CUSTOMER_COLUMNS,
    filters=(
        Filter("text", _("Find"), FilterKind.TEXT, hint=_("Name, number or org number")),
        _PERIOD,
        _OPEN,
        Filter("overdue", _("Only what is overdue"), FilterKind.FLAG),
        _CUSTOMER,
        _CURRENCY,
    ),
    source=customers,
    within=customers.within,
    sort=(SortKey("customer"),),
    needs=Permission.VIEW_CUSTOMER_ECONOMY,
    row_id=lambda row: row.id,
    row_name=lambda row: row.name,
    href=_entries_of,
    links={"number": _entries_of, "customer": _entries_of, "balance": _statement_of},
    quick_sorts=frozenset(column.key for column in CUSTOMER_COLUMNS),
    one=_("balance"),
    many=_("balances"),
)


def _money(amount: object, row: Entry) -> Money | None:
    return None if amount is None else Money(amount, row.currency)  # type: ignore[arg-type]


def _invoice(row: Entry) -> str:
    return f"/finances/invoices/{row.invoice_id}"


ENTRY_COLUMNS: tuple[Column[Entry], ...] = (
    Column("day", _("Date"), Kind.DATE, lambda r: r.day),
    Column("kind", _("Type"), Kind.TEXT, lambda r: ENTRY_KINDS[r.kind], sortable=False),
    Column("number", _("Invoice"), Kind.NUMBER, lambda r: r.number, sortable=False),
    Column("customer", _("Customer"), Kind.TEXT, lambda r: r.customer, sortable=False),
    Column("due_date", _("Due"), Kind.DATE, lambda r: r.due_date, sortable=False),
    Column("description", _("Description"), Kind.TEXT, lambda r: r.description, sortable=False),
    Column("invoiced", _("Invoiced"), Kind.MONEY, lambda r: _money(r.invoiced, r), adds_up=True, sortable=False),
    Column("paid", _("Amount paid"), Kind.MONEY, lambda r: _money(r.paid, r), adds_up=True, sortable=False),
    Column("balance", _("Balance"), Kind.MONEY, lambda r: Money(r.balance, r.currency), sortable=False),
    Column("currency", _("Currency"), Kind.TEXT, lambda r: r.currency, sortable=False),
)  # fmt: skip

LEDGER_ENTRIES: Report[Entry] = Report(
    key="ledger-entries",
    title=_("Customer ledger"),
    columns=ENTRY_COLUMNS,
    filters=(
        _PERIOD,
        _OPEN,
        Filter(
            "kind",
            _("Type"),
            FilterKind.CHOICES,
            tuple(Choice(kind, word) for kind, word in ENTRY_KINDS.items()),
        ),
        _CUSTOMER,
        _CURRENCY,
    ),
    source=entries,
    within=entries.within,
    sort=(SortKey("day", descending=True),),
    needs=Permission.VIEW_CUSTOMER_ECONOMY,
    row_id=lambda row: row.id,
    row_name=lambda row: f"{ENTRY_KINDS[row.kind]} {row.number or ''}",
    href=_invoice,
    links={
        "day": _invoice,
        "number": _invoice,
        "customer": lambda r: f"/customers/{r.customer_id}",
    },
    quick_sorts=frozenset({"day"}),
    one=_("entry"),
    many=_("entries"),
)
