"""Tasks of partner companies, through the door: shown while both share tasks, moved by who they are for."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.elements import Condition
from moment_ui.db.group_scope import NotPartners, acting_for, open_partners
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.tasks.cards import Card, conditions, read_cards
from moment_ui.domain.tasks.commands import TOPIC, Moved
from moment_ui.domain.tasks.errors import NotYourTask
from moment_ui.domain.tasks.places import held, put
from moment_ui.domain.tasks.rules import Wanted
from moment_ui.domain.tasks.scope import is_mine
from moment_ui.models.company import Company
from moment_ui.models.partner import PartnerSettings
from moment_ui.models.project import CoWorker, Project
from moment_ui.models.task import Task, TaskState


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner company that shares tasks with ours."""

    company_id: int
    slug: str
    name: str


@needs(Permission.VIEW_TASKS)
def sharing_partners(work: Work) -> list[Partner]:
    """The partner companies that share tasks, and with whom ours does; by name."""
    if not _shares(work):
        return []
    open_ones = [key for key in open_partners(work) if _opens(work, key)]
    query = select(Company).where(col(Company.id).in_(open_ones)).order_by(col(Company.name))
    return [Partner(row.id or 0, row.slug, row.name) for row in work.session.exec(query)]


@needs(Permission.VIEW_TASKS)
def partner_cards(work: Work, wanted: Wanted, found: list[Partner]) -> list[Card]:
    """The partners' cards that a board shows: all of those ticked, or one's own of every partner.

    Who sees no projects here sees only one's own there, whatever is asked.
    """
    only_mine = wanted.mine or not work.actor.may(Permission.VIEW_PROJECTS)
    shown = [each for each in found if wanted.mine or each.slug in wanted.companies]
    cards: list[Card] = []
    for partner in shown:
        with _door(work, partner.company_id) as theirs:
            where = _narrowed(work, theirs, wanted)
            where += [is_mine(theirs)] if only_mine else []
            today = work.today()
            read = read_cards(theirs, *conditions(wanted, today), *where)
            cards += [_theirs(card, partner) for card in read]
    return cards


@needs(Permission.VIEW_TASKS)
def move_partner_task(work: Work, slug: str, task_id: int, state: TaskState) -> Moved:
    """Move one's own task of a partner company to the top of a column there.

    Raises NotPartners or NotFound when the company shares no tasks, NotFound, NotYourTask.
    """
    partner = next((one for one in sharing_partners(work) if one.slug == slug), None)
    if partner is None:
        raise NotFound(_("The task"))
    with _door(work, partner.company_id) as theirs:
        row = held(theirs, task_id, sa.true())[task_id]
        own = select(Task.id).where(Task.id == task_id, is_mine(theirs))
        if theirs.session.exec(own).first() is None:
            raise NotYourTask(partner.name)
        moved = Moved(task_id, row.title, row.state, row.position, state)
        put(theirs, row, state, None)
        change = {"state": (moved.before.value, state.value)}
        record(theirs, "move_task", row, row.title, change)
        theirs.emit(TOPIC)
    return moved


def _theirs(card: Card, partner: Partner) -> Card:
    description = card.description if card.mine else ""
    return replace(
        card,
        description=description,
        may_move=card.mine,
        slug=partner.slug,
        company=partner.name,
    )


def _narrowed(work: Work, theirs: Work, wanted: Wanted) -> list[Condition]:
    """Our filter by project and person in the partner's words: the shared project, the same log-in."""
    found: list[Condition] = []
    if wanted.project_id is not None:
        found.append(col(Task.project_id).in_(_linked(work, theirs, wanted.project_id)))
    if wanted.assignee_id is not None:
        query = select(col(CoWorker.user_id)).where(CoWorker.id == wanted.assignee_id)
        user_id = work.session.exec(query).first()
        people = select(col(CoWorker.id)).where(CoWorker.user_id == user_id)
        found.append(col(Task.assignee_id).in_(people) if user_id else sa.false())
    return found


def _linked(work: Work, theirs: Work, project_id: int) -> list[int]:
    """The partner's projects that are one with ours."""
    query = select(Project).where(Project.id == project_id)
    ours = work.session.exec(query).first()
    if ours is None:
        return []
    main = [ours.main_project_id] if ours.main_company_id == theirs.company_id else []
    secondary = select(col(Project.id)).where(
        Project.main_company_id == work.company_id, Project.main_project_id == project_id
    )
    return [key for key in (*main, *theirs.session.exec(secondary)) if key]


def _opens(work: Work, company_id: int) -> bool:
    try:
        with acting_for(work, company_id) as theirs:
            return _shares(theirs)
    except NotPartners:
        return False


@contextmanager
def _door(work: Work, company_id: int) -> Generator[Work]:
    """The door, while the other side shares tasks. Raises NotFound when it does not."""
    with acting_for(work, company_id) as theirs:
        if not _shares(theirs):
            raise NotFound(_("The task"))
        yield theirs


def _shares(work: Work) -> bool:
    return bool(work.session.exec(select(col(PartnerSettings.share_tasks)).limit(1)).first())
