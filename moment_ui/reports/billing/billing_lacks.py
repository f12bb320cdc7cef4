"""What the drafts of a project would lack, and who can mend what the reader cannot."""

import datetime as dt

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.members import members
from moment_ui.domain.billing.commands import planned_drafts
from moment_ui.domain.billing.errors import NothingChosen
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.billing.sheet import Blocker, Fix, Sheet, Why

MENDERS = {
    Fix.VAT_CODES: Permission.SETUP_INVOICING,
    Fix.ACCOUNTS: Permission.SETUP_INVOICING,
    Fix.FINALISING: Permission.FINALISE_INVOICES,
}
"""What mending needs, where who invoices may lack it."""


def of_drafts(work: Work, found: Sheet, until: dt.date) -> list[Blocker]:
    """What the drafts of the sheet would lack, and what the reader cannot do with them."""
    if found.stopped or not found.items:
        return []
    try:
        plan = planned_drafts(work, [Order(found.head.id)], until)
    except NothingChosen:
        return []
    lacking = list(dict.fromkeys(blocker for _who, blocker in plan.warnings))
    lacking = [one for one in lacking if one.why is not Why.POTENTIAL]  # the sheet says so itself
    if not work.actor.may(Permission.FINALISE_INVOICES):
        said = _("You make the drafts; somebody else finalises them.")
        lacking.append(Blocker(Why.PERMISSION, said, Fix.FINALISING))
    return lacking


def who_can(work: Work, blocker: Blocker) -> str:
    """Who can mend what the reader cannot, by name; "" where the reader can."""
    needed = MENDERS.get(blocker.fix)
    if needed is None or work.actor.may(needed):
        return ""
    return ", ".join(one.name for one in members(work) if needed in one.permissions)
