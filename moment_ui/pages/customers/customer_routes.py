"""The routes of customers, contacts and mailing lists; ROUTES takes them in."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.pages.contacts.contact import contact
from moment_ui.pages.contacts.contacts import contacts
from moment_ui.pages.contacts.mailing_list import mailing_list
from moment_ui.pages.contacts.mailing_lists import mailing_lists
from moment_ui.pages.customers.customer_contacts import customer_contacts
from moment_ui.pages.customers.customer_files import customer_files
from moment_ui.pages.customers.customer_invoices import customer_invoices
from moment_ui.pages.customers.customer_ledger import customer_ledger
from moment_ui.pages.customers.customer_offers import customer_offers
from moment_ui.pages.customers.customer_options import customer_options
from moment_ui.pages.customers.customer_profile import customer_profile
from moment_ui.pages.customers.customer_projects import customer_projects
from moment_ui.pages.customers.customer_rates import customer_rates
from moment_ui.pages.customers.customers import customers
from moment_ui.pages.customers.duplicates import duplicates
from moment_ui.pages.customers.merge import merge
from moment_ui.pages.customers.merged import merged
from moment_ui.pages.ledger.statement import statement
from moment_ui.pages.route import Route
from moment_ui.state.contacts.contact import ContactPageState
from moment_ui.state.contacts.contacts import ContactsState
from moment_ui.state.contacts.mailing_list import MailingListState
from moment_ui.state.contacts.mailing_lists import MailingListsState
from moment_ui.state.customers.customer_invoices import CustomerInvoicesState
from moment_ui.state.customers.customer_offers import CustomerOffersState
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.customers.customers import CustomersState
from moment_ui.state.customers.duplicates import DuplicatesState
from moment_ui.state.customers.merge import MergeState
from moment_ui.state.customers.unmerge import UnmergeState
from moment_ui.state.files import CustomerFilesState
from moment_ui.state.ledger.ledger import CustomerLedgerState
from moment_ui.state.ledger.statement import StatementState
from moment_ui.state.options.invoicing_options import CustomerOptionsState
from moment_ui.state.setup.rates import CustomerRatesState

CUSTOMER_ROUTES: tuple[Route, ...] = (
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
        "/[company]/customers/[customer_id]",
        customer_profile,
        _("Customer"),
        on_load=(CustomerProfileState.load, CustomerProfileState.watch),
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
        "/[company]/customers/[customer_id]/projects",
        customer_projects,
        _("Customer, projects"),
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
        "/[company]/customers/[customer_id]/ledger",
        customer_ledger,
        _("Customer, ledger"),
        on_load=(
            CustomerProfileState.load,
            CustomerLedgerState.load,
            CustomerProfileState.watch,
            CustomerLedgerState.watch,
        ),
        permission=Permission.VIEW_CUSTOMERS,
    ),
    Route(
        "/[company]/customers/[customer_id]/statement",
        statement,
        _("Statement of account"),
        on_load=(StatementState.load, StatementState.watch),
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
)
