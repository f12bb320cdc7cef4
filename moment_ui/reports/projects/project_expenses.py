"""A project's expenses and products in the reader's language."""

from dataclasses import dataclass, field
from decimal import Decimal

from moment_ui.core.actor import Permission
from moment_ui.core.money import ZERO
from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.expenses.queries import (
    BilledOn,
    ExpenseRow,
    ProductRow,
    expense_choices,
    project_expenses,
    project_products,
)
from moment_ui.domain.expenses.sharing import Waiting, waiting_to_share
from moment_ui.models.expense import ExpenseStatus

STATUS: dict[ExpenseStatus, tuple[str, str]] = {
    ExpenseStatus.REGISTERED: (_("Waits to be accepted"), "status warn ring"),
    ExpenseStatus.ACCEPTED: (_("Accepted"), "status good"),
    ExpenseStatus.REJECTED: (_("Rejected"), "status bad square"),
}


@dataclass
class ExpenseLine:
    """An expense in the list."""

    id: int = 0
    text: str = ""
    about: str = ""
    day: str = ""
    cost: str = ""
    price: str = ""
    billing: str = ""
    status: str = ""
    status_css: str = ""
    waits: bool = False
    receipt: str = ""
    receipt_href: str = ""
    upload: str = ""
    billed_href: str = ""
    billed: str = ""
    origin: str = ""
    shared: str = ""
    held: bool = False


@dataclass
class ProductLine:
    """A product in the list."""

    id: int = 0
    text: str = ""
    about: str = ""
    day: str = ""
    quantity: str = ""
    price: str = ""
    net: str = ""
    billed_href: str = ""
    billed: str = ""


@dataclass
class ExpensesView:
    """The tab."""

    expenses: list[ExpenseLine] = field(default_factory=list[ExpenseLine])
    products: list[ProductLine] = field(default_factory=list[ProductLine])
    expense_note: str = ""
    product_note: str = ""
    currency: str = ""
    activities: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    team: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    may_edit: bool = False
    may_accept: bool = False
    waiting: str = ""
    waiting_ids: list[int] = field(default_factory=list[int])
    bring: str = ""


def expenses_view(work: Work, project_id: int, slug: str) -> ExpensesView:
    """The tab as the actor may see it. Raises NotFound."""
    write = writer(work.actor.locale, work.actor.timezone)
    choices = expense_choices(work, project_id)
    expenses, products = project_expenses(work, project_id), project_products(work, project_id)
    money = _Money(choices.currency, write)
    nobody = ("", _("Nobody"))
    waiting = waiting_to_share(work, project_id)
    return ExpensesView(
        expenses=[_expense(row, slug, money) for row in expenses],
        products=[_product(row, slug, money) for row in products],
        expense_note=money.note([row.price for row in expenses if row.billable]),
        product_note=money.note([row.net for row in products]),
        currency=choices.currency,
        activities=[
            ("", _("No activity")),
            *((str(key), name) for key, name in choices.activities),
        ],
        team=[nobody, *((str(key), name) for key, name in choices.team)],
        may_edit=work.actor.may(Permission.EDIT_EXPENSES),
        may_accept=work.actor.may(Permission.ACCEPT_EXPENSES),
        waiting=_waiting(waiting, money),
        waiting_ids=list(waiting.ids),
        bring=_("Bring them over to {company}").format(company=waiting.company),
    )


@dataclass(frozen=True, slots=True)
class _Money:
    currency: str
    write: Writer

    def text(self, amount: Decimal) -> str:
        """An amount with its currency."""
        return f"{self.write.amount(amount, self.currency)} {self.currency}"

    def note(self, amounts: list[Decimal]) -> str:
        """What a list comes to; "" for an empty one."""
        return self.text(sum(amounts, ZERO)) if amounts else ""


def _waiting(waiting: Waiting, money: _Money) -> str:
    """What the main project does not have yet; "" for nothing."""
    if not waiting.ids:
        return ""
    count = plural("{count} expense", "{count} expenses", len(waiting.ids))
    text = _(
        "{count} of this project, {total} in all, were registered before {company} and you shared "
        "expenses, or while sharing rested. The main project there does not have them."
    )
    return text.format(count=count, total=money.text(waiting.total), company=waiting.company)


def _expense(row: ExpenseRow, slug: str, money: _Money) -> ExpenseLine:
    word, css = STATUS[row.status]
    href, billed = _billed(row.billed, slug)
    return ExpenseLine(
        id=row.id,
        text=row.text,
        about=" · ".join(filter(None, (row.supplier, row.activity, row.co_worker))),
        day=money.write.day(row.day),
        cost=money.text(row.cost),
        price=money.text(row.price) if row.billable else "",
        billing=_billing(row),
        status=billed or word,
        status_css="status good" if billed else css,
        waits=row.status is ExpenseStatus.REGISTERED and row.billed is None,
        receipt=row.receipt_title,
        receipt_href=f"/api/receipts/{slug}/{row.receipt}" if row.receipt else "",
        upload=f"/api/uploads/{slug}/expenses/{row.id}/receipt" if _may_bring(row) else "",
        billed_href=href,
        billed=billed,
        origin=_origin(row),
        shared=_("Also in {company}").format(company=row.shared_with) if row.shared_with else "",
        held=bool(row.origin) or row.from_claim,
    )


def _origin(row: ExpenseRow) -> str:
    """Where an expense came from that is not ours to change."""
    if row.origin:
        return _("From {company}").format(company=row.origin)
    return _("From a claim") if row.from_claim else ""


def _may_bring(row: ExpenseRow) -> bool:
    return row.billed is None and not row.origin and not row.from_claim


def _billing(row: ExpenseRow) -> str:
    if not row.billable:
        return _("not billed")
    return _("within the price") if row.included else _("invoiced separately")


def _product(row: ProductRow, slug: str, money: _Money) -> ProductLine:
    href, billed = _billed(row.billed, slug)
    return ProductLine(
        id=row.id,
        text=row.text,
        about=row.activity,
        day=money.write.day(row.day),
        quantity=f"{money.write.exact(row.quantity)} {row.unit}".strip(),
        price=money.text(row.price),
        net=money.text(row.net),
        billed_href=href,
        billed=billed,
    )


def _billed(on: BilledOn | None, slug: str) -> tuple[str, str]:
    if on is None:
        return "", ""
    words = _("On invoice {number}").format(number=on.number) if on.number else _("On a draft")
    return f"/{slug}/finances/invoices/{on.invoice_id}", words
