"""A project's page in the reader's language."""

from moment_ui.core.actor import Permission
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.hours_control.queries import is_shared
from moment_ui.domain.milestones.queries import milestones
from moment_ui.domain.notes.of_projects import project_notes
from moment_ui.domain.project_contacts.queries import project_contacts
from moment_ui.domain.projects.page import project
from moment_ui.domain.projects.participants import participants
from moment_ui.domain.tags.projects import tags_of_project
from moment_ui.reports.contacts.places import PlaceLine, contact_line
from moment_ui.reports.customers.customer_view import TagLine
from moment_ui.reports.marks import PROJECT_STATUS, status_class, tag_look
from moment_ui.reports.notes import note_lines
from moment_ui.reports.projects.project_facts import description_fact, project_facts
from moment_ui.reports.projects.project_hours import hours_in, meter_of
from moment_ui.reports.projects.project_lines import work_lines
from moment_ui.reports.projects.project_milestones import milestone_lines, milestones_note
from moment_ui.reports.projects.project_view import ParticipantLine, ProjectView
from moment_ui.reports.projects.shared_lines import shared_view


def project_page(work: Work, project_id: int) -> ProjectView:
    """The page as the actor may see it. Raises NotFound, NotPermitted."""
    record = project(work, project_id)
    write = writer(work.actor.locale, work.actor.timezone)
    may = work.actor.may
    mark = PROJECT_STATUS[record.status]
    meter = meter_of(record.minutes, record.budget_minutes)
    reached = milestones(work, project_id)
    lines = work_lines(work, project_id, write)
    shared = shared_view(work, project_id)
    may_edit = may(Permission.EDIT_PROJECTS)
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
        tags=[
            TagLine(tag.id, tag.name, tag_look(tag.colour))
            for tag in tags_of_project(work, project_id)
        ],
        facts=project_facts(record, write, may_edit=may_edit, follows=shared.follows),
        description=description_fact(record, may_edit=may_edit),
        shared=shared,
        status_key=record.status,
        team=lines.team,
        team_note=lines.team_note,
        team_warning=lines.team_warning,
        activities=lines.activities,
        milestones=milestone_lines(reached, write),
        milestones_note=milestones_note(reached),
        notes=note_lines(project_notes(work, project_id), write),
        contacts=_contacts(work, project_id),
        may_edit_contacts=may(Permission.EDIT_CONTACTS),
        participants=_participants(work, project_id),
        may_edit=may_edit,
        may_edit_plan=may_edit and not shared.follows,
        may_see_customer=may(Permission.VIEW_CUSTOMERS),
        may_see_rates=may(Permission.VIEW_RATES),
        may_bill=may(Permission.CREATE_INVOICES) and may(Permission.VIEW_RATES),
        may_see_expenses=may(Permission.VIEW_EXPENSES),
        may_see_hours=may(Permission.VIEW_HOURS),
        may_see_files=may(Permission.VIEW_FILES),
        may_control_hours=may(Permission.CONTROL_HOURS) and is_shared(work, project_id),
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
