"""Changing the company's finance settings."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NeedsConfirmation
from moment_ui.core.fields import Unfit
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.finances.errors import SettingsChanged
from moment_ui.domain.finances.queries import finance_settings, highest_numbers
from moment_ui.domain.finances.rules import closes_ahead, told_ahead
from moment_ui.domain.payment_ids.preview import check_room
from moment_ui.models.company import Company
from moment_ui.models.finances import FinanceSettings

AHEAD = "ahead"
PAYMENT_ID = frozenset(
    {"payment_id_kind", "payment_id_format", "payment_id_length_digit", "fik_card_type"}
)


@needs(Permission.SETUP_INVOICING)
def change_finance_settings(
    work: Work,
    version: int,
    changes: Mapping[str, Any],
    *,
    confirmed: frozenset[str] = frozenset(),
) -> int:
    """Set some of the fields of FinanceSettings; returns the version they are at now.

    `version` is the one they were read at, 0 when nothing was stored. Values are typed as in the model.
    Raises SettingsChanged when somebody was first, Invalid for a format that breaks its kind's rules or
    has no room for today's numbers, NeedsConfirmation when today would be closed, AttributeError for a
    field there is not.
    """
    query = select(Company).where(Company.id == work.company_id).with_for_update()
    work.session.exec(query).first()  # what is not there yet cannot be locked itself
    row = finance_settings(work)
    if row.version != version:
        raise SettingsChanged
    before = {name: getattr(row, name) for name in changes}
    told = differences(before, changes)
    if not told:
        return row.version
    for name, value in changes.items():
        setattr(row, name, value)
    if not PAYMENT_ID.isdisjoint(told):
        _check_format(work, row)
    closed, today = row.closed_until, work.today()
    if "closed_until" in told and closed and closes_ahead(closed, today) and AHEAD not in confirmed:
        written = writer(work.actor.locale, work.actor.timezone)
        raise NeedsConfirmation(AHEAD, told_ahead(closed, written))
    row.version += 1
    work.session.add(row)
    work.session.flush()
    record(work, "change_finance_settings", row, ", ".join(told), told)
    work.emit("invoicing")
    return row.version


@needs(Permission.SETUP_INVOICING)
def check_payment_ids(work: Work) -> None:
    """Whether the format that is set can make payment IDs of today's numbers. Raises Invalid."""
    _check_format(work, finance_settings(work))


def _check_format(work: Work, row: FinanceSettings) -> None:
    try:
        check_room(row, *highest_numbers(work))
    except Unfit as unfit:
        raise Invalid(payment_id_format=unfit.message) from unfit
