"""A project's page in the reader's language."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.project_contacts.queries import project_contacts
from moment_ui.domain.projects.page import ProjectRecord, activities, project, team
from moment_ui.domain.projects.participants import participants
from moment_ui.domain.tags.projects import tags_of_project
from moment_ui.reports.customer_facts import FactLine
from moment_ui.reports.customer_view import TagLine
from moment_ui.reports.marks import PROJECT_STATUS, status_class, tag_look
from moment_ui.reports.places import PlaceLine, contact_line
from moment_ui.reports.project_hours import hours_in, meter_of
from moment_ui.reports.project_view import ParticipantLine, ProjectView, WorkLine


def project_page(work: Work, project_id: int) -> ProjectView:
    """The page as the actor may see it. Raises NotFound, NotPermitted."""
    record = project(work, project_id)
    write = writer(work.actor.locale, work.actor.timezone)
    may = work.actor.may
    mark = PROJECT_STATUS[record.status]
    meter = meter_of(record.minutes, record.budget_minutes)
    return ProjectView(
        id=record.id,
        number=record.number,
        name=record.name,
        status=mark.word,
        status_css=status_class(mark),
        customer_id=record.customer_id or 0,
        customer=record.customer,
        leader=record.leader,
        hours=hours_in(record.minutes, write),
        budget=hours_in(record.budget_minutes, write),
        used=meter[0],
        used_css=meter[1],
        used_words=meter[2],
        description=record.description,
        tags=[
            TagLine(tag.id, tag.name, tag_look(tag.colour))
            for tag in tags_of_project(work, project_id)
        ],
        facts=_facts(record, write),
        team=[
            WorkLine(
                member.name,
                ", ".join(filter(None, (member.role, _("external") if member.is_external else ""))),
                hours_in(member.minutes, write),
            )
            for member in team(work, project_id)
        ],
        activities=[
            WorkLine(
                row.name,
                _about(billable=row.billable, active=row.active),
                hours_in(row.minutes, write),
            )
            for row in activities(work, project_id)
        ],
        contacts=_contacts(work, project_id),
        may_edit_contacts=may(Permission.EDIT_CONTACTS),
        participants=_participants(work, project_id),
        may_edit=may(Permission.EDIT_PROJECTS),
        may_see_customer=may(Permission.VIEW_CUSTOMERS),
    )


def _contacts(work: Work, project_id: int) -> list[PlaceLine]:
    if not work.actor.may(Permission.VIEW_CUSTOMERS):
        return []
    return [contact_line(row) for row in project_contacts(work, project_id)]


def _participants(work: Work, project_id: int) -> list[ParticipantLine]:
    if not work.actor.may(Permission.VIEW_CUSTOMERS):
        return []
    return [
        ParticipantLine(row.id, row.customer_id, str(row.number), row.name, row.role)
        for row in participants(work, project_id)
    ]


def _facts(record: ProjectRecord, write: Writer) -> list[FactLine]:
    days = (record.start_on, record.end_on)
    start, end = ("" if day is None else write.day(day) for day in days)
    lines = [
        FactLine(_("Project leader"), record.leader),
        FactLine(_("Start"), start, css="tn"),
        FactLine(_("End"), end, css="tn"),
        FactLine(_("Hours written"), hours_in(record.minutes, write), css="tn"),
        FactLine(_("Budget, hours"), hours_in(record.budget_minutes, write), css="tn"),
        FactLine(_("Currency"), record.currency),
    ]
    return [line for line in lines if line.value]


def _about(*, billable: bool, active: bool) -> str:
    words = (_("Billable") if billable else _("Not billable"), "" if active else _("closed"))
    return ", ".join(filter(None, words))
