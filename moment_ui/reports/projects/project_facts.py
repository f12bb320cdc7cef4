"""What is known of a project, as facts that are edited where they stand."""

from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.domain.projects.page import ProjectRecord
from moment_ui.domain.sharing.following import FROM_MAIN
from moment_ui.reports.customers.customer_facts import FactLine, field_line, known
from moment_ui.reports.projects.project_hours import hours_in

FIELD_LABELS = {
    "number": _("Number"),
    "name": _("Name"),
    "leader_id": _("Project leader"),
    "start_on": _("Start"),
    "end_on": _("End"),
    "budget_minutes": _("Budget, hours"),
    "currency": _("Currency"),
    "description": _("Description"),
}


def project_facts(
    record: ProjectRecord, write: Writer, *, may_edit: bool, follows: bool = False
) -> list[FactLine]:
    """The project's data; what is not known is left out, or offered to those who may fill it in.

    `follows`: what comes from the main project is said, and not offered to be changed.
    """
    days = (record.start_on, record.end_on)
    start, end = ("" if day is None else write.day(day) for day in days)
    values = (
        ("number", record.number, "tn"),
        ("name", record.name, ""),
        ("leader_id", record.leader, ""),
        ("start_on", start, "tn"),
        ("end_on", end, "tn"),
        ("budget_minutes", hours_in(record.budget_minutes, write), "tn"),
        ("currency", record.currency, ""),
    )
    lines = [
        FactLine(FIELD_LABELS[key], value, css=css)
        if follows and key in FROM_MAIN
        else field_line(key, FIELD_LABELS[key], value, css=css)
        for key, value, css in values
    ]
    written = FactLine(_("Hours written"), hours_in(record.minutes, write), css="tn")
    shown = [line for line in lines if line.key or line.value]
    return [*known(shown, blank=may_edit), written]


def description_fact(record: ProjectRecord, *, may_edit: bool) -> list[FactLine]:
    """The description alone, for a card of its own; nothing where there is none to read or write."""
    line = field_line("description", FIELD_LABELS["description"], record.description, css="pre")
    line.parts = []
    return known([line], blank=may_edit)
