"""One module per route; layout only. ROUTES lists them all, by hand."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.pages.audit_log import audit_log
from moment_ui.pages.contact import contact
from moment_ui.pages.contacts import contacts
from moment_ui.pages.customer_contacts import customer_contacts
from moment_ui.pages.customer_files import customer_files
from moment_ui.pages.customer_invoices import customer_invoices
from moment_ui.pages.customer_offers import customer_offers
from moment_ui.pages.customer_options import customer_options
from moment_ui.pages.customer_profile import customer_profile
from moment_ui.pages.customer_projects import customer_projects
from moment_ui.pages.customer_rates import customer_rates
from moment_ui.pages.customers import customers
from moment_ui.pages.duplicates import duplicates
from moment_ui.pages.home import home
from moment_ui.pages.import_data import import_data
from moment_ui.pages.invoice import invoice
from moment_ui.pages.invoices import invoices
from moment_ui.pages.login import login
from moment_ui.pages.mailing_list import mailing_list
from moment_ui.pages.mailing_lists import mailing_lists
from moment_ui.pages.merge import merge
from moment_ui.pages.merged import merged
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
from moment_ui.state.contact import ContactPageState
from moment_ui.state.contacts import ContactsState
from moment_ui.state.customer_files import CustomerFilesState
from moment_ui.state.customer_invoices import CustomerInvoicesState
from moment_ui.state.customer_offers import CustomerOffersState
from moment_ui.state.customer_profile import CustomerProfileState
from moment_ui.state.customers import CustomersState
from moment_ui.state.duplicates import DuplicatesState
from moment_ui.state.imports import ImportState
from moment_ui.state.invoice import InvoiceState
from moment_ui.state.invoices import InvoicesState
from moment_ui.state.invoicing_options import (
    CompanyOptionsState,
    CustomerOptionsState,
    ProjectOptionsState,
)
from moment_ui.state.mailing_list import MailingListState
from moment_ui.state.mailing_lists import MailingListsState
from moment_ui.state.merge import MergeState
from moment_ui.state.offer import OfferPageState
from moment_ui.state.offers import OffersState
from moment_ui.state.project_page import ProjectPageState
from moment_ui.state.projects import ProjectsState
from moment_ui.state.rates import CompanyRatesState, CustomerRatesState
from moment_ui.state.tag_setup import TagSetupState
from moment_ui.state.unmerge import UnmergeState

ROUTES: tuple[Route, ...] = (
    Route("/", home, _("Moment")),
    Route("/login", login, _("Log in · Moment UI"), public=True),
    Route(
        "/[company]/customers",
        customers,
        _("Customers"),
        on_load=(CustomersState.load, CustomersState.watch),
        permission=Permission.VIEW_CUSTOMERS,
    ),
    Route(
        "/[company]/customers/duplicates",
        duplicates,
        _("Duplicates"),
        on_load=(DuplicatesState.load, DuplicatesState.watch),
        permission=Permission.MERGE_CUSTOMERS,
    ),
    Route(
        "/[company]/customers/[customer_id]/merge",
        merge,
        _("Merge two customers"),
        on_load=(MergeState.load, MergeState.watch),
        permission=Permission.MERGE_CUSTOMERS,
    ),
    Route(
        "/[company]/customers/[customer_id]/merged/[merge_id]",
        merged,
        _("Undo a merge"),
        on_load=(UnmergeState.load, UnmergeState.watch),
        permission=Permission.MERGE_CUSTOMERS,
    ),
    Route(
        "/[company]/customers/[customer_id]",
        customer_profile,
        _("Customer"),
        on_load=(CustomerProfileState.load, CustomerProfileState.watch),
        permission=Permission.VIEW_CUSTOMERS,
    ),
    Route(
        "/[company]/customers/[customer_id]/offers",
        customer_offers,
        _("Customer, offers"),
        on_load=(
            CustomerProfileState.load,
            CustomerOffersState.load,
            CustomerProfileState.watch,
            CustomerOffersState.watch,
        ),
        permission=Permission.VIEW_CUSTOMERS,
    ),
    Route(
        "/[company]/customers/[customer_id]/invoicing-options",
        customer_options,
        _("Customer, invoicing options"),
        on_load=(
            CustomerProfileState.load,
            CustomerOptionsState.load,
            CustomerProfileState.watch,
            CustomerOptionsState.watch,
        ),
        permission=Permission.VIEW_CUSTOMERS,
    ),
    Route(
        "/[company]/customers/[customer_id]/contacts",
        customer_contacts,
        _("Customer, contacts"),
        on_load=(CustomerProfileState.load, CustomerProfileState.watch),
        permission=Permission.VIEW_CUSTOMERS,
    ),
    Route(
        "/[company]/customers/[customer_id]/hourly-rates",
        customer_rates,
        _("Customer, hourly rates"),
        on_load=(
            CustomerProfileState.load,
            CustomerRatesState.load,
            CustomerProfileState.watch,
            CustomerRatesState.watch,
        ),
        permission=Permission.VIEW_CUSTOMERS,
    ),
    Route(
        "/[company]/customers/[customer_id]/invoices",
        customer_invoices,
        _("Customer, invoices"),
        on_load=(
            CustomerProfileState.load,
            CustomerInvoicesState.load,
            CustomerProfileState.watch,
            CustomerInvoicesState.watch,
        ),
        permission=Permission.VIEW_CUSTOMERS,
    ),
    Route(
        "/[company]/contacts",
        contacts,
        _("Contacts"),
        on_load=(ContactsState.load, ContactsState.watch),
        permission=Permission.VIEW_CUSTOMERS,
    ),
    Route(
        "/[company]/contacts/[contact_id]",
        contact,
        _("Contact"),
        on_load=(ContactPageState.load, ContactPageState.watch),
        permission=Permission.VIEW_CUSTOMERS,
    ),
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
        "/[company]/customers/[customer_id]/files",
        customer_files,
        _("Customer, files"),
        on_load=(
            CustomerProfileState.load,
            CustomerFilesState.load,
            CustomerProfileState.watch,
            CustomerFilesState.watch,
        ),
        permission=Permission.VIEW_CUSTOMERS,
    ),
    Route(
        "/[company]/customers/[customer_id]/projects",
        customer_projects,
        _("Customer, projects"),
        on_load=(CustomerProfileState.load, CustomerProfileState.watch),
        permission=Permission.VIEW_CUSTOMERS,
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
        "/[company]/mailing-lists",
        mailing_lists,
        _("Mailing lists"),
        on_load=(MailingListsState.load, MailingListsState.watch),
        permission=Permission.USE_MAILING_LISTS,
    ),
    Route(
        "/[company]/mailing-lists/[list_id]",
        mailing_list,
        _("Mailing list"),
        on_load=(MailingListState.load, MailingListState.watch, MailingListState.watch_head),
        permission=Permission.USE_MAILING_LISTS,
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
