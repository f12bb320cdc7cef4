"""What a project's page shows: strings, in plain dataclasses that Reflex state holds."""

from dataclasses import dataclass, field

from moment_ui.reports.contacts.places import PlaceLine
from moment_ui.reports.customers.customer_facts import FactLine
from moment_ui.reports.customers.customer_view import TagLine
from moment_ui.reports.notes import NoteLine


@dataclass
class MemberLine:
    """Somebody in the team, by the id of the place there; `warning` where no rate is found.

    `works_as` is the role, else the title: what rates follow.
    """

    id: int = 0
    name: str = ""
    initials: str = ""
    role: str = ""
    works_as: str = ""
    mark: str = ""
    hours: str = ""
    warning: str = ""


@dataclass
class ActivityLine:
    """A kind of work with its hours; first or last among those it can be moved in."""

    id: int = 0
    name: str = ""
    billed_by: str = ""
    state: str = ""
    state_css: str = ""
    active: bool = True
    is_first: bool = False
    is_last: bool = False
    hours: str = ""


@dataclass
class MilestoneLine:
    """Something to be reached: its day and who sees to it, and how it stands."""

    id: int = 0
    name: str = ""
    about: str = ""
    state: str = ""
    state_css: str = ""
    done: bool = False
    is_first: bool = False
    is_last: bool = False


@dataclass
class ParticipantLine:
    """A company that takes part, by the id of its place in the project."""

    id: int = 0
    customer_id: int = 0
    number: str = ""
    name: str = ""
    role: str = ""


@dataclass
class ExternalLine:
    """A secondary project in a partner company; `href` leads there who may go there."""

    company: str = ""
    project: str = ""
    people: str = ""
    state: str = ""
    state_css: str = ""
    href: str = ""


@dataclass
class SharedView:
    """How a project is shared: its secondary projects, or the `main` one that it `follows`."""

    is_main: bool = False
    externals: list[ExternalLine] = field(default_factory=list[ExternalLine])
    is_secondary: bool = False
    follows: bool = False
    main: str = ""
    main_leader: str = ""
    main_href: str = ""
    state: str = ""
    state_css: str = ""
    text: str = ""


@dataclass
class ProjectView:
    """Everything the project's page shows, and what the reader may do there.

    `may_edit_plan`: team, activities, milestones and status too, which a secondary project follows in.
    """

    id: int = 0
    number: str = ""
    name: str = ""
    status: str = ""
    status_css: str = ""
    status_key: str = ""
    customer_id: int = 0
    customer: str = ""
    leader: str = ""
    hours: str = ""
    budget: str = ""
    used: int = 0
    used_css: str = ""
    used_words: str = ""
    description: list[FactLine] = field(default_factory=list[FactLine])
    tags: list[TagLine] = field(default_factory=list[TagLine])
    facts: list[FactLine] = field(default_factory=list[FactLine])
    team: list[MemberLine] = field(default_factory=list[MemberLine])
    team_note: str = ""
    team_warning: str = ""
    activities: list[ActivityLine] = field(default_factory=list[ActivityLine])
    milestones: list[MilestoneLine] = field(default_factory=list[MilestoneLine])
    milestones_note: str = ""
    notes: list[NoteLine] = field(default_factory=list[NoteLine])
    contacts: list[PlaceLine] = field(default_factory=list[PlaceLine])
    participants: list[ParticipantLine] = field(default_factory=list[ParticipantLine])
    shared: SharedView = field(default_factory=SharedView)
    may_edit: bool = False
    may_edit_plan: bool = False
    may_edit_contacts: bool = False
    may_see_customer: bool = False
    may_see_rates: bool = False
    may_bill: bool = False
    may_see_expenses: bool = False
    may_see_hours: bool = False
    may_see_files: bool = False
    may_control_hours: bool = False
