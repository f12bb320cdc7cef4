"""One module per route; layout only. ROUTES lists them all, by hand."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.pages.audit_log import audit_log
from moment_ui.pages.customer_routes import CUSTOMER_ROUTES
from moment_ui.pages.home import home
from moment_ui.pages.import_data import import_data
from moment_ui.pages.invoice import invoice
from moment_ui.pages.invoices import invoices
from moment_ui.pages.login import login
from moment_ui.pages.offer import offer
from moment_ui.pages.offers import offers
from moment_ui.pages.project import project
from moment_ui.pages.project_options import project_options
from moment_ui.pages.projects import projects
from moment_ui.pages.route import Route
from moment_ui.pages.setup_accounts import setup_accounts
from moment_ui.pages.setup_invoicing import setup_invoicing
from moment_ui.pages.setup_price_lists import setup_price_lists
from moment_ui.pages.setup_tags import setup_tags
from moment_ui.state.accounts import AccountsState
from moment_ui.state.audit_log import AuditLogState
from moment_ui.state.imports import ImportState
from moment_ui.state.invoice import InvoiceState
from moment_ui.state.invoices import InvoicesState
from moment_ui.state.invoicing_options import CompanyOptionsState, ProjectOptionsState
from moment_ui.state.offer import OfferPageState
from moment_ui.state.offers import OffersState
from moment_ui.state.project_page import ProjectPageState
from moment_ui.state.projects import ProjectsState
from moment_ui.state.rates import CompanyRatesState
from moment_ui.state.tag_setup import TagSetupState

ROUTES: tuple[Route, ...] = (
    Route("/", home, _("Moment")),
    Route("/login", login, _("Log in · Moment UI"), public=True),
    *CUSTOMER_ROUTES,
    Route(
        "/[company]/offers",
        offers,
        _("Offers"),
        on_load=(OffersState.load, OffersState.watch),
        permission=Permission.VIEW_OFFERS,
    ),
    Route(
        "/[company]/offers/[offer_id]",
        offer,
        _("Offer"),
        on_load=(OfferPageState.load, OfferPageState.watch),
        permission=Permission.VIEW_OFFERS,
    ),
    Route(
        "/[company]/projects",
        projects,
        _("Projects"),
        on_load=(ProjectsState.load, ProjectsState.watch),
        permission=Permission.VIEW_PROJECTS,
    ),
    Route(
        "/[company]/projects/[project_id]",
        project,
        _("Project"),
        on_load=(ProjectPageState.load, ProjectPageState.watch),
        permission=Permission.VIEW_PROJECTS,
    ),
    Route(
        "/[company]/projects/[project_id]/invoicing-options",
        project_options,
        _("Project, invoicing options"),
        on_load=(
            ProjectPageState.load,
            ProjectOptionsState.load,
            ProjectPageState.watch,
            ProjectOptionsState.watch,
        ),
        permission=Permission.VIEW_PROJECTS,
    ),
    Route(
        "/[company]/finances/invoices",
        invoices,
        _("Invoices"),
        on_load=(InvoicesState.load, InvoicesState.watch),
        permission=Permission.VIEW_INVOICES,
    ),
    Route(
        "/[company]/finances/invoices/[invoice_id]",
        invoice,
        _("Invoice"),
        on_load=(InvoiceState.load,),
        permission=Permission.VIEW_INVOICES,
    ),
    Route(
        "/[company]/setup/tags",
        setup_tags,
        _("Tags"),
        on_load=(TagSetupState.load, TagSetupState.watch),
        permission=Permission.EDIT_TAGS,
    ),
    Route(
        "/[company]/setup/invoicing",
        setup_invoicing,
        _("Invoicing"),
        on_load=(CompanyOptionsState.load, CompanyOptionsState.watch),
        permission=Permission.VIEW_INVOICES,
    ),
    Route(
        "/[company]/setup/invoicing/accounts",
        setup_accounts,
        _("Bookkeeping accounts"),
        on_load=(AccountsState.load, AccountsState.watch),
        permission=Permission.VIEW_INVOICES,
    ),
    Route(
        "/[company]/setup/price-lists",
        setup_price_lists,
        _("Price lists"),
        on_load=(CompanyRatesState.load, CompanyRatesState.watch),
        permission=Permission.VIEW_RATES,
    ),
    Route(
        "/[company]/setup/import",
        import_data,
        _("Import"),
        on_load=(ImportState.load,),
        permission=Permission.IMPORT,
    ),
    Route(
        "/[company]/setup/audit-log",
        audit_log,
        _("Audit log"),
        on_load=(AuditLogState.load, AuditLogState.watch),
        permission=Permission.VIEW_AUDIT_LOG,
    ),
)
