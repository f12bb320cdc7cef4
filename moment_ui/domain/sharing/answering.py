"""Answering an invitation by the link in its mail: without a log-in, and with an account afterwards.

The signed link is the permission. It was mailed to the address that the account has or gets, and it tells
and changes nothing but this invitation. Whoever has an account logs in with it as ever.
"""

from dataclasses import dataclass

from sqlmodel import select

from moment_ui.core.actor import Actor
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.db.work import Work, global_reading, reading, writing
from moment_ui.domain.access.commands import hash_password
from moment_ui.domain.access.externals import account_of, give_log_in, make_account
from moment_ui.domain.access.needs import before_log_in
from moment_ui.domain.access.rules import check_password
from moment_ui.domain.audit.commands import record
from moment_ui.domain.sharing.links import is_open, read_token, use_up
from moment_ui.domain.sharing.readiness import company_name, company_slug
from moment_ui.models.company import Company
from moment_ui.models.project import CoWorker

_WHY = "the signed link is the permission, for its own invitation only"


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that can be answered: from whom, to whom; `home` where they go on writing hours."""

    company: str
    by: str
    name: str
    email: str
    home: str
    has_account: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """An invitation that was answered: the page to go to; `new_user` when an account was made just now."""

    path: str
    new_user: int | None = None


@before_log_in(_WHY)
def invitation_behind(token: str) -> Invitation | None:
    """The invitation that a link answers; None for a link that is used, too old, withdrawn or none of ours."""
    found = read_token(token)
    actor = _actor(found[0]) if found else None
    if found is None or actor is None:
        return None
    with reading(actor) as work:
        row = _row(work, found[1], found[2])
        account = account_of(work, row.user_id, row.email) if row else None
        if row is None or (account is not None and not account.active):
            return None
        return Invitation(
            company_name(work, work.company_id),
            row.invited_by_name,
            row.name,
            row.email,
            company_name(work, row.home_company_id) if row.home_company_id else "",
            account is not None,
        )


@before_log_in(_WHY)
def answer(token: str, name: str = "", password: str = "") -> Answered | None:
    """Say yes, once; who has no account gets one with this name and password.

    None for a link that leads nowhere. Raises Invalid for `name`, PasswordRefused.
    """
    invited = invitation_behind(token)
    found = read_token(token)
    actor = _actor(found[0], invited.name) if found and invited else None
    if found is None or invited is None or actor is None:
        return None
    hashed = "" if invited.has_account else _checked(name, password, invited.email)
    with writing(actor) as work:
        row = _row(work, found[1], found[2], lock=True)
        return _answered(work, row, name.strip(), hashed) if row is not None else None


def _answered(work: Work, row: CoWorker, name: str, hashed: str) -> Answered | None:
    """Tie the account to the co-worker, made with this name where there is none; the link is used up."""
    account = account_of(work, row.user_id, row.email)
    is_new = account is None and bool(hashed)
    if is_new:
        account = make_account(work, row.email, name, hashed)
    if account is None or not account.active:
        return None
    row.user_id = account.user_id
    give_log_in(work, account.user_id)
    use_up(row)
    record(work, "answer_invitation", row, f"{row.name} {row.email}")
    work.emit("co-workers")
    return Answered(_timesheet(work, row, is_new=is_new), account.user_id if is_new else None)


def _checked(name: str, password: str, email: str) -> str:
    """The hash of a password that is good enough. Raises PasswordRefused, Invalid."""
    if not name.strip() or len(name.strip()) > 200:
        raise Invalid(name=_("Write your name."))
    check_password(password, email)
    return hash_password(password)


def _timesheet(work: Work, row: CoWorker, *, is_new: bool) -> str:
    """Where hours are written: at home, for those who can log in there."""
    at_home = row.home_company_id is not None and not is_new
    company_id = row.home_company_id if at_home else work.company_id
    return f"/{company_slug(work, company_id or 0)}/timesheet"


def _actor(company_id: int, name: str = "") -> Actor | None:
    """Somebody who may do nothing by a role."""
    with global_reading() as session:
        company = session.get(Company, company_id)
        if company is None:
            return None
        return Actor(0, company_id, frozenset(), name, timezone=company.timezone)


def _row(work: Work, co_worker_id: int, nonce: str, *, lock: bool = False) -> CoWorker | None:
    query = select(CoWorker).where(CoWorker.id == co_worker_id)
    row = work.session.exec(query.with_for_update() if lock else query).first()
    return row if row is not None and is_open(row, nonce) else None
