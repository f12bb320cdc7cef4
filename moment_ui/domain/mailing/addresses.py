"""Where mass mail to somebody would go, as SQL: the address in the customer, else the first own."""

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.db.elements import Expression
from moment_ui.domain.contacts.measures import first_address
from moment_ui.models.contact import Contact, CustomerContact


def address_there() -> Expression:
    """The address of a contact in a customer; "" without any."""
    here = sa.func.nullif(col(CustomerContact.email), "")
    return sa.func.coalesce(here, first_address(), "")


def other_address() -> Expression:
    """An address that a contact has in some customer; NULL without any."""
    return (
        sa.select(sa.func.min(col(CustomerContact.email)))
        .where(col(CustomerContact.contact_id) == col(Contact.id), col(CustomerContact.email) != "")
        .scalar_subquery()
    )
