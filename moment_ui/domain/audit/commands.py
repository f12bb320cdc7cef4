"""Writing the audit log. Entries are only ever added: the session refuses to change or remove one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.db.work import Work, writing
from moment_ui.domain.access.needs import before_log_in
from moment_ui.domain.access.queries import companies_of, user_name
from moment_ui.models.audit import AuditEntry
from moment_ui.models.base import CompanyScoped

Changes = Mapping[str, tuple[object, object]]
Subject = CompanyScoped | tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What `record_many` notes of one row: see `record`."""

    subject: Subject
    summary: str
    changes: Changes


@before_log_in("called by commands that have checked their own permission")
def record_many(work: Work, action: str, entries: Sequence[Entry]) -> None:
    """Note the same act on many rows, in one statement."""
    rows = [_row(work, action, each.subject, each.summary, each.changes) for each in entries]
    work.insert_rows(AuditEntry, rows)
    work.emit("audit")


@before_log_in("called by commands that have checked their own permission")
def record(
    work: Work,
    action: str,
    subject: Subject = ("", None),
    summary: str = "",
    changes: Changes | None = None,
) -> None:
    """Note an act in the work's company and transaction.

    `action` is the command's name; `subject` the stored row it was done to, or its table and id;
    `changes` maps a field to its old and new value, which are kept as text.
    """
    work.session.add(AuditEntry(**_row(work, action, subject, summary, changes or {})))
    work.emit("audit")


@before_log_in("pure")
def differences(before: Mapping[str, object], after: Mapping[str, object]) -> Changes:
    """The fields whose values differ, with old and new value: what `record` takes as changes."""
    fields = dict.fromkeys((*before, *after))
    pairs = {field: (before.get(field), after.get(field)) for field in fields}
    return {field: pair for field, pair in pairs.items() if pair[0] != pair[1]}


@before_log_in("tells the companies of a user that somebody logged in, failed to, or left")
def record_everywhere(user_id: int, action: str, summary: str = "") -> None:
    """Note an act around logging in, in each company where the user is active.

    There is no log above the companies: an administrator sees what concerns the people of the
    company and nothing else. Attempts with unknown addresses concern nobody and leave no entry.
    """
    name = user_name(user_id)
    for company_id in companies_of(user_id):
        with writing(Actor(user_id, company_id, frozenset(), name)) as work:
            work.leave_figures()
            record(work, action, ("user", user_id), summary)


def _row(
    work: Work, action: str, subject: Subject, summary: str, changes: Changes
) -> dict[str, Any]:
    table, key = _named(subject)
    return {
        "at": clock.now(),
        "user_id": work.actor.user_id or None,
        "user_name": work.actor.name,
        "action": action,
        "subject": table,
        "subject_id": key,
        "summary": summary[:500],
        "changes": {field: [_text(old), _text(new)] for field, (old, new) in changes.items()},
    }


def _named(subject: Subject) -> tuple[str, int | None]:
    if isinstance(subject, CompanyScoped):
        return str(subject.__tablename__), subject.id
    return subject


def _text(value: Any) -> str:
    return "" if value is None else str(value)[:1000]
