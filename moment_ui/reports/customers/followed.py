"""What a customer's page says of the partner's customer that it came from."""

from dataclasses import dataclass, field

from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.customers.draft import FIELD_LABELS
from moment_ui.domain.shared_customers.queries import followed


@dataclass
class FollowedLine:
    """From which partner, whether it is followed, and what is otherwise there. `link_id` 0: from none."""

    link_id: int = 0
    company: str = ""
    in_step: bool = False
    reachable: bool = True
    otherwise: str = ""
    keys: list[str] = field(default_factory=list[str])


def followed_line(work: Work, customer_id: int) -> FollowedLine:
    """The line of a customer, an empty one for a customer of our own."""
    found = followed(work, customer_id)
    if found is None:
        return FollowedLine()
    parts = [f"{FIELD_LABELS[key]}: {theirs}" for key, _ours, theirs in found.changes]
    parts += [_("contact person {name}").format(name=person.name) for person in found.people]
    return FollowedLine(
        link_id=found.link_id,
        company=found.company,
        in_step=found.in_step,
        reachable=found.reachable,
        otherwise=", ".join(parts),
        keys=[key for key, _ours, _theirs in found.changes],
    )
