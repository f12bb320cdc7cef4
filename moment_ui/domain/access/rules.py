"""Roles and what they permit, which passwords are good enough, how long a log-in lasts."""

import datetime as dt
from collections.abc import Iterable

from moment_ui.core.actor import Permission
from moment_ui.domain.access.errors import PasswordRefused
from moment_ui.models.access import RoleKey

MIN_PASSWORD = 10
MAX_PASSWORD = 200

_EVERYBODY = {
    Permission.VIEW_OWN_SETTINGS,
    Permission.WRITE_HOURS,  # one's own, on projects one is in
    Permission.VIEW_TASKS,  # an external sees one's own and what partners share
}
_CO_WORKER = {
    *_EVERYBODY,
    Permission.VIEW_CUSTOMERS,
    Permission.VIEW_PROJECTS,
    Permission.EDIT_TASKS,
    Permission.WRITE_CLAIMS,
    Permission.VIEW_FILES,  # drawings and contracts are what the work is done from
}
_PROJECT_LEADER = {
    *_CO_WORKER,
    Permission.CREATE_CUSTOMERS,
    Permission.EDIT_CUSTOMERS,
    Permission.EDIT_CONTACTS,
    Permission.EDIT_FILES,
    Permission.VIEW_INVOICES,
    Permission.CREATE_INVOICES,
    Permission.EDIT_INVOICING,
    Permission.VIEW_RATES,
    Permission.EDIT_PROJECTS,
    Permission.APPROVE_HOURS,
    Permission.VIEW_HOURS,
    Permission.MOVE_HOURS,
    Permission.CONTROL_HOURS,
    Permission.INVITE_CO_WORKERS,
    Permission.VIEW_EXPENSES,
    Permission.EDIT_EXPENSES,
    Permission.ACCEPT_EXPENSES,
    Permission.EDIT_BILLING,
    Permission.VIEW_OFFERS,
    Permission.EDIT_OFFERS,
    Permission.SEND_OFFERS,
}
_ECONOMY = {
    *_PROJECT_LEADER,
    Permission.MERGE_CUSTOMERS,
    Permission.USE_MAILING_LISTS,
    Permission.VIEW_CUSTOMER_ECONOMY,
    Permission.SEND_INVOICES,
    Permission.SETUP_INVOICING,
    Permission.APPROVE_DRAFTS,
    Permission.FINALISE_INVOICES,
    Permission.LOCK_HOURS,
    Permission.SETUP_HOURS,
    Permission.REVIEW_CLAIMS,
    Permission.REGISTER_PAYMENTS,
    Permission.WRITE_OFF,
    Permission.SEND_REMINDERS,
    Permission.CHANGE_EXPORT_STATUS,
    Permission.SHARE_VIEWS,
    Permission.IMPORT,
    Permission.EDIT_TAGS,  # their codes are what accounting files write
}

STANDARD_ROLES: dict[RoleKey, frozenset[Permission]] = {
    RoleKey.ADMINISTRATOR: frozenset(Permission),
    RoleKey.ECONOMY: frozenset(_ECONOMY),
    RoleKey.PROJECT_LEADER: frozenset(_PROJECT_LEADER),
    RoleKey.CO_WORKER: frozenset(_CO_WORKER),
    RoleKey.EXTERNAL: frozenset(_EVERYBODY),
}
"""What the five standard roles permit. External people see what they are given, piece by piece."""

ROLE_NAMES: dict[RoleKey, str] = {
    RoleKey.ADMINISTRATOR: "Administrator",
    RoleKey.ECONOMY: "Economy",
    RoleKey.PROJECT_LEADER: "Project leader",
    RoleKey.CO_WORKER: "Co-worker",
    RoleKey.EXTERNAL: "External",
}

_COMMON = frozenset(
    {
        "password12",
        "password123",
        "password1234",
        "passord123",
        "passord1234",
        "1234567890",
        "12345678910",
        "0987654321",
        "qwertyuiop",
        "qwerty12345",
        "iloveyou123",
        "administrator",
        "letmein1234",
        "welcome1234",
        "sommer2026",
        "vinter2026",
    }
)


def permissions_of(key: RoleKey | None, stored: Iterable[str]) -> frozenset[Permission]:
    """What a role permits: standard roles follow the program, a company's own what it stored.

    Stored permissions that this version does not know permit nothing.
    """
    if key is not None:
        return STANDARD_ROLES[key]
    known = {permission.value: permission for permission in Permission}
    return frozenset(known[name] for name in stored if name in known)


def check_password(password: str, email: str) -> None:
    """Raises PasswordRefused for a password that is short, endless, common or one's own address."""
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise PasswordRefused.length(MIN_PASSWORD, MAX_PASSWORD)
    folded = password.casefold()
    if folded in _COMMON or len(set(folded)) < 4:
        raise PasswordRefused.common()
    if folded in email.casefold() or email.casefold().partition("@")[0] == folded:
        raise PasswordRefused.own_address()


def session_length(*, remember: bool, days: int, hours: int) -> dt.timedelta:
    """How long a log-in lasts: days when the reader asked to be remembered, else hours."""
    return dt.timedelta(days=days) if remember else dt.timedelta(hours=hours)
