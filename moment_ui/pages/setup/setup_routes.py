"""The routes of the setup; ROUTES takes them in."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.pages.import_data import import_data
from moment_ui.pages.partners.partner_import import partner_import
from moment_ui.pages.partners.partner_setup import partner_setup
from moment_ui.pages.route import Route
from moment_ui.pages.setup.audit_log import audit_log
from moment_ui.pages.setup.setup_accounts import setup_accounts
from moment_ui.pages.setup.setup_company import setup_company
from moment_ui.pages.setup.setup_hours_kinds import setup_hours_kinds
from moment_ui.pages.setup.setup_invoicing import setup_invoicing
from moment_ui.pages.setup.setup_payments import setup_payments
from moment_ui.pages.setup.setup_people_rates import setup_people_rates
from moment_ui.pages.setup.setup_price_lists import setup_price_lists
from moment_ui.pages.setup.setup_reminders import setup_reminders
from moment_ui.pages.setup.setup_tags import setup_tags
from moment_ui.pages.setup.setup_vat_codes import setup_vat_codes
from moment_ui.state.imports.imports import ImportState
from moment_ui.state.options.invoicing_options import CompanyOptionsState
from moment_ui.state.partners.asking import GroupActsState
from moment_ui.state.partners.module import PartnerModuleState
from moment_ui.state.partners.setup import PartnersState
from moment_ui.state.partners.structure import PartnerStructureState
from moment_ui.state.setup.accounts import AccountsState
from moment_ui.state.setup.audit_log import AuditLogState
from moment_ui.state.setup.company_setup import CompanySetupState
from moment_ui.state.setup.einvoice_setup import EInvoiceSetupState
from moment_ui.state.setup.hours_kinds import HoursKindsState
from moment_ui.state.setup.payment_setup import PaymentSetupState
from moment_ui.state.setup.people_rates import PeopleRatesState
from moment_ui.state.setup.rates import CompanyRatesState
from moment_ui.state.setup.reminder_setup import ReminderSetupState
from moment_ui.state.setup.tag_setup import TagSetupState
from moment_ui.state.setup.vat_codes import VatCodesState

SETUP_ROUTES: tuple[Route, ...] = (
    Route(
        "/[company]/setup/reminders",
        setup_reminders,
        _("Reminders"),
        on_load=(ReminderSetupState.load,),
        permission=Permission.SETUP_INVOICING,
    ),
    Route(
        "/[company]/setup/company",
        setup_company,
        _("Company"),
        on_load=(CompanySetupState.load, PartnerModuleState.load, CompanySetupState.watch),
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
        "/[company]/setup/vat-codes",
        setup_vat_codes,
        _("VAT codes"),
        on_load=(VatCodesState.load, EInvoiceSetupState.load, VatCodesState.watch),
        permission=Permission.VIEW_INVOICES,
    ),
    Route(
        "/[company]/setup/payments",
        setup_payments,
        _("Payments, setup"),
        on_load=(PaymentSetupState.load, PaymentSetupState.watch),
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
        "/[company]/setup/price-lists/co-workers",
        setup_people_rates,
        _("Co-workers’ rates"),
        on_load=(PeopleRatesState.load, PeopleRatesState.watch),
        permission=Permission.SETUP_INVOICING,
    ),
    Route(
        "/[company]/setup/partners",
        partner_setup,
        _("Partner companies"),
        on_load=(GroupActsState.forget, PartnersState.load, PartnersState.watch),
        permission=Permission.SETUP_PARTNERS,
    ),
    Route(
        "/[company]/setup/partners/import",
        partner_import,
        _("Import partner companies"),
        on_load=(PartnerStructureState.load,),
        permission=Permission.SETUP_PARTNERS,
    ),
    Route(
        "/[company]/setup/hours-kinds",
        setup_hours_kinds,
        _("Kinds of hours"),
        on_load=(HoursKindsState.load,),
        permission=Permission.SETUP_HOURS,
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
