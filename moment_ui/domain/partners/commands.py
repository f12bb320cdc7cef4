"""What a company shares with its partners, and the walk through the set-up brought to its end."""

from collections.abc import Collection

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Conflict
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.partners.errors import PartnerChanged
from moment_ui.domain.partners.group import find_group, hold_enabled, is_enabled
from moment_ui.domain.partners.queries import partners_page
from moment_ui.domain.partners.rules import FLAGS
from moment_ui.domain.partners.telling import wake
from moment_ui.domain.partners.todo import missing
from moment_ui.domain.sharing.rates import tell_rates


@needs(Permission.SETUP_PARTNERS)
def choose_shared(work: Work, shared: Collection[str], version: int) -> None:
    """Share these kinds of things with the group, and no others: such as projects or tasks.

    `version` is the settings' as they were read. Raises PartnerChanged, PartnersOff.
    """
    settings = hold_enabled(work)
    if settings.version != version:
        raise PartnerChanged
    before = {flag: bool(getattr(settings, f"share_{flag}")) for flag in FLAGS}
    after = {flag: flag in shared for flag in FLAGS}
    changes = differences(before, after)
    if not changes:
        return
    for flag in FLAGS:
        setattr(settings, f"share_{flag}", after[flag])
    settings.version += 1
    work.session.add(settings)
    record(work, "choose_what_is_shared", changes=changes)
    wake(work, find_group(work))
    if "rates" in changes:
        tell_rates(work)


@needs(Permission.SETUP_PARTNERS)
def finish_set_up(work: Work) -> None:
    """Note that the set-up was walked to its end. Raises Conflict while something is missing."""
    settings = hold_enabled(work)
    if missing(partners_page(work)):
        raise Conflict(_("Something is missing still: the list says what, and who must do it."))
    settings.checked_at = clock.now()
    work.session.add(settings)
    record(work, "finish_partner_set_up")
    wake(work, find_group(work))


@needs(Permission.VIEW_OWN_SETTINGS)
def partners_on(work: Work) -> bool:
    """Whether the company has partner companies switched on: without it nothing of them shows."""
    return is_enabled(work)
