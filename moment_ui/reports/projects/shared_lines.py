"""What a project's page says of companies it is shared with."""

from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.sharing.queries import (
    ExternalProject,
    MainProject,
    external_projects,
    main_project,
)
from moment_ui.reports.marks import LINK_STATE, status_class
from moment_ui.reports.projects.project_view import ExternalLine, SharedView


def shared_view(work: Work, project_id: int) -> SharedView:
    """The secondary projects of a project, or the main one that it follows."""
    main = main_project(work, project_id)
    if main is not None:
        return _secondary(main)
    found = external_projects(work, project_id)
    return SharedView(
        is_main=bool(found), externals=[_line(external) for external in found], follows=False
    )


def _line(external: ExternalProject) -> ExternalLine:
    mark = LINK_STATE[external.state]
    return ExternalLine(
        company=external.company,
        project=" ".join(filter(None, (external.number, external.name))),
        people=", ".join(external.people),
        state=mark.word,
        state_css=status_class(mark),
        href=external.href,
    )


def _secondary(main: MainProject) -> SharedView:
    mark = LINK_STATE[main.state]
    text = (
        _(
            "Name, days, status, team, activities and milestones come from there, and are changed "
            "there. Number, project leader, budget and price models are your own."
        )
        if main.decides
        else _("The partnership has ended: this project goes its own way.")
    )
    return SharedView(
        is_secondary=True,
        follows=main.decides,
        main=_("{company}, {number}").format(company=main.company, number=main.number),
        main_leader=main.leader,
        main_href=main.href,
        state=mark.word,
        state_css=status_class(mark),
        text=text,
    )
