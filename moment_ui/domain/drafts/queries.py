"""Reading what a draft is, or would be, made with."""

from collections.abc import Mapping

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers.first_order import who_may_order
from moment_ui.domain.drafts.rules import DraftOptions
from moment_ui.domain.invoicing.option import OptionKind
from moment_ui.domain.invoicing.options import BY_KEY, OPTIONS
from moment_ui.domain.invoicing.queries import effective
from moment_ui.models.contact import Contact, CustomerContact
from moment_ui.models.invoicing import BookkeepingAccount, InvoiceOption
from moment_ui.models.project import Project
from moment_ui.models.tag import Tag

OFFERED = 8


@needs(Permission.VIEW_CUSTOMERS)
def draft_options(work: Work, customer_id: int, project_id: int | None = None) -> DraftOptions:
    """What a new draft for the customer, and its project, is made with.

    Raises NotFound, also for a project of another customer.
    """
    if project_id is not None:
        query = select(Project.customer_id).where(Project.id == project_id)
        if work.session.exec(query).first() != customer_id:
            raise NotFound(_("The project"))
    found = effective(work, customer_id=customer_id, project_id=project_id)
    texts = {key: one.value for key, one in found.items()}
    return DraftOptions(texts | _written_out(work, texts, customer_id))


@needs(Permission.VIEW_CUSTOMERS, Permission.CREATE_INVOICES)
def customers_for_drafts(work: Work, text: str) -> list[tuple[int, str]]:
    """Customers who may get an invoice and whose name or number holds every word; at most OFFERED."""
    return who_may_order(work, text, OFFERED)


@needs(Permission.VIEW_INVOICES)
def kept_options(work: Work, invoice_id: int) -> dict[str, str]:
    """What an invoice was made with, by option; nothing for one that came from elsewhere."""
    query = select(InvoiceOption).where(InvoiceOption.invoice_id == invoice_id)
    kept = {row.option: row.value for row in work.session.exec(query)}
    return {option.key: kept[option.key] for option in OPTIONS if option.key in kept}


def _written_out(work: Work, texts: Mapping[str, str], customer_id: int) -> dict[str, str]:
    """What options refer to, as it is now: nothing later changes what a draft says."""
    written: dict[str, str] = {}
    for kind, query, key_of in (
        (OptionKind.TAG, select(col(Tag.id), Tag.code, Tag.name), col(Tag.id)),
        (
            OptionKind.ACCOUNT,
            select(col(BookkeepingAccount.id), BookkeepingAccount.number),
            col(BookkeepingAccount.id),
        ),
    ):
        keys = {key: text for key, text in texts.items() if BY_KEY[key].kind is kind and text}
        ids = [int(text) for text in keys.values()]
        rows = work.session.exec(query.where(key_of.in_(ids))) if ids else ()
        named = {str(row[0]): next(filter(None, row[1:]), "") for row in rows}
        written |= {key: named.get(text, "") for key, text in keys.items()}
    return written | {"customer_contact": _contact(work, texts["customer_contact"], customer_id)}


def _contact(work: Work, chosen: str, customer_id: int) -> str:
    """The contact chosen, while a contact of the customer; else the first who is."""
    query = (
        select(col(Contact.id), Contact.name)
        .join(CustomerContact, col(CustomerContact.contact_id) == col(Contact.id))
        .where(CustomerContact.customer_id == customer_id)
        .where(
            col(CustomerContact.employed_to).is_(None)
            | (col(CustomerContact.employed_to) >= work.today())
        )
        .order_by(col(CustomerContact.id))
    )
    people = {str(key): name for key, name in work.session.exec(query)}
    return people.get(chosen) or next(iter(people.values()), "")
