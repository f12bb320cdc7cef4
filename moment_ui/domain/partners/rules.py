"""Who may be added to a group, how often one may remind, and what a group may be called."""

import datetime as dt

from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.models.partner import IN_GROUP, MemberState

LONGEST_NAME = 200
BETWEEN_REMINDERS = dt.timedelta(days=1)
FLAGS = ("customers", "projects", "tasks", "expenses", "rates")
"""What a company may share: the columns of its settings, `share_` before each."""


def slug_of(typed: str) -> str:
    """The database name in what was typed: also a whole address of that company is understood.

    "moment.example/vardal/customers" → "vardal"
    """
    text = typed.strip().lower()
    if "/" not in text:
        return text
    parts = [part for part in text.partition("://")[2 if "://" in text else 0].split("/") if part]
    hosted = len(parts) > 1 and ("." in parts[0] or ":" in parts[0])
    return parts[1] if hosted else (parts[0] if parts else "")


def group_name(typed: str) -> str:
    """The group's name as it is kept. Raises Invalid for the field `name`."""
    name = " ".join(typed.split())
    if not name:
        raise Invalid(name=_("Give the group a name."))
    if len(name) > LONGEST_NAME:
        raise Invalid(name=_("At most 200 characters."))
    return name


def proposed_name(company: str) -> str:
    """What a new group is called until somebody names it."""
    return _("{company} and partners").format(company=company)[:LONGEST_NAME]


def may_remind(now: dt.datetime, reminded_at: dt.datetime | None) -> bool:
    """Whether a day has gone since the last reminder."""
    return reminded_at is None or now - reminded_at >= BETWEEN_REMINDERS


def already(company: str, state: MemberState) -> str:
    """Why a company that is known in the group is not added again, "" when it may be."""
    if state in IN_GROUP:
        return _("{company} is in the group already.").format(company=company)
    if state is MemberState.INVITED:
        return _("{company} has been asked already, and has not answered yet.").format(
            company=company
        )
    if state is MemberState.DECLINED:
        return _(
            "{company} declined before. Talk to them, then choose “Ask again” beside its name."
        ).format(company=company)
    return ""
