"""An external's log-in here: a membership with the role External, given and ended.

Whoever has another role in the company keeps it: inviting somebody never takes away, and never gives more.
"""

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.models.access import Membership, Role, RoleKey


def give_log_in(work: Work, user_id: int) -> None:
    """Let a user switch to this company, as External; one who was shut out comes back as that."""
    membership = _membership(work, user_id)
    if membership is not None and membership.active:
        return
    role_id = _external_role(work)
    if membership is None:
        membership = Membership(user_id=user_id, company_id=work.company_id, role_id=role_id)
    membership.role_id, membership.active = role_id, True
    work.session.add(membership)
    work.session.flush()


def end_log_in(work: Work, user_id: int | None) -> None:
    """Shut a user out who is External here; other roles stay."""
    membership = _membership(work, user_id) if user_id is not None else None
    if membership is not None and membership.role_id == _external_role(work):
        membership.active = False
        work.session.add(membership)


def _membership(work: Work, user_id: int) -> Membership | None:
    query = select(Membership).where(
        Membership.user_id == user_id, Membership.company_id == work.company_id
    )
    return work.session.exec(query.with_for_update()).first()


def _external_role(work: Work) -> int:
    query = select(Role.id).where(
        Role.company_id == work.company_id, col(Role.key) == RoleKey.EXTERNAL
    )
    return work.session.exec(query).one() or 0
