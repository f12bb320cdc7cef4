"""The words of To be invoiced: kinds, what is held back, and where it is mended."""

from decimal import Decimal

from moment_ui.core.money import ZERO
from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.domain.billing.sheet import Blocker, Fix, Kind, Sheet, Why
from moment_ui.reports.billing.billing_view import BlockerLine
from moment_ui.reports.projects.project_hours import hours_in

KIND_WORDS: dict[Kind, str] = {
    Kind.HOURS: _("Hours"),
    Kind.PAYMENT: _("Planned payments"),
    Kind.FIXED_PRICE: _("Fixed price"),
    Kind.SUBSCRIPTION: _("Subscriptions"),
    Kind.OFFER: _("From the offer"),
    Kind.EXPENSE: _("Expenses"),
    Kind.PRODUCT: _("Products"),
}
_FIXES: dict[Fix, tuple[str, str]] = {
    Fix.APPROVE: (_("Approve"), ""),
    Fix.PRICE_MODELS: (_("Price models"), "/projects/{at}/price-models"),
    Fix.PROJECT: (_("Project"), "/projects/{at}"),
    Fix.PROJECT_OPTIONS: (_("Invoicing options"), "/projects/{at}/invoicing-options"),
    Fix.EXPENSES: (_("Expenses"), "/projects/{at}/expenses"),
    Fix.CUSTOMER: (_("Customer"), "/customers/{at}"),
    Fix.ACCOUNTS: (_("Bookkeeping accounts"), "/setup/invoicing/accounts"),
    Fix.VAT_CODES: (_("VAT codes"), "/setup/vat-codes"),
    Fix.HOURS_CONTROL: (_("Hours control"), "/projects/{at}/hours-control"),
    Fix.DRAFT: (_("Open the draft"), "/finances/invoices/{at}"),
}
_SHORT: dict[Why, str] = {
    Why.NOT_APPROVED: _("Not approved"),
    Why.NO_RATE: _("No rate"),
    Why.NO_MODEL: _("No price model"),
    Why.MODEL_ASIDE: _("Price model put aside"),
    Why.TOTAL_REACHED: _("Total fee reached"),
    Why.NOT_ACCEPTED: _("Expenses to accept"),
    Why.NO_CUSTOMER: _("No customer"),
    Why.CUSTOMER: _("Customer gets no invoices"),
    Why.POTENTIAL: _("Potential customer"),
    Why.HOURS_CONTROL: _("Hours control"),
    Why.SHARES: _("Shares are not 100 %"),
}
"""What is held back as a list says it, where the whole sentence has no room."""


def blocker_line(blocker: Blocker, base: str, write: Writer, who: str = "") -> BlockerLine:
    """A reason as its row: word and address of where it is mended, or `who` can do it instead."""
    word, path = _FIXES.get(blocker.fix, ("", ""))
    if who or (not blocker.at and "{at}" in path):
        word, path = "", ""
    amount = write.amount(blocker.amount, blocker.currency) if blocker.amount else ""
    return BlockerLine(
        key=f"{blocker.why}-{blocker.at}-{blocker.text}",
        text=blocker.text + " " + _("Who can: {names}.").format(names=who) if who else blocker.text,
        hours=_("{hours} h").format(hours=hours_in(blocker.minutes, write))
        if blocker.minutes
        else "",
        amount=f"{amount} {blocker.currency}" if amount else "",
        css=f"status {_tone(blocker)}",
        fix=word,
        href=f"{base}{path.format(at=blocker.at)}" if path else "",
        approves=blocker.fix is Fix.APPROVE,
    )


def held_back(sheet: Sheet, write: Writer) -> tuple[str, str, str]:
    """What is held back of a project in a few words, the look of them, and all of it as a title."""
    warned = [blocker for blocker in sheet.blockers if blocker.warns]
    if not warned:
        nothing = sheet.items and all(item.included for item in sheet.items)
        return (_("Within the price"), "status ring", "") if nothing else ("", "", "")
    first = next((blocker for blocker in warned if blocker.stops), warned[0])
    words = _SHORT.get(first.why, first.text.rstrip("."))
    if first.minutes:
        words = _("{words}, {hours} h").format(words=words, hours=hours_in(first.minutes, write))
    more = f" +{len(warned) - 1}" if len(warned) > 1 else ""
    title = "\n".join(blocker.text for blocker in warned)
    return f"{words}{more}", f"status {_tone(first)}", title


def total(sheet: Sheet, currency: str, *kinds: Kind) -> Decimal:
    """What some kinds come to in a currency."""
    sums = sheet.sums().get(currency, {})
    return sum((sums.get(kind, ZERO) for kind in kinds), ZERO)


def _tone(blocker: Blocker) -> str:
    if blocker.stops:
        return "bad square"
    return "warn square" if blocker.warns else "ring"
