"""What the navigation holds: areas as in the product, with the pages that exist. Plain data."""

from dataclasses import dataclass

from moment_ui.core.actor import Permission
from moment_ui.core.words import _


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation. `path` follows the company in the address, and names the entry."""

    path: str
    label: str
    icon: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class Area:
    """A group of pages; its link opens the first one the reader may see."""

    key: str
    label: str
    icon: str
    entries: tuple[Entry, ...]


NAVIGATION: tuple[Area, ...] = (
    Area(
        "customers",
        _("Customers"),
        "users",
        (
            Entry("customers", _("Overview"), "list", Permission.VIEW_CUSTOMERS),
            Entry("contacts", _("Contacts"), "contact", Permission.VIEW_CUSTOMERS),
            Entry("mailing-lists", _("Mailing lists"), "mails", Permission.USE_MAILING_LISTS),
            Entry("customers/duplicates", _("Duplicates"), "merge", Permission.MERGE_CUSTOMERS),
        ),
    ),
    Area(
        "offers",
        _("Offers"),
        "file-text",
        (Entry("offers", _("Overview"), "list", Permission.VIEW_OFFERS),),
    ),
    Area(
        "projects",
        _("Projects"),
        "folder",
        (
            Entry("projects", _("Overview"), "list", Permission.VIEW_PROJECTS),
            Entry("projects/live", _("Hours, live"), "radio", Permission.VIEW_HOURS),
            Entry(
                "projects/hours-approval", _("Hours approval"), "clock", Permission.APPROVE_HOURS
            ),
        ),
    ),
    Area(
        "timesheet",
        _("Timesheet"),
        "clock",
        (
            Entry("timesheet", _("Hours"), "calendar-days", Permission.WRITE_HOURS),
            Entry("hours/mine", _("Hours report"), "table", Permission.WRITE_HOURS),
        ),
    ),
    Area(
        "resources",
        _("Resources"),
        "users-round",
        (Entry("resources/co-workers", _("Co-workers"), "users-round", Permission.VIEW_PROJECTS),),
    ),
    Area(
        "tasks",
        _("Tasks"),
        "square-check",
        (
            Entry("tasks", _("Taskboard"), "square-kanban", Permission.VIEW_TASKS),
            Entry("tasks/report", _("Tasks report"), "list-checks", Permission.EDIT_TASKS),
        ),
    ),
    Area(
        "claims",
        _("Travel & expense"),
        "plane",
        (
            Entry("claims", _("My claims"), "ticket", Permission.WRITE_CLAIMS),
            Entry("claims/review", _("Claims"), "list-checks", Permission.WRITE_CLAIMS),
            Entry("claims/new", _("New"), "plus", Permission.WRITE_CLAIMS),
            Entry("claims/categories", _("Categories"), "shapes", Permission.REVIEW_CLAIMS),
        ),
    ),
    Area(
        "finances",
        _("Finances"),
        "banknote",
        (
            Entry("finances/invoices", _("Invoices"), "receipt", Permission.VIEW_INVOICES),
            Entry(
                "finances/to-be-invoiced",
                _("To be invoiced"),
                "hourglass",
                Permission.CREATE_INVOICES,
            ),
            Entry(
                "finances/payments",
                _("Payments and write-off"),
                "banknote",
                Permission.VIEW_INVOICES,
            ),
            Entry("finances/letters", _("Letters"), "mail", Permission.SEND_INVOICES),
            Entry(
                "finances/ledger",
                _("Customer ledger"),
                "scale",
                Permission.VIEW_CUSTOMER_ECONOMY,
            ),
            Entry(
                "finances/reminders",
                _("Payment reminders"),
                "bell-ring",
                Permission.SEND_REMINDERS,
            ),
            Entry(
                "finances/payment-files",
                _("Payment files"),
                "landmark",
                Permission.REGISTER_PAYMENTS,
            ),
        ),
    ),
    Area(
        "company",
        _("Company"),
        "building",
        (
            Entry("hours/overview", _("Hours overview"), "table", Permission.VIEW_HOURS),
            Entry("hours/status", _("Timesheet status"), "calendar-check", Permission.LOCK_HOURS),
            Entry("hours/control", _("Hours control"), "scale", Permission.CONTROL_HOURS),
        ),
    ),
    Area(
        "setup",
        _("Setup"),
        "settings",
        (
            Entry("setup/company", _("Company"), "building-2", Permission.VIEW_INVOICES),
            Entry("setup/tags", _("Tags"), "tag", Permission.EDIT_TAGS),
            Entry("setup/invoicing", _("Invoicing"), "receipt-text", Permission.VIEW_INVOICES),
            Entry("setup/vat-codes", _("VAT codes"), "percent", Permission.VIEW_INVOICES),
            Entry("setup/payments", _("Payments"), "hand-coins", Permission.VIEW_INVOICES),
            Entry("setup/reminders", _("Reminders"), "bell-ring", Permission.SETUP_INVOICING),
            Entry("setup/price-lists", _("Price lists"), "coins", Permission.VIEW_RATES),
            Entry("setup/hours", _("Hours"), "clock", Permission.SETUP_HOURS),
            Entry("setup/hours-kinds", _("Kinds of hours"), "clock", Permission.SETUP_HOURS),
            Entry("setup/partners", _("Partner companies"), "handshake", Permission.SETUP_PARTNERS),
            Entry("setup/import", _("Import"), "upload", Permission.IMPORT),
            Entry("setup/audit-log", _("Audit log"), "scroll-text", Permission.VIEW_AUDIT_LOG),
        ),
    ),
)


OF_PARTNERS = frozenset({"setup/partners"})
"""Entries that show only while the company has partner companies on."""


def allowed_paths(permissions: frozenset[Permission]) -> list[str]:
    """The entries a reader with these permissions may open, in the navigation's order."""
    return [
        entry.path
        for area in NAVIGATION
        for entry in area.entries
        if entry.permission in permissions
    ]


def doors(allowed: list[str]) -> dict[str, str]:
    """Where the link of each area leads: its first entry among `allowed`, by the area's key."""
    found = {
        area.key: next((entry.path for entry in area.entries if entry.path in allowed), "")
        for area in NAVIGATION
    }
    return {key: path for key, path in found.items() if path}


def page_in(path: str) -> str:
    """The navigation entry an address belongs to: "/vardal/customers/12" → "customers"."""
    page = path.strip("/").partition("/")[2]
    found = [
        entry.path
        for area in NAVIGATION
        for entry in area.entries
        if f"{page}/".startswith(f"{entry.path}/")
    ]
    return max(found, key=len, default=NAVIGATION[0].entries[0].path)
