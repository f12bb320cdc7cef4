"""Reading the company's finance settings."""

import sqlalchemy as sa
from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.invoicing.option import YES
from moment_ui.domain.invoicing.queries import effective
from moment_ui.domain.numbering.series import series_of
from moment_ui.models.customer import Customer
from moment_ui.models.finances import FinanceSettings
from moment_ui.models.invoice import Invoice
from moment_ui.models.numbering import SeriesKind


@needs(Permission.VIEW_INVOICES)
def finance_settings(work: Work) -> FinanceSettings:
    """What the company has set; the defaults, at version 0 and not stored, when nothing is."""
    found = work.session.exec(select(FinanceSettings)).first()
    return found or FinanceSettings(company_id=work.company_id, version=0)


@needs(Permission.VIEW_INVOICES)
def uses_payment_ids(work: Work) -> bool:
    """Whether invoices that are finalised get a payment ID: the invoicing option says so."""
    return effective(work)["payment_id"].value == YES


@needs(Permission.VIEW_INVOICES)
def highest_numbers(work: Work) -> tuple[int, int]:
    """The highest invoice and customer number in use; where the series begin when there are none."""
    invoice = work.session.exec(select(sa.func.max(Invoice.number))).one()
    customer = work.session.exec(select(sa.func.max(Customer.number))).one()
    return (
        invoice or series_of(work, SeriesKind.INVOICE).first,
        customer or series_of(work, SeriesKind.CUSTOMER).first,
    )
