"""Who acts: a user in one company, with what the role there permits."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One act or view that a role may allow. Each is used by at least one command or query."""

    VIEW_CUSTOMERS = "view-customers"
    CREATE_CUSTOMERS = "create-customers"
    EDIT_CUSTOMERS = "edit-customers"
    MERGE_CUSTOMERS = "merge-customers"
    EDIT_CONTACTS = "edit-contacts"
    VIEW_FILES = "view-files"
    EDIT_FILES = "edit-files"
    USE_MAILING_LISTS = "use-mailing-lists"
    EDIT_TAGS = "edit-tags"
    VIEW_CUSTOMER_ECONOMY = "view-customer-economy"
    VIEW_INVOICES = "view-invoices"
    CREATE_INVOICES = "create-invoices"
    APPROVE_DRAFTS = "approve-drafts"
    FINALISE_INVOICES = "finalise-invoices"
    SEND_INVOICES = "send-invoices"
    EDIT_INVOICING = "edit-invoicing"
    SETUP_INVOICING = "setup-invoicing"
    VIEW_RATES = "view-rates"
    REGISTER_PAYMENTS = "register-payments"
    WRITE_OFF = "write-off"
    SEND_REMINDERS = "send-reminders"
    VIEW_OFFERS = "view-offers"
    EDIT_OFFERS = "edit-offers"
    SEND_OFFERS = "send-offers"
    CHANGE_EXPORT_STATUS = "change-export-status"
    VIEW_PROJECTS = "view-projects"
    EDIT_PROJECTS = "edit-projects"
    WRITE_HOURS = "write-hours"
    APPROVE_HOURS = "approve-hours"
    VIEW_HOURS = "view-hours"
    MOVE_HOURS = "move-hours"
    CONTROL_HOURS = "control-hours"
    LOCK_HOURS = "lock-hours"
    SETUP_HOURS = "setup-hours"
    INVITE_CO_WORKERS = "invite-co-workers"
    SETUP_PARTNERS = "setup-partners"
    VIEW_TASKS = "view-tasks"
    EDIT_TASKS = "edit-tasks"
    WRITE_CLAIMS = "write-claims"
    REVIEW_CLAIMS = "review-claims"
    VIEW_EXPENSES = "view-expenses"
    EDIT_EXPENSES = "edit-expenses"
    ACCEPT_EXPENSES = "accept-expenses"
    EDIT_BILLING = "edit-billing"
    SHARE_VIEWS = "share-views"
    REMOVE_SHARED_VIEWS = "remove-shared-views"
    IMPORT = "import"
    VIEW_AUDIT_LOG = "view-audit-log"
    VIEW_OWN_SETTINGS = "view-own-settings"


@dataclass(frozen=True, slots=True)
class Actor:
    """A logged-in user in one company. Built by the guard from the server-side session only."""

    user_id: int
    company_id: int
    permissions: frozenset[Permission]
    name: str = ""
    timezone: str = "Europe/Oslo"
    locale: str = "nb_NO"

    def may(self, permission: Permission) -> bool:
        """Whether the role permits the act."""
        return permission in self.permissions
