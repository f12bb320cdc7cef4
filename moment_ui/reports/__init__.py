"""Reports: declarations of columns and filters, and their use."""

from typing import Any

from moment_ui.reports.claims.claims import CLAIMS, MY_CLAIMS
from moment_ui.reports.contacts.contacts import CONTACTS
from moment_ui.reports.contacts.mailing import MAILING
from moment_ui.reports.customers.customers import CUSTOMERS
from moment_ui.reports.hours.hours_news import HOURS_NEWS
from moment_ui.reports.hours.hours_report import HOURS_OVERVIEW, MY_HOURS
from moment_ui.reports.hours.hours_sums import HOURS_SUMS, MY_HOURS_SUMS
from moment_ui.reports.invoices.invoices import INVOICES
from moment_ui.reports.ledger.ledger import CUSTOMER_LEDGER, LEDGER_ENTRIES
from moment_ui.reports.ledger.sent_mails import SENT_MAILS
from moment_ui.reports.offers.offers import OFFERS
from moment_ui.reports.payments.payments import PAYMENTS
from moment_ui.reports.projects.hours_approval import HOURS_APPROVAL
from moment_ui.reports.projects.projects import PROJECTS
from moment_ui.reports.report import Report
from moment_ui.reports.resources.co_workers import CO_WORKERS
from moment_ui.reports.setup.audit import AUDIT_LOG
from moment_ui.reports.tasks.tasks import TASKS

REPORTS: tuple[Report[Any], ...] = (
    CUSTOMERS,
    CONTACTS,
    MAILING,
    OFFERS,
    PROJECTS,
    HOURS_APPROVAL,
    CO_WORKERS,
    HOURS_NEWS,
    TASKS,
    MY_CLAIMS,
    CLAIMS,
    HOURS_OVERVIEW,
    HOURS_SUMS,
    MY_HOURS,
    MY_HOURS_SUMS,
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
