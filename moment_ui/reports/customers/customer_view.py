"""What a customer's page shows: strings, in plain dataclasses that Reflex state holds."""

from dataclasses import dataclass, field

from moment_ui.reports.contacts.places import PlaceLine
from moment_ui.reports.customers.balance_view import StripCell
from moment_ui.reports.customers.customer_checks import CheckLine
from moment_ui.reports.customers.customer_facts import FactLine
from moment_ui.reports.customers.followed import FollowedLine
from moment_ui.reports.notes import NoteLine


@dataclass
class TagLine:
    """A tag that something has, and the CSS classes of its colour."""

    id: int = 0
    name: str = ""
    css: str = "badge tag"


@dataclass
class ProjectLine:
    """A project with its hours; `used` is the percentage of the budget, at most 100.

    `part` says how the company takes part in a project it did not order.
    """

    id: int = 0
    part: str = ""
    number: str = ""
    name: str = ""
    leader: str = ""
    status: str = ""
    status_css: str = ""
    hours: str = ""
    budget: str = ""
    used: int = 0
    used_css: str = ""
    used_words: str = ""


@dataclass
class AliasLine:
    """A customer that was merged into this one; `href` leads to what undoing that would do."""

    text: str = ""
    href: str = ""


@dataclass
class ProfileView:
    """Everything the customer's page shows, and what the reader may do there."""

    id: int = 0
    name: str = ""
    status: str = ""
    status_key: str = ""
    status_css: str = ""
    number: str = ""
    org_number: str = ""
    register: CheckLine = field(default_factory=CheckLine)
    receiver: CheckLine = field(default_factory=CheckLine)
    part: str = ""
    created: str = ""
    options: str = ""
    invoices: str = ""
    offers: str = ""
    people: str = ""
    has_former: bool = False
    files: str = ""
    projects_note: str = ""
    project_count: str = ""
    tags: list[TagLine] = field(default_factory=list[TagLine])
    strip: list[StripCell] = field(default_factory=list[StripCell])
    projects: list[ProjectLine] = field(default_factory=list[ProjectLine])
    closed_projects: list[ProjectLine] = field(default_factory=list[ProjectLine])
    contacts: list[PlaceLine] = field(default_factory=list[PlaceLine])
    notes: list[NoteLine] = field(default_factory=list[NoteLine])
    company_data: list[FactLine] = field(default_factory=list[FactLine])
    money_data: list[FactLine] = field(default_factory=list[FactLine])
    invoicing: list[FactLine] = field(default_factory=list[FactLine])
    followed: FollowedLine = field(default_factory=FollowedLine)
    aliases: list[AliasLine] = field(default_factory=list[AliasLine])
    may_edit: bool = False
    may_merge: bool = False
    may_edit_contacts: bool = False
    may_see_projects: bool = False
    may_create_projects: bool = False
    may_see_invoices: bool = False
    may_see_ledger: bool = False
    may_see_files: bool = False
    may_create_invoices: bool = False
    may_see_offers: bool = False
    may_create_offers: bool = False
    may_see_rates: bool = False
