"""Where the invoice of a draft would be e-mailed to, were it sent now."""

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.drafts.queries import kept_options
from moment_ui.domain.invoicing.queries import effective
from moment_ui.domain.people.keeping import addresses_of
from moment_ui.domain.people.rules import Counting, invoice_address
from moment_ui.models.contact import CustomerContact, ProjectContact
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice


@needs(Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS)
def draft_receiver(work: Work, invoice_id: int) -> Counting:
    """The address that counts, with the layer it comes from. Raises NotFound.

    The external receiver is the one the draft was made with; the contact is the one chosen by now.
    """
    query = (
        select(Invoice, Customer)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(Invoice.id == invoice_id)
    )
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The invoice"))
    invoice, customer = found
    place = _contact(work, invoice)
    contact_id = place.contact_id if place else 0
    own = [row.email for row in addresses_of(work, contact_id)] if contact_id else []
    kept = kept_options(work, invoice_id)
    return invoice_address(
        own,
        external_receiver=kept.get("external_receiver", customer.external_receiver),
        in_project=_in_project(work, invoice, contact_id),
        in_customer=place.email if place else "",
        customer=customer.email,
    )


def _contact(work: Work, invoice: Invoice) -> CustomerContact | None:
    """The contact that holds for the draft's project or customer, else the customer's first."""
    options = effective(work, customer_id=invoice.customer_id, project_id=invoice.project_id)
    chosen = options["customer_contact"].value
    query = (
        select(CustomerContact)
        .where(CustomerContact.customer_id == invoice.customer_id)
        .where(
            col(CustomerContact.employed_to).is_(None)
            | (col(CustomerContact.employed_to) >= work.today())
        )
        .order_by(col(CustomerContact.id))
    )
    places = work.session.exec(query).all()
    wanted = [place for place in places if str(place.contact_id) == chosen]
    return next(iter(wanted or places), None)


def _in_project(work: Work, invoice: Invoice, contact_id: int) -> str:
    query = select(ProjectContact.email).where(
        ProjectContact.project_id == invoice.project_id, ProjectContact.contact_id == contact_id
    )
    return work.session.exec(query).first() or ""
