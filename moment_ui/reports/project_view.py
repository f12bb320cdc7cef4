"""What a project's page shows: strings, in plain dataclasses that Reflex state holds."""

from dataclasses import dataclass, field

from moment_ui.reports.customer_facts import FactLine
from moment_ui.reports.customer_view import TagLine
from moment_ui.reports.places import PlaceLine


@dataclass
class WorkLine:
    """Somebody in the team, or an activity, with its hours."""

    name: str = ""
    about: str = ""
    hours: str = ""


@dataclass
class ParticipantLine:
    """A company that takes part, by the id of its place in the project."""

    id: int = 0
    customer_id: int = 0
    number: str = ""
    name: str = ""
    role: str = ""


@dataclass
class ProjectView:
    """Everything the project's page shows, and what the reader may do there."""

    id: int = 0
    number: str = ""
    name: str = ""
    status: str = ""
    status_css: str = ""
    customer_id: int = 0
    customer: str = ""
    leader: str = ""
    hours: str = ""
    budget: str = ""
    used: int = 0
    used_css: str = ""
    used_words: str = ""
    description: str = ""
    tags: list[TagLine] = field(default_factory=list[TagLine])
    facts: list[FactLine] = field(default_factory=list[FactLine])
    team: list[WorkLine] = field(default_factory=list[WorkLine])
    activities: list[WorkLine] = field(default_factory=list[WorkLine])
    contacts: list[PlaceLine] = field(default_factory=list[PlaceLine])
    participants: list[ParticipantLine] = field(default_factory=list[ParticipantLine])
    may_edit: bool = False
    may_edit_contacts: bool = False
    may_see_customer: bool = False
