"""Who can see a customer, in words: by role, with what each may do there; and who cannot, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from moment_ui.core.actor import Permission
from moment_ui.core.folding import folded
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.members import Member, members
from moment_ui.domain.customers.queries import customer

MANY = 12
"""People from which on one wants to search among them."""

ACTS: tuple[tuple[Permission, str], ...] = (
    (Permission.VIEW_CUSTOMERS, _("see the customer")),
    (Permission.EDIT_CUSTOMERS, _("edit it")),
    (Permission.EDIT_CONTACTS, _("edit contacts")),
    (Permission.VIEW_CUSTOMER_ECONOMY, _("see what it owes")),
    (Permission.VIEW_INVOICES, _("see invoices")),
    (Permission.CREATE_INVOICES, _("make invoices")),
    (Permission.VIEW_OFFERS, _("see offers")),
    (Permission.EDIT_OFFERS, _("write offers")),
    (Permission.VIEW_FILES, _("see files")),
    (Permission.EDIT_FILES, _("change files")),
)
"""What a role may permit on a customer's page."""


@dataclass
class PersonLine:
    """Somebody of the company."""

    id: int = 0
    name: str = ""
    email: str = ""


@dataclass
class RoleLine:
    """The people of one role: `about` is what they may do, or why they do not see the customer."""

    id: int = 0
    role: str = ""
    about: str = ""
    count: int = 0
    people: list[PersonLine] = field(default_factory=list[PersonLine])


@dataclass
class Onlookers:
    """Those with access and those without, by role; `many` says that a search box helps."""

    summary: str = ""
    many: bool = False
    inside: list[RoleLine] = field(default_factory=list[RoleLine])
    outside: list[RoleLine] = field(default_factory=list[RoleLine])


def who_can_see(work: Work, customer_id: int, text: str = "") -> Onlookers:
    """Those of the company whose name or address has `text`. Raises NotFound, NotPermitted."""
    customer(work, customer_id)
    everybody = members(work)
    wanted = folded(text)
    found = [each for each in everybody if wanted in folded(f"{each.name} {each.email}")]
    count = sum(map(_sees, everybody))
    return Onlookers(
        summary=_("{count} of {all} in the company can see this customer.").format(
            count=count, all=len(everybody)
        ),
        many=len(everybody) > MANY,
        inside=_by_role(filter(_sees, found)),
        outside=_by_role(each for each in found if not _sees(each)),
    )


def _sees(member: Member) -> bool:
    return Permission.VIEW_CUSTOMERS in member.permissions


def _by_role(found: Iterable[Member]) -> list[RoleLine]:
    """One line per role, the one that permits most first; people in their order."""
    ordered = sorted(found, key=lambda each: (-len(each.permissions), each.role_id))
    groups = [list(group) for _role, group in groupby(ordered, key=lambda each: each.role_id)]
    return [
        RoleLine(
            id=group[0].role_id,
            role=group[0].role,
            about=_may(group[0]) if _sees(group[0]) else _why_not(group[0]),
            count=len(group),
            people=[PersonLine(each.user_id, each.name, each.email) for each in group],
        )
        for group in groups
    ]


def _may(member: Member) -> str:
    words = ", ".join(word for permission, word in ACTS if permission in member.permissions)
    return _("May {acts}.").format(acts=words)


def _why_not(member: Member) -> str:
    if member.external:
        return _("External people see no customers.")
    return _("This role does not allow looking at customers.")
