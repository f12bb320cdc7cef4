"""Being in a group: pausing and going on, leaving, and what the main company decides for all."""

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.group_scope import NotPartners
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.mirrors.resync import Resynced, resync_all
from moment_ui.domain.partners import rules
from moment_ui.domain.partners.errors import MainStays, PartnerChanged
from moment_ui.domain.partners.group import (
    Held,
    find_group,
    held_as_main,
    held_group,
    hold_settings,
    member,
    move,
    name_of,
)
from moment_ui.domain.partners.parting import part
from moment_ui.domain.partners.series import main_moved, own_again
from moment_ui.domain.partners.telling import Told, tell, wake
from moment_ui.domain.sharing.following import catch_up as follow_projects
from moment_ui.models.partner import IN_GROUP, MemberState, PartnerSettings


@needs(Permission.SETUP_PARTNERS)
def switch_on(work: Work) -> list[int]:
    """Let the company use partner companies; what it had before stands again.

    Returns the partners whose hours have to catch up.
    """
    settings = hold_settings(work)
    if settings.enabled:
        return []
    settings.enabled, settings.enabled_at = True, clock.now()
    _switched(work, settings, "switch_partner_companies_on")
    held = find_group(work)
    return [row.company_id for row in held.others(MemberState.CONFIRMED)] if held else []


@needs(Permission.SETUP_PARTNERS)
def switch_off(work: Work) -> None:
    """Show nothing of partner companies any more. Nothing is lost, and nothing passes meanwhile."""
    settings = hold_settings(work)
    if not settings.enabled:
        return
    settings.enabled = False
    _switched(work, settings, "switch_partner_companies_off")


@needs(Permission.SETUP_PARTNERS)
def pause(work: Work) -> None:
    """Let nothing pass between our company and its partners. Pausing twice is pausing once.

    Raises PartnersOff, NoGroup.
    """
    held = held_group(work)
    if held.own.state is MemberState.CONFIRMED:
        move(work, held.own, MemberState.PAUSED)
        tell(work, held, Told("pause_partner_company", name_of(work, work.company_id)))


@needs(Permission.SETUP_PARTNERS)
def resume(work: Work) -> list[int]:
    """Go on after a pause; returns the partners whose hours have to catch up. Raises as `pause`."""
    held = held_group(work)
    if held.own.state is MemberState.PAUSED:
        move(work, held.own, MemberState.CONFIRMED)
        tell(work, held, Told("resume_partner_company", name_of(work, work.company_id)))
    return [row.company_id for row in held.others(MemberState.CONFIRMED)]


@needs(Permission.SETUP_PARTNERS)
def catch_up(work: Work, partner: int) -> Resynced:
    """Bring projects and hours between our company and a partner in step; twice is once.

    Nothing happens where the partner is paused or has switched off itself: it catches up when it goes on.
    """
    try:
        follow_projects(work, partner)
        return resync_all(work, partner)
    except NotPartners:
        return Resynced()


@needs(Permission.SETUP_PARTNERS)
def leave(work: Work, version: int) -> str:
    """Leave the group; returns its name. Secondary projects become ordinary ones, nothing is deleted.

    Raises MainStays while others are in our company's group, PartnerChanged, PartnersOff, NoGroup.
    """
    held = held_group(work)
    if held.own.version != version:
        raise PartnerChanged
    if held.is_main and held.others(*IN_GROUP):
        raise MainStays
    _part_from_all(work, held)
    for row in held.others(MemberState.INVITED) if held.is_main else ():
        tell(work, held, Told("withdraw_partner_invitation", name_of(work, row.company_id)))
        work.session.delete(row)
        del held.members[row.company_id]
    move(work, held.own, MemberState.LEFT)
    tell(work, held, Told("leave_partner_group", name_of(work, work.company_id)))
    return held.group.name


@needs(Permission.SETUP_PARTNERS)
def remove(work: Work, company_id: int, version: int) -> str:
    """Take a company out of the group; returns its name. The same happens as when it leaves.

    Raises NotTheMain, PartnerChanged, NotFound.
    """
    held = held_as_main(work)
    row = member(held, company_id, version)
    if row.state not in IN_GROUP:
        raise PartnerChanged
    part(work, held, row.company_id)
    move(work, row, MemberState.LEFT)
    name = name_of(work, company_id)
    tell(work, held, Told("remove_partner_company", name, gone=(company_id,)))
    return name


@needs(Permission.SETUP_PARTNERS)
def rename(work: Work, name: str, version: int) -> str:
    """Give the group another name. Raises Invalid for `name`, NotTheMain, PartnerChanged."""
    held = held_as_main(work)
    wanted = rules.group_name(name)
    _check_group(held, version)
    before, held.group.name = held.group.name, wanted
    held.group.version += 1
    work.session.add(held.group)
    tell(work, held, Told("rename_partner_group", wanted, {"name": (before, wanted)}))
    return wanted


@needs(Permission.SETUP_PARTNERS)
def hand_over(work: Work, company_id: int, version: int) -> str:
    """Make another confirmed company the group's main one; inherited numbers come from there.

    `version` is the group's. Returns the company's name. Raises NotTheMain, PartnerChanged, NotFound.
    """
    held = held_as_main(work)
    _check_group(held, version)
    row = member(held, company_id)
    if row.state is not MemberState.CONFIRMED or held.own.state is not MemberState.CONFIRMED:
        raise PartnerChanged
    before, after = name_of(work, work.company_id), name_of(work, company_id)
    main_moved(work, company_id)
    held.group.main_company_id = company_id
    held.group.version += 1
    work.session.add(held.group)
    work.session.flush()
    tell(work, held, Told("hand_over_main_company", after, {"main company": (before, after)}))
    return after


def _check_group(held: Held, version: int) -> None:
    if held.group.version != version:
        raise PartnerChanged


def _part_from_all(work: Work, held: Held) -> None:
    if held.others(*IN_GROUP):
        part(work, held, work.company_id)
    else:
        own_again(work)


def _switched(work: Work, settings: PartnerSettings, action: str) -> None:
    settings.version += 1
    work.session.add(settings)
    work.session.flush()
    record(work, action)
    wake(work, find_group(work))
