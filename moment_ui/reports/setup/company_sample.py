"""A sample invoice with the company's details: its page as a picture."""

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.companies.queries import sample_invoice
from moment_ui.reports.invoices.invoice_preview import preview


@needs(Permission.VIEW_INVOICES)
def sample_stamp(work: Work) -> str:
    """A stamp that changes with what the sample shows."""
    return preview.pages(sample_invoice(work))[1]
