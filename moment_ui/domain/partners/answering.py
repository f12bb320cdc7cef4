"""The other side of the handshake: a company that was asked confirms or declines."""

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.partners.asking import in_another_group
from moment_ui.domain.partners.errors import InAnotherGroup, PartnerChanged
from moment_ui.domain.partners.group import (
    Held,
    group_by_id,
    hold_enabled,
    hold_settings,
    move,
    name_of,
)
from moment_ui.domain.partners.telling import Told, tell
from moment_ui.models.partner import IN_GROUP, MemberState, PartnerMember


@needs(Permission.SETUP_PARTNERS)
def confirm(work: Work, group_id: int, version: int) -> str:
    """Be a partner of the group's companies from now on; returns the group's name.

    A group in which our company is alone is left for it. Confirming twice is confirming once. Raises
    NotFound, PartnersOff, PartnerChanged when the invitation was withdrawn or changed, InAnotherGroup.
    """
    hold_enabled(work)
    held = group_by_id(work, group_id, lock=True)
    if held.own.state in IN_GROUP:
        return held.group.name
    _check_waiting(held, version)
    if in_another_group(work, work.company_id, group_id):
        raise InAnotherGroup(name_of(work, work.company_id))
    _leave_alone(work, group_id)
    _answer(work, held, MemberState.CONFIRMED)
    tell(work, held, Told("confirm_partner_group", name_of(work, work.company_id)))
    return held.group.name


@needs(Permission.SETUP_PARTNERS)
def decline(work: Work, group_id: int, version: int) -> str:
    """Say no to an invitation; returns the group's name. Works with partner companies off, too.

    Raises NotFound, PartnerChanged.
    """
    hold_settings(work)
    held = group_by_id(work, group_id, lock=True)
    if held.own.state is MemberState.DECLINED:
        return held.group.name
    _check_waiting(held, version)
    _answer(work, held, MemberState.DECLINED)
    tell(work, held, Told("decline_partner_group", name_of(work, work.company_id)))
    return held.group.name


def _check_waiting(held: Held, version: int) -> None:
    if held.own.state is not MemberState.INVITED or held.own.version != version:
        raise PartnerChanged


def _answer(work: Work, held: Held, state: MemberState) -> None:
    held.own.answered_at, held.own.answered_by_name = clock.now(), work.actor.name
    move(work, held.own, state)


def _leave_alone(work: Work, group_id: int) -> None:
    """Leave a group in which nobody else is."""
    query = select(PartnerMember).where(
        PartnerMember.company_id == work.company_id,
        col(PartnerMember.state).in_(IN_GROUP),
        PartnerMember.group_id != group_id,
    )
    for row in work.session.exec(query).all():
        move(work, row, MemberState.LEFT)
