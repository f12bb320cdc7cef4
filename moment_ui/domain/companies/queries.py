"""Reading the company's details."""

from dataclasses import dataclass

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.companies.rules import COMPANY_FIELDS, FIELDS
from moment_ui.domain.companies.sample import sample_document
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.papers.parties import payment_box, seller_of
from moment_ui.formats.invoice import InvoiceDocument
from moment_ui.models.company import Company


@dataclass(frozen=True, slots=True)
class CompanyDetails:
    """What the company has said of itself, as texts by field; marks are "yes" or ""."""

    country: str
    currency: str
    logo: str
    texts: dict[str, str]


@needs(Permission.VIEW_INVOICES)
def company_details(work: Work) -> CompanyDetails:
    """The details as they are now."""
    company = work.session.get_one(Company, work.company_id)
    settings = finance_settings(work)
    values = {
        name: getattr(company if name in COMPANY_FIELDS else settings, name) for name in FIELDS
    }
    texts = {name: _text(value) for name, value in values.items()}
    return CompanyDetails(company.country, company.currency, company.logo_name, texts)


@needs(Permission.VIEW_INVOICES)
def sample_invoice(work: Work, _page: int = 0) -> InvoiceDocument:
    """An invoice of nobody, as it would look with the company's details."""
    company = work.session.get_one(Company, work.company_id)
    settings = finance_settings(work)
    return sample_document(
        seller_of(company, settings, work.actor.name),
        payment_box(company, settings, "0010238"),
        company.currency,
        company.logo_name,
        work.today(),
    )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value or "")
