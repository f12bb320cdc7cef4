"""Inviting external co-workers: by e-mail, or chosen among a partner company's people.

They can be put into projects at once, before they have answered. Whoever has an account gets the role
External here, and sees this company beside their own; who has none is a co-worker without a log-in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Conflict, Invalid, NotFound
from moment_ui.core.words import _, plural
from moment_ui.db.work import Work
from moment_ui.domain.access.externals import end_log_in, give_log_in
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.sharing.addresses import MOST, Typed, addresses_in
from moment_ui.domain.sharing.following import keep_in_step
from moment_ui.domain.sharing.known import Known, PartnerPerson, known_by, people_of_partners
from moment_ui.domain.sharing.secondaries import share_with_home
from moment_ui.models.project import CoWorker, InviteMail, Project, ProjectMember


class Plan(StrEnum):
    """What an invitation will do, or why it does nothing."""

    PARTNER = "partner"
    ACCOUNT = "account"
    NO_ACCOUNT = "no-account"
    AGAIN = "again"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Planned:
    """What will happen for one address; `text` says it, or what is wrong with it."""

    email: str
    name: str
    company: str
    plan: Plan
    text: str


class NobodyToInvite(Invalid):
    """Neither an address nor a person was given."""

    def __init__(self) -> None:
        super().__init__(addresses=_("Write an e-mail address, or choose people below."))


class OnlyExternals(Conflict):
    """The co-worker is one of the company's own, who was not invited."""

    def __init__(self, name: str) -> None:
        text = _("{name} is one of your own: only external co-workers have invitations.")
        super().__init__(text.format(name=name))


class StillInTeams(Conflict):
    """The co-worker is in the team of projects that go on."""

    def __init__(self, name: str, count: int) -> None:
        teams = plural("the team of {count} project", "the teams of {count} projects", count)
        text = _("{name} is in {teams}. Take {name} out first.")
        super().__init__(text.format(name=name, teams=teams))


@needs(Permission.INVITE_CO_WORKERS)
def planned(work: Work, text: str, chosen: Sequence[tuple[int, int]] = ()) -> list[Planned]:
    """What inviting these addresses, and people of partners, would do; each once."""
    return [plan for plan, _typed, _known in _plans(work, text, chosen)]


@needs(Permission.INVITE_CO_WORKERS)
def partner_people(work: Work) -> list[tuple[PartnerPerson, bool]]:
    """The people of partner companies, and whether they are co-workers here already."""
    query = select(CoWorker.home_company_id, CoWorker.home_co_worker_id).where(
        col(CoWorker.active).is_(True), col(CoWorker.home_company_id).is_not(None)
    )
    here = set(work.session.exec(query))
    found = list(people_of_partners(work))
    known = known_by(work, [person.email.lower() for person in found])
    return [
        (
            person,
            (person.company_id, person.co_worker_id) in here
            or _is_here(known[person.email.lower()]),
        )
        for person in found
    ]


@needs(Permission.INVITE_CO_WORKERS)
def invite(work: Work, text: str, chosen: Sequence[tuple[int, int]] = ()) -> list[int]:
    """Make external co-workers of addresses and of chosen people of partners; returns their ids.

    All or none. Raises Invalid for `addresses`, which names what is wrong with each.
    """
    plans = _plans(work, text, chosen)
    if not plans:
        raise NobodyToInvite
    if wrong := [plan for plan, _typed, _known in plans if plan.plan is Plan.WRONG]:
        raise Invalid(addresses=" ".join(f"{plan.email}: {plan.text}" for plan in wrong))
    return [_invited(work, typed, known) for _plan, typed, known in plans]


@needs(Permission.INVITE_CO_WORKERS)
def invite_again(work: Work, co_worker_ids: Sequence[int]) -> list[int]:
    """Send invitations once more; who has got an account or a home meanwhile is known by it.

    Returns the ids whose mails are to go. All or none. Raises NotFound, OnlyExternals, CannotShare, and
    Conflict for somebody without an address.
    """
    rows = _externals(work, co_worker_ids)
    for row in rows:
        if not row.email:
            raise Conflict(_("{name} has no e-mail address.").format(name=row.name))
    found = known_by(work, [row.email.lower() for row in rows])
    invited: list[int] = []
    for row in rows:
        known = found[row.email.lower()]
        typed = Typed(row.email.lower(), row.name)
        invited.append(_invited(work, typed, Known(known.user, row, known.home)))
    return invited


@needs(Permission.INVITE_CO_WORKERS)
def withdraw(work: Work, co_worker_ids: Sequence[int]) -> list[int]:
    """Take invitations back: no log-in here, no new projects; hours stay. All or none.

    Returns the ids of those that stood. Raises NotFound, OnlyExternals, StillInTeams.
    """
    withdrawn = [row for row in _externals(work, co_worker_ids) if row.active]
    for row in withdrawn:
        query = select(ProjectMember.id).where(ProjectMember.co_worker_id == row.id)
        if places := len(work.session.exec(query).all()):
            raise StillInTeams(row.name, places)
        row.active = False
        end_log_in(work, row.user_id)
        _tell(work, "withdraw_invitation", row)
    return [row.key for row in withdrawn]


@needs(Permission.INVITE_CO_WORKERS)
def undo_withdraw(work: Work, co_worker_ids: Sequence[int]) -> int:
    """Let invitations that were withdrawn stand again; returns how many. Raises NotFound, OnlyExternals."""
    rows = [row for row in _externals(work, co_worker_ids) if not row.active]
    for row in rows:
        row.active = True
        if row.user_id is not None:
            give_log_in(work, row.user_id)
        _tell(work, "undo_withdraw_invitation", row)
    return len(rows)


def _plans(
    work: Work, text: str, chosen: Sequence[tuple[int, int]]
) -> list[tuple[Planned, Typed, Known]]:
    typed = addresses_in(text)
    if len(typed) + len(chosen) > MOST:
        raise Invalid(addresses=_("At most {count} at once.").format(count=MOST))
    wanted = set(chosen)
    people = {
        (one.company_id, one.co_worker_id): one
        for one in (people_of_partners(work) if wanted else ())
    }
    if wanted - people.keys():
        raise NotFound(_("Somebody of a partner company"))
    written = {one.email for one in typed}
    picked = [people[key] for key in chosen]
    more = [
        Typed(one.email.lower(), one.name) for one in picked if one.email.lower() not in written
    ]
    at_home = {one.email.lower(): one for one in picked}
    known = known_by(work, [one.email for one in (*typed, *more) if not one.problem])
    found: list[tuple[Planned, Typed, Known]] = []
    for one in (*typed, *more):
        about = known.get(one.email, Known())
        home = at_home.get(one.email, about.home)
        about = Known(about.user, about.here, home)
        found.append((_planned(one, about), one, about))
    return found


def _planned(typed: Typed, known: Known) -> Planned:
    company = known.home.company if known.home else ""
    plan, text = _what(typed, known, company)
    return Planned(typed.email, _name(typed, known), company, plan, text)


def _what(typed: Typed, known: Known, company: str) -> tuple[Plan, str]:
    """What will happen, and how it is said."""
    problem = typed.problem or _problem(known)
    if problem:
        plan, text = Plan.WRONG, problem
    elif known.here is not None:
        plan, text = Plan.AGAIN, _("Was here before, and is invited again.")
    elif known.home is not None:
        plan = Plan.PARTNER
        text = _("Works in {company}, and goes on writing hours there.").format(company=company)
    elif known.user is not None:
        plan, text = Plan.ACCOUNT, _("Has an account, and can switch to this company.")
    else:
        plan, text = Plan.NO_ACCOUNT, _("Has no account: an external without a log-in until then.")
    return plan, text


def _problem(known: Known) -> str:
    if known.here is None or not known.here.active:
        return "" if known.here is None or known.here.is_external else _("Has left this company.")
    if known.here.is_external:
        return _("Is an external co-worker here already.")
    return _("Is a co-worker here already.")


def _is_here(known: Known) -> bool:
    return known.here is not None and known.here.active


def _name(typed: Typed, known: Known) -> str:
    if known.here is not None:
        return known.here.name
    if known.home is not None:
        return known.home.name
    return (known.user[1] if known.user else typed.name) or typed.email.partition("@")[0]


def _invited(work: Work, typed: Typed, known: Known) -> int:
    row = known.here or CoWorker(name=_name(typed, known), email=typed.email, is_external=True)
    row.active = True
    is_home_new = known.home is not None and row.home_company_id is None
    if known.home is not None:
        row.home_company_id, row.home_co_worker_id = known.home.company_id, known.home.co_worker_id
        row.title = row.title or known.home.title
    user_id = known.user[0] if known.user else known.home.user_id if known.home else None
    if user_id is not None:
        row.user_id = user_id
        give_log_in(work, user_id)
    row.invited_at, row.invited_by_name = clock.now(), work.actor.name
    row.invite_mail = InviteMail.PENDING
    work.session.add(row)
    work.session.flush()
    if is_home_new:
        _share_teams(work, row)
    _tell(work, "invite_co_worker", row)
    return row.key


def _share_teams(work: Work, row: CoWorker) -> None:
    """Whose home becomes known later gets secondary projects there, of the teams one is in."""
    mine = select(ProjectMember.project_id).where(ProjectMember.co_worker_id == row.key)
    query = select(Project).where(col(Project.id).in_(mine)).order_by(col(Project.id))
    for project in work.session.exec(query.with_for_update(key_share=True)).all():
        share_with_home(work, project, row)
        keep_in_step(work, project)


def _externals(work: Work, co_worker_ids: Sequence[int]) -> list[CoWorker]:
    """External co-workers, held until the transaction ends."""
    wanted = sorted(set(co_worker_ids))
    query = select(CoWorker).where(col(CoWorker.id).in_(wanted)).order_by(col(CoWorker.id))
    rows = list(work.session.exec(query.with_for_update(key_share=True)))
    if len(rows) != len(wanted):
        raise NotFound(_("The co-worker"))
    for row in rows:
        if not row.is_external:
            raise OnlyExternals(row.name)
    return rows


def _tell(work: Work, action: str, row: CoWorker) -> None:
    work.session.flush()
    record(work, action, row, f"{row.name} {row.email}")
    for topic in ("co-workers", "projects"):
        work.emit(topic)
