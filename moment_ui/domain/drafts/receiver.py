"""Where the invoices of drafts would be e-mailed to, were they sent now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.people.keeping import own_emails
from moment_ui.domain.people.rules import Counting, invoice_address
from moment_ui.models.contact import CustomerContact, ProjectContact
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.invoicing import InvoiceOption, InvoicingOption
from moment_ui.models.project import Project

CONTACT, EXTERNAL = "customer_contact", "external_receiver"


@dataclass(frozen=True, slots=True)
class _Sent:
    """An invoice and who gets it. `chooser` is the customer of its project, who may name a contact."""

    id: int
    customer_id: int
    project_id: int | None
    chooser: int
    email: str
    external: str


@needs(Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS)
def draft_receiver(work: Work, invoice_id: int) -> Counting:
    """The address that counts, with the layer it comes from. Raises NotFound.

    The external receiver is the one the draft was made with; the contact is the one chosen by now.
    """
    found = receivers(work, [invoice_id])
    if invoice_id not in found:
        raise NotFound(_("The invoice"))
    return found[invoice_id]


@needs(Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS)
def receivers(work: Work, invoice_ids: Sequence[int]) -> dict[int, Counting]:
    """The same of many, by invoice: six statements, however many they are."""
    rows = _rows(work, invoice_ids)
    places, chosen = _places(work, rows), _chosen(work, rows)
    kept = _external(work, invoice_ids)
    contacts = {row.id: _contact(row, places[row.customer_id], chosen) for row in rows}
    people = [place.contact_id for place in contacts.values() if place]
    own, in_project = own_emails(work, people), _in_projects(work, rows)

    def counting(row: _Sent) -> Counting:
        place = contacts[row.id]
        person = place.contact_id if place else 0
        return invoice_address(
            own.get(person, []),
            external_receiver=kept.get(row.id, row.external),
            in_project=in_project.get((row.project_id, person), ""),
            in_customer=place.email if place else "",
            customer=row.email,
        )

    return {row.id: counting(row) for row in rows}


def _rows(work: Work, invoice_ids: Sequence[int]) -> list[_Sent]:
    query = (
        select(Invoice, Project.customer_id, Customer.email, Customer.external_receiver)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .outerjoin(Project, col(Project.id) == col(Invoice.project_id))
        .where(col(Invoice.id).in_(invoice_ids))
    )
    return [
        _Sent(
            row.key,
            row.customer_id,
            row.project_id,
            row.customer_id if row.project_id is None else chooser or 0,
            email,
            external,
        )
        for row, chooser, email, external in work.session.exec(query).all()
    ]


def _places(work: Work, rows: Sequence[_Sent]) -> defaultdict[int, list[CustomerContact]]:
    """The contacts that customers have today, the first one first."""
    ends = col(CustomerContact.employed_to)
    query = (
        select(CustomerContact)
        .where(col(CustomerContact.customer_id).in_({row.customer_id for row in rows}))
        .where(ends.is_(None) | (ends >= work.today()))
        .order_by(col(CustomerContact.id))
    )
    found: defaultdict[int, list[CustomerContact]] = defaultdict(list)
    for place in work.session.exec(query):
        found[place.customer_id].append(place)
    return found


def _chosen(work: Work, rows: Sequence[_Sent]) -> dict[tuple[str, int], int]:
    """The contacts that projects and customers name for their invoices."""
    table = InvoicingOption
    of_projects = col(table.project_id).in_({row.project_id for row in rows if row.project_id})
    of_customers = col(table.customer_id).in_({row.chooser for row in rows})
    query = select(table).where(table.option == CONTACT).where(of_projects | of_customers)
    return {
        ("project", row.project_id) if row.project_id else ("customer", row.customer_id or 0): (
            row.contact_id or 0
        )
        for row in work.session.exec(query)
    }


def _contact(
    row: _Sent, places: Sequence[CustomerContact], chosen: dict[tuple[str, int], int]
) -> CustomerContact | None:
    """The contact that holds for the project or customer, else the customer's first."""
    of_customer = chosen.get(("customer", row.chooser), 0)
    wanted = chosen.get(("project", row.project_id or 0), of_customer)
    named = [place for place in places if place.contact_id == wanted]
    return next(iter(named or places), None)


def _external(work: Work, invoice_ids: Sequence[int]) -> dict[int, str]:
    """The external receivers that invoices were made with."""
    query = select(InvoiceOption.invoice_id, InvoiceOption.value).where(
        InvoiceOption.option == EXTERNAL, col(InvoiceOption.invoice_id).in_(invoice_ids)
    )
    return dict(work.session.exec(query).all())


def _in_projects(work: Work, rows: Sequence[_Sent]) -> dict[tuple[int | None, int], str]:
    """The addresses that contacts have in projects, by project and contact."""
    wanted = {row.project_id for row in rows if row.project_id}
    if not wanted:
        return {}
    query = select(ProjectContact).where(col(ProjectContact.project_id).in_(wanted))
    return {(row.project_id, row.contact_id): row.email for row in work.session.exec(query)}
