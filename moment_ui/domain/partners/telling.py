"""What happens in a group is in the audit log of every company it concerns, and wakes their pages."""

from dataclasses import dataclass, field

from moment_ui.db.group_scope import at_the_doorstep
from moment_ui.db.work import Work
from moment_ui.domain.audit.commands import Changes, record
from moment_ui.domain.partners.group import Held
from moment_ui.models.partner import IN_GROUP, MemberState

TOPIC = "partners"
CONCERNED = (*IN_GROUP, MemberState.INVITED)


@dataclass(frozen=True, slots=True)
class Told:
    """An act on the group: the command's name, in a few words to what, and what changed.

    `gone`: companies that have just left, and are told all the same.
    """

    action: str
    summary: str
    changes: Changes = field(default_factory=dict[str, tuple[object, object]])
    gone: tuple[int, ...] = ()


def tell(work: Work, held: Held, told: Told) -> None:
    """Note an act in our company and in every one that is in the group or asked into it.

    After the commit the pages of all of them read again.
    """
    subject = ("partner_group", held.group.id)
    record(work, told.action, subject, told.summary, told.changes)
    work.emit(TOPIC)
    theirs = {row.company_id for row in held.others(*CONCERNED)} | set(told.gone)
    for company_id in sorted(theirs - {work.company_id}):
        with at_the_doorstep(work, company_id) as step:
            record(step, told.action, subject, told.summary, told.changes)
            step.emit(TOPIC)


def wake(work: Work, held: Held | None) -> None:
    """Let the pages of all companies of the group read again, without a line in their logs."""
    work.emit(TOPIC)
    for row in held.others(*CONCERNED) if held else ():
        with at_the_doorstep(work, row.company_id) as step:
            step.emit(TOPIC)
