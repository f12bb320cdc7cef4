"""What ought to be mended before a draft is finalised; it does not stop the draft. Pure."""

from collections.abc import Iterator

from moment_ui.core.words import _
from moment_ui.domain.billing.plan import PlannedDraft
from moment_ui.domain.billing.sheet import Blocker, Fix, Why
from moment_ui.domain.vat.rules import in_percent
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
    yield from _of_vat(draft)
    if draft.options.invoice_type is InvoiceType.E_INVOICE:
        yield from _of_e_invoices(draft, buyer)
    if buyer.status is CustomerStatus.POTENTIAL:
        said = _("{name} is a potential customer, and becomes active.").format(name=buyer.name)
        yield Blocker(Why.POTENTIAL, said, Fix.CUSTOMER, buyer.key)


def _of_vat(draft: PlannedDraft) -> Iterator[Blocker]:
    bare = [one for one in draft.everything if not one.vat_code]
    offered = sorted({one.vat_percent for one in bare if one.line.vat_percent is not None})
    for percent in offered:
        said = _(
            "The offer says {percent} VAT, and the VAT handling says otherwise: choose the VAT code of its lines "
            "on the draft, or another VAT handling first."
        ).format(percent=in_percent(percent))
        yield Blocker(Why.VAT, said, Fix.PROJECT_OPTIONS, draft.project_id or 0)
    if any(one.line.vat_percent is None for one in bare):
        said = _("Some lines have no VAT code.")
        yield Blocker(Why.VAT, said, Fix.VAT_CODES)


def _of_e_invoices(draft: PlannedDraft, buyer: Customer) -> Iterator[Blocker]:
    derived = buyer.country == "NO" and buyer.org_number
    if not buyer.einvoice_id and not derived:
        said = _("{name} has no e-invoice address.").format(name=buyer.name)
        yield Blocker(Why.EINVOICE_ADDRESS, said, Fix.CUSTOMER, buyer.key)
    values = draft.options.values
    if not values["your_reference"] and not values["order_reference"]:
        said = _("An e-invoice needs your reference or an order reference.")
        yield Blocker(Why.REFERENCE, said, Fix.PROJECT_OPTIONS, draft.project_id or 0)
