"""What ought to be mended before a draft is finalised; it does not stop the draft. Pure."""

from collections.abc import Iterator

from moment_ui.core.words import _
from moment_ui.domain.billing.plan import PlannedDraft
from moment_ui.domain.billing.sheet import Blocker, Fix, Why
from moment_ui.models.customer import Customer, CustomerStatus, InvoiceType
from moment_ui.models.invoice import LineKind

BOOKED = frozenset(
    {
        LineKind.HOURS,
        LineKind.EXPENSE,
        LineKind.PRODUCT,
        LineKind.FIXED_PRICE,
        LineKind.SUBSCRIPTION,
    }
)


def warnings_of(draft: PlannedDraft, buyer: Customer, *, booked: bool) -> Iterator[Blocker]:
    """What a draft lacks: accounts where the company keeps them, VAT codes, and for an e-invoice an address and a reference."""
    if booked and any(one.line.kind in BOOKED and not one.account for one in draft.lines):
        said = _("Some lines have no bookkeeping account.")
        yield Blocker(Why.ACCOUNT, said, Fix.PROJECT_OPTIONS, draft.project_id or 0)
    if any(not one.vat_code for one in draft.lines):
        said = _("Some lines have no VAT code.")
        yield Blocker(Why.VAT, said, Fix.VAT_CODES)
    if draft.options.invoice_type is InvoiceType.E_INVOICE:
        yield from _of_e_invoices(draft, buyer)
    if buyer.status is CustomerStatus.POTENTIAL:
        said = _("{name} is a potential customer, and becomes active.").format(name=buyer.name)
        yield Blocker(Why.POTENTIAL, said, Fix.CUSTOMER, buyer.key)


def _of_e_invoices(draft: PlannedDraft, buyer: Customer) -> Iterator[Blocker]:
    derived = buyer.country == "NO" and buyer.org_number
    if not buyer.einvoice_id and not derived:
        said = _("{name} has no e-invoice address.").format(name=buyer.name)
        yield Blocker(Why.EINVOICE_ADDRESS, said, Fix.CUSTOMER, buyer.key)
    values = draft.options.values
    if not values["your_reference"] and not values["order_reference"]:
        said = _("An e-invoice needs your reference or an order reference.")
        yield Blocker(Why.REFERENCE, said, Fix.PROJECT_OPTIONS, draft.project_id or 0)
