"""Reports: declarations of columns and filters, and their use."""

from typing import Any

from moment_ui.reports.audit import AUDIT_LOG
from moment_ui.reports.contacts import CONTACTS
from moment_ui.reports.customers import CUSTOMERS
from moment_ui.reports.hours_approval import HOURS_APPROVAL
from moment_ui.reports.invoices import INVOICES
from moment_ui.reports.ledger import CUSTOMER_LEDGER, LEDGER_ENTRIES
from moment_ui.reports.mailing import MAILING
from moment_ui.reports.offers import OFFERS
from moment_ui.reports.payments import PAYMENTS
from moment_ui.reports.projects import PROJECTS
from moment_ui.reports.report import Report
from moment_ui.reports.sent_mails import SENT_MAILS

REPORTS: tuple[Report[Any], ...] = (
    CUSTOMERS,
    CONTACTS,
    MAILING,
    OFFERS,
    PROJECTS,
    HOURS_APPROVAL,
    INVOICES,
    PAYMENTS,
    CUSTOMER_LEDGER,
    LEDGER_ENTRIES,
    SENT_MAILS,
    AUDIT_LOG,
)
"""Every report, in the order of the navigation."""


def report_by_key(key: str) -> Report[Any] | None:
    """The report of that name."""
    return next((report for report in REPORTS if report.key == key), None)
