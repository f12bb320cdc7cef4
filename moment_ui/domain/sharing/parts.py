"""What a secondary project has of its main one: activities, milestones and the people of its company.

Each function compares what stands on both sides and brings home what differs; it answers with what was
changed, as field, before and after.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db import references
from moment_ui.db.work import Work
from moment_ui.models.project import Activity, CoWorker, Milestone, ProjectMember

Changed = tuple[str, object, object]
LONGEST = 200


def follow_activities(main: Work, home: Work, main_id: int, secondary_id: int) -> list[Changed]:
    """Added, renamed, ordered, put aside; what is gone goes, or is put aside where hours stand on it."""
    wanted = _activities(main, main_id)
    rows = _activities(home, secondary_id)
    by_main = {row.main_activity_id: row for row in rows if row.main_activity_id is not None}
    changed = _let_go(home, [row for row in rows if row.main_activity_id is not None], wanted)
    free = {row.name: row for row in rows if row.main_activity_id is None}
    pairs = [(each, by_main.get(each.key) or free.get(each.name)) for each in wanted]
    _clear_names(home, pairs, rows)
    for source, row in pairs:
        if row is None:
            row = Activity(project_id=secondary_id, name=source.name, main_activity_id=source.key)  # noqa: PLW2901
            home.session.add(row)
            changed.append(("activity", "", source.name))
        elif _said(row) != _said(source):
            changed.append(("activity", _said(row), _said(source)))
        row.name, row.billable, row.active = source.name, source.billable, source.active
        row.position, row.main_activity_id = source.position, source.key
    home.session.flush()
    return changed


def follow_milestones(main: Work, home: Work, main_id: int, secondary_id: int) -> list[Changed]:
    """The same milestones, with the responsible ones who are of the home company."""
    query = select(Milestone).where(Milestone.project_id == secondary_id)
    rows = {row.main_milestone_id: row for row in home.session.exec(query)}
    people = _at_home(main, home.company_id)
    changed: list[Changed] = []
    sources = select(Milestone).where(Milestone.project_id == main_id)
    for source in main.session.exec(sources.order_by(col(Milestone.position), col(Milestone.id))):
        row = rows.pop(source.key, None)
        before = _about(row) if row else ()
        if row is None:
            row = Milestone(
                project_id=secondary_id,
                name=source.name,
                main_milestone_id=source.key,
                created_at=clock.now(),
            )
            home.session.add(row)
        row.name, row.due_on, row.done_on = source.name, source.due_on, source.done_on
        row.position = source.position
        row.responsible_id = people.get(source.responsible_id or 0)
        if before != _about(row):
            row.version += bool(before)
            changed.append(("milestone", before[0] if before else "", row.name))
    for row in rows.values():
        changed.append(("milestone", row.name, ""))
        home.session.delete(row)
    home.session.flush()
    return changed


def follow_team(home: Work, secondary_id: int, members: Mapping[int, str]) -> list[Changed]:
    """The home company's people in the main team, in the roles they have there; hours stay.

    `members`: roles by the co-worker at home.
    """
    query = (
        select(ProjectMember, CoWorker.name)
        .join(CoWorker, col(CoWorker.id) == col(ProjectMember.co_worker_id))
        .where(ProjectMember.project_id == secondary_id)
    )
    found = {row.co_worker_id: (row, name) for row, name in home.session.exec(query)}
    names = _names(home, members.keys() - found.keys())
    changed: list[Changed] = [("member", "", name) for name in names.values()]
    for co_worker_id, (row, name) in found.items():
        role = members.get(co_worker_id)
        if role is None:
            changed.append(("member", name, ""))
            home.session.delete(row)
        elif row.role != role:
            changed.append(("member", f"{name}, {row.role}", f"{name}, {role}"))
            row.role = role
    for co_worker_id in names:
        row = ProjectMember(
            project_id=secondary_id, co_worker_id=co_worker_id, role=members[co_worker_id]
        )
        home.session.add(row)
    home.session.flush()
    return changed


def _let_go(home: Work, rows: Iterable[Activity], wanted: Sequence[Activity]) -> list[Changed]:
    """What follows an activity that is gone: removed, or put aside where something stands on it."""
    there = {each.key for each in wanted}
    changed: list[Changed] = []
    for row in rows:
        if row.main_activity_id in there:
            continue
        changed.append(("activity", row.name, ""))
        if _is_used(home, row.key):
            row.active, row.main_activity_id = False, None
        else:
            home.session.delete(row)
    home.session.flush()
    return changed


def _clear_names(
    home: Work, pairs: Sequence[tuple[Activity, Activity | None]], rows: Iterable[Activity]
) -> None:
    """Let nobody stand in the way: names are unique in a project, and two may change places."""
    ours = {row.key: source.name for source, row in pairs if row is not None}
    taken = {source.name for source, row in pairs if row is None or row.name != source.name}
    standing = [row for row in rows if row in home.session and row.name in taken]
    for row in standing:
        if ours.get(row.key) != row.name:
            row.name = f"{row.name[: LONGEST - 20]} ({row.key})"
    home.session.flush()


def _is_used(work: Work, activity_id: int) -> bool:
    return any(
        references.exists(work, table, column == activity_id)
        for table in references.tables()
        for column in references.pointing(table, "activity")
    )


def _activities(work: Work, project_id: int) -> list[Activity]:
    query = (
        select(Activity)
        .where(Activity.project_id == project_id)
        .order_by(col(Activity.position), col(Activity.id))
        .execution_options(populate_existing=True)
    )
    return list(work.session.exec(query))


def _said(row: Activity) -> tuple[object, ...]:
    return row.name, row.billable, row.active, row.position


def _about(row: Milestone) -> tuple[object, ...]:
    return row.name, row.due_on, row.done_on, row.position, row.responsible_id


def _at_home(main: Work, company_id: int) -> dict[int, int]:
    """Who of the main company's co-workers is who in a home company."""
    query = select(CoWorker.id, CoWorker.home_co_worker_id).where(
        CoWorker.home_company_id == company_id
    )
    return {key or 0: home or 0 for key, home in main.session.exec(query)}


def _names(home: Work, keys: Iterable[int]) -> dict[int, str]:
    query = select(CoWorker.id, CoWorker.name).where(col(CoWorker.id).in_(list(keys)))
    return {key or 0: name for key, name in home.session.exec(query)}
