"""Projects: known by number. Activities are added by name and never taken away."""

import datetime as dt
from dataclasses import replace
from typing import Any

from sqlmodel import col, select

from moment_ui.core import clock, fields
from moment_ui.core.folding import folded, search_text
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.numbering.series import move_past
from moment_ui.imports.fields import Field, Row
from moment_ui.imports.kind import FileKind
from moment_ui.imports.kinds.customer_fields import tags as names_in
from moment_ui.imports.lookups import CUSTOMER_FIELDS, Lookups, Tell, chunks
from moment_ui.imports.plan import Addition, Plan, Values, Written
from moment_ui.imports.shared import SharedLeaders, follow_projects, from_main, share_led
from moment_ui.imports.values import choice, day, line, minutes, paragraphs, text_of
from moment_ui.models.importing import ImportKind
from moment_ui.models.numbering import SeriesKind
from moment_ui.models.project import Activity, Project, ProjectMember, ProjectStatus

STATUS_WORDS = {
    "active": ProjectStatus.ACTIVE,
    "aktiv": ProjectStatus.ACTIVE,
    "apen": ProjectStatus.ACTIVE,
    "open": ProjectStatus.ACTIVE,
    "pagaende": ProjectStatus.ACTIVE,
    "on-hold": ProjectStatus.ON_HOLD,
    "on hold": ProjectStatus.ON_HOLD,
    "pa vent": ProjectStatus.ON_HOLD,
    "vilande": ProjectStatus.ON_HOLD,
    "closed": ProjectStatus.CLOSED,
    "avsluttet": ProjectStatus.CLOSED,
    "lukket": ProjectStatus.CLOSED,
    "avslutad": ProjectStatus.CLOSED,
    "ferdig": ProjectStatus.CLOSED,
}
SAME = ("name", "status", "start_on", "end_on", "budget_minutes", "currency", "description")
NAMING_CUSTOMER = tuple(each.key for each in CUSTOMER_FIELDS)


class ProjectPlanner:
    """Plans projects. An empty cell leaves what is stored."""

    def __init__(self, work: Work, plan: Plan) -> None:
        self._work, self._plan = work, plan
        self._lookups, self._leaders = Lookups(work), SharedLeaders(work)
        self._written: list[int] = []
        self._rows: list[tuple[Row, Values]] = []
        self._seen: dict[str, int] = {}
        self._new: list[tuple[Values, tuple[str, ...]]] = []
        self._customer_names = dict(self._lookups.customers.values())

    def take(self, row: Row) -> None:
        """Keep the row unless something is wrong with it."""
        values = self._values(row)
        number = folded(row.get("number") or "")
        first = self._seen.setdefault(number, row.number)
        if number and first != row.number:
            row.problems["number"] = _("The same stands in row {row} already.").format(row=first)
        if row.problems:
            self._plan.refuse([row])
        else:
            self._rows.append((row, values))

    def finish(self, tell: Tell) -> None:
        """Compare with the stored projects."""
        stored: dict[str, Project] = {}
        ids = [
            self._lookups.projects[folded(row.get("number"))][0]
            for row, _values in self._rows
            if folded(row.get("number")) in self._lookups.projects
        ]
        for some in chunks(ids):
            query = select(Project).where(col(Project.id).in_(some))
            stored |= {
                folded(project.number): project for project in self._work.session.exec(query)
            }
        for done, (row, values) in enumerate(self._rows):
            project = stored.get(folded(row.get("number")))
            if project is None:
                self._plan_new(row, values)
            elif refused := from_main(project, values, self._new_names(row, project)):
                row.problems["number"] = refused
                self._plan.refuse([row])
            else:
                self._plan_known(row, values, project)
            tell(done)

    def write(self, work: Work, tell: Tell) -> Written:
        """Write the new projects with activities; the leader is the first member."""
        now = clock.now()
        numbers = [values["number"] for values, _names in self._new]
        move_past(work, SeriesKind.PROJECT, (int(n) for n in numbers if n.isdecimal()))
        for some in chunks(self._new, 1000):
            rows = [{**values, "created_at": now} for values, _names in some]
            ids = work.insert_rows(Project, rows, returning=True)
            self._written += ids
            activities = [
                {"project_id": key, "name": name, "position": place}
                for key, (_values, names) in zip(ids, some, strict=True)
                for place, name in enumerate(names)
            ]
            members = [
                {"project_id": key, "co_worker_id": values["leader_id"]}
                for key, (values, _names) in zip(ids, some, strict=True)
                if values["leader_id"]
            ]
            yield from (("project", key) for key in ids)
            for key in work.insert_rows(Activity, activities, returning=True):
                yield "activity", key
            for key in work.insert_rows(ProjectMember, members, returning=True):
                yield "project_member", key
            tell(len(some))

    def settle(self, work: Work) -> None:
        """Secondary projects in other companies follow."""
        changed = [update.id for update in self._plan.updates if update.model is Project]
        share_led(work, [*self._written, *changed])
        follow_projects(work, [*changed, *(one.row["project_id"] for one in self._plan.additions)])

    def _values(self, row: Row) -> Values:
        values: dict[str, Any] = {key: row.get(key) for key in SAME if row.get(key) is not None}
        if any(row.get(key) is not None for key in NAMING_CUSTOMER):
            values["customer_id"] = self._lookups.customer(row)
        if row.get("leader") is not None:
            leader = Row(row.number, {"co_worker": row.get("leader")})
            values["leader_id"] = self._lookups.co_worker(leader)
            if leader.problems:
                row.problems["leader"] = leader.problems["co_worker"]
            elif refused := self._leaders.refused(values["leader_id"]):
                row.problems["leader"] = refused
        first, last = row.get("start_on"), row.get("end_on")
        if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
            row.problems["end_on"] = _("The last day is before the first.")
        return values

    def _plan_new(self, row: Row, values: Values) -> None:
        defaults: Values = dict.fromkeys(("customer_id", "leader_id", "start_on", "end_on"))
        defaults |= {"budget_minutes": None, "status": ProjectStatus.ACTIVE, "currency": ""}
        values = defaults | {"description": "", "number": row.get("number")} | values
        self._new.append((values | {"search": self._search(values)}, row.get("activities") or ()))
        self._plan.created += 1

    def _plan_known(self, row: Row, values: Values, project: Project) -> None:
        before = {key: getattr(project, key) for key in values}
        if before != values:
            full = {key: getattr(project, key) for key in ("number", "name", "customer_id")}
            values = values | {"search": self._search(full | values)}
            before["search"] = project.search
        changed = self._plan.change(Project, project.key, before, values)
        names = self._new_names(row, project)
        for place, name in enumerate(names):
            new = {"project_id": project.key, "name": name, "position": 100 + place}
            self._plan.additions.append(Addition(Activity, new))
        self._plan.count(changed=changed or bool(names))

    def _new_names(self, row: Row, project: Project) -> list[str]:
        """The activities of the row that the project does not have yet."""
        known = self._lookups.activities
        names = row.get("activities") or ()
        return [name for name in names if (project.key, folded(name)) not in known]

    def _search(self, values: Values) -> str:
        customer = self._customer_names.get(values["customer_id"] or 0, "")
        return search_text(values["name"], values["number"], customer)


PROJECTS = FileKind(
    kind=ImportKind.PROJECTS,
    title=_("Projects"),
    help=_("Known by number. Customers and co-workers must exist; activities are made."),
    planner=ProjectPlanner,
    topics=("projects",),
    fields=(
        Field("number", _("Number"), line(40),
              ("prosjektnummer", "prosjektnr", "projektnummer", "projektnr", "project number",
               "project no", "nr", "id"),
              required=True, example="2601"),
        Field("name", _("Name"), line(),
              ("navn", "namn", "prosjektnavn", "prosjekt", "projekt", "projektnavn", "project",
               "project name"),
              required=True, example="Fjordgata 8, ombygging"),
        *(replace(each, one_of="") for each in CUSTOMER_FIELDS),
        Field("leader", _("Project leader"), line(),
              ("prosjektleder", "leder", "projektledare", "projektleder", "ansvarlig", "eier"),
              example="Marte Solberg"),
        Field("status", _("Status"), choice(STATUS_WORDS), ("tilstand", "prosjektstatus")),
        Field("start_on", _("Start"), day, ("startdato", "start dato", "fra", "start date"),
              example="01.09.2026"),
        Field("end_on", _("End"), day, ("sluttdato", "slutt", "til", "slutdato", "end date")),
        Field("budget_minutes", _("Budget, hours"), minutes,
              ("budsjett", "timebudsjett", "budget", "estimat", "budgeterte timer", "hours budget"),
              example="1840"),
        Field("currency", _("Currency"), text_of(fields.currency), ("valuta",)),
        Field("description", _("Description"), paragraphs(10_000),
              ("beskrivelse", "beskrivning", "merknad")),
        Field("activities", _("Activities"), names_in, ("aktiviteter", "aktivitet", "activity"),
              example="Forprosjekt, Detaljprosjekt"),
    ),
)  # fmt: skip
